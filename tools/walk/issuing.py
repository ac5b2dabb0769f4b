"""Agency A: the leader signs, the clerk issues, each once and with the right PIN."""

from vnrecords import deadlines, numbering

from . import office_hours
from .checks import expect, refused, same, unchanged

WRONG_PIN = "sai-ma-pin"


def files(document):
    """Return what is kept of a document's files and state, to compare it."""
    rows = document.client.search(
        "qlvb.document.file",
        [("document_id", "=", document.id)],
        ["kind", "version", "sha256"],
        order="id",
    )
    return document.read("state", "notation", "number_id"), rows


def sign(journey):
    """The leader signs; a wrong PIN is refused and changes nothing."""
    signer = journey.signer
    expect(signer.pin, f"the demo accounts do not tell the PIN of {signer.login}")
    reply = journey.record("reply", signer)
    with unchanged("the document", lambda: files(reply)):
        sentence = refused("a wrong PIN", ["PIN"], reply.do, "sign", pin=WRONG_PIN)
    journey.note_refusal("signing with a wrong PIN", sentence)
    signed = reply.do("sign", pin=signer.pin)
    same("the state after signing", reply.get("state"), "signed")
    same("a second click of Sign", reply.do("sign", pin=signer.pin), signed)
    row = reply.read("signed_at", "issue_due")
    calendar = office_hours.of_agency(signer)
    start = office_hours.moment(row["signed_at"])
    due = deadlines.due(deadlines.rule_for("outgoing"), start, calendar)
    same("the deadline to issue", row["issue_due"], office_hours.text(due))
    journey.note_deadline("issue", row["issue_due"])
    return signed["signer"]


def refuse_seal(journey):
    """Issuing with a wrong PIN fails, and keeps the reserved number."""
    clerk, reply = journey.clerk, journey.record("reply", journey.clerk)
    before = files(reply)[1]
    sentence = refused("a wrong PIN", ["PIN"], reply.do, "issue", pin=WRONG_PIN)
    journey.note_refusal("issuing with a wrong PIN", sentence)
    row = reply.read("state", "number_id", "notation", "issue_date")
    same("the state after a failed seal", row["state"], "signed")
    same(
        "number and date after a failed seal",
        [row["notation"], row["issue_date"]],
        [False] * 2,
    )
    same("the files after a failed seal", files(reply)[1], before)
    expect(row["number_id"], "no number is reserved after a failed seal")
    number = clerk.open("qlvb.number", row["number_id"])
    ledger = number.read("state", "ordinal", "document_id")
    same("the reserved number's state", ledger["state"], "reserved")
    journey.records["number"] = number
    return f"number {ledger['ordinal']} stays reserved"


def issue(journey):
    """The clerk issues: the same number, the seal, the register; once."""
    clerk, reply = journey.clerk, journey.record("reply", journey.clerk)
    expect(clerk.pin, f"the demo accounts do not tell the seal's PIN of {clerk.login}")
    issued = reply.do("issue", pin=clerk.pin)
    check_number(journey, issued)
    digest, data = journey.keep_download(
        "issued.pdf", journey.main_file("reply", clerk)
    )
    same("the SHA-256 of the issued file", digest, issued["sha256"])
    expect(data.startswith(b"%PDF-"), "the issued file is not a PDF")
    with unchanged("the document", lambda: files(reply)):
        again = reply.do("issue", pin=clerk.pin)
    facts = ("number", "notation", "issue_date", "sha256")
    same("a second issue", [again[k] for k in facts], [issued[k] for k in facts])
    row = reply.read("state", "register_id")
    same("the state after issuing", row["state"], "issued")
    book = clerk.open("qlvb.register", row["register_id"])
    journey.records["register-outgoing"] = book
    return issued["notation"]


def check_number(journey, issued):
    """The number is the reserved one, printed as the decree asks."""
    ledger = journey.records["number"].read("state", "ordinal")
    same("the number after the retry", issued["number"], ledger["ordinal"])
    same("its state in the ledger", ledger["state"], "used")
    printed = numbering.parse(issued["notation"]).number
    same("the number as printed", printed, numbering.format_number(issued["number"]))
