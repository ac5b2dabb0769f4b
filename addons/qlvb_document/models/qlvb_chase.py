# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbChase(models.Model):
    """One reminder of a reply that a recipient owes us, with its letter (S40).

    The first, second … reminder of a recipient exists once; the letter is a draft
    that the specialist submits. Whoever sees the chased document sees it; nobody
    writes it.
    """

    _name = "qlvb.chase"
    _description = "Reminder of a Reply"
    _order = "id desc"
    _rec_name = "number"

    recipient_id = fields.Many2one(
        "qlvb.recipient", required=True, readonly=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(
        related="recipient_id.document_id", store=True, index=True
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    letter_id = fields.Many2one(
        "qlvb.document", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    day = fields.Date("Chased on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Chased by", readonly=True, help="Empty when a job did it."
    )

    _number_uniq = models.UniqueIndex(
        "(recipient_id, number)", "This reminder was made already."
    )
