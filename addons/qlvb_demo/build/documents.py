# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Documents in different steps, made by the same methods that people use."""

import base64
from datetime import timedelta

from odoo import fields

from ..content import files
from .people import user_of

BODY = """Thực hiện đề nghị của Quý cơ quan, Ủy ban nhân dân huyện Quảng Hà báo cáo \
tình hình sử dụng phần mềm Quản lý văn bản và Hồ sơ công việc như sau:
100% cơ quan, đơn vị trên địa bàn huyện đã sử dụng phần mềm; văn bản đến được đăng ký \
trong vòng 02 giờ làm việc; văn bản đi được ký số trước khi phát hành.
Ủy ban nhân dân huyện Quảng Hà trân trọng báo cáo./."""


def build(env):
    """Fill the lists: to register, to instruct, in work, under approval."""
    received = [receive(env, letter) for letter in files.LETTERS]
    half = len(received) // 2
    for document in received[half:]:
        document.action_register()
    late, *others = received[half + 1 :]
    instruct(env, late, missed_closing_time(env))
    for document in others:
        instruct(env, document, closing_time(env, 5))
    draft_reply(env, received[-1])


def receive(env, letter):
    """Enter a letter as the district's clerk, as if it came some days ago."""
    today = env["qlvb.role"]._today()
    values = {
        "name": letter.subject,
        "type": letter.type_code,
        "notation": letter.notation,
        "issue_date": fields.Date.to_string(letter.issue_date(today)),
        "issuer": {"code": letter.issuer_code, "name": letter.issuer},
        "urgency": letter.urgency,
        "company_id": env.ref("base.main_company").id,
    }
    if letter.reply_days is not None:
        due = today + timedelta(days=letter.reply_days)
        values.update(
            needs_reply="reply",
            reply_request=letter.subject,
            reply_due=fields.Date.to_string(due),
        )
    documents = env["qlvb.document"].with_user(user_of(env, "vanthu.qh"))
    content = base64.b64encode(files.incoming_pdf(letter, today)).decode()
    file = {"name": letter.file_name, "content": content}
    return documents.browse(documents.receive(values, [file]))


def closing_time(env, days):
    """Return when the offices close on the first working day in ``days`` days."""
    calendar = env.ref("base.main_company").resource_calendar_id
    return calendar._qlvb_end_of_day(fields.Datetime.now() + timedelta(days=days))


def missed_closing_time(env):
    """Return when the offices closed last: a deadline that has just passed."""
    now = fields.Datetime.now()
    # Looking back by days: over the New Year the offices are closed for nine.
    moments = (closing_time(env, -days) for days in range(1, 31))
    return next(moment for moment in moments if moment and moment < now)


def instruct(env, document, deadline):
    """The chairman gives the lead to the culture unit, finance works along.

    Nobody gives work with a ``deadline`` that has passed: such work grows old here.
    """
    ahead = max(deadline, closing_time(env, 1))
    rows = [
        {
            "role": role,
            "department_id": env.ref(f"qlvb_demo.unit_{unit}").id,
            "deadline": fields.Datetime.to_string(ahead),
        }
        for role, unit in (("lead", "vhtt"), ("coordinate", "tckh"))
    ]
    leader = document.with_user(user_of(env, "chutich.qh"))
    leader.instruct("Phòng VHTT chủ trì tham mưu, báo cáo UBND huyện.", rows)
    if deadline < ahead:
        given = document.sudo().assignment_ids.filtered("deadline")
        given = given.filtered(lambda row: row.role != "instruct")
        given._through_door().write(
            {"deadline": deadline, "original_deadline": deadline}
        )


def draft_reply(env, document):
    """The specialist has filed the document and submitted the draft of the answer."""
    head, specialist = user_of(env, "truongphong.vhtt"), user_of(env, "chuyenvien.vhtt")
    lead = document.sudo().lead_id.with_user(head)
    row = env["qlvb.assignment"].with_user(specialist).browse(lead.give(specialist.id))
    row.open_workfile(plan_id=env.ref("qlvb_demo.plan_01_vhtt").id, needs_reply="reply")
    reply_id = row.draft_reply(
        {"name": f"báo cáo theo Công văn số {document.notation}", "body": BODY}
    )
    reply = env["qlvb.document"].with_user(specialist).browse(reply_id)
    reply.make_docx()
    reply.make_pdf()
    reply.submit("Trình UBND huyện ký văn bản báo cáo.")
