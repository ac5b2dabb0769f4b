# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib import fields as engine
from ..lib import images, page_text, placement


class QlvbDocumentPlaces(models.AbstractModel):
    """The PDF gets its fields when it is made, before anybody agrees to it (S9).

    Signature and seal are found from the position and name of the signer. The drafter
    and the clerk may move them as long as the document is a draft; neither may cover
    a word (ND 30/2020, App. I.I.II.7.d and 8.a).
    """

    _name = "qlvb.document.places.mixin"
    _description = "Places of Signature and Seal"

    sign_shifts = fields.Json(
        readonly=True,
        copy=False,
        help="How far signature and seal were moved from where they are found:"
        " {signature or seal: [millimetres to the right, millimetres up]}.",
    )

    def _place_wish(self):
        """Return the engine's `Wish` for this document."""
        document = self.sudo()
        return placement.Wish(
            signer=document.signer_id.name or None,
            ratio=document._signature_ratio(),
            seal_mm=document.company_id.qlvb_seal_mm,
            shifts=document.sign_shifts or {},
        )

    def _signature_ratio(self):
        """Return width to height of the signer's picture, or of any signature."""
        key = self.env["qlvb.sign.key"].sudo()
        owned = key.search([("user_id", "=", self.signer_id.id)], limit=1)
        picture = self.signer_id and owned.with_context(bin_size=False).image
        return images.ratio(base64.b64decode(picture)) if picture else 2.25

    def _prepare_pdf(self, pdf):
        pdf = super()._prepare_pdf(pdf)
        wish = self._place_wish()
        try:
            return self._engine(engine.prepare, pdf, wish)
        except UserError:
            if not wish.shifts:
                raise
        # The text is another one now: what was moved by hand is found anew.
        self.sudo()._through_door().sign_shifts = False
        return self._engine(engine.prepare, pdf, self._place_wish())

    def _store_file(self, name, data, kind, **values):
        """Prepare also the PDF that a drafter uploads instead of having it made.

        One that lacks the places of Decree 30 is kept, with a note: it can be
        discussed, but not signed.
        """
        if kind == "pdf" and self.direction != "incoming" and data.startswith(b"%PDF-"):
            notes = [values.get("note")]
            try:
                data = self._prepare_pdf(data)
                notes.append(self._touched_note(data))
            except UserError as error:
                notes[0] = notes[0] or str(error)
            values["note"] = " · ".join(filter(None, notes)) or False
        return super()._store_file(name, data, kind, **values)

    @api.model
    def _touched_note(self, pdf):
        """Say which words the ring of the seal touches, or nothing."""
        words = self._engine(_words_under_the_seal, pdf)
        if not words:
            return False
        return self.env._(
            "The seal touches “%s”: leave a blank line more between position and name,"
            " or move the seal",
            " ".join(words),
        )


def _words_under_the_seal(pdf):
    box = engine.boxes(engine.open_writer(pdf)).get(engine.AGENCY)
    if not box:
        return []
    return placement.covered(page_text.read_pages(pdf)[box.page], box, is_round=True)
