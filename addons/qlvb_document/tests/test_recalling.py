# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .cases import AssignedCase


@tagged("post_install", "-at_install")
class TestRecalling(AssignedCase):
    """Work is taken back, handed over, and led by another one, with a trace."""

    def _sees(self, user, document=None):
        """Ask as the next request would."""
        self.env.invalidate_all()
        document = (document or self.document).with_user(user)
        found = bool(document.search([("id", "=", document.id)]))
        self.assertEqual(document.has_access("read"), found)
        return found

    def _recalled(self, user):
        self.env.invalidate_all()
        return self.env["qlvb.recall"].with_user(user).search([])

    def _notices(self, user):
        return self.env["mail.message"].search(
            [
                ("model", "=", "qlvb.document"),
                ("res_id", "=", self.document.id),
                ("partner_ids", "in", user.partner_id.ids),
            ]
        )

    def test_unread_work_vanishes_from_the_receiver_s27(self):
        self.assertTrue(self._sees(self.finance_head))
        self.assertTrue(self._notices(self.finance_head))
        self.helper.with_user(self.leader).recall("Giao nhầm phòng")
        self.assertFalse(self._sees(self.finance_head))
        self.assertFalse(self._recalled(self.finance_head))
        self.assertFalse(self._notices(self.finance_head), "No title stays behind.")
        self.assertTrue(self._notices(self.head), "Others keep their notices.")
        with self.assertRaises(AccessError):
            self.helper.with_user(self.finance_head).read(["abstract"])

    def test_what_was_read_leaves_whom_when_and_why_but_no_content_s27(self):
        self.helper.with_user(self.finance_head).mark_read()
        self.helper.with_user(self.leader).recall("Giao nhầm phòng")
        self.assertFalse(self._sees(self.finance_head))
        line = self._recalled(self.finance_head)
        self.assertRecordValues(
            line,
            [
                {
                    "department_id": self.finance.id,
                    "reason": "Giao nhầm phòng",
                    "moment": self._now(),
                    "recalled_by_id": self.leader.id,
                }
            ],
        )
        self.assertFalse(line.notation)
        told = str(line.read())
        self.assertNotIn(self.document.name, told)
        self.assertNotIn(self.document.notation, told)
        for name in ("document_id", "assignment_id"):
            with self.assertRaises(AccessError):
                line.read([name])

    def _counted(self, user):
        """Return what the menu of recalled work tells the user."""
        self.env.flush_all()
        menu = self.env.ref("qlvb_document.menu_qlvb_recalled")
        counts = self.env["qlvb.worklist"].with_user(user).menu_counts()
        return counts[str(menu.id)][0]

    def test_what_was_taken_back_is_counted_until_noted_s27(self):
        self.assertEqual(self._counted(self.finance_head), 0)
        self.helper.with_user(self.finance_head).mark_read()
        self.helper.with_user(self.leader).recall("Giao nhầm phòng")
        self.assertEqual(self._counted(self.finance_head), 1)
        self.assertEqual(self._counted(self.leader), 0, "It was not taken from them.")
        line = self._recalled(self.finance_head)
        line.with_user(self.leader).mark_seen()
        self.assertTrue(line.is_unseen, "Nobody takes note for another.")
        line.mark_seen()
        self.assertEqual(self._counted(self.finance_head), 0)
        self.assertEqual(self._recalled(self.finance_head), line, "The line stays.")
        with self.assertRaises(AccessError):
            line.with_user(self.stranger).mark_seen()

    def test_who_recalled_sees_every_line_others_none(self):
        self.helper.with_user(self.leader).recall("Giao nhầm phòng")
        self.assertEqual(self._recalled(self.leader).notation, self.document.notation)
        for user in (self.specialist, self.stranger, self.clerk, self.commune_leader):
            with self.subTest(user=user.login):
                self.assertFalse(self._recalled(user))

    def test_recall_needs_a_reason_and_open_work(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.helper.with_user(self.leader).recall(" ")
        self.helper.with_user(self.finance_head).complete("Đã góp ý")
        with self.assertRaisesRegex(UserError, "is closed already"):
            self.helper.with_user(self.leader).recall("Muộn")

    def test_only_who_gave_the_work_recalls_it_s29(self):
        for user in (self.deputy, self.office, self.clerk, self.head, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.lead.with_user(user).recall("Giả")
        for user in (self.stranger, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.lead.with_user(user).recall("Giả")
        child = self._given(self.document)
        with self.assertRaisesRegex(UserError, "This was given by t_head"):
            child.with_user(self.leader).recall("Giả")
        self.assertEqual((self.lead.state, child.state), ("accepted", "open"))

    def test_a_recalled_lead_takes_what_was_given_on_with_it(self):
        child = self._given(self.document)
        child.mark_read()
        self.lead.with_user(self.leader).recall("Chuyển phòng khác")
        self.assertEqual({self.lead.state, child.sudo().state}, {"recalled"})
        for user in (self.head, self.specialist):
            with self.subTest(user=user.login):
                self.assertFalse(self._sees(user))
                self.assertTrue(self._recalled(user))
        waiting = self.document.sudo().assignment_ids.filtered(
            lambda row: row.role == "instruct" and row.state == "open"
        )
        self.assertEqual(waiting.user_id, self.leader)

    def test_the_head_recalls_from_the_specialist_and_has_the_work_again_s27(self):
        child = self._given(self.document)
        child.with_user(self.head).recall("Tôi tự làm")
        self.assertFalse(self._sees(self.specialist))
        self.assertEqual(self.lead.state, "accepted")
        self.assertTrue(self.lead.with_user(self.head).give(self.stranger.id))

    def test_a_recalled_co_ordinator_does_not_hold_the_document_open(self):
        self.lead.with_user(self.head).complete("Đã xử lý")
        self.assertEqual(self.document.state, "registered")
        self.helper.with_user(self.leader).recall("Không cần nữa")
        self.assertEqual(self.document.state, "done")

    def test_the_lead_passes_to_another_unit_with_a_trace_s26(self):
        row = {
            "role": "lead",
            "department_id": self.finance.id,
            "deadline": "2026-03-09 10:00:00",
        }
        document = self.document.with_user(self.leader)
        with self.assertRaisesRegex(UserError, "Only one"):
            document.instruct("Giao lại", [row])
        with self.assertRaisesRegex(UserError, "given by t_leader"):
            self.document.with_user(self.deputy).instruct("Lại", [row], "Giả")
        document.instruct("Giao lại", [row], "Đúng chức năng hơn")
        self.assertEqual(self.document.lead_id.department_id, self.finance)
        self.assertRecordValues(
            self.lead, [{"state": "recalled", "result": "Đúng chức năng hơn"}]
        )
        self.assertIn("recall", self.document.event_ids.mapped("kind"))
        self.assertFalse(self._sees(self.head))

    def test_a_refused_change_of_the_lead_changes_nothing(self):
        document = self.document.with_user(self.leader)
        row = {"role": "lead", "department_id": self.finance.id}
        with self.assertRaisesRegex(UserError, "needs a deadline"), self.cr.savepoint():
            document.instruct("Giao lại", [row], "Đúng chức năng")
        self.assertEqual(self.lead.state, "open")
        helper = {"role": "inform", "user_id": self.office.id}
        with (
            self.assertRaisesRegex(UserError, "lead changes only"),
            self.cr.savepoint(),
        ):
            document.instruct("Giao lại", [helper], "Không ai chủ trì")
        row["deadline"] = "2026-03-06 10:00:00"
        for wrong in (" ", 5, ["x"]):
            with self.subTest(wrong=wrong):
                with self.assertRaisesRegex(UserError, "Say why"), self.cr.savepoint():
                    document.instruct("Giao lại", [row], wrong)

    @users("t_leader")
    def test_the_leader_recalls_by_the_form(self):
        action = self.helper.with_user(self.env.user).action_recall()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.reason = "Giao nhầm"
        form.record.action_confirm()
        self.assertEqual(self.helper.state, "recalled")
