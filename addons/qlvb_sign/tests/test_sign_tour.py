# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import SignCommon


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

    def test_s34_the_clerk_issues_in_the_browser(self):
        document = self._signed()
        self._open(document, "qlvb_issue", self.clerk)
        self.assertEqual(document.state, "issued")
