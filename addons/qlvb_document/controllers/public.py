# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, request, route

HEADERS = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("X-Frame-Options", "DENY"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'none';"
        " base-uri 'none'; frame-ancestors 'none'",
    ),
]


class QlvbPublic(Controller):
    """The public page of an issued document; see `qlvb.document.public`."""

    @route(
        "/van-ban/<string:token>",
        auth="public",
        methods=["GET"],
        sitemap=False,
        save_session=False,
    )
    def document(self, token):
        """Tell what is public about the document, and nothing about others."""
        request.update_context(lang=self._language())
        facts = request.env["qlvb.document"]._public_facts(token)
        response = request.render("qlvb_document.public_page", {"facts": facts})
        response.status_code = 200 if facts else 404
        for name, value in HEADERS:
            response.headers[name] = value
        return response

    def _language(self):
        """The readers are Vietnamese, whatever their browser says."""
        installed = dict(request.env["res.lang"].sudo().get_installed())
        return "vi_VN" if "vi_VN" in installed else "en_US"
