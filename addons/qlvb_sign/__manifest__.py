# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "QLVB Digital Signatures",
    "summary": "Sign, seal and verify official documents (PAdES)",
    "version": "19.0.1.1.0",
    "category": "Productivity/Documents",
    "website": "https://example.org/qlvb",
    "author": "QLVB contributors",
    "license": "LGPL-3",
    "depends": ["base_setup", "qlvb_document"],
    "external_dependencies": {"python": ["pyHanko", "pdfminer.six", "reportlab"]},
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/qlvb_sign_security.xml",
        # Data
        "data/qlvb_trust_policy_data.xml",
        "data/qlvb_sign_cron.xml",
        "data/qlvb_evidence_cron.xml",
        "data/qlvb_signature_cron.xml",
        # Views
        "wizards/qlvb_sign_wizard_views.xml",
        "wizards/qlvb_sign_many_views.xml",
        "views/qlvb_sign_service_views.xml",
        "views/qlvb_document_awaiting_views.xml",
        "wizards/qlvb_document_annex_views.xml",
        "wizards/qlvb_document_initial_views.xml",
        "wizards/qlvb_document_place_views.xml",
        "wizards/qlvb_document_certify_views.xml",
        "views/qlvb_document_views.xml",
        "views/qlvb_sign_key_views.xml",
        "views/qlvb_trust_anchor_views.xml",
        "views/qlvb_trust_views.xml",
        "views/qlvb_approval_stage_views.xml",
        "views/res_company_views.xml",
        "views/qlvb_signature_check_views.xml",
        "views/qlvb_evidence_views.xml",
        "views/qlvb_public_templates.xml",
        "views/res_config_settings_views.xml",
        "views/res_users_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["qlvb_sign/static/src/**/*"],
        "web.assets_tests": ["qlvb_sign/static/tests/tours/**/*"],
    },
}
