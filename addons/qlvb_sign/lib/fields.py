"""Prepare a letter for signing: every field it will ever need, in one update.

Fields must exist before the first signature: what a later hand may fill is then part
of what the signer has signed, and anything else that is added shows as forbidden.

============  ==============================================================
so_vb         the number, filled by the clerk when the letter is issued
ngay, thang   day and month; ``nam`` only where the year is not printed
KyLanhDao     the signer's own signature
KyNhay1, 2 …  initials of who reviewed it, where the approval asks for them
DauCoQuan     the agency's seal; its FieldMDP lock covers the text fields, so
              that a number changed after sealing breaks the seal
============  ==============================================================
"""

import io

from .errors import (
    AlreadySigned,
    EncryptedPdf,
    ForbidsSignatures,
    MissingField,
    SignError,
    UnreadablePdf,
)
from .initials import find_slots
from .page_text import read_pages
from .placement import Box, Wish, find_places

PERSON = "KyLanhDao"
AGENCY = "DauCoQuan"
ANNEX = "KySoPhuLuc"
COPY = "KySoBanSao"
INITIAL = "KyNhay"  # and a number from 1 on, in the order of signing
TEXTS = ("so_vb", "ngay", "thang", "nam")


def prepare(pdf, wish=None):
    """Return ``pdf`` with its fields added as one incremental update.

    ``wish``: a `placement.Wish`, or the printed name of the signer. A file that
    already has the fields, unsigned, comes back as it is.
    """
    writer = _open_unsigned(pdf)
    if is_prepared(writer):
        return pdf
    places = _places(pdf, _as_wish(wish))
    _add_signature_fields(writer, places)
    for name, box in places.texts.items():
        _add_text_field(writer, name, box)
    return written(writer)


def is_prepared(writer):
    return {PERSON, AGENCY} <= set(signature_fields(writer))


def move(pdf, wish):
    """Return a prepared ``pdf`` whose signature and seal stand as ``wish`` says.

    Added as an update, to a file that nobody has signed yet. Raises `CoversText`
    when a word would be covered, `MissingField` for a file without the fields.
    """
    writer = _open_unsigned(pdf)
    if not is_prepared(writer):
        raise MissingField(field=PERSON)
    places = _places(pdf, wish)
    for name, box in ((PERSON, places.signature), (AGENCY, places.seal)):
        widget = _widgets(writer)[name].get_object()
        widget["/Rect"] = _rectangle(box)
        writer.update_container(widget)
    return written(writer)


def add_initials(pdf, kinds, wish=None):
    """Return a prepared ``pdf`` with a field for each initial, in order of signing.

    ``kinds``: "text" (after the last line of the text) or "recipients" (after the
    last line of the recipients), one for each who initials. A file that has them
    comes back as it is.
    """
    writer = _open_unsigned(pdf)
    have = sum(name.startswith(INITIAL) for name in signature_fields(writer))
    if not is_prepared(writer) or have >= len(kinds):
        return pdf
    taken = list(boxes(writer).values())
    try:
        found = find_slots(read_pages(pdf), _as_wish(wish).signer, kinds[have:], taken)
    except SignError:
        raise
    except Exception as error:  # a broken page can raise anything
        raise UnreadablePdf() from error
    for number, box in enumerate(found, have + 1):
        _add_signature_field(writer, f"{INITIAL}{number}", box)
    return written(writer)


def add_free_field(writer, name, box):
    """Add a signature field to a file that may carry signatures; return its name.

    Raises `ForbidsSignatures` where an earlier signature certifies the file: a new
    field would break it.
    """
    names = {str(n) for n in signature_fields(writer)}
    if "/Perms" in writer.root and "/DocMDP" in writer.root["/Perms"]:
        raise ForbidsSignatures()
    free = next(
        one
        for one in (name, *(f"{name}{n}" for n in range(2, 999)))
        if one not in names
    )
    _add_signature_field(writer, free, box)
    return free


def _as_wish(wish):
    return wish if isinstance(wish, Wish) else Wish(signer=wish)


def _open_unsigned(pdf):
    writer = open_writer(pdf)
    signed = [name for name, value in signature_fields(writer).items() if value]
    if signed:
        raise AlreadySigned(field=signed[0])
    return writer


def boxes(writer):
    """Return {name: Box} of the fields that were put into a file."""
    pages = _page_numbers(writer)
    found = {}
    for name, reference in _widgets(writer).items():
        widget = reference.get_object()
        page = pages.get(widget.raw_get("/P").idnum) if "/P" in widget else None
        if page is not None:
            found[name] = Box(page, *(float(value) for value in widget["/Rect"]))
    return found


def _page_numbers(writer):
    """Return {object number of a page: its number from 0 on}."""
    numbers, waiting = {}, [writer.root.raw_get("/Pages")]
    while waiting:
        reference = waiting.pop()
        node = reference.get_object()
        if "/Kids" in node:
            kids = node["/Kids"]
            waiting += [kids.raw_get(index) for index in reversed(range(len(kids)))]
        else:
            numbers[reference.idnum] = len(numbers)
    return numbers


def _widgets(writer):
    """Return {name: reference} of the fields whose widget is the field itself."""
    fields = writer.root["/AcroForm"]["/Fields"] if "/AcroForm" in writer.root else ()
    found = {}
    for index in range(len(fields)):
        reference = fields.raw_get(index)
        widget = reference.get_object()
        if "/T" in widget and "/Rect" in widget:
            found[str(widget["/T"])] = reference
    return found


def open_writer(pdf):
    """Return a pyHanko writer that appends to ``pdf``, or raise a typed refusal."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    # Word writes hybrid cross references, which the strict mode refuses.
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        encrypted = writer.prev.encrypted
        if not encrypted:
            writer.prev.root["/Pages"].raw_get("/Kids")
    except Exception as error:  # a broken file can raise anything
        raise UnreadablePdf() from error
    if encrypted:
        raise EncryptedPdf()
    return writer


def signature_fields(writer):
    """Return {name of signature field: its value or None}."""
    from pyhanko.sign.fields import enumerate_sig_fields

    return {name: value for name, value, _ref in enumerate_sig_fields(writer.prev)}


def added_field(before, after):
    """Return the name of the signature field that ``after`` has more (both bytes)."""
    old, new = (signature_fields(open_writer(pdf)) for pdf in (before, after))
    (name,) = set(new) - set(old)
    return str(name)


def text_fields(writer):
    """Return {name: reference} of our text fields, or raise what is missing."""
    found = {}
    for reference in writer.root["/AcroForm"]["/Fields"]:
        name = reference.get_object().get("/T")
        if name in TEXTS:
            found[str(name)] = reference
    for name in TEXTS[:3]:
        if name not in found:
            raise MissingField(field=name)
    return found


def _places(pdf, wish):
    try:
        return find_places(read_pages(pdf), wish)
    except SignError:
        raise
    except Exception as error:  # a broken page can raise anything
        raise UnreadablePdf() from error


def _add_signature_fields(writer, places):
    from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec

    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, fields=list(places.texts))
    _add_signature_field(writer, PERSON, places.signature)
    _add_signature_field(writer, AGENCY, places.seal, lock)


def _add_signature_field(writer, name, box, lock=None):
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    spec = SigFieldSpec(name, on_page=box.page, box=_rounded(box), field_mdp_spec=lock)
    append_signature_field(writer, spec)


def _add_text_field(writer, name, box):
    """Add an empty text field, merged with its widget."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string

    page = writer.find_page_for_modification(box.page)[0]
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(name),
            pdf_name("/F"): generic.NumberObject(4),  # printed
            pdf_name("/Q"): generic.NumberObject(2 if name == "so_vb" else 1),
            pdf_name("/DA"): pdf_string(f"/TiRo {box.size:g} Tf 0 g"),
            pdf_name("/Rect"): _rectangle(box),
            pdf_name("/P"): page,
        }
    )
    if box.dotted:
        white = generic.ArrayObject([generic.NumberObject(1)])
        field["/MK"] = generic.DictionaryObject({pdf_name("/BG"): white})
    reference = writer.add_object(field)
    form = writer.root["/AcroForm"]
    form["/Fields"].append(reference)
    if "/DR" not in form:
        form["/DR"] = _standard_font()
        writer.update_container(form)
    writer.update_container(form["/Fields"])
    writer.register_annotation(page, reference)


def _standard_font():
    """Return the resources a viewer needs to edit a field; ours are drawn embedded."""
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name

    font = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/Times-Roman"),
        }
    )
    fonts = DictionaryObject({pdf_name("/TiRo"): font})
    return DictionaryObject({pdf_name("/Font"): fonts})


def _rectangle(box):
    from pyhanko.pdf_utils import generic

    return generic.ArrayObject([generic.FloatObject(v) for v in _rounded(box)])


def _rounded(box):
    return tuple(round(value, 2) for value in box.corners)


def written(writer):
    """Return the file with what was added, as one update."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
