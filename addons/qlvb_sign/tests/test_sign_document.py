# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..lib import signing, validation
from .common import (
    PIN,
    SEAL_PIN,
    SignCommon,
    draw_letter,
    sealed,
    world,
)
from .test_engine_validate import append_content
from .tsa import timestamp_service


@tagged("post_install", "-at_install")
class TestSignDocument(SignCommon):
    """A letter is signed by its signer, sealed by the clerk, judged by the receiver."""

    def test_s34_a_letter_is_signed_and_issued(self):
        document = self._ready()
        answer = document.with_user(self.leader).sign(PIN)
        self.assertEqual(
            (answer["state"], answer["time_source"]), ("signed", "claimed")
        )
        with self._committing(self.clerk, document) as mine:
            mine.issue(SEAL_PIN)
        self.assertRecordValues(
            document, [{"state": "issued", "notation": "01/UBND-VHTT"}]
        )
        self.assertEqual(document.signature_verdict, "valid")
        self.assertEqual(document.signature_ids.mapped("role"), ["person", "agency"])
        self.assertEqual(document.signing_ids.key_id, self.leader_key | self.seal_key)

    def test_s9_every_file_begins_with_the_one_before(self):
        document = self._issued()
        files = {file.kind: file for file in document.sudo().file_ids.sorted("id")}
        chain = [files[kind]._bytes() for kind in ("pdf", "signed", "issued")]
        self.assertTrue(chain[1].startswith(chain[0]))
        self.assertTrue(chain[2].startswith(chain[1]))
        rows = document.signing_ids.sorted("id")
        self.assertEqual(rows[0].after_sha256, rows[1].before_sha256)
        self.assertEqual(rows[1].after_sha256, document.sha256)

    def test_s35_what_was_sent_back_is_signed_anew_the_first_signature_is_void(
        self,
    ):
        document = self._signed()
        first = document.signing_ids
        document.with_user(self.clerk).send_back("Sai thể thức")
        self.assertEqual(document.state, "draft")
        self.assertEqual(document.main_file_id.kind, "pdf")
        mine = document.with_user(self.specialist)
        other = draw_letter(room=96)
        mine.upload_version("letter.pdf", base64.b64encode(other))
        mine.submit("Trình lại")
        mine.submission_id.with_user(self.head).agree()
        mine.submission_id.with_user(self.office).agree()
        document.with_user(self.leader).sign(PIN)
        with self._committing(self.clerk, document) as issuing:
            issuing.issue(SEAL_PIN)
        self.assertEqual(document.state, "issued")
        again = document.signing_ids.filtered(lambda row: row.role == "person") - first
        self.assertEqual((first.file_id.is_void, again.file_id.is_void), (True, False))
        self.assertNotEqual(first.before_sha256, again.before_sha256)

    def test_s8_errors_of_the_layout_come_before_the_pin(self):
        rules = self.env["qlvb.format.rule"].with_company(self.district)
        rules.search([("code", "=", "nation.missing")]).severity = "error"
        document = self._ready()
        with self.assertRaisesRegex(UserError, "layout"):
            document.with_user(self.leader).sign("wrong")
        self.assertEqual(document.state, "approved")

    def test_a_second_click_signs_nothing(self):
        document = self._ready()
        first = document.with_user(self.leader).sign(PIN)
        with patch.object(signing, "sign_person") as engine:
            self.assertEqual(document.with_user(self.leader).sign(PIN), first)
        engine.assert_not_called()
        self.assertEqual(len(document.signing_ids), 1)

    def test_two_clicks_at_once_store_one_signature(self):
        document = self._ready()
        mine = document.with_user(self.leader)
        make = type(document)._make_signature

        def slow(record, pdf, auth):
            with patch.object(type(record), "_make_signature", make):
                record._sign(auth)  # the other click ends first
            return make(record, pdf, auth)

        with patch.object(type(document), "_make_signature", slow):
            mine.sign(PIN)
        kinds = document.sudo().file_ids.mapped("kind")
        self.assertEqual(kinds.count("signed"), 1)

    def test_a_second_click_issues_nothing(self):
        document = self._issued()
        with patch.object(signing, "fill_and_seal") as engine:
            with self._committing(self.clerk, document) as mine:
                mine.issue(SEAL_PIN)
        engine.assert_not_called()
        self.assertEqual(len(document.signing_ids), 2)

    def test_a_failed_seal_keeps_its_number_for_the_retry(self):
        document = self._signed()
        with self._committing(self.clerk, document) as mine:
            with self.assertRaisesRegex(UserError, "PIN is wrong"):
                mine.issue("000000")
            number = mine.number_id
            self.assertEqual((number.state, mine.state), ("reserved", "signed"))
            mine.issue(SEAL_PIN)
            self.assertEqual(mine.number_id, number)
            self.assertEqual((number.state, mine.state), ("used", "issued"))

    def test_a_wrong_pin_leaves_nothing_behind(self):
        document = self._ready()
        before = len(document.sudo().file_ids)
        with self.assertRaisesRegex(UserError, "PIN is wrong"):
            document.with_user(self.leader).sign("000000")
        self.assertEqual(document.state, "approved")
        self.assertEqual(len(document.sudo().file_ids), before)

    def test_an_expired_certificate_does_not_sign(self):
        document = self._ready()
        Key = self.env["qlvb.sign.key"]
        Key._install(self.leader, world().expired.pkcs12(PIN), PIN, world().picture)
        with self.assertRaisesRegex(UserError, "expired on"):
            document.with_user(self.leader).sign(PIN)

    def test_a_signer_without_key_is_told_where_to_install_it(self):
        self.leader_key.active = False
        with self.assertRaisesRegex(UserError, "no signing key yet"):
            self._ready().with_user(self.leader).sign(PIN)

    def test_an_unapproved_draft_is_not_signed(self):
        document = self._drafted(signer_id=self.leader.id)
        document.upload_version("letter.pdf", base64.b64encode(draw_letter()))
        document.submit("Trình ký")
        with self.assertRaisesRegex(UserError, "cannot become"):
            document.with_user(self.leader).sign(PIN)

    def test_s34_nothing_is_issued_unsigned(self):
        document = self._ready()
        with self.assertRaisesRegex(UserError, "is not signed|cannot become"):
            document.with_user(self.clerk).issue(SEAL_PIN)
        self.assertFalse(document.number_id)

    def test_s34_nothing_is_issued_with_an_untrusted_signature(self):
        document = self._signed()
        self.anchor.active = False
        with self.assertRaisesRegex(UserError, "not trusted here"):
            document.with_user(self.clerk).issue(SEAL_PIN)
        self.assertFalse(document.number_id)

    def test_a_pdf_without_places_is_kept_with_a_note_and_not_signed(self):
        document = self._ready(pdf=draw_letter(number="Công văn"))
        file = document.sudo().submission_id.file_id
        self.assertIn("place for the number", file.note)
        with self.assertRaisesRegex(UserError, "has no place for"):
            document.with_user(self.leader).sign(PIN)

    def test_s9_a_stored_file_that_was_altered_is_not_signed(self):
        document = self._ready()
        attachment = document.sudo().submission_id.file_id.attachment_id
        attachment.raw = draw_letter()
        with self.assertRaisesRegex(UserError, "altered or lost"):
            document.with_user(self.leader).sign(PIN)

    def test_the_configured_timestamp_service_is_used(self):
        parameters = self.env["ir.config_parameter"]
        document = self._ready()
        with timestamp_service(world().tsa) as url:
            parameters.set_param("qlvb_sign.tsa_url", url)
            answer = document.with_user(self.leader).sign(PIN)
        self.assertEqual(answer["time_source"], "tsa")

    def test_a_silent_timestamp_service_is_said_in_one_sentence(self):
        self.env["ir.config_parameter"].set_param(
            "qlvb_sign.tsa_url", "http://127.0.0.1:9/"
        )
        document = self._ready()
        with self.assertRaisesRegex(UserError, "does not answer"):
            document.with_user(self.leader).sign(PIN)
        self.assertEqual(document.state, "approved")


@tagged("post_install", "-at_install")
class TestReceivedSignatures(SignCommon):
    """What arrives is judged when it is stored, and again on request (S12)."""

    def _arrived(self, data):
        file = {"name": "letter.pdf", "content": base64.b64encode(data).decode()}
        return self._receive(files=[file])

    def test_s12_a_received_letter_shows_its_signatures(self):
        document = self._arrived(sealed())
        self.assertEqual(document.signature_verdict, "valid")
        self.assertEqual(len(document.signature_ids), 2)
        self.assertRecordValues(
            document.signature_ids[0],
            [{"signer": "Trần Văn Công", "integrity": "intact", "chain": "trusted"}],
        )

    def test_s9_a_forged_letter_is_received_and_said_to_be_invalid(self):
        document = self._arrived(append_content(sealed()))
        self.assertEqual(document.signature_verdict, "invalid")

    def test_a_letter_without_signature_is_received(self):
        self.assertEqual(self._arrived(draw_letter()).signature_verdict, "none")

    def test_verifying_again_follows_what_is_trusted_now(self):
        document = self._arrived(sealed())
        self.anchor.active = False
        self.assertEqual(document.signature_verdict, "valid")
        rows = document.verify_signatures()
        self.assertEqual(document.signature_verdict, "unproven")
        self.assertEqual({row["chain"] for row in rows}, {"untrusted"})
        self.assertEqual(document.sudo().event_ids[:1].kind, "verify")

    def test_an_engine_that_fails_does_not_stop_the_reception(self):
        letter = sealed()
        with patch.object(validation, "_reader", side_effect=RecursionError):
            document = self._arrived(letter)
        self.assertEqual(document.signature_verdict, "invalid")
        self.assertEqual(document.signature_ids.integrity, "unreadable")

    def test_s9_the_code_of_the_public_page_is_signed_and_sealed_with_the_rest(self):
        document = self._issued()
        data = document.main_file_id._bytes()
        token = document.public_token.encode()
        self.assertIn(b"/van-ban/" + token, data)
        agreed = document.submission_id.sudo().file_id._bytes()
        self.assertIn(token, agreed)
        self.assertTrue(data.startswith(agreed))
        verdicts = set(document.main_file_id.signature_ids.mapped("verdict"))
        self.assertEqual(verdicts, {"valid"})
