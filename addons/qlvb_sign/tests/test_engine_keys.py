# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import pickle

from PIL import Image

from odoo.tests import tagged

from ..lib import errors, images, keys
from .common import PIN, SIGNER, EngineCase, key_of, world


@tagged("post_install", "-at_install")
class TestEngineKeys(EngineCase):
    def test_a_key_opens_with_its_pin_and_says_whose_it_is(self):
        key = key_of(world().leader)
        self.assertEqual(key.info.name, SIGNER)
        self.assertEqual(len(key.info.sha256), 64)

    def test_a_wrong_pin_is_refused(self):
        for pin in ("000000", "", None):
            with self.subTest(pin=pin), self.assertRaises(errors.WrongPin):
                keys.open_key(world().leader.pkcs12(PIN), pin)

    def test_a_file_that_is_no_key_is_refused(self):
        with self.assertRaises(errors.WrongPin):
            keys.open_key(b"not a key", PIN)

    def test_an_opened_key_cannot_be_written_or_printed(self):
        key = key_of(world().leader)
        with self.assertRaises(TypeError):
            pickle.dumps(key)
        self.assertNotIn("PrivateKey", repr(key))

    def test_a_certificate_is_read_from_der_and_pem(self):
        der = world().root.certificate
        pem = world().root.cert.public_bytes(encoding=_pem())
        self.assertEqual(keys.certificate_der(der), der)
        self.assertEqual(keys.certificate_der(pem), der)
        for wrong in (b"", b"0\x82garbage", b"%PDF-1.4"):
            with self.subTest(wrong=wrong), self.assertRaises((ValueError, TypeError)):
                keys.certificate_der(wrong)

    def test_pictures_become_small_transparent_pngs(self):
        paper = Image.new("RGB", (2000, 900), "white")
        paper.paste((10, 20, 150), (400, 300, 1600, 600))
        paper.paste("white", (400, 300, 500, 400))
        out = io.BytesIO()
        paper.save(out, "PNG")
        image = Image.open(io.BytesIO(images.normalise(out.getvalue())))
        self.assertLessEqual(max(image.size), images.PIXELS)
        self.assertEqual(image.getpixel((0, 0))[3], 0)
        self.assertGreater(image.getpixel((150, 60))[3], 200)

    def test_anything_but_a_png_is_no_picture(self):
        jpeg = io.BytesIO()
        Image.new("RGB", (9, 9)).save(jpeg, "JPEG")
        for wrong in (b"", b"<svg/>", jpeg.getvalue()):
            with self.subTest(wrong=wrong[:5]), self.assertRaises(errors.BadImage):
                images.normalise(wrong)


def _pem():
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.PEM
