# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, request, route


class QlvbTrail(Controller):
    """The trail of a document, to be checked without this system (S53)."""

    @route("/qlvb/trail/<int:document_id>", auth="user")
    def trail(self, document_id):
        """Return the trail as text, one JSON object a line."""
        document = request.env["qlvb.document"].browse(document_id).exists()
        if not document or not document.has_access("read"):
            raise request.not_found()
        headers = [
            ("Content-Type", "application/jsonl; charset=utf-8"),
            (
                "Content-Disposition",
                f'attachment; filename="trail-{document_id}.jsonl"',
            ),
        ]
        return request.make_response(document.export_trail(), headers)
