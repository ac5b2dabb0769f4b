# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .following import FollowCase
from .planning import plan_with_only
from .test_deadlines import local


@tagged("post_install", "-at_install")
class TestReplyDebts(FollowCase):
    """Who owes us a reply, and to whom we owe one (S28, S40)."""

    def _debts(self, user=None, day="2026-03-02", **domain):
        with freeze_time(local(f"{day} 09:00")):
            self.env.invalidate_all()
            rows = self.env["qlvb.reply.debt"].with_user(user or self.clerk)
            found = rows.search([(name, "=", value) for name, value in domain.items()])
            return found.read(
                ["party", "outcome", "days_late", "due", "answered_on", "is_overdue"]
            )

    def _owed(self, day, user=None):
        (row,) = self._debts(user, day, side="them", document_id=self.document.id)
        return row["outcome"], row["days_late"]

    def test_a_recipient_owes_from_the_day_after_in_working_days_s40(self):
        self.document = self._asked()  # due on Friday
        for day, expected in (
            ("2026-03-06", ("waiting", 0)),
            ("2026-03-07", ("overdue", 0)),
            ("2026-03-08", ("overdue", 0)),
            ("2026-03-09", ("overdue", 1)),
            ("2026-03-13", ("overdue", 5)),
            ("2026-03-16", ("overdue", 6)),
        ):
            with self.subTest(day=day):
                self.assertEqual(self._owed(day), expected)

    def test_what_was_answered_is_in_time_or_late_s40(self):
        self.document = self._asked()
        letter = self._registered()
        letter.with_user(self.clerk).note_answer(self.document.recipient_ids.id)
        self.assertEqual(self._owed("2026-03-20"), ("in_time", 0))
        with freeze_time(local("2026-03-10 10:00")):
            letter.sudo().received_at = local("2026-03-10 10:00")
        self.assertEqual(self._owed("2026-03-20"), ("late", 2))

    def test_a_refusal_or_an_accepted_taking_back_ends_the_debt_s40(self):
        self.document = self._asked()
        recipient = self.document.sudo().recipient_ids
        recipient._set_status("02", "Nhầm nơi nhận")
        self.assertFalse(self._debts(document_id=self.document.id))

    def test_who_was_not_sent_it_yet_owes_nothing_s40(self):
        """What waits in the outbox, or for the messenger, was asked of nobody."""
        self.document = self._issued(
            needs_reply="reply", reply_request="Số liệu", reply_due="2026-03-06"
        )
        self.assertEqual(self.document.sudo().recipient_ids.status, "00")
        self.assertFalse(self._debts(day="2026-03-16", document_id=self.document.id))
        self._run_outbox()
        self.assertEqual(self._owed("2026-03-16")[0], "overdue")

    def test_what_a_sender_of_this_system_asks_is_not_classed_away_s41(self):
        there = self._arrived(self._asked())
        self.assertEqual(there.needs_reply, "reply")
        with self.assertRaisesRegex(UserError, "cannot be classed as needing none"):
            there.with_user(self.commune_clerk).write({"needs_reply": "none"})
        there.with_user(self.commune_clerk).write({"reply_due": "2026-03-05"})

    def test_the_debts_of_others_are_read_by_their_index_s40(self):
        index = "qlvb_document_owed_idx"
        today = SQL(
            """SELECT id FROM qlvb_document d WHERE d.company_id = %s
               AND d.direction IN ('outgoing', 'internal')
               AND d.needs_reply = 'reply' AND d.state = 'issued'
               AND d.reply_due < '2026-03-09'""",
            self.district.id,
        )
        for query in (today, self.env["qlvb.reply.debt"]._owed_to_us()):
            plan = plan_with_only(self, query, ["qlvb_document"], [index])
            self.assertIn(index, plan)

    def test_what_asks_for_nothing_is_owed_by_nobody_s42(self):
        document = self._delivered()
        self.assertFalse(self._debts(document_id=document.id))

    def test_we_owe_until_the_reply_is_issued_s28(self):
        document = self._assigned(
            needs_reply="reply", reply_request="Số liệu", reply_due="2026-03-06"
        )
        self._given(document)
        (row,) = self._debts(day="2026-03-10", document_id=document.id)
        self.assertEqual((row["outcome"], row["days_late"]), ("overdue", 2))
        debt = self.env["qlvb.reply.debt"].search([("document_id", "=", document.id)])
        self.assertEqual(debt.unit_id, self.culture)
        self.assertEqual(debt.user_id, self.specialist)
        reply = self._drafted().sudo()
        reply.reply_to_id = document
        values = {"state": "issued", "issue_date": "2026-03-06"}
        reply._through_door().write(values)
        (row,) = self._debts(day="2026-03-10", document_id=document.id)
        self.assertEqual((row["outcome"], row["days_late"]), ("in_time", 0))

    def test_an_approved_exception_excuses_s43(self):
        document = self._assigned(
            needs_reply="reply", reply_request="Số liệu", reply_due="2026-03-06"
        )
        work = self._given(document)
        requests = self.env["qlvb.reply.exception"].with_user(self.head)
        requests.browse(work.ask_exception("Đã báo cáo")).approve()
        (row,) = self._debts(day="2026-03-10", document_id=document.id)
        self.assertEqual((row["outcome"], row["days_late"]), ("excused", 0))

    def test_a_debt_is_seen_with_its_document_s20(self):
        document = self._asked()
        for user, seen in (
            (self.clerk, True),
            (self.leader, True),
            (self.specialist, True),
            (self.head, True),
            (self.stranger, False),
            (self.finance_head, False),
            (self.commune_leader, False),
            (self.admin_user, False),
        ):
            with self.subTest(user=user.login):
                found = self._debts(user, document_id=document.id)
                self.assertEqual(bool(found), seen)
                grouped = (
                    self.env["qlvb.reply.debt"]
                    .with_user(user)
                    ._read_group(
                        [("document_id", "=", document.id)], ["outcome"], ["__count"]
                    )
                )
                self.assertEqual(bool(grouped), seen)

    def test_nobody_writes_a_debt(self):
        self._asked()
        debt = self.env["qlvb.reply.debt"].search([], limit=1)
        for user in (self.clerk, self.leader, self.admin_user):
            rows = debt.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    rows.write({"party": "x"})
                with self.assertRaises(AccessError):
                    rows.unlink()
                with self.assertRaises(AccessError):
                    rows.create({"side": "them"})

    def test_mine_and_my_unit_s40(self):
        document = self._asked()
        for user, name in ((self.specialist, "is_mine"), (self.head, "is_of_my_unit")):
            rows = self.env["qlvb.reply.debt"].with_user(user)
            found = rows.search([(name, "=", True)])
            self.assertIn(document, found.document_id)
        rows = self.env["qlvb.reply.debt"].with_user(self.leader)
        self.assertFalse(rows.search([("is_mine", "=", True)]))

    def test_the_menus_count_debts_and_the_late_ones_s57(self):
        self._asked()
        menu = self.env.ref("qlvb_document.menu_qlvb_debt_them")
        self.env.registry.clear_cache()
        counts = self.env["qlvb.worklist"].with_user(self.specialist)
        self.assertEqual(counts.menu_counts()[str(menu.id)], [1, 0])
        with freeze_time(local("2026-03-10 09:00")):
            self.assertEqual(counts.menu_counts()[str(menu.id)], [1, 1])

    def test_a_longer_list_asks_no_more_often_s57(self):
        def queries(number):
            partners = self.env["res.partner"].create(
                [{"name": f"Cơ quan {number} {n}"} for n in range(number)]
            )
            document = self._asked(
                recipient_ids=[
                    Command.create({"partner_id": partner.id}) for partner in partners
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            rows = self.env["qlvb.reply.debt"].with_user(self.clerk)
            before = self.cr.sql_log_count
            found = rows.search_read(
                [("document_id", "=", document.id)],
                [
                    "party",
                    "notation",
                    "abstract",
                    "unit_id",
                    "user_id",
                    "due",
                    "outcome",
                ],
            )
            self.assertEqual(len(found), number)
            return self.cr.sql_log_count - before

        queries(1)
        self.assertLessEqual(queries(8), queries(2) + 1)
