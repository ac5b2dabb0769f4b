"""Letters laid out as the decree wants, as PDF and as Word file, to be spoilt.

`draw` and `write` take the same names of components; a change is a dict of what is
otherwise, or None to leave the component out.
"""

import io
from dataclasses import dataclass, replace

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from reportlab.pdfgen.canvas import Canvas

from vnrecords.pages import fonts

MM = 72 / 25.4
TEXT = (
    "Thực hiện Công văn số 12/UBND-VP ngày 05 tháng 3 năm 2026 về việc triển khai phần"
    " mềm quản lý văn bản và hồ sơ công việc, đơn vị báo cáo kết quả như sau:"
)


@dataclass(frozen=True)
class Put:
    """Words with their place in mm from the upper left corner."""

    text: str
    x: float
    y: float
    size: float = 14
    bold: bool = False
    italic: bool = False
    at: str = "middle"
    color: str = "000000"
    font: str = ""
    line: float = 0
    """Length in mm of the line below, 0 for none."""
    page: int = 1


def _body(y):
    """Return four lines of a justified paragraph, the first one indented."""
    rows = ("first", "inner", "inner2", "end")
    return {
        f"body_{name}": Put(
            TEXT[:66], 42.7 if not n else 30, y + n * 6, at="fill" if n < 3 else "left"
        )
        for n, name in enumerate(rows)
    }


LETTER = {
    "nation": Put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 146, 25, 12, True),
    "motto": Put("Độc lập - Tự do - Hạnh phúc", 146, 30, 13, True, line=56),
    "parent": Put("UBND TỈNH THANH HÓA", 62, 25, 12),
    "issuer": Put("SỞ NỘI VỤ", 62, 30, 12, True, line=10),
    "number": Put("Số: 05/SNV-VP", 62, 39, 13),
    "date": Put("Thanh Hóa, ngày 05 tháng 3 năm 2026", 146, 39, 13, italic=True),
    "subject": Put("V/v triển khai phần mềm", 62, 46, 12),
    "to": Put("Kính gửi: Ủy ban nhân dân xã Tân Phong", 112, 66),
    **_body(80),
    "word": Put("Nơi nhận:", 30, 120, 12, True, True, at="left"),
    "copy": Put("- Như trên;", 30, 125, 11, at="left"),
    "kept": Put("- Lưu: VT, VP.", 30, 130, 11, at="left"),
    "authority": Put("KT. GIÁM ĐỐC", 152, 120, 14, True),
    "position": Put("PHÓ GIÁM ĐỐC", 152, 126, 14, True),
    "name": Put("Trần Thị Thuỷ", 152, 160, 14, True),
}

DECISION = {
    **{name: LETTER[name] for name in ("nation", "motto", "parent", "issuer", "date")},
    "number": Put("Số: 05/QĐ-SNV", 62, 39, 13),
    "type": Put("QUYẾT ĐỊNH", 112.5, 52, 14, True),
    "abstract": Put("Về việc ban hành Quy chế", 112.5, 58, 14, True, line=25),
    "basis_1": Put("Căn cứ Luật Lưu trữ;", 42.7, 72, italic=True, at="left"),
    "basis_2": Put(
        "Theo đề nghị của Chánh Văn phòng.", 42.7, 80, italic=True, at="left"
    ),
    "enacts": Put("QUYẾT ĐỊNH:", 112.5, 88, 14, True),
    "article": Put("Điều 1. Ban hành Quy chế.", 42.7, 96, 14, True, at="left"),
    **{name: LETTER[name] for name in ("word", "copy", "kept")},
    "authority": Put("GIÁM ĐỐC", 152, 120, 14, True),
    "name": LETTER["name"],
}

_SECOND_PAGE = {
    "page_number": Put("2", 105, 15, 14, page=2),
    **{f"second_{name}": replace(put, page=2) for name, put in _body(26).items()},
}

_FOOT = ("word", "copy", "kept", "authority", "position", "name")
TWO_PAGES = {
    **{name: put for name, put in LETTER.items() if name not in _FOOT},
    **_SECOND_PAGE,
    **{name: replace(LETTER[name], page=2) for name in _FOOT},
}
"""The letter goes on to a second page and ends there."""

ANNEX = {
    "mention": Put(TEXT[:20] + " tại Phụ lục.", 30, 104, at="left"),
    "annex": Put("Phụ lục I", 112.5, 26, 14, True, page=2),
    "annex_title": Put("BẢNG CHỮ VIẾT TẮT", 112.5, 33, 14, True, page=2),
}


def changed(parts, changes):
    """Return the components with the changes put in; unknown names are added."""
    parts = dict(parts)
    for name, change in changes.items():
        if change is None:
            del parts[name]
        elif isinstance(change, Put):
            parts[name] = change
        else:
            parts[name] = replace(parts[name], **change)
    return parts


def draw(parts=LETTER, width=210, height=297, **changes):
    """Return a PDF of the components."""
    fonts.register()
    buffer = io.BytesIO()
    size = (width * MM, height * MM)
    canvas = Canvas(buffer, pagesize=size, initialFontName=fonts.REGULAR, invariant=1)
    puts = changed(parts, changes).values()
    for page in range(1, max(put.page for put in puts) + 1):
        for put in puts:
            if put.page == page:
                _draw(canvas, put, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas, put, height):
    face = {
        (False, False): fonts.REGULAR,
        (True, False): fonts.BOLD,
        (False, True): fonts.ITALIC,
        (True, True): fonts.BOLD_ITALIC,
    }[put.bold, put.italic]
    canvas.setFont(put.font or face, put.size)
    canvas.setFillColor(f"#{put.color}")
    x, y = put.x * MM, (height - put.y) * MM
    if put.at == "fill":
        _fill(canvas, put, x, y, face)
    elif put.at == "left":
        canvas.drawString(x, y, put.text)
    else:
        canvas.drawCentredString(x, y, put.text)
    if put.line:
        half = put.line / 2 * MM
        canvas.line(x - half, y - 4, x + half, y - 4)


def _fill(canvas, put, x, y, face):
    """Spread the words up to the right margin, 195 mm from the left edge."""
    missing = 195 * MM - x - canvas.stringWidth(put.text, put.font or face, put.size)
    # Word spacing does not reach the spaces of a two-byte font: set word by word.
    position = x
    for word in put.text.split(" "):
        canvas.drawString(position, y, word)
        position += canvas.stringWidth(word + " ", put.font or face, put.size)
        position += missing / put.text.count(" ")


def write(parts=LETTER, page_number=None, section=None, styles=None, **changes):
    """Return a .docx of the components.

    ``section``: measures of the page in mm; ``page_number``: where and how its field
    stands (place, align, size, first), False for none; a change may also hold
    ``paragraph``: a function that is given the paragraph.
    """
    hooks = {name: change.pop("paragraph") for name, change in _hooked(changes)}
    document = Document()
    _set_page(document, section or {})
    if page_number is not False:
        _number(document, **(page_number or {}))
    parts = changed(parts, changes)
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    for name, value in (styles or {}).items():
        setattr(style.font, name, value)
    tables = {}
    for name, put in parts.items():
        container = _container(document, tables, name)
        paragraph = _paragraph(container, put)
        if name in hooks:
            hooks[name](paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _hooked(changes):
    return [
        (name, change)
        for name, change in changes.items()
        if isinstance(change, dict) and "paragraph" in change
    ]


def _set_page(document, measures):
    page = document.sections[0]
    wanted = {"page_width": 210, "page_height": 297, "top_margin": 20}
    wanted |= {"bottom_margin": 20, "left_margin": 30, "right_margin": 15}
    for name, value in (wanted | measures).items():
        setattr(page, name, Mm(value))
    if page.page_width > page.page_height:
        page.orientation = WD_ORIENT.LANDSCAPE


def _number(document, place="header", align=ALIGN.CENTER, size=14, first=False):
    section = document.sections[0]
    section.different_first_page_header_footer = not first
    paragraph = getattr(section, place).paragraphs[0]
    paragraph.alignment = align
    for kind in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        mark = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            mark.text = kind
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


_CELLS = {
    "head": ({"parent", "issuer"}, {"nation", "motto"}),
    "head2": ({"number", "subject"}, {"date"}),
    "foot": ({"word", "copy", "kept"}, {"authority", "position", "name"}),
}


def _container(document, tables, name):
    for table, columns in _CELLS.items():
        for column, names in enumerate(columns):
            if name in names:
                key = table.rstrip("2")
                if key not in tables:
                    tables[key] = document.add_table(2 if key == "head" else 1, 2)
                row = 1 if table == "head2" else 0
                return tables[key].cell(row, column)
    return document


def _paragraph(container, put):
    existing = container.paragraphs
    fresh = len(existing) == 1 and not existing[0].text and hasattr(container, "_tc")
    paragraph = existing[0] if fresh else container.add_paragraph()
    run = paragraph.add_run(put.text)
    run.font.size, run.bold, run.italic = Pt(put.size), put.bold, put.italic
    run.font.color.rgb = RGBColor.from_string(put.color)
    if put.font:
        run.font.name = put.font
    if put.line:
        run.underline = True
    body = len(put.text) > 60
    paragraph.alignment = (
        ALIGN.JUSTIFY if body else ALIGN.LEFT if put.at == "left" else ALIGN.CENTER
    )
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.1
    if body:
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
    return paragraph


WORD_LETTER = {
    **LETTER,
    "body_first": replace(LETTER["body_first"], text=TEXT),
}
