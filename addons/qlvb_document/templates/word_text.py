# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cells 6 and 9a: whom a document is for, its grounds, its text (App. I.II.6, 9)."""

import word_parts as word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
HEADING = "text == text|upper != text|lower and text|length < 90"
PART = 'text[:7] == "Chương " or text[:4] == "Mục "'
END = (
    '{{ "" if text[-3:] == "./." else "/." if text[-1:] == "." else "./." '
    'if loop.last else "" }}'
)


def draw_addressees(document, model):
    """Write "Kính gửi": one place on its line, several one below the other (9a)."""
    if not model.addressed:
        return
    word.write(document, "{%p if addressees and addressees|length == 1 %}")
    word.write(document, "Kính gửi: {{ addressees[0] }}", 14, before=12, after=12)
    word.write(document, "{%p elif addressees %}")
    first = word.write(document, "Kính gửi:", 14, align=LEFT, before=12)
    first.paragraph_format.left_indent = Mm(32)
    _list_addressees(document)
    word.write(document, "", 12)
    word.write(document, "{%p endif %}")


def _list_addressees(document):
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


def draw_opening(document, model):
    """Write who sends a telegram, invites or introduces, and whom (models 1.6-1.10)."""
    if not model.opening:
        return
    if model.grounds == "plain":
        _draw_grounds(document, italic=False)
    if model.opening == "alone":
        _indent(word.write(document, "{{ opening }}", align=JUSTIFY, after=6))
        return
    word.write(document, "{%p if addressees and addressees|length == 1 %}")
    line = word.write(document, "{{ opening }} {{ addressees[0] }}", align=JUSTIFY)
    _indent(line).paragraph_format.space_after = word.Pt(6)
    word.write(document, "{%p else %}")
    _indent(word.write(document, "{{ opening }}", align=JUSTIFY, after=6))
    _list_addressees(document)
    word.write(document, "", 8)
    word.write(document, "{%p endif %}")


def draw_enacting(document, model):
    """Write who decides, on what grounds, and the enacting word (models 1.1-1.3)."""
    if model.grounds != "italic":
        return
    word.write(document, "{%p if enacting %}")
    word.write(document, "{{ issuing_authority }}", 14, bold=True, before=4, after=8)
    word.write(document, "{%p endif %}")
    _draw_grounds(document, italic=True)
    word.write(document, "{%p if enacting %}")
    line = word.write(document, "{{ enacting }}", 14, bold=True, before=6, after=8)
    line.paragraph_format.keep_with_next = True
    word.write(document, "{%p endif %}")


def _draw_grounds(document, italic):
    word.write(document, "{%p for ground in grounds %}")
    text = '{{ ground.rstrip(";. ") }}{{ "." if loop.last else ";" }}'
    if not italic:
        text = "{{ ground }}"
    _indent(word.write(document, text, italic=italic, align=JUSTIFY, after=6))
    word.write(document, "{%p endfor %}")


def draw_body(document):
    """Write the paragraphs (6).

    A line in capitals and the number of a chapter are headings, the number of an
    article is bold, and "./." ends the text.
    """
    word.write(document, "{%p for text in body %}")
    _draw_part(document)
    _draw_article(document)
    word.write(document, "{%p elif loop.last %}")
    last = _indent(word.write(document, f"{{{{ text }}}}{END}", align=JUSTIFY, after=6))
    # The signature never stands alone on a page.
    last.paragraph_format.keep_with_next = True
    word.write(document, "{%p else %}")
    _indent(word.write(document, "{{ text }}", align=JUSTIFY, after=6))
    word.write(document, "{%p endif %}")
    word.write(document, "{%p endfor %}")
    word.write(document, "", 6).paragraph_format.keep_with_next = True


def _draw_part(document):
    word.write(document, f"{{%p if {HEADING} or {PART} %}}")
    heading = word.write(document, "{{ text }}", 14, bold=True, before=6, after=6)
    heading.paragraph_format.keep_with_next = True


def _draw_article(document):
    word.write(document, '{%p elif text[:5] == "Điều " and ". " in text %}')
    number = '{{ text.split(". ", 1)[0] }}.'
    line = _indent(word.write(document, number, bold=True, align=JUSTIFY, after=6))
    rest = ' {{ text.split(". ", 1)[1] }}'
    word.add_run(line, rest + "{% if loop.last %}" + END + "{% endif %}", 14)


def _indent(paragraph):
    paragraph.paragraph_format.first_line_indent = Mm(12.7)  # II.6e
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph
