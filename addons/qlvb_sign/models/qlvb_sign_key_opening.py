# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import logging
from contextlib import contextmanager
from datetime import timedelta
from math import ceil

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..lib import providers
from ..lib.errors import KeyPaused, KeyWaits, OtherCertificate, WrongOtp, WrongPin
from ..lib.providers import deferred
from ..lib.providers.base import Authorisation

_logger = logging.getLogger(__name__)

# So many wrong PINs within so many minutes pause the key for as many minutes.
WRONG_PINS, MINUTES = 5, 15


def key_refused(sentence):
    """Return the error of a key that does not open: trying it again is of no use.

    Marked, not of a class of its own: clients know the refusals by their class.
    """
    error = UserError(sentence)
    error.is_key_refused = True
    return error


def is_key_refused(error):
    return getattr(error, "is_key_refused", False)


class QlvbSignKeyOpening(models.AbstractModel):
    """Opening a key for one signature or a batch, and counting wrong PINs.

    The PIN is neither stored nor logged. Five wrong ones in a quarter of an hour
    pause the key for a quarter of an hour, whoever typed them and over whichever
    interface; the trail of the document says so.
    """

    _name = "qlvb.sign.key.opening.mixin"
    _description = "Opening of Signing Keys"

    flow = fields.Char(compute="_compute_flow")
    asks_pin = fields.Boolean(compute="_compute_flow")
    asks_otp = fields.Boolean(compute="_compute_flow")

    @api.depends("provider")
    def _compute_flow(self):
        """Say how the key signs: signer, hash or file; see the providers."""
        flows = {"csc": "hash", "smartca": "hash", "desktop": "file"}
        for key in self:
            key.flow = flows.get(key.provider, "signer")
            key.asks_pin = key.provider in ("pkcs12", "pkcs11", "csc")
            key.asks_otp = key.provider == "csc"

    @api.model
    def _authorisation(self, pin=None, otp=None, **options):
        """Return what the caller typed; whatever else was sent is made text.

        What a dialog has made of it already is returned as it is.
        """
        if isinstance(pin, Authorisation):
            return pin
        texts = [None if value is None else str(value) for value in (pin, otp)]
        return Authorisation(*texts, **options)

    def _open(self, auth, document=None):
        """Return the engine's key, opened for one signature.

        ``auth``: a PIN or an Authorisation. A key that signs elsewhere opens only for
        callers that can wait, and leaves its signatures empty. Raises SignError.
        """
        self.ensure_one()
        if not isinstance(auth, Authorisation):
            auth = self._authorisation(auth)
        key = self.sudo()
        if key.flow == "signer":
            with key._counting_pins(document):
                opened = key._provider().open(auth)
            if opened.info.sha256 != key.sha256:
                raise OtherCertificate()
        elif key.flow == "hash" and auth.may_wait:
            opened = deferred.opened(key._certificate(), key._chain())
        else:
            raise KeyWaits()
        opened.info.check_period()
        return opened

    def _certificate(self):
        return base64.b64decode(self.sudo().certificate or b"")

    def _chain(self):
        return [base64.b64decode(text) for text in self.sudo().chain or ()]

    def _provider(self):
        """Return the engine's provider with the settings of this key."""
        key = self.sudo()
        return providers.make(key.provider, key._settings())

    def _settings(self):
        if self.provider == "pkcs12":
            return {"pkcs12": base64.b64decode(self.pkcs12)}
        return {
            **self.service_id._settings(),
            "certificate": self._certificate(),
            "token": self.credential,
            "credential": self.credential,
            "key": self.key_label,
            "serial": self.key_label,
        }

    # Wrong PINs

    @contextmanager
    def _counting_pins(self, document=None):
        """Around an attempt: refuse while paused, and count it when it is wrong."""
        self._check_not_paused()
        try:
            yield
        except (WrongPin, WrongOtp):
            self._note_wrong_pin(document)
            raise
        if self.wrong_pins:
            self.write({"wrong_pins": 0, "wrong_pin_at": False})

    def _check_not_paused(self):
        now = fields.Datetime.now()
        if self.paused_until and self.paused_until > now:
            left = (self.paused_until - now).total_seconds()
            raise KeyPaused(minutes=ceil(left / 60))

    def _note_wrong_pin(self, document=None):
        """Count in a transaction of its own: the caller's is rolled back."""
        try:
            with self.env.registry.cursor() as cr:
                key = self.with_env(self.env(cr=cr))
                paused = key._count_wrong_pin()
                if document:
                    theirs = document.with_env(document.env(cr=cr)).exists()
                    theirs._log("key_paused" if paused else "wrong_pin", key=key.name)
        except Exception:
            # The PIN stays refused even when that cannot be written down.
            _logger.exception("A wrong PIN could not be counted")
        self.invalidate_recordset(["wrong_pins", "wrong_pin_at", "paused_until"])

    def _count_wrong_pin(self):
        """Add one; return whether the key is paused by it."""
        now = fields.Datetime.now()
        since = now - timedelta(minutes=MINUTES)
        self.env.cr.execute(
            SQL(
                """UPDATE qlvb_sign_key SET
                    wrong_pins = CASE WHEN wrong_pin_at > %(since)s
                        THEN COALESCE(wrong_pins, 0) + 1 ELSE 1 END,
                    wrong_pin_at = CASE WHEN wrong_pin_at > %(since)s
                        THEN wrong_pin_at ELSE %(now)s END
                WHERE id = %(id)s RETURNING wrong_pins""",
                since=since,
                now=now,
                id=self.id,
            )
        )
        row = self.env.cr.fetchone()
        self.invalidate_recordset()
        if not row or row[0] < WRONG_PINS:
            return False
        until = now + timedelta(minutes=MINUTES)
        self.write({"paused_until": until, "wrong_pins": 0, "wrong_pin_at": False})
        return True
