# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo.tests import tagged, users, warmup

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestLists(QlvbCommon):
    """Lists cost the same number of queries for five rows and for fifty."""

    def _make(self, count):
        """Make registered documents with open work for the culture unit."""
        documents = self.env["qlvb.document"].sudo()._through_door()
        documents = documents.create(
            [
                {
                    "name": f"Công văn {number}",
                    "notation": f"{number}/CV",
                    "company_id": self.district.id,
                    "issuer_id": self.ministry.id,
                    "type_id": self.letter.id,
                    "urgency": str(number % 3),
                }
                for number in range(count)
            ]
        )
        instructions = (
            self.env["qlvb.instruction"]
            .sudo()
            .create(
                [
                    {"document_id": row.id, "user_id": self.leader.id, "text": "Xử lý"}
                    for row in documents
                ]
            )
        )
        rows = self.env["qlvb.assignment"].sudo()._through_door()
        rows.create(
            [
                {
                    "document_id": instruction.document_id.id,
                    "instruction_id": instruction.id,
                    "role": "lead",
                    "department_id": self.culture.id,
                    "deadline": "2026-03-06 10:00:00",
                }
                for instruction in instructions
            ]
        )

    def _columns(self, model, view):
        """Return what the web client asks for to show the list."""
        arch = self.env[model].get_view(self.env.ref(view).id, "list")
        names = arch["models"][model]
        fields = self.env[model]._fields
        return {
            name: {"fields": {"display_name": {}}} if fields[name].relational else {}
            for name in names
        }

    def _cost(self, model, columns, domain, count):
        """Return the number of queries that ``count`` rows cost, asked afresh."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        found = self.env[model].web_search_read(domain, columns, limit=count)
        self.assertEqual(len(found["records"]), count)
        return self.env.cr.sql_log_count - before

    def _constant(self, model, view, domain, at_most):
        columns = self._columns(model, view)
        self._make(50)
        self._cost(model, columns, domain, 5)  # fills the caches of the registry
        few, many = (self._cost(model, columns, domain, count) for count in (5, 50))
        self.assertEqual(few, many)
        self.assertLessEqual(many, at_most)

    def test_lists_of_documents_have_an_index_in_their_order(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes"
            " WHERE indexname = 'qlvb_document_newest_idx'"
        )
        (definition,) = self.env.cr.fetchone()
        order = self.env["qlvb.document"]._order
        self.assertIn(f"(direction, {order})", definition)

    @users("t_clerk")
    @warmup
    def test_the_incoming_list(self):
        view = "qlvb_document.qlvb_document_view_list"
        self._constant("qlvb.document", view, [("direction", "=", "incoming")], 15)

    @users("t_head")
    @warmup
    def test_my_work(self):
        view = "qlvb_document.qlvb_assignment_view_list"
        mine = [("is_mine", "=", True), ("state", "in", ("open", "accepted"))]
        self._constant("qlvb.assignment", view, mine, 20)

    @users("t_head")
    @warmup
    def test_the_counters_of_the_work_list(self):
        self._make(50)
        rows = self.env["qlvb.assignment"]
        mine = [("is_mine", "=", True), ("state", "in", ("open", "accepted"))]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(t_head=6):
            self.assertEqual(rows.search_count(mine), 50)

    @users("t_clerk")
    @warmup
    def test_the_buttons_of_the_form_do_not_multiply(self):
        self._make(20)
        documents = self.env["qlvb.document"].search([], limit=20)
        costs = []
        for count in (2, 20):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            documents[:count].mapped("can_register")
            costs.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(costs[1], costs[0])

    def test_only_clerks_are_offered_an_empty_entry(self):
        documents = self.env["qlvb.document"].with_context(qlvb_incoming=True)
        for user, offered in ((self.clerk, True), (self.leader, False)):
            for kind in ("list", "form", "kanban"):
                with self.subTest(user=user.login, kind=kind):
                    arch = documents.with_user(user).get_view(view_type=kind)["arch"]
                    self.assertEqual('create="0"' not in arch.split(">")[0], offered)
        for action in ("incoming", "to_register"):
            action = self.env.ref(f"qlvb_document.qlvb_document_{action}_action")
            options = {"action_id": action.id, "toolbar": True}
            for user, offered in ((self.clerk, True), (self.leader, False)):
                with self.subTest(user=user.login, action=action.path):
                    asked = self.env["qlvb.document"].with_user(user)
                    views = asked.get_views([(False, "list")], options)["views"]
                    arch = views["list"]["arch"].split(">")[0]
                    self.assertEqual('create="0"' not in arch, offered)
        arch = self.env["qlvb.document"].with_user(self.specialist).get_view()["arch"]
        self.assertNotIn('create="0"', arch.split(">")[0], "Drafts are anybody's.")

    def test_each_list_that_people_open_has_cards_for_the_phone_s25(self):
        root = self.env.ref("qlvb_document.menu_qlvb_root")
        arranging = self.env.ref("qlvb_document.menu_qlvb_config")
        menus = self.env["ir.ui.menu"].search(
            ["&", ("id", "child_of", root.id), "!", ("id", "child_of", arranging.id)]
        )
        for menu in menus.filtered("action"):
            modes = (getattr(menu.action, "view_mode", None) or "").split(",")
            if modes[0] == "list":
                with self.subTest(menu=menu.complete_name):
                    self.assertIn("kanban", modes)

    def test_cards_of_the_queue_come_in_the_order_of_its_list(self):
        action = self.env.ref("qlvb_document.qlvb_document_to_register_action")
        orders = {
            view.view_mode: self.env["qlvb.document"].get_view(view.view_id.id)["arch"]
            for view in action.view_ids
            if view.view_mode in ("list", "kanban")
        }
        for mode, arch in orders.items():
            with self.subTest(mode=mode):
                self.assertIn('default_order="urgency desc, register_due, id"', arch)

    def test_a_card_tells_what_is_unread_in_bold(self):
        """The client drops a computed class from a plain field of a card."""
        lost = "//templates//field[not(@widget)][@t-att-class or @t-attf-class]"
        cards = [("type", "=", "kanban"), ("model", "=like", "qlvb.%")]
        for view in self.env["ir.ui.view"].search(cards):
            with self.subTest(view=view.name):
                self.assertFalse(etree.fromstring(view.arch).xpath(lost))
        for model, unread in (("document", "is_new"), ("assignment", "read_at")):
            arch = self.env[f"qlvb.{model}"].get_view(view_type="kanban")["arch"]
            bold = f"//div[contains(@t-att-class, '{unread}')]/field"
            self.assertTrue(etree.fromstring(arch).xpath(bold))

    def test_a_clerk_needs_no_mouse_to_enter_a_document(self):
        """Odoo's own field for a file cannot be reached by Tab."""
        form = (
            self.env["qlvb.document"].with_user(self.clerk).get_view(view_type="form")
        )
        arch = etree.fromstring(form["arch"])
        self.assertTrue(arch.xpath("//field[@name='upload'][@widget='qlvb_upload']"))
        keys = arch.xpath("//header/button/@data-hotkey")
        self.assertTrue({"r", "shift+r", "shift+n", "x"} <= set(keys))
        # Alt+Shift+U chooses among agencies in Odoo, Alt+Shift+F a file here.
        self.assertFalse({"u", "shift+u", "shift+f"} & set(keys))
