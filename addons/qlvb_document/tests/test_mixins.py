# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import inspect

from odoo.tests import TransactionCase, tagged

ROOT = "odoo.addons.qlvb_"


@tagged("post_install", "-at_install")
class TestMixins(TransactionCase):
    """Models are made of many mixins: no two of an add-on take the same button."""

    def test_no_mixin_hides_a_button_or_a_step_of_another(self):
        hidden = []
        for name, model in self.env.registry.items():
            found = {}
            for part in model.__mro__:
                if part.__module__.startswith(ROOT):
                    for key, method in vars(part).items():
                        if key.startswith("action_") or key == "_set_state":
                            found.setdefault(key, []).append(method)
            for key, methods in found.items():
                for first, second in zip(methods, methods[1:], strict=False):
                    same = self._addon(first) == self._addon(second)
                    if same and "super()" not in inspect.getsource(first):
                        hidden.append(f"{name}.{key}: {second.__module__}")
        self.assertFalse(hidden)

    def _addon(self, method):
        return method.__module__.split(".")[2]
