"""Every text that our addons show has its Vietnamese in i18n/vi.po."""

import io
import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from qlvb import addons

VIETNAMESE = re.compile("[ăâđêôơư\u1ea0-\u1ef9]", re.IGNORECASE)


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def test_every_exported_text_is_translated(self):
        for name in addons.manifests():
            with self.subTest(addon=name):
                self.assertEqual(self._missing(name), [])

    def _missing(self, name):
        buffer = io.BytesIO()
        trans_export(False, [name], buffer, "po", self.env)
        wanted = {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}
        path = addons.FOLDER / name / "i18n/vi.po"
        have = polib.pofile(str(path)) if path.exists() else []
        translated = {entry.msgid for entry in have if entry.msgstr}
        return sorted(text for text in wanted - translated if not is_vietnamese(text))


def is_vietnamese(text):
    """The demo locality speaks Vietnamese from the start."""
    return bool(VIETNAMESE.search(text))
