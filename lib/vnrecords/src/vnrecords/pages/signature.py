"""The foot of a document: ô 7, 8, 9b and 12 (NĐ 30/2020 PL I phần I mục II.7-9)."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from . import fonts
from .drawing import CENTER, anchor_at, paragraph, style
from .geometry import MM

GAP_MM = 28
"""Height left for the signature image and the seal beside it."""


@dataclass(frozen=True)
class Signature:
    """Who signs. ``authority`` is the whole line: ``KT. CHỦ TỊCH``."""

    name: str
    position: str
    """May have several lines."""
    authority: str = ""
    other_position: str = ""
    """Chức vụ khác, set above the name (ô 7b)."""


class SignatureGap(Flowable):
    """Room for a signature, and the record of where it is."""

    def __init__(self, anchors, name="signature", height_mm=GAP_MM):
        super().__init__()
        self.anchors, self.name, self.height = anchors, name, height_mm * MM

    def wrap(self, available_width, _available_height):
        self.width = available_width
        return self.width, self.height

    def draw(self):
        box = (0, 0, self.width, self.height)
        self.anchors.append(anchor_at(self.canv, self.name, box))


@dataclass(frozen=True)
class Signers:
    """What stands at the end: who signs, who gets it, who drafted it."""

    signature: Signature | None = None
    second: Signature | None = None
    recipients: tuple = ()
    drafter: str = ""


def foot(signers, text_width_mm, anchors, last=()):
    """Return recipients at the left and the signer at the right, kept together.

    With a second signer, that one stands at the left and the recipients below.
    ``last`` is what may not be parted from them, so that no page has a signature only.
    """
    left = _recipients(signers.recipients)
    if signers.drafter:
        left.append(paragraph(signers.drafter, style(11, spaceBefore=6)))
    right = _signer(signers.signature, anchors) if signers.signature else []
    below = []
    if signers.second:
        below = [Spacer(0, 6), *left]
        left = _signer(signers.second, [])
    table = _columns(left, right, text_width_mm)
    return KeepTogether([*last, Spacer(0, 12), table, *below])


def confirmation(words, text_width_mm):
    """Return the words for whoever confirms, with room for their signature."""
    if not words:
        return []
    cell = [paragraph(words, style(13, fonts.BOLD, CENTER)), Spacer(0, GAP_MM * MM)]
    return [Spacer(0, 12), _columns(cell, "", text_width_mm)]


def _columns(left, right, text_width_mm):
    widths = [text_width_mm * MM * part for part in (0.48, 0.52)]
    # A list of recipients longer than a page runs on to the next.
    table = Table(
        [[left or "", right or ""]], colWidths=widths, hAlign="LEFT", splitInRow=1
    )
    padding = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    layout = [(name, (0, 0), (-1, -1), 0) for name in padding]
    layout += [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    table.setStyle(TableStyle(layout))
    return table


def _recipients(recipients):
    if not recipients:
        return []
    cell = [paragraph("Nơi nhận:", style(12, fonts.BOLD_ITALIC))]
    hanging = style(11, leftIndent=6, firstLineIndent=-6)
    return cell + [paragraph(line, hanging) for line in listed(recipients)]


def _signer(signature, anchors):
    bold = style(13, fonts.BOLD, CENTER)
    cell = [
        paragraph(words.upper(), bold)
        for words in (signature.authority, signature.position)
        if words
    ]
    cell.append(SignatureGap(anchors))
    if signature.other_position:
        cell.append(paragraph(signature.other_position.upper(), bold))
    return [*cell, paragraph(signature.name, style(14, fonts.BOLD, CENTER))]


def listed(items):
    """Put the dash before and the semicolon or the last full stop after each item.

    >>> listed(["Như trên;", "- UBND huyện", "Lưu: VT, NV."])
    ['- Như trên;', '- UBND huyện;', '- Lưu: VT, NV.']
    """
    bare = [item.strip().lstrip("-–").strip().rstrip(";.").strip() for item in items]
    last = len(bare) - 1
    return [f"- {item}{';' if n < last else '.'}" for n, item in enumerate(bare)]
