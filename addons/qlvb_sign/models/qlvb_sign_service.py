# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..lib.errors import SignError
from ..lib.providers import http

MODULES = "qlvb_sign.pkcs11_modules"


class QlvbSignService(models.Model):
    """A remote signing service, or a module for tokens, that may be used here.

    Administrators of documents set services up: the server talks to no other
    address. A module is native code inside the server, so its path must also stand
    on the list that only a system administrator writes (system parameter
    ``qlvb_sign.pkcs11_modules``, paths separated by commas). Everybody may choose a
    service by its name; its secret is written, never read.
    """

    _name = "qlvb.sign.service"
    _description = "Signing Service"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    provider = fields.Selection(
        [
            ("pkcs11", "Token or HSM on the server"),
            ("csc", "Remote signing service (CSC)"),
            ("smartca", "Signing on the phone (SmartCA)"),
        ],
        "Kind",
        required=True,
    )
    address = fields.Char(
        required=True,
        groups="qlvb_document.group_qlvb_admin",
        help="https://… of the service, or the path of the PKCS#11 module.",
    )
    client = fields.Char(
        "Client number",
        groups="qlvb_document.group_qlvb_admin",
        help="As the service has given it to the agency (client_id, sp_id).",
    )
    secret = fields.Char("Stored secret", copy=False, groups=fields.NO_ACCESS)
    new_secret = fields.Char(
        "Secret",
        compute="_compute_new_secret",
        inverse="_inverse_new_secret",
        groups="qlvb_document.group_qlvb_admin",
        help="Is written, never shown. Leave it empty to keep the one that is stored.",
    )
    timeout = fields.Integer("Answer within (s)", default=15)
    minutes = fields.Integer(
        "Confirm within (min)",
        default=5,
        help="How long the owner of a key has to confirm on another device.",
    )

    _timeout_range = models.Constraint(
        "CHECK(timeout BETWEEN 1 AND 120 AND minutes BETWEEN 1 AND 60)",
        "A service answers within 1 to 120 seconds; its owner confirms within 1 to 60"
        " minutes.",
    )

    def _compute_new_secret(self):
        self.new_secret = False

    def _inverse_new_secret(self):
        for service in self:
            if service.new_secret:
                service.sudo().secret = service.new_secret
        self.invalidate_recordset(["new_secret"])

    @api.constrains("address", "provider")
    def _check_address(self):
        for service in self.sudo():
            if service.provider == "pkcs11":
                service._check_module()
                continue
            try:
                http.check_address(service.address)
            except SignError as error:
                raise ValidationError(
                    self.env["qlvb.sign.key"]._sentence(error)
                ) from None

    def _check_module(self):
        if self.address not in self._modules():
            raise ValidationError(
                self.env._(
                    "The module %s is not allowed on this server: the system"
                    " administrator puts it on the list of allowed modules.",
                    self.address,
                )
            )

    @api.model
    def _modules(self):
        """Return the paths of the modules that may be loaded."""
        text = self.env["ir.config_parameter"].sudo().get_param(MODULES) or ""
        paths = [path.strip() for path in text.split(",")]
        return [path for path in paths if PurePath(path).is_absolute()]

    def _settings(self):
        """Return what a provider needs to reach the service."""
        if not self:
            return {}
        service = self.sudo()
        if not service.active:
            raise UserError(
                self.env._("The signing service “%s” is out of use.", service.name)
            )
        return {
            "url": service.address,
            "module": service.address,
            "modules": service._modules(),
            "client": service.client,
            "secret": service.secret,
            "timeout": service.timeout,
        }
