# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign import signers

from odoo.tests import tagged

from ..lib import chain, errors, fields, signing
from ..lib.placement import Box
from ..lib.providers.desktop import check_returned
from .common import EngineCase, draw_letter, key_of, prepared, sealed, world
from .program import by_program
from .test_engine_annex import annex, sign_annex
from .test_engine_validate import append_content, change_number
from .test_sign_copy import scan

WORDS = ["Số: 05/QĐ-UBND"]


def waiting(pdf, field=fields.ANNEX):
    """Return ``pdf`` with the empty field that a program signs, and its name."""
    ready = signing.prepare_text(pdf, field, WORDS)
    return ready, fields.added_field(pdf, ready)


def with_annotation(pdf):
    """Return ``pdf`` with a note drawn over its first page."""
    writer = fields.open_writer(pdf)
    page = writer.find_page_for_modification(0)[0]
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Contents"): pdf_string("1.000.000.000"),
            pdf_name("/DA"): pdf_string("/Helv 40 Tf"),
            pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(value) for value in (50, 50, 400, 200)]
            ),
        }
    )
    writer.register_annotation(page, writer.add_object(note))
    return fields.written(writer)


def with_two_fields(pdf):
    """Return ``pdf`` with two fields, both added in the same update."""
    writer = fields.open_writer(pdf)
    for number, name in enumerate((fields.ANNEX, "Signature2")):
        left = 300 + 100 * number
        fields.add_free_field(writer, name, Box(0, left, 700, left + 90, 730))
    return fields.written(writer)


@tagged("post_install", "-at_install")
class TestChainOfTheProgram(EngineCase):
    """The first update brings a field alone, the second signs it (S9)."""

    def signed(self, pdf, name=fields.ANNEX):
        return by_program(pdf, world().agency, name)

    def assertBroken(self, what, before, after, field=fields.ANNEX):
        with self.assertRaises(errors.ChainBroken) as caught:
            chain.check_step(before, after, field)
        self.assertEqual(caught.exception.what, what)

    def assertRefused(self, what, before, after, field=fields.ANNEX):
        certificate = world().agency.certificate
        with self.assertRaises(errors.ReturnedFile) as caught:
            check_returned(before, after, field, certificate)
        self.assertEqual(caught.exception.details["what"], what)

    def test_annexes_and_copies_of_every_kind_pass_in_two_updates(self):
        turned = [annex(turn=turn) for turn in (0, 90, 180, 270)]
        for pdf in (*turned, annex(size=(842, 595)), scan(150), draw_letter()):
            ready, name = waiting(pdf)
            self.assertTrue(ready.startswith(pdf))
            chain.check_step(pdf, self.signed(ready, name), name)

    def test_the_copy_of_a_signed_letter_keeps_its_signatures(self):
        ready, name = waiting(sealed(), fields.COPY)
        copy = self.signed(ready, name)
        chain.check_step(sealed(), copy, name)
        self.assertVerdicts(self.judge(copy), "valid", "valid", "valid")
        ready, second = waiting(copy, fields.COPY)
        self.assertEqual(second, "KySoBanSao2")
        chain.check_step(copy, self.signed(ready, second), second)

    def test_a_form_that_nobody_signed_takes_the_field_too(self):
        ready, name = waiting(prepared())
        chain.check_step(prepared(), self.signed(ready, name), name)

    def test_signed_in_one_update_it_passes_as_before(self):
        chain.check_step(annex(), sign_annex(annex()), fields.ANNEX)

    def test_content_or_a_note_in_the_first_update_is_no_link(self):
        for change in (append_content, with_annotation):
            ready, name = waiting(change(annex()))
            self.assertBroken("updates", annex(), self.signed(ready, name))

    def test_what_comes_with_the_field_is_no_link(self):
        for turn in (True, False):
            writer = fields.open_writer(annex())
            fields.add_free_field(writer, fields.ANNEX, Box(0, 300, 780, 500, 810))
            page = writer.find_page_for_modification(0)[0]
            if turn:
                page.get_object()["/Rotate"] = generic.NumberObject(90)
                writer.update_container(page.get_object())
            else:
                note = generic.DictionaryObject(
                    {pdf_name("/Subtype"): pdf_name("/Stamp")}
                )
                writer.register_annotation(page, writer.add_object(note))
            what = "content" if turn else "fields"
            self.assertBroken(what, annex(), self.signed(fields.written(writer)))

    def test_two_fields_in_the_first_update_are_no_link(self):
        self.assertBroken("fields", annex(), self.signed(with_two_fields(annex())))

    def test_content_or_a_note_in_the_second_update_is_no_link(self):
        ready, name = waiting(annex())
        for change in (append_content, with_annotation):
            grown = self.signed(change(ready), name)
            self.assertBroken("updates", annex(), grown)
            self.assertRefused("more", ready, grown)
        writer = fields.open_writer(ready)
        page = writer.find_page_for_modification(0)[0].get_object()
        page["/Rotate"] = generic.NumberObject(90)
        writer.update_container(page)
        late = self.signed_in(writer, name)
        self.assertBroken("content", annex(), late)
        self.assertRefused("more", ready, late)

    def signed_in(self, writer, name):
        meta = signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256")
        key = key_of(world().agency)
        return signers.sign_pdf(writer, meta, signer=key.signer).getvalue()

    def test_another_field_in_the_second_update_is_no_link(self):
        ready, name = waiting(annex())
        elsewhere = self.signed(ready, "Signature1")
        self.assertBroken("signature", annex(), elsewhere)
        self.assertRefused("field", ready, elsewhere)
        writer = fields.open_writer(ready)
        fields.add_free_field(writer, "Signature2", Box(0, 100, 100, 200, 200))
        both = self.signed_in(writer, name)
        self.assertBroken("fields", annex(), both)
        self.assertRefused("more", ready, both)

    def test_a_third_update_and_a_field_without_signature_are_no_link(self):
        ready, name = waiting(annex())
        back = self.signed(ready, name)
        self.assertBroken("signature", annex(), ready)
        self.assertBroken("updates", annex(), append_content(back))
        third = self.signed(fields.written(fields.open_writer(back)), "Signature9")
        self.assertBroken("updates", annex(), third)
        self.assertRefused("count", ready, third)

    def test_a_number_changed_with_a_copy_is_no_link(self):
        ready, name = waiting(sealed(), fields.COPY)
        changed = change_number(ready, "06")
        self.assertBroken("updates", sealed(), self.signed(changed, name), name)
        writer = fields.open_writer(ready)
        field = fields.text_fields(writer)["so_vb"].get_object()
        field["/V"] = pdf_string("06")
        writer.update_container(field)
        self.assertBroken("fields", sealed(), self.signed_in(writer, name), name)
