# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "QLVB Demo Locality",
    "summary": "One invented locality: agencies, people, keys and documents",
    "version": "19.0.1.0.0",
    "category": "Productivity/Documents",
    "website": "https://example.org/qlvb",
    "author": "QLVB contributors",
    "license": "LGPL-3",
    "depends": ["qlvb_sign", "qlvb_workfile"],
    "assets": {"web.assets_tests": ["qlvb_demo/static/tests/tours/**/*"]},
    "post_init_hook": "post_init_hook",
}
