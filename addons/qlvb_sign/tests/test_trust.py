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

    def test_s12_nothing_is_trusted_before_a_second_person_confirms(self):
        admin = self.env["qlvb.trust.anchor"].with_user(self.admin_user)
        anchor = admin.create(self._values(world().stranger))
        self.assertFalse(anchor.is_confirmed)
        self.assertFalse(anchor.can_confirm)
        trusted = self.env["qlvb.trust"]._current().anchors
        self.assertNotIn(world().stranger.certificate, [a.certificate for a in trusted])
        with self.assertRaisesRegex(UserError, "another administrator"):
            anchor.confirm(anchor.sha256)
        other = self._make_user("t_admin_2", "admin")
        theirs = anchor.with_user(other)
        self.assertTrue(theirs.can_confirm)
        with self.assertRaisesRegex(UserError, "Do not trust this file"):
            theirs.confirm("ab" * 32)
        with self.assertRaises(AccessError):
            anchor.with_user(self.leader).confirm(anchor.sha256)
        theirs.confirm(anchor.sha256)
        self.assertRecordValues(
            anchor, [{"is_confirmed": True, "confirmed_by_id": other.id}]
        )
        trusted = self.env["qlvb.trust"]._current().anchors
        self.assertIn(world().stranger.certificate, [a.certificate for a in trusted])

    def test_trust_is_not_written_by_hand(self):
        anchor = self.env["qlvb.trust.anchor"].create(
            {
                **self._values(world().stranger),
                "confirmed_by_id": self.admin_user.id,
                "confirmed_at": "2026-01-01",
            }
        )
        self.assertFalse(anchor.is_confirmed)
        with self.assertRaisesRegex(UserError, "by a second person"):
            anchor.confirmed_at = "2026-01-01"

    def test_what_is_taken_into_use_again_is_confirmed_anew(self):
        self.anchor.active = False
        self.anchor.active = True
        self.assertFalse(self.anchor.is_confirmed)

    def test_an_archived_or_foreign_domain_vouches_for_nothing(self):
        policy = self.env["qlvb.trust.policy"].search([("domain", "=", "test")])
        policy.for_agency = False
        (anchor,) = [
            a
            for a in self.env["qlvb.trust"]._current().anchors
            if a.certificate == world().root.certificate
        ]
        self.assertEqual(anchor.roles, {"person", "tsa"})
        policy.unlink()
        anchors = self.env["qlvb.trust"]._current().anchors
        self.assertNotIn(world().root.certificate, [a.certificate for a in anchors])

    def test_a_trusted_certificate_is_not_altered(self):
        with self.assertRaisesRegex(UserError, "not altered"):
            self.anchor.certificate = base64.b64encode(world().stranger.certificate)
