"""An administrative document on A4 (NĐ 30/2020 PL I, PL III mẫu 1.1-1.6)."""

from dataclasses import dataclass

from ..text import clean
from . import body, fonts
from .drawing import build
from .geometry import MM, PORTRAIT, Geometry
from .heading import Heading, heading_table
from .signature import Signature, Signers, confirmation, foot


@dataclass(frozen=True)
class Letter:
    """What is written on the document; everything is plain text."""

    heading: Heading
    signature: Signature | None = None
    second: Signature | None = None
    """Who signs on the left: the secretary of minutes, the other party of a contract;
    the recipients then stand below."""
    body: tuple = ()
    """Paragraphs; lines “Chương …” and “Điều …” are set as headings."""
    type_name: str = ""
    """Tên loại; empty for a công văn, whose subject is in the heading."""
    subject: str = ""
    addressees: tuple = ()
    opening: str = ""
    """Who invites, introduces or sends a telegram: ``… trân trọng kính mời:``."""
    named: tuple = ()
    """Whom the opening names: one on its line, several below (mẫu 1.6, 1.7)."""
    confirmation: str = ""
    """Below the signer at the left, for whoever confirms (mẫu 1.10)."""
    authority: str = ""
    """Thẩm quyền ban hành, above the grounds of a decision."""
    grounds: tuple = ()
    enacting: str = ""
    """The line between grounds and text: ``QUYẾT ĐỊNH:``."""
    recipients: tuple = ()
    """Nơi nhận; the last one is ``Lưu: VT, …``."""
    article_titles: bool = False
    """Whether “Điều …” lines have titles, as in regulations, not in decisions."""
    drafter: str = ""
    """``PL.(300)`` (ô 12)."""
    contact: tuple = ()
    """Address, telephone, web: at most two lines at the foot of page 1 (ô 13)."""
    size: int = 14
    spacing: float = 1.0
    geometry: Geometry = PORTRAIT


def letter(content):
    """Return the PDF of a `Letter`."""
    return draw_letter(content).pdf


def draw_letter(content):
    """Return the `Drawing` of a `Letter`, with the places that were left free."""
    anchors = []
    head, middle = _head(content, anchors), _middle(content)
    end = []
    if content.signature or content.recipients:
        last, middle = middle[-1:], middle[:-1]
        width = content.geometry.text_width
        signers = Signers(
            content.signature, content.second, content.recipients, content.drafter
        )
        end.append(foot(signers, width, anchors, last))
        end += confirmation(content.confirmation, width)
    return build(
        head + middle + end,
        content.geometry,
        first_page=_contact(content.contact),
        anchors=anchors,
        title=content.subject or content.heading.letter_subject,
        author=content.heading.issuer,
    )


def _head(content, anchors):
    width = content.geometry.text_width
    story = [heading_table(content.heading, width, anchors)]
    if content.type_name:
        story += body.title_block(
            content.type_name, content.subject, width, content.size
        )
    return story


def _middle(content):
    size = content.size
    return [
        *body.enacting(content.authority, size),
        *body.addressees(content.addressees, size),
        *body.grounds(content.grounds, size),
        *body.enacting(content.enacting, size),
        *body.opening(content.opening, content.named, size),
        *body.text(content.body, size, content.spacing, content.article_titles),
    ]


def _contact(lines):
    """Return what draws ô 13 into the bottom margin of the first page, or None."""
    if not lines:
        return None

    def draw(canvas, geometry):
        left, right = geometry.left * MM, (geometry.width - geometry.right) * MM
        top = (geometry.bottom - 3) * MM
        canvas.setLineWidth(0.6)
        canvas.line(left, top, right, top)
        canvas.setFont(fonts.REGULAR, 11)
        for row, words in enumerate(lines[:2], 1):
            canvas.drawString(left, top - row * 13, clean(words))

    return draw
