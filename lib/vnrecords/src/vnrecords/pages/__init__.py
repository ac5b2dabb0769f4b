"""Official documents as PDF, laid out as NĐ 30/2020/NĐ-CP Phụ lục I asks."""

from .booklet import Booklet, booklet, draw_booklet
from .drawing import Anchor, Drawing
from .geometry import LANDSCAPE, PORTRAIT, Geometry
from .heading import Heading
from .letter import Letter, draw_letter, letter
from .signature import Signature
