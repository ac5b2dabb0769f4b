# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PIN, world
from .services import OTP, CscService, SmartCaService
from .test_engine_annex import annex
from .test_sign_annex import AnnexCommon
from .test_sign_request import RemoteCommon


class RemoteAnnexCommon(AnnexCommon, RemoteCommon):
    """The agency's key is at a remote service; the leader has a key file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Key, w = cls.env["qlvb.sign.key"], world()
        cls.leader_key = Key._install(cls.leader, w.leader.pkcs12(PIN), PIN, w.picture)
        cls.seal_key = cls._remote_key(cls.district, w.agency)

    def setUp(self):
        super().setUp()
        self.remote.identity = world().agency

    def _prepared(self, *contents):
        return self._on(self._with_annexes(*contents))

    def _issue(self, document, *args):
        with self._committing(self.clerk, document) as mine:
            return mine.issue(*args)


@tagged("post_install", "-at_install")
class TestAnnexByCsc(RemoteAnnexCommon):
    """Letter and annexes are sealed in one authorisation of the service."""

    service_class, provider = CscService, "csc"

    def test_s34_letter_and_annexes_need_one_authorisation(self):
        document = self._prepared(annex(), annex(size=(842, 595)))
        self._issue(document, PIN, OTP)
        self.assertIssuedWithAnnexes(document, 2)
        self.assertEqual(self.remote.names().count("credentials/authorize"), 1)
        self.assertEqual(self.remote.names().count("signatures/signHash"), 1)
        states = self._requests(document).mapped("state")
        self.assertEqual(states, ["done"] * 3)

    def test_fewer_or_wrong_signatures_issue_nothing_and_keep_the_number(self):
        document = self._prepared(annex(), annex(size=(842, 595)))
        self.addCleanup(setattr, self.remote, "at_once", 10)
        for mood, at_once, sentence in (
            ("right", 2, "fewer at once"),
            ("fewer", 10, "no signature of this file"),
            ("wrong", 10, "no signature of this file"),
            ("silent", 10, "does not answer"),
        ):
            self.remote.mood, self.remote.at_once = mood, at_once
            with self.subTest(mood=mood), self.assertRaisesRegex(UserError, sentence):
                self._issue(document, PIN)
            self.assertNothingIssued(document)
        number = document.number_id
        self.remote.mood = "right"
        self._issue(document, PIN)
        self.assertIssuedWithAnnexes(document, 2)
        self.assertEqual(document.number_id, number)

    def test_an_annex_without_room_is_said_before_the_service_is_asked(self):
        document = self._prepared(annex(), annex(corner=True))
        with self.assertRaisesRegex(UserError, "“annex-2.pdf” was not signed"):
            self._issue(document, PIN)
        self.assertNothingIssued(document)
        self.assertFalse(self.remote.calls)

    def test_many_letters_with_annexes_need_one_authorisation(self):
        documents = self._prepared(annex()) | self._prepared(annex())
        with self._committing(self.clerk, documents) as mine:
            results = mine.issue_many(PIN, OTP)
        self.assertEqual([row["ok"] for row in results], [True, True], results)
        for document in documents:
            self.assertIssuedWithAnnexes(document, 1)
        self.assertEqual(self.remote.names().count("credentials/authorize"), 1)


@tagged("post_install", "-at_install")
class TestAnnexByPhone(RemoteAnnexCommon):
    """One confirmation on the phone seals the letter and all its annexes."""

    service_class, provider = SmartCaService, "smartca"

    def _asked(self):
        document = self._prepared(annex(), annex(size=(842, 595)))
        answer = self._issue(document)
        request = self.env["qlvb.sign.request"].browse(answer["request"]["id"])
        return document, request

    def _confirm(self, request):
        self.remote.confirmed = True
        with self._committing(self.clerk, request) as mine:
            return mine.refresh()[0]

    def test_one_transaction_holds_all_and_is_fetched_by_the_job(self):
        document, request = self._asked()
        self.assertEqual(len(request.sudo().part_ids), 2)
        self.assertEqual([len(files) for files in self._sent()], [3])
        self.assertEqual(document.with_user(self.clerk).sign_request_id, request)
        self.assertNothingIssued(document)
        self.remote.confirmed = True
        self._fetch()
        self.assertIssuedWithAnnexes(document, 2)
        self.assertEqual(set(self._requests(document).mapped("state")), {"done"})
        self.assertFalse(any(self._requests(document).sudo().mapped("prepared")))

    def _sent(self):
        calls = [body for name, body in self.remote.calls if name == "signatures/sign"]
        return [body["sign_files"] for body in calls]

    def test_a_second_click_and_an_answer_that_comes_twice_change_nothing(self):
        document, request = self._asked()
        self.assertEqual(self._issue(document)["request"]["id"], request.id)
        self.assertEqual(len(self._sent()), 1)
        self._confirm(request)
        self._confirm(request.sudo().part_ids[0].sudo(False))
        self.assertIssuedWithAnnexes(document, 2)

    def test_wrong_declined_and_late_answers_issue_nothing(self):
        document, request = self._asked()
        self.remote.mood = "wrong"
        self.assertEqual(self._confirm(request)["state"], "failed")
        self.assertNothingIssued(document)
        self.remote.mood, self.remote.confirmed = "right", False
        self.remote.declined = True
        answer = self._issue(document)
        again = request.browse(answer["request"]["id"])
        self.assertIn("USER_DENIED", self._confirm(again)["message"])
        self.assertEqual(set(self._requests(document).mapped("state")), {"failed"})
        self.assertNothingIssued(document)

    def test_a_prepared_annex_that_was_touched_stops_the_whole(self):
        document, request = self._asked()
        part = request.sudo().part_ids[-1:]
        part._through_door().prepared = part.prepared[:-8]
        said = self._confirm(request)
        self.assertIn("altered or lost", said["message"])
        self.assertNothingIssued(document)

    def test_annexes_that_changed_meanwhile_stop_the_whole(self):
        document, request = self._asked()
        document._annexes()[0]._make_void()
        said = self._confirm(request)
        self.assertEqual(said["state"], "failed")
        self.assertIn("was changed while", said["message"])
        self.assertNothingIssued(document)

    def test_who_gives_up_gives_all_up_and_nobody_else_does(self):
        document, request = self._asked()
        with self.assertRaises(AccessError):
            request.sudo().part_ids.with_user(self.leader).give_up()
        document.with_user(self.clerk).action_give_up_signature()
        self.assertEqual(set(self._requests(document).mapped("state")), {"failed"})
        self.assertEqual(self._confirm(request)["state"], "failed")
        self.assertNothingIssued(document)
