# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command
from odoo.tests import tagged

from odoo.addons.qlvb_document.tests.common import make_pdf

from .test_tours import WayCase


class ApprovalTourCase(WayCase):
    """A submitted draft, and routes of the district made for it."""

    def _route(self, who, **values):
        stages = [
            {"name": "Duyệt nội dung", "who": who, "sequence": 1, **values},
            {"name": "Ký", "who": "leader", "what": "sign", "sequence": 2},
        ]
        self.env["qlvb.approval.route"].create(
            {
                "name": "Quy trình riêng",
                "company_id": self.env.ref("base.main_company").id,
                "stage_ids": [Command.create(stage) for stage in stages],
            }
        )


@tagged("post_install", "-at_install")
class TestApprovalDesktop(ApprovalTourCase):
    """The unit head and the administrator at their desks (S32, S33)."""

    def test_the_unit_head_approves_takes_back_and_sees_what_changed(self):
        reply = self._walk_to_the_draft(self._receive())
        name = "qlvb_head_agrees_and_takes_it_back"
        self._tour("truongphong.vhtt", "/odoo/to-approve", name)
        slip = reply.submission_id
        self.assertEqual(slip.step_id.user_id, self._user("chanhvp.qh"))
        slip.with_user(self._user("chanhvp.qh")).return_draft("Sửa câu 2")
        drafter = reply.with_user(self._user("chuyenvien.vhtt"))
        content = base64.b64encode(make_pdf("Second"))
        drafter.upload_version("draft.pdf", content, "Sửa câu 2")
        drafter.submit("Trình lại")
        name = "qlvb_head_sees_what_changed"
        self._tour("truongphong.vhtt", "/odoo/to-approve", name)
        self.assertEqual(reply.submission_id.state, "returned")

    def test_the_administrator_tries_a_route_out(self):
        name = "qlvb_administrator_tries_a_route_out"
        self._tour("quantri.qh", "/odoo/approval-preview", name)


@tagged("post_install", "-at_install")
class TestApprovalPhone(ApprovalTourCase):
    """The leader of the field approves on a phone of 360 px, in two taps (S32)."""

    browser_size = "360x740"
    touch_enabled = True

    def test_the_leader_approves_on_a_phone(self):
        leader = self._user("phochutich.qh")
        self.env.ref("qlvb_demo.unit_vhtt").qlvb_leader_id = leader
        self._route("field_leader")
        reply = self._walk_to_the_draft(self._receive())
        name = "qlvb_leader_agrees_on_phone"
        self._tour("phochutich.qh", "/odoo/to-approve", name)
        self.assertEqual(reply.state, "approved")
        self.assertEqual(reply.submission_id.step_ids[0].decided_by, leader)
