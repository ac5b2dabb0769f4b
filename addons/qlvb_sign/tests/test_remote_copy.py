# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PIN, world
from .services import OTP, CscService, SmartCaService
from .test_sign_copy import CopyCommon, scan
from .test_sign_request import RemoteCommon


class RemoteCopyCommon(CopyCommon, RemoteCommon):
    """The agency's key is at a remote service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seal_key = cls._remote_key(cls.district, world().agency)

    def setUp(self):
        super().setUp()
        self.remote.identity = world().agency

    def _certify(self, document, *args, user=None, **wish):
        with self._committing(user or self.clerk, document) as mine:
            return mine.certify(self._wish(**wish), *args)


@tagged("post_install", "-at_install")
class TestCopyByCsc(RemoteCopyCommon):
    """The service signs the hash of the copy within the call."""

    service_class, provider = CscService, "csc"

    def test_s12_the_copy_is_made_with_its_number(self):
        document = self._arrived(scan(200))
        copy = self.env["qlvb.copy"].browse(self._certify(document, PIN, OTP))
        self.assertRegex(copy.notation, "^01/SY-UBND")
        self.assertEqual((copy.form, copy.user_id), ("electronic", self.clerk))
        self.assertEqual(copy.file_id.signature_ids.verdict, "valid")
        row = document.signing_ids
        self.assertEqual((row.role, row.key_id), ("copy", self.seal_key))
        self.assertEqual(row.before_sha256, document.main_file_id.sha256)

    def test_an_extract_is_signed_too(self):
        document = self._arrived(scan(200))
        wish = {"kind": "TrS", "page_numbers": [1]}
        copy = self.env["qlvb.copy"].browse(self._certify(document, PIN, **wish))
        self.assertRegex(copy.notation, "^01/TrS-UBND")
        self.assertEqual(copy.pages, "1")

    def test_a_wrong_answer_or_pin_draws_no_number_and_stores_nothing(self):
        document = self._arrived(scan(200))
        for mood, pin, sentence in (
            ("wrong", PIN, "no signature of this file"),
            ("silent", PIN, "does not answer"),
            ("right", "0", "PIN is wrong"),
        ):
            self.remote.mood = mood
            with self.subTest(mood=mood), self.assertRaisesRegex(UserError, sentence):
                self._certify(document, pin)
            self.assertFalse(document.copy_ids)
        copy = self.env["qlvb.copy"].browse(self._certify(document, PIN))
        self.assertRegex(copy.notation, "^01/")

    def test_what_is_refused_reaches_no_service(self):
        document = self._arrived(scan(110))
        with self.assertRaisesRegex(UserError, "coarser than the 200 dpi"):
            self._certify(document, PIN)
        with self.assertRaises(AccessError):
            self._certify(document, PIN, user=self.leader)
        self.assertFalse(self.remote.calls)


@tagged("post_install", "-at_install")
class TestCopyByPhone(RemoteCopyCommon):
    """The copy gets its number once its signature is there."""

    service_class, provider = SmartCaService, "smartca"

    def _asked(self, **wish):
        document = self._arrived(scan(200))
        answer = self._certify(document, **wish)
        return document, answer, self._requests(document)

    def _confirm(self, request):
        self.remote.confirmed = True
        with self._committing(self.clerk, request) as mine:
            return mine.refresh()[0]

    def test_the_copy_is_in_the_book_once_it_is_confirmed(self):
        document, answer, request = self._asked(receivers=["Phòng Tài chính"])
        self.assertEqual(answer["request"]["state"], "waiting")
        self.assertFalse(document.copy_ids)
        self.assertEqual(self._confirm(request)["state"], "done")
        self.assertEqual(self._confirm(request)["state"], "done")
        self.assertRecordValues(
            document.copy_ids,
            [{"form": "electronic", "receivers": "Phòng Tài chính"}],
        )
        self.assertEqual(request.copy_id, document.copy_ids)
        self.assertEqual(document.copy_ids.user_id, self.clerk)

    def test_the_same_wish_waits_for_the_same_and_another_is_refused(self):
        document, answer, request = self._asked()
        again = self._certify(document)
        self.assertEqual(again["request"]["id"], answer["request"]["id"])
        with self.assertRaisesRegex(UserError, "Another copy of"):
            self._certify(document, reason="Gửi kho bạc")
        self.assertEqual(self._requests(document), request)

    def test_what_is_confirmed_after_the_right_is_gone_is_not_stored(self):
        document, _answer, request = self._asked()
        self.env["qlvb.role"].search([("user_id", "=", self.clerk.id)]).unlink()
        self.remote.confirmed = True
        self._fetch()
        self.assertEqual(request.state, "failed")
        self.assertFalse(document.sudo().copy_ids)

    def test_what_is_confirmed_after_the_file_changed_is_not_stored(self):
        document, _answer, request = self._asked()
        request.sudo()._through_door().before_sha256 = "0" * 64
        said = self._confirm(request)
        self.assertEqual(said["state"], "failed")
        self.assertIn("was changed while", said["message"])
        self.assertFalse(document.copy_ids)

    def test_a_wrong_answer_draws_no_number(self):
        document, _answer, request = self._asked()
        self.remote.mood = "wrong"
        self.assertEqual(self._confirm(request)["state"], "failed")
        self.assertFalse(document.copy_ids)
        self.remote.mood = "right"
        self.assertEqual(self._certify(document)["request"]["state"], "waiting")

    def test_the_dialog_asks_for_no_pin_and_says_what_it_waits_for(self):
        document = self._arrived(scan(200))
        with self._committing(self.clerk, document) as mine:
            dialog = mine.env["qlvb.document.certify"].create(
                {
                    "document_id": mine.id,
                    "form": "electronic",
                    "signer_id": self.leader.id,
                    "reason": "Gửi các phòng",
                }
            )
            self.assertFalse(dialog.asks_pin)
            auth = dialog._take_auth(dialog.key_id)
            said = dialog._after(mine.certify(dialog._wish(), auth))
        self.assertIn("on your phone", said["params"]["message"])
