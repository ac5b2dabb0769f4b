# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PIN, SEAL_PIN, SignCommon, draw_letter, world


@tagged("post_install", "-at_install")
class TestSignSecurity(SignCommon):
    """Who may sign, seal, and see keys; the same over every interface."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls._ready()

    def test_s55_only_the_signer_signs(self):
        for user in (self.specialist, self.head, self.office, self.clerk):
            with (
                self.subTest(user=user.login),
                self.assertRaisesRegex(AccessError, "Only Leader of the agency"),
            ):
                self.document.with_user(user).sign(PIN)
        with self.assertRaises(AccessError):
            self.document.with_user(self.stranger).sign(PIN)
        with self.assertRaises(AccessError):
            self.document.with_user(self.commune_leader).sign(PIN)

    def test_another_leader_is_told_who_signs(self):
        with self.assertRaisesRegex(UserError, "names Trần Văn Công as its signer"):
            self.document.with_user(self.deputy).sign(PIN)

    def test_a_delegate_does_not_sign_under_the_signers_name(self):
        self._delegate(self.leader, self.office)
        with self.assertRaisesRegex(UserError, "names Trần Văn Công as its signer"):
            self.document.with_user(self.office).sign(PIN)

    def test_s54_a_delegate_signs_what_names_the_delegate(self):
        self._delegate(self.leader, self.office, authority="TL.")
        self.office.name = "Lê Thị Chánh"
        w = world()
        self.env["qlvb.sign.key"]._install(
            self.office, w.deputy.pkcs12(PIN), PIN, w.picture
        )
        document = self._drafted(signer_id=self.office.id, authority="TL.")
        letter = draw_letter(signer="Lê Thị Chánh")
        document.upload_version("letter.pdf", base64.b64encode(letter))
        document.submit("Trình ký")
        document.submission_ids.with_user(self.head).agree()
        document.submission_ids.with_user(self.office).agree()
        document.with_user(self.office).sign(PIN)
        self.assertEqual(document.state, "signed")

    def test_s55_only_the_clerk_seals(self):
        document = self._signed()
        for user in (self.specialist, self.head, self.leader, self.office):
            with (
                self.subTest(user=user.login),
                self.assertRaisesRegex(AccessError, "Only Registry clerk"),
            ):
                document.with_user(user).issue(SEAL_PIN)
        with self.assertRaises(AccessError):
            document.with_user(self.commune_clerk).issue(SEAL_PIN)

    def test_s55_nobody_reads_a_key_file(self):
        for user in (self.leader, self.clerk, self.admin_user):
            Key = self.env["qlvb.sign.key"].with_user(user)
            for key in (self.leader_key, self.seal_key):
                for name in ("pkcs12", "image"):
                    with (
                        self.subTest(user=user.login, field=name),
                        self.assertRaises(AccessError),
                    ):
                        key.with_user(user).read([name])
            with self.assertRaises(AccessError):
                Key.search([("pkcs12", "!=", False)])
            self.assertNotIn("pkcs12", Key.fields_get())
            with self.assertRaises(UserError):
                Key.search([]).export_data(["pkcs12"])

    def test_a_person_sees_their_own_key_only(self):
        Key = self.env["qlvb.sign.key"]
        self.assertEqual(Key.with_user(self.leader).search([]), self.leader_key)
        self.assertEqual(Key.with_user(self.clerk).search([]), self.seal_key)
        self.assertFalse(Key.with_user(self.specialist).search([]))
        self.assertFalse(Key.with_user(self.commune_clerk).search([]))

    def test_an_administrator_sees_that_a_key_exists_but_not_its_picture(self):
        key = self.leader_key.with_user(self.admin_user)
        self.assertEqual(key.name, "Trần Văn Công")
        self.assertFalse(key.picture)
        self.assertTrue(self.leader_key.with_user(self.leader).picture)

    def test_nobody_writes_or_deletes_keys_and_records_directly(self):
        document = self._signed()
        signing = document.signing_ids
        signature = document.signature_ids[:1]
        for user in (self.leader, self.clerk, self.admin_user):
            for record in (self.leader_key, self.seal_key, signing, signature):
                mine = record.with_user(user)
                with self.subTest(user=user.login, record=record._name):
                    with self.assertRaises(UserError):
                        mine.write({"create_uid": user.id})
                    with self.assertRaises(UserError):
                        mine.unlink()

    def test_a_signing_is_never_rewritten_even_by_the_system(self):
        signing = self._signed().signing_ids.sudo()
        with self.assertRaisesRegex(UserError, "never changed"):
            signing.moment = "2020-01-01"
        with self.assertRaisesRegex(UserError, "never deleted"):
            signing.unlink()

    def test_signatures_are_seen_with_their_document(self):
        document = self._signed()
        for user, sees in ((self.specialist, True), (self.stranger, False)):
            rows = (
                self.env["qlvb.signature"]
                .with_user(user)
                .search([("document_id", "=", document.id)])
            )
            self.assertEqual(bool(rows), sees, user.login)
            rows = (
                self.env["qlvb.signing"]
                .with_user(user)
                .search([("document_id", "=", document.id)])
            )
            self.assertEqual(bool(rows), sees, user.login)

    def test_a_person_installs_only_their_own_key(self):
        content = base64.b64encode(world().unknown.pkcs12(PIN)).decode()
        Key = self.env["qlvb.sign.key"]
        key = Key.browse(Key.with_user(self.specialist).install(content, PIN))
        self.assertEqual(key.user_id, self.specialist)
        with self.assertRaisesRegex(AccessError, "Only Registry clerk"):
            Key.with_user(self.specialist).install(content, PIN, agency=True)

    def test_a_new_key_replaces_the_old_one(self):
        content = base64.b64encode(world().unknown.pkcs12(PIN)).decode()
        Key = self.env["qlvb.sign.key"].with_user(self.leader)
        new = Key.browse(Key.install(content, PIN))
        self.assertFalse(self.leader_key.active)
        self.assertTrue(new.picture, "the picture of the old key is kept")

    def test_a_key_file_with_a_wrong_pin_or_bad_content_is_not_installed(self):
        Key = self.env["qlvb.sign.key"].with_user(self.leader)
        content = base64.b64encode(world().unknown.pkcs12(PIN)).decode()
        with self.assertRaisesRegex(UserError, "PIN is wrong"):
            Key.install(content, "1")
        with self.assertRaisesRegex(UserError, "not valid base64"):
            Key.install("§§§", PIN)
        with self.assertRaisesRegex(UserError, "must be a PNG"):
            Key.install(content, PIN, image=base64.b64encode(b"GIF89a").decode())
        self.assertTrue(self.leader_key.active)
