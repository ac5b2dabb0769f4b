# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import json

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..lib import fields
from ..lib.placement import MM
from .common import SignCommon, draw_letter


@tagged("post_install", "-at_install")
class TestSignPlaces(SignCommon):
    """Signature and seal are dragged on a picture of the page before the slip (7.d)."""

    def setUp(self):
        super().setUp()
        self.draft = self._drafted(signer_id=self.leader.id)
        content = base64.b64encode(draw_letter())
        self.draft.upload_version("letter.pdf", content)

    def _boxes(self):
        pdf = self.draft.sudo()._newest("pdf")
        return fields.boxes(fields.open_writer(pdf._bytes()))

    def _dialog(self, user=None):
        Dialog = self.env["qlvb.document.place"].with_user(user or self.specialist)
        return Dialog.create({"document_id": self.draft.id})

    def test_the_dialog_shows_the_page_and_every_box(self):
        dialog = self._dialog()
        preview, boxes = json.loads(dialog.preview), json.loads(dialog.boxes)
        picture = Image.open(io.BytesIO(base64.b64decode(preview["picture"])))
        self.assertAlmostEqual(picture.width / picture.height, 595 / 842, delta=0.01)
        self.assertEqual(
            {box["name"] for box in boxes if box["movable"]}, {"signature", "seal"}
        )
        self.assertIn("so_vb", {box["name"] for box in boxes})
        seal = next(box for box in boxes if box["name"] == "seal")
        self.assertAlmostEqual(seal["width"], 36, delta=0.1)

    def test_what_is_dragged_is_stored_and_used_by_the_next_pdf(self):
        before = self._boxes()
        dialog = self._dialog()
        boxes = json.loads(dialog.boxes)
        for box in boxes:
            if box["name"] == "signature":
                box["x"] += 4
                box["y"] -= 1
        dialog.boxes = json.dumps(boxes)
        dialog.action_save()
        after = self._boxes()
        step = (after["KyLanhDao"].x0 - before["KyLanhDao"].x0) / MM
        self.assertAlmostEqual(step, 4, delta=0.1)
        other = base64.b64encode(draw_letter(room=97))
        self.draft.upload_version("letter.pdf", other)
        again = self._boxes()["KyLanhDao"]
        self.assertAlmostEqual((again.x0 - before["KyLanhDao"].x0) / MM, 4, delta=0.3)
        self.assertEqual(self.draft.sign_shifts["signature"], [4, 1])

    def test_a_box_over_a_word_is_refused_in_one_sentence(self):
        with self.assertRaisesRegex(UserError, "would cover “.*CHỦ"):
            self.draft.place_boxes({"signature": [0, 18]})
        with self.assertRaisesRegex(UserError, "leave the page"):
            self.draft.place_boxes({"seal": [-290, 0]})
        self.assertFalse(self.draft.sign_shifts)

    def test_a_shift_that_no_longer_fits_is_given_up(self):
        self.draft.place_boxes({"seal": [-2, 1]})
        longer = draw_letter(position="CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN", room=80)
        self.draft.upload_version("letter.pdf", base64.b64encode(longer))
        self.assertIn("DauCoQuan", self._boxes())

    def test_nonsense_is_refused(self):
        for wrong in (
            {"seal": "x"},
            {"seal": [1]},
            {"stamp": [1, 1]},
            {"seal": [1e9, 0]},
            {"seal": [float("nan"), 0]},
            [1],
            "seal",
        ):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                self.draft.place_boxes(wrong)

    def test_clerk_and_drafter_place_until_it_is_submitted_nobody_else(self):
        self.draft.with_user(self.clerk).place_boxes({"seal": [-2, 0]})
        with self.assertRaises(AccessError):
            self.draft.with_user(self.stranger).place_boxes({})
        self.draft.submit("Trình ký")
        for user in (self.clerk, self.specialist):
            with self.subTest(user=user.name):
                with self.assertRaisesRegex(UserError, "is submitted"):
                    self.draft.with_user(user).place_boxes({})

    def test_the_same_pdf_twice_is_one_version(self):
        """A second click undoes nobody's agreement, though places were added."""
        letter = base64.b64encode(draw_letter(room=97))
        first = self.draft.upload_version("letter.pdf", letter)
        self.assertEqual(self.draft.upload_version("letter.pdf", letter), first)
