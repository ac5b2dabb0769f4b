# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from vnrecords import numbering


class QlvbDocumentEntry(models.AbstractModel):
    """What spares a clerk typing while a received document is entered (S21, S24).

    All of it is proposed and may be changed; the register checks what is entered.
    """

    _name = "qlvb.document.entry"
    _description = "Help with Entries"

    expected_number = fields.Integer(
        "Next arrival number",
        compute="_compute_expected_number",
        help="What the document would get now; somebody else may take it first.",
    )
    has_coarse_scan = fields.Boolean(compute="_compute_has_coarse_scan")
    proposes_notation = fields.Boolean(compute="_compute_proposes_notation")

    @api.depends("state", "direction", "company_id")
    def _compute_expected_number(self):
        Register = self.env["qlvb.register"]
        waiting = self.filtered(
            lambda doc: doc.direction == "incoming" and doc.state == "draft"
        )
        (self - waiting).expected_number = 0
        for agency, documents in waiting.grouped("company_id").items():
            documents.expected_number = Register._expected_number(agency, "incoming")

    @api.depends("main_file_id.check_ids.coarse_pages")
    def _compute_has_coarse_scan(self):
        for document in self:
            document.has_coarse_scan = bool(document.check_id.coarse_pages)

    @api.depends("notation", "notation_found")
    def _compute_proposes_notation(self):
        """Page 1 bears a number, and nobody has entered one yet."""
        for document in self:
            document.proposes_notation = bool(
                document.notation_found and not document.notation
            )

    @api.onchange("notation")
    def _onchange_notation(self):
        """Propose the type that the notation names: 12/BC-SNV is a report."""
        if self.direction == "incoming" and self.notation and not self.type_id:
            self.type_id = self._type_in(self.notation)

    @api.model
    def _type_in(self, notation):
        """Return the type whose abbreviation stands in ``notation``; may be none."""
        types = self.env["qlvb.document.type"].search(
            [("abbreviation", "!=", False), ("is_refused", "=", False)]
        )
        by_name = {kind.abbreviation: kind for kind in types}
        found = numbering.parse(notation, tuple(by_name)).kind
        return by_name.get(found, types.browse())

    def _take_notation(self, notation):
        """Enter a number that was found, and the type it names where none is."""
        values = {"notation": notation}
        kind = not self.type_id and self._type_in(notation)
        self.write({**values, "type_id": kind.id} if kind else values)
