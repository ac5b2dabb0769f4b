# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from . import softhsm
from .common import PIN, SEAL_PIN, SignCommon, world
from .services import OTP, CscService, running
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

    def _fetch(self):
        with self._committing(self.env.ref("base.user_root"), self.leader_key) as mine:
            mine.env["qlvb.sign.request"]._cron_fetch()

    def _signed_here(self):
        """Return a letter signed with a key file, as the leader had before."""
        Key = self.env["qlvb.sign.key"]
        w = world()
        Key._install(self.leader, w.leader.pkcs12(PIN), PIN, w.picture)
        document = self._signed()
        self._remote_key(self.leader, w.leader)
        return document


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
