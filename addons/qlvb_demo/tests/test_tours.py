# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time

from odoo.tests import tagged

from .common import DemoCase


class WayCase(DemoCase):
    """Runs the tours of the roles one after the other on one document."""

    def authenticate(self, user, password, **options):
        """Log in as if the password had just been typed: signing asks for that."""
        options.setdefault("session_extra", {"identity-check-last": time.time()})
        return super().authenticate(user, password, **options)

    def _tour(self, login, path, name):
        self.start_tour(path, name, login=login, timeout=180)
        self.env.invalidate_all()

    def _walk_to_the_draft(self, document):
        """Everything up to the submitted draft, over the methods behind the buttons."""
        document.action_register()
        leader = document.with_user(self._user("chutich.qh"))
        unit = self.env.ref("qlvb_demo.unit_vhtt")
        row = {
            "role": "lead",
            "department_id": unit.id,
            "deadline": "2030-01-01 00:00:00",
        }
        leader.instruct("Tham mưu trả lời", [row])
        head, specialist = self._user("truongphong.vhtt"), self._user("chuyenvien.vhtt")
        lead = document.sudo().lead_id.with_user(head)
        work = self.env["qlvb.assignment"].with_user(specialist)
        work = work.browse(lead.give(specialist.id))
        work.open_workfile(needs_reply="reply")
        reply = document.with_user(specialist).browse(
            work.draft_reply({"body": "Ủy ban nhân dân huyện trả lời như sau."})
        )
        reply.make_docx()
        reply.make_pdf()
        reply.submit("Trình")
        return reply

    def _approve(self, reply):
        for login in ("truongphong.vhtt", "chanhvp.qh"):
            reply.submission_id.with_user(self._user(login)).agree()


@tagged("post_install", "-at_install")
class TestWayDesktop(WayCase):
    """A desktop tour per role, walking the steps of the way (S5, S29)."""

    def test_the_whole_way_on_the_desktop(self):
        document = self._receive()
        self._tour("vanthu.qh", "/odoo/incoming", "qlvb_clerk_registers")
        self.assertEqual(document.state, "registered")
        self._tour("chutich.qh", "/odoo/my-work", "qlvb_leader_instructs")
        self.assertEqual(document.status, "04")
        self._tour("truongphong.vhtt", "/odoo/my-work", "qlvb_head_asks")
        self._tour("truongphong.tckh", "/odoo/opinions", "qlvb_opinion_is_given")
        self.assertEqual(document.sudo().opinion_ids.state, "answered")
        self._tour("truongphong.vhtt", "/odoo/my-work", "qlvb_head_gives")
        self._tour("chuyenvien.vhtt", "/odoo/my-work", "qlvb_specialist_files")
        self.assertEqual(document.status, "05")
        self._tour("chuyenvien.vhtt", "/odoo/my-work", "qlvb_specialist_drafts")
        reply = document.sudo().reply_ids
        slip = reply.submission_id
        self._tour("truongphong.vhtt", "/odoo/to-approve", "qlvb_approver_agrees")
        self._tour("chanhvp.qh", "/odoo/to-approve", "qlvb_office_returns")
        self.assertEqual(slip.state, "returned")
        path = f"/odoo/outgoing/{reply.id}"
        self._tour("chuyenvien.vhtt", path, "qlvb_specialist_submits_again")
        self._tour("truongphong.vhtt", "/odoo/to-approve", "qlvb_approver_agrees")
        self._tour("chanhvp.qh", "/odoo/to-approve", "qlvb_approver_agrees")
        self.assertEqual(reply.state, "approved")
        self._tour("chutich.qh", "/odoo/to-approve", "qlvb_leader_signs")
        self.assertEqual(reply.state, "signed")
        self._tour("vanthu.qh", "/odoo/to-issue", "qlvb_clerk_issues")
        self.assertEqual(reply.state, "issued")
        self.assertEqual(document.state, "done")
        self.env.ref("qlvb_document.ir_cron_outbox").method_direct_trigger()
        there = reply.recipient_ids.target_ids
        self._tour("vanthu.qs", f"/odoo/incoming/{there.id}", "qlvb_commune_registers")
        self.assertEqual(reply.recipient_ids.status, "03")


@tagged("post_install", "-at_install")
class TestWayPhone(WayCase):
    """The leader's part of the way on a phone of 360 px."""

    browser_size = "360x740"
    touch_enabled = True

    def test_the_leader_instructs_on_a_phone(self):
        document = self._receive()
        document.action_register()
        self._tour("chutich.qh", "/odoo/my-work", "qlvb_leader_instructs_on_phone")
        self.assertEqual(document.status, "04")
        self.assertIn("Soạn dự thảo", document.sudo().instruction_ids.text)

    def test_the_leader_signs_on_a_phone(self):
        reply = self._walk_to_the_draft(self._receive())
        self._approve(reply)
        self._tour("chutich.qh", "/odoo/to-approve", "qlvb_leader_signs")
        self.assertEqual(reply.state, "signed")
