# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import office


class QlvbDocumentTemplate(models.Model):
    """A Word file from which drafts of a type are made (ND 30/2020, App. III).

    Everybody reads those of the own agencies and the common ones; the administrators
    of an agency add and change its own. The common ones come with the software. The
    newest one that is in force is taken, one of the agency before a common one. A
    file with macros, with parts elsewhere, or that cannot be filled is refused.
    """

    _name = "qlvb.document.template"
    _description = "Document Template"
    _order = "sequence, type_id, effective_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=50)
    active = fields.Boolean(default=True)
    type_id = fields.Many2one(
        "qlvb.document.type",
        index=True,
        ondelete="restrict",
        help="Empty: for types without a template of their own.",
    )
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        index="btree_not_null",
        default=lambda self: self.env.company,
        help="Empty: for all agencies.",
    )
    effective_from = fields.Date(
        default=fields.Date.context_today, required=True, help="In force from that day."
    )
    body = fields.Text(
        "Text to begin with", help="One paragraph a line; the drafter goes on from it."
    )
    legal_basis = fields.Char()
    content = fields.Binary("Word file", required=True, attachment=True)
    file_name = fields.Char()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_content(vals)
        return super().create(vals_list)

    def write(self, vals):
        if "content" in vals:
            name = vals.get("file_name") or self[:1].file_name
            self._check_content({**vals, "file_name": name})
        return super().write(vals)

    @api.model
    def _check_content(self, vals):
        """Refuse a file that the gate refuses or that cannot be filled, in words."""
        if self.env.uid == SUPERUSER_ID:
            return  # The shipped ones were tried when they were built.
        document = self.env["qlvb.document"]
        name = vals.get("file_name") or "template.docx"
        data = document._decode_upload(name, vals.get("content"))
        if not name.lower().endswith(".docx"):
            raise UserError(
                self.env._("“%s” is no Word file (.docx): save it as one.", name)
            )
        document._examine(name, data)
        self._try(name, data)

    @api.model
    def _try(self, name, data):
        """Fill the file with sample data, and tell what stands in the way."""
        try:
            unknown = office.unknown_fields(data, {*office.SAMPLE})
            office.render(data, office.SAMPLE)
        except office.TemplateError as error:
            raise UserError(
                self.env._(
                    "The template “%(name)s” cannot be filled: %(error)s. Correct the"
                    " words between {{ }} or {%% %%} and upload it again.",
                    name=name,
                    error=str(error),
                )
            ) from None
        if unknown:
            raise UserError(
                self.env._(
                    "The template “%(name)s” asks for fields that do not exist:"
                    " %(unknown)s. The guide lists those that do.",
                    name=name,
                    unknown=", ".join(sorted(unknown)),
                )
            )

    @api.model
    def _in_force(self, kind, agency, day):
        """Return the template for drafts of a type, in an agency, on a day."""
        found = self.sudo().search(
            Domain("type_id", "in", [False, kind.id])
            & Domain("company_id", "in", [False, agency.id])
            & Domain("effective_from", "<=", day)
        )
        found = found.sorted(
            lambda row: (
                bool(row.type_id),
                bool(row.company_id),
                row.effective_from,
                row.id,
            )
        )
        if not found:
            raise UserError(
                self.env._(
                    "There is no template for “%s” in force: ask the administrator for"
                    " one, or upload a Word file of your own.",
                    kind.name or "",
                )
            )
        return found[-1].with_env(self.env)

    def _fill(self, context):
        """Return the bytes of the Word file filled with the data of a draft."""
        self.ensure_one()
        data = base64.b64decode(self.sudo().with_context(bin_size=False).content)
        try:
            return office.render(data, context)
        except office.TemplateError as error:
            raise UserError(
                self.env._(
                    "The template “%(name)s” could not be filled: %(error)s. Tell the"
                    " administrator, or choose another template.",
                    name=self.name,
                    error=str(error),
                )
            ) from None

    def action_start_draft(self):
        """Open a new draft that starts from this template."""
        self.ensure_one()
        self.check_access("read")
        draft = self.env["qlvb.document"].create(
            {
                "direction": "outgoing",
                "name": self.env._("draft: %s", self.name),
                "type_id": self.type_id.id,
                "template_id": self.id,
                "body": self.body,
            }
        )
        return draft.action_open()
