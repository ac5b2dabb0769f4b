# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.qlvb_document.tools import page_check

from ..lib import fields as engine
from ..lib.page_text import read_pages
from ..lib.placement import MM

MOVABLE = {engine.PERSON: "signature", engine.AGENCY: "seal"}


class QlvbDocumentPlace(models.TransientModel):
    """Show the page that is signed, with its boxes; signature and seal can be dragged.

    ``preview``: JSON of picture (base64 PNG), page, width and height in millimetres.
    ``boxes``: JSON list of name, label, x and y of the upper left corner, width and
    height, all in millimetres from the upper left of the page; ``found_x`` and
    ``found_y`` say where a movable box stands by itself.
    """

    _name = "qlvb.document.place"
    _description = "Places of Signature and Seal"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)
    preview = fields.Text(compute="_compute_preview")
    boxes = fields.Text(compute="_compute_boxes", store=True, readonly=False)

    def _page(self):
        """Return (bytes, {name: Box} of all fields, the page that is signed)."""
        data = self.document_id._placed_pdf()._bytes()
        boxes = engine.boxes(engine.open_writer(data))
        number = boxes[engine.PERSON].page if engine.PERSON in boxes else 0
        return data, boxes, read_pages(data)[number]

    @api.depends("document_id")
    def _compute_preview(self):
        for wizard in self:
            data, _boxes, page = wizard._page()
            try:
                picture = page_check.draw_page(data, page.number + 1)
            except page_check.PagesUnreadable:
                raise UserError(
                    self.env._("The page cannot be shown: the PDF is not readable.")
                ) from None
            wizard.preview = json.dumps(
                {
                    "picture": base64.b64encode(picture).decode(),
                    "page": page.number + 1,
                    "width": page.width / MM,
                    "height": page.height / MM,
                }
            )

    @api.depends("document_id")
    def _compute_boxes(self):
        for wizard in self:
            _data, boxes, page = wizard._page()
            document = wizard.document_id
            shifts = document.sudo().sign_shifts or {}
            wizard.boxes = json.dumps(
                [
                    wizard._shown(name, box, page, shifts)
                    for name, box in boxes.items()
                    if box.page == page.number
                ]
            )

    def _shown(self, name, box, page, shifts):
        left = (box.x0 - page.x0) / MM
        top = (page.y0 + page.height - box.y1) / MM
        short = MOVABLE.get(name, name)
        right, up = shifts.get(short, (0, 0))
        labels = self.env["qlvb.sign.key"]._field_labels()
        return {
            "name": short,
            "label": labels.get(name, ""),
            "movable": name in MOVABLE,
            "x": left,
            "y": top,
            "width": (box.x1 - box.x0) / MM,
            "height": (box.y1 - box.y0) / MM,
            "found_x": left - right,
            "found_y": top + up,
        }

    def action_save(self):
        """Move the boxes; what would cover a word is refused."""
        self.document_id.place_boxes(self._shifts())
        return {"type": "ir.actions.act_window_close"}

    def action_find(self):
        """Let both stand where they are found by themselves."""
        self.document_id.place_boxes({})
        return {"type": "ir.actions.act_window_close"}

    def _shifts(self):
        shifts = {}
        try:
            for box in json.loads(self.boxes):
                right = float(box["x"]) - float(box["found_x"])
                up = float(box["found_y"]) - float(box["y"])
                if box["movable"] and max(abs(right), abs(up)) > 0.5:
                    shifts[box["name"]] = [right, up]
        except (ValueError, TypeError, KeyError):
            raise UserError(
                self.env._("Signature and seal are moved by millimetres on the page.")
            ) from None
        return shifts
