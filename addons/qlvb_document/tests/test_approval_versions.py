# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.modules.migration import load_script
from odoo.tests import Form, tagged
from odoo.tools.misc import file_path

from .approving import ApprovalCase
from .common import make_pdf


@tagged("post_install", "-at_install")
class TestApprovalVersions(ApprovalCase):
    """A new version voids what was agreed on the old one (ND 30/2020, art. 11.2)."""

    def setUp(self):
        super().setUp()
        self._route({"who": "unit_head"}, {"who": "office", "may_edit": True})
        self.slip = self._submitted()
        self.slip.with_user(self.head).agree("Đồng ý")

    def _edit(self, user=None):
        return self._new_version(user or self.office)

    def test_an_approvers_edit_asks_again_who_had_agreed_s33(self):
        file_id = self._edit()
        self.assertEqual(self.slip.file_id.id, file_id)
        self.assertEqual(self.slip.step_id.user_id, self.head)
        first = self.slip.step_ids.sorted("id")[0]
        self.assertEqual((first.state, first.comment), ("void", "Đồng ý"))
        self.slip.with_user(self.head).agree()
        self.slip.with_user(self.office).agree()
        agreed = self.slip.step_ids.filtered(lambda row: row.state == "agreed")
        self.assertEqual(set(agreed.mapped("sha256")), {self.slip.file_id.sha256})
        self.assertEqual(self.draft.state, "approved")

    def test_it_is_said_before_it_happens_s33(self):
        action = self.draft.with_user(self.office).action_edit_step()
        wizard = self.env[action["res_model"]].with_user(self.office)
        context = {**action["context"], "default_file_name": "draft.pdf"}
        with Form(wizard.with_context(**context)) as form:
            self.assertRegex(form.warning, "t_head .* agreed on version 1")
            form.content = base64.b64encode(make_pdf("Second"))
        form.record.action_store()
        self.assertEqual(self.slip.file_id.version, 2)

    def test_who_agreed_is_told_and_sees_what_changed_s33(self):
        self._edit()
        mine = self.draft.with_user(self.head)
        self.assertTrue(mine.can_see_changes)
        action = mine.action_what_changed()
        wizard = self.env[action["res_model"]].with_user(self.head)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertRegex(form.versions, "Version 1, .* version 2")
            self.assertTrue(form.changes)
        notes = self.env["mail.message"].search(
            [
                ("res_id", "=", self.draft.id),
                ("subject", "like", "voids your agreement"),
            ]
        )
        self.assertIn(self.head.partner_id, notes.partner_ids)

    def test_without_an_older_agreement_nothing_changed_for_me(self):
        self.assertFalse(self.draft.with_user(self.head).can_see_changes)
        with self.assertRaisesRegex(UserError, "Nothing changed"):
            self.draft.with_user(self.head).action_what_changed()

    def test_only_whom_the_stage_lets_edit_stores_a_version_s33(self):
        for user in (self.specialist, self.head, self.leader, self.clerk):
            with self.subTest(user.login):
                with self.assertRaisesRegex(UserError, "submitted"):
                    self._edit(user)
        for user in (self.stranger, self.commune_leader):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._edit(user)
        self.assertEqual(len(self.draft.file_ids), 1)

    def test_who_may_edit_the_text_changes_nothing_of_the_entry_s33(self):
        draft = self.draft.with_user(self.office)
        for values in (
            {"name": "Khác"},
            {"signer_id": self.deputy.id},
            {"recipient_ids": [Command.clear()]},
            {"coordinating_unit_ids": [Command.set(self.finance.ids)]},
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, "submitted"):
                draft.write(values)

    def test_nobody_edits_what_waits_for_the_signature_s33(self):
        self.slip.with_user(self.office).agree()
        for user in (self.office, self.leader, self.specialist):
            with self.subTest(user.login), self.assertRaises(UserError):
                self._edit(user)

    def test_a_word_version_waits_for_its_pdf_s33(self):
        self.draft.with_user(self.office).make_docx()
        self.assertEqual(self.slip.step_id.user_id, self.head)
        with self.assertRaisesRegex(UserError, "make its PDF first"):
            self.slip.with_user(self.head).agree()

    def test_a_version_after_a_return_voids_the_agreements_too_s33(self):
        self.slip.with_user(self.office).return_draft("Sửa câu 2")
        self.assertIn("t_head", self.draft._version_warning())
        self._new_version()
        self.assertFalse(self.draft._version_warning())
        states = self._states(self.slip)
        self.assertEqual(states, ["void", "returned", "waiting"])
        self.draft.submit("Trình lại")
        self.assertTrue(self.draft.with_user(self.head).can_see_changes)

    def test_the_trail_names_whose_agreement_is_void_s53(self):
        self._edit()
        event = self.draft.sudo().event_ids.filtered(lambda e: e.kind == "void")
        self.assertIn("t_head", event.details["people"])
        self.assertEqual(event.details["sha256"], self.slip.file_id.sha256)


@tagged("post_install", "-at_install")
class TestApprovalMigration(ApprovalCase):
    """Decisions made before several people could be asked name their version, too."""

    def test_older_decisions_get_version_and_place(self):
        slip = self._submitted()
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        done, waits = slip.step_ids[:2], slip.step_ids[2]
        self.env.flush_all()
        self.cr.execute(
            "UPDATE qlvb_submission_step SET file_id = NULL, sha256 = NULL,"
            " decision = 0, opened_at = NULL WHERE submission_id = %s",
            [slip.id],
        )
        self.cr.execute("UPDATE qlvb_submission SET matter = NULL")
        path = file_path("qlvb_document/migrations/19.0.1.1.0/post-approval.py")
        script = load_script(path, "qlvb_post_approval")
        for _n in range(2):
            script.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(done.file_id, slip.file_id)
        self.assertEqual(set(done.mapped("sha256")), {slip.file_id.sha256})
        self.assertEqual(done.mapped("decision"), [1, 2])
        self.assertTrue(waits.opened_at)
        self.assertEqual(slip.matter, self.draft.name)
