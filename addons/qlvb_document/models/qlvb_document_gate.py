# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, models

from ..tools import clamd, file_gate

_logger = logging.getLogger(__name__)

# Settings that are numbers -> (field of the limits, factor, default).
NUMBERS = {
    "qlvb.max_file_mb": ("size", 1_000_000, 100),
    "qlvb.max_file_pages": ("pages", 1, 5000),
    "qlvb.max_unpacked_mb": ("unpacked", 1_000_000, 300),
    "qlvb.gate_memory_mb": ("memory", 1_000_000, 1536),
    "qlvb.gate_seconds": ("seconds", 1, 20),
}
KINDS = "pdf,docx,xlsx,png,jpg,tif,zip"
LONGEST_PATH = 40


class QlvbDocumentGate(models.AbstractModel):
    """The one gate for files, whatever the path by which they come (S2, S20).

    Forms, programs, mail, scans, discussions and our own drafts all come here before
    a byte is stored. A file that is turned away leaves one line in the log, which
    tells the cause, neither name nor content.
    """

    _name = "qlvb.document.gate"
    _description = "File Gate"

    @api.model
    def _examine(self, name, data, known=None):
        """Return the facts of a file that may enter, or refuse it in a sentence.

        ``known``: see `file_gate.inspect`.
        """
        name = file_gate.plain_name(name) or self.env._("unnamed")
        try:
            facts = file_gate.inspect(name, data, self._gate_limits(), known)
            self._scan_for_viruses(name, data)
        except file_gate.FileRefused as refused:
            sentence = self._file_sentences()[refused.code] % refused.details
            # The name of a file may tell what is in it: the log keeps only the cause.
            unnamed = {**refused.details, "name": "…"}
            cause = self._file_sentences()[refused.code] % unnamed
            company = self.company_id[:1] or self.env.company
            path = self._intake_path("file")
            self.env["qlvb.refusal"]._refuse([sentence], company, path, cause)
        self._check_file_secrecy(facts)
        return facts

    @api.model
    def _intake_path(self, default):
        """Return the path by which something comes, for the log."""
        path = self.env.context.get("qlvb_path")
        return path[:LONGEST_PATH] if isinstance(path, str) else default

    @api.model
    def _gate_limits(self):
        params = self.env["ir.config_parameter"].sudo()
        limits = {}
        for key, (name, factor, default) in NUMBERS.items():
            value = params.get_param(key) or ""
            number = int(value) if value.isdecimal() and int(value) else default
            limits[name] = number * factor
        kinds = (params.get_param("qlvb.file_kinds") or KINDS).lower().split(",")
        kinds = tuple(sorted({kind.strip() for kind in kinds} & set(KINDS.split(","))))
        return file_gate.Limits(**limits, kinds=kinds)

    @api.model
    def _scan_for_viruses(self, name, data):
        """Ask the scanner, if the administrator named one."""
        params = self.env["ir.config_parameter"].sudo()
        address = params.get_param("qlvb.clamd_address")
        if not address:
            return
        try:
            virus = clamd.scan(address.strip(), data)
        except clamd.ScannerUnavailable as error:
            _logger.warning("The virus scanner gave no verdict: %s", error)
            if params.get_param("qlvb.clamd_down") != "pass":
                raise file_gate.FileRefused("not_scanned", name=name) from None
            return
        if virus:
            raise file_gate.FileRefused("virus", name=name, virus=virus)

    @api.model
    def _file_sentences(self):
        """Return {code of the file gate: sentence with named placeholders}."""
        return {
            **self._sentences_of_shape(),
            **self._sentences_of_active_content(),
            **self._sentences_of_office_files(),
            **self._sentences_of_archives(),
        }

    @api.model
    def _sentences_of_shape(self):
        _ = self.env._
        return {
            "empty": _("“%(name)s” is empty: choose the file again."),
            "too_large": _(
                "“%(name)s” is larger than the allowed %(limit)s MB: send it in parts."
            ),
            "type_not_allowed": _(
                "“%(name)s” is of a kind that is not accepted: send a PDF, Word or"
                " Excel file, or an image."
            ),
            "content_differs": _(
                "The content of “%(name)s” is not what its name says (found:"
                " %(found)s): ask the sender for the right file."
            ),
            "polyglot": _(
                "“%(name)s” hides a second file behind the first: ask the sender to"
                " make the file anew."
            ),
            "before_pdf": _(
                "“%(name)s” has other data before the PDF begins, which can hide a"
                " second file: ask the sender to print it to a new PDF."
            ),
            "encrypted": _(
                "“%(name)s” is locked by a password: ask the sender for an open file."
            ),
            "damaged": _(
                "“%(name)s” is damaged and cannot be read: ask the sender for it again."
            ),
            "too_many_pages": _(
                "“%(name)s” has more than the allowed %(limit)s pages: send it in"
                " parts."
            ),
            "too_heavy": _(
                "“%(name)s” takes more memory or time to read than a file may: ask the"
                " sender to make it simpler, such as by printing it to a new PDF."
            ),
            "virus": _(
                "“%(name)s” holds a known virus (%(virus)s): do not open it, and warn"
                " the sender."
            ),
            "not_scanned": _(
                "“%(name)s” could not be checked for viruses, because the scanner does"
                " not answer: try again later, or tell the administrator."
            ),
        }

    @api.model
    def _sentences_of_active_content(self):
        _ = self.env._
        return {
            "javascript": _(
                "“%(name)s” contains a program (JavaScript): ask the sender to print"
                " it to a new PDF."
            ),
            "launch": _(
                "“%(name)s” wants to start a program on the reader's machine: ask the"
                " sender to print it to a new PDF."
            ),
            "embedded": _(
                "“%(name)s” carries other files inside: ask the sender to send them"
                " beside it, as attachments."
            ),
            "xfa": _(
                "“%(name)s” is an XFA form, which shows other things to each reader:"
                " ask the sender to print it to a new PDF."
            ),
            "richmedia": _(
                "“%(name)s” contains film, sound or 3D, which can hide programs: ask"
                " the sender to print it to a new PDF."
            ),
            "submit": _(
                "“%(name)s” sends what is written in it to another place, or fetches"
                " it from there: ask the sender to print it to a new PDF."
            ),
            "automatic": _(
                "“%(name)s” calls an address by itself when it is opened: ask the"
                " sender to print it to a new PDF."
            ),
        }

    @api.model
    def _sentences_of_office_files(self):
        _ = self.env._
        return {
            "macros": _(
                "“%(name)s” contains macros: save it without them and send it again."
            ),
            "ole": _(
                "“%(name)s” contains an embedded object (OLE or ActiveX): replace it"
                " by a picture or a table and send it again."
            ),
            "template": _(
                "“%(name)s” loads its template from another place: detach the"
                " template, or save it as PDF, and send it again."
            ),
            "external": _(
                "“%(name)s” loads parts of itself from another place: put them into"
                " the file, or save it as PDF, and send it again."
            ),
            "commands": _(
                "“%(name)s” contains a field that starts programs (DDE): remove it, or"
                " save it as PDF, and send it again."
            ),
        }

    @api.model
    def _sentences_of_archives(self):
        _ = self.env._
        return {
            "executable": _(
                "“%(name)s” is a program: programs are not accepted, not even inside"
                " an archive."
            ),
            "bad_names": _(
                "“%(name)s” contains names that lead out of the archive: ask the"
                " sender to pack it anew."
            ),
            "bomb_size": _(
                "“%(name)s” unpacks to more than the allowed %(limit)s MB, or far more"
                " than its size: send it in parts."
            ),
            "bomb_members": _(
                "“%(name)s” contains more than the allowed %(limit)s files: send it in"
                " parts."
            ),
            "bomb_depth": _(
                "“%(name)s” contains archives in archives, deeper than the allowed"
                " %(limit)s: send the files without packing them twice."
            ),
        }
