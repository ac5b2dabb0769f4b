"""Letters of the demo locality, made through the product: drafts and signed ones."""

import contextlib
from unittest.mock import patch

import _sessions

from odoo import Command

BODY = (
    "Căn cứ Kế hoạch công tác năm và tình hình thực tế tại địa phương, Ủy ban nhân dân"
    " huyện đề nghị các cơ quan, đơn vị rà soát, báo cáo kết quả thực hiện nhiệm vụ"
    " được giao trong kỳ.",
    "Báo cáo gửi về Văn phòng trước ngày 25 hằng tháng để tổng hợp.",
    "Trong quá trình thực hiện nếu có vướng mắc, đề nghị phản ánh kịp thời để được"
    " hướng dẫn, giải quyết.",
)
PLACES = 3  # recipients of each letter


@contextlib.contextmanager
def without_signatures(env):
    """Leave the cryptography out of issuing: the seal adds a line to the file."""

    def seal(_self, pdf, number, day, *_args, **_kwargs):
        if number is None:
            raise InterruptedError
        return pdf + f"\n% {number} {day} {_self.id}\n".encode()

    document = type(env["qlvb.document"])
    with (
        patch.object(document, "_seal", seal),
        patch.object(document, "_signature_blockers", lambda _self: []),
    ):
        yield


class Letters:
    """The people of the district, and as many letters as a run needs."""

    def __init__(self, env):
        self.env = env
        self.uid = {user.login: user.id for user in env["res.users"].search([])}
        self.drafter = self.uid["chuyenvien.vhtt"]
        self.clerk = self.uid["vanthu.qh"]
        self.agency = env["res.users"].browse(self.clerk).company_id
        others = env["res.partner"].search(
            [("is_company", "=", True), ("agency_code", "!=", False)], limit=20
        )
        self.recipients = (others - self.agency.partner_id)[:PLACES]
        self.docx = self.pdf = None
        people = {self.drafter, self.clerk, self.uid["truongphong.vhtt"]}
        people |= {self.uid["chanhvp.qh"], self.uid["chutich.qh"]}
        people |= {self.uid["phochutich.qh"], self.uid["luutru.qh"]}
        sessions = _sessions.make(env, sorted(people))
        self.browsers = {user: _sessions.Browser(sessions[user]) for user in people}

    def write(self, number):
        """Return a draft without files."""
        return self.env(user=self.drafter)["qlvb.document"].create(
            {
                "direction": "outgoing",
                "name": f"về việc báo cáo kết quả công tác đợt {number}",
                "body": "\n".join(BODY),
                "signer_id": self.uid["chutich.qh"],
                "recipient_ids": [
                    Command.create({"partner_id": one.id}) for one in self.recipients
                ],
            }
        )

    def first(self):
        """Make the Word file and the PDF that all others share; return the draft."""
        draft = self.write(0)
        draft.make_docx()
        draft.make_pdf()
        self.docx = draft._newest("draft")._bytes()
        self.pdf = draft._newest("pdf")._bytes()
        return draft

    def drafts(self, count):
        """Return the ids of drafts that wait to be submitted."""
        made = []
        for number in range(count):
            draft = self.write(number + 1)
            draft._store_file("draft.pdf", self.pdf, "pdf")
            made.append(draft.id)
        self.env.cr.commit()
        return made

    def signed(self, count):
        """Return the ids of letters that wait for the clerk."""
        made = []
        for number in range(count):
            letter = self.write(number + 1).sudo()
            letter._store_file("signed.pdf", self.pdf, "signed")
            letter._through_door().write(
                {"state": "signed", "signed_at": letter.create_date}
            )
            made.append(letter.id)
        self.env.cr.commit()
        return made
