# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import make_pdf
from .test_after_issue import AfterIssueCase


@tagged("post_install", "-at_install")
class TestAmendingIssued(AfterIssueCase):
    """Errors of content by replacement, of form by an erratum (ND 30, art. 18.3)."""

    def _amendment(self, document, kind="replaced", user=None):
        mine = document.with_user(user or self.specialist)
        name = {"replaced": "replace_by_draft", "corrected": "correct_by_draft"}[kind]
        return mine.browse(getattr(mine, name)("Sai số liệu", self.leader.id))

    def _issue_draft(self, draft):
        draft.upload_version("draft.pdf", self._pdf64())
        draft.submit("Trình ký")
        slip = draft.submission_ids
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        draft._mark_signed()
        self._issue(draft)
        return draft

    def _pdf64(self):
        return base64.b64encode(make_pdf("Amended"))

    def test_the_old_document_stands_until_the_new_one_is_issued(self):
        document, copy = self._arrived()
        draft = self._amendment(document)
        self.assertRecordValues(
            draft,
            [
                {
                    "state": "draft",
                    "amends_id": document.id,
                    "amends_kind": "replaced",
                    "type_id": document.type_id.id,
                    "name": document.name,
                }
            ],
        )
        self.assertEqual(draft.recipient_ids.name, "UBND xã Mẫu")
        self.assertEqual(document.state, "issued")
        self._issue_draft(draft)
        self.assertEqual(document.state, "replaced")
        self.assertIn(f"Replaced by {draft.notation} on ", document.gone_text)
        self.assertRecordValues(
            document.change_ids,
            [{"kind": "replaced", "other_notation": draft.notation}],
        )
        self.assertRecordValues(
            copy,
            [
                {
                    "withdrawn_kind": "replace",
                    "withdrawn_reason": f"Sai số liệu ({draft.notation})",
                    "is_frozen": True,
                }
            ],
        )
        self._run_outbox()
        self.assertTrue(draft.sudo().recipient_ids.target_ids)

    def test_an_erratum_is_an_official_letter_and_freezes_nothing(self):
        document, copy = self._arrived(type_id=self.decision.id)
        draft = self._amendment(document, "corrected")
        self.assertEqual(draft.type_id, self.letter)
        self.assertIn(f"đính chính Quyết định số {document.notation}", draft.name)
        self._issue_draft(draft)
        self.assertEqual(document.state, "issued")
        self.assertRecordValues(
            copy,
            [
                {
                    "withdrawn_kind": False,
                    "corrected_by": draft.notation,
                    "corrected_reason": "Sai số liệu",
                    "is_frozen": False,
                }
            ],
        )
        self.assertTrue(copy.action_register())
        self.assertEqual(document.recipient_ids.status, "03")

    def test_a_second_click_opens_the_same_draft(self):
        document = self._issued()
        self.assertEqual(self._amendment(document), self._amendment(document))
        self.assertNotEqual(
            self._amendment(document), self._amendment(document, "corrected")
        )

    def test_what_was_recalled_meanwhile_is_not_replaced(self):
        document = self._issued()
        draft = self._amendment(document)
        self._recall(document)
        with self.assertRaisesRegex(UserError, "can be amended no more"):
            self._issue_draft(draft)

    def test_who_does_not_see_it_or_has_no_role_starts_nothing(self):
        document = self._issued()
        for user in (self.stranger, self.commune_clerk, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._amendment(document, user=user)
        with self.assertRaisesRegex(UserError, "Say why"):
            document.with_user(self.specialist).replace_by_draft("", self.leader.id)
        with self.assertRaisesRegex(UserError, "which leader"):
            document.with_user(self.specialist).replace_by_draft("Sai", False)
        self.assertFalse(document.amendment_ids)

    def test_what_amends_what_is_kept_by_the_system(self):
        document = self._issued()
        draft = self._drafted()
        for values in ({"amends_id": document.id}, {"amends_kind": "replaced"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                draft.write(values)

    def test_each_button_asks_for_its_own_kind(self):
        """An erratum of what was issued is no correction of an entry in the book."""
        document = self._issued().with_user(self.clerk)
        for button, kind in (("replace", "replaced"), ("erratum", "corrected")):
            action = getattr(document, f"action_{button}")()
            self.assertEqual(action["res_model"], "qlvb.document.amendment")
            self.assertEqual(action["context"]["default_kind"], kind)
        self.assertFalse(document.can_correct)

    def test_the_dialog_opens_the_draft(self):
        document = self._issued()
        action = document.with_user(self.specialist).action_replace()
        wizard = self.env["qlvb.document.amendment"].with_user(self.specialist)
        with Form(wizard.with_context(**action["context"])) as form:
            form.reason = "Sai số liệu"
        opened = form.record.action_start()
        self.assertEqual(opened["res_id"], document.amendment_ids.id)


@tagged("post_install", "-at_install")
class TestSendingToMore(AfterIssueCase):
    """Who was forgotten gets the document, too, with the reason."""

    def _send(self, document, rows, reason="Bổ sung nơi nhận", user=None):
        return document.with_user(user or self.clerk).send_also(rows, reason)

    def test_more_recipients_get_the_same_document(self):
        document = self._issued(recipient_ids=[Command.create({"name": "Lưu trữ"})])
        self._send(document, [{"partner_id": self.commune.partner_id.id}])
        added = document.recipient_ids.filtered("is_added")
        self.assertRecordValues(added, [{"channel": "internal", "status": "00"}])
        self._run_outbox()
        self.assertEqual(added.sudo().target_ids.notation, document.notation)
        self.assertIn("UBND xã Mẫu", document.change_ids.reason)
        self.assertIn("UBND xã Mẫu", document._register_row().recipients)

    def test_a_name_without_an_address_goes_by_post_into_the_delivery_book(self):
        document = self._issued()
        self._send(document, [{"name": "Hộ ông Ba"}])
        lines = self.env["qlvb.delivery"].search([("document_id", "=", document.id)])
        self.assertEqual(lines.receiver, "Hộ ông Ba")

    def test_each_bad_call_is_one_sentence_and_changes_nothing(self):
        document = self._issued()
        rows = document.recipient_ids
        partner = self.env["res.partner"].create({"name": "Không Mã"})
        commune = self.commune.partner_id.id
        hidden = partner.copy({"name": "Riêng", "company_id": self.commune.id})
        calls = (
            ([], "who gets it"),
            ("tất cả", "who gets it"),
            ([7], "a name and a way"),
            ([{}], "a name and a way"),
            ([{"partner_id": 10**9}], "a name and a way"),
            ([{"name": "A", "channel": "bồ câu"}], "a name and a way"),
            ([{"partner_id": commune}], "in the list already"),
            ([{"partner_id": hidden.id}], "a name and a way"),
            ([{"department_id": 10**9}], "a name and a way"),
            ([{"user_id": self.commune_clerk.id}], "does not work in this agency"),
            ([{"name": "Hộ ông Ba"}, {"name": " Hộ ông Ba"}], "in the list already"),
            ([{"partner_id": partner.id, "channel": "exchange"}], "no agency code"),
            ([{"partner_id": partner.id, "channel": "email"}], "no e-mail"),
        )
        for given, words in calls:
            with self.subTest(rows=given), self.assertRaises(UserError) as refusal:
                self._send(document, given)
            self.assertIn(words, str(refusal.exception))
        with self.assertRaises(UserError):
            self._send(document, [{"name": "A"}], " ")
        document.invalidate_recordset()
        self.assertEqual(document.recipient_ids, rows)
        self.assertFalse(document.change_ids)

    def test_only_clerks_send_to_more_and_only_what_is_issued(self):
        document = self._issued()
        for user in (self.leader, self.specialist, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._send(document, [{"name": "A"}], user=user)
        with self.assertRaisesRegex(UserError, "is not issued"):
            self._send(self._signed(), [{"name": "A"}])

    def test_the_dialog_sends(self):
        document = self._issued(recipient_ids=[Command.create({"name": "Lưu trữ"})])
        action = document.with_user(self.clerk).action_send_also()
        wizard = self.env["qlvb.document.send.also"].with_user(self.clerk)
        with Form(wizard.with_context(**action["context"])) as form:
            form.partner_ids.add(self.commune.partner_id)
            form.reason = "Gửi thiếu"
        form.record.action_send()
        self.assertEqual(len(document.recipient_ids.filtered("is_added")), 1)
