# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import io

import pikepdf
from pdfminer.high_level import extract_text

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..models.qlvb_document_public import QlvbDocumentPublic
from ..tools import qr_mark
from .common import make_pdf
from .test_after_issue import AfterIssueCase

# Compares the issued file, and one that lacks a byte, on the page itself.
COMPARE = """
const same = Uint8Array.from(atob("DATA"), (c) => c.charCodeAt(0));
const known = document.getElementById("compare").dataset.digests;
const empty = "EMPTY";
const check = async (bytes, id) => {
    const input = document.getElementById("file");
    const files = new DataTransfer();
    files.items.add(new File([bytes], "a.pdf"));
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
    for (let n = 0; n < 50; n++) {
        await new Promise((done) => setTimeout(done, 50));
        if (!document.getElementById(id).hidden) return true;
    }
    return false;
};
(async () => {
    const ok =
        window.qlvbSha256(same.buffer) === known &&
        window.qlvbSha256(new ArrayBuffer(0)) === empty &&
        (await check(same, "same")) &&
        (await check(same.slice(1), "other"));
    console.log(ok ? "test successful" : "error: not told apart");
})();
"""


def link_of(pdf):
    """Return the address to which the first page links, and the box of the link."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = [
            (str(note.A.URI), [float(value) for value in note.Rect])
            for note in document.pages[0].obj.get("/Annots", [])
            if "/A" in note
        ]
    return links


@tagged("post_install", "-at_install")
class TestQrCode(AfterIssueCase):
    """The code is part of what is agreed to, signed and sealed."""

    def _prepared(self, document, pdf):
        # Without the fields for signatures, which are another add-on's.
        return QlvbDocumentPublic._prepare_pdf(document, pdf)

    def test_the_code_is_on_the_pdf_before_anybody_agrees(self):
        draft = self._drafted()
        pdf = self._prepared(draft, make_pdf("Dự thảo"))
        ((url, box),) = link_of(pdf)
        self.assertTrue(url.endswith(draft.sudo().public_token))
        # 30 mm left and 20 mm below stay free of text (ND 30/2020, App. I.I.3).
        self.assertLess(box[2], 30 * 72 / 25.4)
        self.assertEqual(self._prepared(draft, pdf), pdf)
        words = extract_text(io.BytesIO(pdf))
        self.assertEqual(
            words.split(), extract_text(io.BytesIO(make_pdf("Dự thảo"))).split()
        )

    def test_a_signed_or_unreadable_file_is_left_alone(self):
        for data in (b"%PDF-1.7 /ByteRange [0 1]", b"%PDF-1.7 broken", b""):
            self.assertEqual(qr_mark.with_qr(data, "https://x/van-ban/y"), data)

    def test_incoming_and_internal_documents_get_no_code(self):
        incoming = self._registered()
        pdf = make_pdf("Đến")
        self.assertEqual(self._prepared(incoming, pdf), pdf)
        self.assertFalse(incoming.sudo().public_token)

    def test_the_address_of_the_setting_is_in_the_code(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("qlvb.public_url", "https://vb.example.gov.vn/")
        draft = self._drafted()
        self.assertTrue(
            draft._public_url().startswith("https://vb.example.gov.vn/van-ban/")
        )

    def test_the_token_cannot_be_guessed_chosen_or_copied(self):
        one, two = self._drafted(), self._drafted()
        self.assertNotEqual(one._public_url(), two._public_url())
        self.assertGreaterEqual(len(one.sudo().public_token), 22)
        copied = one.copy()
        self.assertFalse(copied.public_token)
        with self.assertRaises(UserError):
            one.write({"public_token": "a" * 22})


@tagged("post_install", "-at_install")
class TestPublicPage(AfterIssueCase, HttpCase):
    """Anybody checks that a document was issued, and learns nothing of its content."""

    def _url(self, document):
        return f"/van-ban/{document.sudo().public_token}"

    def _issue(self, document, user=None):
        # The request of the issue has a transaction of its own.
        self.env.flush_all()
        return super()._issue(document, user)

    def _public(self, **values):
        document = self._issued(**values)
        document._public_url()
        self.env.flush_all()
        return document

    def test_the_page_needs_no_account_and_tells_no_content(self):
        document = self._public(name="Nội dung không được lộ")
        page = self.url_open(self._url(document))
        self.assertEqual(page.status_code, 200)
        for words in (document.notation, "02/03/2026", "UBND huyện Thử"):
            self.assertIn(words, page.text)
        self.assertIn(document.main_file_id.sha256, page.text)
        for secret in ("Nội dung không", self.leader.name, "UBND xã Mẫu", "csrf"):
            self.assertNotIn(secret, page.text)

    def test_the_page_is_vietnamese(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.env["ir.module.module"]._load_module_terms(["qlvb_document"], ["vi_VN"])
        page = self.url_open(
            self._url(self._public()), headers={"Accept-Language": "en"}
        )
        self.assertIn("Kiểm tra văn bản đã phát hành", page.text)
        self.assertIn('lang="vi"', page.text)
        self.assertNotIn("Check an issued document", page.text)

    def test_the_page_loads_nothing_from_elsewhere_and_is_not_kept(self):
        page = self.url_open(self._url(self._public()))
        policy = page.headers["Content-Security-Policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertNotIn("session_id", page.headers.get("Set-Cookie", ""))
        for name in ("page.css", "page.js"):
            asset = self.url_open(f"/qlvb_document/static/public/{name}")
            self.assertEqual(asset.status_code, 200)

    def test_unknown_addresses_drafts_and_nonsense_are_told_alike(self):
        signed = self._signed()
        signed._public_url()
        answers = set()
        for token in (
            signed.sudo().public_token,
            "A" * 22,
            "x",
            "1" * 500,
            "%27%20OR%201=1--aaaaaaaaaaaaa",
        ):
            page = self.url_open(f"/van-ban/{token}")
            self.assertEqual(page.status_code, 404)
            answers.add(page.text)
        self.assertEqual(len(answers), 1)

    def test_the_page_says_what_became_of_the_document(self):
        document = self._public()
        page = self.url_open(self._url(document))
        self.assertIn('data-state="issued"', page.text)
        self._recall(document)
        page = self.url_open(self._url(document))
        self.assertIn('data-state="recalled"', page.text)
        self.assertIn("02/03/2026", page.text)
        self.assertNotIn("Sai số liệu", page.text)

    def test_the_hash_is_reckoned_in_the_browser_without_sending_the_file(self):
        document = self._public()
        data = document.main_file_id._bytes()
        script = COMPARE.replace("DATA", base64.b64encode(data).decode())
        script = script.replace("EMPTY", hashlib.sha256(b"").hexdigest())
        self.browser_js(self._url(document), script, ready="!!window.qlvbSha256")
