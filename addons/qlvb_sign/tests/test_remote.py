# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ..lib import errors, providers
from ..lib.providers import http
from ..lib.providers.base import Authorisation
from .common import PIN, EngineCase, world
from .services import OTP, CscService, SmartCaService, running

HASHES = {"a": bytes(range(32)), "b": bytes(32)}


class TestCsc(EngineCase):
    """The CSC API: one authorisation for all hashes of a call."""

    def setUp(self):
        super().setUp()
        self.service = self.enterContext(running(CscService(world().leader)))

    def provider(self, **changed):
        settings = {
            "url": self.service.url,
            "client": "client",
            "secret": "secret",
            "credential": "cred-1",
            "certificate": world().leader.certificate,
            "timeout": 1,
        }
        return providers.make("csc", {**settings, **changed})

    def start(self, pin=PIN, otp=OTP, **changed):
        return self.provider(**changed).start(HASHES, Authorisation(pin, otp), "t")

    def test_two_hashes_need_one_authorisation(self):
        answer = self.start()
        self.assertEqual(set(answer.signatures), {"a", "b"})
        self.assertEqual(
            self.service.names(),
            [
                "auth/login",
                "credentials/info",
                "credentials/authorize",
                "signatures/signHash",
            ],
        )
        self.assertEqual(self.service.calls[2][1]["numSignatures"], 2)

    def test_a_token_given_by_the_service_needs_no_login(self):
        self.start(client=None, secret="T")
        self.assertNotIn("auth/login", self.service.names())

    def test_no_more_than_the_service_takes_is_sent(self):
        self.service.at_once = 1
        self.assertEqual(set(self.start().signatures), {"a"})

    def test_wrong_pin_and_wrong_code_are_told_apart(self):
        with self.assertRaises(errors.WrongPin):
            self.start(pin="0")
        with self.assertRaises(errors.WrongOtp):
            self.start(otp="0")
        self.assertNotIn("signatures/signHash", self.service.names())

    def test_a_refusal_tells_the_reason_of_the_service(self):
        with self.assertRaisesRegex(errors.ServiceRefused, "no such"):
            self.start(credential="cred-2")
        with self.assertRaisesRegex(errors.ServiceRefused, "login"):
            self.start(secret="other")

    def test_a_certificate_that_was_exchanged_is_refused(self):
        self.service.mood = "renewed"
        with self.assertRaises(errors.OtherCertificate):
            self.start()

    def test_silence_errors_garbage_and_redirects_end_in_a_refusal(self):
        for mood, refusal in (
            ("broken", errors.ServiceUnavailable),
            ("garbage", errors.WrongAnswer),
            ("elsewhere", errors.ServiceRefused),
            ("silent", errors.ServiceUnavailable),
        ):
            self.service.mood = mood
            with self.subTest(mood=mood), self.assertRaises(refusal):
                self.start()
        self.assertNotIn("/elsewhere", self.service.names())

    def test_a_wrong_number_of_signatures_is_refused(self):
        self.service.mood = "fewer"
        with self.assertRaises(errors.WrongAnswer):
            self.start()

    def test_nobody_there_is_said(self):
        with self.assertRaises(errors.ServiceUnavailable):
            self.start(url="http://127.0.0.1:9")

    def test_only_https_or_this_machine(self):
        for url in (
            "http://ca.example.org",
            "ftp://127.0.0.1",
            "https://user:pw@ca.example.org",
            "https://ca.example.org/?x",
            "file:///etc/passwd",
            "http://[",
            "",
            None,
        ):
            with self.subTest(url=url), self.assertRaises(errors.BadAddress):
                http.check_address(url)
        http.check_address("https://ca.example.org/csc")


class TestSmartCa(EngineCase):
    """A service that asks its owner on the phone."""

    def setUp(self):
        super().setUp()
        self.service = self.enterContext(running(SmartCaService(world().leader)))
        self.provider = providers.make(
            "smartca",
            {
                "url": self.service.url,
                "client": "sp",
                "secret": "secret",
                "credential": "012345678901",
                "serial": "0a1b",
                "timeout": 1,
            },
        )

    def start(self):
        return self.provider.start(HASHES, Authorisation(), "t1")

    def test_the_hash_goes_out_in_hexadecimal_and_the_owner_is_waited_for(self):
        self.assertIsNone(self.start().signatures)
        name, body = self.service.calls[0]
        self.assertEqual(name, "signatures/sign")
        self.assertEqual(body["sign_files"][0]["data_to_be_signed"], HASHES["a"].hex())
        self.assertEqual(body["transaction_id"], "t1")
        self.assertIsNone(self.provider.ask("t1", ["a", "b"]).signatures)

    def test_what_the_owner_confirmed_is_fetched_as_often_as_one_likes(self):
        self.start()
        self.service.confirmed = True
        first = self.provider.ask("t1", ["a", "b"]).signatures
        self.assertEqual(set(first), {"a", "b"})
        self.assertEqual(self.provider.ask("t1", ["a", "b"]).signatures, first)

    def test_what_the_owner_declined_is_refused(self):
        self.start()
        self.service.declined = True
        with self.assertRaisesRegex(errors.ServiceRefused, "USER_DENIED"):
            self.provider.ask("t1", ["a"])

    def test_an_unknown_transaction_and_missing_signatures_are_refused(self):
        with self.assertRaises(errors.ServiceRefused):
            self.provider.ask("t9", ["a"])
        self.start()
        self.service.confirmed, self.service.mood = True, "fewer"
        with self.assertRaises(errors.WrongAnswer):
            self.provider.ask("t1", ["a", "b"])

    def test_the_certificate_is_found_by_its_serial_number(self):
        own, chain = self.provider.describe(Authorisation())
        self.assertEqual(own, world().leader.certificate)
        self.assertEqual(chain, [world().root.certificate])
        self.provider.settings["serial"] = "FF"
        with self.assertRaises(errors.KeyMissing):
            self.provider.describe(Authorisation())

    def test_a_wrong_secret_of_the_agency_is_said(self):
        self.provider.settings["secret"] = "x"
        with self.assertRaisesRegex(errors.ServiceRefused, "INVALID_SP"):
            self.start()
