# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

KINDS = [
    ("view", "Opened"),
    ("file", "File opened or downloaded"),
    ("print", "Printed"),
    ("export", "Exported"),
    ("login", "Signed in"),
]
# Who opens the same thing again within these minutes is not noted again.
QUIET_MINUTES = 10


class QlvbAccessLog(models.Model):
    """Who opened, downloaded or printed what, and when (ND 30/2020, App. VI.III.5).

    The request itself adds a row by one INSERT; a job chains the rows of a document
    by hashes soon after (see `qlvb.access.chain`). From the first moment the
    database refuses to change or remove a row, save for giving it its hash once.

    Who may read: the leaders and heads of office of the agency the rows of the
    documents they see; everybody else their own rows of the documents they see.
    Nobody writes.
    """

    _name = "qlvb.access.log"
    _description = "Access"
    _inherit = ["qlvb.unchanged.mixin", "qlvb.audited.mixin", "qlvb.access.chain"]
    _order = "id desc"
    _log_access = False
    _rec_name = "moment"

    document_id = fields.Many2one("qlvb.document", readonly=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", "Person", required=True, readonly=True)
    moment = fields.Datetime(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    what = fields.Char(readonly=True, help="The name of the file or of the print.")

    _document_idx = models.Index("(document_id, user_id, moment)")
    _agency_idx = models.Index("(company_id, moment)")

    def init(self):
        """Let the database itself refuse to alter or remove what was noted."""
        res = super().init()
        self.env.cr.execute(
            SQL(
                """
            CREATE OR REPLACE FUNCTION qlvb_access_log_keep() RETURNS trigger AS $$
            BEGIN
                IF TG_OP = 'UPDATE' THEN
                    IF OLD.hash IS NULL
                       AND (OLD.id, OLD.document_id, OLD.company_id, OLD.user_id,
                            OLD.moment, OLD.kind, OLD.what)
                       IS NOT DISTINCT FROM
                           (NEW.id, NEW.document_id, NEW.company_id, NEW.user_id,
                            NEW.moment, NEW.kind, NEW.what)
                    THEN RETURN NEW;
                    END IF;
                END IF;
                RAISE EXCEPTION 'The history of access is never changed.';
            END $$ LANGUAGE plpgsql;
            CREATE OR REPLACE TRIGGER qlvb_access_log_keep
                BEFORE UPDATE OR DELETE ON qlvb_access_log
                FOR EACH ROW EXECUTE FUNCTION qlvb_access_log_keep();
            CREATE OR REPLACE TRIGGER qlvb_access_log_keep_all
                BEFORE TRUNCATE ON qlvb_access_log
                FOR EACH STATEMENT EXECUTE FUNCTION qlvb_access_log_keep()
            """
            )
        )
        return res

    @api.model
    def _note(self, documents, kind, what=""):
        """Note that the user opened ``documents``, in one statement.

        What the system reads for itself is not noted.
        """
        ids = [document_id for document_id in documents._ids if document_id]
        if self.env.su or not ids:
            return
        minutes = 0 if kind == "print" else QUIET_MINUTES
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """INSERT INTO qlvb_access_log
                    (document_id, company_id, user_id, moment, kind, what)
                SELECT d.id, d.company_id, %(uid)s, %(now)s, %(kind)s, %(what)s
                FROM qlvb_document d
                WHERE d.id = ANY(%(ids)s) AND NOT EXISTS (
                    SELECT FROM qlvb_access_log l
                    WHERE l.document_id = d.id AND l.user_id = %(uid)s
                      AND l.moment > %(since)s AND l.kind = %(kind)s
                      AND l.what = %(what)s)%(flush)s""",
                uid=self.env.uid,
                now=now,
                since=now - timedelta(minutes=minutes),
                kind=kind,
                what=what or "",
                ids=[int(document_id) for document_id in ids],
                flush=SQL("", to_flush=documents._fields["company_id"]),
            )
        )

    @api.model
    def _note_print(self, company, what):
        """Note a print that is not of one document, such as a register."""
        if not self.env.su:
            self._note_apart(self.env.user, company, "print", what)

    @api.model
    def _note_apart(self, user, company, kind, what=""):
        """Note what belongs to no document, such as somebody's signing in."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO qlvb_access_log
                    (company_id, user_id, moment, kind, what)
                VALUES (%s, %s, %s, %s, %s)""",
                company.id,
                user.id,
                fields.Datetime.now(),
                kind,
                what or "",
            )
        )

    def _refuse_change(self):
        raise UserError(self.env._("The history of access is never changed."))
