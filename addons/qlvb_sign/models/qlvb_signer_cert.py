# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, format_datetime

from ..lib import certificate as certificates
from ..lib import keys

ROLES = [("person", "Signature of a person"), ("agency", "Seal of the agency")]


class QlvbSignerCert(models.Model):
    """Whose certificate it is: a person's or an agency's, from when until when.

    A certificate is known by its SHA-256, never by the name that it carries: two
    people can have one name, and anybody can write any name. Administrators of
    documents bind, everybody reads. Whatever is about to sign is judged here first.
    """

    _name = "qlvb.signer.cert"
    _description = "Certificate of a Signer"
    _order = "date_from DESC, id DESC"

    name = fields.Char("Name in the certificate", readonly=True)
    active = fields.Boolean(default=True)
    certificate = fields.Binary(
        attachment=False, required=True, help="DER or PEM, one certificate."
    )
    sha256 = fields.Char("SHA-256", readonly=True, index=True)
    issuer = fields.Char("Issued by", readonly=True)
    not_after = fields.Datetime("Valid until", readonly=True)
    role = fields.Selection(ROLES, required=True, default="person")
    user_id = fields.Many2one("res.users", "Person", index="btree_not_null")
    company_id = fields.Many2one("res.company", "Agency", index="btree_not_null")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Until")

    _owner = models.Constraint(
        "CHECK((role = 'person' AND user_id IS NOT NULL AND company_id IS NULL)"
        " OR (role = 'agency' AND company_id IS NOT NULL AND user_id IS NULL))",
        "A certificate belongs to one person or to one agency.",
    )
    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "The last day is not before the first one.",
    )
    _sha256_uniq = models.UniqueIndex(
        "(sha256) WHERE active", "This certificate is bound already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.update(self._described(vals.get("certificate")))
        return super().create(vals_list)

    def write(self, vals):
        if {"certificate", "sha256", "role", "user_id", "company_id"} & set(vals):
            raise UserError(
                self.env._("A binding is not altered: end it, and make another.")
            )
        return super().write(vals)

    @api.model
    def _described(self, content):
        try:
            der = keys.certificate_der(base64.b64decode(content or b""))
        except (ValueError, TypeError, binascii.Error) as error:
            raise UserError(
                self.env._("The file is not a certificate (DER or PEM).")
            ) from error
        info = keys.describe(der)
        return {
            "name": info.name,
            "sha256": info.sha256,
            "issuer": info.issuer,
            "not_after": info.not_after.replace(tzinfo=None),
        }

    # Judging before a signature is made

    @api.model
    def _certificate_blockers(self, der, owner, role, moment=None, others=()):
        """Return why a certificate may not sign for ``owner`` now, as sentences.

        ``der``: the certificate; ``owner``: a user or an agency (one record);
        ``role``: person or agency; ``moment``: naive UTC, now by default; ``others``:
        certificates that came with the key, for building its chain.
        """
        trust = self.env["qlvb.trust"]
        moment = trust._moment(moment)
        report = certificates.judge(der, trust._current(), role, others, moment)
        return [
            *self._period_blockers(report),
            *self._chain_blockers(report),
            *self._owner_blockers(report, owner, role, moment),
        ]

    @api.model
    def _period_blockers(self, report):
        _ = self.env._
        if report.period == "expired":
            return [
                _(
                    "The certificate of %(name)s expired on %(date)s: ask for a new"
                    " one and install it.",
                    name=report.name,
                    date=format_date(self.env, report.not_after),
                )
            ]
        if report.period == "not_yet_valid":
            return [
                _(
                    "The certificate of %(name)s is valid only from %(date)s.",
                    name=report.name,
                    date=format_date(self.env, report.not_before),
                )
            ]
        return []

    @api.model
    def _chain_blockers(self, report):
        _ = self.env._
        if report.chain == "weak":
            sentence = _(
                "The certificate of %s uses an outdated algorithm (SHA-1): ask for a"
                " new one."
            )
        elif report.chain != "trusted":
            sentence = _(
                "The certificate of %s comes from no root that is trusted here for"
                " this kind of signature: the administrator imports the root, and a"
                " second one confirms it."
            )
        elif report.revocation == "revoked":
            sentence = _(
                "The certificate of %s was revoked: nothing is signed with it. Ask for"
                " a new one and tell the administrator."
            )
        elif report.needs_revocation and report.revocation != "good":
            sentence = _(
                "It is not known whether the certificate of %s was revoked: its"
                " service does not answer, or is not on the list. Try again, and tell"
                " the administrator if it stays so."
            )
        else:
            return []
        return [sentence % report.name]

    @api.model
    def _owner_blockers(self, report, owner, role, moment):
        """Return what speaks against this owner: identity is never the name."""
        _ = self.env._
        bound = self.sudo().search([("sha256", "=", report.sha256)])
        other = self._other_owner(report, owner, role, bound)
        if other:
            return [
                _(
                    "The certificate of %(name)s belongs to %(owner)s: nobody else"
                    " signs with it.",
                    name=report.name,
                    owner=other,
                )
            ]
        day = fields.Datetime.context_timestamp(self, moment.replace(tzinfo=None))
        if bound and not bound._covers(day.date()):
            return [
                _(
                    "The certificate of %(name)s is not bound to %(owner)s at"
                    " %(moment)s: the administrator looks at the dates.",
                    name=report.name,
                    owner=owner.name,
                    moment=format_datetime(self.env, moment.replace(tzinfo=None)),
                )
            ]
        if not bound and self._wants_binding(report):
            return [
                _(
                    "The certificate of %(name)s is not bound to %(owner)s yet: the"
                    " administrator does it under “Certificates of Signers”.",
                    name=report.name,
                    owner=owner.name,
                )
            ]
        return []

    @api.model
    def _other_owner(self, report, owner, role, bound):
        """Return the name of somebody else to whom the certificate belongs."""
        for row in bound:
            mine = row.user_id if row.role == "person" else row.company_id
            if mine != owner or row.role != role:
                return mine.name
        installed = self.env["qlvb.sign.key"].sudo()
        for key in installed.search([("sha256", "=", report.sha256)]):
            mine = key.user_id or key.company_id
            if mine and mine != owner:
                return mine.name
        return None

    @api.model
    def _wants_binding(self, report):
        policy = self.env["qlvb.trust.policy"]._of(report.domain)
        return policy.bound_by == "admin"

    def _covers(self, day):
        """Whether one of the bindings holds on a day."""
        return any(
            row.date_from <= day and (not row.date_to or day <= row.date_to)
            for row in self
        )
