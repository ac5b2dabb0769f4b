# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, request, route

from ..models.qlvb_register_printing import FORMATS


class QlvbPrint(Controller):
    """Statutory prints; the reader's own rights decide what is in them."""

    @route("/qlvb/print/register/<int:register_id>", auth="user")
    def register(self, register_id):
        """Return the book of a year as PDF (ND 30/2020, App. IV)."""
        register = self._record("qlvb.register", register_id)
        return self._file(register._draw_pdf(), "pdf", f"register-{register_id}")

    @route("/qlvb/print/book/<int:wizard_id>", auth="user")
    def book(self, wizard_id):
        """Return what the dialog asked for: period, selection, PDF, Excel, Word."""
        wizard = self._record("qlvb.register.print", wizard_id)
        return self._file(wizard._bytes(), wizard.form, f"book-{wizard_id}")

    @route("/qlvb/print/deliveries/<int:wizard_id>", auth="user")
    def deliveries(self, wizard_id):
        """Return the delivery book (ND 30/2020, App. IV.III)."""
        wizard = self._record("qlvb.delivery.print", wizard_id)
        return self._file(wizard._bytes(), wizard.form, f"deliveries-{wizard_id}")

    @route("/qlvb/print/replies/<int:wizard_id>", auth="user")
    def replies(self, wizard_id):
        """Return the list or the report of replies that the dialog asked for."""
        wizard = self._record("qlvb.reply.report", wizard_id)
        return self._file(wizard._bytes(), wizard.form, f"replies-{wizard_id}")

    @route("/qlvb/print/document/<int:document_id>/<string:what>", auth="user")
    def document(self, document_id, what):
        """Return the stamp, the handling slip, or the copy with the stamp."""
        document = self._record("qlvb.document", document_id)
        printed = document._print_file(what)
        if not printed:
            raise request.not_found()
        return self._file(*printed, f"{what.partition('.')[0]}-{document_id}")

    @route("/qlvb/print/submission/<int:slip_id>", auth="user")
    def submission(self, slip_id):
        """Return phiếu trình as PDF."""
        slip = self._record("qlvb.submission", slip_id)
        return self._file(slip._slip_pdf(), "pdf", f"slip-{slip_id}")

    def _record(self, model, record_id):
        record = request.env[model].browse(record_id).exists()
        if not record:
            raise request.not_found()
        record.check_access("read")
        return record

    def _file(self, data, form, name):
        place = "inline" if form == "pdf" else "attachment"
        headers = [
            ("Content-Type", FORMATS[form]),
            ("Content-Disposition", f'{place}; filename="{name}.{form}"'),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(data, headers)
