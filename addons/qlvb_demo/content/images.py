# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images of seals and signatures (ND 30/2020, App. I.II.7d and 8).

Both are drawn several times too large and made smaller, which smooths the edges; the
same words always give the same bytes.
"""

import io
import math
import random
import unicodedata

from PIL import Image, ImageDraw, ImageFont

from vnrecords.pages import fonts

DPI = 300
SEAL_MM = 36
SEAL_PX = round(SEAL_MM / 25.4 * DPI)
SIGNATURE_PX = (720, 320)
RED, BLUE = (206, 22, 34), (20, 46, 160)
_SCALE = 3
_OPACITY = 0.88
# As parts of the radius of the seal.
_OUTER, _INNER, _STAR = 0.985, 0.62, 0.4
_BASELINE_UP, _BASELINE_DOWN = 0.705, 0.845
_LETTER_SIZE = 0.2
# Degrees that the words above and below may fill.
_SPAN_UP, _SPAN_DOWN = 196, 124
_BODY = "ỦY BAN NHÂN DÂN"


def seal_png(text):
    """Return the round red seal of an agency, 36 mm wide, as a transparent PNG.

    A line end in ``text`` parts the words above from those below; without one the
    People's Committee stands above its locality, and other names are parted evenly.
    """
    size = SEAL_PX * _SCALE
    mask = Image.new("L", (size, size), 0)
    upper, lower = _halves(unicodedata.normalize("NFC", text).upper().strip())
    _draw_rings(mask)
    _draw_star(mask, (size / 2, size / 2), _STAR * size / 2)
    _draw_arc(mask, upper, _BASELINE_UP, _SPAN_UP, below=False)
    _draw_arc(mask, lower, _BASELINE_DOWN, _SPAN_DOWN, below=True)
    for side in (-1, 1):
        angle = math.radians(90 + side * 76)
        radius = (_INNER + _OUTER) / 2 * size / 2
        place = (
            size / 2 + radius * math.cos(angle),
            size / 2 + radius * math.sin(angle),
        )
        _draw_star(mask, place, size * 0.025)
    return _png(mask, (SEAL_PX, SEAL_PX), RED)


def _halves(text):
    if "\n" in text:
        upper, lower = text.split("\n", 1)
        return upper.strip(), " ".join(lower.split())
    if text.startswith(_BODY) and len(text) > len(_BODY):
        return _BODY, text[len(_BODY) :].strip()
    words = text.split()
    cut = max(1, math.ceil(len(words) * 0.6))
    return " ".join(words[:cut]), " ".join(words[cut:])


def _draw_rings(mask):
    draw, size = ImageDraw.Draw(mask), mask.width
    rings = ((_OUTER, 0.03), (_OUTER - 0.05, 0.012), (_INNER, 0.014))
    for radius, width in rings:
        edge = size / 2 * (1 - radius)
        box = (edge, edge, size - edge, size - edge)
        draw.ellipse(box, outline=255, width=round(width * size / 2))


def _draw_star(mask, center, radius):
    points = []
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(corner * 36 - 90)
        points.append(
            (
                center[0] + length * math.cos(angle),
                center[1] + length * math.sin(angle),
            )
        )
    ImageDraw.Draw(mask).polygon(points, fill=255)


def _draw_arc(mask, text, baseline, span, below):
    """Write ``text`` around the middle; ``below`` it stands upright at the foot."""
    if not text:
        return
    radius = baseline * mask.width / 2
    font = _fitting_font(text, radius, span, mask.width)
    # The space between the letters, in pixels.
    gap = font.size * 0.05
    lengths = [font.getlength(letter) + gap for letter in text]
    turn = -1 if below else 1
    position = -sum(lengths) / 2
    for letter, length in zip(text, lengths, strict=True):
        angle = turn * (position + length / 2) / radius
        _draw_letter(mask, letter, font, radius, angle, below)
        position += length


def _fitting_font(text, radius, span, width):
    path = str(fonts.FOLDER / "LiberationSerif-Bold.ttf")
    size = _LETTER_SIZE * width / 2
    font = ImageFont.truetype(path, round(size))
    needed = font.getlength(text) + len(text) * size * 0.05
    room = radius * math.radians(span)
    if needed > room:
        font = ImageFont.truetype(path, int(size * room / needed))
    return font


def _draw_letter(mask, letter, font, radius, angle, below):
    """Turn one letter by ``angle`` (from the top, or from the foot of the seal)."""
    half = round(font.size * 1.6)
    tile = Image.new("L", (2 * half, 2 * half), 0)
    ImageDraw.Draw(tile).text((half, half), letter, fill=255, font=font, anchor="ms")
    turned = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
    up = -radius if below else radius
    x = mask.width / 2 + up * math.sin(angle)
    y = mask.width / 2 - up * math.cos(angle)
    mask.paste(255, (round(x) - half, round(y) - half), turned)


def signature_png(seed):
    """Return a blue curve like handwriting as a transparent PNG; one per ``seed``."""
    source = random.Random(f"signature {seed}")
    width, height = (side * _SCALE for side in SIGNATURE_PX)
    mask = Image.new("L", (width, height), 0)
    for stroke in (_name_stroke(source), _flourish(source)):
        _draw_stroke(mask, [(x * width, y * height) for x, y in stroke], source)
    return _png(mask, SIGNATURE_PX, BLUE)


def _name_stroke(source):
    """Return a tall first letter and the running letters after it, in parts of 1."""
    vary = source.uniform
    points = [
        (0.14, 0.62),
        (0.1, 0.44 + vary(-0.05, 0.05)),
        (0.2 + vary(-0.03, 0.03), 0.1),
        (0.3, 0.16 + vary(-0.04, 0.04)),
        (0.2 + vary(-0.03, 0.03), 0.6),
        (0.1 + vary(-0.03, 0.02), 0.84),
        (0.09, 0.7),
        (0.26, 0.5 + vary(-0.04, 0.04)),
    ]
    x, letters = 0.3, source.randint(4, 6)
    for letter in range(letters):
        step = (0.9 - 0.36) / letters * vary(0.8, 1.1)
        high = vary(0.1, 0.3) if source.random() < 0.35 else vary(0.34, 0.46)
        low = vary(0.56, 0.64) if source.random() < 0.8 else vary(0.76, 0.9)
        points += [
            (x + step * 0.55, high),
            (x + step * vary(0.2, 0.4), (high + low) / 2),
            (x + step * 0.5, low),
        ]
        x += step * (1 - letter * 0.03)
    return _smooth([*points, (min(x + 0.08, 0.95), 0.44)])


def _flourish(source):
    """Return the line below the name, drawn from the right and back."""
    vary = source.uniform
    points = [
        (0.8 + vary(-0.05, 0.05), 0.7),
        (0.5, 0.76 + vary(-0.03, 0.03)),
        (0.24 + vary(-0.06, 0.04), 0.86),
        (0.3, 0.9 + vary(-0.02, 0.03)),
        (0.62, 0.8 + vary(-0.03, 0.03)),
        (0.94 + vary(-0.03, 0.03), 0.7 + vary(-0.05, 0.05)),
    ]
    return _smooth(points)


def _smooth(points, steps=40):
    """Return the Catmull-Rom curve through ``points``."""
    ends = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            axes = zip(a, b, c, d, strict=True)
            curve.append(tuple(_between(*axis, t) for axis in axes))
    return curve


def _between(a, b, c, d, t):
    cubic = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
    return (cubic + (3 * b - a - 3 * c + d) * t**3) / 2


def _draw_stroke(mask, curve, source):
    """Draw with a pen that is thinner where it moves up or fast."""
    draw, phase = ImageDraw.Draw(mask), source.uniform(0, 6)
    thick = mask.height * 0.009
    for (x0, y0), (x1, y1) in zip(curve, curve[1:], strict=False):
        down = max(0.0, min(1.0, 0.5 + (y1 - y0) / (mask.height * 0.02)))
        radius = thick * (0.55 + 0.6 * down + 0.1 * math.sin(phase + x0 / 400))
        dots = max(1, round(math.hypot(x1 - x0, y1 - y0) / 2))
        for dot in range(dots):
            x, y = x0 + (x1 - x0) * dot / dots, y0 + (y1 - y0) * dot / dots
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _png(mask, size, color):
    """Return ``color`` with the mask as its opacity."""
    mask = mask.resize(size, Image.Resampling.LANCZOS)
    image = Image.new("RGBA", size, (*color, 0))
    image.putalpha(mask.point(lambda value: round(value * _OPACITY)))
    output = io.BytesIO()
    image.save(output, "PNG", dpi=(DPI, DPI))
    return output.getvalue()
