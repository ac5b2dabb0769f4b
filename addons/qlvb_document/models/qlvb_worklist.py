# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, ormcache
from odoo.tools.safe_eval import safe_eval

# Nobody reads a longer list to its end; the counter then says "more than that".
MOST = 1000
# Rows of the desk that are shown below the counters.
NEXT = 8


class QlvbWorklist(models.Model):
    """A list that people work from: a menu with a counter and a card on the desk.

    The counter counts exactly what the menu's action shows to this user, under the
    record rules; where the list also keeps what is settled, only what is new in it.
    Administrators arrange the lists; everybody reads those whose menu they have.
    """

    _name = "qlvb.worklist"
    _description = "Work List"
    _inherit = ["qlvb.kept.mixin"]
    _order = "sequence, id"

    menu_id = fields.Many2one("ir.ui.menu", required=True, ondelete="cascade")
    name = fields.Char("List", related="menu_id.name")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-inbox", help="Name of a Font Awesome icon.")
    on_desk = fields.Boolean("On the desk", default=True)
    is_counted = fields.Boolean("Show a counter", default=True)
    counts_only = fields.Char(
        default="[]", help="Domain of the rows that the counter counts, if not all."
    )
    in_total = fields.Boolean(
        "In the total",
        default=True,
        help="The counter is added to the one of the menu above.",
    )

    _menu_uniq = models.UniqueIndex("(menu_id)", "This menu is a work list already.")

    @api.model
    def _mine(self):
        """Return the lists whose menu the current user has."""
        visible = self.env["ir.ui.menu"]._visible_menu_ids()
        return self.search([("menu_id", "in", list(visible))])

    def _shown(self):
        """Return the model and the domain of what the menu shows."""
        action = self.menu_id.sudo().action
        domain = safe_eval(action.domain or "[]", {"uid": self.env.uid})
        return action.res_model, domain

    def _counting(self):
        """Return the model and the domain of what the counter counts."""
        model, domain = self._shown()
        only = safe_eval(self.counts_only or "[]", {"uid": self.env.uid})
        return model, list(Domain(domain) & Domain(only))

    @api.model
    @ormcache("self.env.uid")
    def _counted(self):
        """Return (menu id, menu above or False, model, domain) of each of my lists."""
        return [
            (
                row.menu_id.id,
                row.in_total and row.menu_id.parent_id.parent_id and above.id,
                *row._counting(),
            )
            for row in self._mine().filtered("is_counted")
            for above in row.menu_id.parent_id
        ]

    @api.model
    def _count_sql(self, key, model, domain, known):
        """Return a SELECT of (key, rows, late rows), or None without the right to read.

        ``known``: dict in which is kept what "mine" means in each model.
        """
        records = self.env[model]
        if not records.has_access("read"):
            return None
        query = records._search(
            Domain(domain).map_conditions(self._who(records, known))
        )
        if query.is_empty():
            return None
        late = SQL("FALSE")
        if "is_overdue" in records._fields and records._fields["is_overdue"].search:
            overdue = Domain("is_overdue", "=", True).optimize_full(records)
            late = overdue._to_sql(records, query.table, query)
        query.limit = MOST
        return SQL(
            "(SELECT %s, COUNT(*), COUNT(*) FILTER (WHERE late) FROM (%s) AS list)",
            key,
            query.select(SQL("%s AS late", late)),
        )

    @api.model
    def _who(self, records, known):
        """Return the function that says who "I" am once a model, not once a list."""

        def resolve(condition):
            if condition.field_expr != "is_mine":
                return condition
            if records._name not in known:
                known[records._name] = condition.optimize_full(records)
            return known[records._name]

        return resolve

    @api.model
    @api.readonly
    def menu_counts(self):
        """Return {menu id: [rows, late rows]} of the user's lists and the menus above.

        At most 1,000 rows are counted in a list. One query counts all lists.
        """
        lists, known = self._counted(), {}
        parts = [self._count_sql(menu, *shown, known) for menu, _, *shown in lists]
        parts = [part for part in parts if part]
        query = SQL(" UNION ALL ").join(parts)
        found = {row[0]: row[1:] for row in parts and self.env.execute_query(query)}
        counts = {}
        for menu, above, *_shown in lists:
            for key in filter(None, (menu, above)):
                have, more = counts.get(key, (0, 0)), found.get(menu, (0, 0))
                counts[key] = [have[0] + more[0], have[1] + more[1]]
        return {str(menu): pair for menu, pair in counts.items()}

    @api.model
    def _changed(self, users):
        """Let the counters of ``users`` be fetched again, now."""
        users.sudo().partner_id._bus_send("qlvb.worklist/changed", {})

    @api.model
    @api.readonly
    def desk(self):
        """Return what the start page shows: the user's lists and the next work.

        ``lists``: dicts with ``menu_id``, ``name``, ``icon``; the counters come from
        `menu_counts`. ``rows``: see `_next_rows`.
        """
        lists = self._mine().filtered("on_desk")
        return {
            "name": self.env.user.name,
            "agency": self.env.company.name,
            "lists": [
                {
                    "menu_id": row.menu_id.id,
                    "name": row.name,
                    "icon": row.icon,
                    "counted": row.is_counted,
                }
                for row in lists
            ],
            "rows": self._next_to_register() + self._next_rows(),
        }

    @api.model
    def _next_to_register(self):
        """Return the head of the clerk's queue, in the shape of `_next_rows`."""
        if not self.env["qlvb.role"]._has_role(("clerk",), self.env.company):
            return []
        documents = self.env["qlvb.document"]._queue()[:NEXT]
        urgency = dict(documents._fields["urgency"]._description_selection(self.env))
        return [
            {
                "model": row._name,
                "id": row.id,
                "role": self.env._("To register"),
                "notation": row.notation or "",
                "abstract": row.name,
                "from": row.issuer_name or "",
                "urgency": "" if row.urgency == "0" else urgency[row.urgency],
                "deadline": fields.Datetime.to_string(row.register_due) or "",
                "remaining": row.remaining_text or "",
                "is_overdue": row.is_overdue,
                "is_new": True,
            }
            for row in documents
        ]

    @api.model
    def _next_rows(self):
        """Return the user's next work, the most urgent first, as a list of dicts."""
        rows = self.env["qlvb.assignment"].search(
            Domain("is_mine", "=", True)
            & Domain("state", "in", ("open", "accepted"))
            & Domain("role", "!=", "inform"),
            limit=NEXT,
        )
        role = dict(rows._fields["role"]._description_selection(self.env))
        urgency = dict(rows._fields["urgency"]._description_selection(self.env))
        return [
            {
                "model": row._name,
                "id": row.id,
                "role": role[row.role],
                "notation": row.notation or "",
                "abstract": row.abstract,
                "from": row.issuer_name or "",
                "urgency": "" if row.urgency == "0" else urgency[row.urgency],
                "deadline": fields.Datetime.to_string(row.deadline) or "",
                "remaining": row.remaining_text or "",
                "is_overdue": row.is_overdue,
                "is_new": not row.read_at,
            }
            for row in rows
        ]
