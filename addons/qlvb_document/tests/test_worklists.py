# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged, users, warmup

from .common import QlvbCommon

OPEN = [("is_mine", "=", True), ("state", "in", ("open", "accepted"))]


@tagged("post_install", "-at_install")
class TestWorklists(QlvbCommon):
    """The lists people work from and their counters (S27, S29)."""

    def _count(self, name):
        """Return (rows, late rows) that the user's menu ``name`` shows."""
        self.env.flush_all()
        counts = self.env["qlvb.worklist"].menu_counts()
        menu = self.env.ref(f"qlvb_document.menu_qlvb_{name}")
        found = counts.get(str(menu.id))
        return found and tuple(found)

    @users("t_clerk")
    def test_a_new_document_waits_to_be_registered_then_no_longer(self):
        before = self._count("to_register")[0]
        document = self._receive()
        self.assertEqual(self._count("to_register"), (before + 1, 0))
        document.action_register()
        self.assertEqual(self._count("to_register"), (before, 0))

    @users("t_leader")
    def test_what_is_registered_waits_for_the_leader(self):
        document = self._registered()
        self.assertEqual(self._count("to_instruct"), (1, 0))
        self._instruct(document)
        self.assertEqual(self._count("to_instruct"), (0, 0))

    def test_each_row_is_in_one_list_only(self):
        document = self._assigned()
        people = self.head, self.finance_head, self.specialist
        counts = [self._of(user) for user in people]
        self.assertEqual(counts, [[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
        self._given(document)
        counts = [self._of(user) for user in people]
        self.assertEqual(counts, [[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]])

    def _of(self, user):
        """Return how many rows each list of the user's work shows."""
        names = ("to_handle", "in_progress", "coordinate", "inform")
        self.env.flush_all()
        counts = self.env["qlvb.worklist"].with_user(user).menu_counts()
        menus = [self.env.ref(f"qlvb_document.menu_qlvb_{name}") for name in names]
        return [counts[str(menu.id)][0] for menu in menus]

    @users("t_head")
    def test_what_is_late_is_told_apart(self):
        document = self._assigned()
        row = self._lead_row(document)
        row._through_door().write({"deadline": "2026-03-01 10:00:00"})
        self.assertEqual(self._count("to_handle"), (1, 1))
        self.assertEqual(self._count("overdue"), (1, 1))
        self.assertTrue(row.with_user(self.head).is_overdue)

    @users("t_clerk", "t_leader", "t_head", "t_specialist", "t_admin")
    def test_a_counter_is_what_its_list_shows(self):
        self._given(self._assigned())
        self._receive()
        self._registered()
        self.env.flush_all()
        counts = self.env["qlvb.worklist"].menu_counts()
        lists = self.env["qlvb.worklist"]._mine().filtered("is_counted")
        self.assertTrue(lists or self.env.user == self.admin_user)
        for row in lists:
            model, domain = row._counting()
            shown = self.env[model].search(domain)
            late = shown.filtered("is_overdue") if "is_overdue" in shown else shown[:0]
            with self.subTest(list=row.name):
                counted = counts[str(row.menu_id.id)]
                self.assertEqual(counted, [len(shown), len(late)])

    @users("t_stranger")
    def test_nobody_counts_what_is_not_theirs(self):
        self._given(self._assigned())
        self.assertEqual(self._count("to_handle"), (0, 0))
        self.assertIsNone(self._count("to_register"), "That menu is the clerk's.")

    @users("t_clerk")
    def test_the_menu_above_tells_the_total(self):
        self._receive()
        waiting = self._count("to_register")[0]
        self.assertEqual(self._count("incoming"), (waiting, 0))

    @users("t_head")
    def test_the_desk_shows_the_next_work_the_most_urgent_first(self):
        self._assigned(name="Thường")
        self._assigned(name="Hoả tốc", urgency="3")
        desk = self.env["qlvb.worklist"].desk()
        self.assertEqual(
            [row["abstract"] for row in desk["rows"]], ["Hoả tốc", "Thường"]
        )
        self.assertTrue(all(row["is_new"] for row in desk["rows"]))
        self.assertEqual(desk["rows"][1]["urgency"], "")

    @users("t_clerk")
    def test_the_desk_of_a_clerk_shows_the_head_of_the_queue(self):
        self._receive(name="Thường")
        self._receive(name="Hoả tốc", urgency="3")
        rows = self.env["qlvb.worklist"].desk()["rows"]
        self.assertEqual([row["abstract"] for row in rows], ["Hoả tốc", "Thường"])
        self.assertEqual({row["model"] for row in rows}, {"qlvb.document"})

    @users("t_head")
    @warmup
    def test_all_counters_are_one_query_beside_who_i_am(self):
        self._assigned()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(t_head=8):
            self.env["qlvb.worklist"].menu_counts()

    @users("t_specialist")
    def test_only_administrators_arrange_the_lists(self):
        row = self.env["qlvb.worklist"].search([], limit=1)
        with self.assertRaises(AccessError):
            row.on_desk = False
        row.with_user(self.admin_user).on_desk = False


@tagged("post_install", "-at_install")
class TestQueue(QlvbCommon):
    """Working through the documents that wait for the register (S24)."""

    @users("t_clerk")
    def test_register_and_next_opens_the_most_pressing_one(self):
        first = self._receive(name="Thường")
        urgent = self._receive(name="Khẩn", urgency="1")
        later = self._receive(name="Đến sau", received_at="2026-03-02 00:50:00")
        action = first.action_register_next()
        self.assertEqual(first.state, "registered")
        following = action["params"]["action"]["res_id"]
        queue = action["params"]["ids"]
        self.assertEqual(queue[0], following)
        self.assertLess(queue.index(urgent.id), queue.index(later.id))

    @users("t_clerk")
    def test_after_the_last_one_the_empty_queue_is_shown(self):
        waiting = self.env["qlvb.document"].search([("state", "=", "draft")])
        waiting.return_to_sender("Kiểm thử")
        action = self._receive().action_register_next()
        self.assertEqual(action["params"]["next"]["path"], "to-register")

    @users("t_clerk")
    def test_save_and_new_keeps_the_class(self):
        document = self._receive(type="bao_cao")
        action = document.action_save_and_new()["params"]["action"]
        self.assertFalse(action["res_id"])
        self.assertEqual(action["context"]["default_type_id"], document.type_id.id)

    @users("t_clerk")
    def test_many_are_registered_and_each_one_tells_its_result(self):
        good = self._receive()
        bad = self._receive(notation=False)
        results = (good | bad).register_many()
        self.assertEqual([row["ok"] for row in results], [True, False])
        self.assertIn(str(good.register_number), results[0]["message"])
        self.assertIn("number and notation", results[1]["message"])
        self.assertEqual((good.state, bad.state), ("registered", "draft"))

    @users("t_specialist")
    def test_who_may_not_register_is_told_so_for_each(self):
        documents = (self._receive() | self._receive()).with_env(self.env)
        results = documents.register_many()
        self.assertFalse([row for row in results if row["ok"]])
        self.assertEqual(
            {row["name"] for row in results}, {str(i) for i in documents.ids}
        )

    @users("t_clerk", "t_head")
    def test_overdue_documents_are_found(self):
        document = self._assigned()
        self._lead_row(document)._through_door().write(
            {"deadline": "2026-03-01 10:00:00"}
        )
        documents = self.env["qlvb.document"]
        late = documents.search([("is_overdue", "=", True)])
        self.assertIn(document.id, late.ids)
        self.assertTrue(all(late.mapped("is_overdue")))
        rest = documents.search([("is_overdue", "=", False)])
        self.assertFalse(any(rest.mapped("is_overdue")))


@tagged("post_install", "-at_install")
class TestReading(QlvbCommon):
    """Unread stands out; many rows are marked read at once (S42)."""

    @users("t_head")
    def test_what_i_have_not_read_is_new_to_me_only(self):
        document = self._assigned()
        mine = document.with_env(self.env)
        self.assertTrue(mine.is_new)
        self.assertFalse(document.with_user(self.clerk).is_new)
        self._lead_row(document).with_env(self.env).mark_read()
        self.assertFalse(mine.is_new)

    @users("t_head")
    def test_many_are_marked_read_with_a_result_each(self):
        mine = self._lead_row(self._assigned() | self._assigned(name="Khác"))
        theirs = (
            self.env["qlvb.assignment"]
            .sudo()
            .search([("department_id", "=", self.finance.id)], limit=1)
        )
        results = (mine | theirs).with_env(self.env).mark_read_many()
        self.assertEqual([row["ok"] for row in results], [True, True, False])
        self.assertIn("Phòng Tài chính", results[2]["message"])
        self.assertTrue(all(mine.mapped("read_at")))
        self.assertFalse(theirs.read_at)

    @users("t_head")
    def test_work_is_found_by_the_words_of_its_document(self):
        self._assigned(name="Phòng chống dịch sốt xuất huyết")
        rows = self.env["qlvb.assignment"]
        found = rows.search([("search_all", "ilike", "sot xuat")])
        self.assertEqual(len(found), 3, "To instruct, lead and co-ordinate.")
        self.assertFalse(rows.search([("search_all", "ilike", "ngan sach")]))

    @users("t_clerk")
    def test_what_is_taken_out_is_noted_in_the_history_of_access(self):
        document = self._receive()
        document.export_data(["notation", "name"])
        noted = (
            self.env["qlvb.access.log"]
            .sudo()
            .search([("document_id", "=", document.id), ("kind", "=", "export")])
        )
        self.assertEqual((noted.user_id, noted.what), (self.clerk, "notation, name"))

    @users("t_clerk", "t_leader", "t_head", "t_specialist")
    def test_results_can_be_exported(self):
        self.assertTrue(self.env.user.has_group("base.group_allow_export"))
