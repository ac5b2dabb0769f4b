# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import QlvbCommon, make_pdf


@tagged("post_install", "-at_install")
class TestRegulation(QlvbCommon):
    """The head issues a regulation of the agency; it is shown to its users (S46)."""

    def _added(self, day="2026-01-01", user=None, **values):
        return (
            self.env["qlvb.regulation"]
            .with_user(user or self.leader)
            .create(
                {
                    "name": "Quy chế công tác văn thư",
                    "date_from": day,
                    "file_name": "quy-che.pdf",
                    "content": base64.b64encode(make_pdf(f"Quy che {day}")),
                    **values,
                }
            )
        )

    def test_everybody_in_the_agency_reads_the_one_in_force_s46(self):
        row = self._added()
        for user in (self.specialist, self.clerk, self.head, self.office):
            with self.subTest(user=user.login):
                mine = self.env["qlvb.regulation"].with_user(user)
                action = mine.action_read_current()
                self.assertIn(f"/{row.id}/content", action["url"])
                self.assertTrue(mine.browse(row.id).content)

    def test_another_agency_does_not_see_it(self):
        row = self._added()
        theirs = self.env["qlvb.regulation"].with_user(self.commune_clerk)
        self.assertFalse(theirs.search([]) & row)
        with self.assertRaisesRegex(UserError, "no internal regulation here yet"):
            theirs.action_read_current()

    def test_leaders_and_administrators_add_one_and_nobody_else(self):
        self._added("2026-01-01")
        self._added("2026-02-01", user=self.admin_user)
        for user in (self.specialist, self.clerk, self.head):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._added("2026-03-01", user=user)

    def test_a_newer_one_takes_its_place_and_the_old_one_is_kept(self):
        old, new, next_one = map(
            self._added, ("2025-06-01", "2026-03-01", "2026-04-01")
        )
        self.assertEqual(old.state, "past")
        self.assertEqual(new.state, "current")
        self.assertEqual(next_one.state, "coming")
        self.assertTrue(old.content)
        search = self.env["qlvb.regulation"].with_user(self.leader).search
        self.assertEqual(search([("state", "in", ["current"])]), new)
        with self.assertRaisesRegex(UserError, "is kept"):
            old.sudo().unlink()

    def test_one_that_has_ended_is_no_longer_in_force(self):
        row = self._added("2025-06-01", date_to="2026-03-01")
        self.assertEqual(row.state, "past")
        row.date_to = "2026-03-02"
        self.assertEqual(row.state, "current")

    @users("t_leader")
    def test_its_file_is_not_exchanged(self):
        row = self._added(user=self.env.user)
        with self.assertRaisesRegex(UserError, "not exchanged"):
            row.content = base64.b64encode(make_pdf("Other"))

    @users("t_leader")
    def test_its_file_goes_through_the_gate(self):
        with self.assertRaisesRegex(UserError, "not what its name says"):
            self._added(content=base64.b64encode(b"no pdf"), user=self.env.user)

    def test_two_do_not_begin_on_one_day(self):
        self._added()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.env.cr.savepoint():
                self._added()

    def test_a_route_shows_the_regulation_that_it_carries_out(self):
        row = self._added()
        route = (
            self.env["qlvb.approval.route"]
            .with_user(self.specialist)
            .search([], limit=1)
        )
        self.assertEqual(route.regulation_id, row)
        self.assertIn(str(row.id), route.action_read_regulation()["url"])
