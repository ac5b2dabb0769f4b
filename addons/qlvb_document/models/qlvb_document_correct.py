# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# What stands in the book about an incoming document and may have been misread.
CORRECTABLE = (
    "name",
    "type_id",
    "notation",
    "issue_date",
    "issuer_id",
    "issuer_name",
    "declared_pages",
)


class QlvbDocumentCorrect(models.AbstractModel):
    """Correcting a registered entry, and cancelling one; the old values stay.

    Clerks of the agency correct, and its administrators where the agency says so;
    clerks cancel (`qlvb.number.cancel`). Both give a reason, which the book shows.
    """

    _name = "qlvb.document.correct"
    _description = "Correcting of Entries"

    correction_ids = fields.One2many(
        "qlvb.document.correction", "document_id", "Corrections", readonly=True
    )
    is_cancelled = fields.Boolean(
        "Entry cancelled",
        compute="_compute_is_cancelled",
        search="_search_is_cancelled",
        compute_sudo=True,
    )
    can_correct = fields.Boolean(compute="_compute_can_correct")

    @api.depends("number_id.state")
    def _compute_is_cancelled(self):
        for document in self:
            document.is_cancelled = document.number_id.state == "cancelled"

    @api.model
    def _search_is_cancelled(self, operator, value):
        if operator != "in":
            return NotImplemented
        numbers = Domain("state", "=", "cancelled")
        found = self.env["qlvb.number"].sudo()._search(numbers)
        return Domain("number_id", "in", found)

    @api.depends("state", "number_id.state")
    @api.depends_context("uid")
    def _compute_can_correct(self):
        for agency, documents in self.grouped("company_id").items():
            roles = documents._correcting_roles()
            may = bool(agency) and self.env["qlvb.role"]._has_role(roles, agency)
            for document in documents:
                document.can_correct = may and not document._correction_blockers()

    def _correcting_roles(self):
        allowed = self.company_id.sudo().qlvb_admin_corrects
        return ("clerk", "admin") if allowed else ("clerk",)

    def _correction_blockers(self):
        if self.direction != "incoming" or not self.register_number:
            return [
                self.env._(
                    "“%s” is not an entry of the incoming book.", self.display_name
                )
            ]
        if self.is_cancelled:
            return [self.env._("The entry of “%s” is cancelled.", self.display_name)]
        return []

    def correct(self, values, reason):
        """Correct the entry; ``values``: {field: new value}, see `CORRECTABLE`.

        Keeps each old value with the reason. What stands there already is left out;
        so a second call changes nothing. Returns the ids of the corrections.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_role(self._correcting_roles())
        reason = self.env["qlvb.number"]._checked_reason(reason)
        values = self._checked_correction(values)
        self._lock()
        blockers = self._correction_blockers()
        if blockers:
            raise UserError("\n".join(blockers))
        return self.sudo()._write_correction(values, reason).ids

    def _checked_correction(self, values):
        _ = self.env._
        if not isinstance(values, dict) or not values:
            raise UserError(_("Say what is corrected: {item: new value}."))
        wrong = sorted(set(map(str, values)) - set(CORRECTABLE))
        if wrong:
            raise UserError(
                _("This cannot be corrected in an entry: %s.", ", ".join(wrong))
            )
        values = dict(self._clean_text(values))
        self._turn_away_secrets(values)
        if values.get("type_id"):
            self.env["qlvb.document.type"].browse(values["type_id"]).check_access(
                "read"
            )
        if values.get("issuer_id"):
            issuer = self.env["res.partner"].browse(values["issuer_id"])
            issuer.check_access("read")
            values.setdefault("issuer_name", issuer.name)
        needed = ("name", "type_id", "notation", "issue_date", "issuer_name")
        empty = [name for name in needed if name in values and not values[name]]
        if empty:
            labels = [self._fields[n]._description_string(self.env) for n in empty]
            raise UserError(_("The entry needs: %s.", ", ".join(labels)))
        return values

    def _write_correction(self, values, reason):
        """Write what differs, and keep what stood there; called as the system."""
        before = {name: self._entry_text(name) for name in values}
        self._through_door().write(values)
        after = {name: self._entry_text(name) for name in values}
        if before.get("issuer_name", "") != after.get("issuer_name", ""):
            after.pop("issuer_id", None)  # the name says it
        changed = [name for name in after if before[name] != after[name]]
        rows = self.env["qlvb.document.correction"].create(
            [
                {
                    "document_id": self.id,
                    "field_name": name,
                    "old_value": before[name],
                    "new_value": after[name],
                    "reason": reason,
                    "user_id": self.env.uid,
                }
                for name in changed
            ]
        )
        for row in rows:
            self._log(
                "correct",
                item=row.field_name,
                old=row.old_value,
                new=row.new_value,
                reason=reason,
            )
        return rows

    def _entry_text(self, name):
        """Return a value of the entry as the book shows it."""
        value = self[name]
        if self._fields[name].type == "many2one":
            return value.display_name or ""
        if self._fields[name].type == "date":
            return f"{value:%d/%m/%Y}" if value else ""
        return str(value or "")

    def _cancel_entry(self, number, reason):
        """The number was cancelled: the entry stays, marked; nobody works on it."""
        self.assignment_ids._recall(reason)
        self._log("cancel", number=number.ordinal, reason=reason)
        if self.state == "registered":
            self._set_state("done")

    def action_correct(self):
        """Ask what is corrected, and why."""
        self.ensure_one()
        return self._ask(
            "qlvb.document.correct.entry",
            self.env._("Correct the entry"),
            {"default_document_id": self.id},
        )

    def action_cancel_entry(self):
        """Ask why the entry is cancelled."""
        return self.sudo().number_id.with_env(self.env).action_cancel()
