# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.tests import HttpCase, tagged

from .common import SignCommon, draw_letter


@tagged("post_install", "-at_install")
class TestSignTour(SignCommon, HttpCase):
    """The dialogs in a browser: password, PIN, signature, judgement (S34, S12)."""

    def _open(self, document, tour, user, **options):
        url = f"/odoo/outgoing/{document.id}"
        self.start_tour(url, tour, login=user.login, **options)

    def test_s34_the_leader_signs_in_the_browser(self):
        document = self._ready()
        self._open(document, "qlvb_sign", self.leader)
        self.assertEqual(document.state, "signed")

    def test_s34_the_leader_signs_on_a_phone(self):
        self.browser_size = "375x667"
        self.touch_enabled = True
        document = self._ready()
        self._open(document, "qlvb_sign", self.leader)
        self.assertEqual(document.state, "signed")

    def test_s34_the_leader_signs_in_three_taps_from_the_notification(self):
        self.browser_size = "360x740"
        self.touch_enabled = True
        document = self._ready()
        Message = self.env["mail.message"].sudo()
        told = Message.search(
            [("model", "=", "qlvb.document"), ("res_id", "=", document.id)]
        )
        self.assertIn(self.leader.partner_id, told.notification_ids.res_partner_id)
        url = f"/mail/message/{told[:1].id}"
        self.start_tour(url, "qlvb_sign_from_notification", login=self.leader.login)
        self.assertEqual(document.state, "signed")

    def test_the_drafter_drags_the_seal_on_the_page(self):
        document = self._drafted(signer_id=self.leader.id)
        content = base64.b64encode(draw_letter())
        document.upload_version("letter.pdf", content)
        self._open(document, "qlvb_places", self.specialist)
        self.assertLess(document.sign_shifts["seal"][0], 0)

    def test_s34_the_clerk_issues_in_the_browser(self):
        document = self._signed()
        self._open(document, "qlvb_issue", self.clerk)
        self.assertEqual(document.state, "issued")
