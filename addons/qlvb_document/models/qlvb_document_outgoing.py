# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

# What the entry of an outgoing or internal document says besides the common fields.
OUTGOING_FIELDS = {
    "answers_recipient_id",
    "authority",
    "body",
    "body_id",
    "codrafter_ids",
    "coordinating_unit_ids",
    "copies",
    "is_reply",
    "layout",
    "notation_tail",
    "place",
    "reply_to_id",
    "signer_id",
    "template_id",
}


class QlvbDocumentOutgoing(models.AbstractModel):
    """What only documents of the agency itself have: numbering, issue, and after it.

    Before the drafting in the order of inheritance: it adds to the checks of drafts.
    """

    _name = "qlvb.document.outgoing"
    _description = "Outgoing Documents"
    _inherit = [
        "qlvb.document.series",
        "qlvb.document.amend",
        "qlvb.document.copies",
        "qlvb.document.corrected",
        "qlvb.document.withdraw",
        "qlvb.document.issue.gate",
    ]
