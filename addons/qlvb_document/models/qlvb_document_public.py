# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import secrets

from odoo import api, fields, models

from ..tools import qr_mark

# What is public about a document: only that it was issued, and what became of it.
PUBLIC_STATES = ("issued", "recalled", "replaced")
PATH = "/van-ban/"


class QlvbDocumentPublic(models.AbstractModel):
    """The page on which anybody who holds a document checks that it was issued.

    A QR code is put on the PDF before anybody agrees to it and signs it. It opens a
    page that needs no account and tells no content: the agency, number, notation and
    date, whether it stands, was recalled or replaced, and the digest of the issued
    file, with which the reader's own file is compared in the browser. The address
    cannot be guessed (128 random bits); unknown ones and drafts are told alike.
    """

    _name = "qlvb.document.public"
    _description = "Public Page of Documents"

    public_token = fields.Char(readonly=True, copy=False)

    _public_token_uniq = models.UniqueIndex(
        "(public_token) WHERE public_token IS NOT NULL",
        "This public address is in use already.",
    )

    def _prepare_pdf(self, pdf):
        """Put the QR code on the PDF before it gets its fields for signatures."""
        pdf = super()._prepare_pdf(pdf)
        if self.direction != "outgoing":
            return pdf
        return qr_mark.with_qr(pdf, self._public_url())

    def _public_url(self):
        """Return the address of the public page, made when it is first needed."""
        self.ensure_one()
        document = self.sudo()
        if not document.public_token:
            document._through_door().write({"public_token": secrets.token_urlsafe(16)})
        parameters = self.env["ir.config_parameter"].sudo()
        base = parameters.get_param("qlvb.public_url") or parameters.get_param(
            "web.base.url", ""
        )
        return f"{base.rstrip('/')}{PATH}{document.public_token}"

    @api.model
    def _public_facts(self, token):
        """Return what the public page shows, or None for an unknown address."""
        if not isinstance(token, str) or not 20 <= len(token) <= 40:
            return None
        document = self.sudo().search([("public_token", "=", token)], limit=1)
        if document.state not in PUBLIC_STATES:
            return None
        files = document.file_ids.filtered(lambda file: file.kind == "issued")
        agency = document.company_id
        return {
            "agency": agency.qlvb_full_name or agency.name,
            "body": document.body_id.name or "",
            "notation": document.notation,
            "date": f"{document.issue_date:%d/%m/%Y}",
            "state": document.state,
            "changed": document._public_change(document.state),
            "corrected": document._public_change("corrected"),
            "digests": files.sorted("id").mapped("sha256"),
        }

    def _public_change(self, kind):
        """Return the day of the last change of this kind as text, or an empty one."""
        changes = self.change_ids.filtered(lambda change: change.kind == kind)
        moment = changes.sorted("id")[-1:].moment
        return f"{self._agency_date(moment):%d/%m/%Y}" if moment else ""

    def action_open_public(self):
        """Open the public page of the document."""
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().public_token:
            return False
        return {
            "type": "ir.actions.act_url",
            "url": self._public_url(),
            "target": "new",
        }
