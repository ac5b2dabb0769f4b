"""The walk program, against a real server, and what it leaves behind."""

import base64
import hashlib
import json
import zipfile

import pytest

from qlvb import runs
from walk.__main__ import STEPS

from . import judges

FILES = {
    "received.pdf",
    "draft.docx",
    "issued.pdf",
    "register-incoming.pdf",
    "register-outgoing.pdf",
    "trail.json",
    "summary.json",
}


@pytest.fixture(scope="module")
def walked(site, tmp_path_factory):
    """The folder that a walk left, and what it printed."""
    out = tmp_path_factory.mktemp("walk")
    before = keys(site)
    done = site.program("-m", "walk", out)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}{site.log.read_text()}"
    assert keys(site) == before, "the walk leaves keys behind"
    return out, done.stdout


def keys(site):
    """Count the keys that walks have made and not taken back."""
    query = "SELECT count(*) FROM res_users_apikeys WHERE name = 'walk'"
    return site.postgres.sql(query, site.database)


@pytest.fixture(scope="module")
def summary(walked):
    return json.loads((walked[0] / "summary.json").read_text())


@pytest.fixture(scope="module")
def roots(site):
    """The certificates that the server trusts, as DER bytes."""
    query = (
        "SELECT convert_from(certificate, 'UTF8') FROM qlvb_trust_anchor WHERE active"
    )
    rows = site.postgres.sql(query, site.database)
    return [base64.b64decode(text) for (text,) in rows]


def test_s5_it_prints_a_line_for_each_step_and_leaves_its_files(walked):
    out, told = walked
    assert {path.name for path in out.iterdir()} == FILES
    # Signing in before the steps, and the sum after them.
    assert len(told.splitlines()) == len(STEPS) + 2


def test_the_summary_tells_numbers_hashes_deadlines_and_seconds(walked, summary):
    for name, digest in summary["files"].items():
        data = (walked[0] / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, name
    assert set(summary["seconds"]) == {step.__name__ for step in STEPS} | {"sign_in"}
    assert {"register", "lead", "coordinate", "issue"} <= set(summary["deadlines"])
    documents = summary["documents"]
    assert documents["reply"]["uuid"] == documents["arrived"]["uuid"]
    assert documents["incoming"]["state"] == "done"
    statuses = {row["channel"]: row["status"] for row in summary["recipients"]}
    assert statuses["internal"] == "03"


def test_s12_other_programs_accept_the_issued_pdf(walked, roots, tmp_path):
    path = walked[0] / "issued.pdf"
    found = judges.pdfsig(path)
    assert [row["Signature Validation"] for row in found] == ["Signature is Valid."] * 2
    assert found[1].get("Total document signed")
    assert judges.qpdf(path)
    told = [judges.openssl(path.read_bytes(), root, tmp_path) for root in roots]
    assert ["CMS Verification successful"] * 2 in told, told


def test_s12_openssl_does_not_accept_a_changed_file(walked, roots, tmp_path):
    data = bytearray((walked[0] / "issued.pdf").read_bytes())
    place = data.index(b"stream") + 20
    data[place] ^= 1
    for root in roots:
        told = judges.openssl(bytes(data), root, tmp_path)
        assert all(row.startswith("FAILED") for row in told), told


def test_s8_the_papers_can_be_read(walked, summary):
    out, _told = walked
    issued = " ".join(judges.text(out / "issued.pdf").split())
    number, _slash, rest = summary["documents"]["reply"]["notation"].partition("/")
    assert number in issued and rest in issued
    for name, document in (("incoming", "incoming"), ("outgoing", "reply")):
        book = "".join(judges.text(out / f"register-{name}.pdf").split())
        assert summary["documents"][document]["notation"].partition("/")[0] in book
    with zipfile.ZipFile(out / "draft.docx") as word:
        assert "word/document.xml" in word.namelist()


def test_a_step_that_is_not_as_it_should_be_ends_the_walk(site, tmp_path):
    accounts = [
        row | {"pin": "khac"} if row.get("pin") else row
        for row in json.loads(runs.ACCOUNTS.read_text())
    ]
    (tmp_path / "content").symlink_to(runs.ACCOUNTS.parent / "content")
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps(accounts))
    done = site.program("-m", "walk", tmp_path / "out", "--accounts", file)
    assert done.returncode == 1
    assert done.stderr.startswith("walk: not as it should be: 422 UserError:")
    assert "Traceback" not in done.stderr
