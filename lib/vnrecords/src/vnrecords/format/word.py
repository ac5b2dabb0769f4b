"""Reads a Word file (.docx) into a `Paper`: one line a paragraph."""

import io
import zipfile

from ..errors import UnreadableFile
from .sheet import Line, NumberField, Page, Paper
from .word_style import TWIP_MM, Styles, W, value

MOST_PART = 50_000_000
"""Bytes of one unpacked part."""
_DRAWN = ("drawing", "pict", "object")
_MARGINS = ("top", "bottom", "left", "right")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(data):
    """Return the `Paper` of the bytes of a .docx; raises `UnreadableFile`."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Reader(archive).paper()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError) as error:
        raise UnreadableFile(f"not a readable Word file: {error}") from error
    except (ValueError, AttributeError, RecursionError, EOFError) as error:
        raise UnreadableFile(f"not a readable Word file: {error}") from error


class _Reader:
    def __init__(self, archive):
        self._archive = archive
        self._body = self._part("word/document.xml").find(f"{W}body")
        self._styles = Styles(
            self._part("word/styles.xml", optional=True),
            self._part("word/theme/theme1.xml", optional=True),
        )
        self._page = 1

    def _part(self, name, optional=False):
        from lxml import etree

        if optional and name not in self._archive.namelist():
            return None
        info = self._archive.getinfo(name)
        if info.file_size > MOST_PART:
            raise UnreadableFile(f"{name} is larger than {MOST_PART} bytes")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self._archive.read(info), parser)

    def paper(self):
        pages, lines, fields = [], [], ()
        table = 0
        for element in self._body:
            if element.tag == f"{W}p":
                lines += self._paragraph(element)
            elif element.tag == f"{W}tbl":
                table += 1
                lines += self._table(element, table)
            section = self._section(element)
            if section is not None:
                pages.append(self._sheet(section, lines))
                fields += self._number_fields(section)
                lines = []
        if lines or not pages:
            raise UnreadableFile("a Word file without a section")
        return Paper("docx", tuple(pages), self._count(), number_fields=fields)

    def _section(self, element):
        if element.tag == f"{W}sectPr":
            return element
        return element.find(f"{W}pPr/{W}sectPr")

    def _sheet(self, section, lines):
        margins = {
            side: _millimetres(value(section, f"{W}pgMar", side)) for side in _MARGINS
        }
        return Page(
            lines[0].page if lines else self._page,
            _millimetres(value(section, f"{W}pgSz", "w")),
            _millimetres(value(section, f"{W}pgSz", "h")),
            tuple(_ruled(lines)),
            margins=margins,
        )

    def _count(self):
        """Return the number of pages as the word processor noted it, or 0."""
        part = self._part("docProps/app.xml", optional=True)
        found = None if part is None else part.findtext("{*}Pages")
        rendered = self._page if self._page > 1 else 0
        return max(int(found) if found and found.isdigit() else 0, rendered)

    def _table(self, table, number):
        for row, line in enumerate(table.iterchildren(f"{W}tr")):
            for column, cell in enumerate(line.iterchildren(f"{W}tc")):
                for paragraph in cell.iterchildren(f"{W}p", f"{W}tbl"):
                    if paragraph.tag == f"{W}p":
                        yield from self._paragraph(paragraph, (number, row, column))
                    else:
                        for inner in paragraph.iter(f"{W}p"):
                            cell_place = (number, row, column, "inner")
                            yield from self._paragraph(inner, cell_place)

    def _paragraph(self, element, cell=()):
        """Yield the paragraph as one line, or several at its line breaks."""
        direct, styles = self._styles.sources(element)
        align, layout = self._styles.layout(element)
        layout["listed"] = element.find(f"{W}pPr/{W}numPr") is not None
        texts, faces = [[]], [[]]
        for run in element.iter(f"{W}r"):
            if self._styles.hidden(run):
                continue
            face = self._styles.face(run, styles)
            for item in run:
                if item.tag in (f"{W}br", f"{W}cr") and not self._breaks_page(item):
                    texts.append([])
                    faces.append([])
                elif item.tag == f"{W}lastRenderedPageBreak":
                    self._page += 1
                text = _text(item)
                texts[-1].append(text)
                faces[-1] += [face] * len(text)
        marked = _has_rule(element)
        for index, (text, face) in enumerate(zip(texts, faces, strict=True)):
            last = index == len(texts) - 1
            yield Line(
                "".join(text),
                tuple(face),
                self._page,
                align=align,
                cell=cell,
                ruled=marked and last,
                layout=layout,
            )

    def _breaks_page(self, item):
        return item.get(f"{W}type") == "page"

    def _number_fields(self, section):
        """Return the page numbers in headers and footers of a section."""
        different = value(section, f"{W}titlePg") not in ("0", "false")
        different = different and section.find(f"{W}titlePg") is not None
        relations = self._relations()
        found = ()
        for place in ("header", "footer"):
            for reference in section.iterchildren(f"{W}{place}Reference"):
                part = self._part(f"word/{relations[reference.get(_REL)]}")
                kind = reference.get(f"{W}type")
                if kind == "first" and not different:
                    continue
                on_first = kind == "first" or not different
                found += tuple(self._fields(part, place, on_first))
        return found

    def _fields(self, part, place, on_first):
        for paragraph in part.iter(f"{W}p"):
            words = "".join(
                item.text or "" for item in paragraph.iter(f"{W}instrText")
            ) + "".join(
                item.get(f"{W}instr") or "" for item in paragraph.iter(f"{W}fldSimple")
            )
            if "PAGE" in words.upper().split():
                _direct, styles = self._styles.sources(paragraph)
                align, _layout = self._styles.layout(paragraph)
                runs = list(paragraph.iter(f"{W}r"))
                size = self._styles.face(runs[-1], styles).size if runs else 0
                yield NumberField(place, align, size, on_first)

    def _relations(self):
        part = self._part("word/_rels/document.xml.rels")
        return {row.get("Id"): row.get("Target") for row in part}


def _text(item):
    if item.tag == f"{W}t":
        return item.text or ""
    if item.tag == f"{W}tab":
        return "\t"
    return "-" if item.tag == f"{W}noBreakHyphen" else ""


def _has_rule(paragraph):
    """Tell whether a line is drawn at the paragraph: border, shape or underlining."""
    if paragraph.find(f"{W}pPr/{W}pBdr") is not None:
        return True
    if any(paragraph.find(f".//{W}{name}") is not None for name in _DRAWN):
        return True
    styles = (value(run, f"{W}rPr/{W}u") for run in paragraph.iter(f"{W}r"))
    return any(style not in (None, "none") for style in styles)


def _ruled(lines):
    """Yield the lines with words; a rule in an empty one belongs to that before."""
    kept = []
    for line in lines:
        if line.plain.strip("_-—– "):
            kept.append(line)
        elif kept and (line.ruled or "_" in line.text) and kept[-1].cell == line.cell:
            last = kept[-1]
            kept[-1] = Line(
                last.text,
                last.faces,
                last.page,
                align=last.align,
                cell=last.cell,
                ruled=True,
                layout=last.layout,
            )
    return kept


def _millimetres(twips):
    try:
        return abs(float(twips or 0)) * TWIP_MM
    except ValueError:
        return 0
