"""Pictures of signatures and seals.

Decree 30/2020 Annex I II.7.d and II.8.a: PNG on a transparent ground, the signature
blue, the seal red and of its real size.
"""

import io
import math

from .errors import BadImage

PIXELS = 300  # 36 mm at 212 dpi; 425 pixels would add 87 kB to every letter
BLUE, RED = (20, 40, 160), (200, 20, 30)
_INK = 40  # of 255: a clearer pixel is paper


def normalise(data, limit=PIXELS, ink=None):
    """Return a PNG of at most ``limit`` pixels a side, cut to its ink.

    White paper becomes clear. ``ink``: a colour such as `BLUE` that the drawing
    takes on; its shades stay. Raises `BadImage` for anything but a PNG with ink.
    """
    from PIL import Image

    image = _opened(data)
    if not _is_clear(image):
        image = _clear_paper(image)
    box = _mask(image).getbbox()
    if not box:
        raise BadImage()
    image = image.crop(box)
    image.thumbnail((limit, limit), Image.Resampling.LANCZOS)
    return _png(_few_colours(image, ink))


def _few_colours(image, ink):
    """Return the picture with sixteen shades: a third of the size in a PDF."""
    from PIL import Image, ImageOps

    alpha = image.getchannel("A").point(lambda value: round(value / 17) * 17)
    if ink:
        image = Image.new("RGB", image.size, ink)
    else:
        ground = Image.new("RGB", image.size, _mean_ink(image))
        ground.paste(image.convert("RGB"), mask=_mask(image))
        image = ImageOps.posterize(ground, 4)
    image.putalpha(alpha)
    return image


def _mean_ink(image):
    pixels = [pixel for pixel in _pixels(image) if pixel[3] > _INK]
    count = max(len(pixels), 1)
    return tuple(sum(pixel[band] for pixel in pixels) // count for band in range(3))


def findings(data, ink):
    """Return what Decree 30 misses in a picture: "opaque", "blue" or "red".

    ``ink``: `BLUE` for a signature, `RED` for a seal. More than half of the ink must
    be of that colour. Raises `BadImage` for anything but a PNG.
    """
    image = _opened(data)
    found = []
    if not _is_clear(image):
        found.append("opaque")
        image = _clear_paper(image)
    wanted = 2 if ink == BLUE else 0
    pixels = [p for p in _pixels(image) if p[3] > _INK]
    good = sum(_is_coloured(pixel, wanted) for pixel in pixels)
    if good * 2 <= len(pixels):
        found.append("blue" if ink == BLUE else "red")
    return found


def ratio(data):
    """Return width to height of a picture."""
    width, height = _opened(data).size
    return width / height


def _opened(data):
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=["PNG"])
        if max(image.size) > 10_000:
            raise BadImage()
        image.load()
        return image.convert("RGBA")
    except BadImage:
        raise
    except Exception as error:
        raise BadImage() from error


def _mask(image):
    return image.getchannel("A").point(lambda value: 255 * (value > _INK))


def _is_clear(image):
    """Tell whether the ground is transparent: its corners, or a good part of it."""
    alpha = image.getchannel("A")
    clear = sum(alpha.histogram()[: _INK + 1])
    return clear * 5 > image.width * image.height


def _pixels(image):
    small = image.copy()
    small.thumbnail((120, 120))
    data = small.tobytes()
    return [data[start : start + 4] for start in range(0, len(data), 4)]


def _is_coloured(pixel, wanted):
    """Tell whether a channel stands out from the two others."""
    others = [value for place, value in enumerate(pixel[:3]) if place != wanted]
    return pixel[wanted] > max(others) + 30


def draw_signature(name, seed=None):
    """Return an invented signature: a blue flourish, different for every name."""
    from PIL import Image, ImageDraw

    phase = sum(map(ord, seed or name)) % 17
    image = Image.new("RGBA", (720, 320))
    points = []
    for step in range(400):
        turn = step / 400 * math.pi * (6 + phase % 3)
        swing = 110 * math.sin(turn * (1 + phase / 23)) * (1 - step / 560)
        points.append((40 + step * 1.55 + 30 * math.cos(turn * 2), 160 + swing))
    draw = ImageDraw.Draw(image)
    draw.line(points, fill=(*BLUE, 255), width=7, joint="curve")
    draw.line([(60, 262), (660, 236)], fill=(*BLUE, 255), width=5)
    return _png(image)


def draw_seal(text, font_path=None):
    """Return an invented round red seal with ``text`` around a star."""
    from PIL import Image, ImageDraw, ImageFont

    size, red = 600, (*RED, 235)
    image = Image.new("RGBA", (size, size))
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 6, size - 6, size - 6), outline=red, width=12)
    draw.ellipse((120, 120, size - 120, size - 120), outline=red, width=5)
    draw.polygon(_star(size / 2, size / 2, 110), fill=red)
    font = ImageFont.truetype(font_path, 52) if font_path else None
    letters = [*f"{text} ★ "] if font else []
    for index, letter in enumerate(letters):
        angle = 360 * index / len(letters)
        tile = Image.new("RGBA", (size, size))
        ImageDraw.Draw(tile).text(
            (size / 2, 66), letter, fill=red, font=font, anchor="mm"
        )
        image.alpha_composite(tile.rotate(150 - angle, Image.Resampling.BICUBIC))
    image.thumbnail((PIXELS, PIXELS), Image.Resampling.LANCZOS)
    return _png(image)


def _star(x, y, radius):
    return [
        (
            x + (radius if index % 2 == 0 else radius * 0.4) * math.sin(turn),
            y - (radius if index % 2 == 0 else radius * 0.4) * math.cos(turn),
        )
        for index, turn in ((i, math.pi * i / 5) for i in range(10))
    ]


def _clear_paper(image):
    """Return the picture with its lightness turned into transparency."""
    from PIL import ImageChops

    ink = ImageChops.invert(image.convert("L")).point(lambda v: min(255, v * 2))
    image.putalpha(ink)
    return image


def _png(image):
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
