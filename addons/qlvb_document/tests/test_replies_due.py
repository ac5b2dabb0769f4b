# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .planning import plan_with_only
from .reminding import ReminderCase
from .test_deadlines import local


@tagged("post_install", "-at_install")
class TestRepliesDue(ReminderCase):
    """A report that was asked for is sent in time (S28)."""

    def _asked(self, reply_due="2026-03-11", **changes):
        """Return a document of Monday, to be answered by Wednesday of next week."""
        self.district.qlvb_remind_percent = 0
        document = self._registered(
            needs_reply="reply", reply_request="Số liệu", reply_due=reply_due
        )
        row = {"role": "lead", "department_id": self.culture.id}
        row.update({"deadline": "2026-03-20 10:00:00", **changes})
        document.with_user(self.leader).instruct("Báo cáo đúng hạn", [row])
        self._begin(document, "2026-03-02 08:00")
        self._begin(document.sudo().assignment_ids, "2026-03-02 08:00")
        return document

    def _answer(self, document, state="issued"):
        reply = self._drafted().sudo()
        reply.reply_to_id = document
        reply._through_door().write({"state": state})

    def test_the_lead_is_reminded_before_then_told_upwards_s28(self):
        self._asked()
        self.assertEqual(self._run("2026-03-10 16:00"), {})
        self.assertEqual(self._run("2026-03-11 08:00"), {"t_head": "1 due soon"})
        self.assertEqual(self._run("2026-03-11 16:45"), {})
        late = {"t_head": "1 overdue", "t_leader": "1 overdue"}
        self.assertEqual(self._run("2026-03-12 07:45"), late)
        self.assertEqual(self._run("2026-03-13 07:45"), {"t_office": "1 overdue"})
        self.assertEqual(self._run("2026-03-16 07:45"), {})

    def test_the_message_says_until_when_the_reply_was_due_s28(self):
        self._asked()
        self._run("2026-03-12 07:45")
        body = self.env["mail.message"].search([], order="id desc", limit=1).body
        self.assertIn("the reply is due on 03/11/2026", body)

    def test_who_has_the_work_now_is_reminded_s28(self):
        document = self._asked()
        child = self._given(document)
        self._begin(child, "2026-03-02 08:00")
        self.assertIn("t_specialist", self._run("2026-03-11 08:00"))

    def test_an_answered_document_is_left_alone_s28(self):
        document = self._asked()
        self._answer(document)
        self.assertEqual(self._run("2026-03-12 07:45"), {})

    def test_a_draft_of_the_answer_is_no_answer_s28(self):
        document = self._asked()
        self._answer(document, "draft")
        self.assertEqual(len(self._run("2026-03-12 07:45")), 2)

    def test_the_same_day_is_told_once_s28(self):
        """The lead's own deadline lies on that day: one thing, not two."""
        self._asked(deadline="2026-03-11 10:00:00")
        told = self._run("2026-03-12 07:45")
        self.assertEqual(told, {"t_head": "1 overdue", "t_leader": "1 overdue"})

    def test_nobody_is_asked_by_a_document_that_needs_no_reply_s28(self):
        document = self._asked()
        document.sudo().write({"needs_reply": "none"})
        self.assertEqual(self._run("2026-03-12 07:45"), {})

    def _late_on(self, day):
        documents = self.env["qlvb.document"].with_user(self.leader)
        with freeze_time(local(f"{day} 09:00")):
            self.env.invalidate_all()
            found = documents.search([("is_reply_late", "=", True)])
            self.assertTrue(all(found.mapped("is_reply_late")))
            others = documents.search([("is_reply_late", "=", False)])
            self.assertFalse(any(others.mapped("is_reply_late")))
            self.assertFalse(found & others)
        return found.sudo()

    def test_late_replies_are_listed_from_the_day_after_s28(self):
        document = self._asked()
        self.assertNotIn(document, self._late_on("2026-03-11"))
        self.assertIn(document, self._late_on("2026-03-12"))

    def test_an_answered_one_is_not_listed_though_its_answer_is_not_seen_s28(self):
        document = self._asked()
        self._answer(document)
        self.assertNotIn(document, self._late_on("2026-03-12"))

    def test_the_search_view_has_the_filter_s28(self):
        arch = self.env["qlvb.document"].get_view(
            self.env.ref("qlvb_document.qlvb_document_view_search").id, "search"
        )["arch"]
        self.assertIn("filter_reply_late", arch)

    def test_the_scan_of_replies_uses_its_index_s28(self):
        index = "qlvb_document_reply_due_idx"
        query = self.reminders._awaited_replies(self.district)
        self.assertIn(index, plan_with_only(self, query, ["qlvb_document"], [index]))


@tagged("post_install", "-at_install")
class TestManyNotices(ReminderCase):
    """However many are told, the database is asked as often."""

    def _people(self, number, name):
        group = self.env.ref("qlvb_document.group_qlvb_specialist")
        users = self.env["res.users"].with_context(no_reset_password=True)
        return users.create(
            [
                {
                    "name": f"Người {index}",
                    "login": f"t_{name}_{index}",
                    "company_id": self.district.id,
                    "company_ids": [Command.set(self.district.ids)],
                    "group_ids": [Command.link(group.id)],
                }
                for index in range(number)
            ]
        )

    def _queries(self, number, name):
        rows = self._people(number, name)
        given = self.env["qlvb.assignment"]
        for user in rows:
            given |= self._given_on_monday(department_id=False, user_id=user.id)
        self.env.flush_all()
        with freeze_time(local("2026-03-09 07:45")):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            told = self.reminders._remind_batch(
                self.district, local("2026-03-09 07:45")
            )
            self.env.flush_all()
        self.assertEqual(told, number)
        return self.cr.sql_log_count - before

    def test_telling_more_people_asks_the_database_no_more_often(self):
        self._queries(2, "first")
        few, many = self._queries(2, "few"), self._queries(8, "many")
        self.assertLessEqual(many, few + 6 * 2)

    def test_who_sees_is_the_same_asked_together_or_one_by_one_s20(self):
        self._delegate(self.head, self.stranger)
        documents = self._assigned_rows() | self._registered() | self._receive()
        staff = self.env["res.users"].search([("login", "=like", "t\\_%")])
        staff |= self._portal()
        documents = documents.sudo()
        together = documents._of_pairs_that_see(
            {(user.id, document.id) for user in staff for document in documents}
        )
        alone = {
            (user.id, document.id)
            for document in documents
            for user in document._of_those_who_see(staff)
        }
        self.assertEqual(together, alone)
        self.assertIn((self.stranger.id, documents[0].id), together)

    def _portal(self):
        users = self.env["res.users"].with_context(no_reset_password=True)
        portal = self.env.ref("base.group_portal")
        return users.create(
            {
                "name": "Công dân",
                "login": "t_portal",
                "notification_type": "email",
                "company_id": self.district.id,
                "company_ids": [Command.set(self.district.ids)],
                "group_ids": [Command.set(portal.ids)],
            }
        )

    def test_who_wants_mail_gets_it_beside_who_reads_the_inbox_s16(self):
        document = self._assigned_rows().sudo()
        self.leader.sudo().notification_type = "email"
        self.head.sudo().notification_type = "inbox"
        document._tell(self.leader | self.head | self.finance_head, "Nhắc", "Đến hạn")
        sent = self.env["mail.notification"].search(
            [("mail_message_id.subject", "=", "Nhắc")]
        )
        told = {row.res_partner_id: row.notification_type for row in sent}
        self.assertEqual(
            told, {self.leader.partner_id: "email", self.head.partner_id: "inbox"}
        )
        mail = sent.mail_mail_id
        self.assertEqual((mail.state, mail.subject), ("outgoing", "Nhắc"))
        self.assertEqual(mail.recipient_ids, self.leader.partner_id)
        self.assertIn("Đến hạn", mail.body_html)
