# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PIN, SEAL_PIN, SignCommon, draw_letter
from .test_engine_annex import annex


class AnnexCommon(SignCommon):
    """Letters with annexes, up to the signature of their signer."""

    def _with_annexes(self, *contents):
        """Return a signed letter with PDF annexes named by their number."""
        document = self._drafted(signer_id=self.leader.id)
        for number, content in enumerate(contents, 1):
            document.add_annex(f"annex-{number}.pdf", base64.b64encode(content))
        return document

    def _on(self, document):
        """Bring a draft to the clerk: submitted, agreed, signed."""
        document.upload_version("letter.pdf", base64.b64encode(draw_letter()))
        document.submit("Trình ký")
        slip = document.submission_ids
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        document.with_user(self.leader).sign(PIN)
        return document

    def assertIssuedWithAnnexes(self, document, count):
        self.assertEqual((document.state, document.number_id.state), ("issued", "used"))
        signed = document.sudo().file_ids.filtered(lambda file: file.kind == "annex")
        self.assertEqual(len(signed), count)
        self.assertEqual(set(signed.signature_ids.mapped("verdict")), {"valid"})
        rows = document.signing_ids.filtered(lambda row: row.role == "annex")
        self.assertEqual(
            set(rows.mapped("before_sha256")),
            set(document._annexes().mapped("sha256")),
        )
        sent = document.sudo()._files_to_send()
        self.assertEqual(sent, document.main_file_id | signed)

    def assertNothingIssued(self, document):
        self.assertEqual(
            (document.state, document.number_id.state), ("signed", "reserved")
        )
        kinds = set(document.sudo().file_ids.mapped("kind"))
        self.assertFalse({"issued", "annex"} & kinds)


@tagged("post_install", "-at_install")
class TestSignAnnex(AnnexCommon):
    """Annexes in files of their own are signed with the issue (App. I.III.1.d)."""

    def _issue(self, document):
        with self._committing(self.clerk, document) as mine:
            mine.issue(SEAL_PIN)

    def test_s34_the_agency_signs_each_annex_and_recipients_get_the_signed_ones(self):
        document = self._on(self._with_annexes(annex(), annex(size=(842, 595))))
        self._issue(document)
        signed = document.sudo().file_ids.filtered(lambda file: file.kind == "annex")
        self.assertEqual(len(signed), 2)
        self.assertEqual(set(signed.signature_ids.mapped("verdict")), {"valid"})
        rows = document.signing_ids.filtered(lambda row: row.role == "annex")
        originals = document._annexes()
        self.assertEqual(
            set(rows.mapped("before_sha256")), set(originals.mapped("sha256"))
        )
        for row in rows:
            before = originals.filtered(lambda f, r=row: f.sha256 == r.before_sha256)
            self.assertTrue(row.file_id._bytes().startswith(before._bytes()))
        sent = document.sudo()._files_to_send()
        self.assertEqual(sent, document.main_file_id | signed)
        Outbox = self.env["qlvb.outbox"].sudo()
        Outbox.search([("recipient_id", "in", document.recipient_ids.ids)])._try_send()
        arrived = document.recipient_ids.sudo().target_ids
        self.assertEqual(
            sorted(arrived.file_ids.mapped("sha256")), sorted(sent.mapped("sha256"))
        )

    def test_a_failing_annex_leaves_nothing_half_issued(self):
        document = self._on(self._with_annexes(annex(), annex(corner=True)))
        with self._committing(self.clerk, document) as mine:
            with self.assertRaisesRegex(UserError, "“annex-2.pdf” was not signed"):
                mine.issue(SEAL_PIN)
            self.assertEqual((mine.state, mine.number_id.state), ("signed", "reserved"))
            kinds = set(mine.sudo().file_ids.mapped("kind"))
            self.assertFalse({"issued", "annex"} & kinds)

    def test_an_annex_is_replaced_by_name_and_taken_out(self):
        document = self._with_annexes(annex(), annex(size=(598, 842)))
        again = base64.b64encode(annex(size=(600, 842)))
        newer = document.add_annex("annex-1.pdf", again)
        self.assertEqual(document.add_annex("annex-1.pdf", again), newer)
        second = document._annexes()[0]
        self.assertEqual(second.name, "annex-2.pdf")
        document.drop_annex(second.id)
        self.assertEqual(document._annexes().ids, [newer])
        with self.assertRaisesRegex(UserError, "no annex"):
            document.drop_annex(second.id)

    def test_the_same_annex_under_another_name_is_refused(self):
        document = self._drafted(signer_id=self.leader.id)
        content = base64.b64encode(draw_letter())
        document.add_annex("Phụ lục 1.pdf", content)
        with self.assertRaisesRegex(
            UserError, "same file as the annex “Phụ lục 1.pdf”"
        ):
            document.add_annex("Phụ lục 2.pdf", content)

    def test_a_changed_annex_voids_what_was_agreed(self):
        document = self._with_annexes(annex())
        document.submit("Trình ký")
        slip = document.submission_ids
        slip.with_user(self.head).agree()
        with self.assertRaisesRegex(UserError, "is submitted"):
            document.add_annex("late.pdf", base64.b64encode(annex()))

    def test_nobody_else_adds_an_annex_nor_after_the_signature(self):
        document = self._with_annexes()
        content = base64.b64encode(annex())
        with self.assertRaises(AccessError):
            document.with_user(self.stranger).add_annex("a.pdf", content)
        with self.assertRaisesRegex(UserError, "no longer a draft"):
            self._on(document).add_annex("a.pdf", content)
