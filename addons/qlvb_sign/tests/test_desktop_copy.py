# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PIN, SEAL_PIN, world
from .program import ProgramCommon
from .test_sign_copy import CopyCommon, scan


@tagged("post_install", "-at_install")
class TestCopyByProgram(CopyCommon, ProgramCommon):
    """The program signs an electronic copy; its number is drawn afterwards."""

    def setUp(self):
        super().setUp()
        self.issued = self._signed()
        self.env.flush_all()
        with self._committing(self.clerk, self.issued) as mine:
            mine.issue(SEAL_PIN)
        self._program_key(self.district, world().agency)

    def _asked(self, document=None, **wish):
        document = (document or self.issued).with_user(self.clerk)
        return self._request(document.certify(self._wish(**wish)))

    def _books(self, document):
        return document.sudo().copy_ids.mapped("notation")

    def test_s12_the_copy_of_a_signed_letter_is_signed_by_the_program(self):
        request = self._asked()
        order = self._order(request)
        self.assertTrue(order["address"].endswith("/SignCopy"))
        self.assertEqual((order["file"], order["files"]), (1, 1))
        self.assertFalse(self._books(self.issued))
        self.assertEqual(self._by_hand(request)["Message"], "")
        copy = self.issued.copy_ids
        self.assertRegex(copy.notation, "^01/SY-UBND")
        self.assertEqual((copy.form, copy.user_id), ("electronic", self.clerk))
        self.assertEqual(request.copy_id, copy)
        self.assertEqual(
            copy.file_id.signature_ids.mapped("field_name"),
            ["KyLanhDao", "DauCoQuan", "KySoBanSao"],
        )
        self.assertEqual(set(copy.file_id.signature_ids.mapped("verdict")), {"valid"})
        said = request.with_user(self.clerk).refresh()[0]
        self.assertIn("01/SY-UBND", said["message"])

    def test_a_scan_and_an_extract_get_their_first_field(self):
        arrived = self._arrived(scan(200))
        for wish in ({}, {"kind": "TrS", "page_numbers": [1]}):
            said = self._by_hand(self._asked(arrived, **wish))
            self.assertEqual(said["Message"], "")
        self.assertEqual(len(self._books(arrived)), 2)
        verdicts = arrived.copy_ids.file_id.sudo().signature_ids.mapped("verdict")
        self.assertEqual(verdicts, ["valid"] * 2)

    def test_a_wrong_file_draws_no_number(self):
        said = self._by_hand(self._asked(), world().deputy)
        self.assertIn("another certificate", said["Message"])
        self.assertFalse(self._books(self.issued))
        self._by_hand(self._asked())
        self.assertRegex(self._books(self.issued)[0], "^01/")

    def test_the_same_wish_waits_for_the_same_and_another_is_refused(self):
        request = self._asked()
        self.assertEqual(self._asked(), request)
        with self.assertRaisesRegex(UserError, "Another copy of"):
            self._asked(reason="Gửi kho bạc")

    def test_what_comes_after_the_right_is_gone_is_not_stored(self):
        request = self._asked()
        self.env["qlvb.role"].search([("user_id", "=", self.clerk.id)]).unlink()
        said = self._by_hand(request)
        self.assertFalse(said["Status"])
        self.assertFalse(self._books(self.issued))

    def test_an_expired_certificate_is_refused_before_anything_is_handed_out(self):
        self._program_key(self.district, world().expired)
        with self.assertRaisesRegex(UserError, "expired"):
            self._asked()

    def test_the_dialog_leads_to_the_program(self):
        dialog = (
            self.env["qlvb.document.certify"]
            .with_user(self.clerk)
            .create(
                {
                    "document_id": self.issued.id,
                    "form": "electronic",
                    "signer_id": self.leader.id,
                    "reason": "Gửi các phòng",
                }
            )
        )
        self.assertFalse(dialog.asks_pin)
        auth = dialog._take_auth(dialog.key_id)
        said = dialog._after(dialog.document_id.certify(dialog._wish(), auth))
        self.assertEqual(said["tag"], "qlvb_desktop_sign")
        self.assertNotIn(PIN, str(said))
        self.assertNotIn(SEAL_PIN, str(said))
