"""The walls of the house: who may know whom, and how large a room may grow."""

import ast
import re
import shutil
import subprocess
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ADDONS = sorted(path.parent for path in ROOT.glob("addons/*/__manifest__.py"))
MOST_CODE_LINES = 300

# Which of our addons each one may depend on; nothing else of ours, and never upward.
MAY_USE = {
    "qlvb_document": set(),
    "qlvb_sign": {"qlvb_document"},
    "qlvb_workfile": {"qlvb_document"},
    "qlvb_exchange": {"qlvb_document"},
    "qlvb_intake": {"qlvb_document"},
    "qlvb_archive": {"qlvb_document", "qlvb_workfile"},
    "qlvb_compliance": {"qlvb_document", "qlvb_workfile"},
    "qlvb_demo": None,  # over all of them
}
# Where a person's machine would show, as text of a program or a page.
MACHINE = re.compile(r"(?<![\w.$}])/(?:home|Users|root|work)/\w|[A-Z]:\\\\")
TEXT = {".py", ".xml", ".md", ".js", ".csv", ".po", ".toml", ".conf", ".yml", ".sh", ""}


def tracked():
    """Return the files that are part of the project."""
    everything = [path for path in ROOT.rglob("*") if path.is_file()]
    if not shutil.which("git"):
        return everything
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:  # an unpacked archive has no history
        return everything
    return [ROOT / name for name in done.stdout.split("\0") if name]


def sources(folder, tests=False):
    """Return the Python files of a folder."""
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if tests or "tests" not in path.parts
    ]


def imports(path):
    """Return every module that a file imports by an absolute name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def code_lines(path):
    """Count the lines that hold code: neither blank, nor comment, nor docstring."""
    with open(path, "rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    lines = set()
    for token in tokens:
        if token.type in (
            tokenize.COMMENT,
            tokenize.NL,
            tokenize.NEWLINE,
            tokenize.ENCODING,
            tokenize.INDENT,
            tokenize.DEDENT,
            tokenize.ENDMARKER,
        ):
            continue
        lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - docstring_lines(path))


def docstring_lines(path):
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            if isinstance(node.value.value, str):
                found.update(range(node.lineno, node.end_lineno + 1))
    return found


def manifest(addon):
    return ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf-8"))


def models(path):
    """Return the classes of a file that are Odoo models."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ("Model", "TransientModel", "AbstractModel")
    return [
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(
            isinstance(base, ast.Attribute) and base.attr in kinds
            for base in node.bases
        )
    ]


def test_the_rules_of_the_norms_know_neither_odoo_nor_a_database():
    for path in sources(ROOT / "lib/vnrecords/src"):
        first = {name.partition(".")[0] for name in imports(path)}
        assert not first & {"odoo", "psycopg2", "walk", "qlvb"}, path


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_an_addon_depends_only_on_those_below_it(addon):
    allowed = MAY_USE[addon.name]
    if allowed is None:
        return
    ours = {name for name in manifest(addon)["depends"] if name.startswith("qlvb_")}
    assert ours <= allowed
    for path in sources(addon, tests=True):
        used = {
            name.split(".")[2]
            for name in imports(path)
            if name.startswith("odoo.addons.qlvb_")
        }
        assert used <= allowed | {addon.name}, path


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_an_addon_does_not_name_the_models_of_those_above_it(addon):
    """`self.env["qlvb.signature"]` in qlvb_document would be an import in disguise."""
    allowed = MAY_USE[addon.name]
    if allowed is None:
        return
    known = set().union(*(made(other) for other in ADDONS if other.name in allowed))
    foreign = set().union(*map(made, ADDONS)) - known - made(addon)
    for path in sources(addon):
        named = set(re.findall(r"[\"'](qlvb(?:\.\w+)+)[\"']", path.read_text("utf-8")))
        assert not named & foreign, path


def made(addon):
    """Return the names of the models that an addon makes."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources(addon))
    return set(re.findall(r"^    _name = \"(qlvb[\w.]*)\"", text, re.MULTILINE))


def test_no_file_grows_beyond_what_one_reads_at_once():
    large = {
        str(path.relative_to(ROOT)): code_lines(path)
        for folder in ("addons", "lib", "tools", "tests", "benchmarks")
        for path in sources(ROOT / folder, tests=True)
    }
    assert {name: n for name, n in large.items() if n > MOST_CODE_LINES} == {}


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_every_model_says_what_it_is_and_who_may_do_what(addon):
    silent = [
        f"{path.relative_to(ROOT)}: {model.name}"
        for path in sources(addon)
        for model in models(path)
        if not ast.get_docstring(model)
    ]
    assert silent == []


def test_no_machine_of_a_person_shows():
    this = Path(__file__).resolve()
    shown = []
    for path in tracked():
        if path.suffix not in TEXT or path == this or not path.is_file():
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        shown += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(lines, 1)
            if MACHINE.search(line)
        ]
    assert shown == []


def test_the_walk_needs_nothing_but_python_and_vnrecords():
    import sys

    allowed = {*sys.stdlib_module_names, "vnrecords", "walk"}
    for path in sources(ROOT / "tools/walk"):
        first = {name.partition(".")[0] for name in imports(path)}
        assert first <= allowed, path
