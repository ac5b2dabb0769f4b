# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import QlvbCommon

UNTIL = "2026-03-04 10:00:00"


@tagged("post_install", "-at_install")
class TestOpinions(QlvbCommon):
    """An opinion is asked for; the document does not move (art. 7.2, 10.2)."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()
        self.row = self._given(self.document)

    def _ask(self, user=None, document=None, targets=None, **values):
        document = (document or self.document).with_user(user or self.specialist)
        ids = document.ask_opinion(
            values.get("question", "Có vướng kinh phí không?"),
            [{"user_id": self.stranger.id}] if targets is None else targets,
            values.get("until", UNTIL),
        )
        return self.env["qlvb.opinion"].browse(ids)

    def _sees(self, user):
        self.env.invalidate_all()
        return self.document.with_user(user).has_access("read")

    def test_who_is_asked_sees_the_document_and_answers(self):
        before = self.document.state, self.document.status, self.row.state
        self.assertFalse(self._sees(self.stranger))
        opinion = self._ask()
        self.assertTrue(self._sees(self.stranger))
        mine = self.env["qlvb.opinion"].with_user(self.stranger)
        self.assertEqual(mine.search([("is_mine", "=", True)]), opinion)
        opinion.with_user(self.stranger).answer("Không vướng")
        self.assertRecordValues(
            opinion,
            [
                {
                    "state": "answered",
                    "answer_text": "Không vướng",
                    "answered_by_id": self.stranger.id,
                    "answered_at": self._now(),
                }
            ],
        )
        after = self.document.state, self.document.status, self.row.state
        self.assertEqual(after, before, "The document stays where it is.")
        self.assertTrue(self._sees(self.stranger))

    def test_several_units_and_people_are_asked_at_once(self):
        opinions = self._ask(
            targets=[
                {"user_id": self.stranger.id},
                {"department_id": self.finance.id},
            ]
        )
        self.assertEqual(len(opinions), 2)
        event = self.document.event_ids.filtered(lambda e: e.kind == "opinion_ask")
        self.assertEqual(len(event.details["to"]), 2)

    def test_a_withdrawn_question_ends_the_access_at_once(self):
        opinion = self._ask()
        with self.assertRaises(UserError):
            opinion.with_user(self.stranger).withdraw("Giả")
        opinion.with_user(self.specialist).withdraw("Không cần nữa")
        self.assertFalse(self._sees(self.stranger))
        self.assertEqual(opinion.state, "withdrawn")
        with self.assertRaises(AccessError):
            opinion.with_user(self.stranger).answer("Muộn")

    def test_only_who_is_asked_answers_s29(self):
        opinion = self._ask()
        for user in (self.leader, self.head, self.specialist, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                opinion.with_user(user).answer("Giả")
        with self.assertRaises(AccessError):
            opinion.with_user(self.commune_leader).answer("Giả")
        with self.assertRaisesRegex(UserError, "Write your opinion"):
            opinion.with_user(self.stranger).answer(" ")
        opinion.with_user(self.stranger).answer("Đồng ý")
        with self.assertRaisesRegex(UserError, "is closed already"):
            opinion.with_user(self.stranger).answer("Lại")

    def test_only_who_works_on_the_document_asks_s29(self):
        for user in (self.clerk, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._ask(user=user)
        for user in (self.stranger, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._ask(user=user)
        self.assertTrue(self._ask(user=self.leader))

    def test_every_fault_is_told_at_once(self):
        with self.assertRaisesRegex(
            UserError, "(?s)Write the question.*lies ahead.*somebody else"
        ):
            self._ask(
                targets=[{"user_id": self.specialist.id}], question=" ", until=False
            )
        for targets in ([], [{}], ["x"], [{"user_id": self.commune_leader.id}]):
            with self.subTest(targets=targets), self.assertRaises(UserError):
                self._ask(targets=targets)
        self._ask()
        with self.assertRaisesRegex(UserError, "asked already"):
            self._ask()

    def test_nobody_writes_opinions_directly(self):
        opinion = self._ask()
        for user in (self.stranger, self.specialist, self.leader, self.admin_user):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError):
                    opinion.with_user(user).write({"answer_text": "Giả"})
                with self.assertRaises(UserError):
                    opinion.with_user(user).unlink()
                with self.assertRaises(UserError):
                    opinion.with_user(user).create(
                        {"document_id": self.document.id, "question": "x"}
                    )

    def test_drafters_ask_about_their_drafts(self):
        draft = self._drafted()
        opinion = self._ask(document=draft)
        self.assertTrue(draft.with_user(self.stranger).has_access("read"))
        opinion.with_user(self.stranger).answer("Sửa đoạn hai")
        with self.assertRaises(UserError):
            draft.with_user(self.stranger).name = "Giả"

    @users("t_specialist")
    def test_it_is_asked_and_answered_by_forms(self):
        action = self.document.with_user(self.env.user).action_ask_opinion()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.question = "Ý kiến?"
            form.user_ids.add(self.stranger)
            self.assertTrue(form.deadline)
        form.record.action_ask()
        document = self.document.with_user(self.stranger)
        self.assertTrue(document.my_opinion_id)
        action = document.action_give_opinion()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.stranger)
            .with_context(**action["context"])
        )
        with Form(wizard) as form:
            form.text = "Đồng ý"
        form.record.action_answer()
        self.assertEqual(document.opinion_ids.state, "answered")
