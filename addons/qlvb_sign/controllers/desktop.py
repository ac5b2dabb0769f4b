# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, content_disposition, request, route

LARGEST = 100 << 20
# No cookie is read or set: the program on the desktop has no session.
OPTIONS = {"auth": "public", "save_session": False, "sitemap": False}


class QlvbDesktopSigning(Controller):
    """The two addresses that a signing program on the desktop is given.

    See `qlvb.sign.request.desktop.mixin`: each works once, until the deadline.
    """

    @route(
        "/qlvb/sign/<int:request_id>/download/<string:secret>/<string:name>",
        methods=["GET"],
        readonly=False,
        **OPTIONS,
    )
    def download(self, request_id, secret, name):
        """Hand the prepared file out, once."""
        row = request.env["qlvb.sign.request"].sudo().browse(request_id)
        if not row._redeem("download", secret):
            return request.not_found()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", content_disposition(f"{row.name}.pdf")),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(row._prepared_bytes(), headers)

    @route(
        "/qlvb/sign/<int:request_id>/upload/<string:secret>",
        methods=["POST"],
        csrf=False,
        **OPTIONS,
    )
    def upload(self, request_id, secret, uploadfile=None, **_others):
        """Take the signed file back; answer as the program expects.

        ``Status``: whether it was taken; ``Message``: the reason when it was not.
        """
        row = request.env["qlvb.sign.request"].sudo().browse(request_id)
        if not row._redeem("upload", secret):
            return self._answer(row, row._late_sentence())
        data = uploadfile.read(LARGEST + 1) if hasattr(uploadfile, "read") else b""
        row = row.with_context(lang=row.user_id.lang)
        return self._answer(row, row._take_back(data[:LARGEST]))

    def _answer(self, row, refusal):
        name = "" if refusal else f"{row.name}.pdf"
        return request.make_json_response(
            {
                "Status": not refusal,
                "Message": refusal,
                "FileName": name,
                "FileServer": name,
            },
            headers=[("Cache-Control", "no-store")],
        )
