# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Roots that were trusted before a second person had to confirm them.

Those for tests keep working. All others wait: nothing below them is valid until a
second administrator confirms the published fingerprint. Safe to be run again.
"""


def migrate(cr, version):
    """Confirm what is for tests only; see the docstring of the module."""
    if not version:
        return
    cr.execute(
        """UPDATE qlvb_trust_anchor SET imported_by_id = COALESCE(create_uid, 1)
        WHERE imported_by_id IS NULL"""
    )
    cr.execute(
        """UPDATE qlvb_trust_anchor
        SET confirmed_by_id = 1, confirmed_at = now() AT TIME ZONE 'UTC',
            is_confirmed = true
        WHERE domain = 'test' AND confirmed_at IS NULL"""
    )
