# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a Word or Excel file may not hold: programs, and calls to elsewhere."""

import re

from lxml import etree

from .kinds import Refused

XML = {"xml", "rels", "vml"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# So many paragraphs are looked at for a secrecy stamp.
FIRST_PARAGRAPHS = 40
# Ends of content types (in small letters) -> why they are refused.
CONTENT = {
    "vbaproject": "macros",
    "vbadata+xml": "macros",
    "macroenabled.main+xml": "macros",
    "macroenabledtemplate.main+xml": "macros",
    "macrosheet+xml": "macros",
    "intlmacrosheet+xml": "macros",
    "activex": "ole",
    "activex+xml": "ole",
    "oleobject": "ole",
}
# Last words of the types of relationships -> why they are refused, even inside.
RELATIONS = {
    "oleobject": "ole",
    "control": "ole",
    "activexcontrolbinary": "ole",
    "vbaproject": "macros",
    "xlmacrosheet": "macros",
    "xlintlmacrosheet": "macros",
    "afchunk": "embedded",
}
# The addresses a reader may be led to by a click.
LINKS = re.compile(r"(?:https?|mailto|tel|ftp|file):|[^:]*(?:$|[#/?\\])", re.IGNORECASE)
# A table may take numbers from another table beside it, but not from a host.
BESIDE = {"externallinkpath", "externallink", "xlpathmissing"}
ELSEWHERE = re.compile(r"(?:https?|ftp):|(?:file:)?[\\/]{2}(?!/)", re.IGNORECASE)
COMMANDS = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)


def refuse_ole(name):
    """Refuse an old Office file inside a new one."""
    raise Refused("macros" if "vbaproject" in name.lower() else "ole")


def check_part(name, data):
    """Refuse a part that runs, or that calls elsewhere; return its XML if it is one."""
    lower = name.lower()
    if lower.endswith(("vbaproject.bin", "vbadata.xml")):
        raise Refused("macros")
    if "/activex/" in lower:
        raise Refused("ole")
    known = lower.rpartition(".")[2] in XML
    if not known and b"<" not in data[:64]:
        return None
    root = _parse(data, known)
    if root is None:
        return None
    if lower == "[content_types].xml":
        _check_content_types(root)
    elif lower.endswith(".rels"):
        for relation in root.iter("{*}Relationship"):
            _check_relation(relation)
    elif lower.startswith("word/"):
        _check_fields(root)
    elif next(root.iter("{*}ddeLink", "{*}oleLink"), None) is not None:
        raise Refused("commands")
    return root


def _parse(data, known):
    """Return the root of what is XML by its name or by its looks."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        if known:
            raise Refused("damaged") from None
        return None
    if root.getroottree().docinfo.doctype:
        raise Refused("external")
    return root


def _check_content_types(root):
    for entry in root:
        kind = (entry.get("ContentType") or "").lower()
        for end, code in CONTENT.items():
            if kind.endswith(end):
                raise Refused(code)


def _check_relation(relation):
    kind = (relation.get("Type") or "").rpartition("/")[2].lower()
    target = (relation.get("Target") or "").strip()
    if kind in RELATIONS:
        raise Refused(RELATIONS[kind])
    if (relation.get("TargetMode") or "").lower() != "external":
        return
    if kind == "hyperlink" and LINKS.match(target):
        return
    if kind in BESIDE and not ELSEWHERE.match(target):
        return
    raise Refused("template" if kind == "attachedtemplate" else "external")


def _check_fields(root):
    """Refuse fields that start a program (DDE); their text may come in pieces."""
    for space in (WORD, STRICT_WORD):
        pieces = [piece.text or "" for piece in root.iter(f"{space}instrText")]
        simple = [
            field.get(f"{space}instr") or "" for field in root.iter(f"{space}fldSimple")
        ]
        if COMMANDS.search("".join(pieces)) or COMMANDS.search("\n".join(simple)):
            raise Refused("commands")


def first_lines(root):
    """Return the first paragraphs of a Word file, one a line."""
    lines = []
    for space in (WORD, STRICT_WORD):
        for paragraph in root.iter(f"{space}p"):
            text = "".join(piece.text or "" for piece in paragraph.iter(f"{space}t"))
            if text.strip():
                lines.append(text)
            if len(lines) == FIRST_PARAGRAPHS:
                return "\n".join(lines)
    return "\n".join(lines)
