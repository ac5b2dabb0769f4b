# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PIN, draw_letter, world
from .services import OTP, CscService, SmartCaService
from .test_desktop import by_program
from .test_sign_initials import InitialsCommon
from .test_sign_request import RemoteCommon


class RemoteInitialsCommon(InitialsCommon, RemoteCommon):
    """The head's key is at a remote service; the office keeps its key file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Key = cls.env["qlvb.sign.key"]
        w = world()
        cls.leader_key = Key._install(cls.leader, w.deputy.pkcs12(PIN), PIN, w.picture)
        cls._remote_key(cls.head, w.leader)

    def _initial(self, slip, *args, user=None):
        with self._committing(user or self.head, slip) as mine:
            return mine.initial(*args)


@tagged("post_install", "-at_install")
class TestInitialByCsc(RemoteInitialsCommon):
    """The service signs the hash of the initials within the call."""

    service_class, provider = CscService, "csc"

    def test_s9_initials_of_the_service_are_a_link_of_the_chain(self):
        document, slip = self._submitted()
        answer = self._initial(slip, PIN, "Nhất trí", OTP)
        self.assertEqual(answer["state"], "agreed")
        self.assertNotIn("request", answer)
        step = slip.step_ids.filtered(lambda row: row.state == "agreed")
        self.assertRecordValues(
            step, [{"comment": "Nhất trí", "decided_by": self.head.id}]
        )
        slip.with_user(self.office).initial(PIN)
        document.with_user(self.leader).sign(PIN)
        rows = document.signing_ids.sorted("id")
        self.assertEqual(rows.mapped("role"), ["initial", "initial", "person"])
        self.assertEqual(rows[0].user_id, self.head)
        self.assertEqual(document.signature_verdict, "valid")

    def test_wrong_answers_and_silence_decide_nothing_and_can_be_tried_again(self):
        document, slip = self._submitted()
        for mood, sentence in (
            ("wrong", "no signature of this file"),
            ("other", "no signature of this file"),
            ("fewer", "no signature of this file"),
            ("silent", "does not answer"),
        ):
            self.remote.mood = mood
            with (
                self.subTest(mood=mood),
                self.assertRaisesRegex(UserError, sentence),
            ):
                self._initial(slip, PIN)
            self.assertEqual(slip.step_id.user_id, self.head)
            self.assertFalse(document.signing_ids)
        with self.assertRaisesRegex(UserError, "PIN is wrong"):
            self.remote.mood = "right"
            self._initial(slip, "0")
        self.assertEqual(self._initial(slip, PIN)["state"], "agreed")

    def test_who_is_not_asked_does_not_reach_the_service(self):
        _document, slip = self._submitted()
        self._remote_key(self.office, world().leader)
        with self.assertRaisesRegex(UserError, "to decide"):
            self._initial(slip, PIN, user=self.office)
        self.assertFalse(self.remote.calls)


@tagged("post_install", "-at_install")
class TestInitialByPhone(RemoteInitialsCommon):
    """The reviewer confirms on the phone; meanwhile the slip stays where it is."""

    service_class, provider = SmartCaService, "smartca"

    def _asked(self):
        document, slip = self._submitted()
        answer = self._initial(slip, None, "Nhất trí")
        return document, slip, answer, self._requests(document)

    def _edit(self, document, slip):
        """Store another version, as the reviewer whom the stage lets edit."""
        slip.step_id.stage_id.sudo().may_edit = True
        content = base64.b64encode(draw_letter(room=98))
        document.with_user(self.head).upload_version("letter.pdf", content)

    def _confirm(self, request):
        self.remote.confirmed = True
        with self._committing(self.head, request) as mine:
            return mine.refresh()[0]

    def test_the_step_is_agreed_once_it_is_confirmed(self):
        document, slip, answer, request = self._asked()
        self.assertEqual((answer["state"], request.role), ("current", "initial"))
        self.assertEqual(answer["request"]["state"], "waiting")
        mine = document.with_user(self.head)
        self.assertEqual(mine.sign_request_id, request)
        self.remote.confirmed = True
        self._fetch()
        self.assertEqual(request.state, "done")
        step = request.step_id
        self.assertRecordValues(
            step,
            [
                {
                    "state": "agreed",
                    "comment": "Nhất trí",
                    "decided_by": self.head.id,
                }
            ],
        )
        self.assertEqual(slip.step_id.user_id, self.office)
        self.assertEqual(document.sudo().event_ids[:1].user_id, self.head)

    def test_a_second_click_waits_for_the_same_and_an_answer_counts_once(self):
        document, slip, first, request = self._asked()
        again = self._initial(slip)
        self.assertEqual(again["request"]["id"], first["request"]["id"])
        self.assertEqual(self._confirm(request)["state"], "done")
        self.assertEqual(self._confirm(request)["state"], "done")
        file = document.signing_ids.file_id
        self.assertTrue(request._complete(file.sudo()._bytes()))
        self.assertEqual(len(document.signing_ids), 1)
        self.assertEqual(slip.step_id.user_id, self.office)

    def test_a_wrong_or_declined_answer_decides_nothing(self):
        for wish in ({"mood": "wrong"}, {"declined": True}):
            document, slip, _answer, request = self._asked()
            for name, value in wish.items():
                setattr(self.remote, name, value)
            with self.subTest(**wish):
                said = self._confirm(request)
                self.assertEqual(said["state"], "failed")
                self.assertEqual(slip.step_id, request.step_id)
                self.assertFalse(document.signing_ids)
            self.remote.mood, self.remote.declined = "right", False
            self.remote.confirmed = False

    def test_what_is_confirmed_after_the_step_was_decided_is_refused(self):
        document, slip, _answer, request = self._asked()
        slip.with_user(self.head).return_draft("Sửa lại")
        said = self._confirm(request)
        self.assertEqual(said["state"], "failed")
        self.assertIn("nothing left to decide", said["message"])
        self.assertFalse(document.signing_ids)

    def test_what_is_confirmed_after_the_draft_changed_is_refused_and_asked_anew(self):
        document, slip, _answer, request = self._asked()
        self._edit(document, slip)
        said = self._confirm(request)
        self.assertEqual(said["state"], "failed")
        self.assertIn("was changed while", said["message"])
        self.assertFalse(document.signing_ids)
        self.assertEqual(slip.step_id.user_id, self.head)
        self.assertEqual(self._initial(slip)["request"]["state"], "waiting")

    def test_initials_of_an_older_file_are_not_waited_for_any_longer(self):
        document, slip, answer, request = self._asked()
        self._edit(document, slip)
        again = self._initial(slip)
        self.assertNotEqual(again["request"]["id"], answer["request"]["id"])
        self.assertEqual(request.state, "failed")

    def test_s54_what_is_confirmed_after_the_right_is_gone_is_refused(self):
        document, slip, _answer, request = self._asked()
        request.step_id.sudo()._through_door().user_id = self.deputy
        said = self._confirm(request)
        self.assertEqual(said["state"], "failed")
        self.assertIn("to decide", said["message"])
        self.assertFalse(document.signing_ids)

    def test_s55_nobody_else_ends_or_fetches_it(self):
        _document, _slip, _answer, request = self._asked()
        for user in (self.office, self.leader, self.clerk):
            theirs = request.with_user(user)
            for call in (theirs.refresh, theirs.give_up, theirs.hand_out):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()

    def test_who_gives_up_decides_with_another_key(self):
        document, slip, _answer, request = self._asked()
        document.with_user(self.head).action_give_up_signature()
        self.assertEqual(self._confirm(request)["state"], "failed")
        w = world()
        Key = self.env["qlvb.sign.key"]
        Key._install(self.head, w.leader.pkcs12(PIN), PIN, w.picture)
        self.assertEqual(self._initial(slip, PIN)["state"], "agreed")

    def test_the_dialog_asks_for_no_pin_and_says_what_it_waits_for(self):
        document, _slip = self._submitted()
        with self._committing(self.head, document) as mine:
            dialog = mine.env["qlvb.document.initial"].create({"document_id": mine.id})
            self.assertEqual((dialog.asks_pin, dialog.asks_otp), (False, False))
            slip = mine.sudo().submission_id.with_env(mine.env)
            said = dialog._after(slip.initial(dialog._take_auth(dialog.key_id)))
        self.assertIn("on your phone", said["params"]["message"])


@tagged("post_install", "-at_install")
class TestInitialByProgram(InitialsCommon):
    """The program on the reviewer's computer signs the whole file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["qlvb.sign.key"]._replace_key(
            cls.head, world().deputy.certificate, provider="desktop"
        )

    def _asked(self):
        document, slip = self._submitted()
        answer = slip.with_user(self.head).initial()
        request = self.env["qlvb.sign.request"].browse(answer["request"]["id"])
        return document, slip, request

    def test_the_returned_file_is_the_initials(self):
        document, slip, request = self._asked()
        order = request.with_user(self.head).hand_out()
        self.assertTrue(order["address"].endswith("/SignApproved"))
        given = request._prepared_bytes()
        self.assertEqual(given, slip.sudo().file_id._bytes())
        back = by_program(given, world().deputy, "KyNhay1")
        self.assertEqual(request._take_back(back), "")
        self.assertEqual(request.step_id.state, "agreed")
        self.assertEqual(document.signing_ids.file_id.sudo()._bytes(), back)

    def test_another_place_or_certificate_is_refused_and_decides_nothing(self):
        for who, place, sentence in (
            (world().deputy, "KyNhay2", "place"),
            (world().deputy, "KyLanhDao", "place"),
            (world().leader, "KyNhay1", "another certificate"),
        ):
            document, slip, request = self._asked()
            back = by_program(request._prepared_bytes(), who, place)
            with self.subTest(place=place):
                self.assertIn(sentence, request._take_back(back))
                self.assertEqual(slip.step_id, request.step_id)
                self.assertFalse(document.signing_ids)
