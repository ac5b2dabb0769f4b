"""Forms as Word files (.docx): a book of any length, and the handling slip."""

import io
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from ..pages.drawing import CENTER
from ..pages.geometry import LANDSCAPE, PORTRAIT
from ..pages.heading import MOTTO, NATION
from ..text import clean
from .table import cell_text

_TWIPS_PER_MM = 1440 / 25.4
_FONT = "Times New Roman"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def book_word(title, columns, lines, rows, mark=""):
    """Return the bytes of the .docx; ``lines`` stand above the title.

    The rows of titles repeat on every page, and pages are numbered at the top.
    """
    document = _new(LANDSCAPE, title, mark)
    for line in lines:
        _line(document, line, bold=True)
    _line(document, title.upper(), 14, bold=True, center=True)
    document.element.body.insert(-1, parse_xml(_table(columns, rows)))
    return _bytes(document)


def _table(columns, rows):
    """Return the whole table as XML: cell by cell it would take minutes."""
    widths = [round(column.width * _TWIPS_PER_MM) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    titles = [column.title for column in columns]
    places = [f"({place})" for place in range(1, len(columns) + 1)]
    centred = [True] * len(columns)
    align = [column.align == CENTER for column in columns]
    parts = [
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>',
        _row(titles, widths, centred, is_head=True, bold=True),
        _row(places, widths, centred, is_head=True),
    ]
    for row in rows:
        texts = [cell_text(getattr(row, column.field)) for column in columns]
        parts.append(_row(texts, widths, align))
    return "".join([*parts, "</w:tbl>"])


def _row(texts, widths, centred, is_head=False, bold=False):
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(text, center, bold)}</w:tc>"
        for text, width, center in zip(texts, widths, centred, strict=True)
    )
    return f"<w:tr>{head}{cells}</w:tr>"


def _paragraph(text, center, bold):
    align = '<w:jc w:val="center"/>' if center else ""
    weight = "<w:b/>" if bold else ""
    runs = '</w:t><w:br/><w:t xml:space="preserve">'.join(
        escape(line) for line in clean(text).strip().split("\n")
    )
    return (
        f'<w:p><w:pPr><w:spacing w:after="0"/>{align}</w:pPr><w:r><w:rPr>{weight}'
        f'<w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">{runs}</w:t></w:r></w:p>'
    )


def handling_slip_word(slip, mark=""):
    """Return the bytes of a phiếu giải quyết văn bản đến as .docx; see `HandlingSlip`.

    People write their opinions into it by hand, or in Word.
    """
    title = "Phiếu giải quyết văn bản đến"
    document = _new(PORTRAIT, title, mark)
    _slip_heading(document, slip.heading)
    _line(document, title.upper(), 14, bold=True, center=True, before=12)
    _line(document, slip.document, 13, bold=True, center=True)
    for name, lines in slip.groups:
        _line(document, name, 13, bold=True, before=12)
        texts = [line for line in lines if line]
        for text in texts or [""] * 3:
            _line(document, f"- {text}" if len(texts) > 1 else text, 13, before=3)
    return _bytes(document)


def _slip_heading(document, heading):
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    for width, cell in ((Mm(65), left), (Mm(100), right)):
        cell.width = width
        cell._tc.remove(cell.paragraphs[0]._p)
    if heading.parent:
        _line(left, heading.parent.upper(), 12, center=True)
    _line(left, heading.issuer.upper(), 12, bold=True, center=True)
    _line(right, NATION, 12, bold=True, center=True)
    _line(right, MOTTO, 13, bold=True, center=True)
    date = heading.date_line()
    if date:
        _line(right, date, 13, center=True, italic=True, before=6)


def _new(geometry, title, mark):
    document = Document()
    document.core_properties.title = clean(title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    font = document.styles["Normal"].font
    font.name, font.size = _FONT, Pt(13)
    fonts = document.styles["Normal"].element.rPr.rFonts
    for kind in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(kind), _FONT)
    section = document.sections[0]
    if geometry.width > geometry.height:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(geometry.width), Mm(geometry.height)
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(getattr(geometry, side)))
    section.header_distance = Mm(geometry.top / 2)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    if mark:
        section.footer_distance = Mm(geometry.bottom / 2)
        for footer in (section.first_page_footer, section.footer):
            run = footer.paragraphs[0].add_run(clean(mark))
            run.font.size, run.italic = Pt(8), True
    return document


def _page_number(paragraph):
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r>'
    paragraph._p.append(parse_xml(f"{field}</w:fldSimple>"))


def _line(place, text, size=13, center=False, before=0, **style):
    paragraph = place.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.space_before = Pt(before)
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(clean(str(text or "")))
    run.font.size = Pt(size)
    run.bold, run.italic = style.get("bold"), style.get("italic")


def _bytes(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
