"""A book as a spreadsheet (.xlsx): the columns and the rows of the printed form."""

import io

import xlsxwriter

from ..text import clean
from .table import cell_text

_MM_PER_CHAR = 1.9
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def is_risky(text):
    """Whether a spreadsheet could take ``text`` for a formula when it is typed again.

    >>> is_risky("=1+1"), is_risky("05/QĐ-UBND")
    (True, False)
    """
    return text.startswith(_RISKY)


def book_sheet(title, columns, lines, rows, mark=""):
    """Return the bytes of the .xlsx; ``lines`` stand above the table.

    Every cell is text as it stands in the form: nothing is taken for a formula, a
    link or a number, whatever a sender wrote; what begins like a formula is marked
    as text for good, so that it stays text when somebody edits it.
    """
    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        sheet = workbook.add_worksheet("So")
        workbook.set_properties({"title": clean(title)})
        _set_page(sheet, columns, len(lines) + 1, mark)
        _write(workbook, sheet, title, columns, lines, rows)
    return buffer.getvalue()


def _set_page(sheet, columns, above, mark):
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(above, above + 1)
    sheet.freeze_panes(above + 2, 0)
    sheet.set_footer(f"{_footer(mark)}&R&P/&N")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width / _MM_PER_CHAR)


def _footer(mark):
    """Return the line for the foot; a footer holds 255 characters, & is a command."""
    text = clean(mark)[:200].replace("&", "&&")
    return f"&L&8{text}" if text else ""


def _write(workbook, sheet, title, columns, lines, rows):
    font = {"font_name": "Times New Roman", "font_size": 12}
    bold = workbook.add_format({**font, "bold": True})
    cell = {**font, "border": 1, "text_wrap": True, "valign": "top", "num_format": "@"}
    head = workbook.add_format(
        {**cell, "bold": True, "align": "center", "valign": "vcenter"}
    )
    plain = workbook.add_format(cell)
    quoted = workbook.add_format({**cell, "quote_prefix": True})
    for row, line in enumerate((*lines, title.upper())):
        sheet.write_string(row, 0, clean(line), bold)
    top = len(lines) + 1
    for place, column in enumerate(columns):
        sheet.write_string(top, place, column.title, head)
    for place in range(len(columns)):
        sheet.write_string(top + 1, place, f"({place + 1})", head)
    for number, row in enumerate(rows, top + 2):
        for place, column in enumerate(columns):
            text = clean(cell_text(getattr(row, column.field)))
            style = quoted if is_risky(text) else plain
            sheet.write_string(number, place, text, style)
