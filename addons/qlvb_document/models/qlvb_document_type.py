# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentType(models.Model):
    """A kind of document of ND 30/2020, art. 7, or one that an agency adds.

    A *refused* type names a class that must never enter the software (the
    regulation, art. 1.1b and 5); documents of it are turned away on every path.
    """

    _name = "qlvb.document.type"
    _description = "Document Type"
    _order = "sequence, name"
    _rec_names_search = ["name", "abbreviation"]

    name = fields.Char(required=True)
    code = fields.Char(required=True, help="Stable name used by programs.")
    abbreviation = fields.Char(help="As in ND 30/2020, App. III.I; empty for a letter.")
    sequence = fields.Integer(default=50)
    active = fields.Boolean(default=True)
    is_refused = fields.Boolean(
        "Refused", help="Documents of this class must not enter the software."
    )
    legal_basis = fields.Char()
    template = fields.Selection(
        [("letter", "Letter"), ("titled", "Document with a title")],
        required=True,
        default="titled",
        help="The .docx template from which a draft starts.",
    )

    _code_uniq = models.UniqueIndex("(code)", "This code is already used.")
