# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cells 1 to 5 and 10b of the scheme: the head of a document (App. I.II.1-5)."""

import word_parts as word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, RGBColor

NBSP = "\u00a0"
TEXT_WIDTH = 210 - 30 - 15  # A4 less the margins of I.3
LEFT_COLUMN = 67
RIGHT_COLUMN = TEXT_WIDTH - LEFT_COLUMN
# Room for the number and for the day and month that the clerk puts in at issue.
# One no-break space of Times is a quarter of the size: 13 pt -> 1.15 mm.
NUMBER_GAP = NBSP * 14
DATE_GAP = NBSP * 8
# Points of rule per character: 0.42 of the average width of a bold capital at
# 13 pt (9.4 pt) and of a bold lower-case letter at 14 pt (6.7 pt).
PER_CAPITAL, PER_LETTER = 3.9, 2.8
# 0.42 of the widest line that fits the column, in points
LONGEST_AGENCY_RULE = int(0.42 * LEFT_COLUMN / 25.4 * 72)
LONGEST_TITLE_RULE = int(0.42 * (TEXT_WIDTH - 20) / 25.4 * 72)
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_WIDTH = 56.2  # mm, at 13 pt bold: the rule is as long as the words (II.1b)
URGENCY = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HOẢ TỐC": 30}  # mm wide, 8 high (III.2b)
RED = RGBColor(0xE0, 0x00, 0x00)

AGENCY = (
    '{{ agency|upper|replace("ỦY BAN NHÂN DÂN ", "ỦY BAN NHÂN DÂN\\n")'
    '|replace("UỶ BAN NHÂN DÂN ", "UỶ BAN NHÂN DÂN\\n") }}'
)
AGENCY_RULE = (
    f'{{{{ "{NBSP}" * [(agency|replace("Ủy ban nhân dân ", "")'
    f'|replace("ỦY BAN NHÂN DÂN ", "")|length * {PER_CAPITAL})|int,'
    f" {LONGEST_AGENCY_RULE}]|min }}}}"
)
TITLE_RULE = (
    f'{{{{ "{NBSP}" * [(abstract|length * {PER_LETTER})|int,'
    f" {LONGEST_TITLE_RULE}]|min }}}}"
)


def draw_heading(document, model):
    """Draw cells 1 to 4 (and 5b of a letter) in a table without borders."""
    table = word.add_table(document, 2, (LEFT_COLUMN, RIGHT_COLUMN))
    _draw_agency(table.rows[0].cells[0])
    _draw_nation(table.rows[0].cells[1])
    left, right = table.rows[1].cells
    word.write(left, f"Số:{NUMBER_GAP}{{{{ notation_tail }}}}", 13, before=4)
    if not model.titled:
        word.write(left, "V/v {{ abstract }}", 12, before=6)
    word.write(
        right,
        f"{{{{ place }}}}, ngày{DATE_GAP} tháng{DATE_GAP} năm {{{{ year }}}}",
        13,
        italic=True,
        before=4,
    )
    _draw_urgency(left)


def _draw_agency(cell):
    word.write(cell, "{%p if parent_agency %}")
    word.write(cell, "{{ parent_agency|upper }}", 12)
    word.write(cell, "{%p endif %}")
    word.write(cell, AGENCY, 12, bold=True)
    word.draw_rule(cell, AGENCY_RULE)


def _draw_nation(cell):
    word.write(cell, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    word.write(cell, MOTTO, 13, bold=True)
    word.draw_border(cell, (RIGHT_COLUMN - MOTTO_WIDTH) / 2)


def _draw_urgency(cell):
    """Frame the degree of urgency in red under cell 3 (III.2b)."""
    for text, width in URGENCY.items():
        word.write(cell, f'{{%p if urgency_stamp == "{text}" %}}')
        word.write(cell, "", 4)
        frame = cell.add_table(1, 1)
        frame.alignment = WD_TABLE_ALIGNMENT.CENTER
        word.fix_columns(frame, (width,))
        frame.rows[0].height = Mm(8)
        word.set_borders(frame, "single", "E00000")
        # python-docx sets an empty paragraph behind the table: it takes no room.
        word.set_mark_size(cell.paragraphs[-1], 1)
        inner = frame.cell(0, 0)
        inner.vertical_alignment = 1
        line = word.write(inner, text.replace(" ", NBSP), 13, bold=True)
        line.runs[0].font.color.rgb = RED
        word.write(cell, "{%p endif %}")
    word.write(cell, "", 2)


def draw_title(document, model):
    """Write the name of the type and the abstract with its rule (5a)."""
    name = model.type_name or "{{ type_name|upper }}"
    word.write(document, name, 14, bold=True, before=14)
    if model.abstract:
        abstract = word.write(document, "{{ abstract }}", 14, bold=True, after=2)
        abstract.paragraph_format.left_indent = Mm(10)
        abstract.paragraph_format.right_indent = Mm(10)
        word.draw_rule(document, TITLE_RULE)
    else:
        word.draw_rule(document, NBSP * 60)
    word.write(document, "", 8)
