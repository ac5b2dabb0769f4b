# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import unicodedata

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from vnrecords import legacy, viqr

from .common import QlvbCommon, as_file, make_pdf

SUBJECT = "Quyết định về việc ban hành Quy chế văn thư"
ENCODINGS = ("TCVN3", "VNI", "VISCII", "VPS")


@tagged("post_install", "-at_install")
class TestText(QlvbCommon):
    """S10: what is stored is Unicode as TCVN 6909:2001 asks, precomposed."""

    def test_a_decomposed_text_is_stored_precomposed_s10(self):
        odd = unicodedata.normalize("NFD", SUBJECT) + "\u200b\ufeff"
        document = self._receive(name=f"  {odd} ", notation="12\u200b/STT\u00a0-VP")
        self.assertEqual(document.name, SUBJECT)
        self.assertEqual(document.notation, "12/STT -VP")

    def test_every_model_stores_clean_text_from_one_place_s10(self):
        odd, right = unicodedata.normalize("NFD", "Phụ lục") + "\u200b", "Phụ lục"
        kind = self.env["qlvb.document.type"].create({"name": odd, "code": "pl"})
        self.assertEqual(kind.name, right)
        kind.name = odd
        self.assertEqual(kind.name, right)
        self.assertEqual(self.env["res.partner"].create({"name": odd}).name, right)
        self.culture.name = odd
        self.assertEqual(self.culture.name, right)
        document = self._registered()
        lead = {"role": "lead", "department_id": self.finance.id}
        lead["deadline"] = "2026-03-06 10:00:00"
        instruction = document.with_user(self.leader).instruct(odd, [lead])
        row = self.env["qlvb.instruction"].browse(instruction)
        self.assertEqual(row.text, right)

    def test_a_garbled_subject_is_refused_with_what_it_may_mean_s10(self):
        for encoding in ENCODINGS:
            garbled = legacy.encode(SUBJECT, encoding)
            pattern = f"{encoding}.*“{SUBJECT}”"
            with self.subTest(encoding), self.assertRaisesRegex(UserError, pattern):
                self._receive(name=garbled)
        with self.assertRaisesRegex(UserError, f"VIQR.*“{SUBJECT}”"):
            self._receive(name=viqr.encode(SUBJECT))

    @users("t_clerk")
    def test_it_is_refused_on_create_write_import_and_by_context_s10(self):
        garbled = legacy.encode(SUBJECT, "VNI")
        documents = self.env["qlvb.document"]
        with self.assertRaisesRegex(UserError, "VNI"):
            documents.create({"name": garbled})
        with self.assertRaisesRegex(UserError, "VNI"):
            documents.with_context(default_name=garbled).create({})
        document = self._receive()
        with self.assertRaisesRegex(UserError, "VNI"):
            document.write({"name": garbled})
        result = documents.load(["name"], [[garbled]])
        self.assertFalse(result["ids"])
        self.assertIn("VNI", result["messages"][0]["message"])

    def test_the_issuing_body_and_other_names_are_judged_too_s10(self):
        for values in (
            {"issuer": {"name": legacy.encode("Sở Giáo dục", "TCVN3")}},
            {"notation": legacy.encode("12/QĐ-SởGDĐT", "TCVN3")},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._receive(**values)
        with self.assertRaisesRegex(UserError, "Sở Giáo dục"):
            self.ministry.name = legacy.encode("Sở Giáo dục và Đào tạo", "VNI")

    def test_characters_of_an_old_font_are_refused_without_a_proposal_s10(self):
        with self.assertRaisesRegex(UserError, "old Vietnamese font"):
            self._receive(name="XQ ho¹chz zz")

    def test_what_is_right_passes_s10(self):
        for name in (
            SUBJECT,
            "V/v trả lời Công văn số 57/UBND-VX",
            "Meeting of the People's Committee, 9 a.m.",
            "Le montant est dû à la République française",
            "Công ty Müller, señor José, 25°C, 300 m²",
        ):
            with self.subTest(name=name):
                self.assertEqual(self._receive(name=name).name, name)

    def test_the_proposal_is_told_to_programs_s10(self):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        self.assertEqual(
            documents.propose_text("QuyÕt ®Þnh"),
            {"text": "Quyết định", "encoding": "TCVN3"},
        )
        self.assertEqual(documents.propose_text(SUBJECT), {})
        for bad in (None, 7, ["x"], "x" * 20_000):
            with self.assertRaisesRegex(UserError, "Send a text"):
                documents.propose_text(bad)

    @users("t_clerk")
    def test_the_form_converts_with_one_click_before_saving_s10(self):
        form = Form(
            self.env["qlvb.document"].with_context(default_direction="incoming")
        )
        form.name = legacy.encode(SUBJECT, "TCVN3")
        self.assertIn(SUBJECT, form.text_proposal)
        with self.assertRaisesRegex(UserError, "TCVN3"):
            form.save()
        form.convert_text = True
        self.assertEqual(form.name, SUBJECT)
        self.assertFalse(form.convert_text)
        self.assertFalse(form.text_proposal)
        self.assertEqual(form.save().name, SUBJECT)

    def test_a_person_may_confirm_a_text_as_it_stands_s10(self):
        """A proposal can be wrong: who says so stands in the trail."""
        name = "Quyeát ñònh"
        document = self._receive(name=name, text_is_right=True)
        self.assertEqual(document.name, name)
        document.write({"urgency": "1"})
        event = document.event_ids.filtered(lambda row: row.kind == "text_kept")
        self.assertEqual(event.user_id, self.clerk)
        self.assertEqual(event.details, {"text": name})

    def _from_mail(self, **values):
        """Return a draft that came where nobody answers, as by mail or the scanner."""
        documents = self.env["qlvb.document"].with_user(self.clerk)
        values = {
            "name": legacy.encode(SUBJECT, "VNI"),
            "type": "cong_van",
            "notation": "12/STT-VP",
            "issue_date": "2026-02-27",
            "issuer": {"code": "H99.77"},
            **values,
        }
        document = documents._receive(values, [], path="mail")
        document._store_upload(**as_file("a.pdf", make_pdf("Mail")))
        return document

    def test_where_nobody_answers_the_draft_waits_for_a_confirmation_s10(self):
        document = self._from_mail()
        self.assertIn("to be confirmed", document.name)
        self.assertEqual(list(document.garbled_text), ["name"])
        self.assertIn(SUBJECT, document.text_proposal)
        with self.assertRaisesRegex(UserError, "confirm the proposed text"):
            document.action_register()
        document.action_convert_text()
        self.assertEqual(document.name, SUBJECT)
        self.assertFalse(document.garbled_text)
        event = document.event_ids.filtered(lambda row: row.kind == "text")
        self.assertEqual(event.details["before"], legacy.encode(SUBJECT, "VNI"))
        document.action_register()
        self.assertEqual(document.state, "registered")

    def test_a_clerk_may_type_the_text_instead_s10(self):
        document = self._from_mail()
        document.name = "Quyết định khác"
        self.assertFalse(document.garbled_text)
        document.action_register()
        self.assertEqual(document.name, "Quyết định khác")

    def test_only_those_who_edit_the_draft_convert_it_s10(self):
        document = self._from_mail()
        for user in (self.commune_clerk, self.leader, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                document.with_user(user).action_convert_text()
        with self.assertRaises(UserError):
            document.write({"garbled_text": False})

    def test_a_clean_text_by_mail_needs_no_confirmation_s10(self):
        document = self._from_mail(name=unicodedata.normalize("NFD", SUBJECT))
        self.assertEqual(document.name, SUBJECT)
        self.assertFalse(document.garbled_text)
