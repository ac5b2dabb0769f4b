# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from pypdf import PdfReader

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .approving import ApprovalCase


@tagged("post_install", "-at_install")
class TestSubmissionSlip(ApprovalCase):
    """Phiếu trình tells the leader all that is needed to decide (art. 8.2, S32)."""

    def _text(self, slip, user):
        data = base64.b64decode(slip.with_user(user).print_slip())
        pages = PdfReader(io.BytesIO(data)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def _reply(self):
        work = self._given(self._assigned())
        self.draft = self.draft.browse(work.draft_reply())
        self.draft.signer_id = self.leader
        self._new_version()

    def test_what_is_not_said_follows_from_the_draft_s32(self):
        self._reply()
        slip = self._submitted()
        answered = self.draft.reply_to_id
        self.assertEqual(slip.matter, self.draft.name)
        self.assertIn(answered.notation, slip.basis)
        self.assertEqual(slip.related_ids, answered)

    def test_the_form_shows_who_will_be_asked_s32(self):
        action = self.draft.action_prepare_slip()
        wizard = self.env[action["res_model"]].with_user(self.specialist)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertEqual(form.matter, self.draft.name)
            for login in ("t_head", "t_office", "t_leader"):
                self.assertIn(login, form.asked)
            form.proposal = "Kính trình Chủ tịch ký"
            form.basis = "Nghị định 30/2020/NĐ-CP"
        form.record.action_submit()
        slip = self.draft.submission_id
        self.assertEqual(slip.proposal, "Kính trình Chủ tịch ký")
        self.assertEqual(slip.basis, "Nghị định 30/2020/NĐ-CP")

    def test_the_print_holds_all_parts_and_decisions_s32(self):
        self._reply()
        slip_id = self.draft.submit(
            "Tóm tắt nội dung trình", "Đề xuất ký", {"deadline": "2026-03-04 03:00:00"}
        )
        slip = self.env["qlvb.submission"].browse(slip_id)
        slip.with_user(self.head).agree("Nhất trí trình")
        text = self._text(slip, self.leader)
        for part in (
            "PHIẾU TRÌNH",
            self.draft.name,
            "Tóm tắt nội dung trình",
            "Đề xuất ký",
            self.draft.reply_to_id.notation,
            "04/03/2026 10:00",
            "Nhất trí trình",
            slip.file_id.sha256[:16],
        ):
            self.assertIn(part, text)

    def test_who_does_not_see_the_draft_does_not_print_the_slip_s20(self):
        slip = self._submitted()
        for user in (self.stranger, self.admin_user, self.commune_leader):
            with self.subTest(user.login), self.assertRaises(AccessError):
                slip.with_user(user).print_slip()

    def test_made_up_values_are_refused(self):
        wrong = (
            [1],
            {"state": "agreed"},
            {"file_id": 1},
            {"related_ids": self.draft.ids},
        )
        for values in wrong:
            with self.subTest(values), self.assertRaises(UserError):
                self.draft.submit("Trình", values=values)
        self.assertFalse(self.draft.submission_ids)

    def test_a_text_in_an_old_encoding_is_refused_s10(self):
        old = "C«ng v¨n ®Ò nghÞ b¸o c¸o"
        with self.assertRaisesRegex(UserError, "old encoding"):
            self.draft.submit(old)
        slip = self._submitted()
        with self.assertRaisesRegex(UserError, "old encoding"):
            slip.with_user(self.head).agree(old)
        self.assertEqual(slip.step_id.user_id, self.head)

    def test_a_document_that_is_not_seen_is_not_related(self):
        there = self._receive(self.commune_clerk, company_id=self.commune.id)
        with self.assertRaises(AccessError):
            self.draft.submit("Trình", values={"related_ids": there.ids})

    def test_the_slip_is_not_written_by_anybody_s33(self):
        slip = self._submitted()
        for name in ("matter", "basis", "proposal", "deadline"):
            for user in (self.specialist, self.head, self.leader):
                with self.subTest(name), self.assertRaises(UserError):
                    slip.with_user(user).write({name: False})


@tagged("post_install", "-at_install")
class TestApprovalLists(ApprovalCase):
    """Whoever decides finds it on one list, and decides on many at once (S32)."""

    def _several(self, count=3):
        drafts = [self._drafted(signer_id=self.leader.id) for _n in range(count)]
        for draft in drafts:
            draft.submit("Trình")
        steps = self.env["qlvb.submission.step"].with_user(self.head)
        return steps.search([("is_mine", "=", True), ("state", "=", "current")])

    def test_many_are_agreed_to_at_once_each_with_its_result_s32(self):
        steps = self._several()
        gone = steps[0].submission_id
        gone.with_user(self.specialist).withdraw("Nhầm")
        results = steps.agree_many("Đồng ý")
        self.assertEqual(sorted(row["ok"] for row in results), [False, True, True])
        (refused,) = [row for row in results if not row["ok"]]
        self.assertEqual(refused["id"], steps[0].id)
        self.assertIn("nothing left", refused["message"])
        self.assertEqual(steps[1:].submission_id.step_id.user_id, self.office)

    @users("t_head")
    def test_the_results_are_shown_s32(self):
        steps = self._several(2).with_user(self.env.user)
        action = steps.action_agree_many()
        self.assertEqual(action["tag"], "qlvb_results")
        self.assertEqual(len(action["params"]["results"]), 2)

    def test_nobody_agrees_for_others_by_the_batch_s54(self):
        steps = self._several(2)
        for user in (self.specialist, self.office, self.clerk):
            results = steps.with_user(user).agree_many()
            self.assertFalse(any(row["ok"] for row in results))
        results = steps.with_user(self.stranger).agree_many()
        self.assertFalse(any(row["ok"] for row in results))
        self.assertNotIn(self.draft.name, str(results))

    def test_a_longer_list_asks_the_database_as_often_s32(self):
        shown = ["abstract", "stage_id", "what", "submitter_id", "remaining_text"]
        counts = []
        for count in (2, 6):
            steps = self._several(count)
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            steps.web_read(
                {**{name: {} for name in shown}, "urgency": {}, "is_overdue": {}}
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_what_is_late_counts_as_late_s32(self):
        steps = self._several(1)
        self.assertFalse(steps.is_overdue)
        steps.sudo()._through_door().write({"deadline": "2026-03-02 00:00:00"})
        late = steps.search([("is_overdue", "=", True), ("is_mine", "=", True)])
        self.assertEqual((late, steps.is_overdue), (steps, True))
        menu = self.env.ref("qlvb_document.menu_qlvb_step")
        counts = self.env["qlvb.worklist"].with_user(self.head).menu_counts()
        self.assertEqual(list(counts[str(menu.id)]), [1, 1])

    def test_steps_are_found_by_the_words_of_the_draft(self):
        steps = self._several(1)
        found = steps.search([("search_all", "ilike", "tra loi")])
        self.assertIn(steps, found)
        self.assertFalse(steps.search([("search_all", "ilike", "khong co")]))
        self.assertTrue(fields.Datetime.now() < steps.deadline)
