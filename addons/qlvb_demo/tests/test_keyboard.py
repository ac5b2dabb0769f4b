# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestKeyboard(DemoCase):
    """A clerk enters and registers documents without touching the mouse (S24)."""

    def test_an_entry_is_typed(self):
        path = "/odoo/to-register"
        self.start_tour(path, "qlvb_clerk_types", login="vanthu.qh", timeout=120)
        document = self.env["qlvb.document"].search([("notation", "=", "901/BC-UBND")])
        self.assertEqual(document.name, "Nhập bằng bàn phím")
        self.assertEqual(document.type_id.name, "Báo cáo")
        self.assertEqual(document.issuer_name, "Hội Làm vườn")
        self.assertFalse(document.issuer_id)

    def test_the_queue_is_worked_off(self):
        clerk = self._user("vanthu.qh")
        waiting = self.env["qlvb.document"].with_user(clerk)._queue()
        waiting.return_to_sender("Kiểm thử")
        first = self._receive("902", name="Đầu tiên")
        first.notation = False
        following = self._receive("903", name="Tiếp theo")
        self.start_tour(
            f"/odoo/to-register/{first.id}",
            "qlvb_clerk_registers_by_keys",
            login="vanthu.qh",
            timeout=120,
        )
        self.env.invalidate_all()
        self.assertEqual(first.notation, "902/UBND-VP")
        self.assertEqual((first.state, following.state), ("registered", "registered"))
        self.assertLess(first.register_number, following.register_number)
