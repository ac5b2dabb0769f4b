"""Agency A: a letter arrives, a secret does not, and the clerk registers."""

import base64
import hashlib

from vnrecords import deadlines

from . import content, office_hours
from .checks import expect, refused, same, sha256


def receive(journey):
    """The clerk of A takes in a real PDF."""
    clerk, sender = journey.clerk, agency_code(journey.clerk_b)
    notation = content.fresh_notation()
    pdf = content.regulation(journey.demo, notation, sender["name"])
    values = letter(notation, sender, content.ABSTRACT)
    values |= {
        "needs_reply": "reply",
        "reply_request": "góp ý việc thực hiện Quy chế",
        "reply_due": str(office_hours.local_date(lead_deadline(journey))),
    }
    document_id = receive_file(clerk, values, "quy-che.pdf", pdf)
    document = journey.records["incoming"] = clerk.open("qlvb.document", document_id)
    same("the state of the received document", document.get("state"), "draft")
    stored = journey.main_file("incoming", clerk)
    digest, _data = journey.keep_download("received.pdf", stored)
    same("the SHA-256 of the received file", digest, sha256(pdf))
    same("the SHA-256 that the server tells", stored.get("sha256"), digest)
    pages = document.get("page_count")
    expect(pages >= 8, f"the regulation has {pages} pages, not 8 or more")
    return f"{pages} pages, SHA-256 {digest[:12]}"


def letter(notation, sender, abstract):
    """Return what the clerk enters for a decision of today."""
    return {
        "type": "quyet_dinh",
        "notation": notation,
        "issue_date": str(office_hours.local_date(office_hours.now())),
        "issuer": {"code": sender["qlvb_code"], "name": sender["name"]},
        "name": abstract,
    }


def receive_file(clerk, values, name, data):
    file = {"name": name, "content": base64.b64encode(data).decode()}
    return clerk.client.call("qlvb.document", "receive", values=values, files=[file])


def agency_code(person):
    """Return name and code of a person's agency."""
    return person.open("res.company", person.company_id).read("name", "qlvb_code")


def lead_deadline(journey):
    """Return the end of a working day in three days, for the lead unit."""
    return working_day_end(journey, 3)


def working_day_end(journey, days):
    calendar = office_hours.of_agency(journey.clerk)
    start = office_hours.now() + office_hours.datetime.timedelta(days=days)
    return calendar.end_of_day(start)


def refuse_secret(journey):
    """A state secret is turned away over the API, and nothing of it is kept."""
    clerk, pdf = journey.clerk, content.stamped_secret()
    notation = f"M{content.fresh_notation()}"
    values = letter(notation, agency_code(journey.clerk_b), "báo cáo")
    logged = clerk.client.count("qlvb.refusal", [])
    words = ["bí mật nhà nước"]
    for name, declared in (
        ("declared secret", "toi_mat"),
        ("stamped secret", "thuong"),
    ):
        secret = {**values, "secrecy": declared}
        sentence = refused(
            f"a {name}", words, receive_file, clerk, secret, "mat.pdf", pdf
        )
        journey.note_refusal(name, sentence)
    for model, domain in leftovers(notation, pdf):
        same(
            f"what is left of the secrets in {model}",
            clerk.client.count(model, domain),
            0,
        )
    same("new lines of refusal", clerk.client.count("qlvb.refusal", []) - logged, 2)
    return sentence.partition(" (")[0]


def leftovers(notation, data):
    """Where something of a refused document could have stayed."""
    # The server's own checksum of an attachment is SHA-1.
    checksum = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return (
        ("qlvb.document", [("notation", "=", notation)]),
        ("qlvb.document.file", [("sha256", "=", sha256(data))]),
        ("ir.attachment", [("checksum", "=", checksum), ("id", "!=", 0)]),
    )


def register(journey):
    """The clerk of A registers it: number and deadline."""
    clerk, document = journey.clerk, journey.record("incoming", journey.clerk)
    document.do("action_register")
    row = document.read("state", "register_id", "register_number", "status")
    same("the state after registering", row["state"], "registered")
    same("the status told to the sender", row["status"], "03")
    number = row["register_number"]
    same("the arrival number", number, last_number(clerk, row["register_id"]))
    document.do("action_register")
    again = document.get("register_number")
    same("the arrival number after a second click", again, number)
    book = clerk.open("qlvb.register", row["register_id"])
    journey.records["register-incoming"] = book
    due = check_register_deadline(journey, document)
    return f"arrival number {number}, due {due} UTC"


def last_number(clerk, register_id):
    """Return the highest number in a register."""
    rows = clerk.client.search(
        "qlvb.document",
        [("register_id", "=", register_id)],
        ["register_number"],
        order="register_number DESC",
        limit=1,
    )
    return rows[0]["register_number"]


def check_register_deadline(journey, document):
    """The two hours of the regulation, reckoned here from the calendar's own data."""
    row = document.read("received_at", "register_due")
    calendar = office_hours.of_agency(journey.clerk)
    rule = deadlines.rule_for("incoming")
    due = deadlines.due(rule, office_hours.moment(row["received_at"]), calendar)
    same("the two-hour deadline", row["register_due"], office_hours.text(due))
    journey.note_deadline("register", row["register_due"])
    return row["register_due"]
