"""Agency A: the reply is drafted, submitted, returned once and agreed."""

from .checks import expect, refused, same

FIRST = "Thực hiện Quy chế, đơn vị đã triển khai phần mềm tại các phòng."
SECOND = (
    "Đến nay 100% văn bản đến được xử lý trên phần mềm trong thời hạn quy định.\n"
    "Đề nghị tiếp tục hướng dẫn việc lập hồ sơ công việc điện tử."
)


def draft(journey):
    """The specialist drafts a reply: Word file by template, PDF by LibreOffice."""
    specialist, own = journey.specialist, journey.records["own"]
    values = {"name": "thực hiện Quy chế quản lý văn bản", "body": FIRST}
    reply_id = own.do("draft_reply", values=values)
    same("a second click of Draft", own.do("draft_reply", values=values), reply_id)
    reply = journey.records["reply"] = specialist.open("qlvb.document", reply_id)
    row = reply.read("direction", "state", "reply_to_id", "signer_id")
    same("what it replies to", row["reply_to_id"], journey.records["incoming"].id)
    same("the draft", (row["direction"], row["state"]), ("outgoing", "draft"))
    of_b = journey.clerk_b.open("res.company", journey.cast.b).get("partner_id")
    same("the recipients that are prefilled", recipients(reply), [of_b])
    add_outside_body(reply)
    journey.signer = journey.cast.by_uid(row["signer_id"])
    version = make_version(journey)
    return f"version {version}, {len(recipients(reply))} recipients"


def recipients(document):
    rows = document.client.search(
        "qlvb.recipient", [("document_id", "=", document.id)], ["partner_id"], load=None
    )
    return [row["partner_id"] for row in rows]


def add_outside_body(reply):
    """Add a body outside the system, which gets the document by post."""
    own = reply.client.search("res.company", [], ["partner_id"], load=None)
    known = [row["partner_id"] for row in own] + recipients(reply)
    bodies = reply.client.search(
        "res.partner",
        [("agency_code", "!=", False), ("id", "not in", known), ("email", "=", False)],
        ["name"],
        limit=1,
    )
    expect(bodies, "the demo has no body outside the system")
    line = {"partner_id": bodies[0]["id"], "channel": "post"}
    reply.do("write", vals={"recipient_ids": [(0, 0, line)]})


def make_version(journey):
    """Make Word file and PDF of what the draft says; return the version."""
    reply = journey.record("reply", journey.specialist)
    word = journey.specialist.open("qlvb.document.file", reply.do("make_docx"))
    _digest, data = journey.keep_download("draft.docx", word)
    expect(data.startswith(b"PK"), "the draft is not a Word file")
    pdf = journey.specialist.open("qlvb.document.file", reply.do("make_pdf"))
    row = pdf.read("mimetype", "pages", "version")
    same("the kind of the draft's PDF", row["mimetype"], "application/pdf")
    expect(row["pages"] >= 1, "the draft's PDF has no page")
    return row["version"]


def submit(journey):
    """The specialist submits; the draft can no longer be changed."""
    reply = journey.record("reply", journey.specialist)
    slip = reply.do("submit", summary="Trình ký văn bản trả lời")
    same("a second click of Submit", reply.do("submit"), slip)
    journey.records["slip"] = journey.specialist.open("qlvb.submission", slip)
    sentence = refused(
        "changing a submitted draft", [""], reply.do, "write", vals={"body": "khác"}
    )
    journey.note_refusal("changing a submitted draft", sentence)
    return ", ".join(step["stage"] for step in steps(journey))


def steps(journey):
    """Return the steps of the running slip, in order."""
    rows = journey.specialist.client.search(
        "qlvb.submission.step",
        [("submission_id", "=", journey.records["slip"].id)],
        ["stage_id", "what", "state", "user_id", "comment"],
        order="sequence, id",
    )
    return [
        {**row, "stage": row["stage_id"][1], "user": row["user_id"][0]} for row in rows
    ]


def decide(journey, method, **arguments):
    """Let whoever is asked now decide; return who that was."""
    (current,) = [row for row in steps(journey) if row["state"] == "current"]
    person = journey.cast.by_uid(current["user"])
    journey.record("slip", person).do(method, **arguments)
    return person


def return_once(journey):
    """The first stage agrees, the second one returns it with a reason."""
    expect(
        len([row for row in steps(journey) if row["what"] != "sign"]) >= 2,
        "the demo's route has fewer than two stages before signing",
    )
    first = decide(journey, "agree", comment="Đồng ý nội dung.")
    reason = "Bổ sung số liệu và kiến nghị."
    second = decide(journey, "return_draft", reason=reason)
    same("the slip after Return", journey.records["slip"].get("state"), "returned")
    same(
        "the draft after Return",
        journey.record("reply", journey.specialist).get("state"),
        "draft",
    )
    told = [row["comment"] for row in steps(journey) if row["state"] == "returned"]
    same("the reason that is kept", told, [reason])
    return f"{first.name}, {second.name}: {reason}"


def second_version(journey):
    """The specialist makes a second version and submits that."""
    reply = journey.record("reply", journey.specialist)
    reply.do("write", vals={"body": f"{FIRST}\n{SECOND}"})
    version = make_version(journey)
    same("the number of the new version", version, 2)
    slip = reply.do("submit", summary="Trình lại sau khi bổ sung")
    expect(slip != journey.records["slip"].id, "the new version has no slip of its own")
    journey.records["slip"] = journey.specialist.open("qlvb.submission", slip)
    return f"version {version}"


def agree(journey):
    """Every stage agrees: the draft is approved."""
    names = []
    while any(r["state"] == "current" and r["what"] != "sign" for r in steps(journey)):
        names.append(decide(journey, "agree", comment="Đồng ý.").name)
    expect(len(names) >= 2, f"only {len(names)} stages were asked")
    state = journey.record("reply", journey.specialist).get("state")
    same("the state of the agreed draft", state, "approved")
    return ", ".join(names)
