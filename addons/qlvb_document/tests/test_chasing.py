# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import contextmanager
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .following import FollowCase
from .test_deadlines import local

LATE = "2026-03-11 09:00"  # Wednesday: three working days after the Friday


class ChaseCase(FollowCase):
    """The district asked for replies by Friday; the clock is set to later days."""

    def setUp(self):
        super().setUp()
        self.env["qlvb.chase.policy"].search([]).unlink()
        self.policy = self.env["qlvb.chase.policy"].create(
            {
                "company_id": self.district.id,
                "date_from": "2026-01-01",
                "first_days": 3,
                "every_days": 5,
                "most": 2,
                "basis": "Quy chế",
            }
        )
        others = self.env["res.company"].search([]) - self.district
        others.resource_calendar_id = False
        # The Word file and its PDF are the affair of drafting.
        documents = type(self.env["qlvb.document"])
        self.patch(documents, "action_make_draft", lambda letter: True)

    def _debts(self, document, user=None):
        rows = self.env["qlvb.reply.debt"].with_user(user or self.specialist)
        return rows.search([("document_id", "=", document.id)])

    def _chase(self, document, user=None, at=LATE):
        with freeze_time(local(at)):
            self.env.invalidate_all()
            return self._debts(document, user).chase()

    def _letters(self, document):
        return document.sudo().reminder_ids.sorted("id")

    def _run(self, at):
        commit = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: 1.0
        )
        with freeze_time(local(at)), commit:
            self.env.invalidate_all()
            self.env["qlvb.chase"]._cron_chase()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestChasingByHand(ChaseCase):
    """A button drafts the letter; the specialist only has to submit it (S40)."""

    def test_the_letter_is_ready_to_be_submitted_s40(self):
        document = self._asked()
        (result,) = self._chase(document)
        self.assertTrue(result["ok"], result)
        letter = self._letters(document)
        self.assertRecordValues(
            letter,
            [
                {
                    "state": "draft",
                    "direction": "outgoing",
                    "user_id": self.specialist.id,
                    "department_id": self.culture.id,
                    "chased_id": document.id,
                    "signer_id": document.signer_id.id,
                    "needs_reply": "none",
                }
            ],
        )
        self.assertEqual(
            letter.recipient_ids.partner_id, document.recipient_ids.partner_id
        )
        self.assertIn(f"đôn đốc trả lời Công văn số {document.notation}", letter.name)
        self.assertIn("06/03/2026", letter.body)
        self.assertFalse(letter._entry_blockers())
        self.assertIn("chase", document.event_ids.mapped("kind"))

    def test_all_recipients_of_a_document_are_in_one_letter_s40(self):
        partners = self.commune.partner_id | self.ministry
        document = self._asked(
            recipient_ids=[Command.create({"partner_id": one.id}) for one in partners]
        )
        results = self._chase(document)
        self.assertEqual([row["ok"] for row in results], [True, True])
        letter = self._letters(document)
        self.assertEqual(len(letter), 1)
        self.assertEqual(letter.recipient_ids.partner_id, partners)

    def test_each_row_has_its_result_and_one_refusal_hinders_nobody_s40(self):
        late = self._asked()
        early = self._delivered(
            needs_reply="reply", reply_request="X", reply_due="2026-12-01"
        )
        with freeze_time(local(LATE)):
            self.env.invalidate_all()
            results = (self._debts(late) | self._debts(early)).chase()
        self.assertEqual([row["ok"] for row in results], [True, False])
        self.assertIn("owes no reply that is overdue", results[1]["message"])

    def _click(self, documents, user=None):
        with freeze_time(local(LATE)):
            self.env.invalidate_all()
            debts = [self._debts(document, user) for document in documents]
            return debts[0].union(*debts[1:]).action_chase()

    def test_the_button_opens_the_one_letter_s40(self):
        document = self._asked()
        action = self._click([document])
        self.assertEqual(action["res_id"], self._letters(document).id)

    def test_of_several_letters_each_row_opens_its_own_s40(self):
        documents = [self._asked(), self._asked()]
        rows = self._click(documents)["params"]["results"]
        opened = [row["opens"]["res_id"] for row in rows]
        letters = [self._letters(document).id for document in documents]
        self.assertEqual(sorted(opened), sorted(letters))

    def test_a_refused_row_opens_nothing_s40(self):
        late, early = self._asked(), self._asked()
        early._through_door().write({"reply_due": "2026-12-01"})
        rows = self._click([late, early])["params"]["results"]
        self.assertEqual([row["ok"] for row in rows], [True, False])
        self.assertEqual(["opens" in row for row in rows], [True, False])

    def test_the_head_of_office_is_not_led_to_a_draft_not_submitted_s40(self):
        (row,) = self._click([self._asked()], self.office)["params"]["results"]
        self.assertTrue(row["ok"], row)
        self.assertNotIn("opens", row)

    def test_the_same_chase_is_made_once_s40(self):
        document = self._asked()
        self._chase(document)
        for at in (LATE, "2026-03-25 09:00"):
            (result,) = self._chase(document, at=at)
            self.assertFalse(result["ok"])
            self.assertIn("waits: it is to be submitted", result["message"])
        letter = self._letters(document)
        letter._through_door().write({"state": "issued"})
        (result,) = self._chase(document)
        self.assertIn("chased today already", result["message"])
        (result,) = self._chase(document, at="2026-03-25 09:00")
        self.assertTrue(result["ok"])
        self.assertEqual(
            document.sudo().recipient_ids.chase_ids.sorted("number").mapped("number"),
            [1, 2],
        )
        self.assertIn("(lần 2)", self._letters(document)[-1].name)

    def test_who_chases_and_whose_letter_it_is_s40(self):
        for user in (self.clerk, self.leader, self.office, self.head):
            with self.subTest(user=user.login):
                document = self._asked()
                (result,) = self._chase(document, user)
                self.assertTrue(result["ok"], result)
                letter = self._letters(document)
                self.assertEqual(letter.user_id, self.specialist)
                chase = document.sudo().recipient_ids.chase_ids
                self.assertEqual(chase.user_id, user)

    def test_nobody_else_chases_s40(self):
        document = self._asked()
        grant = self.env["qlvb.document"].browse(document.id)
        self.assertFalse(self._chase(document, self.stranger))
        with freeze_time(local(LATE)):
            self.env.invalidate_all()
            rows = self._debts(grant, self.clerk).with_user(self.commune_clerk)
            with self.assertRaises(UserError):
                rows.chase()
        self.assertFalse(self._letters(document))

    def test_who_left_is_replaced_by_the_head_of_the_unit_s40(self):
        document = self._asked()
        self.specialist.sudo().active = False
        self._chase(document, self.clerk)
        self.assertEqual(self._letters(document).user_id, self.head)

    @mute_logger("odoo.addons.qlvb_document.models.qlvb_document_chase")
    def test_a_letter_without_pdf_waits_for_a_click_s40(self):
        def fail(letter):
            raise UserError("LibreOffice did not answer")

        self.patch(type(self.env["qlvb.document"]), "action_make_draft", fail)
        document = self._asked()
        (result,) = self._chase(document)
        self.assertTrue(result["ok"])
        self.assertEqual(len(self._letters(document)), 1)

    def test_nobody_writes_chases_or_links_a_letter_by_hand(self):
        document = self._asked()
        self._chase(document)
        chase = document.sudo().recipient_ids.chase_ids
        for user in (self.specialist, self.leader, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                chase.with_user(user).write({"number": 9})
        with self.assertRaises(UserError):
            self._drafted(chased_id=document.id)


@tagged("post_install", "-at_install")
class TestChasingByJob(ChaseCase):
    """The job chases as the rule of the agency says, each time once (S40)."""

    def test_the_first_letter_comes_after_so_many_working_days_s40(self):
        document = self._asked()
        for at in ("2026-03-09 09:00", "2026-03-10 16:00"):
            self._run(at)
            self.assertFalse(self._letters(document))
        self._run(LATE)
        letter = self._letters(document)
        self.assertEqual(letter.user_id, self.specialist)
        self.assertFalse(letter.chase_ids.user_id)

    def test_it_is_killed_and_run_again_without_a_second_letter_s40(self):
        document = self._asked()
        for _n in range(3):
            self._run(LATE)
        self.assertEqual(len(self._letters(document)), 1)

    def test_the_next_one_waits_for_the_rule_and_for_the_letter_before_s40(self):
        document = self._asked()
        self._run(LATE)
        self._run("2026-03-20 09:00")
        self.assertEqual(len(self._letters(document)), 1, "The first is not issued.")
        self._letters(document)._through_door().write({"state": "issued"})
        self._run("2026-03-17 09:00")
        self.assertEqual(len(self._letters(document)), 1, "Only four days later.")
        self._run("2026-03-18 09:00")
        self.assertEqual(len(self._letters(document)), 2)
        self._letters(document)._through_door().write({"state": "issued"})
        self._run("2026-04-20 09:00")
        self.assertEqual(len(self._letters(document)), 2, "At most two.")

    def test_what_was_answered_is_left_alone_s40(self):
        document = self._asked()
        letter = self._registered()
        letter.with_user(self.clerk).note_answer(document.recipient_ids.id)
        self._run("2026-03-20 09:00")
        self.assertFalse(self._letters(document))

    def test_without_a_rule_nothing_is_chased_by_itself_s40(self):
        document = self._asked()
        self.policy.first_days = 0
        self._run("2026-03-20 09:00")
        self.policy.unlink()
        self._run("2026-03-20 09:00")
        self.assertFalse(self._letters(document))

    @contextmanager
    def _undone(self):
        savepoint = self.cr.savepoint()
        yield
        savepoint.rollback()
        self.env.invalidate_all()

    def test_a_rule_that_holds_is_replaced_not_changed(self):
        rules = self.env["qlvb.chase.policy"].with_user(self.admin_user)
        mine = rules.browse(self.policy.id)
        with self.assertRaisesRegex(ValidationError, "is not changed"):
            mine.first_days = 1
        with self.assertRaisesRegex(ValidationError, "is not deleted"):
            mine.unlink()
        values = {"company_id": self.district.id, "basis": "Quy chế", "most": 0}
        with self._undone(), self.assertRaisesRegex(ValidationError, "from today on"):
            rules.create({**values, "date_from": "2026-02-01"})
        rules.create({**values, "date_from": "2026-04-01", "first_days": 1})
        self.assertEqual(rules._of(self.district), mine)
        for user in (self.leader, self.clerk, self.specialist):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                rules.with_user(user).create({**values, "date_from": "2026-05-01"})
        with self.assertRaises(AccessError):
            rules.create(
                {**values, "date_from": "2026-05-01", "company_id": self.commune.id}
            )


@tagged("post_install", "-at_install")
class TestOwedUpwards(ChaseCase):
    """Who is responsible, then the head of the unit, then the leader are told (S40)."""

    def _remind(self, at):
        last = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.env.flush_all()
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: 1.0)
        with freeze_time(local(at)):
            self.env.invalidate_all()
            self.env["qlvb.reminder"].sudo()._cron_remind()
        self.env.flush_all()
        found = self.env["mail.message"].sudo().search([("id", ">", last)])
        return {user.login for user in found.partner_ids.user_ids}

    def test_a_late_reply_is_told_upwards_once_s40(self):
        self._asked()
        self.assertFalse(self._remind("2026-03-06 16:00"))
        self.assertEqual(self._remind("2026-03-09 07:45"), {"t_specialist", "t_head"})
        self.assertFalse(self._remind("2026-03-09 07:50"))
        leaders = {"t_leader", "t_deputy"}
        self.assertEqual(self._remind("2026-03-10 07:45"), leaders)
        self.assertFalse(self._remind("2026-03-20 07:45"))

    def test_an_answered_one_is_not_told_s40(self):
        document = self._asked()
        letter = self._registered()
        letter.with_user(self.clerk).note_answer(document.recipient_ids.id)
        letter.sudo().assignment_ids._through_door().write({"state": "done"})
        self.assertFalse(self._remind("2026-03-09 07:45"))
