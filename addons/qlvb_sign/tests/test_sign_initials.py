# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..lib import fields
from .common import END, PIN, SEAL_PIN, START, SignCommon, draw_letter, world


class InitialsCommon(SignCommon):
    """A route on which the head and the office initial with their keys."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Key = cls.env["qlvb.sign.key"]
        for user, name in ((cls.head, "Trưởng phòng"), (cls.office, "Chánh VP")):
            identity = world().root.issue(name, start=START, end=END)
            Key._install(user, identity.pkcs12(PIN), PIN, world().picture)
        place = {"what": "initial", "with_key": True}
        stages = [
            {"name": "Nội dung", "who": "unit_head", "sequence": 1, **place},
            {"name": "Thể thức", "who": "office", "sequence": 2, **place},
            {"name": "Ký", "who": "leader", "what": "sign", "sequence": 9},
        ]
        stages[1]["initial_place"] = "recipients"
        cls.env["qlvb.approval.route"].create(
            {
                "name": "Có ký nháy",
                "company_id": cls.district.id,
                "stage_ids": [Command.create(row) for row in stages],
            }
        )

    def _submitted(self):
        document = self._drafted(signer_id=self.leader.id)
        document.upload_version("letter.pdf", base64.b64encode(draw_letter()))
        document.submit("Trình ký")
        return document, document.submission_ids


@tagged("post_install", "-at_install")
class TestSignInitials(InitialsCommon):
    """Reviewers initial with their keys, by the stages of the route (ký nháy)."""

    def _initialled(self):
        document, slip = self._submitted()
        slip.with_user(self.head).initial(PIN)
        slip.with_user(self.office).initial(PIN)
        return document, slip

    def test_the_pdf_has_a_place_for_everybody_before_anybody_signs(self):
        _document, slip = self._submitted()
        writer = fields.open_writer(slip.sudo().file_id._bytes())
        names = set(fields.signature_fields(writer))
        self.assertLessEqual({"KyNhay1", "KyNhay2", "KyLanhDao"}, names)

    def test_s9_initials_signature_and_seal_are_one_chain(self):
        document, _slip = self._initialled()
        document.with_user(self.leader).sign(PIN)
        with self._committing(self.clerk, document) as mine:
            mine.issue(SEAL_PIN)
        rows = document.signing_ids.sorted("id")
        self.assertEqual(
            rows.mapped("role"), ["initial", "initial", "person", "agency"]
        )
        for before, after in zip(rows, rows[1:], strict=False):
            self.assertEqual(before.after_sha256, after.before_sha256)
        self.assertEqual(
            document.signature_ids.mapped("field_name"),
            ["KyNhay1", "KyNhay2", "KyLanhDao", "DauCoQuan"],
        )
        self.assertEqual(document.signature_verdict, "valid")

    def test_nobody_agrees_without_initialling_or_out_of_turn(self):
        document, slip = self._submitted()
        with self.assertRaisesRegex(UserError, "with your own key"):
            slip.with_user(self.head).agree()
        with self.assertRaisesRegex(UserError, "to decide"):
            slip.with_user(self.office).initial(PIN)
        with self.assertRaisesRegex(UserError, "PIN is wrong"):
            slip.with_user(self.head).initial("000000")
        self.assertFalse(document.signing_ids)

    def test_the_buttons_ask_for_the_pin(self):
        document, slip = self._submitted()
        mine = document.with_user(self.head)
        self.patch(type(mine), "action_initial", lambda record: "dialog")
        self.assertEqual(mine.action_agree(), "dialog")
        self.assertEqual(slip.step_id.with_user(self.head).action_agree(), "dialog")
        self.assertEqual(slip.step_id.state, "current")

    def test_an_edit_voids_initials_like_agreements(self):
        document, slip = self._initialled()
        slip.with_user(self.leader).return_draft("Sửa lại")
        content = base64.b64encode(draw_letter(room=98))
        document.upload_version("letter.pdf", content)
        document.submit("Trình lại")
        again = document.submission_id
        again.with_user(self.head).initial(PIN)
        again.with_user(self.office).initial(PIN)
        document.with_user(self.leader).sign(PIN)
        signed = document.main_file_id
        self.assertEqual(len(signed.signature_ids), 3)
        self.assertTrue(signed._bytes().startswith(again.sudo().file_id._bytes()))

    def test_who_takes_a_decision_back_takes_the_initials_back(self):
        document, slip = self._initialled()
        slip.with_user(self.office).undo()
        with self.assertRaisesRegex(UserError, "with your own key"):
            slip.with_user(self.office).agree()
        slip.with_user(self.office).initial(PIN)
        document.with_user(self.leader).sign(PIN)
        self.assertEqual(len(document.main_file_id.signature_ids), 3)

    def test_s9_swapped_initials_stop_the_signer(self):
        document, _slip = self._initialled()
        row = document.signing_ids.sorted("id")[-1]
        row.sudo().file_id.attachment_id.raw = draw_letter()
        with self.assertRaisesRegex(UserError, "altered or lost"):
            document.with_user(self.leader).sign(PIN)
