import copy
import json
import random
import subprocess
import sys

import pytest

from vnrecords.trail import GENESIS, canonical, digest
from vnrecords.trail_export import Chain, check, main, seal, write

KINDS = ("receive", "register", "view", "sign")


def make(rng, chains=None):
    """Return the lines of an export with random chains, as a system writes it."""
    heads, rows = [], []
    for number in range(rng.randint(1, 4) if chains is None else chains):
        name, previous = f"event:{number}", ""
        count = rng.randint(1, 5)
        for position in range(count):
            payload = {
                "document": number,
                "position": position + 1,
                "kind": rng.choice(KINDS),
                "details": {"tên": "Ký số", "n": rng.randint(0, 9)},
            }
            previous = digest(previous, payload)
            rows.append({"chain": name, "hash": previous, "payload": payload})
        heads.append(Chain(name, count, previous))
    return list(write(heads, rows, agency="UBND xã Mẫu", made="2026-03-02 01:00:00"))


def edit(line, change):
    value = json.loads(line)
    change(value)
    return json.dumps(value, ensure_ascii=False)


def spoil(rng, value):
    """Return another JSON value of the same place."""
    if isinstance(value, dict):
        key = rng.choice(sorted(value))
        if rng.random() < 0.2:
            return {**value, "mới": 1}
        if rng.random() < 0.2:
            return {k: v for k, v in value.items() if k != key}
        return {**value, key: spoil(rng, value[key])}
    if isinstance(value, list):
        index = rng.randrange(len(value))
        return [*value[:index], spoil(rng, value[index]), *value[index + 1 :]]
    if isinstance(value, int):
        return value + 1
    return rng.choice([f"{value}x", f"x{value}", None])


def change_row(rng, lines):
    at = rng.randrange(1, len(lines))
    lines[at] = json.dumps(spoil(rng, json.loads(lines[at])))


def change_head(rng, lines):
    lines[0] = json.dumps(spoil(rng, json.loads(lines[0])))


def remove(rng, lines):
    del lines[rng.randrange(1, len(lines))]


def cut_off(rng, lines):
    del lines[rng.randrange(1, len(lines)) :]


def duplicate(rng, lines):
    at = rng.randrange(1, len(lines))
    lines.insert(rng.randrange(1, len(lines) + 1), lines[at])


def move(rng, lines):
    line = lines.pop(rng.randrange(1, len(lines)))
    lines.insert(rng.randrange(1, len(lines) + 1), line)


def forge(rng, lines):
    """A new row with a hash that fits what stands before it."""
    at = rng.randrange(1, len(lines) + 1)
    before = json.loads(lines[at - 1]) if at > 1 else {"hash": GENESIS}
    payload = {"document": 0, "kind": "agree"}
    row = {
        "chain": json.loads(lines[min(at, len(lines) - 1)])["chain"],
        "hash": digest(before["hash"], payload),
        "payload": payload,
    }
    lines.insert(at, canonical(row))


def twice(rng, lines):
    """A key that stands twice, so that two programs could read two things."""
    at = rng.randrange(1, len(lines))
    lines[at] = lines[at].replace('{"chain"', '{"hash":"0","chain"', 1)


MUTATIONS = (
    change_row,
    change_head,
    remove,
    cut_off,
    duplicate,
    move,
    forge,
    twice,
)


def test_an_export_that_nobody_touched_is_intact():
    rng = random.Random(1)
    for _ in range(50):
        lines = make(rng)
        assert check(lines) == []
        assert check(lines, json.loads(lines[0])["seal"]) == []


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_any_single_mutation_is_found(mutate):
    rng = random.Random(mutate.__name__)
    found = 0
    for _ in range(400):
        lines = make(rng)
        changed = copy.copy(lines)
        mutate(rng, changed)
        same = [json.loads(a) for a in changed] == [json.loads(b) for b in lines]
        if same and mutate is not twice:
            continue
        found += 1
        assert check(changed), (lines, changed)
    assert found > 200


def test_a_fault_names_the_line_where_it_stands():
    lines = make(random.Random(3), chains=2)
    lines[2] = edit(lines[2], lambda row: row["payload"].update(kind="x"))
    assert [fault.line for fault in check(lines)] == [3]
    assert str(check(lines)[0]).startswith("line 3: event:0")


def test_a_removed_chain_is_found_even_with_its_rows():
    lines = make(random.Random(5), chains=3)
    kept = [line for line in lines if "event:1" not in line or "format" in line]
    assert check(kept)


def test_an_export_rewritten_as_a_whole_is_found_by_the_seal_that_was_kept():
    true, false = make(random.Random(1)), make(random.Random(2))
    kept = json.loads(true[0])["seal"]
    assert check(false) == []
    assert check(false, kept)


def test_what_is_no_export_is_told_so():
    for lines in ([], ["{}"], ["x"], ["[]"], ['{"format":"qlvb-trail","version":1}']):
        assert [fault.line for fault in check(lines)] == [1]


def test_the_seal_is_over_the_head_and_nothing_else():
    head = json.loads(make(random.Random(7))[0])
    assert seal(head) == head["seal"]
    assert seal({**head, "agency": "khác"}) != head["seal"]


def test_the_command_says_what_it_found(tmp_path, capsys):
    file = tmp_path / "trail.jsonl"
    lines = make(random.Random(9))
    file.write_text("\n".join(lines), encoding="utf-8")
    assert main([str(file)]) == 0
    assert "intact; seal" in capsys.readouterr().out
    file.write_text("\n".join(lines[:-1]), encoding="utf-8")
    assert main([str(file)]) == 1
    assert "was changed, removed" in capsys.readouterr().out


def test_the_command_needs_nothing_but_python(tmp_path):
    """On a machine of the inspectorate there is no database and no other package."""
    file = tmp_path / "trail.jsonl"
    file.write_text("\n".join(make(random.Random(4))), encoding="utf-8")
    code = (
        "import sys\n"
        "from vnrecords.trail_export import main\n"
        f"status = main([{str(file)!r}])\n"
        "outside = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not outside & {'odoo', 'psycopg2', 'reportlab', 'lxml'}\n"
        "sys.exit(status)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
