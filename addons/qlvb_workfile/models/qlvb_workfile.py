# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from vnrecords import text


class QlvbWorkfile(models.Model):
    """A work file (hồ sơ công việc): the documents about one matter (S6).

    Opened from a line of the file plan or ad hoc, filled while the work goes on,
    closed when it ends; what follows is the archive's.

    Who may do what:

    * who keeps the file sees it and every document in it, adds and takes out
      documents, and closes it;
    * the head of its unit, and leaders, heads of office and archivists of the
      agency see and keep it too, but in it only the documents they may see;
    * once it is closed, archivists see its documents as well, and nobody changes
      it; heads of office and archivists can open it again, with a reason;
    * everybody else does not see it, not even who may see a document in it;
    * a delegate sees and does what the delegator could.
    """

    _name = "qlvb.workfile"
    _readable_texts = ("title",)
    _description = "Work File"
    _inherit = [
        "mail.thread",
        "qlvb.state.mixin",
        "qlvb.workfile.access",
        "qlvb.workfile.code",
        "qlvb.workfile.close",
        "qlvb.workfile.editing",
        "qlvb.workfile.work",
        "qlvb.workfile.print",
    ]
    _order = "state desc, start_date desc, id desc"
    _rec_names_search = ["code", "title"]
    _check_company_auto = True
    _mail_post_access = "read"
    _transitions = {"open": {"closed"}, "closed": {"open"}}

    title = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    plan_id = fields.Many2one(
        "qlvb.file.plan",
        "Line of the file plan",
        check_company=True,
        copy=False,
        ondelete="restrict",
    )
    year = fields.Integer(
        compute="_compute_year", store=True, precompute=True, aggregator=None
    )
    user_id = fields.Many2one(
        "res.users",
        "Kept by",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        "Unit",
        check_company=True,
        index="btree_not_null",
        default=lambda self: self._unit_of(self.env.uid, self.env.company.id),
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    retention_id = fields.Many2one("qlvb.retention", ondelete="restrict", tracking=True)
    start_date = fields.Date(
        "Begun on",
        required=True,
        copy=False,
        default=lambda self: self.env["qlvb.role"]._today(),
    )
    end_date = fields.Date("Ended on", readonly=True, copy=False)
    retain_until = fields.Date(
        readonly=True, copy=False, help="Empty while open, and when kept permanently."
    )
    description = fields.Text()
    entry_ids = fields.One2many("qlvb.workfile.entry", "workfile_id", "Documents")
    document_count = fields.Integer(
        "Number of documents", compute="_compute_document_count"
    )
    _code_uniq = models.UniqueIndex(
        "(company_id, year, code)",
        "The agency already has a work file with this code in that year.",
    )
    _code_given = models.Constraint(
        "CHECK(code IS NOT NULL AND code <> '')", "A work file needs a code."
    )
    _plan_uniq = models.UniqueIndex(
        "(plan_id) WHERE plan_id IS NOT NULL",
        "This line of the file plan has its work file already.",
    )
    _dates = models.Constraint(
        "CHECK(end_date IS NULL OR end_date >= start_date)",
        "A work file cannot end before it begins.",
    )
    _tokens_idx = models.Index("USING gin (access_tokens)")

    @api.depends("code", "title")
    def _compute_display_name(self):
        for workfile in self:
            parts = filter(None, [workfile.code, workfile.title])
            workfile.display_name = " – ".join(parts)

    @api.depends("plan_id.year", "start_date")
    def _compute_year(self):
        for workfile in self:
            begun = workfile.start_date
            workfile.year = workfile.plan_id.year or (begun and begun.year)

    @api.depends("entry_ids")
    @api.depends_context("uid")
    def _compute_document_count(self):
        """Count what the reader may see: a list never says more than the records."""
        counts = dict(
            self.env["qlvb.workfile.entry"]._read_group(
                [("workfile_id", "in", self.ids)], ["workfile_id"], ["__count"]
            )
        )
        for workfile in self:
            workfile.document_count = counts.get(workfile, 0)

    @api.model_create_multi
    def create(self, vals_list):
        workfiles = self.browse()
        for vals in vals_list:
            vals = self._completed(vals)
            if vals.get("code"):
                workfiles += super().create([vals])
            else:
                workfiles += self._create_numbered(super().create, vals)
        workfiles._check_may_create()
        return workfiles

    def write(self, vals):
        if not self._door_is_open():
            self._check_may_edit(vals)
        result = super().write(self._cleaned(vals))
        if {"user_id", "state"} & set(vals):
            # Not by a dependency: that would follow the field of entries, whose cache
            # holds only what the user may see.
            self._entries().document_id._renew_access_tokens()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self._entries() or any(row.state == "closed" for row in self):
            raise UserError(
                self.env._("Only an open work file without documents can be deleted.")
            )

    @api.model
    def _completed(self, vals):
        """Return the values with what the plan, the user and the day already tell."""
        given = {name: value for name, value in vals.items() if value}
        plan = self.env["qlvb.file.plan"].browse(given.get("plan_id", []))
        if plan:
            given = {**plan._workfile_values(), **given}
        vals = {**vals, **{name: value for name, value in given.items() if value}}
        vals.setdefault("company_id", self.env.company.id)
        vals.setdefault("user_id", self.env.uid)
        if not vals.get("start_date"):
            vals["start_date"] = self._company_today(vals["company_id"])
        if not vals.get("department_id"):
            unit = self._unit_of(vals["user_id"], vals["company_id"])
            vals["department_id"] = unit.id
        return self._cleaned(vals)

    @api.model
    def _cleaned(self, vals):
        """Return the values with text as NFC, without invisible characters (S10)."""
        texts = {name: vals[name] for name in ("code", "title") if vals.get(name)}
        return {**vals, **{name: text.clean(texts[name]).strip() for name in texts}}

    @api.model
    def _unit_of(self, user_id, company_id):
        """Return the unit in which the user holds a role today."""
        Role = self.env["qlvb.role"].sudo()
        held = Role.search(
            Domain("user_id", "=", user_id)
            & Domain("company_id", "=", company_id)
            & Domain("department_id", "!=", False)
            & Role._active_domain(),
            limit=1,
        )
        return held.department_id

    @api.model
    def _company_today(self, company_id):
        company = self.env["res.company"].sudo().browse(company_id)
        return self.env["qlvb.role"].sudo().with_company(company)._today()

    def _agency_today(self):
        """Return today's date in the time zone of the agency."""
        return self._company_today(self.company_id.id)

    def _lock(self):
        """Lock the rows, so that a second click waits and then finds the work done."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM qlvb_workfile WHERE id IN %s FOR NO KEY UPDATE",
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["state"])

    def _entries(self):
        """Return all entries of the files, whoever may see them.

        Searched, never read from the field: its cache holds what somebody may see,
        and is shared between the user and the system.
        """
        Entry = self.env["qlvb.workfile.entry"].sudo()
        return Entry.search([("workfile_id", "in", self.ids)])

    def add_documents(self, document_ids, note=None):
        """File documents, each once; return the ids of the entries in the file."""
        self.ensure_one()
        self.check_access("write")
        documents = self.env["qlvb.document"].browse(document_ids)
        self._file(documents, note)
        entries = self._entries()
        return entries.filtered(lambda entry: entry.document_id in documents).ids

    def _file(self, documents, note=None):
        """File the documents that are not in the files yet."""
        Entry = self.env["qlvb.workfile.entry"]
        return Entry.create(
            [
                {"workfile_id": workfile.id, "document_id": document.id, "note": note}
                for workfile in self
                for document in documents - workfile._entries().document_id
            ]
        )

    def action_open(self):
        """Open the form of the work file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "qlvb.workfile",
            "res_id": self.id,
            "views": [(False, "form")],
        }
