# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import re

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, html2plaintext, plaintext2html

from vnrecords import text

from ..tools.file_gate import extension

# A context key can be sent over RPC, this object cannot.
_GATEWAY = object()
# What mail programs add by themselves: signatures, cards, invitations.
LITTER = {"p7s", "asc", "vcf", "ics", "eml", "dat"}
PICTURES = {"png", "jpg", "jpeg", "gif", "bmp", "svg", "webp"}
PREFIXES = re.compile(r"^(?:\s*(?:re|fw|fwd|tr|chuyển tiếp|trả lời)\s*:)+", re.I)
MOST_NOTE = 20_000


class QlvbDocumentMail(models.AbstractModel):
    """Mail to the address of a register becomes a draft of its agency.

    The subject is the abstract, the first PDF (else the first file) the document, the
    other files its attachments; the text is kept as a note, without anything active.
    Mail that must not enter is dropped whole: the log says so, the sender gets no
    answer, and nothing of it goes anywhere.
    """

    _name = "qlvb.document.mail"
    _description = "Documents by Mail"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Make a draft of a mail; an empty record when it was turned away."""
        company = self._mail_agency(custom_values)
        if not self.env.su:
            # The gateway calls as the system; a program may do what a clerk may.
            self._check_role(("clerk",), company)
        key = f"mail:{msg_dict.get('message_id') or ''}"
        if self._received_before(company, key):
            return self._for_gateway()
        self = self.with_context(qlvb_path="mail", lang=company.partner_id.lang)
        try:
            with self.env.cr.savepoint():
                self._turn_away_text(company, msg_dict.get("body"))
                values = self.with_company(company)._mail_values(msg_dict)
                files = self._mail_files(msg_dict)
                document = self._receive_unattended(company, values, files, "mail", key)
        except UserError:
            return self._for_gateway()
        return document._for_gateway()

    def _for_gateway(self):
        return self.with_context(qlvb_gateway=_GATEWAY)

    def message_post(self, **kwargs):
        """Of a mail that became a document only the plain text is kept as a note."""
        if self.env.context.get("qlvb_gateway") is not _GATEWAY:
            return super().message_post(**kwargs)
        if not self:
            return self.env["mail.message"]
        kwargs["body"] = plaintext2html(self._plain_note(kwargs.get("body")))
        kwargs["subtype_id"] = self.env.ref("mail.mt_note").id
        kwargs.update(attachments=None, attachment_ids=None, partner_ids=[])
        return super().message_post(**kwargs)

    @api.model
    def _plain_note(self, body):
        plain = html2plaintext(body or "", include_references=False)
        return text.clean(plain)[:MOST_NOTE].strip()

    @api.model
    def _mail_agency(self, custom_values):
        values = custom_values if isinstance(custom_values, dict) else {}
        company = self.env["res.company"].sudo().browse(values.get("company_id") or [])
        return company.exists() or self.env.company

    @api.model
    def _turn_away_text(self, company, body):
        """What must not come as a file must not come as text either (S2)."""
        documents = self.with_company(company)
        documents._turn_away_secrets({}, first_page=self._plain_note(body))

    @api.model
    def _mail_values(self, msg_dict):
        subject = PREFIXES.sub("", text.clean(msg_dict.get("subject") or "")).strip()
        values = {"name": subject or self.env._("(no abstract yet)")}
        issuer = self._mail_issuer(msg_dict.get("email_from"))
        return {**values, "issuer_id": issuer.id} if issuer else values

    @api.model
    def _mail_issuer(self, sender):
        """Return the body that the sender's address belongs to, if it is known."""
        address = email_normalize(sender or "")
        if not address:
            return self.env["res.partner"]
        found = (
            self.env["res.partner"]
            .sudo()
            .search(
                [
                    ("email_normalized", "=", address),
                    # Others' own address books are nobody else's affair.
                    ("company_id", "in", [False, self.env.company.id]),
                ],
                order="is_company DESC, id",
            )
        )
        return found.commercial_partner_id.filtered("is_company")[:1]

    @api.model
    def _mail_files(self, msg_dict):
        """Return the files as ``_receive`` wants them, the document itself first."""
        parts = msg_dict.get("attachments") or []
        files = [
            (name or "", data)
            for name, data, info in map(self._mail_part, parts)
            if extension(name or "") not in LITTER
            and not self._is_decoration(name, info, msg_dict.get("body"))
        ]
        files.sort(key=lambda file: extension(file[0]) != "pdf")
        return [
            {"name": name, "content": base64.b64encode(data)} for name, data in files
        ]

    @api.model
    def _mail_part(self, part):
        name, data, *info = part
        if isinstance(data, str):
            data = data.encode()
        elif not isinstance(data, bytes):
            data = bytes(data)
        return name, data, info[0] if info else {}

    @api.model
    def _is_decoration(self, name, info, body):
        """Pictures that stand in the text, such as the logo below a name.

        An identifier alone says nothing: some programs give one to every file.
        """
        cid = (info or {}).get("cid") or ""
        shown = f"cid:{cid.strip('<>')}" in (body or "")
        return bool(cid) and shown and extension(name or "") in PICTURES
