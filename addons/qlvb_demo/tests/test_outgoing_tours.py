# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command
from odoo.tests import tagged

from .test_tours import WayCase


@tagged("post_install", "-at_install")
class TestOutgoingTours(WayCase):
    """The drafter who starts from a template, and who received what is taken back."""

    def _issued(self, name):
        """Return a letter of the district as it has arrived at the commune."""
        letters = self.env["qlvb.document"].with_user(self._user("chuyenvien.vhtt"))
        partner = self.commune.partner_id
        letter = letters.create(
            {
                "direction": "outgoing",
                "name": name,
                "body": "Ủy ban nhân dân huyện thông báo như sau.",
                "recipient_ids": [Command.create({"partner_id": partner.id})],
            }
        )
        letter.make_docx()
        letter.make_pdf()
        letter.submit("Trình")
        self._approve(letter)
        letter.with_user(self._user("chutich.qh")).sign(self.pin)
        self.env.flush_all()
        with self.registry.cursor() as cr:
            env = self.env(cr=cr, user=self._user("vanthu.qh").id)
            env["qlvb.document"].browse(letter.id).issue(self.pin)
        self.env.invalidate_all()
        self.env.ref("qlvb_document.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()
        return letter

    def _taken_back(self, name):
        """Return what stands at the commune after the district took it back."""
        letter = self._issued(name)
        there = letter.sudo().recipient_ids.target_ids
        there.with_user(self._user("vanthu.qs")).action_register()
        letter.with_user(self._user("chutich.qh")).recall("Sai căn cứ")
        self.env.ref("qlvb_document.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(there.is_frozen)
        return letter, there

    def test_a_drafter_starts_from_a_template_s11_s33(self):
        name = "qlvb_drafter_starts_from_a_template"
        self._tour("chuyenvien.vhtt", "/odoo/document-templates", name)
        found = self.env["qlvb.document"].search([("name", "like", "Tour")])
        draft = found.filtered(lambda row: row.direction == "outgoing")
        self.assertEqual(draft.submission_id.state, "running")
        self.assertEqual(draft.recipient_ids.partner_id, self.commune.partner_id)
        self.assertEqual(draft.format_verdict, "clean")

    def test_the_receiver_gives_back_or_keeps_what_is_taken_back_s39(self):
        letter, there = self._taken_back("về việc Tour thứ nhất")
        path = f"/odoo/incoming/{there.id}"
        self._tour("vanthu.qs", path, "qlvb_receiver_gives_back")
        self.assertEqual(there.withdrawn_answer, "accepted")
        self.assertEqual(letter.sudo().recipient_ids.status, "15")
        letter, there = self._taken_back("về việc Tour thứ hai")
        path = f"/odoo/incoming/{there.id}"
        self._tour("vanthu.qs", path, "qlvb_receiver_keeps")
        self.assertEqual(there.withdrawn_answer, "refused")
        self.assertEqual(letter.sudo().recipient_ids.status, "16")
