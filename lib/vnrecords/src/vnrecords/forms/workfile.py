"""Mục lục văn bản, tài liệu trong hồ sơ (NĐ 30/2020 PL V mục IV)."""

import datetime
from dataclasses import dataclass

from reportlab.platypus import Spacer

from ..pages import fonts
from ..pages.drawing import CENTER, Rule, build, paragraph, style
from ..pages.geometry import MM, PORTRAIT
from .table import Column, form_table


@dataclass(frozen=True)
class WorkFileHead:
    """Which file the list belongs to."""

    notation: str
    """Số, ký hiệu hồ sơ: ``01.TCCB``."""
    year: int
    title: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class ContentsRow:
    """One document of the file, in the order of the form; numbered by itself."""

    notation: str = ""
    dated: datetime.date | str = ""
    abstract: str = ""
    author: str = ""
    page: str = ""
    """Tờ số/trang số."""
    note: str = ""


@dataclass(frozen=True)
class _NumberedRow(ContentsRow):
    place: int = 0


CONTENTS = (
    Column("place", "STT", 11, CENTER),
    Column("notation", "Số, ký hiệu văn bản", 28),
    Column("dated", "Ngày tháng năm văn bản", 22, CENTER),
    Column("abstract", "Tên loại và trích yếu nội dung văn bản", 47),
    Column("author", "Tác giả văn bản", 27),
    Column("page", "Tờ số/ Trang số", 14, CENTER),
    Column("note", "Ghi chú", 16),
)


def contents_list(head, rows, mark=""):
    """Return the PDF of the contents list of one work file: 7 columns, A4 upright."""
    bold = style(14, fonts.BOLD, CENTER)
    story = [paragraph("MỤC LỤC VĂN BẢN, TÀI LIỆU", bold)]
    if head.title:
        story.append(paragraph(head.title, bold))
    story += [
        paragraph(f"Số, ký hiệu hồ sơ: {head.notation}", bold),
        paragraph(f"Năm {head.year}", bold),
        Rule(22 * MM),
        Spacer(0, 8),
        form_table(CONTENTS, _numbered(rows)),
    ]
    title = f"Mục lục văn bản, tài liệu hồ sơ {head.notation}"
    return build(story, PORTRAIT, mark=mark, title=title, author=head.issuer).pdf


def _numbered(rows):
    return [_NumberedRow(**vars(row), place=n) for n, row in enumerate(rows, 1)]
