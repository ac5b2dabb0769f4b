# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

# So many documents of the queue are reached by the pager after "Register and next".
QUEUE = 80

# Where clerks enter what arrived.
ENTERING = ("qlvb_document_incoming_action", "qlvb_document_to_register_action")


class QlvbDocumentLists(models.AbstractModel):
    """What the lists of documents show of each, and working through them."""

    _name = "qlvb.document.lists"
    _description = "Lists of Documents"
    _inherit = ["qlvb.batch.mixin", "qlvb.document.summary"]

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        late = Domain("state", "=", "registered") & Domain("deadline", "<", now)
        late |= (
            Domain("state", "=", "draft")
            & Domain("direction", "=", "incoming")
            & Domain("register_due", "<", now)
        )
        return late if True in value else ~late

    @api.model
    def _offers_new(self, action_id=None):
        """Only clerks enter what came: nobody else is offered an empty entry.

        The web client tells the action, and no context, when it asks for views.
        """
        find = self.env["ir.model.data"]._xmlid_to_res_id
        incoming = self.env.context.get("qlvb_incoming") or (
            action_id in [find(f"qlvb_document.{name}") for name in ENTERING]
        )
        return not incoming or self.env.user.has_group("qlvb_document.group_qlvb_clerk")

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._offers_new(options.get("action_id")))

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if not self._offers_new(options.get("action_id")):
            arch.set("create", "0")
        return arch, view

    def export_data(self, fields_to_export):
        """Note in the history of access who took out what (ND 30/2020, VI.III.6)."""
        result = super().export_data(fields_to_export)
        self.env["qlvb.access.log"]._note(self, "export", ", ".join(fields_to_export))
        return result

    def _queue(self):
        """Return the drafts that wait for the register, the most pressing first."""
        waiting = Domain("direction", "=", "incoming") & Domain("state", "=", "draft")
        agency = self.company_id or self.env.company
        return self.search(
            waiting & Domain("company_id", "=", agency.id),
            order="urgency DESC, register_due, id",
            limit=QUEUE,
        )

    def action_register_next(self):
        """Register the document and open the next one of the queue."""
        self.ensure_one()
        self.action_register()
        notice, queue = self._registered_notice(), self._queue()
        if queue:
            return self._instead(queue[0], queue.ids, notice=notice)
        empty = self.env["ir.actions.act_window"]._for_xml_id(
            "qlvb_document.qlvb_document_to_register_action"
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": notice, "next": empty},
        }

    def _registered_notice(self):
        """Return the number that the clerk writes on the paper."""
        return self.env._(
            "Arrival number %(number)s: %(name)s",
            number=self.register_number,
            name=self.display_name,
        )

    def register_many(self):
        """Register each document; return ``[{id, name, ok, message}]``."""
        results = self._each(lambda rows: rows.action_register())
        for row in results:
            number = row["ok"] and self.browse(row["id"]).register_number
            if number:
                row["message"] = self.env._("Registered under number %s", number)
        return results

    def action_register_many(self):
        return self._show_results(self.env._("Register"), self.register_many())

    def action_save_and_new(self):
        """Open an empty entry with the class of the one that was just saved."""
        self.ensure_one()
        context = {
            "default_direction": self.direction,
            "default_type_id": self.type_id.id,
        }
        return self._instead(self.browse(), [], context)

    def _instead(self, document, ids, context=None, notice=None):
        """Return the action that shows a document in the place of the present one.

        ``notice``: what is told in passing of the one that was left.
        """
        action = {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": document.id,
            "views": [(False, "form")],
            "context": context or {},
        }
        return {
            "type": "ir.actions.client",
            "tag": "qlvb_open_instead",
            "params": {"action": action, "ids": ids, "notice": notice},
        }
