# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from ..tools.word_template import TemplateError, render
from . import untrusted
from .cases import RefusalCase


def text_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


@tagged("post_install", "-at_install")
class TestTemplateModel(RefusalCase):
    """Which template a draft starts from, and which files may be one (S33)."""

    def _template(self, *lines, user=None, data=None, **values):
        templates = self.env["qlvb.document.template"].with_user(
            user or self.admin_user
        )
        return templates.create(
            {
                "name": "Mẫu riêng",
                "type_id": self.letter.id,
                "company_id": self.district.id,
                "effective_from": "2026-01-01",
                "file_name": "mau.docx",
                "content": base64.b64encode(data or untrusted.word(*lines)),
                **values,
            }
        )

    def _made(self, draft):
        draft.make_docx()
        return text_of(draft._newest("draft")._bytes())

    def test_all_types_of_the_decree_have_a_shipped_template_s11(self):
        kinds = self.env["qlvb.document.template"].search([]).type_id
        self.assertEqual(len(kinds), 29)

    def test_an_agency_uses_its_own_template_before_the_common_one(self):
        draft = self._drafted()
        self.assertNotIn("Riêng", self._made(draft))
        self._template("Riêng: {{ abstract }}")
        self.assertIn("Riêng: về việc trả lời", self._made(draft))

    def test_a_template_is_used_from_its_day_on(self):
        draft = self._drafted()
        self._template("Riêng", effective_from="2099-01-01")
        self.assertNotIn("Riêng", self._made(draft))

    def test_another_agency_neither_uses_nor_sees_it(self):
        own = self._template("Riêng")
        found = own.with_user(self.commune_clerk).search([])
        self.assertNotIn(own, found)
        with self.assertRaises(AccessError):
            own.with_user(self.commune_clerk).read(["name"])
        with self.assertRaises(UserError):
            self._drafted(
                template_id=self._template("x", company_id=self.commune.id).id
            )

    def test_a_type_of_the_agency_starts_from_the_general_template(self):
        kind = self.env["qlvb.document.type"].create(
            {"name": "Quy hoạch", "code": "quy_hoach", "abbreviation": "QH"}
        )
        self.assertIn("QUY HOẠCH", self._made(self._drafted(type_id=kind.id)))

    def test_without_any_template_it_is_told_what_to_do(self):
        self.env["qlvb.document.template"].search([]).active = False
        with self.assertRaisesRegex(UserError, "no template for"):
            self._drafted().make_docx()

    @users("t_specialist")
    def test_a_draft_starts_from_a_template_with_its_text(self):
        template = self.env.ref("qlvb_document.template_giay_moi")
        action = template.with_user(self.env.user).action_start_draft()
        draft = self.env["qlvb.document"].browse(action["res_id"])
        self.assertEqual(draft.type_id.code, "giay_moi")
        self.assertEqual(draft.notation_tail, "GM-UBND")
        self.assertIn("Thời gian:", draft.body)
        self.assertEqual(draft.user_id, self.env.user)

    @users("t_specialist")
    def test_choosing_a_template_in_the_form_brings_type_and_text(self):
        template = self.env.ref("qlvb_document.template_bien_ban")
        documents = self.env["qlvb.document"].with_context(default_direction="outgoing")
        with Form(documents) as form:
            form.name = "họp giao ban"
            form.type_id = template.type_id
            form.template_id = template
            self.assertIn("Thành phần tham dự:", form.body)
            form.body = "Đã viết."
            form.template_id = template.browse()
            form.template_id = template
            self.assertEqual(form.body, "Đã viết.")

    def test_only_administrators_change_templates_and_only_their_own(self):
        shared = self.env.ref("qlvb_document.template_cong_van")
        own = self._template("Riêng")
        for user, record in (
            (self.specialist, own),
            (self.clerk, own),
            (self.admin_user, shared),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                record.with_user(user).write({"name": "khác"})
        own.with_user(self.admin_user).write({"name": "khác"})
        with self.assertRaises(AccessError):
            self._template("x", company_id=False)
        with self.assertRaises(AccessError):
            self._template("x", user=self.specialist)

    def test_a_file_that_cannot_be_filled_is_refused_in_words(self):
        for line in (
            "{{ abstract",
            "{% for a in body %}",
            "{{ 1 / 0 }}",
            "{{ x.y.z }}",
        ):
            with self.subTest(line), self.assertRaisesRegex(UserError, "template"):
                self._template(line)

    def test_a_field_that_does_not_exist_is_named(self):
        with self.assertRaisesRegex(UserError, "nguoi_ky"):
            self._template("{{ abstract }} {{ nguoi_ky }}")

    def test_macros_and_parts_elsewhere_are_refused(self):
        macros = untrusted.with_parts(
            untrusted.word("x"), {"word/vbaProject.bin": b"x"}
        )
        remote = untrusted.with_relation("attachedTemplate", "https://example.org/a")
        for data, reason in ((macros, "macros"), (remote, "template")):
            with self.subTest(reason), self.assertRaisesRegex(UserError, reason):
                self._template(data=data)

    def test_what_is_no_word_file_is_refused(self):
        for name, data in (("a.pdf", b"%PDF-1.4"), ("a.docx", b"x"), ("a", b"PK")):
            with self.subTest(name), self.assertRaises(UserError):
                self._template(data=data, file_name=name)

    def test_a_changed_file_is_tried_again(self):
        own = self._template("Riêng")
        bad = base64.b64encode(untrusted.word("{{ abstract"))
        with self.assertRaises(UserError):
            own.with_user(self.admin_user).content = bad

    def test_a_template_reaches_the_data_and_nothing_behind_it(self):
        """Its words are those of an administrator of an agency, not of the server."""
        for line in (
            "{{ ''.__class__.__mro__ }}",
            "{{ body.__class__.__init__.__globals__ }}",
            "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
            "{% for n in range(10 ** 9) %}x{% endfor %}",
            "{{ body.append('x') }}",
        ):
            with self.subTest(line), self.assertRaises(TemplateError):
                render(untrusted.word(line), {"body": []})

    def test_data_are_never_taken_for_expressions(self):
        draft = self._drafted(name="{{ 7 * 7 }} <w:t>&")
        made = self._made(draft)
        self.assertIn("{{ 7 * 7 }} &lt;w:t&gt;&amp;", made)
