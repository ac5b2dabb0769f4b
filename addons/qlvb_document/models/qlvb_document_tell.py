# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, plaintext2html


class QlvbDocumentTell(models.AbstractModel):
    """Who is told of pages or a number that differ: the sender, or the office (S22)."""

    _name = "qlvb.document.tell"
    _description = "Telling of Differences"

    def _tell_sender(self, told, email=None):
        """Let the sender know by the way that the document came, or by mail."""
        source = self.sudo().source_recipient_id.document_id
        if source:
            source._log("discrepancy", recipient=self.company_id.name, told=told)
            source.message_notify(
                partner_ids=source.user_id.partner_id.ids,
                subject=self.display_name,
                body=plaintext2html(told),
            )
            return
        address = self.sudo().issuer_id.email or self._checked_address(email)
        if not address:
            raise UserError(
                self.env._(
                    "%s has no e-mail address to be told at: enter one with"
                    " your choice, return the document, or report to the head of"
                    " office.",
                    self.issuer_name or self.env._("The issuing body"),
                )
            )
        self.env["mail.mail"].sudo().create(
            {
                "subject": self.display_name,
                "email_to": address,
                "body_html": plaintext2html(told),
            }
        )

    @api.model
    def _checked_address(self, email):
        """Return the address that a clerk typed, if any; raise if it is none."""
        if not email:
            return False
        address = isinstance(email, str) and email_normalize(email)
        if not address:
            raise UserError(self.env._("“%s” is no e-mail address.", email))
        return address

    def _tell_office(self, told):
        holders = self.env["qlvb.role"]._holders("office", self.company_id)
        holders = holders or self._competent_leaders()[:1]
        if not holders:
            raise UserError(
                self.env._(
                    "%s has no head of office: an administrator enters one under"
                    " Configuration / Roles.",
                    self.company_id.name,
                )
            )
        # They see the draft from now on.
        self.sudo()._through_door().write({"discrepancy_choice": "tell_office"})
        self.env.flush_all()
        for holder in holders:
            self.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Difference in a received document"),
                note=plaintext2html(told),
                user_id=holder.id,
            )
