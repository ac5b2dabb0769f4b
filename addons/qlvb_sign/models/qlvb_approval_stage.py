# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbApprovalStage(models.Model):
    """A stage of initials may ask for a digital signature of each reviewer."""

    _inherit = "qlvb.approval.stage"

    with_key = fields.Boolean(
        "Signed digitally",
        help="The reviewers initial with their own key, in places of their own in the"
        " PDF. Otherwise the software only notes that they initialled.",
    )
    initial_place = fields.Selection(
        [
            ("text", "After the last line of the text"),
            ("recipients", "After the last line of the recipients"),
        ],
        "Place of the initials",
        default="text",
        required=True,
        help="Who answers for the content initials after the text, who answers for the"
        " form after the recipients.",
    )

    def _is_initialled(self):
        """Tell whether the people of this stage initial with their keys."""
        return self.what == "initial" and self.with_key
