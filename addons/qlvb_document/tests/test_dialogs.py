# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import QlvbCommon

ENTRY = {"name": {}, "notation": {}, "issuer_name": {}}


@tagged("post_install", "-at_install")
class TestDialogs(QlvbCommon):
    """A dialog that is still open tells no more than its user may see (S20)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls._registered()

    def _ask(self, model, user, values, spec, **context):
        dialogs = self.env[model].with_user(user).with_context(**context)
        return dialogs.onchange(dict(values), list(values), spec)

    def test_the_entry_of_another_agency_is_not_shown_s20(self):
        model, values = "qlvb.document.correct.entry", {"document_id": self.document.id}
        shown = self._ask(model, self.clerk, values, ENTRY)["value"]
        self.assertEqual(shown["name"], self.document.name)
        with self.assertRaises(AccessError):
            self._ask(model, self.commune_clerk, values, ENTRY)
        default = {"default_document_id": self.document.id}
        with self.assertRaises(AccessError):
            self._ask(model, self.commune_clerk, {}, ENTRY, **default)

    def test_nor_what_differs_in_a_document_of_another_agency_s20(self):
        values = {"document_id": self._receive(declared_pages=3).id}
        spec = {"discrepancy": {}}
        model = "qlvb.document.discrepancy"
        self.assertIn("declared 3", str(self._ask(model, self.clerk, values, spec)))
        with self.assertRaises(AccessError):
            self._ask(model, self.commune_clerk, values, spec)

    def test_work_that_somebody_else_has_is_not_shown_s20(self):
        self._instruct(self.document)
        values = {"assignment_id": self._lead_row(self.document).id}
        with self.assertRaises(AccessError):
            self._ask("qlvb.assignment.give", self.stranger, values, {"deadline": {}})

    def test_a_document_named_beside_the_number_is_checked_too_s20(self):
        series = self.registers.filtered(
            lambda book: (
                book.company_id == self.commune and book.direction == "incoming"
            )
        ).series_id.with_user(self.commune_clerk)
        (ordinal,) = series.reserve(1, "Giữ cho văn bản giấy")
        number = self.env["qlvb.number"].search(
            [("series_id", "=", series.id), ("ordinal", "=", ordinal)]
        )
        dialogs = self.env["qlvb.number.use"].with_user(self.commune_clerk)
        values = {"number_id": number.id, "document_id": self.document.id}
        with self.assertRaises(AccessError):
            dialogs.create(values)
        with self.assertRaises(AccessError):
            dialogs.onchange(values, list(values), {"document_id": {"fields": {}}})

    def test_a_form_works_nothing_out_from_links_that_a_program_made_up_s20(self):
        hidden = self._drafted()
        documents = self.env["qlvb.document"].with_user(self.stranger)
        title = {"fields": {"display_name": {}}}
        for values, spec in (
            ({"source_recipient_id": hidden.recipient_ids.id}, {"source_id": title}),
            ({"file_ids": [[4, hidden.file_ids.id]]}, {"main_file_id": title}),
        ):
            with self.subTest(values):
                found = documents.onchange(dict(values), list(values), spec)
                self.assertFalse(found)
                defaults = {f"default_{name}": values[name] for name in values}
                found = documents.with_context(**defaults).onchange({}, [], spec)
                self.assertFalse(any(found["value"].values()), found)
