# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextvars import ContextVar
from functools import wraps

from odoo import api, fields, models

_pin = ContextVar("qlvb_pin", default=None)


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
        token = _pin.set(context.pop("qlvb_pin", None))
        try:
            return method(self.with_env(self.env(context=context)))
        finally:
            _pin.reset(token)

    return wrapped


class QlvbPinMixin(models.AbstractModel):
    """A dialog that asks for a PIN, which lives no longer than the request."""

    _name = "qlvb.pin.mixin"
    _description = "Dialog with a PIN"

    pin = fields.Char("PIN", store=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the PIN for the rest of the request.

        The web client saves a new dialog, reads it back, and only then calls the
        button with what it read; ``create`` by itself drops a field without column.
        """
        dialogs = super().create(vals_list)
        for dialog, vals in zip(dialogs, vals_list, strict=True):
            dialog.pin = vals.get("pin")
        return dialogs

    def _take_pin(self):
        """Return the PIN of this request, or None."""
        return _pin.get()

    def _reopen(self):
        """Show the dialog again: the password was asked meanwhile."""
        return {
            "type": "ir.actions.act_window",
            "name": self._description,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "medium"},
        }
