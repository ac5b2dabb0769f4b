# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import logging

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import config

from ..tools import file_gate, scan_folder

_logger = logging.getLogger(__name__)

# Files that one run takes from one folder.
BATCH = 50


class QlvbScan(models.AbstractModel):
    """Drains the folders into which the scanners of the agencies put files.

    Each file becomes a draft in a transaction of its own. A run may be killed at any
    line: a file waits in ``working`` until it is done, and the SHA-256 of what has
    become a document keeps it from becoming a second one.
    """

    _name = "qlvb.scan"
    _description = "Scan Folders"

    @api.model
    def _base(self):
        """Return the folder below which every scan folder must lie.

        From ``qlvb_scan_base`` in odoo.conf, else the parameter ``qlvb.scan_base``:
        an administrator of an agency sets neither.
        """
        params = self.env["ir.config_parameter"].sudo()
        return config.get("qlvb_scan_base") or params.get_param("qlvb.scan_base")

    @api.model
    def _cron_drain(self):
        """Take in what lies complete in the folders of all agencies."""
        agencies = self.env["res.company"].search([("qlvb_scan_folder", "!=", False)])
        for agency in agencies:
            try:
                path = scan_folder.locate(self._base(), agency.qlvb_scan_folder)
                with scan_folder.ScanFolder.hold(path) as folder:
                    if folder:
                        self._drain(agency, folder)
            except (scan_folder.FolderError, OSError) as error:
                _logger.error("The scan folder of agency %s: %s", agency.id, error)

    @api.model
    def _drain(self, agency, folder):
        for claimed in folder.claim(BATCH):
            try:
                place = self._take_in(agency, folder, claimed)
            except Exception:
                # It stays in ``working``, and the next run takes it up again.
                self.env.cr.rollback()
                _logger.exception("A scan of agency %s was not taken in", agency.id)
                continue
            # First the document is safe, then the file moves: never the other way.
            time_left = self.env["ir.cron"]._commit_progress(1)
            folder.finish(claimed, place)
            if not time_left:
                break

    @api.model
    def _take_in(self, agency, folder, claimed):
        """Make a draft of one claimed file; return where the file goes then."""
        documents = self.env["qlvb.document"].with_company(agency)
        documents = documents.with_context(
            lang=agency.partner_id.lang, qlvb_path="scan"
        )
        data = folder.content(claimed, documents._gate_limits().size)
        key = f"scan:{file_gate.sha256(data)}"
        if documents._received_before(agency, key):
            return scan_folder.DONE
        name = file_gate.plain_name(folder.plain_name(claimed))
        file = {"name": name, "content": base64.b64encode(data)}
        values = {"name": documents._title_of(name)}
        try:
            with self.env.cr.savepoint():
                documents._receive_unattended(agency, values, [file], "scan", key)
        except UserError:
            return scan_folder.REFUSED
        return scan_folder.DONE
