# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from . import softhsm
from .common import PIN, SEAL_PIN, SignCommon, world
from .services import OTP, CscService, SmartCaService, running
from .tsa import timestamp_service


class RemoteCommon(SignCommon):
    """The leader's key is at a remote service; the agency keeps its key file."""

    service_class = None
    provider = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.remote = cls.enterClassContext(running(cls.service_class(world().leader)))
        cls.service = cls.env["qlvb.sign.service"].create(
            {
                "name": "Ký từ xa",
                "provider": cls.provider,
                "address": cls.remote.url,
                "client": "client",
                "new_secret": "secret",
            }
        )
        cls.leader_key = cls._remote_key(cls.leader, world().leader)

    @classmethod
    def _remote_key(cls, owner, identity):
        return cls.env["qlvb.sign.key"]._replace_key(
            owner,
            identity.certificate,
            chain=[world().root.certificate],
            provider=cls.provider,
            service_id=cls.service.id,
            credential="cred-1",
            key_label="0A1B",
        )

    def setUp(self):
        super().setUp()
        self.remote.mood = "right"
        self.remote.calls.clear()
        self.remote.identity = world().leader
        if self.provider == "smartca":
            self.remote.confirmed = self.remote.declined = False

    def _requests(self, document):
        return self.env["qlvb.sign.request"].search([("document_id", "=", document.id)])


@tagged("post_install", "-at_install")
class TestSignByCsc(RemoteCommon):
    """A remote service signs the hash while nothing here is locked or open."""

    service_class, provider = CscService, "csc"

    def test_s34_a_letter_signed_by_the_service_is_issued(self):
        document = self._ready()
        with self._committing(self.leader, document) as mine:
            answer = mine.sign(PIN, OTP)
        self.assertEqual(answer["state"], "signed")
        self.assertNotIn("request", answer)
        with self._committing(self.clerk, document) as mine:
            mine.issue(SEAL_PIN)
        self.assertRecordValues(document, [{"state": "issued"}])
        self.assertEqual(document.signature_verdict, "valid")
        request = self._requests(document)
        self.assertEqual((request.state, request.sudo().prepared), ("done", False))

    def test_the_timestamp_is_added_to_the_answer(self):
        document = self._ready()
        with timestamp_service(world().tsa) as url:
            self.env["ir.config_parameter"].set_param("qlvb_sign.tsa_url", url)
            with self._committing(self.leader, document) as mine:
                self.assertEqual(mine.sign(PIN)["time_source"], "tsa")

    def test_a_second_call_asks_nobody(self):
        document = self._ready()
        with self._committing(self.leader, document) as mine:
            first = mine.sign(PIN)
            self.remote.calls.clear()
            self.assertEqual(mine.sign(PIN), first)
        self.assertFalse(self.remote.calls)

    def test_wrong_answers_and_silence_change_nothing_and_can_be_tried_again(self):
        document = self._ready()
        for mood, sentence in (
            ("wrong", "no signature of this file"),
            ("other", "no signature of this file"),
            ("garbage", "no signature of this file"),
            ("fewer", "no signature of this file"),
            ("broken", "does not answer"),
            ("silent", "does not answer"),
            ("renewed", "another than the one"),
        ):
            self.remote.mood = mood
            with (
                self.subTest(mood=mood),
                self._committing(self.leader, document) as mine,
                self.assertRaisesRegex(UserError, sentence),
            ):
                mine.sign(PIN)
            self.assertEqual(document.state, "approved")
            self.assertFalse(document.signing_ids)
        states = self._requests(document).mapped("state")
        self.assertEqual(states, ["failed"] * 7)
        self.remote.mood = "right"
        with self._committing(self.leader, document) as mine:
            self.assertEqual(mine.sign(PIN)["state"], "signed")

    def test_a_wrong_pin_is_counted_like_any_other(self):
        document = self._ready()
        for _attempt in range(5):
            with (
                self._committing(self.leader, document) as mine,
                self.assertRaisesRegex(UserError, "PIN is wrong"),
            ):
                mine.sign("0")
        self.remote.calls.clear()
        with (
            self._committing(self.leader, document) as mine,
            self.assertRaisesRegex(UserError, "paused for 15 minutes"),
        ):
            mine.sign(PIN)
        self.assertFalse(self.remote.calls)

    def test_ten_letters_need_one_authorisation(self):
        documents = self._ready() | self._ready() | self._ready()
        with self._committing(self.leader, documents) as mine:
            results = mine.sign_many(PIN, OTP)
        self.assertEqual([row["ok"] for row in results], [True] * 3, results)
        self.assertEqual(documents.mapped("state"), ["signed"] * 3)
        self.assertEqual(self.remote.names().count("credentials/authorize"), 1)
        self.assertEqual(self.remote.names().count("signatures/signHash"), 1)

    def test_what_the_service_did_not_take_at_once_is_signed_by_the_next_call(self):
        documents = self._ready() | self._ready()
        self.remote.at_once = 1
        self.addCleanup(setattr, self.remote, "at_once", 10)
        with self._committing(self.leader, documents) as mine:
            results = mine.sign_many(PIN)
            self.assertEqual([row["ok"] for row in results], [True, False])
            self.assertIn("fewer at once", results[1]["message"])
            results = mine.sign_many(PIN)
        self.assertEqual([row["ok"] for row in results], [True, True])

    def test_a_service_out_of_use_is_asked_nothing(self):
        self.service.active = False
        document = self._ready()
        with (
            self._committing(self.leader, document) as mine,
            self.assertRaisesRegex(UserError, "out of use"),
        ):
            mine.sign(PIN)
        self.assertFalse(self.remote.calls)

    def test_a_person_connects_their_key_by_themselves(self):
        Key = self.env["qlvb.sign.key"]
        with self._committing(self.specialist, Key) as mine:
            key = mine.connect(self.service.id, "cred-1")
        key = Key.browse(key)
        self.assertEqual((key.user_id, key.provider), (self.specialist, "csc"))
        with (
            self._committing(self.specialist, Key) as mine,
            self.assertRaisesRegex(UserError, "no such"),
        ):
            mine.connect(self.service.id, "cred-9")
        with (
            self._committing(self.specialist, Key) as mine,
            self.assertRaisesRegex(AccessError, "Only Registry clerk"),
        ):
            mine.connect(self.service.id, "cred-1", agency=True)


@tagged("post_install", "-at_install")
class TestSignByPhone(RemoteCommon):
    """The owner confirms on the phone, minutes later, after any restart."""

    service_class, provider = SmartCaService, "smartca"

    def _asked(self, document):
        with self._committing(self.leader, document) as mine:
            answer = mine.sign()
        return answer, self._requests(document)

    def _fetch(self):
        with self._committing(self.env.ref("base.user_root"), self.leader_key) as mine:
            mine.env["qlvb.sign.request"]._cron_fetch()

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

    def _signed_here(self):
        """Return a letter signed with a key file, as the leader had before."""
        Key = self.env["qlvb.sign.key"]
        w = world()
        Key._install(self.leader, w.leader.pkcs12(PIN), PIN, w.picture)
        document = self._signed()
        self._remote_key(self.leader, w.leader)
        return document


@tagged("post_install", "-at_install")
class TestSealOnToken(SignCommon):
    """The agency's key is on a token that stays in the server (SoftHSM)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = softhsm.module()
        cls.env["ir.config_parameter"].set_param("qlvb_sign.pkcs11_modules", path)
        cls.service = cls.env["qlvb.sign.service"].create(
            {"name": "HSM", "provider": "pkcs11", "address": path}
        )
        Key = cls.env["qlvb.sign.key"].with_user(cls.clerk)
        key = Key.connect(cls.service.id, softhsm.TOKEN, softhsm.KEY, PIN, agency=True)
        cls.seal_key = Key.browse(key)

    def _issue(self, document, pin=PIN):
        with self._committing(self.clerk, document) as mine:
            return mine.issue(pin)

    def test_s34_the_letter_is_sealed_by_the_token(self):
        document = self._signed()
        self._issue(document)
        self.assertEqual(document.state, "issued")
        self.assertEqual(document.signature_verdict, "valid")
        self.assertIn(self.seal_key, document.signing_ids.key_id)

    def test_a_wrong_pin_a_missing_token_or_module_is_one_sentence(self):
        document = self._signed()
        with self.assertRaisesRegex(UserError, "PIN is wrong"):
            self._issue(document, "0")
        key = self.seal_key.sudo()
        key.credential = "gone"
        with self.assertRaisesRegex(UserError, "is not connected"):
            self._issue(document)
        key.credential = softhsm.TOKEN
        self.env["ir.config_parameter"].set_param("qlvb_sign.pkcs11_modules", "")
        with self.assertRaisesRegex(UserError, "not allowed on this server"):
            self._issue(document)
        self.assertEqual(document.state, "signed")

    def test_a_module_outside_the_list_is_not_even_set_up(self):
        with self.assertRaisesRegex(UserError, "not allowed on this server"):
            self.service.address = "/tmp/evil.so"

    def test_s55_only_the_clerk_connects_the_seal_and_only_admins_set_services(self):
        Key = self.env["qlvb.sign.key"].with_user(self.leader)
        with self.assertRaisesRegex(AccessError, "Only Registry clerk"):
            Key.connect(self.service.id, softhsm.TOKEN, softhsm.KEY, PIN, agency=True)
        for user in (self.leader, self.clerk, self.specialist):
            theirs = self.service.with_user(user)
            self.assertEqual(theirs.name, "HSM")
            with self.subTest(user=user.login):
                for name in ("address", "client", "secret"):
                    with self.assertRaises(AccessError):
                        theirs.read([name])
                with self.assertRaises(AccessError):
                    theirs.write({"name": "x"})

    def test_the_secret_of_a_service_is_written_and_never_read(self):
        service = self.service.with_user(self.admin_user)
        service.new_secret = "geheim"
        self.assertEqual(service.sudo().secret, "geheim")
        self.assertFalse(service.read(["new_secret"])[0]["new_secret"])
        with self.assertRaises(AccessError):
            service.read(["secret"])
