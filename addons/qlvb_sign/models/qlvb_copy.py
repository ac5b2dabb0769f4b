# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import dataclasses

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.qlvb_document.tools import certify, page_check

from vnrecords import forms

from ..lib import fields as engine
from ..lib import signing

REASON = "Sao văn bản"  # Vietnamese like the document
# Written in small letters: App. I, part II, I.3.c.
WORDS = {"SY": "Sao y", "SL": "Sao lục", "TrS": "Trích sao"}


class QlvbCopy(models.Model):
    """An electronic copy: signed by the agency, text only, top right on page 1.

    (ND 30/2020, art. 25-27; App. I, part II, I.) A clerk makes it with the agency's
    key. A true copy keeps the bytes of the file and so every signature in it; an
    extract is made of its pages. Scanned paper needs 200 dpi. Paper and electronic
    copies share one book and one run of numbers.
    """

    _inherit = "qlvb.copy"

    form = fields.Selection(
        [("paper", "On paper"), ("electronic", "Electronic")],
        default="paper",
        required=True,
        readonly=True,
    )

    def _asked(self, document, wish):
        form = wish.get("form", "paper")
        return {**super()._asked(document, wish), "form": form}

    @api.model
    def _make_electronic(self, document, wish, auth):
        """Make an electronic copy; see `_make`. The number is drawn last.

        Returns none while the agency's signature is waited for.
        """
        self._checked_signer(document, wish.get("signer_id"))
        source = self._source_bytes(document, wish)
        key = self.env["qlvb.sign.key"]._of(document.company_id)
        if key.flow != "signer":
            return document._copy_later(key, wish, source, auth)
        made = self._signed_copy(document, wish, source, auth)
        return self._store_electronic(document, wish, source, made)

    @api.model
    def _signed_copy(self, document, wish, source, auth):
        """Return ``source`` with the agency's signature, which may still be empty."""
        agency = document.company_id.sudo()
        key = self.env["qlvb.sign.key"]._of(agency)
        words = [WORDS[wish["kind"]], agency.qlvb_full_name or agency.name]
        if key.flow == "file":
            document._check_foreign(key, agency, "agency")
            arguments = source, engine.COPY, words
            return document._engine(signing.prepare_text, *arguments)
        opened = document._engine(key._open, auth, document)
        document._check_certificate(opened, agency, "agency")
        stamps = None if opened.is_deferred else document._timestamper()
        arguments = engine.COPY, opened, words, REASON, stamps
        return document._engine(signing.sign_text, source, *arguments)

    @api.model
    def _store_electronic(self, document, wish, source, made):
        """Draw the number of a signed copy, store it and note it in the book."""
        signer = self._checked_signer(document, wish.get("signer_id"))
        agency = document.company_id.sudo()
        number, today = self._draw_number(document)
        notation = forms.copy_notation(
            number.ordinal, wish["kind"], agency.qlvb_abbreviation or ""
        )
        name = notation.replace("/", "_") + ".pdf"
        file = document.sudo()._store_file(name, made, "copy")
        mine = file.sudo().signature_ids[-1:]
        if mine.verdict != "valid":
            raise UserError(document._signature_sentence(mine))
        document._pin("copy", source, file, field=mine.field_name)
        return self._keep(
            document,
            wish,
            form="electronic",
            number_id=number.id,
            notation=notation,
            date=today,
            signer_id=signer.id,
            file_id=file.id,
        )

    @api.model
    def _source_bytes(self, document, wish):
        """Return what is signed: the stored bytes, or those of the chosen pages."""
        data = document.main_file_id._bytes()
        numbers = self._checked_pages(wish)
        self._check_electronic(document, wish, data)
        if not numbers:
            return data
        try:
            return certify.plain_pages(data, numbers)
        except certify.CertifyError as error:
            raise UserError(
                self.env._("Of these pages no copy can be made (%s).", error)
            ) from error

    @api.model
    def _check_electronic(self, document, wish, data):
        signed = bool(document.main_file_id.sudo().signature_ids)
        reasons = self._electronic_blockers(document, wish, data, signed)
        if reasons:
            raise UserError("\n".join(reasons))

    @api.model
    def _electronic_blockers(self, document, wish, data, signed):
        _ = self.env._
        blockers = []
        if signed and wish["kind"] == "SL":
            blockers.append(
                _(
                    "An electronic document has no electronic copy of a copy (art. 26):"
                    " make a true copy of “%s”.",
                    document.display_name,
                )
            )
        if signed and document.signature_verdict == "invalid":
            blockers.append(
                _(
                    "A signature of “%s” does not hold: it is not copied.",
                    document.display_name,
                )
            )
        if not signed:
            blockers += self._scan_blockers(data)
        return blockers

    @api.model
    def _scan_blockers(self, data):
        """A digitised paper has 200 dpi or more (App. I, part II, I.2.c)."""
        try:
            coarse = page_check.examine(data, "application/pdf").coarse
        except page_check.PagesUnreadable:
            return [self.env._("The pages of the scan cannot be read: scan it anew.")]
        if not coarse:
            return []
        pages = ", ".join(f"{page} ({dpi} dpi)" for page, dpi in coarse)
        return [
            self.env._(
                "The scan is coarser than the 200 dpi of Decree 30/2020 on page %s:"
                " scan it anew.",
                pages,
            )
        ]

    def _print_row(self):
        """The book says which copies are electronic."""
        row = super()._print_row()
        if self.form == "paper":
            return row
        return dataclasses.replace(row, note=f"Bản sao điện tử. {row.note}".strip())
