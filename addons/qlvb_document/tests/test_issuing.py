# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QlvbCommon, make_pdf


class IssueCase(QlvbCommon):
    """A signed document of the district; the seal is made by what stands in here.

    Signatures and seals are another add-on's; here only what the base does with
    them counts, so the two hooks are stood in for.
    """

    def setUp(self):
        super().setUp()
        self.seal_fails = False
        self.seals = []
        documents = type(self.env["qlvb.document"])
        self.patch(documents, "_signature_blockers", lambda document: [])
        self.patch(documents, "_seal", self._stand_in_seal)

    def _stand_in_seal(self, pdf, number, day, pin):
        if self.seal_fails:
            raise UserError("The seal does not answer.")
        self.seals.append((number, str(day)))
        return make_pdf(f"Sealed {number} {day}")

    def _signed(self, **values):
        document = self._approved(**values)
        document._mark_signed()
        return document

    def _issue(self, document, user=None):
        with self._committing(user or self.clerk, document) as mine:
            return mine.issue()

    def _issued(self, **values):
        document = self._signed(**values)
        self._issue(document)
        return document


@tagged("post_install", "-at_install")
class TestIssuing(IssueCase):
    """Number and date, seal, register, recipients: in one go, once (art. 9)."""

    def test_an_unsigned_document_is_not_issued_s34(self):
        self.env.registry["qlvb.document"]._signature_blockers = self._base_blockers()
        document = self._approved()
        for user in (self.clerk, self.leader):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                document.with_user(user).issue()
        with self.assertRaisesRegex(UserError, "is not signed"):
            document._set_state("signed")
        self.assertFalse(document.number_id)

    def _base_blockers(self):
        from ..models.qlvb_document_issue import QlvbDocumentIssue

        return QlvbDocumentIssue._signature_blockers

    def test_issuing_gives_number_and_date_and_registers_s36(self):
        document = self._signed()
        answer = self._issue(document)
        self.assertEqual(self.seals, [("01", "2026-03-02")])
        self.assertRecordValues(
            document,
            [
                {
                    "state": "issued",
                    "notation": "01/UBND-VHTT",
                    "register_number": 1,
                    "issued_at": self._now(),
                    "issuer_name": "UBND huyện Thử",
                }
            ],
        )
        self.assertEqual(str(document.issue_date), "2026-03-02")
        self.assertEqual(document.register_id.direction, "outgoing")
        self.assertEqual(document.main_file_id.kind, "issued")
        self.assertEqual(answer["notation"], document.notation)
        self.assertEqual(answer["sha256"], document.main_file_id.sha256)
        self.assertEqual(answer["recipients"][0]["status"], "00")

    def test_numbers_of_the_outgoing_book_follow_each_other_s36(self):
        numbers = [self._issued().register_number for _n in range(3)]
        self.assertEqual(numbers, [1, 2, 3])

    def test_types_have_their_own_run_where_the_agency_says_so_s36(self):
        self.district.qlvb_number_scope = "type"
        letter = self._issued()
        decision = self._issued(type_id=self.decision.id)
        self.assertEqual(
            (letter.notation, decision.notation[:3]), ("01/UBND-VHTT", "01/")
        )
        self.assertNotEqual(letter.number_id.series_id, decision.number_id.series_id)

    def test_a_failed_seal_keeps_the_number_for_the_retry_s36(self):
        document, other = self._signed(), self._signed()
        self.seal_fails = True
        with self.assertRaisesRegex(UserError, "seal does not answer"):
            self._issue(document)
        self.assertRecordValues(document, [{"state": "signed", "notation": False}])
        self.assertRecordValues(
            document.number_id, [{"ordinal": 1, "state": "reserved"}]
        )
        self.seal_fails = False
        self.assertEqual(self._issue(other)["number"], 2)
        self.assertEqual(self._issue(document)["number"], 1)
        self.assertEqual(document.number_id.state, "used")
        self.assertFalse(self.env["qlvb.number"].gaps(document.number_id.series_id.id))

    def test_a_second_click_changes_nothing_s36(self):
        document = self._signed()
        first = self._issue(document)
        events, files = document.event_ids, document.file_ids
        self.assertEqual(self._issue(document), first)
        self.assertEqual((document.event_ids, document.file_ids), (events, files))
        self.assertEqual(len(self.seals), 1)
        messages = self.env["qlvb.outbox"].search([("document_id", "=", document.id)])
        self.assertEqual(len(messages), 1)

    def test_only_clerks_of_the_agency_issue_s36(self):
        document = self._signed()
        for user in (self.leader, self.office, self.head, self.specialist):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                document.with_user(user).issue()
        for user in (self.commune_clerk, self.stranger, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                document.with_user(user).issue()
        self.assertFalse(document.number_id)

    def test_a_draft_or_approved_document_is_not_issued_s29(self):
        for document in (self._drafted(), self._approved()):
            with self.assertRaisesRegex(UserError, "cannot become"):
                document.with_user(self.clerk).issue()

    def test_a_missing_or_closed_book_keeps_the_number_unused(self):
        document = self._signed()
        book = self.registers[1]
        book.with_user(self.admin_user).action_close()
        with self.assertRaisesRegex(UserError, "is closed"):
            self._issue(document)
        self.assertFalse(document.number_id)
        book.with_user(self.admin_user).action_open()
        self.assertEqual(self._issue(document)["number"], 1)

    def test_the_year_is_that_of_the_agency_s36(self):
        self._open_books(self.district, 2027)
        document = self._signed()
        with freeze_time("2026-12-31 17:30:00"):
            answer = self._issue(document)
        self.assertEqual(answer["issue_date"], "2027-01-01")
        self.assertEqual(document.register_id.year, 2027)

    def test_what_is_issued_is_fixed_s20(self):
        document = self._issued()
        for values in (
            {"name": "Khác"},
            {"notation": "99/X"},
            {"issue_date": "2026-01-01"},
            {"recipient_ids": [Command.clear()]},
            {"state": "draft"},
            {"main_file_id": False},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                document.with_user(self.clerk).write(values)

    def test_the_row_of_the_book_has_the_columns_of_the_law_s36(self):
        document = self._issued(copies=3, signer_id=self.leader.id)
        row = document._register_row()
        self.assertEqual(row.notation, "01/UBND-VHTT")
        self.assertEqual(row.signer, self.leader.name)
        self.assertEqual(row.recipients, "UBND xã Mẫu")
        self.assertIn("VHTT", row.keeper)
        book = document.register_id.with_user(self.clerk)
        self.assertTrue(base64.b64decode(book.print_pdf()).startswith(b"%PDF"))

    def test_the_reply_closes_the_work_and_tells_the_sender_s38(self):
        incoming = self._assigned(needs_reply="reply")
        row = self._given(incoming)
        reply = self._reply(row)
        self._issue(reply)
        self.assertRecordValues(row, [{"state": "done"}])
        self.assertEqual(row.result, f"Answered by {reply.notation}")
        self.assertEqual(self._lead_row(incoming).state, "done")
        self.assertRecordValues(incoming, [{"state": "done", "status": "06"}])

    def test_the_reply_of_a_delegate_closes_the_work_too_s54(self):
        self._delegate(self.specialist, self.stranger)
        row = self._given(self._assigned())
        self._issue(self._reply(row.with_user(self.stranger)))
        self.assertEqual(row.state, "done")

    def _reply(self, row):
        reply = self.env["qlvb.document"].with_user(row.env.user)
        reply = reply.browse(row.draft_reply())
        reply.upload_version("draft.pdf", base64.b64encode(make_pdf("Reply")))
        reply.submit("Trình")
        slip = reply.submission_ids
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        reply._mark_signed()
        return reply

    def test_a_copy_is_a_new_draft_without_the_old_work(self):
        issued = self._issued()
        copy = issued.with_user(self.specialist).copy()
        self.assertNotEqual(copy.uuid, issued.uuid)
        self.assertFalse(copy.file_ids | issued.file_ids & copy.file_ids)
        self.assertRecordValues(
            copy,
            [
                {
                    "state": "draft",
                    "notation": False,
                    "number_id": False,
                    "register_number": 0,
                    "user_id": self.specialist.id,
                }
            ],
        )
        self.assertFalse(copy.recipient_ids.filtered("status"))
