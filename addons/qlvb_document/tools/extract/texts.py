# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The text of a PDF, a Word and an Excel file, and of those in an archive."""

import io
import subprocess
import tempfile
import zipfile

# Parts of a Word file that hold text, besides its headers, footers and notes.
WORD_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes")
EXCEL_PARTS = ("xl/sharedstrings", "xl/worksheets/")
# One part of an Office file, unpacked, in bytes.
MOST_PART = 200_000_000
# How many archives lie in each other at most.
DEPTH = 2


def pdf(data):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = ["pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", file.name, "-"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
            while piece := reader.stdout.read(1 << 16):
                yield piece.decode("utf-8", "replace")


def docx(data):
    for part in _parts(data, WORD_PARTS):
        for tag, text in _elements(part):
            if tag == "t":
                yield text
            elif tag in ("p", "tab", "br", "tc"):
                yield "\n"


def xlsx(data):
    """Words and numbers of the cells; numbers that stand for words are left out."""
    for part in _parts(data, EXCEL_PARTS):
        for tag, text in _elements(part):
            if tag in ("t", "v") and text:
                yield f"{text}\n"


def archive(data, depth=DEPTH):
    """Yield the texts of the members; one that cannot be read is passed over."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for member in packed.infolist():
            kind = member.filename.lower().rpartition(".")[2]
            if kind not in READERS or member.file_size > MOST_PART:
                continue
            try:
                yield from _member(kind, packed.read(member), depth)
            except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
                continue


def _member(kind, data, depth):
    if kind != "zip":
        yield from READERS[kind](data)
        yield "\n"
    elif depth > 1:
        yield from archive(data, depth - 1)


def _parts(data, names):
    """Yield the parts of a zip whose names begin so, each as a stream."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            name = member.filename.lower()
            if name.startswith(names) and name.endswith(".xml"):
                if member.file_size <= MOST_PART:
                    with archive.open(member) as part:
                        yield part


def _elements(part):
    """Yield (local name, text) of the elements of an XML stream, forgetting them."""
    from lxml import etree

    events = etree.iterparse(
        part, events=("end",), resolve_entities=False, no_network=True, recover=True
    )
    shared = False
    for _event, element in events:
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag == "v":
            # The index of a shared string is no word of the table.
            cell = element.getparent()
            shared = cell is not None and cell.get("t") == "s"
        if not (tag == "v" and shared):
            yield tag, element.text or ""
        if tag in ("p", "row", "si"):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


READERS = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "zip": archive}
