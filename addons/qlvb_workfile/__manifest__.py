# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "QLVB Work Files",
    "summary": "File plans, work files and their contents lists, filed as work begins",
    "version": "19.0.1.0.0",
    "category": "Productivity/Documents",
    "website": "https://example.org/qlvb",
    "author": "QLVB contributors",
    "license": "LGPL-3",
    "depends": ["qlvb_document"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/qlvb_workfile_security.xml",
        # Data
        "data/qlvb_retention_data.xml",
        # Views
        "wizards/qlvb_assignment_open_workfile_views.xml",
        "wizards/qlvb_workfile_reopen_views.xml",
        "views/qlvb_workfile_views.xml",
        "views/qlvb_file_plan_views.xml",
        "views/qlvb_retention_views.xml",
        "views/qlvb_assignment_views.xml",
        "views/qlvb_document_views.xml",
        "views/menus.xml",
    ],
}
