# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What several tests need: files made on purpose, refusals, real transactions."""

import io
import os
from contextlib import contextmanager
from unittest.mock import patch

import pikepdf
from reportlab.pdfgen import canvas

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError

from vnrecords.pages import fonts

from .common import QlvbCommon

# Tables of what the real transactions of a test leave behind, children first.
LEFT_BEHIND = (
    "DELETE FROM qlvb_event WHERE document_id = ANY(%(documents)s)",
    "DELETE FROM qlvb_number WHERE series_id = ANY(%(series)s)",
    "DELETE FROM qlvb_document WHERE id = ANY(%(documents)s)",
    "DELETE FROM qlvb_series WHERE id = ANY(%(series)s)",
    "DELETE FROM mail_message WHERE model = 'qlvb.document'"
    " AND res_id = ANY(%(documents)s)",
    "DELETE FROM mail_followers WHERE res_model = 'qlvb.document'"
    " AND res_id = ANY(%(documents)s)",
)


def make_page(*lines):
    """Return the bytes of a PDF of one page with these Vietnamese lines on it."""
    fonts.register()
    buffer = io.BytesIO()
    pdf = canvas.Canvas(buffer, invariant=1)
    pdf.setFont(fonts.REGULAR, 14)
    for index, line in enumerate(lines):
        pdf.drawString(72, 780 - 24 * index, line)
    pdf.save()
    return buffer.getvalue()


def encrypt(data, password="secret"):
    """Return the PDF locked by a password; an empty one still restricts its use."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lock = pikepdf.Encryption(owner="owner", user=password)
        pdf.save(buffer, encryption=lock)
    return buffer.getvalue()


def files_on_disk(env):
    """Return the paths of all the files that Odoo keeps."""
    folder = env["ir.attachment"]._filestore()
    return {
        os.path.join(place, name)
        for place, _folders, names in os.walk(folder)
        if "checklist" not in place
        for name in names
    }


class RefusalCase(QlvbCommon):
    """Refusals that leave nothing behind but one line in the log (S2)."""

    @contextmanager
    def _refused(self, pattern, path=None):
        """Assert that the request inside is refused, told why, and stored nowhere.

        The savepoint stands for the transaction of the request, which ends by
        rollback. The files on disk do not, so they are counted before it.
        """
        rows, disk = self._rows(), files_on_disk(self.env)
        refusals = self.env["qlvb.refusal"].sudo()
        known = refusals.search([])
        with self.enter_registry_test_mode():
            self.cr.execute("SAVEPOINT request")
            try:
                yield
            except UserError as refusal:
                self.assertRegex(str(refusal), pattern)
            else:
                self.fail("This was not refused.")
            logged = refusals.search([]) - known
            self.refusal = logged.read()[0] if logged else {}
            self.assertEqual(files_on_disk(self.env), disk)
            self.env.invalidate_all(flush=False)
            self.env.transaction.clear()
            self.cr.execute("ROLLBACK TO SAVEPOINT request")
        self.assertEqual(self._rows(), rows)
        self.assertEqual(len(logged), 1, "One line in the log says that it happened.")
        if path:
            self.assertEqual(self.refusal["path"], path)

    @contextmanager
    def _logging(self):
        """Yield the list of the lines that are logged inside, as dicts.

        Where a refusal undoes only a part of the work, its line, which has a
        connection of its own in earnest, is undone in a test together with that part.
        """
        lines = []
        refusals = self.env.registry["qlvb.refusal"]
        create = refusals.create

        def note(records, values):
            lines.append(dict(values))
            return create(records, values)

        with patch.object(refusals, "create", note):
            yield lines

    def _rows(self):
        models = ("qlvb.document", "qlvb.document.file", "ir.attachment", "qlvb.event")
        return {name: self.env[name].sudo().search_count([]) for name in models}


class AssignedCase(QlvbCommon):
    """A document of which the culture unit has the lead, and another helps."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()
        self.lead = self._lead_row(self.document)
        self.helper = self.document.sudo().assignment_ids.filtered(
            lambda row: row.role == "coordinate"
        )


class RealTransactions(QlvbCommon):
    """Several real connections at once, on rows that are committed and removed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            agency = env.ref("base.main_company")
            series = env["qlvb.series"]._get(agency, "internal", 1976, "test")
            document = env["qlvb.document"].create(
                {"direction": "internal", "name": "Chạy đua", "company_id": agency.id}
            )
            cls.series_id, cls.document_id = series.id, document.id
        cls.addClassCleanup(cls._remove_real_rows)

    @classmethod
    def _remove_real_rows(cls):
        rows = {"documents": [cls.document_id], "series": [cls.series_id]}
        with cls.registry.cursor() as cr:
            # Only here: the trail itself refuses to be removed.
            cr.execute("ALTER TABLE qlvb_event DISABLE TRIGGER qlvb_event_keep")
            for statement in LEFT_BEHIND:
                cr.execute(statement, rows)
            cr.execute("ALTER TABLE qlvb_event ENABLE TRIGGER qlvb_event_keep")

    @contextmanager
    def _request(self):
        """Yield an environment on a connection of its own, as a request has it."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
