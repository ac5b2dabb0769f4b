# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .cases import RefusalCase, make_page
from .common import as_file

PAGE = make_page("UBND TỈNH", "MẬT", "Mã Anh Tuấn")
STAMPED = as_file("letter.pdf", PAGE)
DIGEST = hashlib.sha256(PAGE).hexdigest()
REASON = "Đã xem bản giấy: “Mật” là tên người, không phải dấu chỉ độ mật"


@tagged("post_install", "-at_install")
class TestStamps(RefusalCase):
    """S2: a secrecy stamp stops the intake and asks; a clerk answers for the answer."""

    def test_by_default_it_is_refused_with_the_way_out_and_the_digest_s2(self):
        with self._refused(f"(?s)stamp.*Luật.*says why.*{DIGEST}", path="rpc"):
            self._receive(files=[STAMPED])
        self.assertEqual(self.refusal["sha256"], DIGEST)

    def test_a_clerks_declaration_lets_exactly_this_file_in_s2(self):
        document = self._receive(files=[STAMPED], not_secret_reason=REASON)
        self.assertEqual(document.sha256, DIGEST)
        declaration = self.env["qlvb.secrecy.declaration"].search(
            [("sha256", "=", DIGEST)]
        )
        self.assertRecordValues(
            declaration,
            [{"user_id": self.clerk.id, "reason": REASON, "moment": self._now()}],
        )
        event = document.event_ids.filtered(lambda row: row.kind == "not_secret")
        self.assertEqual(event.details["by"], self.clerk.name)
        self.assertEqual(event.details["reason"], REASON)
        self.assertTrue(event.hash)
        again = self._receive(files=[STAMPED], notation="99/X")
        self.assertTrue(again.event_ids.filtered(lambda row: row.kind == "not_secret"))
        other = as_file("b.pdf", make_page("UBND TỈNH", "MẬT", "Khác"))
        with self._refused("stamp"):
            self._receive(files=[other])

    def test_it_counts_in_the_agency_of_the_clerk_only_s2(self):
        self._receive(files=[STAMPED], not_secret_reason=REASON)
        with self._refused("stamp"):
            self._receive(clerk=self.commune_clerk, files=[STAMPED])

    @users("t_clerk")
    def test_in_the_form_the_clerk_answers_and_saves_again_s2(self):
        documents = self.env["qlvb.document"]
        values = {
            "name": "Danh sách cán bộ",
            "upload": STAMPED["content"],
            "upload_name": "letter.pdf",
        }
        with self._refused("stamp", path="form"):
            documents.create(values)
        document = documents.create({**values, "not_secret_reason": REASON})
        self.assertEqual(document.sha256, DIGEST)
        document.invalidate_recordset()
        self.assertFalse(document.not_secret_reason)

    def test_only_clerks_declare_and_nobody_changes_it_s2(self):
        declarations = self.env["qlvb.secrecy.declaration"]
        for user in (self.leader, self.specialist, self.admin_user, self.office):
            with self.subTest(user.login), self.assertRaises(AccessError):
                declarations.with_user(user).declare(DIGEST, REASON)
        with self.assertRaises(AccessError):
            declarations.with_user(self.clerk).declare(DIGEST, REASON, self.commune.id)
        mine = declarations.with_user(self.clerk)
        row = mine.browse(mine.declare(DIGEST, REASON))
        self.assertEqual(mine.declare(DIGEST, "Lần hai"), row.id)
        for values in ({"reason": "x"}, {"sha256": "0" * 64}):
            with self.assertRaises(UserError):
                row.sudo().write(values)
        with self.assertRaises(UserError):
            row.sudo().unlink()
        self.assertEqual(row.reason, REASON)

    def test_bad_declarations_are_told_s2(self):
        mine = self.env["qlvb.secrecy.declaration"].with_user(self.clerk)
        for digest, reason in (
            ("x", REASON),
            (None, REASON),
            (DIGEST.upper(), REASON),
            (DIGEST, " "),
            (DIGEST, None),
        ):
            with self.subTest(digest=digest), self.assertRaises(UserError):
                mine.declare(digest, reason)
        for reason in (7, "  ", ["x"]):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                self._receive(files=[STAMPED], not_secret_reason=reason)

    def test_a_specialist_cannot_declare_a_draft_open_s2(self):
        draft = self._drafted().with_context(qlvb_not_secret=REASON)
        with self.assertRaises(AccessError):
            draft.upload_version("x.pdf", STAMPED["content"])

    def test_a_refused_mail_or_scan_is_declared_from_the_log_s2(self):
        with self.enter_registry_test_mode():
            try:
                self._receive(files=[STAMPED])
            except UserError:
                refusal = self.env["qlvb.refusal"].search([], limit=1)
        action = refusal.with_user(self.clerk).action_declare()
        wizard = self.env[action["res_model"]].with_user(self.clerk)
        with Form(wizard.with_context(**action["context"])) as form:
            form.reason = REASON
        form.record.action_declare()
        self.assertEqual(self._receive(files=[STAMPED]).sha256, DIGEST)

    def test_a_declared_level_cannot_be_talked_away_s2(self):
        with self._refused("Luật"):
            self._receive(secrecy="mat", not_secret_reason=REASON)
        with self._refused("khoản 1 Điều 1"):
            self._receive(type="don_thu_to_cao", not_secret_reason=REASON)

    def test_words_about_secrecy_stop_nothing_s2(self):
        lines = ("BẢO MẬT", "QUY CHẾ BẢO MẬT", "V/v bảo mật thông tin", "mật độ dân số")
        file = as_file("a.pdf", make_page(*lines, "Mật khẩu"))
        for name in ("BẢO MẬT", "V/v bảo mật thông tin", "Mật độ dân số năm 2026"):
            with self.subTest(name):
                self.assertTrue(self._receive(name=name, files=[file]).sha256)
