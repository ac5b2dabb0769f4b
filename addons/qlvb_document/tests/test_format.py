# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import dataclasses
import io
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

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


@tagged("post_install", "-at_install")
class TestFormatGates(FormatCase):
    """S35: before the signature, and by the clerk before the number."""

    def _broken(self):
        return letter(self.leader, recipients=("Như trên", "Sở Thử"))

    def _headless(self):
        return letter(self.leader, recipients=())

    def test_errors_of_the_layout_prevent_the_signature_s8(self):
        document = self._approved_as(self._broken())
        with self.assertRaisesRegex(UserError, "layout of .* has errors") as caught:
            document._mark_signed()
        self.assertIn("Lưu: VT", str(caught.exception))
        self.assertEqual(document.state, "approved")

    def test_an_agency_may_let_its_leaders_sign_all_the_same_s8(self):
        document = self._signed_as(self._broken())
        self.assertEqual(document.state, "signed")

    def test_warnings_prevent_nothing_s8(self):
        self._rule("recipients.form").severity = "warning"
        document = self._approved_as(self._broken())
        document._mark_signed()
        self.assertEqual(self._issue(document)["number"], 1)

    def test_a_clerk_issues_a_checked_letter_at_once_s35(self):
        document = self._approved_as(self._good())
        document._mark_signed()
        self.assertTrue(document.format_check_id)
        self.assertEqual(self._issue(document)["number"], 1)
        checked = document.event_ids.filtered(lambda row: row.kind == "format_check")
        self.assertEqual(checked.user_id, self.clerk)
        self.assertEqual(checked.details, {"verdict": "No fault"})

    def test_errors_prevent_issuing_until_the_clerk_accepts_them_s35(self):
        document = self._signed_as(self._broken())
        with self.assertRaisesRegex(UserError, "accept them with a reason"):
            self._issue(document)
        self.assertFalse(document.number_id)
        mine = document.with_user(self.clerk)
        self.assertTrue(mine.can_accept_format)
        with self.assertRaisesRegex(UserError, "Say why"):
            mine.accept_format("  ")
        mine.accept_format("Nơi nhận ghi theo quy chế của cơ quan")
        check = document.format_check_id
        self.assertEqual(check.accepted_by_id, self.clerk)
        self.assertEqual(self._issue(document)["number"], 1)
        self.assertIn("format_accept", document.event_ids.mapped("kind"))

    def test_a_missing_component_is_never_accepted_s35(self):
        document = self._signed_as(self._headless())
        with self.assertRaisesRegex(UserError, "lacks what no document may lack"):
            self._issue(document)
        mine = document.with_user(self.clerk)
        self.assertFalse(mine.can_accept_format)
        with self.assertRaisesRegex(UserError, "missing component"):
            mine.accept_format("Gấp")

    def test_only_a_clerk_of_the_agency_accepts_or_sends_back_s35(self):
        document = self._signed_as(self._broken())
        for user in (self.specialist, self.leader, self.commune_clerk):
            for verb in ("accept_format", "send_back"):
                with (
                    self.subTest(user=user.login, verb=verb),
                    self.assertRaises(UserError),
                ):
                    getattr(document.with_user(user), verb)("vì")

    def test_what_is_sent_back_is_corrected_approved_and_signed_anew_s35(self):
        document = self._signed_as(self._broken())
        signed = document._store_file("signed.pdf", self._broken(), "signed")
        document.with_user(self.clerk).send_back("Thiếu dòng Lưu")
        self.assertEqual(document.state, "draft")
        self.assertTrue(signed.is_void)
        self.assertNotEqual(document.main_file_id, signed)
        self.assertEqual(document.submission_id.state, "returned")
        self.assertIn("send_back", document.event_ids.mapped("kind"))
        mine = document.with_user(self.specialist)
        mine.upload_version("new.pdf", base64.b64encode(self._good()))
        mine.submit("Trình lại")
        mine.submission_id.with_user(self.head).agree()
        mine.submission_id.with_user(self.office).agree()
        document._mark_signed()
        self.assertEqual(self._issue(document)["number"], 1)

    def test_with_a_kept_number_nothing_is_sent_back_s35(self):
        document = self._signed_as(self._good())
        self.seal_fails = True
        with self.assertRaisesRegex(UserError, "seal does not answer"):
            self._issue(document)
        with self.assertRaisesRegex(UserError, "number is kept"):
            document.with_user(self.clerk).send_back("Sai thể thức")

    def test_dialogs_do_the_same_as_the_calls_s35(self):
        document = self._signed_as(self._broken()).with_user(self.clerk)
        for verb, reason in (("accept_format", "Được"), ("send_back", "Sửa lại")):
            action = getattr(document, f"action_{verb}")()
            model = self.env[action["res_model"]].with_user(self.clerk)
            with Form(model.with_context(**action["context"])) as form:
                form.reason = reason
            name = "accept" if verb == "accept_format" else "send_back"
            getattr(form.record, f"action_{name}")()
        self.assertEqual(document.state, "draft")

    def test_the_findings_are_seen_by_who_sees_the_document_only_s8(self):
        draft = self._drafted_as(self._broken())
        check, finding = draft.format_check_id, draft.format_finding_ids[0]
        for row in (check, finding):
            row.with_user(self.specialist).check_access("read")
            for stranger in (self.stranger, self.commune_clerk):
                with self.subTest(row=row._name), self.assertRaises(AccessError):
                    row.with_user(stranger).check_access("read")
                self.assertFalse(
                    self.env[row._name]
                    .with_user(stranger)
                    .search([("id", "=", row.id)])
                )

    def test_nobody_writes_checks_and_findings_s8(self):
        check = self._drafted_as(self._broken()).format_check_id
        for user in (self.specialist, self.clerk, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                check.with_user(user).write({"accept_reason": "x"})
            with self.assertRaises(AccessError):
                check.finding_ids.with_user(user).unlink()

    def test_administrators_set_how_grave_a_rule_is_and_nothing_else_s8(self):
        rule = self._rule("nation.missing")
        rule.with_user(self.admin_user).severity = "warning"
        with self.assertRaisesRegex(UserError, "not rewritten"):
            rule.with_user(self.admin_user).article = "none"
        with self.assertRaises(AccessError):
            rule.with_user(self.clerk).severity = "off"


@tagged("post_install", "-at_install")
class TestAuthority(FormatCase):
    """ND 30/2020, art. 13: the authority over the name is one that the signer has."""

    def _codes(self, **values):
        draft = self._drafted(**values)
        return [finding.code for finding in draft._authority_findings()]

    def test_the_head_signs_alone_or_for_the_collective_s8(self):
        self.assertFalse(self._codes(authority=False))
        self.assertEqual(self._codes(authority="TM."), ["no_collective"])
        self.district.qlvb_collective = "ỦY BAN NHÂN DÂN"
        self.assertFalse(self._codes(authority="TM."))
        self.assertEqual(self._codes(authority="KT."), ["chief"])

    def test_a_deputy_signs_for_the_head_s8(self):
        deputy = {"signer_id": self.deputy.id}
        self.assertFalse(self._codes(authority="KT.", **deputy))
        self.assertEqual(self._codes(authority=False, **deputy), ["not_chief"])

    def test_by_authorisation_signs_who_was_given_it_while_it_lasts_s8(self):
        values = {"signer_id": self.office.id, "authority": "TUQ."}
        self.assertEqual(self._codes(**values), ["no_delegation"])
        given = self.env["qlvb.delegation"].create(
            {
                "from_user_id": self.leader.id,
                "to_user_id": self.office.id,
                "company_id": self.district.id,
                "authority": "TUQ.",
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "basis": "Giấy ủy quyền số 01/GUQ-UBND",
            }
        )
        self.assertFalse(self._codes(**values))
        given.revoke()
        self.assertEqual(self._codes(**values), ["no_delegation"])

    def test_a_signer_without_authority_at_that_minute_does_not_sign_s8(self):
        document = self._approved_as(self._good())
        self.env["qlvb.role"].search(
            [("user_id", "=", self.leader.id), ("company_id", "=", self.district.id)]
        ).date_to = "2026-03-01"
        with self.assertRaisesRegex(UserError, "no leader of the agency"):
            document._mark_signed()
