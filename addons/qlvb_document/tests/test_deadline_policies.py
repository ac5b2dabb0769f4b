# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import QlvbCommon
from .test_deadlines import local, one_hour


@tagged("post_install", "-at_install")
class TestDeadlinePolicies(QlvbCommon):
    """Time limits are an agency's data; what held stays as it was."""

    def _values(self, **values):
        return {**one_hour(self.district), **values}

    def _policy(self, **values):
        policies = self.env["qlvb.deadline.policy"].with_user(self.admin_user)
        return policies.create(self._values(**values))

    def test_a_policy_applies_to_events_from_its_day_on_only(self):
        before = self._receive(files=[])
        self._policy()
        self.assertEqual(before.register_due, local("2026-03-02 10:00"))
        self.assertIn("02 giờ hành chính", before.deadline_reason)
        # 00:30 on Tuesday in Vietnam is still Monday in UTC.
        for start, end in (
            ("2026-03-02 23:59", "2026-03-03 09:30"),
            ("2026-03-03 00:30", "2026-03-03 08:30"),
        ):
            with self.subTest(start), freeze_time(local(start)):
                document = self._receive(files=[], received_at=local(start))
                self.assertEqual(document.register_due, local(end))
        self.assertIn("01 giờ hành chính", document.deadline_reason)
        self.assertIn("Quy chế làm việc của UBND huyện", document.deadline_reason)

    def test_an_agencys_rule_for_all_does_not_slow_urgent_documents_s16(self):
        self._policy(hours=4)
        policies = self.env["qlvb.deadline.policy"]
        moment = local("2026-03-04 08:00")
        self.assertEqual(policies._due("register", moment, self.district, "2"), moment)
        self._policy(urgency="urgent", hours=0.5)
        self.assertEqual(
            policies._due("register", moment, self.district, "2"),
            local("2026-03-04 08:30"),
        )

    def test_two_policies_for_the_same_event_and_day_are_refused(self):
        self._policy()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._policy(hours=3)

    def test_the_past_is_not_rewritten(self):
        with self.assertRaisesRegex(ValidationError, "earliest"):
            self._policy(date_from="2026-03-01")
        policy = self._policy()
        policy.hours = 1.5
        with self.assertRaisesRegex(ValidationError, "later"):
            policy.date_from = "2026-02-01"
        with freeze_time(local("2026-03-03 08:00")):
            for values in ({"hours": 3}, {"rule": "at_once"}, {"code": "issue"}):
                with self.assertRaisesRegex(ValidationError, "new one"):
                    policy.write(values)
            with self.assertRaisesRegex(ValidationError, "not deleted"):
                policy.unlink()
            policy.basis = "Quy chế làm việc, Điều 5"

    def test_a_policy_that_does_not_hold_yet_can_be_taken_back(self):
        policy = self._policy()
        policy.unlink()
        self.assertFalse(policy.exists())

    def test_hours_that_cannot_be_are_refused(self):
        for values in ({"hours": 0}, {"hours": -1}, {"hours": 10_000}):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                self._policy(**values)

    @users("t_clerk", "t_leader")
    def test_only_administrators_write_policies(self):
        policies = self.env["qlvb.deadline.policy"]
        with self.assertRaises(AccessError):
            policies.create(self._values())
        self.assertTrue(policies.search([("code", "=", "register")]).mapped("basis"))

    def test_administrators_leave_common_and_others_policies_alone(self):
        with self.assertRaises(AccessError):
            self._policy(company_id=False)
        with self.assertRaises(AccessError):
            self._policy(company_id=self.commune.id)
