"""Measures of NĐ 30/2020 PL I phần I mục I and II: mm for the page, pt for type.

The decree gives ranges; a `Geometry` is one choice within them, and `Geometry.problems`
says where another choice leaves them.
"""

from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""

A4_MM = (210, 297)

MARGINS_MM = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
"""Định lề trang (mục I.3), least and most."""

SIZES_PT = {
    "motto": (13, 14),
    "nation": (12, 13),
    "agency": (12, 13),
    "number": (13, 13),
    "date": (13, 14),
    "title": (13, 14),
    "letter_subject": (12, 13),
    "body": (13, 14),
    "signer": (13, 14),
    "addressee": (13, 14),
    "recipients_word": (12, 12),
    "recipients": (11, 11),
    "stamp": (13, 14),
    "drafter": (11, 11),
    "contact": (11, 12),
    "page_number": (13, 14),
    "electronic_copy": (10, 10),
}
"""Cỡ chữ of each component (mục II, III and V), least and most."""

FIRST_LINE_MM = (10, 12.7)
"""Lùi đầu dòng: 1 cm or 1.27 cm (mục II.6e)."""

PARAGRAPH_GAP_PT = 6
"""Least space between paragraphs (mục II.6e)."""

LINE_SPACING = (1.0, 1.5)
"""Least and most, in lines (mục II.6e)."""

SINGLE_SPACING = 1.15
"""A single-spaced line of Times, as a multiple of its size."""

ARRIVAL_STAMP_MM = (50, 35)
"""Dấu “ĐẾN” (PL IV mục V): width and height."""


@dataclass(frozen=True)
class Geometry:
    """Page and margins in mm."""

    width: float = A4_MM[0]
    height: float = A4_MM[1]
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15

    @property
    def text_width(self):
        """Width of the type area in mm.

        >>> PORTRAIT.text_width
        165
        """
        return self.width - self.left - self.right

    @property
    def size_pt(self):
        """Width and height of the page in points."""
        return self.width * MM, self.height * MM

    def problems(self):
        """Name the measures outside the ranges of the decree.

        >>> Geometry(left=25, top=30).problems()
        ('top', 'left')
        >>> PORTRAIT.problems()
        ()
        """
        wrong = [] if sorted((self.width, self.height)) == sorted(A4_MM) else ["size"]
        for side, (least, most) in MARGINS_MM.items():
            if not least <= getattr(self, side) <= most:
                wrong.append(side)
        return tuple(wrong)


PORTRAIT = Geometry()
"""Along the long side, the rule (mục I.2)."""

LANDSCAPE = Geometry(width=A4_MM[1], height=A4_MM[0])
"""Across, for tables (mục I.2); registers are printed so."""
