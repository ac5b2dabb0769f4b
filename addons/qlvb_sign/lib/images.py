"""Pictures of signatures and seals.

Decree 30/2020 Annex I II.7.d and II.8.a: PNG on a transparent ground, the signature
blue, the seal red and of its real size.
"""

import io
import math

from .errors import BadImage

SIGNATURE_PIXELS = 720
SEAL_PIXELS = 300  # 36 mm at 212 dpi; 425 pixels would add 87 kB to every letter


def normalise(data, limit=SIGNATURE_PIXELS):
    """Return a PNG of at most ``limit`` pixels a side; white paper becomes clear."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=["PNG"])
        if max(image.size) > 10_000:
            raise BadImage()
        image.load()
    except BadImage:
        raise
    except Exception as error:
        raise BadImage() from error
    opaque = "A" not in image.getbands() and "transparency" not in image.info
    image = image.convert("RGBA")
    if opaque:
        image = _clear_paper(image)
    image.thumbnail((limit, limit), Image.Resampling.LANCZOS)
    return _png(image)


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
    draw.line(points, fill=(20, 40, 160, 255), width=7, joint="curve")
    draw.line([(60, 262), (660, 236)], fill=(20, 40, 160, 255), width=5)
    return _png(image)


def draw_seal(text, font_path=None):
    """Return an invented round red seal with ``text`` around a star."""
    from PIL import Image, ImageDraw, ImageFont

    size, red = 600, (200, 20, 30, 235)
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
    image.thumbnail((SEAL_PIXELS, SEAL_PIXELS), Image.Resampling.LANCZOS)
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
