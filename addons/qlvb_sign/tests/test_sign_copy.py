# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SEAL_PIN, SignCommon
from .test_engine_validate import append_content


def scan(dpi):
    """Return a PDF that is one scanned page of so many dpi."""
    image = Image.new("RGB", (int(8.27 * dpi), int(11.69 * dpi)), "white")
    image.paste("black", (dpi, 3 * dpi, 6 * dpi, 4 * dpi))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    canvas.save()
    return out.getvalue()


class CopyCommon(SignCommon):
    """Wishes for electronic copies, of what was issued or arrived."""

    def _arrived(self, data):
        file = {"name": "letter.pdf", "content": base64.b64encode(data).decode()}
        document = self._receive(files=[file])
        document.action_register()
        return document

    def _wish(self, kind="SY", **more):
        return {
            "kind": kind,
            "form": "electronic",
            "signer_id": self.leader.id,
            "reason": "Gửi các phòng",
            **more,
        }

    def _copy(self, document, pin=SEAL_PIN, **wish):
        """Make a copy at once, with the key file or the token of the agency."""
        made = document.with_user(self.clerk).certify(self._wish(**wish), pin)
        return self.env["qlvb.copy"].browse(made)


@tagged("post_install", "-at_install")
class TestSignCopy(CopyCommon):
    """Electronic copies: the agency's signature as text, box 14 (art. 25-27)."""

    def test_s12_a_true_copy_keeps_the_bytes_and_the_signatures(self):
        document = self._issued()
        issued = document.main_file_id._bytes()
        copy = self._copy(document)
        self.assertRecordValues(copy, [{"form": "electronic", "kind": "SY"}])
        self.assertRegex(copy.notation, "^01/SY-UBND")
        data = copy.file_id.sudo()._bytes()
        self.assertTrue(data.startswith(issued))
        self.assertEqual(
            copy.file_id.signature_ids.mapped("field_name"),
            ["KyLanhDao", "DauCoQuan", "KySoBanSao"],
        )
        self.assertEqual(set(copy.file_id.signature_ids.mapped("verdict")), {"valid"})
        row = document.signing_ids.filtered(lambda one: one.role == "copy")
        self.assertEqual(row.before_sha256, document.main_file_id.sha256)

    def test_a_digitised_paper_is_signed_when_it_is_fine_enough(self):
        copy = self._copy(self._arrived(scan(200)))
        self.assertEqual(copy.file_id.signature_ids.verdict, "valid")
        with self.assertRaisesRegex(UserError, "coarser than the 200 dpi"):
            self._copy(self._arrived(scan(110)))

    def test_an_extract_has_its_pages_and_one_run_of_numbers_with_paper(self):
        document = self._issued()
        paper = document.with_user(self.clerk).certify(
            {**self._wish(), "form": "paper"}
        )
        self.assertTrue(paper)
        copy = self._copy(document, kind="TrS", page_numbers=[1])
        self.assertRegex(copy.notation, "^02/TrS-UBND")
        self.assertEqual(
            copy.file_id.signature_ids.mapped("field_name"), ["KySoBanSao"]
        )

    def test_what_the_decree_does_not_know_is_refused(self):
        document = self._issued()
        with self.assertRaisesRegex(UserError, "art. 26"):
            self._copy(document, kind="SL")
        with self.assertRaisesRegex(UserError, "on paper or electronic"):
            self._copy(document, form="fax")
        file = document.main_file_id.sudo()
        data = append_content(file._bytes())
        file.attachment_id.raw = data
        digest = document._sha256(data)
        query = "UPDATE qlvb_document_file SET sha256 = %s WHERE id = %s"
        self.env.cr.execute(query, [digest, file.id])
        self.env.invalidate_all()
        file._verify()
        with self.assertRaisesRegex(UserError, "does not hold"):
            self._copy(document)
        self.assertFalse(document.copy_ids)

    def test_the_same_wish_again_is_the_same_copy(self):
        document = self._issued()
        copy = self._copy(document)
        self.assertEqual(self._copy(document), copy)
        on_paper = self._copy(document, form="paper")
        self.assertEqual((document.copy_ids - copy).ids, on_paper.ids)
        self.assertRegex(self._copy(document, copies=2).notation, "^03/SY-UBND")

    def test_a_wrong_pin_draws_no_number(self):
        document = self._issued()
        with self.assertRaisesRegex(UserError, "PIN is wrong"):
            self._copy(document, pin="000000")
        self.assertRegex(self._copy(document).notation, "^01/")

    def test_only_a_clerk_of_the_agency_makes_one(self):
        document = self._issued()
        for user in (self.leader, self.specialist, self.commune_clerk):
            with self.subTest(user=user.name):
                with self.assertRaises(AccessError):
                    document.with_user(user).certify(self._wish(), SEAL_PIN)
