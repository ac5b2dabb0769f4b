# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from ..models.qlvb_document_editing import ENTRY_FIELDS
from .approving import ApprovalCase
from .common import as_file, make_pdf


@tagged("post_install", "-at_install")
class TestEditing(ApprovalCase):
    """The form offers to change what the rule lets change, no more and no less."""

    def _edits(self, user, document=None):
        return (document or self.draft).with_user(user).can_edit_entry

    def _is_allowed(self, user):
        """Ask the rule itself."""
        try:
            with self.env.cr.savepoint():
                self.draft.with_user(user).write({"place": "Nơi khác"})
        except (AccessError, UserError):
            return False
        return True

    def test_the_form_and_the_rule_say_the_same_of_everybody(self):
        self.draft.codrafter_ids = self.stranger
        for user in (self.specialist, self.stranger, self.head):
            with self.subTest(user=user.login):
                self.assertEqual(self._edits(user), self._is_allowed(user))
                self.assertTrue(self._edits(user))

    def test_while_a_slip_runs_nobody_changes_the_entry(self):
        """Also who may store a version at a stage does not change what is entered."""
        self._route(self._group(self.head, may_edit=True))
        slip = self._submitted()
        for user in (self.specialist, self.head):
            with self.subTest(user=user.login):
                self.assertFalse(self._edits(user))
                self.assertFalse(self._is_allowed(user))
        self.assertFalse(self.draft.with_user(self.specialist).can_draft)
        self.assertTrue(self.draft.with_user(self.head).can_edit_step)
        slip.with_user(self.head).return_draft("Sửa lại câu 2")
        self.assertTrue(self._edits(self.specialist))

    @users("t_specialist")
    def test_a_submitted_draft_is_read_only_in_the_form(self):
        self.draft.submit("Trình")
        with self.assertRaisesRegex(AssertionError, "readonly"):
            with Form(self.draft.with_user(self.env.user)) as form:
                form.name = "về việc khác"

    @users("t_head")
    def test_the_head_of_the_unit_stores_a_version_in_the_form_s33(self):
        draft = self.draft.with_user(self.env.user)
        self.assertTrue(draft.can_draft)
        before = len(draft.version_ids)
        upload = as_file("draft.pdf", make_pdf("Trưởng phòng sửa"))
        with Form(draft) as form:
            self.assertFalse(form._get_modifier("upload", "invisible"))
            form.upload_note = "Sửa câu thứ nhất"
        draft.write({"upload_name": upload["name"], "upload": upload["content"]})
        self.assertEqual(len(draft.version_ids), before + 1)
        self.assertEqual(draft.version_ids.sorted("id")[-1].create_uid, self.head)

    @users("t_head")
    def test_the_head_of_the_unit_submits(self):
        draft = self.draft.with_user(self.env.user)
        self.assertTrue(draft.can_draft)
        self.assertTrue(draft.submit("Trình"))

    def test_others_are_offered_nothing(self):
        self.draft.codrafter_ids = self.stranger
        self.assertTrue(self._edits(self.stranger))
        self.assertTrue(self.draft.with_user(self.stranger).can_draft)
        self.assertFalse(self.draft.with_user(self.leader).can_draft)

    def test_a_clerk_edits_an_incoming_draft_and_nobody_a_registered_one(self):
        document = self._receive()
        self.assertTrue(self._edits(self.clerk, document))
        document.action_register()
        self.assertFalse(self._edits(self.clerk, document))

    @users("t_clerk", "t_specialist")
    def test_a_new_record_is_its_authors(self):
        direction = "incoming" if self.env.user == self.clerk else "outgoing"
        Document = self.env["qlvb.document"].with_context(default_direction=direction)
        self.assertTrue(Document.new({}).can_edit_entry)
        self.assertFalse(Document.new({}).can_draft)

    def test_asking_leaves_no_trace_of_whom_one_acts_for_s54(self):
        """A form that is only looked at does not put a delegator into the trail."""
        self.env.cr.cache.pop("qlvb_on_behalf", None)
        self.assertTrue(self._edits(self.head))
        self.assertNotIn("qlvb_on_behalf", self.env.cr.cache)

    def test_every_field_of_the_entry_is_guarded_in_the_form(self):
        """A field that the rule refuses is never offered for editing."""
        views = self.env["qlvb.document"].get_views([(False, "form")])
        form = etree.fromstring(views["views"]["form"]["arch"])
        shown = form.xpath("//field[not(ancestor::field)]")
        bare = {
            field.get("name")
            for field in shown
            if field.get("name") in ENTRY_FIELDS
            and field.get("invisible") not in ("1", "True")
            and "can_edit_entry" not in (field.get("readonly") or "")
            and field.get("readonly") not in ("1", "True")
        }
        self.assertFalse(bare)
