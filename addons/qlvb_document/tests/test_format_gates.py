# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .formatting import FormatCase, letter


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
        given = self._delegate(self.leader, self.office, authority="TUQ.")
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
