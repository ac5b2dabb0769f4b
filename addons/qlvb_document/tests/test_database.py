# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import QlvbCommon
from .planning import plan_with_only

INDEX = "qlvb_document_search_idx"


@tagged("post_install", "-at_install")
class TestDatabase(QlvbCommon):
    """What the database must be for order, search and access to hold."""

    def _one(self, query, *values):
        self.cr.execute(query, values)
        return self.cr.fetchone()

    def test_a_search_with_access_checked_uses_the_one_index(self):
        """Among twenty thousand documents, as the planner itself decides."""
        self._fill(20_000)
        documents = self.env["qlvb.document"].with_user(self.specialist)
        found = documents.search([("search_all", "ilike", "số 777")])
        self.assertFalse(found, "The words are found, but in what others see.")
        plan = self._plan(documents._search([("search_all", "ilike", "số 777")]))
        condition = plan.partition(f"Bitmap Index Scan on {INDEX}")[2]
        self.assertIn("access_tokens && ", condition, plan)
        self.assertIn("to_tsvector", condition, plan)
        self.assertIn(INDEX, self._plan(documents._search([])))

    def _fill(self, count):
        """Copy one document many times, each seen by one of a thousand users."""
        document = self._receive(files=[])
        self.env.flush_all()
        self.cr.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = 'qlvb_document'::regclass AND attnum > 0"
            " AND NOT attisdropped AND attname NOT IN"
            " ('id', 'uuid', 'access_tokens', 'search_text')"
        )
        (columns,) = self.cr.fetchone()
        self.cr.execute(
            f"""INSERT INTO qlvb_document
                ({columns}, uuid, access_tokens, search_text)
                SELECT {columns}, 'u' || n,
                ARRAY[1600000 + n %% 1000, company_id * 16 + 4],
                'cong van so ' || n %% 1000 FROM qlvb_document, generate_series(1, %s) n
                WHERE id = %s""",
            [count, document.id],
        )
        self.cr.execute("ANALYZE qlvb_document")

    def _plan(self, query):
        self.env.flush_all()
        self.cr.execute("EXPLAIN " + self.cr.mogrify(query.select()).decode())
        return "\n".join(line for (line,) in self.cr.fetchall())

    def test_open_work_is_found_by_a_partial_index(self):
        rows = self.env["qlvb.assignment"].sudo()
        mine = [
            ("user_id", "=", self.specialist.id),
            ("state", "in", ("open", "accepted")),
        ]
        index = "qlvb_assignment_open_user_idx"
        query = rows._search(mine, order="deadline, id").select()
        plan = plan_with_only(self, query, ["qlvb_assignment"], [index])
        self.assertIn(index, plan)

    def test_intarray_is_absent(self):
        """Its && would shadow the one that the index of tokens serves."""
        found = self._one(
            "SELECT count(*) FROM pg_extension WHERE extname = 'intarray'"
        )
        self.assertEqual(found, (0,))

    def test_the_order_is_vietnamese(self):
        provider, locale = self._one(
            "SELECT datlocprovider, daticulocale FROM pg_database"
            " WHERE datname = current_database()"
        )
        self.assertEqual((provider, locale), ("i", "vi"))
        names = ["Đông", "Dương", "Ăn", "An", "Ân", "Dân", "Đà", "Ớt", "Ông"]
        self.env["res.partner"].create([{"name": f"ZZ {name}"} for name in names])
        found = self.env["res.partner"].search(
            [("name", "=like", "ZZ %")], order="name"
        )
        self.assertEqual(
            found.mapped("name"),
            [
                f"ZZ {name}"
                for name in (
                    "An",
                    "Ăn",
                    "Ân",
                    "Dân",
                    "Dương",
                    "Đà",
                    "Đông",
                    "Ông",
                    "Ớt",
                )
            ],
        )

    def test_the_wrapper_of_unaccent_can_serve_an_index(self):
        volatility, plain = self._one(
            "SELECT provolatile, public.unaccent('Đặng Thị Mỹ Lệ') FROM pg_proc"
            " WHERE oid = 'public.unaccent(text)'::regprocedure"
        )
        self.assertEqual((volatility, plain), ("i", "Dang Thi My Le"))

    def test_tokens_are_a_column_that_upgrades_leave_alone(self):
        (kind,) = self._one(
            "SELECT udt_name FROM information_schema.columns"
            " WHERE table_name = 'qlvb_document' AND column_name = 'access_tokens'"
        )
        field = self.env["qlvb.document"]._fields["access_tokens"]
        self.assertEqual(kind, field._column_type[0])
