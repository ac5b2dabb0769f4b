# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, request, route


class QlvbWorkfilePrint(Controller):
    """Statutory prints of work files as PDF, within the reader's own rights."""

    @route("/qlvb/print/workfile/<int:workfile_id>", auth="user", readonly=True)
    def workfile(self, workfile_id):
        """Return the contents list of one work file (ND 30/2020, App. V)."""
        workfile = request.env["qlvb.workfile"].browse(workfile_id).exists()
        if not workfile:
            raise request.not_found()
        workfile.check_access("read")
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", f'inline; filename="contents-{workfile_id}.pdf"'),
        ]
        return request.make_response(workfile._draw_pdf(), headers)
