# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

import pikepdf

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .cases import make_page
from .common import as_file, make_pdf
from .test_issuing import IssueCase
from .test_printing import read_text, sheet_column


@tagged("post_install", "-at_install")
class TestCertifiedCopies(IssueCase):
    """Sao y, sao lục, trích sao with their own run and form (ND 30, art. 25-27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.district.qlvb_head_position = "CHỦ TỊCH"

    def _wish(self, **changes):
        return {
            "kind": "SY",
            "signer_id": self.leader.id,
            "reason": "Theo đề nghị của công dân",
            **changes,
        }

    def _certify(self, document, user=None, **changes):
        mine = document.with_user(user or self.clerk)
        return self.env["qlvb.copy"].browse(mine.certify(self._wish(**changes)))

    def test_a_copy_has_number_date_form_and_signer(self):
        document = self._registered()
        copy = self._certify(document, receivers=["Ông Nguyễn Văn A"])
        self.assertRecordValues(
            copy,
            [
                {
                    "notation": "01/SY-UBND",
                    "kind": "SY",
                    "signer_id": self.leader.id,
                    "receivers": "Ông Nguyễn Văn A",
                    "user_id": self.clerk.id,
                }
            ],
        )
        words = read_text(copy.file_id._bytes())
        for part in (
            "SAO Y",
            "UBND HUYỆN THỬ",
            "Số: 01/SY-UBND",
            "Quảng Thử, ngày 02 tháng 3 năm 2026",
            "- Ông Nguyễn Văn A;",
            "- Lưu: VT.",
            self.leader.name,
        ):
            self.assertIn(part, words)
        self.assertEqual(copy.file_id.kind, "copy")
        self.assertEqual(document.main_file_id.kind, "original")
        self.assertIn("certify", document.event_ids.mapped("kind"))

    def test_all_kinds_share_one_run_beside_the_books(self):
        incoming, issued = self._registered(), self._issued()
        copies = self._certify(incoming)
        copies |= self._certify(issued, kind="SL")
        copies |= self._certify(issued, kind="TrS", page_numbers=[1])
        self.assertEqual(
            copies.mapped("notation"), ["01/SY-UBND", "02/SL-UBND", "03/TrS-UBND"]
        )
        self.assertEqual(self._issued().register_number, 2)
        self.assertEqual(self.registers[1].series_id.findings(), [])

    def test_the_same_wish_again_within_a_minute_is_one_copy(self):
        document = self._registered()
        copy = self._certify(document)
        self.assertEqual(self._certify(document), copy)
        self.assertEqual(self._certify(document, receivers=[], copies=1), copy)
        self.assertEqual(len(document.copy_ids), 1)
        for changes in (
            {"reason": "Lưu hồ sơ"},
            {"receivers": ["Ông A"]},
            {"copies": 2},
            {"signer_id": self.office.id},
        ):
            with self.subTest(changes=changes):
                self.assertNotIn(self._certify(document, **changes), copy)
        self.assertEqual(self._certify(document, kind="SL").notation, "06/SL-UBND")

    def test_the_same_wish_later_is_another_copy(self):
        document = self._registered()
        copy = self._certify(document)
        self.cr.execute(
            "UPDATE qlvb_copy SET create_date = create_date - interval '61 seconds'"
        )
        self.env["qlvb.copy"].invalidate_model()
        self.assertEqual(self._certify(document).notation, "02/SY-UBND")
        self.assertEqual(copy.notation, "01/SY-UBND")

    def test_the_form_stands_below_the_text_where_there_is_room(self):
        short = [as_file("a.pdf", make_page("Một dòng"))]
        long = [as_file("b.pdf", make_page(*["Một dòng"] * 30))]
        counts = {}
        for name, files in (("short", short), ("long", long)):
            copy = self._certify(self._registered(files=files))
            with pikepdf.open(io.BytesIO(copy.file_id._bytes())) as pdf:
                counts[name] = len(pdf.pages)
        self.assertEqual(counts, {"short": 1, "long": 2})

    def test_an_extract_has_the_chosen_pages_only(self):
        files = [as_file("a.pdf", make_pdf("Trang", pages=3))]
        document = self._registered(files=files)
        copy = self._certify(document, kind="TrS", page_numbers=[3, 1, 3])
        words = read_text(copy.file_id._bytes())
        self.assertIn("Trang 1", words)
        self.assertNotIn("Trang 2", words)
        self.assertIn("TRÍCH SAO", words)
        self.assertEqual(copy.pages, "1, 3")
        for pages in (None, [], [0], [4], ["1"], "1"):
            with self.subTest(pages=pages), self.assertRaises(UserError):
                self._certify(document, kind="TrS", page_numbers=pages)

    def test_each_bad_wish_is_a_sentence_and_takes_no_number(self):
        document = self._registered()
        numbers = self.env["qlvb.number"].search_count([])
        calls = (
            ({"kind": "XX"}, "true copy"),
            ({"reason": " "}, "what the copy is for"),
            ({"signer_id": self.specialist.id}, "signs the copy"),
            ({"signer_id": self.commune_leader.id}, "signs the copy"),
            ({"copies": 0.5}, "copies go to"),
            ({"copies": -1}, "copies go to"),
            ({"receivers": "A"}, "copies go to"),
        )
        for changes, words in calls:
            with (
                self.subTest(changes=changes),
                self.assertRaisesRegex(UserError, words),
            ):
                self._certify(document, **changes)
        with self.assertRaisesRegex(UserError, "neither registered nor issued"):
            self._certify(self._receive())
        self.assertEqual(self.env["qlvb.number"].search_count([]), numbers)
        self.assertFalse(document.copy_ids)

    def test_only_clerks_certify_and_nobody_changes_a_copy(self):
        document = self._registered()
        for user in (self.leader, self.office, self.specialist, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._certify(document, user)
        copy = self._certify(document)
        for user in (self.clerk, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                copy.with_user(user).write({"notation": "99/SY-UBND"})
        with self.assertRaises(UserError):
            copy.unlink()
        with self.assertRaises(AccessError):
            copy.with_user(self.stranger).read(["notation"])

    def test_the_dialog_asks_everything_at_once(self):
        document = self._registered()
        action = document.with_user(self.clerk).action_certify()
        wizard = self.env["qlvb.document.certify"].with_user(self.clerk)
        with Form(wizard.with_context(**action["context"])) as form:
            form.signer_id = self.office
            form.reason = "Lưu hồ sơ"
            form.receivers = "Sở Thử nghiệm\nPhòng Văn hóa"
        form.record.action_make()
        copy = document.copy_ids
        self.assertEqual(copy.receivers, "Sở Thử nghiệm; Phòng Văn hóa")
        self.assertIn("TL. CHỦ TỊCH", read_text(copy.file_id._bytes()))

    def test_the_book_of_copies_is_printed(self):
        copy = self._certify(self._registered())
        wizard = self.env["qlvb.delivery.print"].with_user(self.clerk)
        values = {"company_id": self.district.id, "way": "copies"}
        sheet = wizard.create({**values, "form": "xlsx"})._bytes()
        self.assertEqual(sheet_column(sheet, 0)[0], copy.notation)
        words = read_text(wizard.create(values)._bytes())
        self.assertIn("SỔ ĐĂNG KÝ BẢN SAO VĂN BẢN", words)
