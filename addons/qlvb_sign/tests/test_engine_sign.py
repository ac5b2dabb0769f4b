# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from datetime import date

import pikepdf
from pdfminer.high_level import extract_text

from odoo.tests import tagged

from ..lib import errors, signing
from .common import (
    DAY,
    EngineCase,
    draw_letter,
    key_of,
    prepared,
    sealed,
    signed,
    world,
)


@tagged("post_install", "-at_install")
class TestEngineSign(EngineCase):
    def seal(self, pdf, number="05", day=DAY, key=None):
        key = key or key_of(world().agency)
        return signing.fill_and_seal(pdf, number, day, key, world().seal)

    def test_s34_signing_and_sealing_only_append(self):
        self.assertTrue(signed().startswith(prepared()))
        self.assertTrue(sealed().startswith(signed()))

    def test_number_and_date_are_seen_in_the_words_of_decree_30(self):
        values = {}
        with pikepdf.open(io.BytesIO(sealed())) as pdf:
            for field in pdf.Root.AcroForm.Fields:
                if field.FT == "/Tx":
                    values[str(field.T)] = str(field.V)
                    fonts = field.AP.N.Resources.Font
                    self.assertTrue(
                        any("/FontFile2" in f.FontDescriptor for f in fonts.values())
                    )
        self.assertEqual(values, {"so_vb": "05", "ngay": "05", "thang": "3"})

    def test_december_and_february_are_written_as_the_decree_does(self):
        for day, month in ((date(2026, 12, 1), "12"), (date(2026, 2, 1), "02")):
            with (
                self.subTest(day=day),
                pikepdf.open(io.BytesIO(self.seal(signed(), day=day))) as pdf,
            ):
                field = next(f for f in pdf.Root.AcroForm.Fields if f.T == "thang")
                self.assertEqual(str(field.V), month)

    def test_a_long_number_still_fits_its_place(self):
        self.assertVerdicts(
            self.judge(self.seal(signed(), number="123456a")), "valid", "valid"
        )

    def test_the_text_of_the_letter_stays_readable(self):
        self.assertIn("Thực hiện văn bản", extract_text(io.BytesIO(sealed())))

    def test_s34_the_seal_does_not_go_on_an_unsigned_file(self):
        with self.assertRaises(errors.UnsignedByPerson):
            self.seal(prepared())

    def test_nobody_signs_or_seals_twice(self):
        with self.assertRaises(errors.AlreadySigned):
            signing.sign_person(signed(), key_of(world().leader), world().picture)
        with self.assertRaises(errors.AlreadySigned):
            self.seal(sealed())

    def test_nobody_signs_after_the_seal(self):
        pdf = seal_first()
        with self.assertRaises(errors.WrongOrder):
            signing.sign_person(pdf, key_of(world().leader), world().picture)

    def test_a_file_without_places_is_refused(self):
        with self.assertRaises(errors.MissingField):
            signing.sign_person(draw_letter(), key_of(world().leader), world().picture)

    def test_s9_a_file_changed_after_signing_is_not_sealed(self):
        with self.assertRaises(errors.BrokenSignature):
            self.seal(
                flip(signed(), b"/UBND-VP" if b"/UBND-VP" in signed() else b"obj")
            )

    def test_expired_and_future_certificates_do_not_sign(self):
        with self.assertRaises(errors.CertificateExpired):
            signing.sign_person(prepared(), key_of(world().expired), world().picture)
        with self.assertRaises(errors.CertificateNotYetValid):
            signing.sign_person(prepared(), key_of(world().future), world().picture)
        with self.assertRaises(errors.CertificateExpired):
            self.seal(signed(), key=key_of(world().expired))

    def test_broken_input_is_refused(self):
        for wrong in (b"", b"%PDF-1.4", prepared()[:1000]):
            with self.subTest(size=len(wrong)), self.assertRaises(errors.UnreadablePdf):
                signing.sign_person(wrong, key_of(world().leader), world().picture)


def flip(pdf, near):
    """Return the file with one bit changed just after the first ``near``."""
    data = bytearray(pdf)
    data[pdf.index(near) + len(near)] ^= 1
    return bytes(data)


def seal_first():
    """Return a prepared file that carries the seal but no signature before it."""
    from ..lib import fields

    writer = fields.open_writer(prepared())
    return signing._sign(
        writer, fields.AGENCY, key_of(world().agency), world().seal, None, None
    )
