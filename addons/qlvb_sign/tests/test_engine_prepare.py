# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from pathlib import Path

import pikepdf

from odoo.tests import tagged
from odoo.tools.misc import file_path

from odoo.addons.qlvb_document.tools import office

from ..lib import errors, fields
from ..lib.page_text import read_pages
from ..lib.placement import MM, SEAL, Wish, find_places
from .common import SIGNER, EngineCase, draw_letter, prepared, signed

CONTEXT = {
    "agency": "Ủy ban nhân dân huyện Thử",
    "notation_tail": "/UBND-VP",
    "place": "Quảng Thử",
    "year": 2026,
    "abstract": "trả lời kiến nghị",
    "addressees": ["UBND xã Mẫu", "Phòng VH&TT"],
    "body": ["Căn cứ nhiệm vụ được giao. " * 12] * 3,
    "recipients": ["Như trên", "Lưu: VT, VP"],
    "authority": "TM. ỦY BAN NHÂN DÂN",
    "position": "CHỦ TỊCH",
    "signer": SIGNER,
}


def places_of(pdf, signer=SIGNER):
    return find_places(read_pages(pdf), Wish(signer=signer))


@tagged("post_install", "-at_install")
class TestEnginePrepare(EngineCase):
    def assertMissing(self, pdf, *missing, signer=SIGNER):
        with self.assertRaises(errors.PlacesNotFound) as caught:
            fields.prepare(pdf, signer)
        self.assertEqual(caught.exception.missing, missing)

    def test_s9_fields_are_added_without_touching_the_letter(self):
        letter = draw_letter()
        self.assertTrue(prepared().startswith(letter))
        with pikepdf.open(io.BytesIO(prepared())) as pdf:
            names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
            self.assertEqual(
                sorted(names), ["DauCoQuan", "KyLanhDao", "ngay", "so_vb", "thang"]
            )
            seal = next(f for f in pdf.Root.AcroForm.Fields if f.T == "DauCoQuan")
            self.assertEqual(str(seal.Lock.Action), "/Include")
            self.assertEqual(
                [str(name) for name in seal.Lock.Fields], ["so_vb", "ngay", "thang"]
            )

    def test_preparing_twice_changes_nothing(self):
        self.assertEqual(fields.prepare(prepared(), SIGNER), prepared())

    def test_the_year_has_a_field_only_when_it_is_not_printed(self):
        letter = draw_letter(day="Quảng Thử, ngày        tháng        năm")
        self.assertIn("nam", places_of(letter).texts)
        self.assertNotIn("nam", places_of(draw_letter()).texts)

    def test_printed_dots_count_as_a_gap(self):
        texts = places_of(draw_letter(number="Số: ………/UBND-VP")).texts
        self.assertTrue(texts["so_vb"].dotted)

    def test_the_number_stands_between_colon_and_slash(self):
        box = places_of(draw_letter()).texts["so_vb"]
        self.assertGreater(box.x0, 90 + 15)
        self.assertLess(box.x1, 180)
        self.assertAlmostEqual(box.y0, 760 - 3.5)

    def test_the_seal_has_its_real_size_and_covers_a_third_of_the_signature(self):
        places = places_of(draw_letter())
        seal, signature = places.seal, places.signature
        self.assertAlmostEqual((seal.x1 - seal.x0) / MM, 36)
        self.assertAlmostEqual(seal.y1 - seal.y0, SEAL)
        covered = (seal.x1 - signature.x0) / (signature.x1 - signature.x0)
        self.assertAlmostEqual(covered, 1 / 3, places=2)
        self.assertAlmostEqual((signature.x0 + signature.x1) / 2, 420, delta=0.5)
        self.assertLess(signature.y1, 600)
        self.assertGreater(signature.y0, 505 + 8)

    def test_the_signer_is_found_on_the_last_page(self):
        self.assertEqual(places_of(draw_letter(pages=3)).signature.page, 2)

    def test_a_position_in_capitals_is_enough_when_the_signer_is_not_known(self):
        self.assertEqual(
            places_of(draw_letter(), None).signature, places_of(draw_letter()).signature
        )

    def test_everything_that_is_missing_is_told_at_once(self):
        self.assertMissing(
            draw_letter(None, None, signer=None), "number", "date", "signer"
        )
        self.assertMissing(draw_letter(number="Số: 12/UBND-VP"), "number")
        self.assertMissing(
            draw_letter(day="Quảng Thử, ngày 05 tháng 3 năm 2026"), "date"
        )
        self.assertMissing(draw_letter(signer="Người Khác"), "signer")
        self.assertMissing(draw_letter(room=40), "room")
        self.assertMissing(draw_letter(rotation=90), "rotated")

    def test_a_signed_file_is_not_prepared_again(self):
        with self.assertRaises(errors.AlreadySigned):
            fields.prepare(signed(), SIGNER)

    def test_encrypted_and_broken_files_are_refused(self):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(draw_letter())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
        with self.assertRaises(errors.EncryptedPdf):
            fields.prepare(out.getvalue())
        for wrong in (b"", b"hello", draw_letter()[:700], b"%PDF-1.7\n%%EOF"):
            with self.subTest(wrong=wrong[:9]), self.assertRaises(errors.UnreadablePdf):
                fields.prepare(wrong)

    def test_the_letters_that_libreoffice_makes_have_their_places(self):
        folder = Path(file_path("qlvb_document/templates/cong_van.docx")).parent
        for template in sorted(folder.glob("*.docx")):
            with self.subTest(template=template.stem):
                pdf = office.to_pdf(office.render(template, CONTEXT))
                places = places_of(pdf)
                self.assertEqual(set(places.texts), {"so_vb", "ngay", "thang"})
                height = (places.signature.y1 - places.signature.y0) / MM
                self.assertAlmostEqual(height, 22, delta=2)
