# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

# Clocks of two machines differ a little.
TOLERANCE = timedelta(minutes=2)
PAPER_FIELDS = {"has_paper", "paper_location", "paper_received_on"}


class QlvbDocumentPaper(models.AbstractModel):
    """The paper original of a received document (S23), and when it came (S31).

    Clerks of the agency enter the time at which paper arrived: never in the future,
    and before today only with a reason, which the trail keeps. Clerks and archivists
    write where the paper lies, also later, when it moves.
    """

    _name = "qlvb.document.paper"
    _description = "Paper of Documents"

    has_paper = fields.Boolean("Paper original", copy=False)
    paper_location = fields.Char("Where the paper is", copy=False)
    paper_received_on = fields.Date("Paper received on", copy=False)
    late_entry_reason = fields.Char(
        "Reason for entering it late",
        copy=False,
        help="Why paper that arrived before today is entered only now.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._check_arrival()
        documents.filtered("has_paper")._check_paper()
        return documents

    def write(self, vals):
        if PAPER_FIELDS & set(vals) and not self._door_is_open():
            for document in self:
                document._check_role(("clerk", "archivist"))
        result = super().write(vals)
        if "received_at" in vals:
            self._check_arrival()
        if {"has_paper", "paper_received_on"} & set(vals):
            self._check_paper()
        elif {"received_at", "late_entry_reason"} & set(vals):
            self.filtered("has_paper")._check_paper()
        if "paper_location" in vals:
            self._log("paper", place=vals["paper_location"])
        return result

    def _check_arrival(self):
        """Refuse a document that is to arrive: deadlines count from its arrival."""
        latest = fields.Datetime.now() + TOLERANCE
        for document in self.filtered(lambda d: d.direction == "incoming"):
            if document.received_at and document.received_at > latest:
                raise UserError(
                    self.env._(
                        "A document cannot have arrived in the future: correct the"
                        " time."
                    )
                )

    def _check_paper(self):
        """Refuse a moment of arrival that cannot be, or that nobody explains."""
        _, now = self.env._, fields.Datetime.now()
        for document in self.filtered("has_paper"):
            arrived, today = document.received_at, document._agency_date(now)
            on = document.paper_received_on
            if on and on > today:
                raise UserError(
                    _("Paper cannot have arrived in the future: correct the date.")
                )
            early = arrived and document._agency_date(arrived) < today
            if early and not (document.late_entry_reason or "").strip():
                raise UserError(
                    _(
                        "The paper arrived before today: give the reason why it is"
                        " entered only now."
                    )
                )
            if early:
                document._log(
                    "late_entry",
                    arrived=document._local_text(arrived),
                    reason=document.late_entry_reason,
                )
