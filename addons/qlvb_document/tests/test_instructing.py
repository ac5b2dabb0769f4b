# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, RecordCapturer, tagged, users

from .common import QlvbCommon

DEADLINE = "2026-03-06 10:00:00"


@tagged("post_install", "-at_install")
class TestInstructing(QlvbCommon):
    """The leader directs: one lead, co-ordinators, a deadline each (art. 7.2b)."""

    def setUp(self):
        super().setUp()
        self.document = self._registered()

    def _row(self, role="lead", unit=None, user=None, deadline=DEADLINE):
        return {
            "role": role,
            "department_id": unit.id if unit else False,
            "user_id": user.id if user else False,
            "deadline": deadline,
        }

    def _refuses(self, sentence, rows, text="Tham mưu"):
        with self.assertRaisesRegex(UserError, sentence):
            self.document.with_user(self.leader).instruct(text, rows)

    def test_each_unit_gets_its_own_deadline_s26(self):
        self._instruct(self.document)
        self.assertRecordValues(
            self.document.assignment_ids.sorted("id")[1:],
            [
                {
                    "role": "lead",
                    "department_id": self.culture.id,
                    "state": "open",
                    "original_deadline": self._moment("2026-03-06 10:00:00"),
                },
                {
                    "role": "coordinate",
                    "department_id": self.finance.id,
                    "state": "open",
                    "original_deadline": self._moment("2026-03-05 10:00:00"),
                },
            ],
        )
        self.assertEqual(self.document.deadline, self._moment("2026-03-06 10:00:00"))

    def _moment(self, text):
        return self._now().replace(day=int(text[8:10]), hour=int(text[11:13]))

    def test_the_opinion_is_recorded_and_the_leaders_row_closed_s25(self):
        self._instruct(self.document)
        instruction = self.document.instruction_ids
        self.assertRecordValues(
            instruction, [{"text": "Tham mưu trả lời", "user_id": self.leader.id}]
        )
        own = self.document.assignment_ids.filtered(lambda row: row.role == "instruct")
        self.assertRecordValues(own, [{"state": "done", "result": "Tham mưu trả lời"}])
        self.assertEqual(self.document.status, "04")
        self.assertIn("instruct", self.document.event_ids.mapped("kind"))

    def test_exactly_one_takes_the_lead_s26(self):
        rows = [self._row(unit=self.culture), self._row(unit=self.finance)]
        self._refuses("Only one unit or person can take the lead", rows)
        self._instruct(self.document)
        self._refuses("Only one", [self._row(unit=self.finance)])

    def test_co_ordinators_need_one_that_leads_s26(self):
        rows = [self._row("coordinate", self.finance)]
        self._refuses("need one that takes the lead", rows)
        self._instruct(self.document)
        self._make_user("t_office_head", "unit_head", unit=self.office_unit)
        self.document.with_user(self.leader).instruct(
            "Phối hợp thêm", [self._row("coordinate", self.office_unit)]
        )
        helpers = self.document.assignment_ids.filtered(
            lambda row: row.role == "coordinate"
        )
        self.assertEqual(helpers.department_id, self.finance | self.office_unit)

    def test_every_unit_that_works_needs_a_deadline_s26(self):
        rows = [
            self._row(unit=self.culture, deadline=False),
            self._row("coordinate", self.finance, deadline=False),
        ]
        self._refuses("(?s)Phòng Văn hóa.*needs a deadline.*Phòng Tài chính", rows)

    def test_a_deadline_lies_ahead_s26(self):
        for role in ("lead", "coordinate"):
            unit = self.culture if role == "lead" else self.finance
            row = self._row(role, unit, deadline="2026-03-02 01:00:00")
            rows = [row] if role == "lead" else [self._row(unit=self.culture), row]
            with self.subTest(role=role):
                self._refuses("has passed", rows)
        for wrong in ("ngày mai", 5, ["2026-03-06"]):
            with self.subTest(wrong=wrong):
                rows = [self._row(unit=self.culture, deadline=wrong)]
                self._refuses("no date of the calendar", rows)

    def test_nobody_is_named_twice_s26(self):
        lead = self._row(unit=self.culture)
        self._refuses("named twice", [lead, self._row("coordinate", self.culture)])
        helper = self._row("coordinate", self.finance)
        self._refuses("named twice", [lead, helper, helper])
        self._refuses(
            "named twice",
            [self._row(user=self.head), self._row("inform", user=self.head)],
        )
        self._instruct(self.document)
        self._refuses("works on .* already", [helper])
        self._refuses("works on .* already", [self._row("coordinate", self.culture)])

    def test_what_is_for_a_unit_needs_somebody_there_s25_s27(self):
        empty = self._make_unit("Phòng Mới", "PM")
        self._refuses("Phòng Mới.*has no head", [self._row(unit=empty)])
        rows = [{**self._row(unit=empty), "user_id": self.specialist.id}]
        self.document.with_user(self.leader).instruct("Xử lý", rows)
        self.assertEqual(self.document.lead_id.user_id, self.specialist)

    def test_units_without_a_head_are_not_offered_s27(self):
        empty = self._make_unit("Phòng Mới", "PM")
        units = self.env["hr.department"].with_user(self.leader)
        offered = units.search([("qlvb_has_head", "=", True)])
        self.assertIn(self.culture, offered)
        self.assertNotIn(empty, offered)
        self.assertIn(empty, units.search([("qlvb_has_head", "=", False)]))
        self.head.active = False
        self.assertNotIn(self.culture, units.search([("qlvb_has_head", "=", True)]))

    def _form(self, document):
        dialog = self.env["qlvb.document.instruct"].with_user(self.leader)
        form = Form(dialog.with_context(default_document_ids=document.ids))
        form.text = "Tham mưu"
        form.lead_department_id = self.culture
        return form

    def test_the_leader_goes_on_with_the_next_document_s25(self):
        self.assertFalse(self._form(self.document).has_next)
        usual, urgent = self._registered(), self._registered(urgency="2")
        form = self._form(self.document)
        self.assertTrue(form.has_next)
        action = form.save().action_instruct_next()
        self.assertEqual(self.document.lead_id.department_id, self.culture)
        self.assertEqual(action["params"]["action"]["res_id"], urgent.id)
        self.assertEqual(action["params"]["ids"], [urgent.id, usual.id])
        last = self._form(urgent).save().action_instruct_next()
        self.assertEqual(last["params"]["action"]["res_id"], usual.id)
        closed = self._form(usual).save().action_instruct_next()
        self.assertEqual(closed["type"], "ir.actions.act_window_close")

    def test_who_has_left_gets_nothing_s26(self):
        self.stranger.active = False
        self._refuses("does not work in", [self._row(user=self.stranger)])

    def test_what_is_for_information_has_no_deadline_s42(self):
        rows = [self._row(unit=self.culture), self._row("inform", user=self.stranger)]
        self.document.with_user(self.leader).instruct("Để biết", rows)
        told = self.document.assignment_ids.filtered(lambda row: row.role == "inform")
        self.assertEqual((told.deadline, told.original_deadline), (False, False))

    def test_what_is_done_is_not_assigned_again_s29(self):
        self._instruct(self.document)
        for row in self.document.assignment_ids.filtered("is_open"):
            head = self.head if row.role == "lead" else self.finance_head
            row.with_user(head).complete("Đã xử lý")
        self._refuses("is done", [self._row(unit=self.culture)])

    def test_units_and_people_of_other_agencies_are_refused(self):
        unit = self._make_unit("Ban xã", "BX", self.commune)
        self._refuses("not a unit of this agency", [self._row(unit=unit)])
        self._refuses("does not work in", [self._row(user=self.commune_leader)])
        for wrong in ("x", [1], {"id": 1}, -5):
            row = {**self._row(), "department_id": wrong}
            with self.subTest(wrong=wrong):
                self._refuses("does not exist", [row])

    def test_nobody_no_text_and_unknown_roles_are_refused(self):
        self._refuses("at least one", [])
        self._refuses("needs a unit or a person", [self._row()])
        self._refuses("Write the instruction", [self._row(unit=self.culture)], " ")
        self._refuses("A role is lead", [self._row("instruct", user=self.deputy)])

    def test_only_leaders_and_the_head_of_office_instruct_s29(self):
        rows = [self._row(unit=self.culture)]
        for user in (
            self.clerk,
            self.head,
            self.specialist,
            self.admin_user,
            self.commune_leader,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.document.with_user(user).instruct("Tham mưu", rows)
        self.assertTrue(self.document.with_user(self.office).instruct("Xử lý", rows))

    def test_an_unregistered_document_is_not_instructed_s29(self):
        document = self._receive()
        with self.assertRaises(AccessError):
            document.with_user(self.leader).instruct(
                "x", [self._row(unit=self.culture)]
            )
        with self.assertRaisesRegex(UserError, "is not registered"):
            self.env["qlvb.instruction"]._give(
                document, "x", [self._row(unit=self.culture)]
            )

    def test_instructions_and_assignments_are_not_written_directly_s29(self):
        self._instruct(self.document)
        values = {"document_id": self.document.id, "text": "Giả", "role": "lead"}
        for user in (self.leader, self.clerk, self.head, self.admin_user):
            for model in ("qlvb.instruction", "qlvb.assignment"):
                mine = self.env[model].with_user(user)
                with self.subTest(user=user.login, model=model):
                    with self.assertRaises(UserError):
                        mine.create(dict(values))
                    rows = mine.sudo().search([]).with_user(user)
                    with self.assertRaises(UserError):
                        rows.write({"document_id": self._receive().id})
                    with self.assertRaises(UserError):
                        rows.unlink()

    @users("t_leader")
    def test_the_leader_instructs_by_the_form_s26(self):
        action = self.document.with_user(self.env.user).action_instruct()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.text = "Giao Phòng Văn hóa chủ trì"
            form.lead_department_id = self.culture
            self.assertTrue(form.deadline, "A deadline is proposed.")
            with form.line_ids.new() as line:
                line.department_id = self.finance
                line.deadline = "2026-03-04 10:00:00"
            form.inform_user_ids.add(self.office)
        form.record.action_instruct()
        rows = self.document.sudo().assignment_ids.sorted("id")[1:]
        self.assertEqual(rows.mapped("role"), ["lead", "coordinate", "inform"])
        self.assertEqual(self.document.lead_id.department_id, self.culture)

    def test_those_who_work_are_told_at_once_s16(self):
        with RecordCapturer(self.env["mail.message"]) as sent:
            self._instruct(self.document)
        told = sent.records.filtered(lambda m: m.message_type == "user_notification")
        heads = (self.head | self.finance_head).partner_id
        self.assertEqual(told.partner_ids, heads)

    def test_the_leader_is_told_of_an_urgent_document_s16(self):
        with RecordCapturer(self.env["mail.message"]) as sent:
            self._registered(urgency="2")
        told = sent.records.filtered(lambda m: m.message_type == "user_notification")
        self.assertEqual(told.partner_ids, self.leader.partner_id)

    def test_what_is_only_for_information_closes_on_reading_s42(self):
        rows = [{"role": "inform", "user_id": self.office.id}]
        self.document.with_user(self.leader).instruct("Để biết", rows)
        self.assertEqual(self.document.state, "done")
        row = self.document.assignment_ids.filtered(lambda r: r.role == "inform")
        self.assertFalse(row.deadline)
        self.assertEqual(row.state, "open")
        row.with_user(self.office).mark_read()
        self.assertRecordValues(row, [{"state": "done", "read_at": self._now()}])

    def test_a_document_that_asks_for_a_reply_needs_a_lead_s43(self):
        asking = self._registered(needs_reply="reply")
        rows = [{"role": "inform", "department_id": self.culture.id}]
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            asking.with_user(self.leader).instruct("Để biết", rows)
        own = asking.assignment_ids.with_user(self.leader)
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            own.complete("Lưu")
        self.assertEqual(asking.state, "registered")
