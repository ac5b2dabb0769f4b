# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import contextmanager
from itertools import product

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .approving import ApprovalCase

QUORUMS = ("first", "one", "all", "some")
TASKS = ("opinion", "review", "format", "initial")


@tagged("post_install", "-at_install")
class TestApprovalRoutes(ApprovalCase):
    """Administrators say who is asked for which draft, without code (S32, S46)."""

    def _asked(self, draft=None):
        draft = draft or self.draft
        route = self.env["qlvb.approval.route"]._for_document(draft)
        return [row.users for row in route._ask(draft)]

    @contextmanager
    def _refused_by_the_database(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                yield

    def _kinds_of_people(self):
        """Return {who: the person}, of those whom a stage finds by their place."""
        self.culture.qlvb_leader_id = self.deputy
        return {
            "unit_head": self.head,
            "coordinate": self.finance_head,
            "office": self.office,
            "legal": self._make_user("t_legal", "legal"),
            "clerk": self.clerk,
            "field_leader": self.deputy,
        }

    def test_each_kind_of_person_is_found_s32(self):
        self.draft.coordinating_unit_ids = self.finance
        expected = self._kinds_of_people()
        route = self._route(*({"who": who} for who in expected))
        asked = [row.users for row in route._ask(self.draft)]
        self.assertEqual(asked, [*expected.values(), self.leader])

    def test_each_kind_with_each_number_and_task_is_asked_and_answers_s32(self):
        people = Command.set(self.stranger.ids)
        named = {"user": self.stranger, "group": self.stranger}
        kinds = {**self._kinds_of_people(), **named}
        route = self._route({"user_id": self.stranger.id, "user_ids": [people]})
        stage, many = route.stage_ids[0], {"quorum_count": 1}
        for who, quorum, what in product(kinds, QUORUMS, TASKS):
            stage.write({"who": who, "quorum": quorum, "what": what, **many})
            with self.subTest(who=who, quorum=quorum, what=what):
                self.draft.coordinating_unit_ids = self.finance
                self.assertEqual(self._asked(), [kinds[who], self.leader])
            if TASKS.index(what) == QUORUMS.index(quorum):
                self.draft.submit("Trình")
                self.draft.submission_id.with_user(kinds[who]).agree()
                self.assertEqual(self.draft.state, "approved")
                self.draft = self._drafted(signer_id=self.leader.id)

    def test_the_leader_of_the_field_follows_from_the_fields_of_work_s25(self):
        self._route({"who": "field_leader"})
        self.assertEqual(self._asked(), [self.leader], "Who signs reviews by signing.")
        self.env["qlvb.routing.rule"].create(
            {
                "name": "Văn hóa",
                "company_id": self.district.id,
                "keywords": "trả lời",
                "user_id": self.deputy.id,
            }
        )
        self.assertEqual(self._asked(), [self.deputy, self.leader])

    def test_a_reply_belongs_to_the_field_of_what_it_answers_s25(self):
        rule = self.env["qlvb.routing.rule"].create(
            {
                "name": "Chuyển đổi số",
                "company_id": self.district.id,
                "keywords": "chuyển đổi số",
                "user_id": self.deputy.id,
            }
        )
        self._route({"who": "office"}, field_ids=[Command.set(rule.ids)])
        work = self._given(self._assigned())
        reply = self.draft.browse(work.draft_reply())
        reply.signer_id = self.leader
        self.assertEqual(self._asked(reply), [self.office, self.leader])
        self.assertEqual(reply.coordinating_unit_ids, self.finance)

    def test_the_route_with_more_conditions_is_taken_s32(self):
        self._route({"who": "office"})
        self._route({"who": "clerk"}, type_ids=[Command.set(self.letter.ids)])
        self._route({"who": "unit_head"}, urgency_from="2")
        self.draft.urgency = "1"
        self.assertEqual(self._asked()[0], self.clerk)

    def test_a_route_holds_from_its_first_day_s32(self):
        self._route({"who": "office"}, date_to="2026-03-01")
        self._route({"who": "clerk"}, date_from="2026-03-02")
        self.assertEqual(self._asked()[0], self.clerk)
        with self._refused_by_the_database():
            self._route(date_from="2026-03-02", date_to="2026-03-01")

    def test_a_small_commune_has_only_drafter_leader_and_clerk_s32(self):
        self.district.qlvb_route_id = self.env.ref("qlvb_document.route_small")
        slip = self._submitted()
        self.assertEqual((slip.state, self.draft.state), ("agreed", "approved"))
        self.assertEqual(slip.step_id.user_id, self.leader)

    def test_the_route_for_departments_passes_over_whom_there_is_not_s32(self):
        self.district.qlvb_route_id = self.env.ref("qlvb_document.route_department")
        self.assertEqual(self._asked(), [self.head, self.office, self.leader])

    def test_a_stage_that_asks_for_more_than_there_are_is_told(self):
        self._route(self._group(self.head, quorum="some", quorum_count=2))
        with self.assertRaisesRegex(UserError, "asks 1 people, but 2 have to agree"):
            self._submitted()

    def test_who_has_left_is_not_asked_s32(self):
        self._route(self._group(self.head, self.office))
        self.office.active = False
        self.assertEqual(self._asked()[0], self.head)

    def test_an_edited_route_changes_no_slip_that_was_asked_by_it_s32(self):
        route = self._route(self._group(self.office, what="review"))
        step = self._submitted().step_ids.filtered(lambda row: row.what == "review")
        self.assertEqual(step.user_id, self.office)
        route.stage_ids[:1].what = "opinion"
        self.assertEqual(step.what, "review")

    def test_a_route_that_cannot_work_is_refused(self):
        wrong = (
            ({"who": "group"}, "Name the persons"),
            ({"who": "office", "what": "sign"}, "the signer signs"),
            ({"who": "leader", "what": "sign"}, "is the last one"),
        )
        for stage, sentence in wrong:
            with self.subTest(stage), self.assertRaisesRegex(ValidationError, sentence):
                self._route(stage)
        for stage in ({"who": "user"}, {"hours": -1}, self._group(quorum_count=0)):
            if "quorum_count" in stage:
                stage = {**stage, "quorum": "some", "user_ids": self.head.ids}
            with self.subTest(stage), self._refused_by_the_database():
                self._route(stage)

    def test_a_draft_returns_to_an_earlier_stage_only(self):
        route = self._route({"who": "unit_head"}, {"who": "office"})
        first, second = route.stage_ids[:2]
        second.return_stage_id = first
        with self.assertRaisesRegex(ValidationError, "an earlier stage"):
            first.return_stage_id = second

    def test_a_field_of_another_agency_is_refused(self):
        rule = self.env["qlvb.routing.rule"].create(
            {"name": "Xã", "company_id": self.commune.id}
        )
        with self.assertRaisesRegex(ValidationError, "another agency"):
            self._route(field_ids=[Command.set(rule.ids)])

    @users("t_admin")
    def test_the_administrator_tries_a_route_out_s46(self):
        self._route({"who": "unit_head"}, self._group(self.office, self.clerk))
        preview = self.env["qlvb.approval.preview"].with_company(self.district)
        with Form(preview) as form:
            form.company_id = self.district
            self.assertIn("Nobody holds the role", form.asked)
            form.department_id = self.culture
        shown = form.record.asked
        for text in ("t_head", "(2 of 2)", "t_leader"):
            self.assertIn(text, shown)
        self.assertNotIn("Nobody", shown)

    def test_only_administrators_try_routes_out_s46(self):
        for user in (self.specialist, self.leader):
            with self.assertRaises(AccessError):
                self.env["qlvb.approval.preview"].with_user(user).create({})

    @users("t_admin")
    def test_routes_of_other_agencies_are_not_written_s46(self):
        common = self.env.ref("qlvb_document.route_default").with_user(self.env.user)
        other = self._route()
        other.company_id = self.commune
        for route in (common, other.with_user(self.env.user)):
            with self.assertRaises(AccessError):
                route.write({"name": "x"})
            with self.assertRaises(AccessError):
                route.stage_ids.write({"hours": 1})


@tagged("post_install", "-at_install")
class TestSeparateDuties(ApprovalCase):
    """Nobody approves what they drafted, nor decides twice, if the agency says so."""

    def _own_draft(self):
        self.draft = self._drafted(signer_id=self.leader.id)
        self.draft.sudo()._through_door().write({"user_id": self.head.id})
        return self.draft.with_user(self.head)

    def test_without_the_setting_a_head_may_agree_to_an_own_draft(self):
        self._own_draft().submit("Trình")
        self.draft.submission_ids.with_user(self.head).agree()

    def test_with_it_the_head_is_not_asked_about_an_own_draft(self):
        self.district.qlvb_separate_drafter = True
        with self.assertRaisesRegex(UserError, "who drafted it"):
            self._own_draft().submit("Trình")
        second = self._make_user("t_head2", "unit_head", self.culture)
        self._own_draft().submit("Trình")
        slip = self.draft.submission_id
        self.assertEqual(slip.step_id.user_id, second)

    def test_nor_signs_who_drafted(self):
        self.district.qlvb_separate_drafter = True
        self.draft.sudo()._through_door().write({"user_id": self.leader.id})
        with self.assertRaisesRegex(UserError, "who drafted it"):
            self.draft.with_user(self.leader).submit("Trình")

    def test_not_even_as_the_delegate_of_who_is_asked_s54(self):
        self.district.qlvb_separate_drafter = True
        slip = self._submitted()
        self._delegate(self.head, self.specialist)
        with self.assertRaisesRegex(UserError, "You drafted"):
            slip.with_user(self.specialist).agree()

    def test_nobody_decides_at_two_stages_of_one_slip(self):
        self.district.qlvb_separate_stages = True
        self._route(
            {"who": "office"}, self._group(self.office, self.head, quorum="one")
        )
        slip = self._submitted()
        self.assertEqual(slip.step_ids.user_id, self.office | self.head | self.leader)
        self.assertEqual(len(slip.step_ids), 3)
        slip.with_user(self.office).agree()
        self._delegate(self.head, self.office)
        with self.assertRaisesRegex(UserError, "You decided at “Bước 1” already"):
            slip.with_user(self.office).agree()
        slip.with_user(self.head).agree()
        self.assertEqual(slip.state, "agreed")
