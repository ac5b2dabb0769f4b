# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of the layout share: letters as the decree wants them."""

import base64
import dataclasses

from vnrecords import pages

from .test_issuing import IssueCase

HEADING = pages.Heading(
    issuer="UBND huyện Thử",
    symbol="UBND-VHTT",
    place="Quảng Thử",
    year=2026,
    letter_subject="trả lời kiến nghị",
)
SENTENCE = "Thực hiện kế hoạch của năm, Ủy ban nhân dân báo cáo kết quả như sau."


def letter(signer, **changes):
    """Return the PDF of a letter as the decree wants it, but for the changes."""
    content = pages.Letter(
        heading=HEADING,
        signature=pages.Signature(signer.name, "Chủ tịch"),
        addressees=("Ủy ban nhân dân xã Mẫu",),
        body=(SENTENCE,),
        recipients=("Như trên", "Lưu: VT, VHTT"),
    )
    return pages.letter(dataclasses.replace(content, **changes))


class FormatCase(IssueCase):
    """The district checks the layout by the rules as they are shipped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["qlvb.format.rule"].with_company(cls.district)
        cls.rules.search([]).severity = False
        cls.leader.name = "Nguyễn Văn An"

    def _good(self):
        return letter(self.leader)

    def _drafted_as(self, data, name="letter.pdf"):
        draft = self._drafted()
        draft.upload_version(name, base64.b64encode(data))
        return draft

    def _approved_as(self, data):
        document = self._drafted_as(data)
        document.submit("Trình ký")
        document.submission_ids.with_user(self.head).agree()
        document.submission_ids.with_user(self.office).agree()
        return document

    def _signed_as(self, data):
        """Return a document that was signed without a look at its layout."""
        self.district.qlvb_format_gate = "off"
        document = self._approved_as(data)
        document._mark_signed()
        return document

    def _rule(self, code):
        return self.rules.search([("code", "=", code)])
