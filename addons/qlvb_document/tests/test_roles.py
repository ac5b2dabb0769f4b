# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import QlvbCommon

GROUPS = ("specialist", "unit_head", "clerk", "office", "leader", "archivist", "admin")


@tagged("post_install", "-at_install")
class TestRoles(QlvbCommon):
    """Roles decide where, groups follow from them (S3, S5)."""

    def _group(self, role):
        return self.env.ref(f"qlvb_document.group_qlvb_{role}")

    def _give(self, role, user=None, **values):
        return (
            self.env["qlvb.role"]
            .with_user(self.admin_user)
            .create(
                {
                    "user_id": (user or self.stranger).id,
                    "role": role,
                    "company_id": self.district.id,
                    "date_from": "2026-03-01",
                    **values,
                }
            )
        )

    def _has(self, role, user=None):
        return self._group(role) in (user or self.stranger).group_ids

    def test_the_seven_groups_stand_under_one_privilege_s3(self):
        groups = self.env["res.groups"].union(*map(self._group, GROUPS))
        self.assertEqual(
            groups.privilege_id, self.env.ref("qlvb_document.privilege_qlvb")
        )
        self.assertTrue(all(groups.mapped("privilege_id")))

    def test_giving_a_role_gives_its_group_and_ending_it_takes_it_s3(self):
        role = self._give("clerk")
        self.assertTrue(self._has("clerk"))
        role.date_to = "2026-03-01"
        self.assertFalse(self._has("clerk"))
        self.assertTrue(self._has("specialist"), "Other roles stay.")

    def test_a_removed_role_takes_its_group_s3(self):
        self._give("leader").unlink()
        self.assertFalse(self._has("leader"))

    def test_a_group_stays_while_another_role_of_the_kind_is_held_s3(self):
        unit = {"department_id": self.culture.id}
        other = {"department_id": self.finance.id}
        first, second = (
            self._give("unit_head", **unit),
            self._give("unit_head", **other),
        )
        first.date_to = "2026-03-01"
        self.assertTrue(self._has("unit_head"))
        second.date_to = "2026-03-01"
        self.assertFalse(self._has("unit_head"))

    def test_a_role_passed_to_somebody_else_changes_both_s3(self):
        role = self._give("clerk")
        role.user_id = self.specialist
        self.assertFalse(self._has("clerk"))
        self.assertTrue(self._has("clerk", self.specialist))

    def test_groups_follow_the_dates_by_a_job_s3(self):
        self._give("clerk", date_to="2026-03-02")
        self._give("office", date_from="2026-03-03")
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_role_groups").method_direct_trigger()
        self.assertTrue(self._has("clerk"))
        self.assertFalse(self._has("office"))
        with freeze_time("2026-03-02 18:00:00"), self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_role_groups").method_direct_trigger()
            self.env.invalidate_all()
            self.assertFalse(self._has("clerk"))
            self.assertTrue(self._has("office"))
            self.assertFalse(self.env["qlvb.role"]._out_of_step())

    def test_nobody_gives_roles_to_themselves_s53(self):
        with self.assertRaises(UserError):
            self._give("leader", self.admin_user)
        role = self._give("office")
        with self.assertRaises(UserError):
            role.user_id = self.admin_user
        own = self.env["qlvb.role"].search([("user_id", "=", self.admin_user.id)])
        for change in (
            lambda: own.with_user(self.admin_user).write({"role": "leader"}),
            own.with_user(self.admin_user).unlink,
        ):
            with self.assertRaisesRegex(UserError, "their own roles"):
                change()

    def test_who_does_not_belong_to_an_agency_holds_no_role_there_s3(self):
        with self.assertRaisesRegex(UserError, "does not belong"):
            self._give("leader", self.commune_clerk)

    def test_who_has_left_is_no_holder_any_more_s5(self):
        Role = self.env["qlvb.role"]
        self.assertIn(self.deputy, Role._holders("leader", self.district))
        self.deputy.active = False
        self.assertNotIn(self.deputy, Role._holders("leader", self.district))
        self.office.write(
            {
                "company_ids": [(6, 0, self.commune.ids)],
                "company_id": self.commune.id,
            }
        )
        self.assertFalse(Role._holders("office", self.district))

    def test_without_a_unit_the_head_of_any_unit_does_not_count_s53(self):
        draft = self._drafted()
        draft.sudo()._through_door().write({"department_id": False})
        for head in (self.head, self.finance_head):
            with self.subTest(head=head.login), self.assertRaises(AccessError):
                draft.with_user(head)._check_editor()
        draft.sudo()._through_door().write({"department_id": self.culture.id})
        draft.with_user(self.head)._check_editor()
        with self.assertRaises(AccessError):
            draft.with_user(self.finance_head)._check_editor()

    def test_a_head_does_not_change_the_draft_of_another_unit_by_program_s53(self):
        draft = self._drafted()
        draft.sudo()._through_door().write({"department_id": False})
        with self.assertRaises(AccessError):
            draft.with_user(self.finance_head).write({"name": "Đổi"})

    @mute_logger("odoo.sql_db")
    def test_the_trail_is_not_emptied_either_s53(self):
        with self.assertRaisesRegex(psycopg2.Error, "never changed"):
            with self.cr.savepoint():
                self.cr.execute("TRUNCATE qlvb_event CASCADE")


@tagged("post_install", "-at_install")
class TestWhatAdministratorsRead(QlvbCommon):
    """Administrators run the system; the documents are not theirs to read (S20)."""

    SECRET = "Kếhoạchbímật"

    def setUp(self):
        super().setUp()
        self.document = self._assigned(name=self.SECRET)
        self._given(self.document)
        self.document.message_post(
            body=self.SECRET,
            subject=self.SECRET,
            partner_ids=self.leader.partner_id.ids,
        )
        self.draft = self._approved(name=self.SECRET, signer_id=self.leader.id)
        self.document.activity_schedule(
            summary=self.SECRET, user_id=self.head.id, note=self.SECRET
        )
        self.draft.sudo().recipient_ids._send()
        self.draft.sudo()._through_door().write({"name": f"{self.SECRET} (2)"})
        self.env["mail.mail"].create(
            {
                "subject": self.SECRET,
                "body_html": self.SECRET,
                "model": "qlvb.document",
                "res_id": self.document.id,
                "email_to": "x@example.org",
            }
        )
        self.env.flush_all()

    def _tables(self, user):
        for name, model in self.env.items():
            if model._abstract or not model._auto or model._transient:
                continue
            if name.startswith(("qlvb.", "mail.", "ir.attachment", "discuss.", "bus.")):
                if model.with_user(user).has_access("read"):
                    yield model.with_user(user).with_context(active_test=False)

    def _told(self, user):
        """Return the models that tell the secret to ``user``, in whatever field."""
        told = []
        for model in self._tables(user):
            self.env.invalidate_all()
            rows = model.search([])
            names = [
                name
                for name, field in model._fields.items()
                if model._has_field_access(field, "read") and field.type != "binary"
            ]
            text = json.dumps(self._read(rows, names), default=str, ensure_ascii=False)
            names = model.name_search("", limit=None)
            if self.SECRET in text + json.dumps(names, default=str, ensure_ascii=False):
                told.append(model._name)
        return told

    def _read(self, rows, names):
        try:
            return rows.read(names)
        except AccessError:
            return [self._read(rows, [name]) for name in names if len(names) > 1]

    def test_no_table_tells_a_title_to_an_administrator_s20(self):
        system = self.env.ref("base.group_system")
        self.assertIn("qlvb.document", self._told(self.leader))
        self.assertIn("mail.activity", self._told(self.head))
        self.assertEqual(self._told(self.admin_user), [])
        self.admin_user.group_ids |= system
        self.assertEqual(self._told(self.admin_user), [])

    def test_administrators_see_that_a_message_waits_and_send_it_again_s20(self):
        message = self.env["qlvb.outbox"].with_user(self.admin_user).search([])
        self.assertTrue(message)
        self.assertFalse(message.seen_document_id)
        self.assertFalse(message.seen_recipient)
        message.sudo().write({"state": "failed"})
        message.action_retry()
        self.assertEqual(message.state, "waiting")
        for name in ("document_id", "recipient_id"):
            with self.assertRaises(AccessError):
                message.read([name])

    def test_clerks_see_which_document_waits_s20(self):
        message = self.env["qlvb.outbox"].with_user(self.clerk).search([])
        self.assertEqual(message.seen_document_id, self.draft)
        self.assertEqual(message.seen_recipient, self.commune.name)
