#!/usr/bin/env python3
# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Build the two letter templates of Nghị định 30/2020, Phụ lục I.

    python3 build_templates.py [FOLDER]

They are built by a program and not by hand so that every measure below names the
clause that asks for it, and so that a change can be reviewed as a change of text.
An agency may open the result in Word and alter it: the places to be filled are
plain ``{{ name }}`` words, nothing hides in attributes.

Variables (all text unless said otherwise; a missing one prints nothing):

=================  ==============================================================
``parent_agency``  superior body, printed above the agency; empty for a People's
                   Committee
``agency``         issuing body; "Ủy ban nhân dân X" is broken after "dân"
``notation_tail``  "/UBND-VP", "/QĐ-UBND"; the number itself stays blank
``place, year``    the day and the month stay blank until the clerk issues
``abstract``       trích yếu
``addressees``     list for "Kính gửi": of a letter, a report, a submission (9a)
``body``           list of paragraphs
``type_name``      name of the type
``recipients``     list for "Nơi nhận"; ";" and "." are put by the template
``authority_line`` "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"; several lines by ``\\n``;
                   ``authority`` is printed when it is missing
``position``       "CHỦ TỊCH"
``signer``         name without titles
``urgency_stamp``  "KHẨN", "THƯỢNG KHẨN" or "HOẢ TỐC"; optional
=================  ==============================================================

Render with ``autoescape=True``: an abstract may hold ``&``.
"""

import sys
from pathlib import Path

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

# The parts lie beside this program, wherever it is started from.
sys.path.insert(0, str(Path(__file__).parent))
import word_parts as word  # noqa: E402

FONT = "Times New Roman"  # I.4
NBSP = "\u00a0"
CENTER, JUSTIFY, LEFT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
)
TEXT_WIDTH = 210 - 30 - 15  # A4 less the margins of I.3
LEFT_COLUMN = 67
RIGHT_COLUMN = TEXT_WIDTH - LEFT_COLUMN
RECIPIENTS_COLUMN = 78
# Room for the number and for the day and month that the clerk puts in at issue.
# One no-break space of Times is a quarter of the size: 13 pt -> 1.15 mm.
NUMBER_GAP = NBSP * 14
DATE_GAP = NBSP * 8
SIGNATURE_GAP = 32  # mm between position and name; the seal measures 36 mm
# Points of rule per character: 0.42 of the average width of a bold capital at
# 13 pt (9.4 pt) and of a bold lower-case letter at 14 pt (6.7 pt).
PER_CAPITAL, PER_LETTER = 3.9, 2.8
# 0.42 of the widest line that fits the column, in points
LONGEST_AGENCY_RULE = int(0.42 * LEFT_COLUMN / 25.4 * 72)
LONGEST_TITLE_RULE = int(0.42 * (TEXT_WIDTH - 20) / 25.4 * 72)
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_WIDTH = 56.2  # mm, at 13 pt bold: the rule is as long as the words (II.1b)
URGENCY = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HOẢ TỐC": 30}  # mm wide, 8 high (III.2b)
# Types with a title that name whom they are addressed to (II.9a).
TO_SUPERIORS = '["TỜ TRÌNH", "BÁO CÁO"]'
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


def build(titled):
    """Return the docx: of a type with a title, or of an official letter."""
    document = Document()
    _set_page(document)
    _set_defaults(document)
    _number_pages(document)
    _draw_heading(document, titled)
    if titled:
        _draw_title(document)
    _draw_addressees(document, titled)
    _draw_body(document)
    _draw_signature(document)
    return word.pack(document)


def _set_page(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)


def _set_defaults(document):
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.rPr.rFonts
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    paragraph = style.paragraph_format
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing = 1.0
    paragraph.widow_control = True
    document.core_properties.author = "QLVB"
    document.core_properties.comments = ""


def _number_pages(document):
    """Put the page number into the top margin, from page 2 on (I.7)."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style = document.styles["Normal"]
    paragraph.alignment = CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _draw_heading(document, titled):
    """Draw cells 1 to 4 (and 5b of a letter) in a table without borders."""
    table = word.add_table(document, 2, (LEFT_COLUMN, RIGHT_COLUMN))
    left, right = table.rows[0].cells
    word.write(left, "{%p if parent_agency %}")
    word.write(left, "{{ parent_agency|upper }}", 12)
    word.write(left, "{%p endif %}")
    word.write(left, AGENCY, 12, bold=True)
    word.draw_rule(left, AGENCY_RULE)
    word.write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    word.write(right, MOTTO, 13, bold=True)
    word.draw_border(right, (RIGHT_COLUMN - MOTTO_WIDTH) / 2)
    left, right = table.rows[1].cells
    word.write(left, f"Số:{NUMBER_GAP}{{{{ notation_tail }}}}", 13, before=4)
    if not titled:
        word.write(left, "V/v {{ abstract }}", 12, before=6)
    word.write(
        right,
        f"{{{{ place }}}}, ngày{DATE_GAP} tháng{DATE_GAP} năm {{{{ year }}}}",
        13,
        italic=True,
        before=4,
    )
    _draw_urgency(left)


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
        word.write(inner, text.replace(" ", NBSP), 13, bold=True).runs[
            0
        ].font.color.rgb = RED
        word.write(cell, "{%p endif %}")
    word.write(cell, "", 2)


def _draw_title(document):
    word.write(document, "{{ type_name|upper }}", 14, bold=True, before=14)
    abstract = word.write(document, "{{ abstract }}", 14, bold=True, after=2)
    abstract.paragraph_format.left_indent = Mm(10)
    abstract.paragraph_format.right_indent = Mm(10)
    word.draw_rule(document, TITLE_RULE)
    word.write(document, "", 8)


def _draw_addressees(document, titled):
    """Write "Kính gửi": one place on its line, several one below the other (9a)."""
    if titled:
        word.write(document, f"{{%p if type_name|upper in {TO_SUPERIORS} %}}")
    word.write(document, "{%p if addressees and addressees|length == 1 %}")
    word.write(document, "Kính gửi: {{ addressees[0] }}", 14, before=12, after=12)
    word.write(document, "{%p elif addressees %}")
    first = word.write(document, "Kính gửi:", 14, align=LEFT, before=12)
    first.paragraph_format.left_indent = Mm(32)
    word.write(document, "{%p for addressee in addressees %}")
    line = word.write(
        document,
        '- {{ addressee }}{{ "." if loop.last else ";" }}',
        14,
        align=LEFT,
    )
    line.paragraph_format.left_indent = Mm(58)
    line.paragraph_format.first_line_indent = Mm(-4)
    word.write(document, "{%p endfor %}")
    word.write(document, "", 12)
    word.write(document, "{%p endif %}")
    if titled:
        word.write(document, "{%p endif %}")


def _draw_body(document):
    """Write the paragraphs (6).

    Legal bases are italic, a line in capitals ("QUYẾT ĐỊNH:") is a heading, the
    number of an article is bold, and "./." ends the text.
    """
    tag = "{%p for text in body %}"
    word.write(document, tag)
    word.write(document, "{%p if text == text|upper and text|length < 90 %}")
    heading = word.write(document, "{{ text }}", 14, bold=True, before=6, after=6)
    heading.paragraph_format.keep_with_next = True
    word.write(
        document,
        '{%p elif type_name|upper in ["NGHỊ QUYẾT", "QUYẾT ĐỊNH"] '
        'and not loop.last and text[:4] in ["Căn ", "Theo", "Xét "] %}',
    )
    _indent(word.write(document, "{{ text }}", 14, italic=True, align=JUSTIFY, after=6))
    word.write(document, '{%p elif text[:5] == "Điều " and ". " in text %}')
    article = _indent(
        word.write(
            document,
            '{{ text.split(". ", 1)[0] }}.',
            14,
            bold=True,
            align=JUSTIFY,
            after=6,
        )
    )
    word.add_run(
        article,
        ' {{ text.split(". ", 1)[1] }}'
        '{{ "/." if loop.last and text[-3:] != "./." else "" }}',
        14,
    )
    word.write(document, "{%p elif loop.last %}")
    last = _indent(
        word.write(
            document,
            '{{ text }}{{ "" if text[-3:] == "./." else "/." if text[-1:] == "." '
            'else "./." }}',
            14,
            align=JUSTIFY,
            after=6,
        )
    )
    # The signature never stands alone on a page.
    last.paragraph_format.keep_with_next = True
    word.write(document, "{%p else %}")
    _indent(word.write(document, "{{ text }}", 14, align=JUSTIFY, after=6))
    word.write(document, "{%p endif %}")
    word.write(document, "{%p endfor %}")
    word.write(document, "", 6).paragraph_format.keep_with_next = True


def _indent(paragraph):
    paragraph.paragraph_format.first_line_indent = Mm(12.7)  # II.6e
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph


def _draw_signature(document):
    """Set 9b on the left, 7a to 7c on the right; the row never breaks."""
    table = word.add_table(
        document, 1, (RECIPIENTS_COLUMN, TEXT_WIDTH - RECIPIENTS_COLUMN)
    )
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    word.write(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT)
    word.write(left, "{%p for recipient in recipients %}")
    word.write(
        left,
        '- {{ recipient.rstrip(";. ") }}{{ "." if loop.last else ";" }}',
        11,
        align=LEFT,
    )
    word.write(left, "{%p endfor %}")
    word.write(left, "", 2)
    word.write(right, "{%p if authority_line or authority %}")
    word.write(right, "{{ (authority_line or authority)|upper }}", 14, bold=True)
    word.write(right, "{%p endif %}")
    word.write(right, "{{ position|upper }}", 14, bold=True)
    name = word.write(right, "{{ signer }}", 14, bold=True)
    name.paragraph_format.space_before = Mm(SIGNATURE_GAP)
    # A table must be followed by a paragraph; this one takes no room.
    word.write(document, "", 1)


TEMPLATES = {"cong_van.docx": False, "co_ten_loai.docx": True}


def main(folder):
    for name, titled in TEMPLATES.items():
        (Path(folder) / name).write_bytes(build(titled))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
