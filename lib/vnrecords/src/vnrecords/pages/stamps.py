"""Framed words: urgency (ô 10b), circulation (ô 11), and the arrival stamp.

NĐ 30/2020 PL I phần I mục III.2, PL IV mục V.
"""

from reportlab.lib.colors import black, red
from reportlab.platypus import Flowable

from ..codes import Urgency
from ..text import clean
from . import fonts
from .geometry import MM

_PADDING_MM = 3
_HEIGHT_MM = 8
_SIZE_PT = 13


class Stamp(Flowable):
    """A word in a single frame, centred; width and height in mm."""

    def __init__(self, word, width_mm, height_mm=_HEIGHT_MM, color=black):
        super().__init__()
        self.word, self.color = clean(word).upper(), color
        self.box = width_mm * MM, height_mm * MM

    @classmethod
    def of_urgency(cls, urgency):
        """The stamp of an `Urgency`, in bright red and the size of the decree."""
        urgency = Urgency(urgency)
        return cls(urgency.stamp, *urgency.stamp_mm, color=red)

    @classmethod
    def of_circulation(cls, words):
        """The frame is as wide as the words need; the decree gives no size."""
        needed = fonts.width(clean(words).upper(), fonts.BOLD, _SIZE_PT) / MM
        return cls(words, needed + 2 * _PADDING_MM)

    def wrap(self, available_width, _available_height):
        self.width, self.height = available_width, self.box[1] + 2
        return self.width, self.height

    def draw(self):
        width, height = self.box
        left = (self.width - width) / 2
        self.canv.setStrokeColor(self.color)
        self.canv.setFillColor(self.color)
        self.canv.setLineWidth(1)
        self.canv.rect(left, 1, width, height)
        self.canv.setFont(fonts.BOLD, self._fitting_size(width))
        self.canv.drawCentredString(self.width / 2, 1 + height / 2 - 4.5, self.word)

    def _fitting_size(self, width):
        needed = fonts.width(self.word, fonts.BOLD, _SIZE_PT)
        return min(_SIZE_PT, _SIZE_PT * (width - 2) / needed)
