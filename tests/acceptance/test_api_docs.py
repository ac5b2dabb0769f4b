"""What docs/api.md tells programs is so: its example runs, its statuses are given."""

import json
import re

import pytest

from qlvb.base import ROOT
from vnrecords import pages
from walk.client import Client, RemoteError

from . import judges

DOC = (ROOT / "docs/api.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"^```python\n(.*?)^```", DOC, re.DOTALL | re.MULTILINE)
# The tables of methods: model/method, and further methods of the same model.
CALLS = [
    (model, method)
    for model, first, rest in re.findall(
        r"\| `(qlvb[\w.]*)/(\w+)`((?:, `\w+`)*) \|", DOC
    )
    for method in (first, *re.findall(r"\w+", rest))
]


@pytest.fixture(scope="module")
def keys(cast, tmp_path_factory):
    """The file of keys that the example asks for."""
    unit, _other = cast.working_units()
    people = {
        "clerk": cast.holder("clerk", cast.a),
        "leader": cast.holder("leader", cast.a),
        "head": cast.holder("unit_head", cast.a, unit),
        "specialist": cast.holder("specialist", cast.a, unit),
        "office": cast.holder("office", cast.a),
        "other_clerk": cast.holder("clerk", cast.b),
    }
    told = {name: person.client.key for name, person in people.items()}
    told |= {"leader_pin": people["leader"].pin, "seal_pin": people["clerk"].pin}
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    path.write_text(json.dumps(told))
    return path


def test_the_example_walks_the_whole_way(site, keys, tmp_path):
    (tmp_path / "example.py").write_text(EXAMPLE, encoding="utf-8")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pages.booklet(("CÔNG VĂN", "Đề nghị báo cáo"), ["Nội dung."]))
    done = site.program(
        "example.py", letter, cwd=tmp_path, environment={"QLVB_KEYS": str(keys)}
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("- valid") == 2, done.stdout
    assert "- 03" in done.stdout
    assert len(judges.pdfsig(tmp_path / "issued.pdf")) == 2


@pytest.mark.parametrize(("model", "method"), CALLS)
def test_every_method_that_is_told_of_exists(cast, model, method):
    clerk = cast.holder("clerk", cast.a).client
    with pytest.raises(RemoteError) as refusal:
        clerk.call(model, method, no_such_argument=1)
    # A method that does not exist, or is private, is 404 or 403.
    assert (refusal.value.status, refusal.value.kind) == (422, "UnprocessableEntity")


def test_a_wrong_key_is_401(site):
    with pytest.raises(RemoteError) as refusal:
        Client(site.url, site.database, "0" * 40).call("qlvb.document", "search_count")
    assert refusal.value.status == 401


def test_another_role_is_403(cast):
    clerk, leader = cast.holder("clerk", cast.a), cast.holder("leader", cast.a)
    (book, *_more) = clerk.client.call("qlvb.register", "search", domain=[])
    with pytest.raises(RemoteError) as refusal:
        leader.open("qlvb.register", book).do("action_close")
    assert (refusal.value.status, refusal.value.kind) == (403, "AccessError")


@pytest.mark.parametrize("path", ["qlvb.nothing/read", "qlvb.document/nothing"])
def test_what_does_not_exist_is_404(cast, path):
    with pytest.raises(RemoteError) as refusal:
        cast.holder("clerk", cast.a).client.call(*path.split("/"))
    assert refusal.value.status == 404


def test_a_private_method_cannot_be_called(cast):
    with pytest.raises(RemoteError) as refusal:
        cast.holder("clerk", cast.a).client.call(
            "qlvb.document", "_set_state", [1], state="done"
        )
    assert refusal.value.status == 403


def test_a_rule_that_refuses_is_422_with_its_sentence_in_the_callers_language(cast):
    clerk = cast.holder("clerk", cast.a).client
    values = {"name": "báo cáo", "secrecy": "mat"}
    with pytest.raises(RemoteError) as vietnamese:
        clerk.call("qlvb.document", "receive", values=values)
    with pytest.raises(RemoteError) as english:
        clerk.call("qlvb.document", "receive", values=values, context={"lang": "en_US"})
    assert vietnamese.value.status == english.value.status == 422
    assert english.value.message.startswith("State secrets")
    assert vietnamese.value.message != english.value.message
