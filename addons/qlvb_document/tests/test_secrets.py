# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .cases import RefusalCase, make_page
from .common import as_file

LEVELS = ("mat", "toi_mat", "tuyet_mat")
REFUSED_TYPES = ("don_thu_tranh_chap", "don_thu_khieu_nai", "don_thu_to_cao")
SECRET = "Luật Bảo vệ bí mật nhà nước"
PETITION = "khoản 1 Điều 1 Quy chế"


@tagged("post_install", "-at_install")
class TestSecrets(RefusalCase):
    """S2: state secrets and petitions are turned away on every path."""

    def test_a_declared_level_is_refused_when_a_program_sends_it_s2(self):
        for level in LEVELS:
            with self.subTest(level=level), self._refused(SECRET, path="rpc"):
                self._receive(secrecy=level)

    @users("t_clerk")
    def test_a_declared_level_is_refused_on_create_and_write_s2(self):
        documents = self.env["qlvb.document"]
        for level in LEVELS:
            with self.subTest(level=level), self._refused(SECRET, path="form"):
                documents.create({"name": "Kế hoạch", "secrecy": level})
        document = self._receive()
        for values in ({"secrecy": "mat"}, {"name": "TỐI MẬT"}):
            with self.subTest(values=values), self._refused(SECRET):
                document.write(values)

    @users("t_specialist")
    def test_a_secret_is_not_drafted_either_s2(self):
        with self._refused(SECRET):
            self.env["qlvb.document"].create(
                {"direction": "outgoing", "name": "(MẬT) Phương án", "secrecy": "mat"}
            )

    def test_the_classes_outside_the_regulation_are_refused_s2(self):
        for code in REFUSED_TYPES:
            kind = self.env.ref(f"qlvb_document.type_{code}")
            with self.subTest(code=code), self._refused(PETITION, path="rpc"):
                self._receive(type=code)
            with self.subTest(code=code), self._refused(PETITION):
                self._receive().write({"type_id": kind.id})

    def test_a_class_that_the_agency_refuses_names_its_legal_basis_s2(self):
        self.env["qlvb.document.type"].create(
            {
                "name": "Văn bản quy định riêng",
                "code": "rieng",
                "is_refused": True,
                "legal_basis": "Điều 5",
            }
        )
        pattern = r"Văn bản quy định riêng.*Điều 5"
        kind = self.env["qlvb.document.type"].search([("code", "=", "rieng")])
        documents = self.env["qlvb.document"].with_user(self.clerk)
        with self._refused(pattern, path="rpc"):
            self._receive(type="rieng")
        with self._refused(pattern, path="form"):
            documents.create({"name": "Kế hoạch", "type_id": kind.id})
        with self._refused(pattern, path="form"):
            documents.with_context(default_type_id=kind.id).create({"name": "Kế hoạch"})
        document = self._receive()
        with self._refused(pattern):
            document.write({"type_id": kind.id})
        with self._refused(pattern, path="mail"):
            documents._receive({"name": "Thư", "type": "rieng"}, [], path="mail")

    @users("t_clerk")
    def test_the_form_refuses_a_petition_s2(self):
        form = Form(
            self.env["qlvb.document"].with_context(default_direction="incoming")
        )
        form.name = "Đơn tố cáo ông A"
        with self._refused(PETITION, path="form"):
            form.save()

    @users("t_clerk")
    def test_an_import_refuses_them_line_by_line_s2(self):
        petition = self.env.ref("qlvb_document.type_don_thu_to_cao").name
        known = self.env["qlvb.document"].search_count([])
        for columns, row in (
            (["name", "secrecy"], ["Kế hoạch", "mat"]),
            (["name", "type_id"], ["Về ông B", petition]),
            (["name", "direction"], ["TUYỆT MẬT", "incoming"]),
        ):
            with self.subTest(row=row), self.enter_registry_test_mode():
                result = self.env["qlvb.document"].load(columns, [row])
                self.assertFalse(result["ids"])
                self.assertTrue(result["messages"])
        self.assertEqual(self.env["qlvb.document"].search_count([]), known)

    def test_a_stamp_on_the_first_page_is_refused_s2(self):
        for stamp in ("MẬT", "TỐI MẬT", "TUYỆT  MẬT", "T Ố I  M Ậ T", "Độ mật: Mật"):
            page = make_page("UBND TỈNH", stamp, "Số: 01/KH-UBND")
            with self.subTest(stamp=stamp), self._refused("secrecy stamp.*Luật"):
                self._receive(files=[as_file("letter.pdf", page)])

    def test_a_stamped_annex_keeps_the_whole_document_out_s2(self):
        files = [("a.pdf", make_page("Mở đầu")), ("b.pdf", make_page("MẬT"))]
        with self._refused("secrecy stamp", path="rpc"):
            self._receive(files=[as_file(*file) for file in files])

    def test_words_that_only_contain_mat_pass_s2(self):
        for name in (
            "V/v tăng cường bảo mật thông tin",
            "Báo cáo mật độ dân số năm 2025",
            "Kế hoạch giải quyết khiếu nại, tố cáo năm 2026",
            "Mật ong rừng và các sản phẩm OCOP",
        ):
            with self.subTest(name=name):
                page = make_page("CÔNG VĂN", name, name.upper())
                document = self._receive(name=name, files=[as_file("a.pdf", page)])
                self.assertEqual(document.state, "draft")

    def test_the_log_keeps_the_fact_without_the_content_s2(self):
        with self._refused(SECRET, path="rpc"):
            self._receive(name="Phương án tác chiến", notation="7/PA", secrecy="mat")
        self.assertEqual(self.refusal["user_id"][0], self.clerk.id)
        self.assertEqual(self.refusal["company_id"][0], self.district.id)
        for content in ("Phương án", "tác chiến", "7/PA"):
            self.assertNotIn(content, str(self.refusal))

    def test_the_path_in_the_log_cannot_be_forged_by_the_context(self):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        with self._refused(SECRET, path="form"):
            documents.with_context(qlvb_path=["x"]).create(
                {"name": "Kế hoạch", "secrecy": "mat"}
            )

    def test_a_refusal_is_read_by_the_clerks_and_written_by_nobody(self):
        with self.enter_registry_test_mode():
            try:
                self._receive(secrecy="mat")
            except UserError:
                refusal = self.env["qlvb.refusal"].search([], limit=1)
        for user in (self.clerk, self.admin_user):
            self.assertTrue(refusal.with_user(user).reason)
            for change in ("unlink", lambda rows: rows.write({"reason": "x"})):
                with self.assertRaises(AccessError):
                    mine = refusal.with_user(user)
                    mine.unlink() if change == "unlink" else change(mine)
        for user in (self.specialist, self.leader, self.commune_clerk):
            with self.assertRaises(AccessError):
                refusal.with_user(user).read(["reason"])

    def test_the_line_outlives_the_request_that_is_rolled_back_s2(self):
        """On two real connections: the request ends by rollback, its line stays."""
        admin = self.env.ref("base.user_admin")
        with self.assertRaises(UserError), self.registry.cursor() as request:
            env = api.Environment(request, admin.id, {})
            env["qlvb.document"].receive({"name": "Thử", "secrecy": "tuyet_mat"})
        with self.registry.cursor() as cr:
            refusals = api.Environment(cr, SUPERUSER_ID, {})["qlvb.refusal"]
            line = refusals.search([("user_id", "=", admin.id)], limit=1)
            self.assertEqual(line.path, "rpc")
            self.assertNotIn("Thử", line.reason)
            line.unlink()

    def test_the_log_says_in_words_how_it_came_s2(self):
        values = {"moment": "2026-03-02 01:00:00", "reason": "Thử"}
        Refusals = self.env["qlvb.refusal"].sudo()
        lines = Refusals.create([{**values, "path": way} for way in ("rpc", "edxml")])
        labels = lines.with_context(lang="en_US").mapped("path_label")
        self.assertEqual(labels, ["Another program", "edxml"])

    def test_an_answer_to_a_recipient_cannot_carry_a_secret_in_s2(self):
        recipients = [Command.create({"partner_id": self.ministry.id})]
        with self._refused(SECRET):
            self._drafted(secrecy="toi_mat", recipient_ids=recipients)
