# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .cases import make_page
from .common import QlvbCommon, make_pdf


@tagged("post_install", "-at_install")
class TestApproval(QlvbCommon):
    """The submission slip goes through its stages, or comes back (art. 8.2)."""

    def setUp(self):
        super().setUp()
        self.draft = self._drafted(signer_id=self.leader.id)

    def _submitted(self):
        self.draft.submit("Trình Phòng")
        return self.draft.submission_ids

    def _new_version(self, text="Second"):
        return self.draft.upload_version(
            "draft.pdf", base64.b64encode(make_pdf(text)), "Sửa câu 2"
        )

    def test_the_slip_goes_through_its_stages_in_turn_s32(self):
        slip = self._submitted()
        states = ["current", "waiting", "waiting"]
        for user in (self.head, self.office):
            self.assertEqual(slip.step_ids.mapped("state"), states)
            self.assertEqual(slip.step_id.user_id, user)
            slip.with_user(user).agree("Đồng ý")
            states = ["agreed", *states[:-1]]
        self.assertEqual(slip.step_ids.mapped("state"), ["agreed", "agreed", "current"])
        self.assertEqual((slip.state, self.draft.state), ("agreed", "approved"))
        self.assertRecordValues(
            slip.step_ids[0],
            [{"decided_by": self.head.id, "comment": "Đồng ý", "state": "agreed"}],
        )

    def test_whoever_is_asked_finds_it_on_their_list_with_a_deadline_s32(self):
        slip = self._submitted()
        steps = self.env["qlvb.submission.step"].with_user(self.head)
        mine = steps.search([("is_mine", "=", True), ("state", "=", "current")])
        self.assertEqual(mine, slip.step_id)
        self.assertTrue(mine.deadline)
        self.assertEqual(self.draft.with_user(self.head).can_decide, "agree")
        self.assertFalse(self.draft.with_user(self.office).can_decide)

    def test_nobody_else_decides_s32(self):
        """Over RPC: the drafter, those of later stages, other units, other agencies."""
        slip = self._submitted()
        for user in (self.specialist, self.office, self.leader, self.clerk):
            for call in (
                lambda mine: mine.agree(),
                lambda mine: mine.return_draft("x"),
                lambda mine: mine.step_ids.action_agree(),
            ):
                with self.subTest(user=user.login):
                    with self.assertRaisesRegex(UserError, "to decide"):
                        call(slip.with_user(user))
        for user in (self.finance_head, self.stranger, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                slip.with_user(user).agree()
        self.assertEqual(slip.step_id.user_id, self.head)

    def test_slips_and_steps_are_not_written_directly_s32(self):
        slip = self._submitted()
        for user in (self.specialist, self.head, self.admin_user):
            for record, values in (
                (slip, {"state": "agreed"}),
                (slip, {"summary": "x"}),
                (slip.step_id, {"state": "agreed"}),
                (slip.step_id, {"user_id": user.id}),
            ):
                with self.subTest(user=user.login, values=values):
                    with self.assertRaises(UserError):
                        record.with_user(user).write(values)
                    with self.assertRaises(UserError):
                        record.with_user(user).unlink()

    def test_a_return_needs_a_reason_which_stays_with_the_version_s33(self):
        slip = self._submitted()
        with self.assertRaisesRegex(UserError, "what has to be changed"):
            slip.with_user(self.head).return_draft("")
        slip.with_user(self.head).return_draft("Sửa câu 2")
        self.assertEqual((slip.state, self.draft.state), ("returned", "draft"))
        self.assertRecordValues(
            slip.step_ids[0], [{"state": "returned", "comment": "Sửa câu 2"}]
        )
        with self.assertRaisesRegex(UserError, "was returned: make a new one"):
            self.draft.submit("Trình lại")
        self._new_version()
        self.draft.submit("Trình lại")
        again = self.draft.submission_id
        self.assertNotEqual(again, slip)
        self.assertEqual((slip.file_id.version, again.file_id.version), (1, 2))
        self.assertEqual(again.step_id.user_id, self.head, "It starts from the front.")

    @users("t_office")
    def test_the_reason_is_asked_by_a_form_s33(self):
        slip = self._submitted()
        slip.with_user(self.head).agree()
        action = self.draft.with_user(self.env.user).action_return_draft()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.reason = "Sai thể thức nơi nhận"
        form.record.action_return()
        self.assertEqual(slip.state, "returned")

    def test_the_signer_may_still_return_what_all_agreed_on_s33(self):
        slip = self._submitted()
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        slip.with_user(self.leader).return_draft("Chưa đạt")
        self.assertEqual((slip.state, self.draft.state), ("returned", "draft"))
        self._new_version()
        self.assertTrue(self.draft.submit())

    def test_what_is_submitted_is_not_changed_s33(self):
        self._submitted()
        for change in (
            lambda: self.draft.write({"name": "Khác"}),
            lambda: self._new_version(),
            self.draft.make_docx,
            lambda: self.draft.write({"recipient_ids": [Command.clear()]}),
            self._upload_by_form,
        ):
            with self.assertRaisesRegex(UserError, "submitted"):
                change()

    def _upload_by_form(self):
        content = base64.b64encode(make_pdf("Other"))
        self.draft.write({"upload_name": "other.pdf", "upload": content})

    def test_what_all_agreed_on_is_exactly_what_will_be_signed_s33(self):
        slip = self._submitted()
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        agreed = self.draft.main_file_id
        for change in (
            lambda: self.draft.write({"name": "Khác"}),
            lambda: self._new_version(),
            self._upload_by_form,
            self.draft.make_pdf,
            self.draft.submit,
        ):
            with self.assertRaises(UserError):
                change()
        self.assertEqual(self.draft.main_file_id, agreed)
        self.assertEqual(slip.file_id, agreed)

    def test_a_newer_word_version_must_become_a_pdf_first_s33(self):
        self.draft.make_docx()
        with self.assertRaisesRegex(UserError, "make its PDF first"):
            self.draft.submit()

    def test_without_a_pdf_nothing_is_submitted(self):
        empty = self.env["qlvb.document"].with_user(self.specialist)
        empty = empty.create({"direction": "outgoing", "name": "về việc trống"})
        with self.assertRaisesRegex(UserError, "(?s)recipients.*no PDF yet"):
            empty.submit()

    def test_the_signing_step_is_not_agreed_but_signed_s34(self):
        slip = self._submitted()
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        with self.assertRaisesRegex(UserError, "sign .* instead"):
            slip.with_user(self.leader).agree()
        self.assertEqual(self.draft.with_user(self.leader).can_decide, "sign")

    def test_the_second_of_two_approvers_finds_the_step_decided_s32(self):
        slip = self._submitted()
        slip.with_user(self.head).agree()
        with self.assertRaisesRegex(UserError, "for .* to decide"):
            slip.with_user(self.head).agree()
        self.assertEqual(len(slip.step_ids.filtered("decided_by")), 1)

    def test_two_heads_of_a_unit_the_first_one_is_asked_s32(self):
        second = self._make_user("t_head2", "unit_head", self.culture)
        slip = self._submitted()
        self.assertIn(slip.step_id.user_id, self.head | second)
        other = (self.head | second) - slip.step_id.user_id
        with self.assertRaises(UserError):
            slip.with_user(other).agree()

    def test_a_delegate_agrees_in_their_own_name_s54(self):
        slip = self._submitted()
        self.env["qlvb.delegation"].with_user(self.head).create(
            {
                "to_user_id": self.finance_head.id,
                "company_id": self.district.id,
                "date_to": "2026-03-03",
                "basis": "Giấy ủy quyền số 02",
            }
        )
        slip.with_user(self.finance_head).agree("KT.")
        self.assertEqual(slip.step_ids[0].decided_by, self.finance_head)

    def test_a_second_submit_answers_with_the_same_slip(self):
        slip = self._submitted()
        self.assertEqual(self.draft.submit(), slip.id)
        self.assertEqual(self.draft.submission_ids, slip)

    def test_the_drafter_or_the_head_of_the_unit_submits_s33(self):
        with self.assertRaises(AccessError):
            self.draft.with_user(self.clerk).submit()
        for user in (self.stranger, self.finance_head, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.draft.with_user(user).submit()
        self.assertTrue(self.draft.with_user(self.head).submit("Trình thay"))

    def test_a_stage_that_nobody_can_fill_is_told_s32(self):
        self.env["qlvb.role"].search([("user_id", "=", self.office.id)]).unlink()
        with self.assertRaisesRegex(UserError, "Nobody holds the role"):
            self._submitted()

    def test_a_reply_that_is_asked_for_says_what_and_by_when_s37(self):
        self.draft.write({"needs_reply": "reply"})
        with self.assertRaisesRegex(UserError, "what reply is asked, and by when"):
            self.draft.submit()
        self.draft.write(
            {"reply_request": "Báo cáo số liệu", "reply_due": "2026-04-01"}
        )
        self.assertTrue(self.draft.submit())

    def test_an_agency_configures_its_own_stages_s46(self):
        self.env["qlvb.approval.route"].with_user(self.admin_user).create(
            {
                "name": "Ngắn",
                "company_id": self.district.id,
                "type_ids": [Command.set(self.letter.ids)],
                "stage_ids": [
                    Command.create(
                        {
                            "name": "Người duyệt",
                            "who": "user",
                            "user_id": self.deputy.id,
                        }
                    ),
                    Command.create({"name": "Ký", "who": "leader", "what": "sign"}),
                ],
            }
        )
        self.assertEqual(self._submitted().step_ids.user_id, self.deputy | self.leader)

    def test_a_stamped_draft_is_not_stored_s2(self):
        page = base64.b64encode(make_page("MẬT", "Phương án"))
        with self.assertRaisesRegex(UserError, "secrecy stamp"):
            self.draft.upload_version("draft.pdf", page)
