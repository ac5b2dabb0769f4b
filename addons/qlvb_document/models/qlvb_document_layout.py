# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from vnrecords import drafting, pages
from vnrecords.codes import Urgency


class QlvbDocumentLayout(models.AbstractModel):
    """What a draft looks like: its template, or the page drawn from the form.

    Both show the same parts from the same data (ND 30/2020, App. I and III); who has
    no Word chooses the form.
    """

    _name = "qlvb.document.layout"
    _description = "Layout of Documents"

    layout = fields.Selection(
        [("word", "Word file"), ("form", "From the form")],
        default="word",
        required=True,
        help="Whether the PDF is made of the Word file, or drawn from this form.",
    )
    template_id = fields.Many2one(
        "qlvb.document.template",
        domain="[('type_id', 'in', [False, type_id])]",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="Empty: the template in force for the type.",
    )

    @api.onchange("template_id")
    def _onchange_template_id(self):
        """Take over the type and, into an empty draft, the text to begin with."""
        template = self.template_id
        if template.type_id:
            self.type_id = template.type_id
        if template.body and not (self.body or "").strip():
            self.body = template.body

    def _template(self):
        """Return the template of the draft, or the one in force for its type."""
        self.ensure_one()
        Template = self.env["qlvb.document.template"]
        chosen = self.template_id
        if chosen and chosen.type_id in (self.type_id, self.type_id.browse()):
            return chosen
        return Template._in_force(self.type_id, self.company_id, self._agency_today())

    def _docx_context(self):
        """Return the data of the templates; Vietnamese words are fixed by law."""
        return {
            **self._heading_context(),
            **self._text_context(),
            "authority": self.authority or "",
            "authority_line": self._authority_line(),
            "position": (self.signer_position or "").upper(),
            "signer": self.signer_id.name or "",
            "drafter": self.user_id.name or "",
            "contact": self._contact_lines(),
        }

    def _heading_context(self):
        agency = self.company_id.sudo()
        full_name = agency.qlvb_full_name or agency.name
        return {
            "parent_agency": (agency.qlvb_superior or "").upper(),
            "agency": full_name.upper(),
            "agency_name": full_name,
            "kind": self.type_id.name or "",
            "type_name": (self.type_id.name or "").upper(),
            "notation_tail": f"/{self.notation_tail or ''}",
            "place": self.place or "",
            "year": self._agency_today().year,
            "abstract": self.name,
            "urgency_stamp": Urgency(self.urgency).stamp,
        }

    def _text_context(self):
        agency = self.company_id.sudo()
        code = self.type_id.code or ""
        names = [recipient.name for recipient in self.recipient_ids]
        text = drafting.outline(self.body, code)
        full_name = agency.qlvb_full_name or agency.name
        unit = self.department_id.sudo().qlvb_code or ""
        return {
            "addressees": names,
            "issuing_authority": self._issuing_authority(),
            "grounds": [*text.grounds],
            "enacting": text.enacting,
            "opening": drafting.opening(code, full_name, self._head_name()),
            "body": [*text.body],
            "recipients": drafting.recipients(code, text.body, names, unit),
        }

    def _contact_lines(self):
        """Return address, and telephone with e-mail and web (App. I.III.4)."""
        partner = self.company_id.sudo().partner_id
        place = [partner.street, partner.street2, partner.city]
        lines = [
            ", ".join(filter(None, place)),
            "; ".join(filter(None, [partner.phone, partner.email, partner.website])),
        ]
        return [line for line in lines if line]

    def _head_name(self):
        """Return the head's position with the agency, as it stands in a text."""
        agency = self.company_id.sudo()
        name = agency.qlvb_full_name or agency.name
        head = (agency.qlvb_head_position or "").capitalize()
        return f"{head} {name}".strip()

    def _issuing_authority(self):
        """Return who decides, above the grounds of a decision (App. III, 1.1-1.3)."""
        agency = self.company_id.sudo()
        if self.authority == "TM.":
            return (agency.qlvb_full_name or agency.name).upper()
        return self._head_name().upper()

    def _authority_line(self):
        """Return the line above the signer's position (ND 30/2020, App. I.II.7)."""
        agency = self.company_id.sudo()
        if not self.authority:
            return ""
        head = agency.qlvb_head_position or ""
        above = agency.qlvb_collective if self.authority == "TM." else head
        return f"{self.authority} {above or ''}".strip().upper()

    def _letter_content(self):
        """Return the content of the draft for drawing without a Word file."""
        data = self._docx_context()
        code = self.type_id.code or ""
        letter = self.type_id.template == "letter"
        addressed = letter or code in drafting.ADDRESSED
        return pages.Letter(
            heading=self._letter_heading(data, letter),
            **self._letter_signers(data, code),
            **self._letter_text(data, code),
            type_name="" if letter else data["type_name"],
            subject="" if letter or code in drafting.UNTITLED else self.name,
            addressees=tuple(data["addressees"]) if addressed else (),
            recipients=tuple(data["recipients"]),
            confirmation=drafting.CONFIRMATIONS.get(code, ""),
        )

    def _letter_heading(self, data, letter):
        return pages.Heading(
            issuer=data["agency"],
            parent=data["parent_agency"],
            symbol=self.notation_tail or "",
            place=data["place"],
            year=data["year"],
            letter_subject=self.name if letter else "",
            urgency=Urgency(self.urgency),
        )

    @api.model
    def _letter_text(self, data, code):
        """Return grounds, opening and text; those of a leave permit are one text."""
        body = drafting.ended(data["body"])
        if not data["enacting"]:
            grounds, named = data["grounds"], ()
            words = data["opening"]
            if code in drafting.NAMING:
                named = tuple(data["addressees"])
            elif words:
                grounds, words = [*grounds, words], ""
            return {"opening": words, "named": named, "body": (*grounds, *body)}
        return {
            "authority": data["issuing_authority"],
            "grounds": tuple(data["grounds"]),
            "enacting": data["enacting"],
            "body": body,
        }

    @api.model
    def _letter_signers(self, data, code):
        """Return who signs; minutes and contracts are signed by two (model 1.9)."""
        position, authority = data["position"], data["authority_line"]
        second = None
        if code == "bien_ban":
            position, authority = "CHỦ TỌA", ""
            second = pages.Signature(data["drafter"], drafting.SECOND[code])
        elif code in drafting.SECOND:
            authority = "\n".join(filter(None, ["ĐẠI DIỆN BÊN A", authority]))
            second = pages.Signature("", drafting.SECOND[code])
        signature = pages.Signature(data["signer"], position, authority)
        return {"signature": signature, "second": second}
