# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, models
from odoo.exceptions import UserError

from ..lib import keys, providers
from ..lib.errors import SignError
from ..lib.providers.base import Authorisation


class QlvbSignKeySetup(models.AbstractModel):
    """Setting up a key: a person their own, a clerk the seal of the agency.

    The key in use so far is archived; its picture is kept.
    """

    _name = "qlvb.sign.key.setup.mixin"
    _description = "Setting up of Signing Keys"

    @api.model
    def install(self, content, pin, image=None, agency=False, recolour=False):
        """Store a PKCS#12 file (base64) as the caller's key; return the key's id.

        ``agency``: as the seal of the caller's current agency instead, for its clerks.
        ``recolour``: the picture's ink is made blue, or red for a seal.
        The PIN only proves that the file opens. The key in use so far is archived.
        """
        owner = self._key_owner(agency)
        picture = self._given_picture(owner, image, recolour)
        return self._install(owner, self._decoded(content), pin, picture).id

    @api.model
    def connect(
        self,
        service_id,
        credential,
        key_label=None,
        pin=None,
        image=None,
        agency=False,
        recolour=False,
    ):
        """Set up a key on a token or a remote service; return the key's id.

        ``service_id``: one that an administrator has set up. ``credential``: label of
        the token, or credential or account at the service. ``key_label``: label of
        the key on the token, or serial number of the certificate (else the first).
        """
        owner = self._key_owner(agency)
        service = self.env["qlvb.sign.service"].browse(service_id).exists()
        if not service or not service.active or service.provider == "desktop":
            raise UserError(self.env._("Choose a signing service or token."))
        service.check_access("read")
        values = {
            "provider": service.provider,
            "service_id": service.id,
            "credential": credential,
            "key_label": key_label,
        }
        picture = self._given_picture(owner, image, recolour)
        own, chain = self._read_certificate(service, values, pin)
        return self._replace_key(owner, own, picture, chain=chain, **values).id

    @api.model
    def expect(self, certificate, image=None, agency=False, recolour=False):
        """Set up a key of the desktop program by its certificate; return its id.

        ``certificate``: base64 of DER or PEM; only its signatures are accepted.
        """
        owner = self._key_owner(agency)
        try:
            own = keys.certificate_der(self._decoded(certificate))
        except ValueError:
            raise UserError(
                self.env._("The file is not a certificate (DER or PEM).")
            ) from None
        picture = self._given_picture(owner, image, recolour)
        return self._replace_key(owner, own, picture, provider="desktop").id

    @api.model
    def _given_picture(self, owner, image, recolour):
        picture = self._decoded(image)
        if picture and recolour:
            picture = base64.b64decode(self._checked_image(owner, picture, True))
        return picture

    @api.model
    def _key_owner(self, agency):
        if not agency:
            return self.env.user
        self.env["qlvb.document"]._check_role(("clerk",), self.env.company)
        return self.env.company

    @api.model
    def _install(self, owner, data, pin, image=None):
        """Store ``data`` for a user or an agency (a record); return the key."""
        auth = self._authorisation(pin)
        provider = providers.make("pkcs12", {"pkcs12": data})
        own, chain = self._described(provider, auth)
        return self._replace_key(
            owner, own, image, chain=chain, pkcs12=base64.b64encode(data)
        )

    @api.model
    def _read_certificate(self, service, values, pin):
        """Return certificate and chain; nothing is open while a service talks."""
        settings = {
            **service.sudo()._settings(),
            "token": values["credential"],
            "credential": values["credential"],
            "key": values["key_label"],
            "serial": values["key_label"],
        }
        if service.provider != "pkcs11":
            self.env.cr.commit()  # pylint: disable=invalid-commit
        provider = providers.make(service.provider, settings)
        own, chain = self._described(provider, self._authorisation(pin))
        # The serial number is asked for at every signature.
        if service.provider == "smartca" and not values["key_label"]:
            values["key_label"] = provider.serial
        return own, chain

    @api.model
    def _described(self, provider, auth: Authorisation):
        try:
            own, chain = provider.describe(auth)
            keys.describe(own)
            return own, chain
        except SignError as error:
            raise UserError(self._sentence(error)) from None
        except (ValueError, TypeError):
            raise UserError(
                self.env._("The service did not answer with a certificate.")
            ) from None

    @api.model
    def _replace_key(self, owner, certificate, image=None, chain=(), **values):
        """Create the key of a certificate (DER); the one in use so far is archived."""
        picture = self._checked_image(owner, image)
        info = keys.describe(certificate)
        field = "company_id" if owner._name == "res.company" else "user_id"
        keys_of_owner = self.sudo().search([(field, "=", owner.id)])
        picture = picture or keys_of_owner[:1].image
        keys_of_owner.write({"active": False})
        keys_of_owner.flush_recordset(["active"])  # before the index sees the new one
        return self.sudo().create(
            {
                field: owner.id,
                "name": info.name,
                "subject": info.subject,
                "issuer": info.issuer,
                "sha256": info.sha256,
                "not_before": info.not_before.replace(tzinfo=None),
                "not_after": info.not_after.replace(tzinfo=None),
                "certificate": base64.b64encode(certificate),
                "chain": [base64.b64encode(der).decode() for der in chain],
                "image": picture,
                **values,
            }
        )

    @api.model
    def _decoded(self, content):
        try:
            return base64.b64decode(content or b"", validate=True)
        except ValueError:
            raise UserError(self.env._("The content is not valid base64.")) from None
