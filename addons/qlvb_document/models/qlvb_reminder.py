# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

KINDS = [
    ("half", "Half of the time is gone"),
    ("before", "Due soon"),
    ("late_1", "Overdue: the substitute is told"),
    ("late_2", "Overdue: the superior is told"),
    ("digest", "Digest"),
    ("holidays", "Holidays are missing"),
    ("nobody", "An approval stage has nobody"),
]


class QlvbReminder(models.Model):
    """The ledger of what people were reminded of: each thing at most once.

    The row is written in the transaction that sends the notice; its key is unique,
    so a job that is killed and runs again, or runs twice, tells nobody twice. A
    deadline that was moved is another key. Administrators of the agency read it.
    """

    _name = "qlvb.reminder"
    _description = "Reminder"
    _inherit = ["qlvb.reminder.run", "qlvb.digest"]
    _order = "id desc"
    _rec_name = "key"

    key = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True)
    document_id = fields.Many2one(
        "qlvb.document", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    assignment_id = fields.Many2one(
        "qlvb.assignment", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Person", readonly=True)
    moment = fields.Datetime(readonly=True)

    _key_uniq = models.UniqueIndex("(key)", "This reminder was sent already.")

    @api.model
    def _claim(self, company, rows):
        """Enter ``rows`` in the ledger; return the keys that were not there yet.

        ``rows``: dicts with ``key`` and ``kind``, perhaps ``document_id``,
        ``assignment_id`` and ``user_id``.
        """
        if not rows:
            return set()
        columns = ("document_id", "assignment_id", "user_id")
        now = fields.Datetime.now()
        values = SQL(", ").join(
            SQL(
                "(%s, %s, %s, %s, %s)",
                row["key"],
                row["kind"],
                company.id,
                now,
                SQL(", ").join(
                    SQL("%s::int4", row.get(name) or None) for name in columns
                ),
            )
            for row in rows
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO qlvb_reminder
                       (key, kind, company_id, moment,
                        document_id, assignment_id, user_id)
                   VALUES %s ON CONFLICT (key) DO NOTHING RETURNING key""",
                values,
            )
        )
        self.invalidate_model()
        return {key for (key,) in self.env.cr.fetchall()}
