# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether an add-on is wholly translated; for the tests of every add-on."""

import polib

from odoo.tools import file_path
from odoo.tools.translate import TranslationModuleReader


class TranslationMixin:
    """Compare the terms of an installed add-on with its ``vi.po``.

    >>> class TestTranslation(TranslationMixin, TransactionCase):
    ...     def test_everything_is_translated(self):
    ...         self.assertTranslated("qlvb_document")
    """

    def assertTranslated(self, addon):
        """Fail with every term that is missing, empty, fuzzy or no longer there."""
        catalog = polib.pofile(file_path(f"{addon}/i18n/vi.po"))
        entries = {entry.msgid: entry for entry in catalog if not entry.obsolete}
        terms = {row[4] for row in TranslationModuleReader(self.env.cr, [addon])}
        faults = {
            "missing": sorted(terms - set(entries)),
            "no longer used": sorted(set(entries) - terms),
            "empty or fuzzy": sorted(
                term
                for term, entry in entries.items()
                if entry.fuzzy or not entry.msgstr.strip()
            ),
            "not marked as code, so never found": sorted(
                term for term, entry in entries.items() if not self._is_marked(entry)
            ),
        }
        self.assertFalse({kind: found for kind, found in faults.items() if found})

    def _is_marked(self, entry):
        """Tell whether Odoo takes the terms of code for such: by this comment only."""
        paths = [path for path, _line in entry.occurrences if path.startswith("code:")]
        if any(path.endswith(".py") for path in paths):
            return "odoo-python" in entry.comment
        return not paths or "odoo-javascript" in entry.comment
