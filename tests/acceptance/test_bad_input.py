"""What is wrong is refused in one sentence that people understand; nothing is kept."""

import base64
import io
import zipfile
from datetime import UTC, datetime

import pikepdf
import pytest

from odoo.addons.qlvb_sign.lib import pki

from walk import arriving, content

from . import trouble
from .sending import pdf, received, refusal, values


def encrypted():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("evil.txt", "x")
    return out.getvalue()


BAD_FILES = {
    "not a PDF": ("thu.pdf", lambda: b"this is no PDF"),
    "a program": ("thu.pdf", lambda: b"\x7fELF" + bytes(100)),
    "damaged": ("thu.pdf", lambda: pdf()[:400]),
    "encrypted": ("thu.pdf", encrypted),
    "0 bytes": ("thu.pdf", lambda: b""),
    "another kind": ("thu.exe", lambda: b"MZ" + bytes(100)),
    "a zip called docx": ("thu.docx", archive),
    "a stamped secret": ("thu.pdf", content.stamped_secret),
}


@pytest.fixture(scope="module")
def clerk(cast):
    return cast.holder("clerk", cast.a)


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_refused_and_not_kept(site, cast, clerk, what):
    name, make = BAD_FILES[what]
    data, before = make(), trouble.kept(site)
    sentence = refusal(arriving.receive_file, clerk, values(cast), name, data)
    assert all(line.endswith(".") for line in sentence.splitlines())
    assert trouble.kept(site) == before


def test_200_mb_are_refused_in_a_sentence_and_the_server_goes_on(site, cast, clerk):
    before, data = trouble.kept(site), bytes(200_000_000)
    sentence = refusal(arriving.receive_file, clerk, values(cast), "thu.pdf", data)
    assert "100 MB" in sentence
    assert trouble.kept(site) == before
    assert clerk.client.count("qlvb.register", [])


@pytest.mark.parametrize("secrecy", ["mat", "toi_mat", "tuyet_mat"])
def test_s2_a_declared_secret_is_refused_and_only_the_fact_is_kept(
    site, cast, clerk, secrecy
):
    before = trouble.kept(site)
    given = values(cast, secrecy=secrecy, name="kế hoạch đặc biệt")
    sentence = refusal(arriving.receive_file, clerk, given, "thu.pdf", pdf())
    assert "bí mật nhà nước" in sentence
    assert trouble.kept(site) == before
    query = "SELECT reason FROM qlvb_refusal ORDER BY id DESC LIMIT 1"
    ((reason,),) = site.postgres.sql(query, site.database)
    assert "kế hoạch đặc biệt" not in reason and given["notation"] not in reason


def test_s2_what_is_not_known_to_be_open_is_not_let_in(site, cast, clerk):
    before, given = trouble.kept(site), values(cast, secrecy="khác")
    refusal(arriving.receive_file, clerk, given, "thu.pdf", pdf())
    assert trouble.kept(site) == before


def test_a_duplicate_is_found_when_it_is_registered(site, cast):
    data = pdf("Trùng")
    received(cast, data).do("action_register")
    again = received(cast, data)
    before = trouble.kept(site)
    refusal(again.do, "action_register")
    assert again.get("state") == "draft"
    assert trouble.kept(site) == before


def test_a_missing_register_opens_by_itself(site, cast, clerk):
    document = received(cast)
    change = "UPDATE qlvb_register SET year = year + %s WHERE direction = 'incoming'"
    site.postgres.sql(change, site.database, 500)
    try:
        document.do("action_register")
        (row,) = clerk.client.call(
            "qlvb.register",
            "search_read",
            domain=[("direction", "=", "incoming"), ("year", "<", 2500)],
            fields=["year", "document_count"],
        )
    finally:
        site.postgres.sql(
            "UPDATE qlvb_document SET register_id = old.id FROM qlvb_register old,"
            " qlvb_register new WHERE register_id = new.id AND new.year < 2500"
            " AND old.year = new.year + 500 AND old.company_id = new.company_id"
            " AND old.direction = new.direction",
            site.database,
        )
        site.postgres.sql(
            "DELETE FROM qlvb_register new USING qlvb_register old"
            " WHERE new.year < 2500 AND old.year = new.year + 500"
            " AND old.company_id = new.company_id AND old.direction = new.direction",
            site.database,
        )
        site.postgres.sql(change, site.database, -500)
    assert row["year"] == datetime.now(UTC).year
    assert row["document_count"] == 1


def test_a_closed_register_takes_nothing(site, cast, clerk):
    document = received(cast)
    query = [("direction", "=", "incoming"), ("company_id", "=", cast.a)]
    (book,) = clerk.client.call("qlvb.register", "search", domain=query)
    change = "UPDATE qlvb_register SET state = %s WHERE id = %s"
    before = trouble.kept(site)
    site.postgres.sql(change, site.database, "closed", book)
    try:
        refusal(document.do, "action_register")
    finally:
        site.postgres.sql(change, site.database, "open", book)
    assert trouble.kept(site) == before
    document.do("action_register")


def test_another_role_may_not_over_the_api_either(site, cast):
    document = received(cast)
    before = trouble.kept(site)
    for role, company in (
        ("specialist", cast.a),
        ("leader", cast.a),
        ("clerk", cast.b),
    ):
        other = next(p for p in cast.holders(role, company) if p.client)
        refusal(document.seen_by(other).do, "action_register")
    assert trouble.kept(site) == before


def approved(cast):
    """Return an agreed draft of the head of the lead unit, for the leader to sign."""
    unit, _other = cast.working_units()
    head = cast.holder("unit_head", cast.a, unit)
    partner = head.open("res.company", cast.b).client.search(
        "res.partner", [("agency_code", "!=", False)], ["name"], limit=1
    )
    drafted = head.client.call(
        "qlvb.document",
        "create",
        vals_list=[
            {
                "direction": "outgoing",
                "name": "thử ký",
                "body": "Nội dung.",
                "signer_id": cast.holder("leader", cast.a).uid,
                "recipient_ids": [(0, 0, {"partner_id": partner[0]["id"]})],
            }
        ],
    )
    document = head.open("qlvb.document", drafted[0])
    document.do("make_docx")
    document.do("make_pdf")
    slip = document.do("submit", summary="Trình ký")
    for person in (head, cast.holder("office", cast.a)):
        person.open("qlvb.submission", slip).do("agree")
    return document


@pytest.fixture(scope="module")
def to_sign(cast):
    leader = cast.holder("leader", cast.a)
    return approved(cast).seen_by(leader), leader


def test_s34_a_wrong_pin_signs_nothing(site, to_sign):
    document, _leader = to_sign
    before = trouble.kept(site)
    for pin in ("", "000000", None):
        assert "PIN" in refusal(document.do, "sign", pin=pin)
    assert document.get("state") == "approved"
    # The trail tells of each try, and nothing else is kept.
    before["qlvb_event"] += 3
    assert trouble.kept(site) == before


def test_s34_an_expired_certificate_signs_nothing(site, to_sign):
    document, leader = to_sign
    start, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    expired = pki.new_authority().issue(leader.name, start=start, end=end)
    query = "SELECT max(id) FROM qlvb_sign_key WHERE user_id = %s AND active"
    ((old,),) = site.postgres.sql(query, site.database, leader.uid)
    file = base64.b64encode(expired.pkcs12("1111")).decode()
    new = leader.client.call("qlvb.sign.key", "install", content=file, pin="1111")
    before = trouble.kept(site)
    try:
        sentence = refusal(document.do, "sign", pin="1111")
    finally:
        change = "UPDATE qlvb_sign_key SET active = %s WHERE id = %s"
        site.postgres.sql(change, site.database, False, new)
        site.postgres.sql(change, site.database, True, old)
    assert "2025" in sentence
    assert trouble.kept(site) == before
