# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from .qlvb_signature import VERDICTS


class QlvbDocument(models.Model):
    """Documents are signed by their signer, sealed by the clerk, and judged.

    The mixins come first in the list: they extend the hooks of the document.
    """

    _name = "qlvb.document"
    _inherit = [
        "qlvb.document.annex.mixin",
        "qlvb.document.electronic.copies",
        "qlvb.document.initials.mixin",
        "qlvb.document.places.mixin",
        "qlvb.document.chain.mixin",
        "qlvb.document.signing.mixin",
        "qlvb.document.sealing.mixin",
        "qlvb.document.awaiting.mixin",
        "qlvb.document.many.mixin",
        "qlvb.document.verdict.mixin",
        "qlvb.document",
    ]

    signing_ids = fields.One2many("qlvb.signing", "document_id", readonly=True)
    signature_ids = fields.One2many(related="main_file_id.signature_ids")
    signature_verdict = fields.Selection(
        [("none", "No signature"), *VERDICTS], compute="_compute_signature_verdict"
    )
