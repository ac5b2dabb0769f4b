# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

PROVIDERS = [
    ("pkcs12", "PKCS#12 file"),
    ("pkcs11", "Token or HSM on the server"),
    ("csc", "Remote signing service (CSC)"),
    ("smartca", "Signing on the phone (SmartCA)"),
    ("desktop", "Signing program on the computer (VGCA)"),
]


class QlvbSignKey(models.Model):
    """The signing key of a person, or the seal of an agency.

    Who sees what: a person sees their own key, clerks see the seal of their agency,
    administrators of documents see that keys exist and until when they hold. Nobody
    reads the key file or the picture of a foreign signature over any interface: the
    bytes have no access group at all, and only the signing itself opens them, with a
    PIN that is neither stored nor logged.
    """

    _name = "qlvb.sign.key"
    _description = "Signing Key"
    _inherit = [
        "qlvb.sign.picture.mixin",
        "qlvb.sign.sentences.mixin",
        "qlvb.sign.key.opening.mixin",
        "qlvb.sign.key.setup.mixin",
    ]
    _order = "company_id, user_id, id desc"

    name = fields.Char("Name in the certificate", readonly=True)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users", "Person", readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", "Agency", readonly=True, index=True)
    provider = fields.Selection(
        PROVIDERS, "Kind", default="pkcs12", required=True, readonly=True
    )
    service_id = fields.Many2one(
        "qlvb.sign.service", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    credential = fields.Char("Token or account", readonly=True)
    key_label = fields.Char("Key or serial number", readonly=True)
    certificate = fields.Binary(
        attachment=False, readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    chain = fields.Json(readonly=True, copy=False, groups=fields.NO_ACCESS)
    wrong_pins = fields.Integer(readonly=True, copy=False)
    wrong_pin_at = fields.Datetime("First wrong PIN", readonly=True, copy=False)
    paused_until = fields.Datetime(readonly=True, copy=False)
    pkcs12 = fields.Binary(
        attachment=False,
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
    )
    image = fields.Binary(
        attachment=False, readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    picture = fields.Binary(compute="_compute_picture")
    subject = fields.Char(readonly=True)
    issuer = fields.Char(readonly=True)
    sha256 = fields.Char("SHA-256", readonly=True, index=True)
    not_before = fields.Datetime("Valid from", readonly=True)
    not_after = fields.Datetime("Valid until", readonly=True)
    validity = fields.Selection(
        [
            ("valid", "Valid"),
            ("expired", "Expired"),
            ("not_yet_valid", "Not yet valid"),
        ],
        compute="_compute_validity",
    )

    _one_owner = models.Constraint(
        "CHECK((user_id IS NULL) != (company_id IS NULL))",
        "A key belongs to one person or to one agency.",
    )
    _person_uniq = models.UniqueIndex(
        "(user_id) WHERE active AND user_id IS NOT NULL",
        "This person already has a key in use.",
    )
    _agency_uniq = models.UniqueIndex(
        "(company_id) WHERE active AND company_id IS NOT NULL",
        "This agency already has a seal in use.",
    )

    @api.depends("name", "user_id", "company_id")
    def _compute_display_name(self):
        for key in self:
            owner = key.user_id.name or key.company_id.name
            key.display_name = f"{owner} – {key.name}"

    @api.depends("not_before", "not_after")
    def _compute_validity(self):
        now = fields.Datetime.now()
        for key in self:
            key.validity = "valid"
            if key.not_after and key.not_after < now:
                key.validity = "expired"
            elif key.not_before and key.not_before > now:
                key.validity = "not_yet_valid"

    @api.depends_context("uid")
    @api.depends("user_id", "company_id")
    def _compute_picture(self):
        """Show a picture to its owner only: a copied signature is a forged one."""
        for key in self:
            mine = key.user_id == self.env.user or key.company_id
            key.picture = mine and key.sudo().image

    @api.model
    def _of(self, owner):
        """Return the key in use of a user or an agency, or say that there is none."""
        field = "company_id" if owner._name == "res.company" else "user_id"
        key = self.sudo().search([(field, "=", owner.id)], limit=1)
        if key:
            return key
        if field == "company_id":
            raise UserError(
                self.env._("%s has no seal yet: a clerk installs it.", owner.name)
            )
        raise UserError(
            self.env._(
                "%s has no signing key yet: install it under “My signing key”.",
                owner.name,
            )
        )
