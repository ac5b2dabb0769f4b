# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import dataclasses

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib import covering, images, page_text, placement
from ..lib import fields as engine


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

    # Moving them by hand

    def place_boxes(self, shifts):
        """Move signature and seal away from where they are found; return the file's id.

        ``shifts``: {"signature" or "seal": [right, up] in millimetres}, empty to find
        both anew. Drafters and clerks do so while the document is a draft that nobody
        is asked about. Refused where a word would be covered.
        """
        self.ensure_one()
        self._check_placing()
        self._lock()
        wish = dataclasses.replace(
            self._place_wish(), shifts=self._checked_shifts(shifts)
        )
        pdf = self._placed_pdf()
        data = self._engine(engine.move, pdf._bytes(), wish)
        document = self.sudo()
        document._through_door().sign_shifts = wish.shifts
        note = self.env._("signature and seal placed by hand")
        return document._store_file(pdf.name, data, "pdf", note=note).id

    def _check_placing(self):
        self.check_access("read")
        clerk = "clerk" in self._held_roles(self.company_id)
        if not clerk or self.state != "draft" or self.direction == "incoming":
            self._check_drafting()
        slips = self.sudo().submission_ids
        if any(slip.state == "running" for slip in slips):
            raise UserError(
                self.env._(
                    "“%s” is submitted: signature and seal stay where they are.",
                    self.display_name,
                )
            )

    def _placed_pdf(self):
        pdf = self._newest("pdf")
        if not pdf:
            raise UserError(
                self.env._("“%s” has no PDF yet: make it first.", self.display_name)
            )
        return pdf

    @api.model
    def _checked_shifts(self, shifts):
        """Return the shifts as floats, or refuse what is none."""
        try:
            checked = {
                name: [round(float(shifts[name][axis]), 1) for axis in (0, 1)]
                for name in shifts
            }
            values = [abs(value) for pair in checked.values() for value in pair]
            near = all(value <= 300 for value in values)  # also refuses NaN
            if set(checked) - {"signature", "seal"} or not near:
                raise ValueError
        except (ValueError, TypeError, KeyError, IndexError):
            raise UserError(
                self.env._("Signature and seal are moved by millimetres on the page.")
            ) from None
        return checked

    def action_places(self):
        """Show the page with the boxes of signature and seal, to be moved."""
        self.ensure_one()
        self._check_placing()
        self._placed_pdf()
        return self._ask(
            "qlvb.document.place",
            self.env._("Places of signature and seal"),
            {"default_document_id": self.id},
        )

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
    return covering.covered(page_text.read_pages(pdf)[box.page], box, is_round=True)
