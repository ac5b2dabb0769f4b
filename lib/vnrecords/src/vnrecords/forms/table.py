"""Tables that run over pages: titles and column numbers repeat on every page."""

import datetime
import re
from dataclasses import dataclass

from reportlab.lib.colors import black
from reportlab.platypus import LongTable, TableStyle

from ..pages import fonts
from ..pages.drawing import CENTER, LEFT, paragraph, style
from ..pages.geometry import MM

_SIZE_PT = 11
_PADDING_PT = 3
_WORD = re.compile(r"\S+")
_GROUP = re.compile(r"[^/-]*[/-]?")


@dataclass(frozen=True)
class Column:
    """One column of a form: the attribute of the row, its title, its width in mm."""

    field: str
    title: str
    width: float
    align: int = LEFT


def cell_text(value):
    """Write a value as it stands in a form; local time, day first.

    >>> cell_text(datetime.date(2026, 3, 9)), cell_text(None), cell_text(7)
    ('09/03/2026', '', '7')
    >>> cell_text(datetime.datetime(2026, 3, 9, 8, 5))
    '09/03/2026 08:05'
    """
    if isinstance(value, datetime.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None or value is False else str(value)


def form_table(columns, rows, numbered=True):
    """Return the table; ``numbered`` adds the row ``(1) (2) …`` of the forms."""
    bold = style(_SIZE_PT, fonts.BOLD, CENTER)
    head = [[paragraph(column.title, bold) for column in columns]]
    if numbered:
        middle = style(_SIZE_PT, align=CENTER)
        places = range(1, len(columns) + 1)
        head.append([paragraph(f"({place})", middle) for place in places])
    styles = [style(_SIZE_PT, align=column.align) for column in columns]
    body = [_row(columns, styles, row) for row in rows] or [[""] * len(columns)]
    return LongTable(
        head + body,
        colWidths=[column.width * MM for column in columns],
        repeatRows=len(head),
        style=_layout(len(head)),
        hAlign="LEFT",
    )


def _row(columns, styles, row):
    values = (
        breakable(cell_text(getattr(row, column.field)), column.width)
        for column in columns
    )
    return [paragraph(*pair) for pair in zip(values, styles, strict=True)]


def breakable(text, width_mm):
    """Break words wider than their column after a slash or hyphen, not within a group.

    >>> breakable("1234/UBND-VHXH", 30)
    '1234/UBND-\\nVHXH'
    >>> breakable("05/QĐ-UBND", 30)
    '05/QĐ-UBND'
    """
    room = width_mm * MM - 2 * _PADDING_PT
    return _WORD.sub(lambda match: _broken(match[0], room), text)


def _broken(word, room):
    if fonts.width(word, fonts.REGULAR, _SIZE_PT) <= room:
        return word
    lines = [""]
    for group in _GROUP.findall(word):
        if fonts.width(lines[-1] + group, fonts.REGULAR, _SIZE_PT) > room:
            lines.append("")
        lines[-1] += group
    return "\n".join(filter(None, lines))


def _layout(head_rows):
    padding = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return TableStyle(
        [
            *((name, (0, 0), (-1, -1), _PADDING_PT) for name in padding),
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("VALIGN", (0, 0), (-1, head_rows - 1), "MIDDLE"),
            ("VALIGN", (0, head_rows), (-1, -1), "TOP"),
        ]
    )
