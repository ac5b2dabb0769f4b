"""Sign as a person; then number, date and seal as an agency.

The order is the one of Decree 30/2020 (articles 13, 15, 17): the competent person
signs, the clerk gives number and date, the agency's seal comes last. Both signatures
are PAdES approval signatures (ETSI EN 319 142-1), B-T when a timestamp service is
given: a certification signature would forbid the receiver's own “arrived” signature.

Each output begins with exactly the bytes it was given.
"""

import io
import logging
import re
from datetime import UTC, datetime

from vnrecords import numbering

from . import fields, text_stamp
from .appearance import Text, image_style, text_appearances
from .errors import (
    AlreadySigned,
    BrokenSignature,
    MissingField,
    SignError,
    TimestampUnavailable,
    UnsignedByPerson,
    WrongOrder,
)
from .timestamps import stamper

_logger = logging.getLogger(__name__)

INITIAL_REASON = "Ký nháy"


def sign_person(pdf, key, image_png, reason=None, timestamper=None):
    """Return ``pdf`` signed by a person in the field KyLanhDao.

    ``timestamper`` is the address of an RFC 3161 service, or a pyHanko TimeStamper.
    """
    key.info.check_period()
    writer = fields.open_writer(pdf)
    signed = fields.signature_fields(writer)
    _require(signed, fields.PERSON)
    if signed.get(fields.AGENCY):
        raise WrongOrder()
    return _sign(writer, fields.PERSON, key, image_png, reason, timestamper)


def fill_and_seal(pdf, number, day, key, seal_png, reason=None, timestamper=None):
    """Return ``pdf`` with number and date filled in and sealed, in one update.

    ``number`` is printed as given ("05", "12a"); ``day`` is a date.
    """
    key.info.check_period()
    writer = fields.open_writer(pdf)
    signed = fields.signature_fields(writer)
    _require(signed, fields.AGENCY)
    if not signed.get(fields.PERSON):
        raise UnsignedByPerson()
    _require_unbroken(pdf)
    _fill(writer, filled(writer, number, day))
    return _sign(writer, fields.AGENCY, key, seal_png, reason, timestamper)


def sign_initial(pdf, number, key, image_png, timestamper=None):
    """Return ``pdf`` initialled in the field KyNhay``number``, before the signer."""
    key.info.check_period()
    writer = fields.open_writer(pdf)
    signed = fields.signature_fields(writer)
    name = f"{fields.INITIAL}{number}"
    _require(signed, name)
    if signed.get(fields.PERSON) or signed.get(fields.AGENCY):
        raise WrongOrder()
    _require_unbroken(pdf)
    return _sign(writer, name, key, image_png, INITIAL_REASON, timestamper)


def sign_text(pdf, field, key, words, reason=None, timestamper=None, moment=None):
    """Return ``pdf`` signed by the agency with text only, top right on page 1.

    For annexes and electronic copies. ``field``: its name, a number is added when
    the file has one of that name. ``words``: the lines before the time of signing
    (``moment``, aware; now by default). Raises `NoCorner` where text stands already.
    """
    key.info.check_period()
    writer = fields.open_writer(pdf)
    lines = [*words, text_stamp.local_time(moment or datetime.now(UTC))]
    place = text_stamp.corner(pdf, lines)
    name = fields.add_free_field(writer, field, place.box)
    style = text_stamp.style(lines, place.turn)
    return _sign(writer, name, key, None, reason, timestamper, style=style)


def prepare_text(pdf, field, words):
    """Return ``pdf`` with an empty field for what `sign_text` makes at once.

    For a signature made elsewhere, which draws its text by itself; one update.
    """
    writer = fields.open_writer(pdf)
    lines = [*words, text_stamp.local_time(datetime.now(UTC))]  # as wide as any time
    fields.add_free_field(writer, field, text_stamp.corner(pdf, lines).box)
    return fields.written(writer)


def fill_number(pdf, number, day):
    """Return ``pdf`` with number and date filled in, for a seal made elsewhere."""
    writer = fields.open_writer(pdf)
    signed = fields.signature_fields(writer)
    _require(signed, fields.AGENCY)
    if not signed.get(fields.PERSON):
        raise UnsignedByPerson()
    _require_unbroken(pdf)
    _fill(writer, filled(writer, number, day))
    return fields.written(writer)


def filled(writer, number, day):
    """Return {field: value} of what the clerk fills into a file."""
    values = {"so_vb": str(number), **_date_values(day)}
    return {name: values[name] for name in fields.text_fields(writer)}


def _date_values(day):
    """Return the three numbers of a date, with the decree's leading zeros.

    >>> from datetime import date
    >>> _date_values(date(2026, 3, 5))
    {'ngay': '05', 'thang': '3', 'nam': '2026'}
    """
    words = re.findall(r"\d+", numbering.date_words(day))
    return dict(zip(("ngay", "thang", "nam"), words, strict=True))


def _require(signed, name):
    if name not in signed:
        raise MissingField(field=name)
    if signed[name]:
        raise AlreadySigned(field=name)


def _require_unbroken(pdf):
    """Refuse to put a seal under a text that its signer did not see."""
    from .validation import validate

    for report in validate(pdf, anchors=()):
        if report.integrity != "intact" or report.later_changes == "forbidden":
            raise BrokenSignature()


def _fill(writer, values):
    """Write the values into their fields, drawn like the lines they stand in."""
    from pyhanko.pdf_utils.generic import (
        DictionaryObject,
        NumberObject,
        pdf_name,
        pdf_string,
    )

    found = fields.text_fields(writer)
    boxes = {name: reference.get_object() for name, reference in found.items()}
    texts = [_text(name, box, values[name]) for name, box in boxes.items()]
    for text, box, drawn in zip(
        texts, boxes.values(), text_appearances(writer, texts), strict=True
    ):
        box["/V"] = pdf_string(text.value)
        box["/Ff"] = NumberObject(1)  # read-only from now on
        box["/AP"] = DictionaryObject({pdf_name("/N"): drawn})
        writer.update_container(box)


def _text(name, field, value):
    """Return how to draw a value: the date line is italic (Annex I II.4.c)."""
    x0, y0, x1, y1 = (float(number) for number in field["/Rect"])
    return Text(
        value,
        x1 - x0,
        y1 - y0,
        size=float(field["/DA"].split()[1]),
        align=int(field["/Q"]),
        italic=name != "so_vb",
        white="/MK" in field,
    )


def _sign(writer, field_name, key, image_png, reason, timestamper, style=None):
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.timestamps import TimestampRequestError

    metadata = PdfSignatureMetadata(
        field_name=field_name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=key.info.name,
    )
    signer = PdfSigner(
        metadata,
        signer=key.signer,
        timestamper=stamper(timestamper),
        stamp_style=style or image_style(image_png),
    )
    out = io.BytesIO()
    try:
        signer.sign_pdf(writer, output=out)
    except (TimestampRequestError, OSError, TimeoutError) as error:
        raise TimestampUnavailable() from error
    except SignError:
        raise
    except Exception as error:
        _logger.warning("signing failed: %s", type(error).__name__, exc_info=True)
        raise SignError() from error
    return out.getvalue()
