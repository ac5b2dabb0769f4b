# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools.translate import get_translation

# Told without the database, which is what is missing.
LOST = "The connection to the database was lost: nothing was changed. Please try again."


class IrHttp(models.AbstractModel):
    """A lost database is told in a sentence, not by a trace of the program."""

    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        lost = (psycopg2.InterfaceError, psycopg2.OperationalError)
        if isinstance(exception, lost):
            context = getattr(request, "session", None) and request.session.context
            lang = (context or {}).get("lang") or "vi_VN"
            sentence = get_translation("qlvb_document", lang, LOST, ())
            told = UserError(sentence)
            told.__cause__ = exception
            exception = told
        return super()._handle_error(exception)

    def _lost_sentence(self):
        """Name the sentence to the translators."""
        return self.env._(
            "The connection to the database was lost: nothing was changed. Please try"
            " again."
        )
