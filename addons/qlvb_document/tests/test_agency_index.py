# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import SQL, file_path, mute_logger

from .common import QlvbCommon
from .planning import plan_with_only

INDEX = "qlvb_document_agency_idx"
INCOMING = [("direction", "=", "incoming")]


@tagged("post_install", "-at_install")
class TestAgencyIndex(QlvbCommon):
    """A clerk sees all of the agency, so that the agency alone is asked for (S20)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.here = cls._receive() | cls._registered()
        cls.there = cls._receive(clerk=cls.commune_clerk)
        cls.env.flush_all()

    def _of(self, user):
        agencies = user.company_ids.ids
        documents = self.env["qlvb.document"].with_user(user)
        return documents.with_context(allowed_company_ids=agencies)

    def _plan(self, query):
        return plan_with_only(self, query, ["qlvb_document"], [INDEX])

    def test_a_page_of_the_clerk_comes_from_the_index_in_its_order(self):
        documents = self._of(self.clerk)
        query = documents._search(INCOMING, limit=80, order=documents._order)
        plan = self._plan(query.select())
        self.assertIn(f"using {INDEX}", plan)
        self.assertNotIn("Sort", plan)
        self.assertNotIn("access_tokens", plan)

    def test_what_the_clerk_has_is_counted_without_the_table(self):
        query = self._of(self.clerk)._search(INCOMING)
        plan = self._plan(query.select(SQL("COUNT(*)")))
        self.assertIn(f"Index Only Scan using {INDEX}", plan)

    def test_who_is_no_clerk_is_asked_for_tokens(self):
        query = self._of(self.specialist)._search(INCOMING)
        self.assertIn("access_tokens", query.select().code)

    def test_a_clerk_here_who_drafts_there_sees_only_the_own_there(self):
        roles = self.env["qlvb.role"]
        self.clerk.company_ids |= self.commune
        unit = self._make_unit("Phòng Địa chính", "DC", self.commune)
        roles.create(
            {
                "user_id": self.clerk.id,
                "role": "specialist",
                "department_id": unit.id,
                "company_id": self.commune.id,
                "date_from": "2026-01-01",
            }
        )
        documents = self._of(self.clerk)
        self.assertEqual(documents.search(INCOMING), self.here)
        self.assertEqual(documents.search_count(INCOMING), len(self.here))
        only_there = documents.with_context(allowed_company_ids=self.commune.ids)
        self.assertFalse(only_there.search(INCOMING))

    def test_a_clerk_of_both_sees_both(self):
        self.clerk.company_ids |= self.commune
        self.env["qlvb.role"].create(
            {
                "user_id": self.clerk.id,
                "role": "clerk",
                "company_id": self.commune.id,
                "date_from": "2026-01-01",
            }
        )
        self.assertEqual(self._of(self.clerk).search(INCOMING), self.here | self.there)

    def test_who_is_no_longer_clerk_sees_nothing_of_it(self):
        documents = self._of(self.clerk)
        self.assertEqual(documents.search(INCOMING), self.here)
        roles = self.env["qlvb.role"].search([("user_id", "=", self.clerk.id)])
        roles.date_to = "2026-01-02"
        self.assertFalse(documents.search(INCOMING))

    def test_the_database_refuses_what_no_clerk_would_see(self):
        change = "UPDATE qlvb_document SET access_tokens = '{1}' WHERE id = %s"
        refused = self.assertRaises(psycopg2.errors.CheckViolation)
        with mute_logger("odoo.sql_db"), refused, self.cr.savepoint():
            self.cr.execute(change, [self.here[0].id])

    def test_the_narrow_index_of_before_goes(self):
        narrow = "qlvb_document__company_id_index"
        self.cr.execute(f"CREATE INDEX {narrow} ON qlvb_document (company_id)")
        path = file_path("qlvb_document/migrations/19.0.1.2.0/post-agency-index.py")
        script = load_script(path, "qlvb_post_agency_index")
        for _n in range(2):
            script.migrate(self.cr, "19.0.1.1.0")
        self.cr.execute("SELECT to_regclass(%s)", [narrow])
        self.assertEqual(self.cr.fetchone(), (None,))
