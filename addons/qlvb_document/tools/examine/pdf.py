# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a PDF may not do: be locked, run, send, carry other files."""

import contextlib
import io
import re
import subprocess
import zipfile

import pikepdf

from .kinds import Refused

# How much of the text of the first page is looked at, in bytes.
MOST_TEXT = 200_000
# Bytes after the end of a PDF that are still put down to a careless program.
MOST_TRAILING = 1024
# Names that are looked at closely wherever they stand, in values or keys.
SUSPECTS = re.compile(
    rb"/(?:JS|JavaScript|Launch|EF|XFA|RichMedia|RichMediaExecute|3D|GoToE|URI|GoToR"
    rb"|ImportData|SubmitForm|OpenAction|AA)\b"
)
ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/GoToE": "embedded",
    "/ImportData": "submit",
    "/SubmitForm": "submit",
    "/RichMediaExecute": "richmedia",
}
KEYS = {"/JS": "javascript", "/EF": "embedded", "/XFA": "xfa"}
SUBTYPES = {"/RichMedia": "richmedia", "/3D": "richmedia"}
# Actions that may wait for a click, but not start by themselves.
ONLY_BY_CLICK = {"/URI", "/GoToR"}


def examine(data, limits):
    """Return (pages, text of the first page), or raise `Refused`."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            pages = _count_pages(pdf, limits)
            for thing in pdf.objects:
                _check_object(thing)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        raise Refused("damaged") from None
    _check_tail(data)
    return pages, first_page(data)


def _count_pages(pdf, limits):
    pages = len(pdf.pages)
    if not pages:
        raise Refused("damaged")
    if pages > limits.pages:
        raise Refused("too_many_pages", limit=limits.pages)
    return pages


def _check_object(thing):
    """Walk one object with all that stands directly in it.

    Serialised by the library, which spells every name plainly, it is searched first:
    nearly all objects have nothing that is worth walking through.
    """
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
        return
    if not SUSPECTS.search(thing.unparse(resolved=True)):
        return
    waiting, first = [thing], True
    while waiting:
        found = waiting.pop()
        if found.is_indirect and not first:
            continue  # comes in its own turn
        first = False
        if isinstance(found, pikepdf.Dictionary):
            _check_dictionary(found)
            values = [found[key] for key in found.keys()]  # noqa: SIM118
        else:
            values = list(found)
        waiting += [
            value
            for value in values
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array)
        ]


def _check_dictionary(entry):
    for key, code in KEYS.items():
        if key in entry:
            raise Refused(code)
    action = _name(entry.get("/S"))
    if action in ACTIONS:
        raise Refused(ACTIONS[action])
    subtype = _name(entry.get("/Subtype"))
    if subtype in SUBTYPES and "/Rect" in entry:
        raise Refused(SUBTYPES[subtype])
    _check_starters(entry)


def _check_starters(entry):
    """Refuse what happens by itself when the file or a page is opened."""
    starters = [entry.get("/OpenAction")]
    also = entry.get("/AA")
    if isinstance(also, pikepdf.Dictionary):
        starters += [also[key] for key in also.keys()]  # noqa: SIM118
    for action in starters:
        seen = 0
        while isinstance(action, pikepdf.Dictionary) and seen < 100:
            if _name(action.get("/S")) in ONLY_BY_CLICK:
                raise Refused("automatic")
            action, seen = action.get("/Next"), seen + 1


def _name(value):
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _check_tail(data):
    """Refuse a second file behind the PDF."""
    end = data.rfind(b"%%EOF")
    tail = data[end + 5 :].strip(b"\0 \t\r\n") if end >= 0 else b""
    if len(tail) > MOST_TRAILING or is_archive(data):
        raise Refused("polyglot")


def is_archive(data):
    """Say whether unpackers would find members in these bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def first_page(data):
    """Return the text layer of the first page; empty if it has none."""
    return page_text(data, 1, 1)


def page_text(data, first, last):
    """Return the text layer of pages ``first`` to ``last``, at most 200 kB of it.

    Raise `Refused` when reading it takes more memory or time than a file may cost.
    """
    command = ["pdftotext", "-q", "-layout", "-f", str(first), "-l", str(last)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(
        [*command, "-", "-"], stderr=subprocess.DEVNULL, **pipes
    ) as reader:
        with contextlib.suppress(BrokenPipeError):
            reader.stdin.write(data)
            reader.stdin.close()
        text = reader.stdout.read(MOST_TEXT)
        enough = len(text) == MOST_TEXT
        if enough:
            reader.kill()
        code = reader.wait()
    if code and not enough:
        raise Refused("too_heavy" if code < 0 else "damaged")
    return text.decode("utf-8", "replace")
