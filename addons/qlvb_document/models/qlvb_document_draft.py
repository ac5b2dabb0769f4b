# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from vnrecords import numbering

from .qlvb_delegation import AUTHORITIES


class QlvbDocumentDraft(models.AbstractModel):
    """Drafting of outgoing and internal documents: what is entered and submitted."""

    _name = "qlvb.document.draft"
    _description = "Drafting of Documents"

    notation_tail = fields.Char(
        "Notation", copy=False, help="What follows the number, such as UBND-VP."
    )
    place = fields.Char("Place of issue")
    body = fields.Text(help="One paragraph a line; used when the Word file is made.")
    signer_id = fields.Many2one("res.users")
    signer_position = fields.Char(compute="_compute_signer_position")
    authority = fields.Selection(AUTHORITIES)
    codrafter_ids = fields.Many2many(
        "res.users",
        "qlvb_document_codrafter_rel",
        "document_id",
        "user_id",
        "Co-drafters",
        copy=False,
        help="They see the draft and add versions to it, as the drafter does.",
    )
    recipient_ids = fields.One2many(
        "qlvb.recipient", "document_id", "Recipients", copy=True
    )
    reply_to_id = fields.Many2one(
        "qlvb.document",
        "Replies to",
        domain=[("direction", "=", "incoming")],
        index="btree_not_null",
        copy=False,
    )
    reply_ids = fields.One2many("qlvb.document", "reply_to_id", "Replies")
    needs_reply = fields.Selection(
        [("none", "No reply needed"), ("reply", "A reply is needed")],
        default="none",
        required=True,
    )
    reply_request = fields.Char("What is asked", copy=False)
    reply_due = fields.Date("Reply due", copy=False)

    @api.depends("signer_id")
    def _compute_signer_position(self):
        for document in self:
            employee = document.signer_id.sudo().employee_ids.filtered(
                lambda row, agency=document.company_id: row.company_id == agency
            )
            document.signer_position = employee[:1].job_title or ""

    @api.constrains("codrafter_ids", "company_id")
    def _check_codrafters(self):
        """Co-drafters work in the agency that drafts."""
        Role = self.env["qlvb.role"].sudo()
        for document in self.filtered("codrafter_ids"):
            of_agency = Domain("company_id", "=", document.company_id.id)
            held = Role.search(
                of_agency & Domain("user_id", "in", document.codrafter_ids.ids)
            )
            strangers = document.codrafter_ids - held.user_id
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(names)s hold no role in %(agency)s: only its staff draft"
                        " with you.",
                        names=", ".join(strangers.mapped("name")),
                        agency=document.company_id.name,
                    )
                )

    def _start_draft(self):
        """Fill what the agency and the drafter already tell."""
        self.ensure_one()
        agency = self.company_id.sudo()
        values = {}
        if not self.department_id:
            values["department_id"] = self._drafting_unit().id
        if not self.place:
            values["place"] = agency.qlvb_place or agency.city
        if not self.signer_id:
            values["signer_id"] = (
                self.env["qlvb.role"]._holders("leader", agency)[:1].id
            )
        if not self.authority and agency.qlvb_collective:
            chief = self.env["qlvb.role"]._holders("leader", agency)[:1]
            signer = self.signer_id or chief
            values["authority"] = "TM." if signer == chief else "KT."
        if not self.type_id:
            letter = self.env.ref("qlvb_document.type_cong_van", False)
            values["type_id"] = letter and letter.id
        self.sudo()._through_door().write(values)
        if not self.notation_tail:
            self.sudo()._through_door().write({"notation_tail": self._make_tail()})
        self._log("draft", name=self.name)

    def _drafting_unit(self):
        Role = self.env["qlvb.role"].sudo()
        held = Role.search(
            [
                ("user_id", "=", (self.user_id or self.env.user).id),
                ("company_id", "=", self.company_id.id),
                ("department_id", "!=", False),
            ],
            limit=1,
        )
        return held.department_id

    def _make_tail(self):
        """Return the notation without the number (ND 30/2020, App. I.II.3)."""
        unit = (self.department_id or self._drafting_unit()).sudo()
        return numbering.notation(
            self.type_id.abbreviation or "",
            self.company_id.sudo().qlvb_abbreviation or "",
            "" if self.type_id.abbreviation else unit.qlvb_code or "",
        )

    @api.onchange("type_id", "department_id")
    def _onchange_type_id(self):
        if self.direction != "incoming" and self.type_id:
            self.notation_tail = self._make_tail()

    def _draft_reply(self, assignment, values):
        """Return the draft of the user that answers this document, made if needed."""
        self.ensure_one()
        drafter = assignment.user_id or self.env.user
        mine = self.sudo().search(
            [
                ("reply_to_id", "=", self.id),
                ("state", "=", "draft"),
                ("user_id", "=", drafter.id),
            ],
            limit=1,
        )
        if mine:
            return mine.with_env(self.env)
        return self.create({**self._reply_values(assignment, drafter), **values})

    def _reply_values(self, assignment, drafter):
        """Return what the draft takes over from the document that it answers."""
        unit = assignment.department_id or assignment.parent_id.department_id
        return {
            "direction": "outgoing",
            "company_id": self.company_id.id,
            "name": self.env._("reply to %s", self.notation or self.name),
            "reply_to_id": self.id,
            "urgency": self.urgency,
            # A delegate drafts for the person to whom the work was given.
            "user_id": drafter.id,
            "department_id": unit.id,
            "recipient_ids": self.env["qlvb.recipient"]._for_reply(self),
        }

    def _blockers_approved(self):
        if self.direction == "incoming":
            return [self.env._("“%s” is not a draft of ours.", self.display_name)]
        return self._entry_blockers()

    def _entry_blockers(self):
        """Return what an outgoing document lacks (S36, S37)."""
        _ = self.env._
        wanted = {
            "type_id": _("its type"),
            "notation_tail": _("its notation"),
            "signer_id": _("its signer"),
            "recipient_ids": _("its recipients"),
        }
        missing = [label for name, label in wanted.items() if not self[name]]
        if self.needs_reply == "reply" and not (self.reply_request and self.reply_due):
            missing.append(_("what reply is asked, and by when"))
        if not missing:
            return []
        return [
            _(
                "“%(name)s” lacks %(missing)s.",
                name=self.display_name,
                missing=", ".join(missing),
            )
        ]
