# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class QlvbRefusal(models.Model):
    """The fact that a document was turned away, without any of its content (S2).

    Written by the system in a transaction of its own, because the refused one is
    rolled back with everything in it. Clerks and administrators read it.
    """

    _name = "qlvb.refusal"
    _description = "Refusal"
    _order = "id desc"
    _log_access = False
    _rec_name = "reason"

    moment = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", readonly=True)
    reason = fields.Char(required=True, readonly=True)
    sha256 = fields.Char(
        "SHA-256", readonly=True, help="Of a file that a clerk may declare not secret."
    )
    path = fields.Char(readonly=True, help="The way by which the document came.")
    path_label = fields.Char("Came by", compute="_compute_path_label")

    @api.depends("path")
    @api.depends_context("lang")
    def _compute_path_label(self):
        _ = self.env._
        labels = {
            "form": _("The form"),
            "file": _("A file in the form or a discussion"),
            "upload": _("Files dropped or chosen"),
            "mail": _("E-mail"),
            "scan": _("The scan folder"),
            "rpc": _("Another program"),
        }
        for refusal in self:
            refusal.path_label = labels.get(refusal.path, refusal.path)

    @api.model
    def _refuse(self, reasons, company, path="form", cause=None, sha256=None):
        """Log that something was refused, and raise with all the reasons.

        ``cause`` is logged in their place when the reasons tell of the content.
        """
        text = "\n".join(reasons)
        try:
            with self.env.registry.cursor() as cr:
                env = self.env(cr=cr, su=True)
                env["qlvb.refusal"].create(
                    {
                        "moment": fields.Datetime.now(),
                        "user_id": self.env.uid,
                        "company_id": company.id,
                        "reason": (cause or text)[:500],
                        "path": path,
                        "sha256": sha256,
                    }
                )
        except Exception:
            # The refusal itself must hold even when its log line cannot be written.
            _logger.exception("A refusal could not be logged")
        raise UserError(text)

    def action_declare(self):
        """Ask a clerk why the refused file bears no secrecy stamp."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Declare not secret"),
            "res_model": "qlvb.secrecy.declare",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_sha256": self.sha256,
                "default_company_id": self.company_id.id,
            },
        }
