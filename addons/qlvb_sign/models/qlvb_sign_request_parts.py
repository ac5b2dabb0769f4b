# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..lib import fields as engine


class QlvbSignRequestParts(models.AbstractModel):
    """Several files that are signed together, or not at all.

    The request of the seal is the main one; each annex is a part of it. They go out in
    one transaction of the service, or one after another to a program on the desktop;
    they end together, and are stored together.
    """

    _name = "qlvb.sign.request.parts.mixin"
    _description = "Files Signed Together"

    main_id = fields.Many2one(
        "qlvb.sign.request",
        "Signed together with",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    part_ids = fields.One2many("qlvb.sign.request", "main_id", readonly=True)
    source_id = fields.Many2one(
        "qlvb.document.file", "Annex", readonly=True, ondelete="cascade"
    )

    def _add_parts(self, annexes):
        """Wait for the signatures of annexes too: {stored file: prepared bytes}."""
        main = self.sudo()
        for file, prepared in annexes.items():
            place = engine.added_field(file._bytes(), prepared)
            values = {"main_id": main.id, "source_id": file.id, "place": place}
            main._keep_prepared(
                main.document_id, main.key_id, file, prepared, "annex", **values
            )

    def _together(self):
        """Return these requests, each one before its parts.

        A service that takes fewer files at once takes the first ones.
        """
        files = self.browse()
        for request in self:
            files |= request | request.part_ids.sorted("id")
        return files

    def _complete_all(self, made):
        """Store the signed files, ``{request or part: bytes}``; see ``_complete``."""
        pdf = made.pop(self)
        annexes = {row.source_id: data for row, data in made.items()}
        return self._complete(pdf, annexes)

    def _mains(self):
        """Return the requests that speak for these."""
        return self.browse([(request.main_id or request).id for request in self])
