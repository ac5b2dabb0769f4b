# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .following import FollowCase

DUE = "2026-03-06 10:00:00"


@tagged("post_install", "-at_install")
class TestInternalDocuments(FollowCase):
    """From draft to issue as any other, then onto the lists of the agency itself."""

    def _rows(self, *rows):
        return [Command.create(row) for row in rows]

    def _internal(self, rows=None, **values):
        """Return an issued internal document to finance (lead) and a person."""
        rows = rows or self._rows(
            {"department_id": self.finance.id, "role": "lead", "deadline": DUE},
            {"user_id": self.stranger.id, "role": "inform"},
        )
        return self._issued(direction="internal", recipient_ids=rows, **values)

    def _row(self, document, name):
        return document.sudo().recipient_ids.filtered(lambda row: row.name == name)

    def test_it_has_a_run_of_numbers_and_a_book_of_its_own(self):
        document = self._internal()
        self.assertEqual(document.register_id.direction, "internal")
        self.assertEqual(document.sudo().number_id.series_id.direction, "internal")
        self.assertEqual(self._issued().register_number, 1)
        self.assertEqual(document.register_number, 1)

    def test_it_lands_as_work_and_nothing_leaves_the_agency(self):
        document = self._internal()
        self.assertFalse(
            self.env["qlvb.outbox"].search([("document_id", "=", document.id)])
        )
        lead = self._row(document, "Phòng Tài chính")
        self.assertRecordValues(
            lead.assignment_id,
            [
                {
                    "role": "lead",
                    "department_id": self.finance.id,
                    "state": "open",
                    "original_deadline": lead.deadline,
                }
            ],
        )
        work = self.env["qlvb.assignment"].with_user(self.finance_head)
        mine = work.search([("is_mine", "=", True), ("role", "=", "lead")])
        self.assertEqual(mine.document_id, document)
        informed = self.env["qlvb.assignment"].with_user(self.stranger)
        found = informed.search([("is_mine", "=", True), ("role", "=", "inform")])
        self.assertEqual(found.document_id, document)
        self.assertEqual(set(document.recipient_ids.mapped("status")), {"01"})

    def test_reading_and_work_come_back_as_status_s39(self):
        document = self._internal()
        person = self._row(document, self.stranger.name)
        person.assignment_id.with_user(self.stranger).mark_read()
        self.assertEqual(person.status_ids.mapped("code"), ["00", "01", "03", "06"])
        self.assertEqual(person.read_at, self._now())
        lead = self._row(document, "Phòng Tài chính")
        row = lead.assignment_id.with_user(self.finance_head)
        work = row.browse(row.give(self.stranger.id))
        self.assertEqual(lead.status, "04")
        work.with_user(self.stranger)._accept()
        self.assertEqual(lead.status, "05")
        work.with_user(self.stranger).complete("Đã báo cáo")
        self.assertEqual(lead.status, "06")
        self.assertEqual(document.state, "issued")

    def test_who_has_not_read_it_is_listed_s42(self):
        document = self._internal()
        unread = self.env["qlvb.recipient"].with_user(self.specialist)
        rows = unread.search(
            [("document_id", "=", document.id), ("read_at", "=", False)]
        )
        self.assertEqual(len(rows), 2)
        person = self._row(document, self.stranger.name)
        person.assignment_id.with_user(self.stranger).mark_read()
        rows = rows.search([("document_id", "=", document.id), ("read_at", "=", False)])
        self.assertEqual(rows.name, "Phòng Tài chính")

    def test_only_recipients_and_the_usual_see_it_s20(self):
        rows = self._rows({"department_id": self.finance.id, "role": "inform"})
        document = self._internal(rows)
        expert = self._make_user("t_expert", "specialist", self.finance)
        for user, seen in (
            (self.finance_head, True),
            (self.specialist, True),
            (self.head, True),
            (self.clerk, True),
            (self.leader, True),
            (self.office, True),
            (expert, False),
            (self.stranger, False),
            (self.admin_user, False),
            (self.commune_clerk, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(document.with_user(user).has_access("read"), seen)

    def test_nobody_sees_it_before_it_is_issued_s20(self):
        draft = self._drafted(
            direction="internal",
            recipient_ids=self._rows({"user_id": self.stranger.id}),
        )
        self.assertFalse(draft.with_user(self.stranger).has_access("read"))

    def test_what_is_wrong_with_the_recipients_is_told_at_once(self):
        commune_unit = self._make_unit("Ban Văn hóa", "BVH", self.commune)
        draft = self._drafted(
            direction="internal",
            needs_reply="reply",
            reply_request="Số liệu",
            recipient_ids=self._rows(
                {"partner_id": self.ministry.id},
                {"department_id": commune_unit.id},
                {"user_id": self.commune_clerk.id},
                {"department_id": self.finance.id, "role": "coordinate"},
            ),
        )
        with self.assertRaises(UserError) as refused:
            draft.sudo()._check_blockers("approved")
        for part in (
            "units and persons of the agency only: take out Sở Thử nghiệm",
            "“Ban Văn hóa” is not a unit",
            "does not work in this agency",
            "“Phòng Tài chính” needs a deadline",
            "Co-ordinating units need one",
            "somebody takes the lead",
        ):
            self.assertIn(part, str(refused.exception))

    def test_only_one_takes_the_lead(self):
        draft = self._drafted(
            direction="internal",
            recipient_ids=self._rows(
                {"department_id": self.finance.id, "role": "lead", "deadline": DUE},
                {"department_id": self.culture.id, "role": "lead", "deadline": DUE},
            ),
        )
        with self.assertRaisesRegex(UserError, "Only one unit or person"):
            draft.sudo()._check_blockers("approved")

    def test_a_recipient_is_inside_or_outside_and_once(self):
        draft = self._drafted(direction="internal", recipient_ids=[])
        for first, second in (
            ({"user_id": self.stranger.id, "partner_id": self.ministry.id}, None),
            ({"user_id": self.stranger.id}, {"user_id": self.stranger.id}),
            ({"department_id": self.finance.id}, {"department_id": self.finance.id}),
        ):
            rows = [{**row, "document_id": draft.id} for row in (first, second) if row]
            with (
                self.subTest(first=first),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self.env["qlvb.recipient"].with_user(self.specialist).create(rows)

    def test_a_reply_to_it_goes_back_to_who_drafted_it_s43(self):
        document = self._internal(
            needs_reply="reply", reply_request="Số liệu", reply_due="2026-03-06"
        )
        lead = self._row(document, "Phòng Tài chính").assignment_id
        work = lead.with_user(self.finance_head)
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            work.complete("Xong")
        reply = self.env["qlvb.document"].browse(work.draft_reply())
        self.assertEqual(reply.direction, "internal")
        self.assertEqual(reply.sudo().recipient_ids.user_id, self.specialist)
        debt = self.env["qlvb.reply.debt"].with_user(self.clerk)
        mine = [("document_id", "=", document.id)]
        self.assertEqual(debt.search(mine).party, "Phòng Tài chính")
        reply.sudo()._through_door().write({"state": "issued", "notation": "02/BC"})
        reply.sudo()._close_answered()
        self.env.invalidate_all()
        self.assertEqual(lead.state, "done")
        self.assertEqual(debt.search(mine).outcome, "in_time")

    def test_the_signer_gave_it_and_may_recall_it(self):
        document = self._internal()
        lead = self._row(document, "Phòng Tài chính").assignment_id
        self.assertEqual(lead._givers(), document.signer_id)
        with self.assertRaises(UserError):
            lead.with_user(self.head).recall("Nhầm")
        lead.with_user(document.signer_id).recall("Nhầm đơn vị")
        self.assertEqual(lead.state, "recalled")
        self.assertFalse(
            document.sudo().assignment_ids.filtered(lambda row: row.role == "instruct")
        )
        self.assertFalse(document.with_user(self.finance_head).has_access("read"))

    def test_a_recall_of_the_document_takes_the_work_back(self):
        document = self._internal()
        document.sudo().recipient_ids._on_withdrawn("recall", "Sai nội dung")
        states = document.sudo().assignment_ids.mapped("state")
        self.assertEqual(set(states), {"recalled"})
        self.assertEqual(set(document.recipient_ids.mapped("status")), {"15"})

    def test_after_the_issue_it_goes_to_more_of_the_agency_and_never_outside(self):
        document = self._internal()
        mine = document.with_user(self.clerk)
        for row in ({"partner_id": self.ministry.id}, {"name": "Hộ ông Ba"}):
            with self.assertRaisesRegex(UserError, "of the agency only"):
                mine.send_also([row], "Gửi thiếu")
        action = mine.action_send_also()
        wizard = self.env[action["res_model"]].with_user(self.clerk)
        with Form(wizard.with_context(**action["context"])) as form:
            form.department_ids.add(self.culture)
            form.user_ids.add(self.deputy)
            form.reason = "Gửi thiếu"
        form.record.action_send()
        added = document.sudo().recipient_ids.filtered("is_added")
        self.assertEqual(added.assignment_id.mapped("role"), ["inform"] * 2)
        self.assertTrue(document.with_user(self.head).has_access("read"))
        with self.assertRaisesRegex(UserError, "in the list already"):
            mine.send_also([{"user_id": self.deputy.id}], "Gửi thiếu")

    def test_another_agency_cannot_enter_recipients(self):
        draft = self._drafted(direction="internal", recipient_ids=[])
        values = {"document_id": draft.id, "user_id": self.stranger.id}
        for user in (self.commune_clerk, self.stranger):
            rows = self.env["qlvb.recipient"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                rows.create(dict(values))
