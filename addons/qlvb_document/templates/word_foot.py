# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cells 7, 8 and 9b: who signs, room for the seal, who gets it (App. I.II.7-9)."""

import word_parts as word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm

LEFT = WD_ALIGN_PARAGRAPH.LEFT
TEXT_WIDTH = 210 - 30 - 15
RECIPIENTS_COLUMN = 78
SIGNATURE_GAP = 32  # mm between position and name; the seal measures 36 mm
CONFIRMATION = (
    "Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương nơi nghỉ phép (nếu cần)"
)


def draw_one(document):
    """Set 9b on the left, 7a to 7c on the right."""
    left, right = _row(document)
    _draw_recipients(left)
    _draw_signer(right)
    # A table must be followed by a paragraph; this one takes no room.
    word.write(document, "", 1)


def draw_leave(document):
    """As usual, and below on the left the confirmation of the place (model 1.10)."""
    draw_one(document)
    left, _right = _row(document)
    word.write(left, CONFIRMATION, 13, bold=True, before=6)
    word.write(left, "", 1).paragraph_format.space_before = Mm(SIGNATURE_GAP)
    word.write(document, "", 1)


def draw_minutes(document):
    """Who wrote them on the left, who presided on the right (model 1.9)."""
    left, right = _row(document)
    word.write(left, "THƯ KÝ", 14, bold=True)
    _name(left, "{{ drafter }}")
    word.write(right, "CHỦ TỌA", 14, bold=True)
    _name(right, "{{ signer }}")
    _draw_recipients_below(document)


def draw_parties(document):
    """The other party on the left, ours on the right: contracts and agreements."""
    left, right = _row(document)
    word.write(left, "ĐẠI DIỆN BÊN B", 14, bold=True)
    _name(left, "")
    word.write(right, "ĐẠI DIỆN BÊN A", 14, bold=True)
    _draw_signer(right)
    _draw_recipients_below(document)


def _row(document):
    """Return the two cells of a row that never breaks."""
    widths = (RECIPIENTS_COLUMN, TEXT_WIDTH - RECIPIENTS_COLUMN)
    table = word.add_table(document, 1, widths)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table.rows[0].cells


def _name(cell, text):
    name = word.write(cell, text, 14, bold=True)
    name.paragraph_format.space_before = Mm(SIGNATURE_GAP)


def _draw_signer(cell):
    word.write(cell, "{%p if authority_line or authority %}")
    word.write(cell, "{{ (authority_line or authority)|upper }}", 14, bold=True)
    word.write(cell, "{%p endif %}")
    word.write(cell, "{{ position|upper }}", 14, bold=True)
    _name(cell, "{{ signer }}")


def _draw_recipients_below(document):
    word.write(document, "", 4)
    left, _right = _row(document)
    _draw_recipients(left)
    word.write(document, "", 1)


def _draw_recipients(cell):
    word.write(cell, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT)
    word.write(cell, "{%p for recipient in recipients %}")
    word.write(
        cell,
        '- {{ recipient.rstrip(";. ") }}{{ "." if loop.last else ";" }}',
        11,
        align=LEFT,
    )
    word.write(cell, "{%p endfor %}")
    word.write(cell, "", 2)


FEET = {
    "one": draw_one,
    "leave": draw_leave,
    "minutes": draw_minutes,
    "parties": draw_parties,
}
