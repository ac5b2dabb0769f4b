# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import time
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..lib import fetching, revocation

HOSTS = "qlvb_sign.revocation_hosts"
# An answer that names no next one is old after so long; so is a failed question.
SHORT = timedelta(minutes=30)
FAILED = timedelta(minutes=5)
# A file may name any number of certificates: so many are looked at, for so long.
MOST, PATIENCE = 16, 12.0  # seconds


class QlvbRevocationAnswer(models.Model):
    """What certification services said about certificates, until they say it anew.

    The addresses come from the certificates, so from whoever made a file: only hosts
    that the administrator listed are asked. One row per question; written by the
    system, read by administrators.
    """

    _name = "qlvb.revocation.answer"
    _description = "Answer about Revocation"
    _order = "fetched_at DESC, id DESC"
    _rec_name = "question"

    question = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [("ocsp", "OCSP"), ("crl", "List of revoked certificates"), ("none", "None")],
        required=True,
        readonly=True,
    )
    url = fields.Char("Address", readonly=True)
    data = fields.Binary(attachment=False, readonly=True)
    this_update = fields.Datetime("Given at", readonly=True)
    next_update = fields.Datetime("Good until", required=True, readonly=True)
    fetched_at = fields.Datetime("Asked at", required=True, readonly=True)

    _question_uniq = models.UniqueIndex("(question)", "This was asked already.")

    @api.model
    def _gather(self, pairs):
        """Return (ocsps, crls) about certificates, asked where none is kept; DER."""
        hosts, end = self._hosts(), time.monotonic() + PATIENCE

        def asked(pair):
            return self._asked(pair, hosts) if time.monotonic() < end else None

        return self._collect(pairs, asked)

    @api.model
    def _kept(self, pairs):
        """Return (ocsps, crls) that are kept; nobody is asked."""
        return self._collect(pairs, lambda _pair: None)

    @api.model
    def _collect(self, pairs, otherwise):
        found = {"ocsp": {}, "crl": {}, "none": {}}
        for pair in pairs[:MOST]:
            answer = self._known(pair) or otherwise(pair)
            if answer:
                kind, data = answer
                found[kind][data] = True
        return tuple(found["ocsp"]), tuple(found["crl"])

    @api.model
    def _hosts(self):
        parameters = self.env["ir.config_parameter"].sudo()
        return fetching.allowed(parameters.get_param(HOSTS))

    @api.model
    def _questions(self, certificate):
        """Return the keys under which answers about a certificate are kept."""
        digest = revocation.fingerprint(certificate)
        sources = revocation.sources(revocation.load(certificate))
        lists = [f"crl:{url}" for kind, url in sources if kind == "crl"]
        return [f"ocsp:{digest}", *lists, f"none:{digest}"]

    @api.model
    def _known(self, pair):
        """Return (kind, DER) that is kept and good; ("none", b"") after a failure."""
        rows = self.sudo().search(
            [
                ("question", "in", self._questions(pair[0])),
                ("next_update", ">", fields.Datetime.now()),
            ]
        )
        for row in rows.sorted(lambda row: row.kind == "none"):
            data = row.with_context(bin_size=False).data
            return row.kind, base64.b64decode(data or b"")
        return None

    @api.model
    def _asked(self, pair, hosts):
        if not hosts:
            return None

        def fetch(*request):
            return fetching.fetch(*request, hosts)

        answer = revocation.ask(*pair, fetch)
        self._keep(pair[0], answer)
        return answer and (answer.kind, answer.data)

    @api.model
    def _keep(self, certificate, answer):
        now = fields.Datetime.now()
        digest = revocation.fingerprint(certificate)
        if answer:
            until = answer.next_update and self._naive(answer.next_update)
            values = {
                "question": f"crl:{answer.url}"
                if answer.kind == "crl"
                else f"ocsp:{digest}",
                "kind": answer.kind,
                "url": answer.url,
                "data": base64.b64encode(answer.data),
                "this_update": self._naive(answer.this_update),
                "next_update": until or now + SHORT,
            }
        else:
            values = {
                "question": f"none:{digest}",
                "kind": "none",
                "next_update": now + FAILED,
            }
        self._replace({**values, "fetched_at": now})

    @api.model
    def _replace(self, values):
        """Keep one row per question, whoever asks at the same time."""
        rows = self.sudo()
        known = rows.search([("question", "=", values["question"])])
        if known:
            known.write(values)
            return
        self.env.cr.execute(
            SQL(
                """INSERT INTO qlvb_revocation_answer
                (question, kind, url, data, this_update, next_update, fetched_at)
                VALUES (%s, %s, %s, %s, %s, %s, %s)
                ON CONFLICT (question) DO NOTHING""",
                *(
                    values.get(name)
                    for name in (
                        *("question", "kind", "url", "data"),
                        *("this_update", "next_update", "fetched_at"),
                    )
                ),
            )
        )

    @api.model
    def _naive(self, moment):
        return moment.astimezone(UTC).replace(tzinfo=None)

    @api.autovacuum
    def _gc_old(self):
        """Forget what is of no use any more."""
        old = fields.Datetime.now() - timedelta(days=1)
        self.sudo().search([("next_update", "<", old)], limit=1000).unlink()
