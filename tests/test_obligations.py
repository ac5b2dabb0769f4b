"""Every obligation that the software claims to keep is proved by a test of its own.

The ids S1 to S63 are the rows of the regulation's obligations. A test carries an id
in its name (``test_s15_...``) or in its docstring (``S15``, ``S25-S28``).
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("addons/*/tests", "lib/vnrecords/tests", "tests")
IDS = re.compile(r"\bS(\d{1,2})(?:\s*(?:-|–|to)\s*S(\d{1,2}))?\b")
IN_NAME = re.compile(r"(?:^|_)s(\d{1,2})(?=_|$)")

# What is in the software so far: the way of an incoming and of an outgoing document.
INCOMING = (2, 3, 5, 10, 11, *range(15, 19), *range(20, 30), 31, 42, 53, 54)
OUTGOING = (8, 14, *range(32, 42), 43, 46)


def ids_in(text):
    """Return the numbers of the obligations that a docstring names.

    >>> sorted(ids_in("Counted from receipt (S31, S25-S27)."))
    [25, 26, 27, 31]
    """
    found = set()
    for first, last in IDS.findall(text or ""):
        found |= set(range(int(first), int(last or first) + 1))
    return found


def proved():
    """Return the tests that name each obligation, by its number."""
    tests = {}
    for folder in FOLDERS:
        for path in ROOT.glob(f"{folder}/**/test_*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                    continue
                if not node.name.lower().startswith("test"):
                    continue
                numbers = ids_in(ast.get_docstring(node))
                numbers |= {int(n) for n in IN_NAME.findall(node.name)}
                for number in numbers:
                    tests.setdefault(number, []).append(f"{path.name}::{node.name}")
    return tests


PROVED = proved()


@pytest.mark.parametrize("number", INCOMING)
def test_each_obligation_of_incoming_documents_is_proved(number):
    assert PROVED.get(number), f"no test names S{number}"


@pytest.mark.parametrize("number", OUTGOING)
def test_each_obligation_of_outgoing_documents_is_proved(number):
    assert PROVED.get(number), f"no test names S{number}"
