"""Agency A: the work file closes; registers and trail are taken along."""

import base64
import json

from vnrecords import trail

from .checks import expect, same, sha256
from .directing import entries

NAMES = ("incoming", "reply", "arrived")


def close_workfile(journey):
    """The work file lists everything and closes."""
    filed = entries(journey)
    for name in "incoming", "reply":
        listed = journey.records[name].id in filed
        expect(listed, f"the document “{name}” is not in the work file")
    workfile = journey.records["workfile"]
    workfile.do("close")
    row = workfile.read("code", "title", "state", "retain_until")
    same("the state of the work file", row["state"], "closed")
    journey.summary["workfile"] = {**row, "documents": len(filed)}
    return f"{row['code']}: {len(filed)} documents"


def prints(journey):
    """The books of the year are printed."""
    for name, wanted in (("incoming", "incoming"), ("outgoing", "reply")):
        book = journey.records[f"register-{name}"]
        pdf = base64.b64decode(book.do("print_pdf"))
        expect(pdf.startswith(b"%PDF-"), f"the book of {name} documents is not a PDF")
        journey.keep(f"register-{name}.pdf", pdf)
        listed = book.client.count("qlvb.document", [("register_id", "=", book.id)])
        expect(listed, f"the book of {name} documents is empty")
        number = journey.record(wanted, journey.clerk).get("register_number")
        expect(number, f"the document “{wanted}” has no number in its book")
    return "register-incoming.pdf, register-outgoing.pdf"


def trails(journey):
    """The trail of every document is whole, reckoned from its first line."""
    people = {"arrived": journey.clerk_b}
    told = {}
    for name in NAMES:
        person = people.get(name, journey.clerk)
        journey.note_document(name, person)
        told[name] = journey.record(name, person).do("trail")
        events = chain(person, journey.records[name].id)
        same(f"the lines in the trail of “{name}”", len(told[name]), len(events))
        broken = trail.verify(events, last_hex=told[name][-1]["hash"])
        expect(broken is None, f"the trail of “{name}” is broken at line {broken}")
    data = json.dumps(told, ensure_ascii=False, indent=1).encode()
    (journey.out / "trail.json").write_bytes(data)
    journey.summary["files"]["trail.json"] = sha256(data)
    return f"{sum(map(len, told.values()))} lines, unbroken"


def chain(person, document_id):
    """Return [(hash, payload)] of a document's events, from the oldest on."""
    rows = person.client.search(
        "qlvb.event",
        [("document_id", "=", document_id)],
        ["moment", "user_id", "kind", "details", "hash"],
        order="id",
        load=None,
    )
    return [
        (
            row["hash"],
            {
                "document": document_id,
                "moment": row["moment"],
                "user": row["user_id"],
                "kind": row["kind"],
                "details": row["details"] or {},
            },
        )
        for row in rows
    ]
