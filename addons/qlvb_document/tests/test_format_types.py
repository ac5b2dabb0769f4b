# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from vnrecords import format as layout

from .formatting import SENTENCE, FormatCase


@tagged("post_install", "-at_install")
class TestFormatOfTypes(FormatCase):
    """What the shipped templates make passes the check as it stands (S8, S11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hr.employee"].create(
            {
                "name": cls.leader.name,
                "user_id": cls.leader.id,
                "company_id": cls.district.id,
                "job_title": "Chủ tịch",
            }
        )

    def _findings(self, kind):
        """Return the codes of what is found in the Word file of a new draft."""
        values = {"signer_id": self.leader.id, "body": SENTENCE, "type_id": kind.id}
        draft = self._drafted(**values).sudo()
        data = draft._template()._fill(draft._docx_context())
        found = layout.check(data, draft._format_expected())
        return {f"{one.rule}/{one.code}" for one in found}

    def test_the_template_of_each_type_is_clean_s8_s11(self):
        """Minutes, contracts and agreements have no line of place and date."""
        kinds = self.env["qlvb.document.type"].search([("is_refused", "=", False)])
        self.assertGreater(len(kinds), 29)
        for kind in kinds:
            with self.subTest(kind=kind.code):
                self.assertFalse(self._findings(kind))

    def test_a_type_that_an_agency_adds_lacks_nothing_s8(self):
        own = self.env["qlvb.document.type"].create(
            {"name": "Phiếu xác minh", "code": "phieu_xac_minh", "abbreviation": "PXM"}
        )
        self.assertFalse(self._findings(own))
