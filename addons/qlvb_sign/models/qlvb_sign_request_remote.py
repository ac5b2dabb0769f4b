# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..lib.errors import KeyProblem, ServiceUnavailable, SignError
from ..lib.providers import deferred
from .qlvb_sign_key_opening import key_refused

_logger = logging.getLogger(__name__)

PAUSE = 10  # seconds between two questions to a service
BATCH = 50


class QlvbSignRequestRemote(models.AbstractModel):
    """Asking a remote service for signatures, and fetching them.

    All requests of a call share one transaction at the service: one authorisation,
    one confirmation on the phone. A call that is killed is safe: what was asked is
    fetched by the job, what was not asked expires.
    """

    _name = "qlvb.sign.request.remote.mixin"
    _description = "Signatures from a Remote Service"

    reference = fields.Char("Transaction", readonly=True, index="btree_not_null")
    asked_at = fields.Datetime("Last asked", readonly=True)
    attempts = fields.Integer("Questions without answer", readonly=True)

    def _ask(self, auth):
        """Ask the service to sign the files of these requests, in one call.

        Commits before the service talks, and again what it answered. Raises
        UserError when the key does not open: the requests are then ended.
        """
        requests = self.sudo()
        key = requests.key_id.ensure_one()
        reference, files = requests[0].name, requests._together()
        files._through_door().write({"reference": reference})
        try:
            key._check_not_paused()
            hashes = {file.name: file._hash() for file in files}
            provider = key._provider()
        except SignError as error:
            return requests._end_all(error)
        self._let_go()
        try:
            with key._counting_pins(requests[0].document_id):
                answer = provider.start(hashes, auth, reference)
        except ServiceUnavailable as error:
            if key.provider == "smartca":
                # It may have heard: the number of the transaction is ours.
                return requests._note_silence()
            return requests._end_all(error)
        except SignError as error:
            return requests._end_all(error)
        return requests._take(answer)

    def _let_go(self):
        """End the transaction: none is open while a service talks."""
        self.env.flush_all()
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _end_all(self, error):
        """End with the sentence of the engine's refusal, for good."""
        sentence = self.env["qlvb.sign.key"]._sentence(error)
        self._end("failed", sentence)
        self._let_go()
        if isinstance(error, KeyProblem):
            raise key_refused(sentence)

    def _note_silence(self):
        for request in self:
            request._through_door().write(
                {
                    "attempts": request.attempts + 1,
                    "message": self.env._(
                        "The signing service does not answer; it is asked again for"
                        " some minutes."
                    ),
                }
            )
        self._let_go()

    def _take(self, answer):
        """Put the signatures of an answer into their files, and store them.

        Each request succeeds or fails on its own, but with all its parts.
        """
        if answer.signatures is None:
            return
        for request in self:
            try:
                request._put_in(answer.signatures)
            except UserError as error:
                request._end("failed", str(error))
            self._let_go()

    def _put_in(self, signatures):
        """Verify raw signatures, put them into the prepared files, and store these.

        Raises UserError when one is missing or wrong: nothing is stored then.
        """
        if self.state != "waiting":
            return
        files = self._together()
        if any(signatures.get(name) is None for name in files.mapped("name")):
            raise UserError(self.env._("The service signed fewer at once."))
        self._complete_all(
            {file: file._finished(signatures[file.name]) for file in files}
        )

    def _finished(self, signature):
        """Return the prepared file with its signature in it, or raise UserError."""
        prepared, key = self._prepared_bytes(), self.key_id
        timestamper = self.env["qlvb.document"]._timestamper()
        certificate, chain = key._certificate(), key._chain()
        self._let_go()  # a timestamp comes over the network too
        try:
            return deferred.finish(prepared, certificate, signature, timestamper, chain)
        except SignError as error:
            raise UserError(self.env["qlvb.sign.key"]._sentence(error)) from None

    # Fetching

    def refresh(self):
        """Ask the service now; return what is known of each request, as dicts."""
        self.check_access("read")
        for request in self._mains():
            request.sudo()._fetch()
        self.invalidate_recordset()
        return [request._summary() for request in self]

    @api.model
    def _cron_fetch(self):
        """Fetch what was confirmed meanwhile, and end what nobody confirmed."""
        cron = self.env["ir.cron"]
        waiting = [("state", "=", "waiting"), ("main_id", "=", False)]
        rows = self.search(waiting, order="id")
        seen = set()
        cron._commit_progress(remaining=len(rows))
        for request in rows:
            if request.reference not in seen or not request.reference:
                request._fetch_safely()
                seen.add(request.reference)
            if not cron._commit_progress(1):
                break
        if self.search_count(waiting, limit=1):
            soon = fields.Datetime.now() + timedelta(seconds=30)
            self.env.ref("qlvb_sign.ir_cron_sign_requests").sudo()._trigger(soon)

    def _fetch_safely(self):
        """One answer that nobody foresaw must not keep the others waiting."""
        try:
            self._fetch()
        except Exception:
            _logger.exception("A signature could not be fetched")
            self.env.cr.rollback()
            self.env.invalidate_all()

    def _fetch(self):
        """Ask for the transaction of this request, and end it when it is overdue."""
        if self.state != "waiting":
            return
        if self.deadline <= fields.Datetime.now():
            self._end("expired", self.env._("Nobody answered in time."))
            return
        if self.provider != "smartca":
            return
        siblings = self._claim()
        if not siblings:
            return
        provider = self.key_id._provider()
        names = siblings._together().mapped("name")
        self._let_go()
        try:
            answer = provider.ask(self.reference, names)
        except ServiceUnavailable:
            return siblings._note_silence()
        except SignError as error:
            sentence = self.env["qlvb.sign.key"]._sentence(error)
            return siblings._end("failed", sentence)
        except UserError as error:
            return siblings._end("failed", str(error))
        return siblings._take(answer)

    def _claim(self):
        """Return who waits for the transaction, unless somebody just asked."""
        self.env.flush_all()
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """UPDATE qlvb_sign_request SET asked_at = %s WHERE id IN (
                     SELECT id FROM qlvb_sign_request
                      WHERE reference = %s AND state = 'waiting' AND main_id IS NULL
                        AND (asked_at IS NULL OR asked_at <= %s)
                      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) RETURNING id""",
                now,
                self.reference,
                now - timedelta(seconds=PAUSE),
            )
        )
        found = self.browse(sorted(row[0] for row in self.env.cr.fetchall()))
        found.invalidate_recordset(["asked_at"])
        return found
