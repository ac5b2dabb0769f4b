# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The index of the agency alone, which a wider one begins with.

`qlvb_document_agency_idx` finds the documents of an agency, and in the order of the
lists. Odoo keeps an index that no field asks for any more. Safe to be run again.
"""


def migrate(cr, version):
    """Drop the narrow index; see the docstring of the module."""
    if version:
        cr.execute("DROP INDEX IF EXISTS qlvb_document__company_id_index")
