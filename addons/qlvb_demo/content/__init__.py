# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files and pictures of the demo, drawn by programs; usable without Odoo."""
