# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, request, route


class QlvbPrint(Controller):
    """Statutory prints as PDF; the reader's own rights decide what is in them."""

    @route("/qlvb/print/register/<int:register_id>", auth="user")
    def register(self, register_id):
        """Return the book of a year as PDF (ND 30/2020, App. IV)."""
        register = request.env["qlvb.register"].browse(register_id).exists()
        if not register:
            raise request.not_found()
        register.check_access("read")
        log = request.env["qlvb.access.log"]
        log._note_print(register.company_id, register.display_name)
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", f'inline; filename="register-{register_id}.pdf"'),
        ]
        return request.make_response(register._draw_pdf(), headers)
