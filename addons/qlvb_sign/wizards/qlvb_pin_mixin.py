# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextvars import ContextVar
from functools import wraps

from odoo import api, fields, models

_pin = ContextVar("qlvb_pin", default=None)
_otp = ContextVar("qlvb_otp", default=None)


def hides_pin(method):
    """Decorate a button's method, outside of ``check_identity``.

    The dialog sends its PIN in the context, as Odoo's own password dialog does.
    ``check_identity`` however stores the context in the database when it has to ask
    for the password first, so the PIN is taken out before it looks; the method then
    finds no PIN after the password, and asks for it again.
    """

    @wraps(method)
    def wrapped(self):
        context = dict(self.env.context)
        pin = _pin.set(context.pop("qlvb_pin", None))
        otp = _otp.set(context.pop("qlvb_otp", None))
        try:
            return method(self.with_env(self.env(context=context)))
        finally:
            _pin.reset(pin)
            _otp.reset(otp)

    return wrapped


class QlvbPinMixin(models.AbstractModel):
    """A dialog that asks for a PIN, which lives no longer than the request."""

    _name = "qlvb.pin.mixin"
    _description = "Dialog with a PIN"

    pin = fields.Char("PIN", store=False)
    otp = fields.Char("One-time code", store=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the PIN for the rest of the request.

        The web client saves a new dialog, reads it back, and only then calls the
        button with what it read; ``create`` by itself drops a field without column.
        """
        dialogs = super().create(vals_list)
        for dialog, vals in zip(dialogs, vals_list, strict=True):
            dialog.pin = vals.get("pin")
            dialog.otp = vals.get("otp")
        return dialogs

    def _take_pin(self):
        """Return the PIN of this request, or None."""
        return _pin.get()

    def _take_auth(self, key):
        """Return what was typed for ``key``, or None when its PIN is missing."""
        if key.asks_pin and not _pin.get():
            return None
        Key = self.env["qlvb.sign.key"]
        return Key._authorisation(_pin.get(), _otp.get() or None, may_wait=True)

    def _reopen(self):
        """Show the dialog again: the password was asked meanwhile."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"].sudo()._get(self._name).name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "medium"},
        }

    def _after(self, answer):
        """Close the dialog; or say what a signature that comes later waits for."""
        waiting = answer.get("request")
        if not waiting:
            return {"type": "ir.actions.act_window_close"}
        request = self.env["qlvb.sign.request"].browse(waiting["id"])
        if waiting["provider"] == "desktop":
            return request._desktop_action()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Waiting for the signature"),
                "message": waiting["message"],
                "type": "info",
                "sticky": True,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
