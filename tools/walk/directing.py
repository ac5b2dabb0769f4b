"""Agency A: the leader instructs, units take over, a work file is opened."""

from . import office_hours
from .arriving import lead_deadline, working_day_end
from .checks import expect, same

TEXT = "Phòng chủ trì tham mưu văn bản trả lời; phòng phối hợp có ý kiến bằng văn bản."


def instruct(journey):
    """The leader instructs: a lead unit and a co-ordinating unit, a deadline each."""
    lead_unit, other_unit = journey.cast.working_units()
    (waiting,) = open_work(journey, journey.clerk, [("role", "=", "instruct")])
    leader = journey.cast.by_uid(waiting["user_id"])
    rows = [
        assignment("lead", lead_unit, lead_deadline(journey)),
        assignment("coordinate", other_unit, working_day_end(journey, 2)),
    ]
    document = journey.record("incoming", leader)
    document.do("instruct", text=TEXT, assignments=rows)
    made = {row["role"]: row for row in open_work(journey, leader, [])}
    same("the work after the instruction", sorted(made), ["coordinate", "lead"])
    for wanted in rows:
        role = wanted["role"]
        same(f"the {role} deadline", made[role]["deadline"], wanted["deadline"])
        journey.note_deadline(role, wanted["deadline"])
        journey.records[role] = leader.open("qlvb.assignment", made[role]["id"])
    row = document.read("deadline", "status")
    same("the deadline of the document", row["deadline"], rows[0]["deadline"])
    same("the status told to the sender", row["status"], "04")
    return f"{leader.name}: lead until {rows[0]['deadline']} UTC"


def assignment(role, unit, due):
    return {"role": role, "department_id": unit, "deadline": office_hours.text(due)}


def open_work(journey, person, domain):
    """Return the open assignments on the incoming document."""
    return person.client.search(
        "qlvb.assignment",
        [
            ("document_id", "=", journey.records["incoming"].id),
            ("state", "in", ["open", "accepted"]),
            *domain,
        ],
        ["role", "user_id", "department_id", "deadline", "state"],
        load=None,
    )


def give(journey):
    """The head of the lead unit gives it to a specialist."""
    unit, _other = journey.cast.working_units()
    head = journey.cast.holder("unit_head", journey.cast.a, unit)
    specialist = journey.cast.holder("specialist", journey.cast.a, unit)
    on_list = head.client.count(
        "qlvb.assignment",
        [("id", "=", journey.records["lead"].id), ("is_mine", "=", True)],
    )
    same("rows on the head's list", on_list, 1)
    row = journey.record("lead", head)
    child = row.do("give", user_id=specialist.uid, text="Đồng chí tham mưu trả lời.")
    same("a second click of Give", row.do("give", user_id=specialist.uid), child)
    journey.records["own"] = specialist.open("qlvb.assignment", child)
    journey.specialist = specialist
    same("the specialist's role", journey.records["own"].get("role"), "lead")
    return f"{head.name} to {specialist.name}"


def open_workfile(journey):
    """The specialist opens a work file from it: the document is filed now."""
    specialist, own = journey.specialist, journey.records["own"]
    workfile = own.do("open_workfile", **new_workfile(journey), needs_reply="reply")
    again = own.do("open_workfile", title="khác", needs_reply="reply")
    same("a second click of Open work file", again, workfile)
    record = journey.records["workfile"] = specialist.open("qlvb.workfile", workfile)
    filed = entries(journey)
    expect(
        journey.records["incoming"].id in filed, "the incoming document is not filed"
    )
    if not record.get("retention_id"):
        (kept,) = specialist.client.search("qlvb.retention", [], ["years"], limit=1)
        record.do("write", vals={"retention_id": kept["id"]})
    document = journey.record("incoming", specialist)
    same("the status told to the sender", document.get("status"), "05")
    return record.get("code")


def new_workfile(journey):
    """Return how to open it: from a free line of the file plan, or by a title."""
    unit, _other = journey.cast.working_units()
    lines = journey.specialist.client.search(
        "qlvb.file.plan",
        [
            ("state", "=", "approved"),
            ("department_id", "=", unit),
            ("workfile_ids", "=", False),
        ],
        ["code"],
        limit=1,
    )
    if lines:
        return {"plan_id": lines[0]["id"]}
    return {"title": "Thực hiện Quy chế quản lý văn bản"}


def entries(journey):
    """Return the ids of the documents in the work file."""
    rows = journey.specialist.client.search(
        "qlvb.workfile.entry",
        [("workfile_id", "=", journey.records["workfile"].id)],
        ["document_id"],
        load=None,
    )
    return {row["document_id"] for row in rows}


def coordinate(journey):
    """The head of the co-ordinating unit gives its result."""
    _lead, unit = journey.cast.working_units()
    head = journey.cast.holder("unit_head", journey.cast.a, unit)
    row = journey.record("coordinate", head)
    row.do("complete", result="Thống nhất, không có ý kiến thêm.")
    same("the state of the co-ordinating work", row.get("state"), "done")
    same(
        "the state of the document meanwhile",
        journey.record("incoming", head).get("state"),
        "registered",
    )
    return head.name
