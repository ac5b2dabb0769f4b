"""What a filled field looks like on paper."""

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FONTS = files("vnrecords") / "fonts"
BASELINE = 3.5  # placement.BELOW: the printed line's baseline inside the field


def image_style(png):
    """Return a stamp style that shows ``png`` as large as the field allows.

    A new one for every file: pyHanko's styles remember the file they were used in.
    """
    from PIL import Image
    from pyhanko.pdf_utils.images import PdfImage
    from pyhanko.pdf_utils.layout import (
        AxisAlignment,
        InnerScaling,
        Margins,
        SimpleBoxLayoutRule,
    )
    from pyhanko.stamp import StaticStampStyle

    layout = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins.uniform(0.01),  # none makes pyHanko complain of rounding
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )
    return StaticStampStyle(
        background=PdfImage(Image.open(io.BytesIO(png))),
        background_layout=layout,
        background_opacity=1.0,
        border_width=0,
    )


@dataclass(frozen=True)
class Text:
    """One value to draw in a field of the given size."""

    value: str
    width: float
    height: float
    size: float = 13.0
    align: int = 0  # as /Q of a field: left, centred, right
    italic: bool = False
    white: bool = False  # hides printed dots


def string_width(value, size, italic=False):
    """Return how wide (points) a text is in Liberation Serif, the twin of Times."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(value, _font(italic), size)


def text_appearances(writer, texts):
    """Return a form XObject reference per Text, sharing the embedded fonts.

    Drawn by ReportLab: pyHanko's own layout spreads the letters of fonts with 2048
    units an em, which Times and its likes are.
    """
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.reader import PdfFileReader

    drawn = PdfFileReader(io.BytesIO(_draw(texts)))
    pages = [drawn.find_page_for_modification(n) for n in range(len(texts))]
    resources = writer.add_object(writer.import_object(pages[0][1]))
    references = []
    for text, (page, _resources) in zip(texts, pages, strict=True):
        box = [generic.FloatObject(n) for n in (0, 0, text.width, text.height)]
        header = {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(box),
            pdf_name("/Resources"): resources,
        }
        content = page.get_object()["/Contents"].data
        stream = generic.StreamObject(header, stream_data=content)
        references.append(writer.add_object(stream))
    return references


def _draw(texts):
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, initialFontName=_font(False))
    for text in texts:
        canvas.setPageSize((text.width, text.height))
        _draw_one(canvas, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_one(canvas, text):
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if text.white:
        canvas.setFillGray(1)
        canvas.rect(0, 0, text.width, text.height, stroke=0, fill=1)
        canvas.setFillGray(0)
    font = _font(text.italic)
    natural = stringWidth(text.value, font, text.size)
    size = text.size * min(1, text.width / natural) if natural else text.size
    spare = text.width - stringWidth(text.value, font, size)
    canvas.setFont(font, size)
    canvas.drawString(spare * text.align / 2, BASELINE, text.value)


@cache
def _font(italic):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    face = "Italic" if italic else "Regular"
    name = f"QlvbSign{face}"
    path = str(FONTS / f"LiberationSerif-{face}.ttf")
    # Only the letters that are drawn: all of ASCII would add 30 kB to every seal.
    font = TTFont(name, path, asciiReadable=False)
    # Of two fonts with one face name ReportLab takes the first for both.
    mark = "Drawn"
    font.face.name += mark if isinstance(font.face.name, str) else mark.encode()
    pdfmetrics.registerFont(font)
    return name
