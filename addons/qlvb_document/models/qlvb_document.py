# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..orm import set_alike

STATES = [
    ("draft", "Draft"),
    ("registered", "Registered"),
    ("returned", "Returned"),
    ("done", "Done"),
    ("approved", "Approved"),
    ("signed", "Signed"),
    ("issued", "Issued"),
    ("recalled", "Recalled"),
    ("replaced", "Replaced"),
]
URGENCIES = [
    ("0", "Normal"),
    ("1", "Urgent"),
    ("2", "Very urgent"),
    ("3", "Express"),
    ("4", "Express at a set time"),
]


class QlvbDocument(models.Model):
    """A document that an agency received, issues, or keeps to itself.

    Its state says only what the record is; work on it lives in assignments,
    submissions and recipients, and the document shows their progress.

    Who sees it stands in `qlvb.document.access`. Clerks of the agency register and
    return incoming documents and issue outgoing ones; leaders instruct and sign;
    drafters write; a delegate does what the delegator could, while it lasts.
    """

    _name = "qlvb.document"
    _description = "Document"
    _inherit = [
        "qlvb.document.mail",
        "qlvb.document.notify",
        "mail.thread",
        "mail.activity.mixin",
        "qlvb.state.mixin",
        "qlvb.document.trail",
        "qlvb.document.notice",
        "qlvb.document.withdrawn",
        "qlvb.document.internal",
        "qlvb.document.answer",
        "qlvb.document.delivery",
        "qlvb.document.chase",
        "qlvb.document.reply",
        "qlvb.document.access",
        "qlvb.document.search",
        "qlvb.document.text",
        "qlvb.document.gate",
        "qlvb.document.reasons",
        "qlvb.document.reading",
        "qlvb.document.views",
        "qlvb.document.approval",
        "qlvb.document.editing",
        "qlvb.document.entry",
        "qlvb.document.public",
        "qlvb.document.version",
        "qlvb.document.format",
        "qlvb.document.authority",
        "qlvb.document.void",
        "qlvb.document.storage",
        "qlvb.document.intake",
        "qlvb.document.secrecy",
        "qlvb.document.paper",
        "qlvb.document.receive",
        "qlvb.document.register",
        "qlvb.document.duplicate",
        "qlvb.document.check",
        "qlvb.document.tell",
        "qlvb.document.correct",
        "qlvb.document.lengths",
        "qlvb.document.work",
        "qlvb.document.routing",
        "qlvb.document.time",
        "qlvb.document.opinion",
        "qlvb.document.outgoing",
        "qlvb.document.draft",
        "qlvb.document.layout",
        "qlvb.document.issue",
        "qlvb.document.print",
        "qlvb.document.slip",
        "qlvb.document.buttons",
        "qlvb.document.lists",
    ]
    _order = "urgency DESC, received_at DESC, id DESC"
    _check_company_auto = True
    _mail_post_access = "read"
    _rec_names_search = ["search_all"]
    _transitions = {
        "draft": {"registered", "returned", "approved", "recalled", "replaced"},
        "registered": {"done", "recalled", "replaced"},
        "done": {"registered", "recalled", "replaced"},
        "approved": {"draft", "signed"},
        "signed": {"issued", "draft"},
        "issued": {"recalled", "replaced"},
    }
    name = fields.Char("Abstract", required=True, tracking=True)
    direction = fields.Selection(
        [("incoming", "Incoming"), ("outgoing", "Outgoing"), ("internal", "Internal")],
        required=True,
        default="incoming",
    )
    state = fields.Selection(
        STATES, default="draft", required=True, readonly=True, copy=False
    )
    active = fields.Boolean(default=True)
    uuid = fields.Char(
        "Document code",
        default=lambda self: str(uuid.uuid4()),
        readonly=True,
        copy=False,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        default=lambda self: self.env.company,
    )
    type_id = fields.Many2one("qlvb.document.type", ondelete="restrict")
    notation = fields.Char("Number and notation", copy=False, tracking=True)
    issue_date = fields.Date("Date of the document", copy=False)
    issuer_id = fields.Many2one("res.partner", "Issuing body")
    issuer_name = fields.Char(
        compute="_compute_issuer_name", store=True, readonly=False
    )
    urgency = fields.Selection(URGENCIES, required=True, default="0", tracking=True)
    secrecy = fields.Selection([("thuong", "Not secret")], default="thuong")
    is_urgent = fields.Boolean(compute="_compute_is_urgent")
    register_id = fields.Many2one(
        "qlvb.register", "Book", readonly=True, copy=False, index="btree_not_null"
    )
    number_id = fields.Many2one("qlvb.number", readonly=True, copy=False)
    register_number = fields.Integer(
        "Number in the register", readonly=True, copy=False, aggregator=None
    )
    registered_at = fields.Datetime(readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", "Responsible", index="btree_not_null", tracking=True, copy=False
    )
    department_id = fields.Many2one("hr.department", "Unit", check_company=True)
    file_ids = fields.One2many("qlvb.document.file", "document_id", readonly=True)
    main_file_id = fields.Many2one(
        "qlvb.document.file", "Main file", compute="_compute_main_file_id", store=True
    )
    main_content = fields.Binary(compute="_compute_main_content")
    page_count = fields.Integer("Pages", related="main_file_id.pages")
    sha256 = fields.Char(related="main_file_id.sha256")

    _uuid_uniq = models.UniqueIndex(
        "(company_id, uuid)", "This document is already in the agency's books."
    )
    _number_uniq = models.UniqueIndex(
        "(number_id) WHERE number_id IS NOT NULL",
        "This number is already used in the register.",
    )
    _search_idx = models.Index(
        "USING gin (access_tokens, to_tsvector('simple', COALESCE(search_text, '')))"
    )
    _inbox_idx = models.Index(
        "(company_id, direction, urgency DESC, received_at DESC, id DESC)"
        " WHERE state IN ('draft', 'approved', 'signed')"
    )
    _register_due_idx = models.Index(
        "(company_id, register_due) WHERE state = 'draft' AND direction = 'incoming'"
    )
    _issue_due_idx = models.Index("(company_id, issue_due) WHERE state = 'signed'")
    # In the order of the lists: who sees all of an agency, or nearly all of many,
    # reads eighty rows; the former counts them without looking at the table.
    _agency_idx = models.Index(
        "(company_id, direction, urgency DESC, received_at DESC, id DESC)"
        " INCLUDE (active)"
    )
    _newest_idx = models.Index("(direction, urgency DESC, received_at DESC, id DESC)")
    _notation_key_idx = models.Index(
        "(company_id, notation_key) WHERE direction = 'incoming'"
    )
    _sender_idx = models.Index(
        "(company_id, issuer_name, received_at) WHERE direction = 'incoming'"
    )

    @api.depends("issuer_id")
    def _compute_issuer_name(self):
        for document in self:
            document.issuer_name = document.issuer_id.name or document.issuer_name

    @api.depends("urgency")
    def _compute_is_urgent(self):
        urgent = {document: document.urgency != "0" for document in self}
        set_alike(self, "is_urgent", urgent)

    @api.depends("file_ids.kind", "file_ids.is_void")
    def _compute_main_file_id(self):
        order = {"issued": 5, "signed": 4, "original": 3, "pdf": 2, "draft": 1}
        for document in self:
            files = document.file_ids.filtered(
                lambda file: file.kind in order and not file.is_void
            )
            document.main_file_id = max(
                files, key=lambda file: (order[file.kind], file.id), default=False
            )

    @api.depends_context("bin_size", "qlvb_no_bytes")
    @api.depends("main_file_id")
    def _compute_main_content(self):
        for document in self:
            file = document.main_file_id
            document.main_content = bool(file.pages) and file.content

    @api.depends("notation", "name", "register_number", "direction")
    def _compute_display_name(self):
        for document in self:
            document.display_name = " – ".join(
                part for part in (document.notation, document.name) if part
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._turn_away_secrets(vals)
            direction = vals.get("direction") or self.default_get(["direction"])
            if direction not in ("incoming", {"direction": "incoming"}):
                # Before the recipients are created: their rule asks who drafts.
                vals["user_id"] = vals.get("user_id") or self.env.uid
        documents = super().create(vals_list)
        for document in documents:
            # Once more as it was made: defaults can come in the context.
            document._turn_away_secrets(
                {"name": document.name, "type_id": document.type_id.id}
            )
            document._check_may_create()
            # Only what one sees can be answered; constraints run as the system.
            document.reply_to_id.check_access("read")
            if document.direction != "incoming":
                document._start_draft()
        return documents

    def write(self, vals):
        if not self._door_is_open():
            self._turn_away_secrets(vals)
            self._check_may_edit(vals)
            self.browse(vals.get("reply_to_id") or []).check_access("read")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A document is never deleted: return it, or archive the draft.")
        )

    def _check_may_create(self):
        """Incoming documents are entered by clerks, others by anybody with a role."""
        self.ensure_one()
        if self.env.su:
            return
        if self.direction == "incoming":
            self._check_role(("clerk",))
        else:
            self._check_role(
                ("specialist", "unit_head", "office", "leader", "clerk", "archivist")
            )

    def _lock(self):
        """Lock the rows, so that a second click waits and then finds the work done."""
        self.env.cr.execute(
            "SELECT id FROM qlvb_document WHERE id IN %s FOR NO KEY UPDATE",
            [tuple(self.ids)],
        )
        self.invalidate_recordset(["state", "register_number", "number_id"])

    def action_open(self):
        """Open the form of the document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "qlvb.document",
            "res_id": self.id,
            "views": [(False, "form")],
        }
