# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import text

from ..tools import file_gate

# Files that one call may bring.
MOST_FILES = 100


class QlvbDocumentReceive(models.AbstractModel):
    """Files that come without an entry: each becomes a draft of its own.

    Clerks of the agency drop them on the list of incoming documents; mail and scans
    come by the system. One that is turned away does not hold up the others.
    """

    _name = "qlvb.document.receive"
    _description = "Receiving of Files"

    inbox_key = fields.Char(
        readonly=True,
        copy=False,
        help="What tells a mail or a scan that came twice from a second document.",
    )

    _inbox_key_uniq = models.UniqueIndex(
        "(company_id, inbox_key) WHERE inbox_key IS NOT NULL",
        "This mail or scan has been received already.",
    )

    @api.model
    def receive_files(self, files):
        """Make one draft of each file; return what became of each, in their order.

        ``files``: list of dicts with ``name`` and ``content`` (base64). Returns a list
        of dicts with ``name`` and either ``id`` of the draft or ``error``, a sentence.
        Raises when the caller is no clerk, or the list cannot be read.
        """
        self._check_shape({}, files)
        if len(files) > MOST_FILES:
            raise UserError(
                self.env._("Send at most %s files at a time.", str(MOST_FILES))
            )
        self._check_role(("clerk",), self.env.company)
        return [self._receive_one(file) for file in files]

    @api.model
    def _receive_one(self, file):
        name = file_gate.plain_name(file.get("name"))
        values = {"name": self._title_of(name), "company_id": self.env.company.id}
        try:
            with self.env.cr.savepoint():
                document = self._receive(values, [{**file, "name": name}], "upload")
        except UserError as error:
            return {"name": name, "error": str(error)}
        return {"name": name, "id": document.id}

    @api.model
    def _title_of(self, name):
        """Return the abstract that a file's name proposes, until a clerk types it."""
        title = text.clean(PurePath(name).stem.replace("_", " ")).strip()
        return title or self.env._("(no abstract yet)")

    @api.model
    def _received_before(self, company, key):
        """Return the document that a mail or a scan has become already."""
        return self.sudo().search(
            [("company_id", "=", company.id), ("inbox_key", "=", key)], limit=1
        )

    @api.model
    def _receive_unattended(self, company, values, files, path, key):
        """Take in what came by itself, and note by which key it is known again."""
        documents = self.sudo().with_company(company)
        values = {**values, "company_id": company.id}
        document = documents._receive(values, files, path)
        document._through_door().write({"inbox_key": key})
        return document.with_env(self.env)
