"""A long text issued or approved by a decision: regulation, plan, scheme.

NĐ 30/2020 PL III mẫu 1.3 (“văn bản được ban hành, phê duyệt kèm theo quyết định”).
"""

from dataclasses import dataclass

from reportlab.platypus import KeepTogether, Spacer

from . import body, fonts
from .drawing import CENTER, build, paragraph, style
from .geometry import MM, PORTRAIT, Geometry
from .heading import Heading, heading_table, rule_under
from .signature import Signature, Signers, foot


@dataclass(frozen=True)
class Booklet:
    """What is written in the booklet; everything is plain text."""

    title_lines: tuple
    """The type first, then the lines of the title."""
    paragraphs: tuple = ()
    attached_to: str = ""
    """``(Ban hành kèm theo Quyết định số …)``, in italics below the title."""
    heading: Heading | None = None
    signature: Signature | None = None
    recipients: tuple = ()
    size: int = 14
    spacing: float = 1.3
    geometry: Geometry = PORTRAIT


def booklet(title_lines, paragraphs, **options):
    """Return the PDF of a long text; for the ``options`` see `Booklet`."""
    return draw_booklet(Booklet(tuple(title_lines), tuple(paragraphs), **options)).pdf


def draw_booklet(content):
    """Return the `Drawing` of a `Booklet`."""
    anchors, width = [], content.geometry.text_width
    story = []
    if content.heading:
        story.append(heading_table(content.heading, width, anchors))
    story += _title(content)
    text = body.text(content.paragraphs, content.size, content.spacing, True)
    if content.signature or content.recipients:
        signers = Signers(content.signature, recipients=content.recipients)
        text[-1:] = [foot(signers, width, anchors, text[-1:])]
    return build(
        story + text,
        content.geometry,
        anchors=anchors,
        title=" ".join(content.title_lines),
        author=content.heading.issuer if content.heading else "",
    )


def _title(content):
    bold = style(content.size, fonts.BOLD, CENTER)
    italic = style(content.size, fonts.ITALIC, CENTER)
    block = [Spacer(0, 12)]
    block += [paragraph(line, bold) for line in content.title_lines]
    longest = max(content.title_lines, key=len, default="")
    last = (longest, fonts.BOLD)
    if content.attached_to:
        block.append(paragraph(content.attached_to, italic))
        last = (content.attached_to, fonts.ITALIC)
    rule = rule_under(*last, content.size, content.geometry.text_width * MM)
    return [KeepTogether([*block, rule]), Spacer(0, 6)]
