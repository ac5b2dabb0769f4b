# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files as the world sends them, good and bad, made on the spot."""

import io
import re
import zipfile
import zlib

import docx
import openpyxl
import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, TiffImagePlugin  # noqa: F401 (the server loads few kinds)

from .common import make_pdf

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def changed_pdf(change, data=None):
    """Return a PDF after ``change(pdf)``."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or make_pdf())) as pdf:
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def _script():
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def pdf_with_script_on_opening(pdf):
    pdf.Root.OpenAction = _script()


def pdf_with_script_in_the_names(pdf):
    tree = Dictionary(Names=Array([String("a"), pdf.make_indirect(_script())]))
    pdf.Root.Names = Dictionary(JavaScript=tree)


def pdf_with_script_deep_in_a_page(pdf):
    pdf.pages[0].obj.AA = Dictionary(
        O=Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([_script()]))
    )


def pdf_that_starts_a_program(pdf):
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def pdf_with_a_file_inside(pdf):
    pdf.attachments["a.txt"] = b"hidden"


def pdf_with_xfa(pdf):
    form = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))
    pdf.Root.AcroForm = pdf.make_indirect(form)


def pdf_with_film(pdf):
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots = Array([note])


def pdf_that_sends_what_is_typed(pdf):
    action = Dictionary(S=Name.SubmitForm, F=String("http://example.org"))
    pdf.pages[0].AA = Dictionary(C=action)


def pdf_that_calls_an_address(pdf):
    action = Dictionary(S=Name.URI, URI=String("http://example.org"))
    pdf.Root.OpenAction = action


def pdf_with_a_link(pdf):
    """What every letter with an e-mail address in its head has."""
    action = Dictionary(S=Name.URI, URI=String("mailto:vp@example.org"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    pdf.pages[0].Annots = Array([note])
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


def pdf_with_a_place_for_a_signature(pdf):
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String("Sig1"),
        Rect=[0, 0, 0, 0],
    )
    field = pdf.make_indirect(field)
    pdf.pages[0].Annots = Array([field])
    form = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.Root.AcroForm = pdf.make_indirect(form)


def pdf_that_is_about_scripts(pdf):
    """The words alone do nothing."""
    pdf.docinfo["/Title"] = "Phòng chống mã độc: /JavaScript, /Launch, /XFA"


def packed_blanks(size, head=b""):
    """Return ``size`` blanks after ``head``, packed, made without packing them all."""
    packer = zlib.compressobj(9)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + piece * (size // 1_000_000) + packer.flush()


def pdf_bomb(size):
    """Return a page whose content unpacks to ``size`` bytes, packed twice."""
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        content = pikepdf.Stream(pdf, b"")
        packed = zlib.compress(packed_blanks(size), 9)
        content.write(packed, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        page.Contents = pdf.make_indirect(content)
        pdf.save(buffer, compress_streams=False)
    return buffer.getvalue()


def hidden_objects_bomb(size):
    """Return a PDF whose catalogue lies in a stream that unpacks to ``size`` bytes."""
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    body = buffer.getvalue() + b"\n"
    pages = re.search(rb"/Pages (\d+ 0 R)", body)[1]
    previous = int(body[body.rfind(b"startxref") :].split()[1])
    start = len(body)
    packed = packed_blanks(size, b"10 0 <</Type/Catalog/Pages %s>>" % pages)
    body += (
        b"9 0 obj\n<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
    )
    body += packed + b"\nendstream\nendobj\n"
    place = len(body)
    rows = ((1, start, 0), (2, 9, 0), (1, place, 0))
    table = b"".join(bytes([kind]) + at.to_bytes(4) + b"\0" for kind, at, _n in rows)
    body += (
        b"11 0 obj\n<</Type/XRef/Size 12/W[1 4 1]/Index[9 3]/Root 10 0 R/Prev %d"
        b"/Length %d>>\nstream\n" % (previous, len(table))
    )
    return body + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % place


def archive(members, packing=zipfile.ZIP_DEFLATED):
    """Return a zip of {name: bytes}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def locked_archive():
    """Return a zip whose member says that it is locked by a password."""
    data = bytearray(archive({"a.pdf": make_pdf()}))
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(head) + place] |= 1
    return bytes(data)


def lying_archive():
    """Return a zip that unpacks to far more than it says."""
    data = bytearray(archive({"a.txt": b" " * 50_000_000}))
    for head, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(head) + place
        data[start : start + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def nested_archive(depth):
    """Return archives in each other, with a letter in the innermost."""
    members = {"a.pdf": make_pdf()}
    for _level in range(depth):
        members = {"inner.zip": archive(members)}
    return members["inner.zip"]


def word(*lines):
    """Return the bytes of a Word file."""
    document, buffer = docx.Document(), io.BytesIO()
    for line in lines or ("Kính gửi",):
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def table():
    """Return the bytes of an Excel file."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["STT", "Trích yếu"])
    book.save(buffer)
    return buffer.getvalue()


def with_parts(data, parts):
    """Return an Office file with parts added or replaced: {name: bytes or function}."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    for name, part in parts.items():
        members[name] = part(members.get(name, b"")) if callable(part) else part
    return archive(members)


def with_relation(kind, target, mode="External", place="word/_rels/document.xml.rels"):
    """Return a Word file with one more relationship of the last word ``kind``."""
    entry = (
        f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}"'
        f' TargetMode="{mode}"/></Relationships>'
    )
    empty = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'

    def add(old):
        return (old or empty.encode()).replace(b"</Relationships>", entry.encode())

    return with_parts(word(), {place: add})


def with_content_type(data, kind):
    """Return an Office file that declares one more type of content."""
    entry = f'<Override PartName="/word/x.bin" ContentType="{kind}"/></Types>'
    change = {
        "[Content_Types].xml": lambda old: old.replace(b"</Types>", entry.encode())
    }
    return with_parts(data, change)


def with_field(*pieces):
    """Return a Word file with a field whose text comes in pieces."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)

    def add(old):
        return old.replace(b"<w:sectPr", f"<w:p>{runs}</w:p><w:sectPr".encode(), 1)

    return with_parts(word(), {"word/document.xml": add})


def locked_word():
    """Return the beginning of what Word saves with a password."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def picture(form, **options):
    """Return the bytes of a small white picture."""
    buffer = io.BytesIO()
    Image.new("L", (20, 20), 255).save(buffer, form, **options)
    return buffer.getvalue()
