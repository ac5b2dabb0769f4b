# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import dataclasses
import io
import zipfile

from odoo.exceptions import UserError
from odoo.tests import tagged

from vnrecords import format as layout
from vnrecords.errors import UnreadableFile

from .common import make_pdf
from .formatting import HEADING, SENTENCE, FormatCase, letter


@tagged("post_install", "-at_install")
class TestFormatCheck(FormatCase):
    """S8: every version is checked, and each finding says what to do."""

    def test_the_rules_are_those_of_the_package_with_their_articles_s8(self):
        rules = self.env["qlvb.format.rule"].search([])
        kept = {
            (rule.code, rule.article, rule.default_severity, rule.mandatory)
            for rule in rules
        }
        shipped = {
            (rule.id, rule.article, rule.severity.value, rule.mandatory)
            for rule in layout.RULES.values()
        }
        self.assertEqual(kept, shipped)
        self.assertTrue(all(rules.mapped("component")) and all(rules.mapped("aspect")))

    def test_a_letter_as_the_decree_wants_it_has_no_finding_s8(self):
        draft = self._drafted_as(self._good())
        self.assertEqual(draft.format_verdict, "clean", draft.check_format())
        self.assertFalse(draft.format_finding_ids)

    def test_each_stored_version_is_checked_s8(self):
        draft = self._drafted_as(self._good())
        draft.make_docx()
        kinds = draft.format_check_ids.mapped("kind")
        self.assertEqual(sorted(kinds), ["draft", "pdf", "pdf"])

    def test_a_finding_names_page_component_article_and_what_to_do_s8(self):
        heading = dataclasses.replace(HEADING, symbol="CV-UBND")
        draft = self._drafted_as(letter(self.leader, heading=heading))
        (found,) = draft.check_format()
        self.assertEqual(
            (found["severity"], found["page"], found["component"], found["code"]),
            ("error", 1, "number", "type_in_letter"),
        )
        self.assertIn("CV-UBND", found["what"])
        self.assertIn("Write “UBND-VHTT”", found["advice"])
        self.assertIn("II.3.b", found["article"])

    def test_findings_speak_the_language_of_their_reader_s8(self):
        draft = self._drafted_as(make_pdf("Not a letter"))
        finding = draft.format_finding_ids.filtered(
            lambda row: row.rule_id.code == "nation.missing"
        )
        english = finding.what, finding.advice
        spoken = finding.with_context(lang="vi_VN")
        self.assertNotEqual((spoken.what, spoken.advice), english)
        self.assertIn("Không", spoken.what)

    def test_every_code_of_a_finding_has_its_sentences_s8(self):
        from ..models.qlvb_format_sentences import ADVICE, WHAT

        told = {name.rpartition("/")[2] for name in WHAT}
        advised = {name.rpartition("/")[2] for name in ADVICE}
        self.assertLessEqual(told, advised | {"count"})
        rules = {name.rpartition("/")[0] for name in (*WHAT, *ADVICE) if "/" in name}
        self.assertLessEqual(rules, set(layout.RULES))

    def test_the_agency_says_how_grave_a_rule_is_s8(self):
        broken = letter(self.leader, recipients=("Như trên", "Sở Thử"))
        self.assertEqual(self._drafted_as(broken).format_verdict, "errors")
        self._rule("recipients.form").severity = "warning"
        self.assertEqual(self._drafted_as(broken).format_verdict, "warnings")
        self._rule("recipients.form").severity = "off"
        self.assertEqual(self._drafted_as(broken).format_verdict, "clean")
        other = self._rule("recipients.form").with_company(self.commune)
        self.assertEqual(other.severity, "off", "as the world of these tests has it")

    def test_a_word_file_is_checked_as_well_s8(self):
        draft = self._drafted(body=SENTENCE)
        draft.make_docx()
        word = draft.format_check_ids.filtered(lambda row: row.kind == "draft")
        self.assertEqual(
            word.finding_ids.mapped("rule_id.code"),
            ["position.missing"],
            "the signer of these tests has no position",
        )

    def test_a_file_that_cannot_be_read_is_kept_and_said_to_be_so_s8(self):
        draft = self._drafted_as(self._good())
        file = draft.file_ids.sorted("id")[-1:]
        self.patch(type(file), "_bytes", lambda row: b"%PDF-1.7\nbroken")
        self.assertEqual(self.env["qlvb.format.check"]._run(file).verdict, "unread")

    def test_a_damaged_word_file_breaks_nothing_s8(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", "<w:document/>")
        with self.assertRaises(UnreadableFile):
            layout.check(buffer.getvalue())

    def test_a_document_without_a_version_has_nothing_to_check(self):
        draft = (
            self.env["qlvb.document"]
            .with_user(self.specialist)
            .create({"direction": "outgoing", "name": "về việc trống"})
        )
        with self.assertRaisesRegex(UserError, "no version to check"):
            draft.check_format()
        with self.assertRaisesRegex(UserError, "no version to check"):
            self._receive().check_format()

    def test_the_check_of_a_letter_takes_less_than_a_third_of_a_second_s8(self):
        draft = self._drafted_as(self._good())
        draft.check_format()
        draft.check_format()
        self.assertLess(draft.format_check_id.milliseconds, 300)
