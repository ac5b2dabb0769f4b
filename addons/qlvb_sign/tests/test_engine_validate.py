# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from datetime import timedelta

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_string

from odoo.tests import tagged

from ..lib import fields, signing, validation
from .common import (
    DAY,
    END,
    START,
    EngineCase,
    draw_letter,
    key_of,
    prepared,
    sealed,
    signed,
    world,
)
from .test_engine_sign import flip, seal_first


def change_number(pdf, value):
    """Return ``pdf`` with another number appended in a well-formed update."""
    writer = fields.open_writer(pdf)
    field = fields.text_fields(writer)["so_vb"].get_object()
    field["/V"] = pdf_string(value)
    writer.update_container(field)
    return fields.written(writer)


def append_content(pdf):
    """Return ``pdf`` with a line of text appended to its first page."""
    writer = fields.open_writer(pdf)
    stream = generic.StreamObject(stream_data=b"BT /F1 20 Tf 100 400 Td (9) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(stream))
    return fields.written(writer)


@tagged("post_install", "-at_install")
class TestEngineValidate(EngineCase):
    """Each finding in its own line, and an overall word (S9, S12)."""

    def test_s12_a_signed_and_sealed_letter_is_valid(self):
        person, agency = self.judge(sealed())
        self.assertVerdicts((person, agency), "valid", "valid")
        self.assertEqual((person.role, agency.role), ("person", "agency"))
        self.assertEqual(person.later_changes, "allowed")
        self.assertEqual(agency.later_changes, "none")
        self.assertEqual(person.signer, "Trần Văn Công")
        self.assertEqual({person.integrity, agency.integrity}, {"intact"})

    def test_s9_a_flipped_byte_is_found(self):
        for report in self.judge(flip(sealed(), b"stream")):
            self.assertEqual(report.verdict, "invalid")
            self.assertIn(report.integrity, ("broken", "unreadable"))

    def test_s9_a_number_changed_after_the_seal_breaks_the_seal(self):
        person, agency = self.judge(change_number(sealed(), "06"))
        self.assertEqual(agency.later_changes, "forbidden")
        self.assertEqual(agency.verdict, "invalid")
        self.assertEqual(person.integrity, "intact")

    def test_s9_appended_content_is_forbidden_for_both(self):
        reports = self.judge(append_content(sealed()))
        self.assertEqual({r.later_changes for r in reports}, {"forbidden"})
        self.assertEqual({r.integrity for r in reports}, {"intact"})
        self.assertVerdicts(reports, "invalid", "invalid")

    def test_bytes_after_the_end_belong_to_nobody(self):
        _person, agency = self.judge(sealed() + b"\nhidden")
        self.assertEqual(agency.later_changes, "forbidden")
        self.assertVerdicts(self.judge(sealed() + b"\r\n"), "valid", "valid")

    def test_an_unknown_root_is_not_trusted(self):
        reports = self.judge(sealed(), world().stranger.certificate)
        self.assertVerdicts(reports, "unproven", "unproven")
        self.assertEqual({r.chain for r in reports}, {"untrusted"})

    def test_without_anchors_nothing_is_trusted(self):
        reports = validation.validate(sealed(), ())
        self.assertEqual({r.chain for r in reports}, {"untrusted"})

    def test_a_root_of_the_same_name_is_another_root(self):
        pdf = signing.sign_person(prepared(), key_of(world().unknown), world().picture)
        (report,) = self.judge(pdf)
        self.assertEqual((report.chain, report.integrity), ("untrusted", "intact"))

    def test_an_expired_certificate_is_told(self):
        reports = self.judge(sealed(), at=END + timedelta(days=1))
        self.assertEqual({r.period for r in reports}, {"expired"})
        self.assertVerdicts(reports, "unproven", "unproven")
        reports = self.judge(sealed(), at=START - timedelta(days=1))
        self.assertEqual({r.period for r in reports}, {"not_yet_valid"})

    def test_the_seal_alone_is_out_of_order(self):
        (report,) = self.judge(seal_first())
        self.assertEqual((report.role_order, report.integrity), ("wrong", "intact"))
        self.assertEqual(report.verdict, "invalid")

    def test_a_person_after_the_seal_is_out_of_order(self):
        writer = fields.open_writer(seal_first())
        pdf = signing._sign(
            writer, fields.PERSON, key_of(world().leader), world().picture, None, None
        )
        self.assertEqual([r.role_order for r in self.judge(pdf)], ["wrong", "wrong"])

    def test_one_key_in_both_places_is_nobodys_order(self):
        pdf = signing.fill_and_seal(
            signed(), "05", DAY, key_of(world().leader), world().seal
        )
        self.assertEqual([r.role_order for r in self.judge(pdf)], ["right", "wrong"])

    def test_truncated_and_foreign_files_give_a_report_and_no_crash(self):
        for size in (0, 100, len(sealed()) // 2, len(sealed()) - 2000):
            with self.subTest(size=size):
                reports = self.judge(sealed()[:size])
                self.assertFalse(any(report.ok for report in reports))
                self.assertTrue(reports)
        self.assertEqual(len(self.judge(b"<html>")), 1)

    def test_a_file_without_signatures_has_no_report(self):
        self.assertEqual(self.judge(draw_letter()), [])
        self.assertEqual(self.judge(prepared()), [])

    def test_a_rewritten_file_is_broken(self):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(sealed())) as pdf:
            pdf.save(out)
        for report in self.judge(out.getvalue()):
            self.assertEqual(report.verdict, "invalid")

    def test_an_encrypted_file_cannot_be_judged(self):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(sealed())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
        (report,) = self.judge(out.getvalue())
        self.assertEqual(report.integrity, "unreadable")

    def test_every_byte_of_the_frame_may_be_damaged_without_a_crash(self):
        pdf = sealed()
        for position in range(0, len(pdf), len(pdf) // 60):
            data = bytearray(pdf)
            data[position] ^= 0xFF
            reports = self.judge(bytes(data))
            self.assertFalse(
                reports and all(report.ok for report in reports), f"byte {position}"
            )
