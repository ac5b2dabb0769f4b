# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "QLVB Documents",
    "summary": "Receive, direct, draft, approve, issue and exchange official documents",
    "version": "19.0.1.0.0",
    "category": "Productivity/Documents",
    "website": "https://example.org/qlvb",
    "author": "QLVB contributors",
    "license": "LGPL-3",
    "depends": ["hr", "mail", "resource"],
    "data": [
        # Security
        "security/qlvb_document_groups.xml",
        "security/ir.model.access.csv",
        "security/qlvb_document_security.xml",
        # Data
        "data/qlvb_document_type_data.xml",
        "data/qlvb_deadline_policy_data.xml",
        "data/qlvb_approval_route_data.xml",
        "data/ir_config_parameter_data.xml",
        "data/ir_cron.xml",
        "data/ir_default_data.xml",
        # Views
        "wizards/qlvb_document_instruct_views.xml",
        "wizards/qlvb_document_return_views.xml",
        "wizards/qlvb_assignment_views.xml",
        "wizards/qlvb_submission_return_views.xml",
        "wizards/qlvb_number_views.xml",
        "wizards/qlvb_register_step_views.xml",
        "wizards/qlvb_document_correct_entry_views.xml",
        "views/qlvb_document_views.xml",
        "views/qlvb_document_check_views.xml",
        "views/qlvb_document_list_views.xml",
        "views/qlvb_document_search_views.xml",
        "views/qlvb_document_actions.xml",
        "views/qlvb_assignment_views.xml",
        "views/qlvb_assignment_actions.xml",
        "views/qlvb_submission_views.xml",
        "views/qlvb_register_views.xml",
        "views/qlvb_number_views.xml",
        "views/qlvb_document_correction_views.xml",
        "views/qlvb_configuration_views.xml",
        "views/qlvb_time_views.xml",
        "views/res_company_views.xml",
        "views/res_config_settings_views.xml",
        "views/qlvb_worklist_views.xml",
        "views/menus.xml",
        "data/qlvb_worklist_data.xml",
    ],
    "assets": {
        "web.assets_backend": [
            # Absent in some builds of Odoo; it serves video calls only, and loads
            # files from a public host.
            ("remove", "mail/static/lib/selfie_segmentation/selfie_segmentation.js"),
            "qlvb_document/static/src/**/*",
        ],
        "web.assets_tests": ["qlvb_document/static/tests/tours/**/*"],
    },
    "post_init_hook": "post_init_hook",
    "application": True,
}
