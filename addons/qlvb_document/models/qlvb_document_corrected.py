# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from .qlvb_target_mixin import OPEN_STATES


class QlvbDocumentCorrected(models.AbstractModel):
    """A received document that its sender corrects by an erratum (ND 30, art. 18.3).

    It is marked, and everybody who works on it is told; the work goes on. What is
    recalled or replaced is frozen instead: see `qlvb.document.withdrawn`.
    """

    _name = "qlvb.document.corrected"
    _description = "Documents Corrected by the Sender"

    corrected_by = fields.Char("Corrected by the letter", readonly=True, copy=False)
    corrected_reason = fields.Text("What is corrected", readonly=True, copy=False)
    corrected_at = fields.Datetime("Corrected at", readonly=True, copy=False)

    def _mark_corrected(self, letter, reason):
        """Mark these copies with the letter that corrects them, and tell who works."""
        for document in self.sudo():
            document._through_door().write(
                {
                    "corrected_by": letter.notation,
                    "corrected_reason": reason,
                    "corrected_at": fields.Datetime.now(),
                }
            )
            document._log("corrected", document=letter.notation, reason=reason)
            rows = document.assignment_ids
            people = self.env["qlvb.role"]._holders("clerk", document.company_id)
            people |= document.instruction_ids.user_id
            for row in rows.filtered(lambda one: one.state in OPEN_STATES):
                people |= row._receivers()
            subject = self.env._("The sender corrected this document")
            document._tell(people, subject, f"{document.display_name}: {reason}")
