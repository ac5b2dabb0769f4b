# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..lib import chain, errors, fields, signing
from .common import (
    DAY,
    PIN,
    SEAL_PIN,
    SIGNER,
    EngineCase,
    SignCommon,
    draw_letter,
    key_of,
    prepared,
    sealed,
    signed,
    world,
)
from .test_engine_annex import annex
from .test_engine_validate import append_content

TEXTS = {"so_vb": "05", "ngay": "05", "thang": "3"}


@tagged("post_install", "-at_install")
class TestEngineChain(EngineCase):
    """Each file is the one before and what its step may add, nothing else (S9)."""

    def assertBroken(self, what, *arguments):
        with self.assertRaises(errors.ChainBroken) as caught:
            chain.check_step(*arguments)
        self.assertEqual(caught.exception.what, what)

    def test_signing_and_sealing_are_links_of_the_chain(self):
        chain.check_step(prepared(), signed(), fields.PERSON)
        chain.check_step(signed(), sealed(), fields.AGENCY, TEXTS)

    def test_another_file_is_no_link(self):
        other = fields.prepare(draw_letter(room=100), SIGNER)
        self.assertBroken("prefix", other, signed(), fields.PERSON)
        self.assertBroken("prefix", signed(), signed(), fields.PERSON)

    def test_what_was_appended_before_or_after_is_no_link(self):
        grown = append_content(sealed())
        self.assertBroken("signature", signed(), grown, fields.AGENCY, TEXTS)
        changed = append_content(prepared())
        late = signing.sign_person(changed, key_of(world().leader), world().picture)
        self.assertBroken("content", prepared(), late, fields.PERSON)
        third = append_content(append_content(prepared()))
        third = signing.sign_person(third, key_of(world().leader), world().picture)
        self.assertBroken("updates", prepared(), third, fields.PERSON)
        self.assertBroken("signature", prepared(), signed() + b"x", fields.PERSON)

    def test_the_wrong_field_or_no_signature_is_no_link(self):
        self.assertBroken("signature", signed(), sealed(), fields.PERSON, TEXTS)
        grown = fields.add_initials(prepared(), ("text",), SIGNER)
        self.assertBroken("signature", prepared(), grown, fields.PERSON)

    def test_another_number_or_date_is_no_link(self):
        for wrong in ({**TEXTS, "so_vb": "06"}, {}, {**TEXTS, "nam": "2026"}):
            with self.subTest(wrong=wrong):
                self.assertBroken("fields", signed(), sealed(), fields.AGENCY, wrong)

    def test_content_slipped_in_with_the_signature_is_no_link(self):
        writer = fields.open_writer(prepared())
        page = writer.find_page_for_modification(0)[0].get_object()
        page["/Rotate"] = writer.root["/Pages"]["/Count"]
        writer.update_container(page)
        late = signing._sign(
            writer, fields.PERSON, key_of(world().leader), world().picture, None, None
        )
        self.assertBroken("content", prepared(), late, fields.PERSON)


@tagged("post_install", "-at_install")
class TestSignChain(SignCommon):
    """Tampering with a stored file stops the step with one sentence (S9)."""

    SENTENCE = "not the one that was agreed|altered or lost|no longer what|annexes of"

    def swap(self, file, data, with_digest=True):
        """Put other bytes in the place of a stored file, as an intruder would."""
        file = file.sudo()
        file.attachment_id.raw = data
        if with_digest:
            digest = self.env["qlvb.document"]._sha256(data)
            query = "UPDATE qlvb_document_file SET sha256 = %s WHERE id = %s"
            self.env.cr.execute(query, [digest, file.id])
        self.env.invalidate_all()

    def _message(self, document):
        Outbox = self.env["qlvb.outbox"].sudo()
        return Outbox.search([("recipient_id", "in", document.recipient_ids.ids)])

    def other(self):
        return fields.prepare(draw_letter(room=100), SIGNER)

    def test_what_is_not_the_agreed_file_is_not_signed(self):
        for data, digest in (
            (self.other(), False),
            (self.other(), True),
            (None, True),
        ):
            document = self._ready()
            file = document.sudo().submission_id.file_id
            data = data or append_content(file._bytes())
            self.swap(file, data, digest)
            with self.subTest(digest=digest):
                with self.assertRaisesRegex(UserError, self.SENTENCE):
                    document.with_user(self.leader).sign(PIN)
                self.assertEqual(document.state, "approved")

    def test_what_is_not_the_signed_file_is_not_sealed(self):
        for change in (lambda data: signed(), append_content):
            document = self._signed()
            file = document.main_file_id
            self.swap(file, change(file._bytes()))
            with self.subTest(), self.assertRaises(UserError):
                document.with_user(self.clerk).issue(SEAL_PIN)
            self.assertEqual((document.state, document.number_id.id), ("signed", False))

    def test_an_agreed_file_that_was_swapped_later_stops_the_issue(self):
        document = self._signed()
        self.swap(document.sudo().submission_id.file_id, self.other())
        with self.assertRaisesRegex(UserError, self.SENTENCE):
            document.with_user(self.clerk).issue(SEAL_PIN)
        self.assertFalse(document.number_id)

    def test_a_seal_that_brings_another_file_or_number_is_not_issued(self):
        key, seal = key_of(world().agency), world().seal
        document = self._signed()
        data = document.main_file_id._bytes()
        wrongs = (
            sealed(),
            signing.fill_and_seal(data, "99", DAY, key, seal),
            append_content(data),
        )
        with self._committing(self.clerk, document) as mine:
            with self.assertRaisesRegex(UserError, "PIN is wrong"):
                mine.issue("000000")
        mine = document.with_user(self.clerk)
        for wrong in wrongs:
            with self.subTest(), self.assertRaises(UserError):
                mine._finalise_issue(mine.number_id, wrong)
            self.assertEqual(mine.state, "signed")

    def test_what_is_not_the_issued_file_is_not_delivered(self):
        for change in (lambda data: sealed(), append_content):
            document = self._issued()
            file = document.main_file_id
            self.swap(file, change(file._bytes()))
            message = self._message(document)
            message._try_send()
            with self.subTest():
                self.assertFalse(document.recipient_ids.sudo().target_ids)
                self.assertRegex(message.error, self.SENTENCE)

    def test_annexes_that_were_swapped_stop_issue_and_delivery(self):
        document = self._drafted(signer_id=self.leader.id)
        document.add_annex("a.pdf", base64.b64encode(annex()))
        document.upload_version("letter.pdf", base64.b64encode(draw_letter()))
        document.submit("Trình ký")
        document.submission_ids.with_user(self.head).agree()
        document.submission_ids.with_user(self.office).agree()
        document.with_user(self.leader).sign(PIN)
        self.swap(document._annexes(), annex(size=(600, 600)))
        with self.assertRaisesRegex(UserError, "not those that were submitted"):
            document.with_user(self.clerk).issue(SEAL_PIN)

    def test_what_is_received_is_what_was_issued(self):
        document = self._issued()
        self._message(document)._try_send()
        arrived = document.recipient_ids.sudo().target_ids
        row = document.signing_ids.filtered(lambda one: one.role == "agency")
        self.assertEqual(arrived.main_file_id.sha256, row.after_sha256)
