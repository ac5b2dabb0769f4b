# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..lib import keys
from .common import SignCommon, world


@tagged("post_install", "-at_install")
class TestTrust(SignCommon):
    """Only what the administrator confirmed by hand is trusted (S12)."""

    def _values(self, authority, fingerprint=None):
        info = keys.describe(authority.certificate)
        return {
            "certificate": base64.b64encode(authority.certificate),
            "fingerprint": fingerprint or info.sha256,
        }

    def test_a_root_is_trusted_by_its_published_fingerprint(self):
        values = self._values(world().stranger)
        typed = values["fingerprint"].upper()
        spaced = ":".join(typed[i : i + 2] for i in range(0, 64, 2))
        anchor = (
            self.env["qlvb.trust.anchor"]
            .with_user(self.admin_user)
            .create({**values, "fingerprint": spaced})
        )
        self.assertEqual(anchor.name, "Unknown Root")
        self.assertEqual(anchor.domain, "state")

    def test_a_swapped_file_is_refused(self):
        values = self._values(world().stranger, fingerprint="ab" * 32)
        with self.assertRaisesRegex(UserError, "Do not trust this file"):
            self.env["qlvb.trust.anchor"].create(values)

    def test_anything_but_a_certificate_is_refused(self):
        with self.assertRaisesRegex(UserError, "not a certificate"):
            self.env["qlvb.trust.anchor"].create(
                {"certificate": base64.b64encode(b"hello"), "fingerprint": "00"}
            )

    def test_only_administrators_trust(self):
        for user in (self.leader, self.clerk, self.specialist):
            Anchor = self.env["qlvb.trust.anchor"].with_user(user)
            self.assertTrue(Anchor.search([]), "everybody sees what is trusted")
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Anchor.create(self._values(world().stranger))

    def test_a_trusted_certificate_is_not_altered(self):
        with self.assertRaisesRegex(UserError, "not altered"):
            self.anchor.certificate = base64.b64encode(world().stranger.certificate)
