# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from vnrecords import text


class QlvbNumber(models.Model):
    """The ledger of numbers: which was drawn for what, and what became of it.

    Everybody in the agency reads it, but of a document only who may see it. The
    system writes; clerks of the agency reserve and skip (`qlvb.series.ledger`),
    release, use and cancel, with a reason that stays. A number is never given twice
    silently: a freed one is given again on the same day only, and says so, or stays
    in the ledger with its reason.
    """

    _name = "qlvb.number"
    _description = "Number"
    _inherit = ["qlvb.state.mixin"]
    _order = "series_id, ordinal desc, suffix"
    _rec_name = "ordinal"
    _transitions = {
        "reserved": {"used", "released", "cancelled"},
        "released": {"reserved", "used"},
        "used": {"cancelled"},
    }
    _guarded_fields = frozenset(
        {"series_id", "ordinal", "suffix", "document_id", "date", "reason"}
    )

    series_id = fields.Many2one("qlvb.series", required=True, index=True)
    company_id = fields.Many2one(related="series_id.company_id", store=True, index=True)
    ordinal = fields.Integer(required=True, aggregator=None)
    suffix = fields.Char(required=True, default="")
    state = fields.Selection(
        [
            ("reserved", "Reserved"),
            ("used", "Used"),
            ("released", "Released"),
            ("skipped", "Skipped"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="used",
    )
    document_id = fields.Many2one("qlvb.document", index="btree_not_null")
    date = fields.Date(required=True)
    reason = fields.Char()
    history = fields.Text(
        readonly=True, help="Who did what to the number, when and why; one line each."
    )

    _number_uniq = models.UniqueIndex(
        "(series_id, ordinal, suffix)", "This number is already used in its series."
    )
    _ordinal_positive = models.Constraint("CHECK(ordinal > 0)", "Numbers start at 1.")
    _released_idx = models.Index("(series_id, date) WHERE state = 'released'")
    _loose_idx = models.Index("(series_id, ordinal) WHERE state != 'used'")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A number that was drawn stays in the ledger."))

    @api.model
    def gaps(self, series_id):
        """Return the ordinals that the ledger of a series does not explain.

        At most 10,000, in order; see `qlvb.series.check` for the full report.
        """
        series = self.env["qlvb.series"].browse(series_id)
        series.check_access("read")
        spans = (range(first, last + 1) for first, last in series.sudo()._gap_spans())
        return [ordinal for span in spans for ordinal in span][:10_000]

    @api.model
    def _checked_reason(self, reason):
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why: the reason stays in the ledger."))
        return text.clean(reason).strip()

    def release(self, reason):
        """Give reserved numbers back: the next draw of the same day takes them."""
        self._leave("released", reason)
        return True

    def cancel(self, reason):
        """Cancel numbers for good; an entry of that number stays, marked so.

        Reserved numbers, and those of incoming documents; an issued document is
        recalled instead.
        """
        self._leave("cancelled", reason)
        return True

    def _leave(self, state, reason):
        reason = self._checked_reason(reason)
        self._check_clerk()
        for number in self.sudo():
            if number.state == state:
                continue
            number._check_blockers(state)
            document = number.document_id
            entered = number.state == "used"
            number._set_state(state, reason=reason)
            number._note(number._state_label(), reason)
            if entered:
                document._cancel_entry(number, reason)
            elif document:
                number._unlink_from(document, reason)

    def _unlink_from(self, document, reason):
        """Take the reserved number from a document that was not issued yet."""
        self._through_door().document_id = False
        document._through_door().write({"number_id": False, "register_id": False})
        document._log("release", number=self.ordinal, reason=reason)

    def use_for(self, document_id):
        """Give a reserved number to a document that has none yet.

        An incoming draft is registered under it; a signed outgoing document is
        issued under it later. Only clerks of the agency.
        """
        self.ensure_one()
        self._check_clerk()
        if type(document_id) is not int:
            raise UserError(self.env._("Choose the document that gets the number."))
        document = self.env["qlvb.document"].browse(document_id).exists()
        document.check_access("read")
        self._check_blockers("used")
        reasons = self._use_blockers(document)
        if reasons:
            raise UserError("\n".join(reasons))
        document._lock()
        if document.direction == "incoming":
            document._enter_register(number=self.sudo())
        else:
            self.sudo()._through_door().document_id = document
            register = self.env["qlvb.register"]._find(
                self.company_id, self.series_id.direction, self.series_id.year
            )
            document.sudo()._through_door().write(
                {"number_id": self.id, "register_id": register.id}
            )
            document._log("reserve", number=self.ordinal, reason=self.reason)
        return True

    def _use_blockers(self, document):
        _ = self.env._
        if len(document) != 1:
            return [_("Choose the document that gets the number.")]
        blockers = []
        series = self.sudo().series_id
        own = (document.company_id, document.direction)
        if own != (series.company_id, series.direction):
            blockers.append(_("The number belongs to another book."))
        elif document.direction != "incoming" and (
            document._scope_key() != series.scope_key
        ):
            blockers.append(
                _(
                    "Number %(number)s is of the series “%(series)s”, from which"
                    " “%(name)s” takes none: choose a number of its own series.",
                    number=self.ordinal,
                    series=series.display_name,
                    name=document.display_name,
                )
            )
        if self.state != "reserved" or self.document_id or document.number_id:
            blockers.append(
                _("A reserved number is given once, to a document without number.")
            )
        state = "draft" if document.direction == "incoming" else "signed"
        if document.state != state:
            label = dict(document._fields["state"]._description_selection(self.env))
            blockers.append(
                _(
                    "“%(name)s” is not in the state “%(state)s”.",
                    name=document.display_name,
                    state=label[state],
                )
            )
        return blockers

    def _blockers_cancelled(self):
        document = self.document_id
        if self.state == "used" and document and document.direction != "incoming":
            return [
                self.env._("Number %s is issued: recall the document.", self.ordinal)
            ]
        return []

    def _check_clerk(self):
        self.check_access("read")
        for agency in self.sudo().company_id:
            self.env["qlvb.document"]._check_role(("clerk",), agency)
        self.env.cr.execute(
            SQL(
                "SELECT id FROM qlvb_number WHERE id = ANY(%s) FOR NO KEY UPDATE",
                self.ids,
            )
        )
        self.invalidate_recordset(["state", "document_id"])

    def _state_label(self):
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    def _note(self, what, reason=None):
        """Add a line to the history of each number; local time of its agency."""
        now = fields.Datetime.now()
        for number in self:
            moment = number.company_id._qlvb_local(now)
            parts = (f"{moment:%d/%m/%Y %H:%M}", self.env.user.name, what, reason)
            line = " – ".join(filter(None, parts))
            lines = [*(number.history or "").splitlines(), line]
            number._through_door().history = "\n".join(lines)

    def action_release(self):
        """Ask for the reason and release."""
        return self._ask_reason("release", self.env._("Release the number"))

    def action_cancel(self):
        """Ask for the reason and cancel."""
        return self._ask_reason("cancel", self.env._("Cancel the number"))

    def _ask_reason(self, what, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "qlvb.number.reason",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_number_ids": [fields.Command.set(self.ids)],
                "default_what": what,
            },
        }
