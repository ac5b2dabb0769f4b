"""The reply arrives at agency B; what happens there comes back to agency A."""

from .checks import same, wait_for


def arrive(journey):
    """Agency B finds it on its incoming list, with the same bytes."""
    clerk = journey.clerk_b
    code = journey.record("reply", journey.clerk).get("uuid")
    domain = [
        ("uuid", "=", code),
        ("direction", "=", "incoming"),
        ("state", "=", "draft"),
        ("main_file_id", "!=", False),
    ]
    (found,) = wait_for(
        "the arrival at agency B",
        lambda: clerk.client.search("qlvb.document", domain, ["notation", "sha256"]),
    )
    issued = journey.record("reply", journey.clerk).read("notation", "sha256")
    same("the notation at B", found["notation"], issued["notation"])
    same("the SHA-256 at B", found["sha256"], issued["sha256"])
    journey.records["arrived"] = clerk.open("qlvb.document", found["id"])
    return found["notation"]


def verify(journey):
    """Agency B verifies both signatures."""
    rows = journey.records["arrived"].do("verify_signatures")
    same("the roles of the signatures", [r["role"] for r in rows], ["person", "agency"])
    for row in rows:
        who = f"the signature of {row['signer']}"
        same(who, row["verdict"], "valid")
        same(f"{who}: content", row["integrity"], "intact")
        same(f"{who}: certificate", row["chain"], "trusted")
        same(f"{who}: order", row["role_order"], "right")
    journey.summary["signatures"] = rows
    return ", ".join(row["signer"] for row in rows)


def register_there(journey):
    """Agency B registers it."""
    document = journey.records["arrived"]
    same("the first status at B", document.get("status"), "01")
    document.do("action_register")
    row = document.read("state", "register_number", "status")
    same("the state at B", row["state"], "registered")
    same("the status at B", row["status"], "03")
    return f"arrival number {row['register_number']}"


def statuses(journey):
    """Agency A sees "received" for B, and its own work is closed."""
    clerk, partner = journey.clerk, partner_of_b(journey)
    rows = recipient_rows(journey)
    (of_b,) = [row for row in rows if row["partner_id"] == partner]
    same("the status of B in A's grid", of_b["status"], "03")
    history = [line["code"] for line in of_b["history"]]
    same("the statuses of B in order", history, ["00", "01", "03"])
    journey.summary["recipients"] = rows
    incoming = journey.record("incoming", clerk).read("state", "status", "progress")
    same(
        "the incoming document of A",
        (incoming["state"], incoming["status"]),
        ("done", "06"),
    )
    for name in "own", "lead", "coordinate":
        state = journey.record(name, clerk).get("state")
        same(f"the state of the work “{name}”", state, "done")
    return f"{of_b['name']}: 03 at {of_b['status_at']} UTC"


def partner_of_b(journey):
    return journey.clerk_b.open("res.company", journey.cast.b).get("partner_id")


def recipient_rows(journey):
    """Return A's grid of recipients, each with its history."""
    clerk = journey.clerk
    rows = clerk.client.search(
        "qlvb.recipient",
        [("document_id", "=", journey.records["reply"].id)],
        ["name", "partner_id", "channel", "paper", "status", "status_at"],
        load=None,
    )
    for row in rows:
        row["history"] = clerk.client.search(
            "qlvb.recipient.status",
            [("recipient_id", "=", row["id"])],
            ["code", "moment", "reason"],
            order="id",
        )
    return rows
