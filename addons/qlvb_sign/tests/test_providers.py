# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import pickle
import threading

from ..lib import errors, providers, signing
from ..lib.providers import deferred
from ..lib.providers.base import Authorisation
from . import softhsm
from .common import DAY, PIN, EngineCase, prepared, signed, world
from .tsa import _stamper


def token(**changed):
    path = softhsm.module()
    settings = {"module": path, "modules": [path], "token": softhsm.TOKEN}
    return providers.make("pkcs11", {**settings, "key": softhsm.KEY, **changed})


def raw(identity, data):
    """Return a bare RSA signature, as a remote service makes it."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    return identity.key.sign(data, padding.PKCS1v15(), hashes.SHA256())


class TestToken(EngineCase):
    """A real token signs; each way it can fail is told apart."""

    def test_the_seal_on_a_token_holds(self):
        key = token().open(Authorisation(PIN))
        pdf = signing.fill_and_seal(signed(), "05", DAY, key, world().seal)
        self.assertTrue(pdf.startswith(signed()))
        self.assertVerdicts(self.judge(pdf), "valid", "valid")

    def test_the_certificate_and_its_chain_come_from_the_token(self):
        own, chain = token().describe(Authorisation(PIN))
        self.assertEqual(own, world().agency.certificate)
        self.assertEqual(chain, [world().root.certificate])

    def test_a_wrong_pin_is_a_wrong_pin(self):
        for pin in ("000000", "", None, "x" * 300):
            with self.subTest(pin=pin), self.assertRaises(errors.WrongPin):
                token().open(Authorisation(pin))

    def test_a_wrong_pin_after_a_right_one_is_still_wrong(self):
        token().open(Authorisation(PIN))
        with self.assertRaises(errors.WrongPin):
            token().open(Authorisation("000000"))

    def test_a_missing_token_key_or_module_is_named(self):
        auth = Authorisation(PIN)
        with self.assertRaises(errors.TokenMissing):
            token(token="other").open(auth)
        with self.assertRaises(errors.KeyMissing):
            token(key="other").open(auth)
        with self.assertRaises(errors.ModuleMissing):
            token(module="/no/such.so", modules=["/no/such.so"]).open(auth)
        with self.assertRaises(errors.ModuleMissing):
            token(module=__file__, modules=[__file__]).open(auth)

    def test_a_module_outside_the_list_is_never_loaded(self):
        with self.assertRaises(errors.ModuleForbidden):
            token(modules=[]).open(Authorisation(PIN))

    def test_the_errors_of_a_token_mean_something_to_people(self):
        import pkcs11

        for error, meaning in (
            (pkcs11.PinLocked(), errors.TokenLocked),
            (pkcs11.PinIncorrect(), errors.WrongPin),
            (pkcs11.TokenNotPresent(), errors.TokenMissing),
            (pkcs11.DeviceError(), errors.TokenFailed),
        ):
            self.assertIsInstance(token()._refusal(error), meaning)

    def test_four_threads_sign_at_once(self):
        made = []

        def work():
            key = token().open(Authorisation(PIN))
            made.append(signing.fill_and_seal(signed(), "05", DAY, key, world().seal))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(made), 4)
        self.assertVerdicts(self.judge(made[3]), "valid", "valid")


class TestDeferred(EngineCase):
    """A file is prepared now and gets its signature later, elsewhere."""

    def setUp(self):
        super().setUp()
        self.identity = world().leader
        key = deferred.opened(self.identity.certificate, [world().root.certificate])
        self.waiting = signing.sign_person(prepared(), key, world().picture, "Ký")
        self.place = deferred.pending(self.waiting)

    def test_the_finished_file_holds(self):
        signature = raw(self.identity, self.place.attributes)
        pdf = deferred.finish(self.waiting, self.identity.certificate, signature)
        self.assertTrue(pdf.startswith(prepared()))
        self.assertVerdicts(self.judge(pdf), "valid")

    def test_a_timestamp_is_added_when_the_signature_comes(self):
        signature = raw(self.identity, self.place.attributes)
        stamper = _stamper(world().tsa)
        pdf = deferred.finish(
            self.waiting, self.identity.certificate, signature, stamper
        )
        reports = self.judge(pdf)
        self.assertVerdicts(reports, "valid")
        self.assertEqual(reports[0].time_source, "tsa")

    def test_the_seal_too_can_come_later(self):
        agency = world().agency
        key = deferred.opened(agency.certificate)
        waiting = signing.fill_and_seal(signed(), "05", DAY, key, world().seal)
        signature = raw(agency, deferred.pending(waiting).attributes)
        pdf = deferred.finish(waiting, agency.certificate, signature)
        self.assertVerdicts(self.judge(pdf), "valid", "valid")

    def test_a_signature_of_another_file_or_key_is_refused(self):
        for signature in (
            raw(self.identity, b"something else"),
            raw(world().deputy, self.place.attributes),
            b"",
            b"\0" * 256,
        ):
            with self.assertRaises(errors.WrongAnswer):
                deferred.finish(self.waiting, self.identity.certificate, signature)

    def test_a_prepared_file_that_was_touched_is_refused(self):
        signature = raw(self.identity, self.place.attributes)
        touched = bytearray(self.waiting)
        touched[100] ^= 1
        with self.assertRaises(errors.BrokenSignature):
            deferred.finish(bytes(touched), self.identity.certificate, signature)
        for broken in (b"", prepared(), self.waiting + b"x", self.waiting[:-9]):
            with self.assertRaises(errors.BrokenSignature):
                deferred.pending(broken)

    def test_an_unfinished_file_never_passes_as_signed(self):
        self.assertVerdicts(self.judge(self.waiting), "invalid")


class TestAuthorisation(EngineCase):
    """What was typed rests nowhere."""

    def test_it_shows_and_stores_nothing(self):
        auth = Authorisation("246810", "1357")
        self.assertNotIn("246810", repr(auth))
        self.assertNotIn("1357", repr(auth))
        with self.assertRaises(TypeError):
            pickle.dumps(auth)

    def test_a_key_file_is_a_provider_like_the_others(self):
        settings = {"pkcs12": world().leader.pkcs12(PIN)}
        provider = providers.make("pkcs12", settings)
        own, chain = provider.describe(Authorisation(PIN))
        self.assertEqual(own, world().leader.certificate)
        self.assertEqual(chain, [world().root.certificate])
        with self.assertRaises(errors.WrongPin):
            provider.open(Authorisation("1"))

    def test_an_unknown_kind_is_refused(self):
        with self.assertRaises(errors.SignError):
            providers.make("telepathy", {})
