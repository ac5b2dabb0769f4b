# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .qlvb_trust_policy import DOMAINS


class QlvbTrustAnchor(models.Model):
    """A root certificate whose signatures this system believes.

    None is shipped and none is fetched: one administrator imports it and types the
    SHA-256 that its authority publishes, so a file that was swapped on the way is
    found; a second administrator reads the publication again and confirms it. Only
    what two people saw is trusted: without any confirmed anchor, nothing is.
    Everybody reads, administrators of documents write; a certificate is never
    altered, only archived, and one that is taken into use again, or for something
    else, is confirmed anew.
    """

    _name = "qlvb.trust.anchor"
    _description = "Trusted Root Certificate"
    _inherit = ["qlvb.trust.certificate"]
    _order = "domain, name"

    domain = fields.Selection(
        DOMAINS,
        "Used for",
        required=True,
        default="state",
    )
    fingerprint = fields.Char(
        "SHA-256 as published",
        required=True,
        help="Typed from the authority's own publication, not from the file.",
    )
    subject = fields.Char(compute="_compute_certificate", store=True)
    not_before = fields.Datetime(
        "Valid from", compute="_compute_certificate", store=True
    )
    source = fields.Char(help="Where the published fingerprint was read.")
    imported_by_id = fields.Many2one("res.users", "Imported by", readonly=True)
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True)
    confirmed_at = fields.Datetime(readonly=True)
    is_confirmed = fields.Boolean(
        "Confirmed", compute="_compute_is_confirmed", store=True
    )
    can_confirm = fields.Boolean(compute="_compute_can_confirm")

    _sha256_uniq = models.UniqueIndex("(sha256)", "This certificate is already there.")

    @api.model
    def _values_of(self, info):
        begin = info.not_before.replace(tzinfo=None)
        values = {"subject": info.subject, "not_before": begin}
        return {**super()._values_of(info), **values}

    @api.constrains("certificate", "fingerprint")
    def _check_fingerprint(self):
        for anchor in self:
            if self._typed(anchor.fingerprint) != anchor.sha256:
                raise UserError(anchor._wrong_fingerprint())

    @api.model
    def _typed(self, fingerprint):
        return "".join(filter(str.isalnum, fingerprint or "")).lower()

    def _wrong_fingerprint(self):
        return self.env._(
            "The typed fingerprint is not the one of the certificate,"
            " whose SHA-256 is %s. Do not trust this file.",
            self.sha256,
        )

    @api.depends("confirmed_at")
    def _compute_is_confirmed(self):
        for anchor in self:
            anchor.is_confirmed = bool(anchor.confirmed_at)

    @api.depends_context("uid")
    @api.depends("confirmed_at", "imported_by_id")
    def _compute_can_confirm(self):
        admin = self.env["qlvb.trust.anchor"].has_access("write")
        for anchor in self:
            mine = anchor.imported_by_id == self.env.user
            anchor.can_confirm = admin and not anchor.confirmed_at and not mine

    @api.model_create_multi
    def create(self, vals_list):
        """Import certificates; nobody is trusted until somebody else confirms."""
        for vals in vals_list:
            vals.update(self._unconfirmed(), imported_by_id=self.env.uid)
        return super().create(vals_list)

    def write(self, vals):
        if {"certificate", "fingerprint"} & set(vals):
            raise UserError(
                self.env._("A trusted certificate is not altered: archive it.")
            )
        if {"imported_by_id", "confirmed_by_id", "confirmed_at"} & set(vals):
            raise UserError(
                self.env._("Trust is confirmed by its button, by a second person.")
            )
        if "domain" in vals or vals.get("active"):
            vals = {**vals, **self._unconfirmed(), "imported_by_id": self.env.uid}
        return super().write(vals)

    @api.model
    def _unconfirmed(self):
        return {"confirmed_by_id": False, "confirmed_at": False}

    def confirm(self, fingerprint):
        """Confirm as the second person; ``fingerprint`` is typed from the publication.

        Raises AccessError for others than administrators, UserError for who imported
        it and for a wrong fingerprint. A second call changes nothing.
        """
        self.ensure_one()
        self.check_access("write")
        if self.is_confirmed:
            return True
        if self.imported_by_id == self.env.user:
            raise UserError(
                self.env._(
                    "You imported this certificate: another administrator confirms it."
                )
            )
        if self._typed(fingerprint) != self.sha256:
            raise UserError(self._wrong_fingerprint())
        self._confirm()
        return True

    def _confirm(self):
        """Note the current user as the one who confirmed; no question is asked."""
        values = {"confirmed_by_id": self.env.uid}
        values["confirmed_at"] = fields.Datetime.now()
        return models.Model.write(self, values)

    def action_confirm(self):
        """Ask for the published fingerprint."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Confirm"),
            "res_model": "qlvb.trust.confirm",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_anchor_id": self.id, "dialog_size": "medium"},
        }
