"""Prepare a letter for signing: every field it will ever need, in one update.

Fields must exist before the first signature: what a later hand may fill is then part
of what the signer has signed, and anything else that is added shows as forbidden.

============  ==============================================================
so_vb         the number, filled by the clerk when the letter is issued
ngay, thang   day and month; ``nam`` only where the year is not printed
KyLanhDao     the signer's own signature
DauCoQuan     the agency's seal; its FieldMDP lock covers the text fields, so
              that a number changed after sealing breaks the seal
============  ==============================================================
"""

import io

from .errors import (
    AlreadySigned,
    EncryptedPdf,
    MissingField,
    SignError,
    UnreadablePdf,
)
from .page_text import read_pages
from .placement import find_places

PERSON = "KyLanhDao"
AGENCY = "DauCoQuan"
TEXTS = ("so_vb", "ngay", "thang", "nam")


def prepare(pdf, signer=None):
    """Return ``pdf`` with its fields added as one incremental update.

    A file that already has them, unsigned, comes back as it is.
    """
    writer = open_writer(pdf)
    signed = [name for name, value in signature_fields(writer).items() if value]
    if signed:
        raise AlreadySigned(field=signed[0])
    if {PERSON, AGENCY} <= set(signature_fields(writer)):
        return pdf
    places = _places(pdf, signer)
    _add_signature_fields(writer, places)
    for name, box in places.texts.items():
        _add_text_field(writer, name, box)
    return _written(writer)


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


def _places(pdf, signer):
    try:
        return find_places(read_pages(pdf), signer)
    except SignError:
        raise
    except Exception as error:  # a broken page can raise anything
        raise UnreadablePdf() from error


def _add_signature_fields(writer, places):
    from pyhanko.sign.fields import (
        FieldMDPAction,
        FieldMDPSpec,
        SigFieldSpec,
        append_signature_field,
    )

    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, fields=list(places.texts))
    for name, box, mdp in (
        (PERSON, places.signature, None),
        (AGENCY, places.seal, lock),
    ):
        append_signature_field(
            writer,
            SigFieldSpec(name, on_page=box.page, box=_rounded(box), field_mdp_spec=mdp),
        )


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
            pdf_name("/Rect"): generic.ArrayObject(
                [generic.FloatObject(value) for value in _rounded(box)]
            ),
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


def _rounded(box):
    return tuple(round(value, 2) for value in box.corners)


def _written(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
