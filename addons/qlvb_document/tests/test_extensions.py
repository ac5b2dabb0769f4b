# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import Form, tagged, users

from .common import QlvbCommon

DUE = "2026-03-06 10:00:00"
LATER = "2026-03-10 03:00:00"


class DeadlineCase(QlvbCommon):
    def setUp(self):
        super().setUp()
        self.document = self._assigned()
        self.lead = self._lead_row(self.document)

    def _at(self, text):
        return Datetime.to_datetime(text)


@tagged("post_install", "-at_install")
class TestExtensions(DeadlineCase):
    """A later deadline is asked for with a reason and granted by who gave it."""

    def _asked(self, row=None, user=None, until=LATER):
        row = (row or self.lead).with_user(user or self.head)
        request = row.ask_extension(until, "Chờ số liệu của xã")
        return self.env["qlvb.extension"].browse(request)

    def test_who_gave_it_grants_and_the_first_deadline_stays(self):
        request = self._asked()
        self.assertEqual(self.lead.deadline, self._at(DUE))
        request.with_user(self.leader).grant(answer="Đồng ý")
        self.assertRecordValues(
            self.lead,
            [{"deadline": self._at(LATER), "original_deadline": self._at(DUE)}],
        )
        self.assertRecordValues(
            request,
            [
                {
                    "state": "granted",
                    "old_deadline": self._at(DUE),
                    "granted": self._at(LATER),
                    "decided_by_id": self.leader.id,
                }
            ],
        )
        self.assertEqual(self.document.deadline, self._at(LATER))

    def test_work_done_after_the_first_deadline_was_not_done_in_time(self):
        self._asked().with_user(self.leader).grant()
        with freeze_time("2026-03-09 02:00:00"):
            self.assertFalse(self.lead.is_overdue)
            self.lead.with_user(self.head).complete("Xong")
        self.assertFalse(self.lead.in_time)
        other = self._lead_row(self._assigned())
        other.with_user(self.head).complete("Xong")
        self.assertTrue(other.in_time)

    def test_a_refusal_says_why_and_changes_nothing(self):
        request = self._asked()
        with self.assertRaisesRegex(UserError, "Say why"):
            request.with_user(self.leader).refuse("")
        request.with_user(self.leader).refuse("Việc gấp")
        self.assertEqual((request.state, request.answer), ("refused", "Việc gấp"))
        self.assertEqual(self.lead.deadline, self._at(DUE))
        self._asked()

    def test_who_decides_finds_it_counted_on_the_desk_s26(self):
        menu = str(self.env.ref("qlvb_document.menu_qlvb_extension").id)

        def counted(user):
            return self.env["qlvb.worklist"].with_user(user).menu_counts()[menu][0]

        before = counted(self.leader), counted(self.head)
        request = self._asked()
        self.assertEqual(counted(self.leader), before[0] + 1)
        self.assertEqual(counted(self.head), before[1])
        request.with_user(self.leader).refuse("Giữ nguyên thời hạn")
        self.assertEqual(counted(self.leader), before[0])

    def _leader_leaves(self):
        held = [("user_id", "=", self.leader.id)]
        self.env["qlvb.role"].search(held).date_to = "2026-03-01"
        self.env.invalidate_all()

    def test_when_the_leader_has_left_those_who_instruct_now_decide_s26(self):
        request = self._asked()
        self._leader_leaves()
        self.assertIn(
            request,
            request.with_user(self.deputy).search([("is_to_decide", "=", True)]),
        )
        with self.assertRaisesRegex(UserError, "given by t_deputy"):
            request.with_user(self.head).grant()
        request.with_user(self.deputy).grant()
        self.assertEqual(self.lead.deadline, self._at(LATER))

    def test_when_the_leader_has_left_the_lead_still_changes_s26(self):
        self._leader_leaves()
        lead = self.lead.with_user(self.deputy)
        self.assertTrue(lead.is_given_by_me)
        self.assertFalse(self.lead.with_user(self.head).is_given_by_me)
        lead.recall("Giao đơn vị khác")
        waiting = self.document.assignment_ids.filtered(
            lambda row: row.role == "instruct" and row.is_open
        )
        self.assertEqual(waiting.user_id, self.deputy)

    def test_only_the_assignee_asks_and_only_the_giver_decides_s29(self):
        for user in (self.leader, self.specialist, self.clerk, self.finance_head):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._asked(user=user)
        request = self._asked()
        for user in (self.head, self.deputy, self.clerk, self.admin_user):
            for call, values in (("grant", ()), ("refuse", ("Không",))):
                with self.subTest(user=user.login, call=call):
                    with self.assertRaises(UserError):
                        getattr(request.with_user(user), call)(*values)
        for user in (self.stranger, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).grant()
        self.assertEqual(request.state, "asked")

    def test_nobody_writes_requests_or_deadlines_directly(self):
        request = self._asked()
        for user in (self.head, self.leader, self.admin_user):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError):
                    request.with_user(user).write({"proposed": LATER})
                with self.assertRaises(UserError):
                    self.lead.with_user(user).write({"deadline": LATER})
                with self.assertRaises(UserError):
                    request.with_user(user).create({"assignment_id": self.lead.id})

    def test_what_is_asked_lies_after_the_deadline_and_is_asked_once(self):
        for until in (False, DUE, "2026-03-05 10:00:00"):
            with self.assertRaisesRegex(UserError, "lies after the present one"):
                self._asked(until=until)
        self._asked()
        with self.assertRaisesRegex(UserError, "asked for already"):
            self._asked()
        row = self._registered().assignment_ids.with_user(self.leader)
        with self.assertRaisesRegex(UserError, "no deadline that somebody gave"):
            row.ask_extension(LATER, "x")

    def test_the_head_grants_no_more_than_the_unit_has(self):
        child = self._given(self.document)
        request = self._asked(child, self.specialist).with_user(self.head)
        with self.assertRaisesRegex(UserError, "unit itself is due"):
            request.grant()
        self._asked().with_user(self.leader).grant()
        request.grant()
        self.assertEqual(child.deadline, self._at(LATER))

    def test_a_request_lapses_with_the_work(self):
        request = self._asked()
        self.lead.with_user(self.head).complete("Xong sớm")
        self.assertEqual(request.state, "lapsed")

    @users("t_leader")
    def test_the_leader_decides_by_the_form(self):
        request = self._asked().with_user(self.env.user)
        found = request.search([("is_to_decide", "=", True)])
        self.assertEqual(found, request)
        action = request.action_decide()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            self.assertEqual(form.granted, self._at(LATER))
            form.granted = "2026-03-09 03:00:00"
        form.record.action_grant()
        self.assertEqual(self.lead.deadline, self._at("2026-03-09 03:00:00"))


@tagged("post_install", "-at_install")
class TestStoppedClock(DeadlineCase):
    """The clock stands still while an answer is awaited, up to a cap."""

    def setUp(self):
        super().setUp()
        self.row = self._given(self.document)

    def test_the_deadline_moves_by_the_working_time_that_was_stopped(self):
        self.row.stop_clock("Chờ Sở trả lời")
        self.assertTrue(self.row.clock_stops)
        with freeze_time("2026-03-02 09:00:00"):  # 08:00 to 16:00: 6 working hours
            self.row.resume_clock()
        self.assertFalse(self.row.clock_stops)
        # Friday 17:00 and 6 working hours more: Monday 15:30.
        self.assertRecordValues(
            self.row,
            [
                {
                    "deadline": self._at("2026-03-09 08:30:00"),
                    "original_deadline": self._at(DUE),
                }
            ],
        )

    def test_the_unit_s_clock_stands_still_with_the_specialist_s(self):
        self.row.stop_clock("Chờ Sở trả lời")
        self.assertTrue(self.lead.clock_stops)
        with freeze_time("2026-03-03 01:00:00"):
            self.row.resume_clock()
        self.assertFalse(self.lead.clock_stops)
        self.assertEqual(self.lead.deadline, self.row.deadline)

    def test_a_stop_ends_by_itself_at_the_cap(self):
        self.district.qlvb_stop_days = 1
        self.row.stop_clock("Chờ Sở trả lời")
        capped = self.row.deadline
        calendar = self.district.resource_calendar_id
        self.assertEqual(
            capped, calendar._qlvb_add_hours(self._at(DUE), calendar.hours_per_day)
        )
        with freeze_time("2026-03-04 01:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self.row.clock_stops)
            self.assertEqual(self.row.deadline, capped)
            with self.assertRaisesRegex(UserError, "as long as it may"):
                self.row.stop_clock("Vẫn chờ")

    def test_an_opinion_that_comes_lets_the_clock_run(self):
        asked = self.document.with_user(self.specialist).ask_opinion(
            "Ý kiến về kinh phí?",
            [{"department_id": self.finance.id}],
            "2026-03-04 10:00:00",
        )
        self.row.stop_clock("Chờ Phòng Tài chính", asked[0])
        opinion = self.env["qlvb.opinion"].browse(asked).with_user(self.finance_head)
        with freeze_time("2026-03-02 03:00:00"):
            opinion.answer("Đồng ý")
        self.assertFalse(self.row.clock_stops)
        self.assertEqual(
            self.row.deadline,
            self.district.resource_calendar_id._qlvb_add_hours(self._at(DUE), 2),
        )

    def test_it_is_the_assignee_who_stops_it_with_a_reason_s29(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.row.stop_clock("")
        for user in (self.head, self.leader, self.finance_head):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.row.with_user(user).stop_clock("Giả")
        with self.assertRaises(AccessError):
            self.row.with_user(self.stranger).stop_clock("Giả")
        with self.assertRaisesRegex(UserError, "running already"):
            self.row.resume_clock()
        stop = self.row.stop_clock("Chờ")
        with self.assertRaisesRegex(UserError, "stands still already"):
            self.row.stop_clock("Chờ nữa")
        with self.assertRaises(AccessError):
            self.env["qlvb.clock.stop"].with_user(self.specialist).browse(stop).write(
                {"until": LATER}
            )

    def test_what_is_no_opinion_stops_no_clock(self):
        with self.assertRaisesRegex(UserError, "not awaited"):
            self.lead.with_user(self.head).stop_clock("Chờ ý kiến", "abc")

    def test_late_work_and_other_opinions_stop_no_clock(self):
        with freeze_time("2026-03-07 01:00:00"):
            with self.assertRaisesRegex(UserError, "deadline has passed"):
                self.row.stop_clock("Muộn")
        other = self._assigned()
        asked = other.with_user(self.leader).ask_opinion(
            "?", [{"user_id": self.office.id}], "2026-03-04 10:00:00"
        )
        with self.assertRaisesRegex(UserError, "not awaited"):
            self.row.stop_clock("Chờ", asked[0])

    def test_closing_the_work_ends_the_stop(self):
        self.row.stop_clock("Chờ")
        self.row.complete("Xong")
        self.assertFalse(self.lead.clock_stops)
        self.assertTrue(self.row.in_time)
