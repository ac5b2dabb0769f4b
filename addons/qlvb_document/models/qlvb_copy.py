# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import forms, pages, text

from ..tools import certify

KINDS = [("SY", "True copy"), ("SL", "Copy of a copy"), ("TrS", "Extract")]
# Documents of which there is a text to certify.
COPIED = ("registered", "done", "issued")
AGAIN = timedelta(minutes=1)


class QlvbCopy(models.Model):
    """A certified copy on paper: sao y, sao lục, trích sao (ND 30/2020, art. 25-27).

    Clerks of the agency make it of a document that is registered or issued; a leader
    or head of office, whom they name, signs it by hand, and it is stamped. All kinds
    share one run of numbers of their own in a year (App. I, part II). Whoever sees
    the document sees its copies; none is changed or deleted.
    """

    _name = "qlvb.copy"
    _description = "Certified Copy"
    _inherit = ["qlvb.unchanged.mixin", "qlvb.copy.printing"]
    _order = "id desc"
    _rec_name = "notation"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="document_id.company_id", store=True, string="Agency"
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    number_id = fields.Many2one("qlvb.number", required=True, readonly=True)
    notation = fields.Char("Number and notation", required=True, readonly=True)
    date = fields.Date(required=True, readonly=True)
    pages = fields.Char("Copied pages", readonly=True)
    signer_id = fields.Many2one("res.users", required=True, readonly=True)
    receivers = fields.Char(readonly=True)
    copies = fields.Integer("Number of copies", default=1, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    file_id = fields.Many2one("qlvb.document.file", readonly=True)
    user_id = fields.Many2one("res.users", "Made by", required=True, readonly=True)

    @api.model
    def _make(self, document, wish):
        """Make a copy; ``wish``: kind, signer_id, reason, perhaps page_numbers,

        receivers (list of names) and copies. The slow work is done before the number
        is drawn.
        """
        signer = self._checked_signer(document, wish.get("signer_id"))
        numbers = self._checked_pages(wish)
        try:
            data = certify.plain_pages(document.main_file_id._bytes(), numbers)
            lowest = certify.room_below(data)
        except certify.CertifyError as error:
            raise UserError(
                self.env._("Of these pages no copy can be made (%s).", error)
            ) from error
        number, today = self._draw_number(document)
        agency = document.company_id.sudo()
        notation = forms.copy_notation(
            number.ordinal, wish["kind"], agency.qlvb_abbreviation or ""
        )
        form = self._form(document, signer, wish, notation, today)
        name = notation.replace("/", "_") + ".pdf"
        made = certify.certified(data, forms.copy_form(form), lowest)
        file = document.sudo()._store_file(name, made, "copy")
        return self._keep(
            document,
            wish,
            number_id=number.id,
            notation=notation,
            date=today,
            signer_id=signer.id,
            file_id=file.id,
        )

    @api.model
    def _made_just_now(self, document, wish):
        """Return the copy that I made of this very wish within the last minute."""
        since = self.env.cr.now() - AGAIN
        asked = {**self._asked(document, wish), "signer_id": wish.get("signer_id")}
        same = [(name, "=", value or False) for name, value in asked.items()]
        return self.search([*same, ("create_date", ">=", since)], limit=1)

    def _asked(self, document, wish):
        """Return what the book says of a wish."""
        numbers = self._checked_pages(wish) or []
        receivers = [text.clean(name) for name in wish.get("receivers") or ()]
        return {
            "document_id": document.id,
            "kind": wish["kind"],
            "pages": ", ".join(map(str, numbers)),
            "receivers": "; ".join(receivers),
            "copies": wish.get("copies") or 1,
            "reason": wish["reason"],
            "user_id": self.env.uid,
        }

    def _keep(self, document, wish, **values):
        """Note a copy that was made and stored in the book."""
        document._log("certify", notation=values["notation"], reason=wish["reason"])
        return self.sudo().create({**self._asked(document, wish), **values})

    def _draw_number(self, document):
        today = document._agency_today()
        series = self.env["qlvb.series"]._get(document.company_id, "copy", today.year)
        # Not tied to the document: its own number is another one.
        return series._draw(self.env["qlvb.document"], reason="Bản sao"), today

    def _form(self, document, signer, wish, notation, today):
        agency = document.company_id.sudo()
        employee = signer.sudo().employee_ids.filtered(
            lambda row: row.company_id == agency
        )
        leaders = self.env["qlvb.role"]._holders("leader", agency)
        head = agency.qlvb_head_position or ""
        authority = "" if signer == leaders[:1] else f"TL. {head}"
        if signer in leaders[1:]:
            authority = f"KT. {head}"
        return forms.CopyForm(
            kind=wish["kind"],
            agency=agency.qlvb_full_name or agency.name,
            notation=notation,
            place=agency.qlvb_place or agency.city or "",
            date=today,
            signature=pages.Signature(
                name=signer.name,
                position=employee[:1].job_title or "",
                authority=authority.strip() if head else "",
            ),
            recipients=tuple(text.clean(name) for name in wish.get("receivers") or ()),
        )

    @api.model
    def _checked_signer(self, document, user_id):
        """Return the leader or head of office who signs copies (art. 27)."""
        Role = self.env["qlvb.role"]
        agency = document.company_id
        may = Role._holders("leader", agency) | Role._holders("office", agency)
        signer = may.filtered(lambda user: user.id == user_id)
        if not signer:
            raise UserError(
                self.env._(
                    "A leader or head of office of %s signs the copy: choose one.",
                    agency.sudo().name,
                )
            )
        return signer

    @api.model
    def _checked_pages(self, wish):
        numbers = wish.get("page_numbers")
        if wish["kind"] != "TrS":
            return None
        whole = isinstance(numbers, list) and all(type(n) is int for n in numbers)
        if not numbers or not whole:
            raise UserError(
                self.env._("An extract has certain pages: say which, such as 1, 3.")
            )
        return sorted(set(numbers))

    def _refuse_change(self):
        raise UserError(self.env._("A certified copy is neither changed nor deleted."))

    def action_open(self):
        """Open the file of the copy, to be printed, signed and stamped."""
        self.ensure_one()
        return self.file_id.action_open()
