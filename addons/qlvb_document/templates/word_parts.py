# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parts of a Word file: paragraphs, tables and rules of measured length.

Sizes of letters in points, everything else in millimetres.
"""

import io
import zipfile

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

CENTER = WD_ALIGN_PARAGRAPH.CENTER
NARROW_NBSP = "\u202f"
# Underlined no-break spaces of 4 pt (1 pt = 0.353 mm each) draw the rules whose
# length follows a text of unknown length: 1/3 to 1/2 of it (II.2b, II.5b). In a table
# LibreOffice draws no line under plain no-break spaces only: a narrow one ends them.
RULE_SIZE = 4


def add_table(document, rows, widths):
    table = document.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_columns(table, widths)
    set_borders(table, "nil", "auto")
    return table


def fix_columns(table, widths):
    """Give exact widths and no inner margin: rules and gaps are measured."""
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def set_borders(table, value, color):
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), value)
        border.set(qn("w:sz"), "8")
        border.set(qn("w:color"), color)
        borders.append(border)
    properties = table._tbl.tblPr
    # The schema wants borders before the layout and the margins.
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders) if layout is not None else properties.append(borders)


def write(
    container,
    text,
    size=14,
    *,
    bold=False,
    italic=False,
    align=CENTER,
    before=0,
    after=0,
):
    """Add one paragraph; the empty first one of a table cell is used up."""
    existing = container.paragraphs
    is_fresh = len(existing) == 1 and len(existing[0]._p) == 0
    paragraph = existing[0] if is_fresh else container.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    add_run(paragraph, text, size, bold=bold, italic=italic)
    if not text:
        set_mark_size(paragraph, size)
    return paragraph


def set_mark_size(paragraph, size):
    """Give an empty line its height: that of its invisible end mark."""
    properties = OxmlElement("w:rPr")
    height = OxmlElement("w:sz")
    height.set(qn("w:val"), str(size * 2))
    properties.append(height)
    paragraph._p.get_or_add_pPr().append(properties)


def add_run(paragraph, text, size, *, bold=False, italic=False):
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run


def draw_rule(container, expression):
    """Draw a centred rule whose length follows the text above it."""
    paragraph = write(container, "", RULE_SIZE)
    run = paragraph.runs[0]
    run.text = expression + NARROW_NBSP
    run.underline = True
    return paragraph


def draw_border(container, indent):
    """Draw a rule of fixed length as the upper border of an empty paragraph."""
    paragraph = write(container, "", RULE_SIZE)
    paragraph.paragraph_format.left_indent = Mm(indent)
    paragraph.paragraph_format.right_indent = Mm(indent)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1")):
        top.set(qn(f"w:{name}"), value)
    top.set(qn("w:color"), "auto")
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def pack(document):
    """Save with fixed times, so that the same program gives the same bytes."""
    raw, packed = io.BytesIO(), io.BytesIO()
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if "thumbnail" in r.reltype]:
        del relations[key]
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(
                zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED
            )
    return packed.getvalue()
