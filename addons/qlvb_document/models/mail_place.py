# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class QlvbPlaceMixin(models.AbstractModel):
    """What hangs on a record with tokens is seen by who sees that record.

    Odoo lets whoever was once told, or has an activity, read on for ever; a message
    and an activity tell the title, so here they close with the document.
    """

    _name = "qlvb.place.mixin"
    _description = "On a Record with Tokens"

    _place_fields = ("model", "res_id")

    qlvb_readable = fields.Boolean(
        compute="_compute_qlvb_readable",
        search="_search_qlvb_readable",
        export_string_translation=False,
    )

    @api.model
    def _guarded_models(self):
        """Return the names of the stored models that are seen by tokens."""
        return [
            name
            for name, model in self.env.items()
            if "access_tokens" in model._fields and not model._abstract
        ]

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_qlvb_readable(self):
        model_field, id_field = self._place_fields
        guarded = self._guarded_models()
        for name, rows in self.grouped(model_field).items():
            visible = None
            if name in guarded:
                every = self.env[name].with_context(active_test=False)
                ids = [("id", "in", rows.mapped(id_field)), ("can_see", "=", True)]
                visible = set(every.search(ids).ids)
            for row in rows:
                row.qlvb_readable = visible is None or row[id_field] in visible

    @api.model
    def _search_qlvb_readable(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain.custom(to_sql=self._qlvb_readable_sql)

    @api.model
    def _qlvb_readable_sql(self, model, alias, query):
        model_field, id_field = self._place_fields
        name = SQL.identifier(alias, model_field, to_flush=self._fields[model_field])
        res_id = SQL.identifier(alias, id_field, to_flush=self._fields[id_field])
        cases = SQL(" ").join(
            SQL(
                "WHEN %s THEN EXISTS (SELECT FROM %s AS place WHERE place.id = %s"
                " AND %s)",
                guarded,
                SQL.identifier(self.env[guarded]._table),
                res_id,
                self.env[guarded]._can_see_sql(self.env[guarded], "place", None),
            )
            for guarded in self._guarded_models()
        )
        return SQL("(CASE %s %s ELSE TRUE END)", name, cases)


class MailMessage(models.Model):
    """Messages about a document close with it."""

    _name = "mail.message"
    _inherit = ["mail.message", "qlvb.place.mixin"]


class MailActivity(models.Model):
    """Activities on a document close with it."""

    _name = "mail.activity"
    _inherit = ["mail.activity", "qlvb.place.mixin"]
    _place_fields = ("res_model", "res_id")
