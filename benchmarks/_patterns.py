"""Documents that the product itself made, from which the many are copied."""

import base64
import io
from datetime import timedelta

from reportlab.pdfgen import canvas

from odoo import fields

# What is replaced in every text of a copy.
NAME = "Mẫu nguyên bản"
NOTATION = "987654/NGUYENMAU"
ISSUER = "Cơ quan ban hành nguyên mẫu"
FIRST_NUMBER = 900_001
COMMENTS = 30


def a_file(text):
    """Return what programs send as one file."""
    buffer = io.BytesIO()
    pdf = canvas.Canvas(buffer, invariant=1)
    pdf.drawString(72, 720, text)
    pdf.showPage()
    pdf.save()
    content = base64.b64encode(buffer.getvalue()).decode()
    return {"name": "van-ban.pdf", "content": content}


class Patterns:
    """Takes documents through the office of one agency, as its people would."""

    def __init__(self, env, agency):
        self.env, self.agency = env, agency
        cast = agency.cast(0)
        self.clerk, self.leader, self.head, self.one, self.other, self.reader = cast[
            "users"
        ]
        self.first, self.second = cast["units"]
        self.type = env["qlvb.document.type"].search([("code", "=", "cong_van")])
        _register, series = max(agency.books.items())[1]
        env["qlvb.series"].browse(series).first_number = FIRST_NUMBER
        self.made = 0

    def make(self):
        """Return {kind: id} of one document of each kind."""
        return {
            "draft": self._draft(),
            "waiting": self._waiting(),
            "open": self._open(),
            "open urgent": self._open(urgency="1"),
            "done": self._done(),
            "done urgent": self._done(urgency="1"),
        }

    def _as(self, user, model="qlvb.document"):
        return self.env(user=user)[model]

    def _draft(self, **values):
        """Each under its own date, for they would be duplicates of each other."""
        self.made += 1
        day = fields.Date.today() - timedelta(days=366 * self.made)
        return self._as(self.clerk).receive(
            {
                "name": NAME,
                "notation": NOTATION,
                "issuer_name": ISSUER,
                "type_id": self.type.id,
                "issue_date": str(day),
                **values,
            },
            [a_file(f"Văn bản {self.made}")],
        )

    def _waiting(self, **values):
        document = self._draft(**values)
        self._as(self.clerk).browse(document).action_register()
        return document

    def _open(self, **values):
        document = self._waiting(**values)
        due = str(fields.Datetime.now() + timedelta(days=5))
        rows = [
            {"role": "lead", "department_id": self.first, "deadline": due},
            {"role": "coordinate", "department_id": self.second, "deadline": due},
            {"role": "inform", "user_id": self.reader},
        ]
        self._as(self.leader).browse(document).instruct("Tham mưu giải quyết", rows)
        self._row(document, self.head, "lead").give(self.one)
        return document

    def _row(self, document, user, role):
        rows = self._as(user, "qlvb.assignment").search(
            [("document_id", "=", document), ("role", "=", role)], order="id"
        )
        return rows.filtered("is_mine")[:1]

    def _done(self, **values):
        document = self._open(**values)
        self._row(document, self.one, "lead").complete("Đã tham mưu")
        self._row(document, self.other, "coordinate").complete("Đã góp ý")
        self._row(document, self.reader, "inform").mark_read()
        discussed = self._as(self.one).browse(document)
        for number in range(COMMENTS):
            discussed.message_post(body=f"Trao đổi lần {number + 1} về văn bản")
        return document


def discussed_task(env, author, readers):
    """Return the id of a stock task with as many comments, as the yardstick."""
    members = [fields.Command.link(user) for user in readers]
    env.ref("project.group_project_user").sudo().user_ids = members
    project = env["project.project"].create(
        {"name": "Chuyển đổi số", "privacy_visibility": "employees"}
    )
    task = env["project.task"].create(
        {
            "name": "Tham mưu giải quyết văn bản",
            "project_id": project.id,
            "user_ids": [fields.Command.set([author])],
        }
    )
    for number in range(COMMENTS):
        task.with_user(author).sudo().message_post(
            body=f"Trao đổi lần {number + 1} về văn bản"
        )
    return task.id
