# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import fields
from odoo.tests import HttpCase

from ..content import files
from ..locality import PASSWORD, PIN

SUBJECT = "báo cáo tình hình sử dụng phần mềm"


class DemoCase(HttpCase):
    """The demo locality, with one more letter that the tests follow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pin = PIN
        cls.password = PASSWORD
        cls.district = cls.env.ref("base.main_company")
        cls.commune = cls.env.ref("qlvb_demo.company_commune")

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _letter_pdf(self, number, day):
        """Return the letter as its sender printed it, with its number on page 1."""
        return files.letter_pdf(
            number,
            "UBND-VP",
            day,
            "Ủy ban nhân dân\nxã Quảng Sơn",
            "",
            "Quảng Sơn",
            SUBJECT,
            "Ủy ban nhân dân huyện Quảng Hà",
            ["Ủy ban nhân dân xã đề nghị cho biết tình hình sử dụng phần mềm."],
            "Cao Bá Lộc",
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
            ("Như trên", "Lưu: VT"),
        )

    def _receive(self, number="777", **values):
        """Return a letter that asks for a report, as it waits for the clerk."""
        documents = self.env["qlvb.document"].with_user(self._user("vanthu.qh"))
        day = self.env["qlvb.role"]._today()
        content = base64.b64encode(self._letter_pdf(number, day)).decode()
        today = fields.Date.to_string(day)
        document_id = documents.receive(
            {
                "name": f"Tour: {SUBJECT}",
                "type": "cong_van",
                "notation": f"{number}/UBND-VP",
                "issue_date": today,
                "issuer": {"code": "H56.27.15"},
                "needs_reply": "reply",
                "reply_request": "Báo cáo",
                "reply_due": today,
                **values,
            },
            [{"name": "van-ban.pdf", "content": content}],
        )
        return documents.browse(document_id)
