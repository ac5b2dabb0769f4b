# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import MagicMock, patch

from odoo.tests import tagged

from ..wizards import qlvb_pin_mixin
from .common import PIN, SEAL_PIN, SignCommon, world

REQUEST = "odoo.addons.base.models.res_users.request"


def session(fresh):
    """Return a request whose user was, or was not, just asked for the password."""
    request = MagicMock()
    request.session = {"identity-check-last": 4e9 if fresh else 0}
    return patch(REQUEST, request)


@tagged("post_install", "-at_install")
class TestSignDialogs(SignCommon):
    """The buttons ask who sits there, and never let the PIN rest anywhere (S51)."""

    def _dialog(self, model, document, user, pin=None):
        dialog = self.env[model].with_user(user).create({"document_id": document.id})
        return dialog.with_context(qlvb_pin=pin) if pin else dialog

    def test_the_sign_dialog_signs(self):
        document = self._ready()
        dialog = self._dialog("qlvb.document.sign", document, self.leader, PIN)
        self.assertEqual(dialog.key_id, self.leader_key)
        with session(fresh=True):
            dialog.action_sign()
        self.assertEqual(document.state, "signed")

    def test_the_issue_dialog_issues(self):
        document = self._signed()
        dialog = self._dialog("qlvb.document.seal", document, self.clerk)
        with self._committing(self.clerk, dialog) as mine, session(fresh=True):
            mine.with_context(qlvb_pin=SEAL_PIN).action_issue()
        self.assertEqual(document.state, "issued")

    def test_the_button_opens_the_dialog(self):
        document = self._ready().with_user(self.leader)
        self.assertTrue(document.can_sign)
        with session(fresh=True):
            self.assertEqual(document.action_sign()["res_model"], "qlvb.document.sign")

    def test_the_password_is_asked_first_and_the_pin_is_not_stored(self):
        document = self._ready()
        dialog = self._dialog("qlvb.document.sign", document, self.leader, PIN)
        with session(fresh=False):
            action = dialog.action_sign()
        self.assertEqual(action["res_model"], "res.users.identitycheck")
        check = self.env["res.users.identitycheck"].sudo().browse(action["res_id"])
        self.assertNotIn(PIN, check.request)
        self.assertIn("action_sign", check.request)
        self.assertEqual(document.state, "approved")
        self.assertIsNone(qlvb_pin_mixin._pin.get())

    def test_after_the_password_the_pin_is_asked_again(self):
        document = self._ready()
        dialog = self._dialog("qlvb.document.sign", document, self.leader)
        with session(fresh=True):
            action = dialog.action_sign()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (dialog._name, dialog.id)
        )

    def test_the_pin_is_in_no_column(self):
        for model in (
            "qlvb.document.sign",
            "qlvb.document.seal",
            "qlvb.sign.key.install",
        ):
            self.assertFalse(self.env[model]._fields["pin"].store)

    def test_a_person_installs_their_key_by_the_dialog(self):
        import base64

        dialog = (
            self.env["qlvb.sign.key.install"]
            .with_user(self.deputy)
            .create(
                {
                    "content": base64.b64encode(world().unknown.pkcs12(PIN)),
                    "image": base64.b64encode(world().picture),
                }
            )
        )
        with session(fresh=True):
            dialog.with_context(qlvb_pin=PIN).action_install()
        self.assertFalse(dialog.exists())
        key = self.env["qlvb.sign.key"].with_user(self.deputy).search([])
        self.assertEqual(key.user_id, self.deputy)
        self.assertTrue(key.picture)
