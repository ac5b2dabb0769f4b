# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .test_issuing import IssueCase

COUNTED = ("qlvb.number", "qlvb.document.file", "qlvb.outbox", "qlvb.event")


@tagged("post_install", "-at_install")
class TestIssueGate(IssueCase):
    """What is missing or wrong is told in sentences, all at once; nothing half done."""

    def _refused(self, pattern, document, user=None):
        before = self._counts(document)
        with self.assertRaisesRegex(UserError, pattern):
            self._issue(document, user)
        self.assertEqual(self._counts(document), before)

    def _counts(self, document):
        rows = {name: self.env[name].search_count([]) for name in COUNTED}
        document.invalidate_recordset()
        return {**rows, "state": document.state, "number": document.number_id.id}

    def _submit_refused(self, pattern, **values):
        draft = self._drafted(**values)
        with self.assertRaisesRegex(UserError, pattern) as refusal:
            draft.submit("Trình ký")
        self.assertFalse(draft.submission_ids)
        return str(refusal.exception)

    def test_everything_that_is_missing_is_told_at_once_s36(self):
        said = self._submit_refused(
            "lacks",
            name=". . .",
            recipient_ids=False,
            needs_reply="reply",
            is_reply=True,
        )
        for words in ("its recipients", "what reply is asked", "abstract", "Replies"):
            self.assertIn(words, said)

    def test_a_reply_that_is_asked_for_needs_what_and_by_when_s37(self):
        asked = {"needs_reply": "reply", "reply_request": "Số liệu quý I"}
        self._submit_refused("what reply is asked, and by when", **asked)
        self._submit_refused("is over", **asked, reply_due="2026-03-01")
        document = self._issued(**asked, reply_due="2026-03-20")
        self.assertEqual(document.reply_request, "Số liệu quý I")

    def test_a_reply_without_the_document_it_answers_is_refused_s38(self):
        self._submit_refused("is a reply", is_reply=True)
        self._submit_refused("is a reply", name="V/v trả lời Công văn số 12/STT-VP")

    def test_an_abstract_that_only_sounds_like_a_reply_can_be_unticked_s38(self):
        draft = self._drafted(name="Trả lời Công văn số 12/STT-VP", is_reply=False)
        self.assertTrue(draft.submit("Trình ký"))

    def test_the_link_is_seen_on_both_sides_s38(self):
        incoming = self._assigned()
        row = self._given(incoming)
        reply = self.env["qlvb.document"].browse(row.draft_reply())
        self.assertTrue(reply.is_reply)
        self.assertEqual(reply.reply_to_id, incoming)
        self.assertEqual(incoming.reply_ids, reply)

    def test_the_form_offers_the_tick_for_replies_s38(self):
        incoming = self._given(self._assigned()).document_id
        with Form(self._drafted()) as form:
            form.is_reply = True
            form.reply_to_id = incoming
        self.assertTrue(form.record.is_reply)

    def test_a_recipient_without_agency_code_on_the_axis_is_refused(self):
        nobody = self.env["res.partner"].create({"name": "Công ty Không Mã"})
        row = Command.create({"partner_id": nobody.id, "channel": "exchange"})
        self._submit_refused("Công ty Không Mã has no agency code", recipient_ids=[row])

    def test_the_axis_is_no_way_while_it_is_not_connected(self):
        row = Command.create({"partner_id": self.ministry.id, "channel": "exchange"})
        self._submit_refused("is not connected", recipient_ids=[row])
        self.patch(
            type(self.env["qlvb.recipient"]),
            "_exchange_is_connected",
            lambda recipient: True,
        )
        self.assertTrue(self._drafted(recipient_ids=[row]).submit("Trình"))

    def test_a_way_that_cannot_reach_its_recipient_is_refused(self):
        citizen = self.env["res.partner"].create({"name": "Ông Năm"})
        for channel, words in (("email", "no e-mail"), ("internal", "no agency of")):
            row = Command.create({"partner_id": citizen.id, "channel": channel})
            with self.subTest(channel=channel):
                self._submit_refused(words, recipient_ids=[row])

    def test_a_code_that_was_lost_before_the_issue_stops_it(self):
        mailed = self.env["res.partner"].create(
            {"name": "Công ty D", "email": "d@example.com"}
        )
        row = Command.create({"partner_id": mailed.id})
        document = self._signed(recipient_ids=[row])
        mailed.email = False
        self._refused("Công ty D has no e-mail address", document)

    def test_a_signer_without_authority_at_that_minute_is_refused(self):
        document = self._approved()
        role = self.env["qlvb.role"].search([("user_id", "=", self.leader.id)])
        role.date_to = "2026-03-01"
        with self.assertRaisesRegex(UserError, "had no authority to sign"):
            document._mark_signed()
        self.assertEqual(document.state, "approved")

    def test_who_signed_in_time_may_have_left_before_the_issue(self):
        document = self._signed()
        role = self.env["qlvb.role"].search([("user_id", "=", self.leader.id)])
        role.date_to = "2026-03-02"
        self.assertEqual(self._issue(document)["number"], 1)

    def test_a_role_that_turns_out_to_be_missing_stops_the_issue(self):
        document = self._signed()
        self.env["qlvb.role"].search([("user_id", "=", self.leader.id)]).unlink()
        self._refused("had no authority to sign", document)

    def test_a_delegate_signs_in_the_time_of_the_delegation(self):
        delegation = self._delegate(self.leader, self.office, authority="TUQ.")
        document = self._approved()
        document._through_door().signer_id = self.office
        self.assertFalse(document._signer_blockers())
        delegation.revoke()
        self.assertTrue(document._signer_blockers())

    def test_by_order_of_the_head_an_office_head_signs(self):
        document = self._approved()
        document._through_door().write(
            {"signer_id": self.office.id, "authority": "TL."}
        )
        self.assertFalse(document._signer_blockers())
        document._through_door().authority = "KT."
        self.assertTrue(document._signer_blockers())

    def test_a_file_that_was_altered_is_not_sealed(self):
        document = self._signed()
        attachment = document.main_file_id.sudo().attachment_id
        attachment.write({"raw": b"%PDF-1.7 something else"})
        self._refused("was altered or lost", document)
        self.assertFalse(self.seals)

    def test_a_closed_book_is_told_together_with_the_rest(self):
        document = self._signed()
        self.env["qlvb.role"].search([("user_id", "=", self.leader.id)]).unlink()
        self.registers[1].with_user(self.admin_user).action_close()
        before = self._counts(document)
        with self.assertRaises(UserError) as refusal:
            self._issue(document)
        self.assertIn("is closed", str(refusal.exception))
        self.assertIn("no authority", str(refusal.exception))
        self.assertEqual(self._counts(document), before)

    def test_an_incoming_document_is_never_issued(self):
        incoming = self._registered()
        self._refused("cannot become", incoming)

    def test_the_types_of_the_exchange_are_there_to_choose_s11(self):
        """S11: what agencies exchange has its type, the schedule and the seal too."""
        codes = set(
            self.env["qlvb.document.type"]
            .with_user(self.clerk)
            .search([("is_refused", "=", False)])
            .mapped("code")
        )
        self.assertLessEqual(
            {
                "cong_van",
                "bao_cao",
                "giay_moi",
                "lich_lam_viec",
                "gioi_thieu_con_dau",
                "chuong_trinh",
                "ke_hoach",
                "tai_lieu_trao_doi",
                "thong_bao",
            },
            codes,
        )
