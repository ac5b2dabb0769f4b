#!/usr/bin/env python3
# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Build the Word templates of the types of Nghị định 30/2020, Phụ lục I and III.

    python3 build_templates.py [FOLDER]

They are built by a program and not by hand so that every measure below names the
clause that asks for it, and so that a change can be reviewed as a change of text.
An agency may open the result in Word and alter it: the places to be filled are
plain ``{{ name }}`` words, nothing hides in attributes. What can be filled stands in
`docs/templates.md`; a missing field prints nothing.

The minutes bear place and date, too, which model 1.9 leaves out: number and date are
put in at issue, and the software needs a place for both (Decree 30/2020, art. 15).
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

# The parts lie beside this program, wherever it is started from.
sys.path.insert(0, str(Path(__file__).parent))
import word_foot as foot  # noqa: E402
import word_heading as heading  # noqa: E402
import word_parts as word  # noqa: E402
import word_text as text  # noqa: E402

FONT = "Times New Roman"  # I.4
CENTER = WD_ALIGN_PARAGRAPH.CENTER


@dataclass(frozen=True)
class Model:
    """What one type has and another has not."""

    type_name: str = ""
    """Printed as the title; empty: the type of the document."""
    titled: bool = True
    """Whether there is a title; a letter has "V/v …" below its number (5b)."""
    abstract: bool = True
    """Whether the abstract stands below the title."""
    addressed: bool = False
    """Whether "Kính gửi" names whom it is for (9a)."""
    grounds: str = ""
    """"italic" in decisions and resolutions, "plain" in a leave permit."""
    opening: str = ""
    """"addressees": who invites, then whom; "alone": the names stand in the text."""
    foot: str = "one"


LETTER = Model(titled=False, addressed=True)
MODELS = {
    "co_ten_loai": Model(grounds="italic"),
    "nghi_quyet": Model("NGHỊ QUYẾT", grounds="italic"),
    "quyet_dinh": Model("QUYẾT ĐỊNH", grounds="italic"),
    "chi_thi": Model("CHỈ THỊ"),
    "quy_che": Model("QUY CHẾ"),
    "quy_dinh": Model("QUY ĐỊNH"),
    "thong_cao": Model("THÔNG CÁO"),
    "thong_bao": Model("THÔNG BÁO"),
    "huong_dan": Model("HƯỚNG DẪN"),
    "chuong_trinh": Model("CHƯƠNG TRÌNH"),
    "ke_hoach": Model("KẾ HOẠCH"),
    "phuong_an": Model("PHƯƠNG ÁN"),
    "de_an": Model("ĐỀ ÁN"),
    "du_an": Model("DỰ ÁN"),
    "bao_cao": Model("BÁO CÁO", addressed=True),
    "bien_ban": Model("BIÊN BẢN", foot="minutes"),
    "to_trinh": Model("TỜ TRÌNH", addressed=True),
    "hop_dong": Model("HỢP ĐỒNG", foot="parties"),
    "cong_van": LETTER,
    "cong_dien": Model("CÔNG ĐIỆN", opening="addressees"),
    "ban_ghi_nho": Model("BẢN GHI NHỚ", foot="parties"),
    "ban_thoa_thuan": Model("BẢN THỎA THUẬN", foot="parties"),
    "giay_uy_quyen": Model("GIẤY ỦY QUYỀN"),
    "giay_moi": Model("GIẤY MỜI", opening="addressees"),
    "giay_gioi_thieu": Model("GIẤY GIỚI THIỆU", abstract=False, opening="alone"),
    "giay_nghi_phep": Model(
        "GIẤY NGHỈ PHÉP",
        abstract=False,
        grounds="plain",
        opening="alone",
        foot="leave",
    ),
    "phieu_gui": Model("PHIẾU GỬI"),
    "phieu_chuyen": Model("PHIẾU CHUYỂN"),
    "phieu_bao": Model("PHIẾU BÁO"),
    "thu_cong": LETTER,
}


def build(model):
    """Return the docx of a model, the same bytes each time."""
    document = Document()
    _set_page(document)
    _set_defaults(document)
    _number_pages(document)
    heading.draw_heading(document, model)
    if model.titled:
        heading.draw_title(document, model)
    text.draw_addressees(document, model)
    text.draw_enacting(document, model)
    text.draw_opening(document, model)
    text.draw_body(document)
    foot.FEET[model.foot](document)
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
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)


TEMPLATES = {f"{code}.docx": model for code, model in MODELS.items()}


def main(folder):
    for name, model in TEMPLATES.items():
        (Path(folder) / name).write_bytes(build(model))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
