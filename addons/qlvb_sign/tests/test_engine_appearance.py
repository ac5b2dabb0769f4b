# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from odoo.tests import tagged

from ..lib import errors, fields, images, signing
from ..lib.covering import covered
from ..lib.page_text import read_pages
from ..lib.placement import MM, Wish, find_places
from .common import (
    DAY,
    SIGNER,
    EngineCase,
    draw_letter,
    key_of,
    prepared,
    sealed,
    signed,
    world,
)

DPI = 200


def drawn(pdf, page=1):
    """Return a page of a PDF as a picture of 200 dpi, forms and annotations too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(pdf)
        options = ["-png", "-r", str(DPI), "-f", str(page), "-l", str(page)]
        subprocess.run(
            [shutil.which("pdftoppm"), *options, path, Path(folder) / "page"],
            check=True,
            capture_output=True,
        )
        with Image.open(next(Path(folder).glob("page*.png"))) as image:
            return image.convert("RGB")


def ink(image, channel):
    """Return (left, bottom, right, top) in mm of what is coloured so: 0 red, 2 blue."""
    bands = image.split()
    others = [band for place, band in enumerate(bands) if place != channel]
    over = [ImageChops.subtract(bands[channel], other) for other in others]
    mask = ImageChops.darker(*over).point(lambda value: 255 * (value > 60))
    x0, y0, x1, y1 = mask.getbbox()
    mm = 25.4 / DPI
    return x0 * mm, (image.height - y1) * mm, x1 * mm, (image.height - y0) * mm


def picture(size=(600, 300), ground=(255, 255, 255, 255), pen=(0, 0, 0, 255)):
    """Return a PNG with a stroke on a ground."""
    image = Image.new("RGBA", size, ground)
    line = [(60, 250), (300, 40), (540, 200)]
    ImageDraw.Draw(image).line(line, fill=pen, width=14)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@tagged("post_install", "-at_install")
class TestEnginePictures(EngineCase):
    """The picture of a signature is blue, the seal red, both clear (II.7.d, 8)."""

    def test_a_blue_signature_on_a_clear_ground_is_as_the_decree_wants(self):
        clear = (0, 0, 0, 0)
        self.assertEqual(
            images.findings(
                picture(ground=clear, pen=(*images.BLUE, 255)), images.BLUE
            ),
            [],
        )
        self.assertEqual(images.findings(world().seal, images.RED), [])

    def test_a_black_signature_on_white_paper_is_found_out(self):
        self.assertEqual(images.findings(picture(), images.BLUE), ["opaque", "blue"])
        self.assertEqual(images.findings(picture(), images.RED), ["opaque", "red"])

    def test_white_paper_becomes_clear_and_dark_ink_blue(self):
        made = images.normalise(picture(), ink=images.BLUE)
        self.assertEqual(images.findings(made, images.BLUE), [])
        image = Image.open(io.BytesIO(made))
        self.assertEqual(image.size[0], images.PIXELS)
        self.assertLess(image.getchannel("A").getextrema()[0], 10)

    def test_the_picture_is_cut_to_its_ink(self):
        wide = picture(size=(1200, 900), ground=(0, 0, 0, 0))
        self.assertAlmostEqual(images.ratio(images.normalise(wide)), 2.2, delta=0.2)

    def test_what_is_no_picture_or_empty_is_refused(self):
        empty = picture(ground=(0, 0, 0, 0), pen=(0, 0, 0, 0))
        for wrong in (b"", b"hello", draw_letter(), empty):
            with self.subTest(wrong=wrong[:9]), self.assertRaises(errors.BadImage):
                images.normalise(wrong)

    def test_a_seal_of_300_pixels_adds_at_most_60_kb(self):
        pixels = Image.effect_noise((900, 900), 80).convert("L")
        image = Image.merge("RGBA", (pixels, pixels, pixels, pixels))
        out = io.BytesIO()
        image.save(out, "PNG")
        seal = images.normalise(world().seal)
        grown = signing.fill_and_seal(signed(), "05", DAY, key_of(world().agency), seal)
        self.assertLess(len(grown) - len(signed()), 60_000)
        self.assertLess(max(Image.open(io.BytesIO(seal)).size), 301)
        noisy = images.normalise(out.getvalue())
        self.assertLessEqual(max(Image.open(io.BytesIO(noisy)).size), 300)


@tagged("post_install", "-at_install")
class TestEngineAppearance(EngineCase):
    """What is seen on the page, measured in millimetres (App. I.I.II.7.d and 8.a)."""

    def test_the_signature_is_centred_between_position_and_name(self):
        box = ink(drawn(signed()), 2)
        centre = (box[0] + box[2]) / 2
        self.assertAlmostEqual(centre, 420 / MM, delta=1)
        self.assertLess(box[3], 600 / MM)
        self.assertGreater(box[1], (600 - 95 + 10) / MM)

    def test_the_seal_has_its_real_size_and_covers_a_third_of_the_signature(self):
        pen = ink(drawn(signed()), 2)
        left, bottom, right, top = ink(drawn(sealed()), 0)
        self.assertAlmostEqual(right - left, 36, delta=0.7)
        self.assertAlmostEqual(top - bottom, 36, delta=0.7)
        share = (right - pen[0]) / (pen[2] - pen[0])
        self.assertAlmostEqual(share, 1 / 3, delta=0.09)
        self.assertLess(left, pen[0])

    def test_the_agency_says_how_large_its_seal_is(self):
        wish = Wish(signer=SIGNER, seal_mm=30, ratio=images.ratio(world().picture))
        pdf = fields.prepare(draw_letter(), wish)
        pdf = signing.sign_person(pdf, key_of(world().leader), world().picture)
        pdf = signing.fill_and_seal(pdf, "5", DAY, key_of(world().agency), world().seal)
        box = ink(drawn(pdf), 0)
        self.assertAlmostEqual(box[2] - box[0], 30, delta=0.7)

    def test_neither_covers_a_word(self):
        for room in (80, 95, 120):
            with self.subTest(room=room):
                pages = read_pages(draw_letter(room=room))
                places = find_places(pages, Wish(signer=SIGNER))
                self.assertEqual(covered(pages[0], places.signature), [])
                self.assertEqual(covered(pages[0], places.seal, is_round=True), [])

    def test_a_seal_that_finds_no_free_place_is_refused(self):
        letter = draw_letter(position="CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN")
        with self.assertRaises(errors.PlacesNotFound) as caught:
            fields.prepare(letter, Wish(signer=SIGNER, seal_mm=60))
        self.assertEqual(caught.exception.missing, ("seal",))

    def test_boxes_that_a_person_moved_stay_there_or_are_refused(self):
        wish = Wish(signer=SIGNER, shifts={"signature": (3, 1), "seal": (-2, 0)})
        before = fields.boxes(fields.open_writer(prepared()))
        moved = fields.move(prepared(), wish)
        self.assertTrue(moved.startswith(prepared()))
        after = fields.boxes(fields.open_writer(moved))
        step = (after["KyLanhDao"].x0 - before["KyLanhDao"].x0) / MM
        self.assertAlmostEqual(step, 3, places=1)
        for shifts in ({"seal": (0, 25)}, {"signature": (0, 20)}, {"seal": (400, 0)}):
            with self.subTest(shifts=shifts), self.assertRaises(errors.CoversText):
                fields.move(prepared(), Wish(signer=SIGNER, shifts=shifts))

    def test_nothing_is_moved_after_somebody_signed(self):
        with self.assertRaises(errors.AlreadySigned):
            fields.move(signed(), Wish(signer=SIGNER))


@tagged("post_install", "-at_install")
class TestEngineInitials(EngineCase):
    """Reviewers initial in fields of their own, before the signer."""

    def initialled(self):
        pdf = fields.add_initials(prepared(), ("text", "recipients"), SIGNER)
        picture = world().picture
        first = signing.sign_initial(pdf, 1, key_of(world().deputy), picture)
        return pdf, signing.sign_initial(first, 2, key_of(world().leader), picture)

    def test_initials_stand_after_the_text_and_after_the_recipients(self):
        boxes = fields.boxes(fields.open_writer(self.initialled()[0]))
        text, recipients = boxes["KyNhay1"], boxes["KyNhay2"]
        self.assertAlmostEqual(text.y0, 690 - 4, delta=0.1)
        self.assertAlmostEqual(recipients.y0, 505 - 4, delta=0.1)
        self.assertLess(recipients.x1, 420 - 70)
        page = read_pages(prepared())[0]
        for box in boxes.values():
            self.assertEqual(covered(page, box, is_round=box.x1 - box.x0 > 100), [])

    def test_s9_everything_stays_valid_with_signature_and_seal_after(self):
        pdf, pdf2 = self.initialled()
        self.assertTrue(pdf2.startswith(pdf))
        pdf3 = signing.sign_person(pdf2, key_of(world().leader), world().picture)
        pdf4 = signing.fill_and_seal(
            pdf3, "05", DAY, key_of(world().agency), world().seal
        )
        self.assertVerdicts(self.judge(pdf4), "valid", "valid", "valid", "valid")

    def test_nobody_initials_after_the_signer_or_twice(self):
        pdf, both = self.initialled()
        late = signing.sign_person(pdf, key_of(world().leader), world().picture)
        key, image = key_of(world().deputy), world().picture
        with self.assertRaises(errors.WrongOrder):
            signing.sign_initial(late, 1, key, image)
        with self.assertRaises(errors.AlreadySigned):
            signing.sign_initial(both, 2, key, image)
        with self.assertRaises(errors.MissingField):
            signing.sign_initial(pdf, 3, key, image)

    def test_fields_are_added_once_and_never_after_a_signature(self):
        kinds = ("text", "text", "text", "text", "recipients")
        pdf = fields.add_initials(prepared(), kinds, SIGNER)
        self.assertEqual(fields.add_initials(pdf, kinds[:2], SIGNER), pdf)
        boxes = fields.boxes(fields.open_writer(pdf))
        places = {(box.x0, box.y0) for box in boxes.values()}
        self.assertEqual(len(places), len(boxes))
        with self.assertRaises(errors.AlreadySigned):
            fields.add_initials(signed(), kinds, SIGNER)
