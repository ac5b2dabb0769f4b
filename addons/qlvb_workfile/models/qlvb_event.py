# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class QlvbEvent(models.Model):
    """The trail tells into which work files a document went, and out of which."""

    _inherit = "qlvb.event"

    @api.model
    def _kind_labels(self):
        _ = self.env._
        return {
            **super()._kind_labels(),
            "file_in": _("Filed"),
            "file_out": _("Taken out of the work file"),
            "file_close": _("Work file closed"),
            "file_reopen": _("Work file opened again"),
            "class_none": _("Classed as needing no reply"),
            "class_reply": _("Classed as needing a reply"),
        }
