# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, RecordCapturer, tagged, users
from odoo.tools import mute_logger

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestRouting(QlvbCommon):
    """A registered document goes to the competent leader by itself (art. 7.2a, S25)."""

    def _rule(self, **values):
        return self.env["qlvb.routing.rule"].create(
            {"name": "Văn hóa", "company_id": self.district.id, **values}
        )

    def _goes_to(self, **values):
        """Return who gets the registered document; the form said so before."""
        document = self._receive(**values)
        promised = document.route_to_id
        self.assertTrue(document.route_reason)
        document.action_register()
        self.assertFalse(document.route_reason, "Nothing is promised any more.")
        rows = document.sudo().assignment_ids
        self.assertRecordValues(rows, [{"role": "instruct", "state": "open"}])
        self.assertEqual(rows.user_id, promised)
        return rows.user_id

    def test_without_a_rule_it_goes_to_the_leader_on_duty_s25(self):
        self.assertEqual(self._goes_to(), self.leader)
        self.district.qlvb_duty_leader_id = False
        self.assertEqual(self._goes_to(), self.leader, "The head of the agency.")

    def test_the_calendar_of_duty_decides_day_by_day_s25(self):
        duties = self.env["qlvb.duty"].with_user(self.office)
        days = {"date_from": "2026-03-02", "date_to": "2026-03-06"}
        duties.create(
            {"user_id": self.deputy.id, "company_id": self.district.id, **days}
        )
        self.assertEqual(self._goes_to(), self.deputy)
        with self.assertRaisesRegex(UserError, "on duty until"), self.cr.savepoint():
            duties.create({"user_id": self.leader.id, **days})
        later = {"date_from": "2026-03-07", "date_to": "2026-03-08"}
        with self.assertRaisesRegex(UserError, "no leader"), self.cr.savepoint():
            duties.create({"user_id": self.clerk.id, **later})

    def test_the_field_of_work_is_found_by_words_without_accents_s25(self):
        self._rule(keywords="di tich, bảo tàng", user_id=self.deputy.id)
        self.assertEqual(self._goes_to(name="Về trùng tu di tích"), self.deputy)
        self.assertEqual(self._goes_to(name="Về bao tang tỉnh"), self.deputy)
        self.assertEqual(self._goes_to(name="Về di chuyển tích cực"), self.leader)

    def test_type_body_and_urgency_decide_together_s25(self):
        above = self.env["res.partner"].create({"name": "UBND tỉnh"})
        self.ministry.parent_id = above
        self._rule(
            type_ids=[Command.set(self.decision.ids)],
            issuer_ids=[Command.set(above.ids)],
            urgency_from="1",
            user_id=self.deputy.id,
        )
        urgent = {"urgency": "2", "type": "quyet_dinh"}
        self.assertEqual(self._goes_to(**urgent), self.deputy)
        self.assertEqual(self._goes_to(type="quyet_dinh"), self.leader)
        self.assertEqual(self._goes_to(urgency="2"), self.leader)

    def test_the_first_rule_that_fits_decides_s25(self):
        self._rule(sequence=2, user_id=self.leader.id)
        self._rule(sequence=1, user_id=self.deputy.id)
        self.assertEqual(self._goes_to(), self.deputy)

    def test_the_head_of_office_comes_first_where_it_is_so_set_s25(self):
        self.district.qlvb_office_first = True
        self.assertEqual(self._goes_to(), self.office)
        self._rule(keywords="khẩn cấp", office_first="no", user_id=self.deputy.id)
        self.assertEqual(self._goes_to(name="Việc khẩn cấp"), self.deputy)
        row = self._registered().assignment_ids.with_user(self.office)
        row.hand_over(self.leader.id, "Trình Chủ tịch")
        self.assertEqual(row.state, "handed")

    def test_who_no_longer_instructs_gets_nothing_and_nothing_is_lost_s25(self):
        self._rule(user_id=self.deputy.id)
        role = self.env["qlvb.role"].search([("user_id", "=", self.deputy.id)])
        role.date_to = "2026-03-01"
        self.assertEqual(self._goes_to(), self.leader)

    def test_who_leads_no_more_is_on_duty_no_more_s25(self):
        self.assertEqual(self.district.qlvb_duty_leader_id, self.leader)
        held = [("user_id", "=", self.leader.id)]
        self.env["qlvb.role"].search(held).date_to = "2026-03-01"
        self.assertEqual(self._registered().assignment_ids.user_id, self.deputy)

    def test_who_stands_in_has_it_on_their_list_and_is_told_s54(self):
        self._delegate(
            self.leader, self.stranger, date_from="2026-03-02", date_to="2026-03-06"
        )
        with RecordCapturer(self.env["mail.message"]) as sent:
            document = self._registered()
        told = sent.records.filtered(lambda m: m.message_type == "user_notification")
        self.assertEqual(told.partner_ids, (self.leader | self.stranger).partner_id)
        mine = self.env["qlvb.assignment"].with_user(self.stranger)
        rows = mine.search([("is_mine", "=", True)])
        self.assertEqual(rows.document_id, document)

    def test_rules_are_those_of_the_agency_and_written_by_administrators(self):
        self._rule(company_id=self.commune.id, user_id=self.commune_leader.id)
        self.assertEqual(self._goes_to(), self.leader)
        with self.assertRaisesRegex(UserError, "does not instruct"):
            self._rule(user_id=self.specialist.id)
        values = {"name": "Giả", "company_id": self.district.id}
        for user in (self.clerk, self.leader, self.head, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["qlvb.routing.rule"].with_user(user).create(dict(values))
        rules = self.env["qlvb.routing.rule"].with_user(self.admin_user)
        self.assertTrue(rules.create(dict(values)))
        with self.assertRaises(AccessError):
            rules.create({**values, "company_id": self.commune.id})


@tagged("post_install", "-at_install")
class TestPhrases(QlvbCommon):
    """Leaders insert what they write often with one tap."""

    def _phrase(self, user, text, **values):
        phrases = self.env["qlvb.phrase"].with_user(user)
        return phrases.create({"text": text, "company_id": self.district.id, **values})

    def test_own_phrases_are_seen_by_nobody_else(self):
        own = self._phrase(self.leader, "Tham mưu văn bản trả lời")
        common = self._phrase(self.office, "Để biết, thực hiện", user_id=False)
        for user, seen in (
            (self.leader, own | common),
            (self.deputy, common),
            (self.commune_leader, common.browse()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(
                    self.env["qlvb.phrase"].with_user(user).search([]), seen
                )

    def test_each_writes_their_own_and_some_the_agency_s(self):
        own = self._phrase(self.leader, "Tham mưu")
        for user in (self.deputy, self.office, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                own.with_user(user).text = "Giả"
        for user in (self.leader, self.specialist):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._phrase(user, "Chung", user_id=False)
        with self.assertRaises(AccessError):
            self._phrase(self.specialist, "Gán", user_id=self.leader.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._phrase(self.leader, "Tham mưu")

    def test_uses_are_counted_by_the_system_only(self):
        phrase = self._phrase(self.leader, "Tham mưu trả lời", use_count=99)
        phrase.use_count = 50
        self.assertEqual(phrase.use_count, 0)
        self._instruct(self._registered())
        self.assertEqual(phrase.use_count, 1)

    @users("t_leader")
    def test_a_tap_inserts_a_phrase_and_another_one_after_it(self):
        first = self._phrase(self.env.user, "Tham mưu trả lời.")
        second = self._phrase(self.env.user, "Báo cáo kết quả.")
        document = self._registered().with_user(self.env.user)
        action = document.action_instruct()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.phrase_id = first
            self.assertFalse(form.phrase_id)
            form.phrase_id = second
            self.assertEqual(form.text, "Tham mưu trả lời.\nBáo cáo kết quả.")
            form.lead_department_id = self.culture
            form.keep_phrase = True
        form.record.action_instruct()
        kept = self.env["qlvb.phrase"].search([("text", "=", form.record.text)])
        self.assertEqual(kept.user_id, self.env.user)
        self.assertEqual((first | second).mapped("use_count"), [1, 1])


@tagged("post_install", "-at_install")
class TestInstructingMany(QlvbCommon):
    """The same instruction on several documents, with a result for each."""

    def setUp(self):
        super().setUp()
        self.documents = self._registered() | self._registered() | self._registered()

    def _row(self):
        return {
            "role": "lead",
            "department_id": self.culture.id,
            "deadline": "2026-03-06 10:00:00",
        }

    def test_what_is_refused_on_one_does_not_hinder_the_others_s26(self):
        refused = self.documents[1]
        self._instruct(refused)
        many = self.documents.with_user(self.leader)
        results = many.instruct_each("Giao chung", [self._row()])
        self.assertEqual([line["ok"] for line in results], [True, False, True])
        self.assertIn("Only one", results[1]["message"])
        self.assertEqual(len(refused.instruction_ids), 1)
        self.assertEqual(set(self.documents.mapped("status")), {"04"})

    def test_others_instruct_none_of_them_s29(self):
        for user in (self.clerk, self.specialist, self.commune_leader):
            with self.subTest(user=user.login):
                many = self.documents.with_user(user)
                results = many.instruct_each("Giả", [self._row()])
                self.assertFalse(any(line["ok"] for line in results))
        self.assertFalse(self.documents.instruction_ids)

    @users("t_leader")
    def test_it_is_done_from_the_list_by_one_form(self):
        rows = self.documents.assignment_ids.with_user(self.env.user)
        action = rows.action_instruct()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            self.assertEqual(form.count, 3)
            form.text = "Giao Phòng Văn hóa"
            form.lead_department_id = self.culture
        shown = form.record.action_instruct()
        self.assertEqual(len(shown["params"]["results"]), 3)
        self.assertEqual(len(self.documents.instruction_ids), 3)

    @users("t_leader")
    def test_the_deadline_that_the_sender_gave_is_proposed_s28(self):
        document = self._registered(needs_reply="reply", reply_due="2026-03-05")
        action = document.with_user(self.env.user).action_instruct()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.text = "Báo cáo đúng hạn"
            self.assertEqual(str(form.deadline), "2026-03-05 10:00:00")

    def test_a_report_that_was_asked_for_and_is_late_is_listed_s28(self):
        document = self._assigned(needs_reply="reply", reply_due="2026-03-01")
        late = self.env["qlvb.assignment"].with_user(self.leader)
        rows = late.search([("is_reply_late", "=", True)])
        self.assertEqual(rows, self._lead_row(document))

    def test_who_has_not_read_after_a_day_is_listed_s42(self):
        document = self.documents[0]
        rows = [
            {"role": "inform", "user_id": self.office.id},
            {"role": "inform", "user_id": self.specialist.id},
        ]
        document.with_user(self.leader).instruct("Để biết", rows)
        unread = document.assignment_ids.filtered(lambda row: row.role == "inform")
        self.env.flush_all()
        self.cr.execute(
            "UPDATE qlvb_assignment SET create_date = '2026-03-01 01:00:00'"
            " WHERE id IN %s",
            [tuple(unread.ids)],
        )
        self.env.invalidate_all()
        unread.filtered(lambda r: r.user_id == self.office).with_user(
            self.office
        ).mark_read()
        listed = unread.with_user(self.leader).unread_informed()
        self.assertEqual([line["target"] for line in listed], [self.specialist.name])
        found = unread.with_user(self.leader).search(
            [("is_unread_late", "=", True), ("is_given_by_me", "=", True)]
        )
        self.assertEqual(found.user_id, self.specialist)
        self.assertFalse(unread.with_user(self.deputy).unread_informed())
