# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an archive may not be: a bomb, locked, a way to carry programs in."""

import io
import zipfile

from .kinds import DOCX, PDF, XLSX, ZIP, Refused, extension, kind_of

# Beyond so many bytes, unpacked must not be more than RATIO times packed.
RATIO, RATIO_FROM = 200, 20_000_000
OFFICE = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
# Besides what could come alone: plain lists and notes.
PLAIN = {"txt", "csv"}
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
SHORTCUT = b"L\0\0\0\x01\x14\x02\0"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
PROGRAM_ENDINGS = set(
    "exe dll com scr pif bat cmd ps1 vbs vbe js jse wsf wsh hta msi msp jar lnk reg"
    " cpl chm sh py apk url iqy scf inf application appref-ms".split()
)
# What the desktops of senders leave in archives.
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


# The libraries that read a kind of file are loaded when one comes: loading them all
# takes longer than examining a letter.


def media_type(data):
    """Return what the bytes are, as libmagic sees it."""
    import magic

    return magic.from_buffer(data[:262144], mime=True)


class Budget:
    """What all archives of one file may cost together."""

    def __init__(self, limits):
        self.limits = limits
        self.bytes = limits.unpacked
        self.members = limits.members

    def take(self, size):
        self.bytes -= size
        if self.bytes < 0:
            limit = self.limits.unpacked // 1_000_000
            raise Refused("bomb_size", limit=limit)

    def enter(self, count):
        self.members -= count
        if self.members < 0:
            raise Refused("bomb_members", limit=self.limits.members)


def check(data, wanted, limits, budget=None, depth=1):
    """Return (pages, texts of first pages) of one file of the kind ``wanted``."""
    budget = budget or Budget(limits)
    if wanted == PDF:
        if not data.startswith(b"%PDF-"):
            found = media_type(data)
            if found == PDF:
                raise Refused("before_pdf")
            raise Refused("content_differs", found=found)
        from . import pdf

        pages, text = pdf.examine(data, limits)
        return pages, [text]
    if wanted in OFFICE:
        return 0, [_office(data, wanted, budget, depth)]
    found = media_type(data)
    if found != wanted:
        raise Refused("content_differs", found=found)
    if wanted == ZIP:
        return 0, _archive(data, budget, depth)
    from . import pictures

    pictures.examine(data, limits)
    return 0, []


def _open(data, budget):
    """Return the archive and its members, none of which has been unpacked yet."""
    if not data.startswith(b"PK\x03\x04"):
        if (
            data.startswith(OLD_OFFICE)
            and "EncryptedPackage".encode("utf-16-le") in data
        ):
            raise Refused("encrypted")
        raise Refused("content_differs", found=media_type(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused("damaged") from None
    members = archive.infolist()
    budget.enter(len(members))
    if any(member.flag_bits & 0x41 for member in members):
        raise Refused("encrypted")
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise Refused("damaged")
    if any(_leads_out(name) for name in names):
        raise Refused("bad_names")
    _check_ratio(members, len(data), budget)
    return archive, members


def _leads_out(name):
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]


def _check_ratio(members, packed, budget):
    """Refuse what says of itself that it is a bomb, before anything is unpacked."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > budget.bytes:
        budget.take(unpacked)
    overlapping = sum(member.compress_size for member in members) > packed
    if overlapping or (unpacked > RATIO_FROM and unpacked > RATIO * packed):
        raise Refused("bomb_size", limit=budget.limits.unpacked // 1_000_000)


def _unpack(archive, member, budget):
    """Return the bytes of a member, counted as they come and not as they are told."""
    try:
        with archive.open(member) as packed:
            data = packed.read(budget.bytes + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise Refused("damaged") from None
    except Exception as error:  # each way of packing has errors of its own
        if isinstance(error, MemoryError):
            raise
        raise Refused("damaged") from None
    budget.take(len(data))
    return data


def _is_program(name, data):
    return (
        extension(name) in PROGRAM_ENDINGS
        or data.startswith(PROGRAMS)
        or data.startswith(SHORTCUT)
    )


def _archive(data, budget, depth):
    """Examine every member as if it came alone; return the texts of first pages."""
    if depth > budget.limits.depth:
        raise Refused("bomb_depth", limit=budget.limits.depth)
    archive, members = _open(data, budget)
    texts = []
    for member in members:
        name = member.filename
        if member.is_dir() or name.startswith(LITTER) or name.endswith(LITTER):
            continue
        try:
            texts += _member(name, _unpack(archive, member, budget), budget, depth)
        except Refused as refused:
            refused.details.setdefault("member", name[:200])
            raise
    return texts


def _member(name, data, budget, depth):
    if _is_program(name, data):
        raise Refused("executable")
    limits = budget.limits
    if extension(name) in PLAIN:
        if data and not media_type(data).startswith(("text/", "application/csv")):
            raise Refused("content_differs", found=media_type(data))
        return []
    wanted = kind_of(name, limits)
    if not wanted:
        raise Refused("type_not_allowed")
    if not data:
        raise Refused("empty")
    return check(data, wanted, limits, budget, depth + 1)[1]


def _office(data, wanted, budget, depth):
    """Examine a Word or Excel file part by part; return the text it begins with."""
    if depth > budget.limits.depth + 1:
        raise Refused("bomb_depth", limit=budget.limits.depth)
    from . import office

    archive, members = _open(data, budget)
    names = {member.filename for member in members}
    if not {"[Content_Types].xml", OFFICE[wanted]} <= names:
        raise Refused("content_differs", found=ZIP)
    text = ""
    for member in members:
        part = _unpack(archive, member, budget)
        name = member.filename
        if part.startswith(PROGRAMS):
            raise Refused("executable")
        if part.startswith(OLD_OFFICE):
            office.refuse_ole(name)
        if part.startswith(b"PK\x03\x04"):
            _embedded(name, part, budget, depth)
        root = office.check_part(name, part)
        if name == OFFICE[DOCX] and wanted == DOCX and root is not None:
            text = office.first_lines(root)
    return text


def _embedded(name, data, budget, depth):
    """An Office file in an Office file, such as the table behind a chart."""
    wanted = {"docx": DOCX, "xlsx": XLSX}.get(extension(name))
    if not wanted:
        raise Refused("embedded")
    _office(data, wanted, budget, depth + 1)
