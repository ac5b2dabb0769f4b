# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import world
from .services import SmartCaService
from .test_sign_request import RemoteCommon


@tagged("post_install", "-at_install")
class TestSignByPhone(RemoteCommon):
    """The owner confirms on the phone, minutes later, after any restart."""

    service_class, provider = SmartCaService, "smartca"

    def _asked(self, document):
        with self._committing(self.leader, document) as mine:
            answer = mine.sign()
        return answer, self._requests(document)

    def test_the_signature_is_fetched_by_the_job_once_it_is_confirmed(self):
        document = self._ready()
        answer, request = self._asked(document)
        self.assertEqual(answer["state"], "approved")
        self.assertEqual(answer["request"]["state"], "waiting")
        self._fetch()
        self.assertEqual(document.state, "approved")
        self.remote.confirmed = True
        request.sudo()._through_door().asked_at = False
        self._fetch()
        self.assertEqual((document.state, request.state), ("signed", "done"))
        self.assertEqual(document.signing_ids.user_id, self.leader)
        self.assertEqual(document.signature_verdict, "valid")

    def test_a_second_click_waits_for_the_same_signature(self):
        document = self._ready()
        first, request = self._asked(document)
        again, requests = self._asked(document)
        self.assertEqual(again["request"]["id"], first["request"]["id"])
        self.assertEqual(requests, request)
        self.assertEqual(self.remote.names().count("signatures/sign"), 1)

    def test_an_answer_that_comes_twice_changes_nothing_more(self):
        document = self._ready()
        _answer, request = self._asked(document)
        self.remote.confirmed = True
        with self._committing(self.leader, request) as mine:
            mine.refresh()
            mine.refresh()
        self.assertEqual(document.state, "signed")
        pdf = document.main_file_id._bytes()
        self.assertTrue(request._complete(pdf))
        self.assertEqual(len(document.signing_ids), 1)

    def test_a_wrong_answer_is_refused_and_nothing_changes(self):
        document = self._ready()
        _answer, request = self._asked(document)
        self.remote.confirmed, self.remote.mood = True, "wrong"
        with self._committing(self.leader, request) as mine:
            said = mine.refresh()
        self.assertEqual(said[0]["state"], "failed")
        self.assertIn("no signature of this file", said[0]["message"])
        self.assertEqual(document.state, "approved")
        self.assertEqual(document.sudo().event_ids[:1].kind, "sign_failed")

    def test_a_declined_signature_is_said(self):
        document = self._ready()
        _answer, request = self._asked(document)
        self.remote.declined = True
        with self._committing(self.leader, request) as mine:
            said = mine.refresh()
        self.assertIn("USER_DENIED", said[0]["message"])

    def test_silence_is_said_asked_again_and_given_up_at_the_deadline(self):
        document = self._ready()
        self.remote.mood = "silent"
        answer, request = self._asked(document)
        self.assertIn("asked again for", answer["request"]["message"])
        self._fetch()
        self.assertEqual((request.state, request.attempts), ("waiting", 2))
        request.sudo()._through_door().deadline = "2020-01-01"
        self._fetch()
        self.assertEqual(request.state, "expired")
        self.remote.mood = "right"
        again, requests = self._asked(document)
        self.assertEqual(len(requests), 2)
        self.assertEqual(again["request"]["state"], "waiting")

    def test_a_prepared_file_that_was_touched_is_not_signed(self):
        document = self._ready()
        _answer, request = self._asked(document)
        prepared = base64.b64decode(request.sudo().prepared)
        request.sudo()._through_door().prepared = base64.b64encode(prepared + b" ")
        self.remote.confirmed = True
        with self._committing(self.leader, request) as mine:
            said = mine.refresh()
        self.assertEqual((said[0]["state"], document.state), ("failed", "approved"))
        self.assertIn("altered or lost", said[0]["message"])

    def test_s55_what_is_confirmed_after_the_right_is_gone_is_not_stored(self):
        document = self._ready()
        _answer, request = self._asked(document)
        document.sudo()._through_door().signer_id = self.deputy
        self.remote.confirmed = True
        with self._committing(self.leader, request) as mine:
            said = mine.refresh()
        self.assertEqual((said[0]["state"], document.state), ("failed", "approved"))
        self.assertIn("as its signer", said[0]["message"])

    def test_who_gives_up_is_not_signed_for_any_more(self):
        document = self._ready()
        _answer, request = self._asked(document)
        mine = document.with_user(self.leader)
        self.assertEqual(mine.sign_request_id, request)
        mine.action_give_up_signature()
        self.remote.confirmed = True
        self._fetch()
        self.assertEqual((document.state, request.state), ("approved", "failed"))

    def test_s55_nobody_reads_or_ends_the_request_of_another(self):
        document = self._ready()
        _answer, request = self._asked(document)
        for user in (self.specialist, self.clerk, self.deputy, self.admin_user):
            theirs = request.with_user(user)
            for call in (theirs.refresh, theirs.give_up, theirs.hand_out):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
        with self.assertRaises(UserError):
            request.with_user(self.leader).write({"state": "done"})
        with self.assertRaises(AccessError):
            request.with_user(self.leader).read(["prepared"])

    def test_the_seal_too_is_confirmed_on_a_phone_and_keeps_its_number(self):
        document = self._signed_here()
        self.remote.identity = world().agency
        self._remote_key(self.district, world().agency)
        with self._committing(self.clerk, document) as mine:
            answer = mine.issue()
            self.assertEqual(mine.issue()["request"], answer["request"])
        other = self.clerk.copy({"login": "other-clerk", "name": "Văn thư hai"})
        self.env["qlvb.role"].search([("user_id", "=", self.clerk.id)])[:1].copy(
            {"user_id": other.id}
        )
        with (
            self._committing(other, document) as theirs,
            self.assertRaisesRegex(UserError, "already and waits for it"),
        ):
            theirs.issue()
        self.assertEqual(answer["request"]["state"], "waiting")
        number = document.number_id
        self.assertEqual((document.state, number.state), ("signed", "reserved"))
        self.remote.confirmed = True
        with self._committing(self.clerk, self._requests(document)) as mine:
            mine.refresh()
        self.assertEqual((document.state, number.state), ("issued", "used"))
        self.assertEqual(document.notation, "01/UBND-VHTT")
        self.assertEqual(document.signature_verdict, "valid")
