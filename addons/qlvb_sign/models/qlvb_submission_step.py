# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class QlvbSubmissionStep(models.Model):
    """Where initials are signed, nobody agrees without having signed them."""

    _inherit = "qlvb.submission.step"

    def _check_answer(self, answer):
        given = super()._check_answer(answer)
        slip = self.sudo().submission_id
        asked = given == "agreed" and self.stage_id._is_initialled()
        if asked and not slip._initial_of(self.sudo()):
            raise UserError(
                self.env._(
                    "“%s” is initialled with your own key: open it and press Initial.",
                    slip.document_id.display_name,
                )
            )
        return given

    def _check_may_initial(self):
        """Refuse before a key is asked what agreeing would refuse afterwards."""
        slip = self.submission_id
        stale = slip._stale_blockers(slip.document_id)
        if stale:
            raise UserError("\n".join(stale))
        self._check_separate()

    def action_agree(self):
        if len(self) == 1 and self.stage_id._is_initialled():
            return self.document_id.action_agree()
        return super().action_agree()
