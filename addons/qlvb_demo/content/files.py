# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The PDF files of the demo locality: one long regulation and incoming letters.

The same day gives the same bytes; nothing is kept between two calls.
"""

import datetime
import re
from pathlib import Path

from vnrecords import pages
from vnrecords.codes import Urgency

from . import scan, stamping
from .incoming import LETTERS

FOLDER = Path(__file__).parent
REGULATION = FOLDER / "quy-che-2080-QD-UBND.txt"
REGULATION_DATE = datetime.date(2018, 8, 15)
REGULATION_ISSUER = "Ủy ban nhân dân\nhuyện Quảng Xương"
_ADDRESSEE = "Ủy ban nhân dân huyện Quảng Hà"


def make_files(today=None):
    """Return all files by name; dates of letters count back from ``today``."""
    today = today or datetime.date.today()
    made = {letter.file_name: incoming_pdf(letter, today) for letter in LETTERS}
    made["quy-che-2080.pdf"] = regulation_pdf()
    scanned = regulation_scan_pdf()
    if scanned:
        made["quy-che-2080-scan.pdf"] = scanned
    return made


def regulation_pdf():
    """Return Regulation 2080/QĐ-UBND as a PDF of eight pages."""
    title, attached_to, paragraphs, authority, position, signer = _regulation()
    heading = pages.Heading(
        issuer=REGULATION_ISSUER,
        number="2080",
        symbol="QĐ-UBND",
        place="Quảng Xương",
        date=REGULATION_DATE,
    )
    return pages.booklet(
        title,
        paragraphs,
        attached_to=attached_to,
        heading=heading,
        signature=pages.Signature(signer, position, authority),
        spacing=1.3,
    )


def regulation_scan_pdf():
    """Return the regulation as pictures without text; None without poppler-utils."""
    return scan.scanned(regulation_pdf())


def _regulation():
    """Return title, note, paragraphs and the three lines of the signer."""
    text = REGULATION.read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    authority, position, signer = lines[-3:]
    return lines[:2], lines[2], _joined(lines[3:-3]), authority, position, signer


def _joined(lines):
    """Put together what a page break of the source has parted."""
    joined = []
    for line in lines:
        if joined and line[0].islower() and not re.match(r"[a-zđ]\)", line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def incoming_pdf(letter, today):
    """Return one of `LETTERS` as it was issued some days before ``today``."""
    sender = letter.sender
    return letter_pdf(
        letter.number,
        letter.symbol,
        letter.issue_date(today),
        sender.full_name,
        sender.parent,
        sender.place,
        letter.subject,
        _ADDRESSEE if letter.has_addressee else "",
        letter.paragraphs(today),
        letter.signer,
        letter.position,
        letter.recipients,
        urgency=letter.urgency,
        type_name=letter.type_name,
        seal=sender.seal,
    )


def letter_pdf(
    number,
    symbol,
    date,
    issuer,
    parent,
    place,
    subject,
    addressee,
    paragraphs,
    signer,
    position,
    recipients,
    urgency="0",
    type_name="",
    seal="",
):
    """Return an official letter, or with ``type_name`` a document of that type.

    ``position`` may have a line above it (``KT. GIÁM ĐỐC``). With ``seal``, the words
    of the seal, the picture of a signature and of the seal stand above the name.
    """
    heading = pages.Heading(
        issuer=issuer,
        parent=parent,
        symbol=symbol,
        number=number,
        place=place,
        date=date,
        letter_subject="" if type_name else subject,
        urgency=Urgency(urgency),
    )
    authority, _, last = position.rpartition("\n")
    content = pages.Letter(
        heading=heading,
        signature=pages.Signature(signer, last, authority),
        type_name=type_name,
        subject=subject if type_name else "",
        addressees=(addressee,) if addressee else (),
        recipients=tuple(recipients),
        spacing=1.1,
        **_body(paragraphs, type_name, last),
    )
    drawing = pages.draw_letter(content)
    return stamping.stamped(drawing, signer, seal) if seal else drawing.pdf


def _body(paragraphs, type_name, position):
    """Return the parts of the text; a decision has grounds and “QUYẾT ĐỊNH:”."""
    if type_name != "Quyết định":
        return {"body": tuple(paragraphs)}
    grounds = [line for line in paragraphs if line.startswith(("Căn cứ", "Theo đề"))]
    return {
        "authority": position,
        "grounds": tuple(grounds),
        "enacting": "Quyết định:",
        "body": tuple(line for line in paragraphs if line not in grounds),
    }
