# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..orm import TOKEN_KINDS, token

WHO_ASKS = ("leader", "office", "admin")


class QlvbDocumentReasons(models.AbstractModel):
    """Why somebody sees a document, in sentences; and who is let see more.

    The sentences are made from the same tokens as the record rule, so a reason is
    given exactly when the document is seen.
    """

    _name = "qlvb.document.reasons"
    _description = "Reasons of Access"

    grant_ids = fields.One2many("qlvb.access.grant", "document_id", readonly=True)
    has_pending_grant = fields.Boolean(compute="_compute_has_pending_grant")

    def _compute_has_pending_grant(self):
        for document in self:
            states = document.grant_ids.mapped("state")
            document.has_pending_grant = not {"asked", "withdrawn"}.isdisjoint(states)

    def grant_access(
        self, reason, user_id=None, department_id=None, date_from=None, date_to=None
    ):
        """Ask that a person or a unit may read the document; return the grant's id.

        ``date_from`` and ``date_to``: dates ("YYYY-MM-DD") of the agency. It takes
        effect when a competent person confirms it (ND 30/2020, App. VI.III.3).
        """
        self.ensure_one()
        user = self.env["res.users"].sudo().browse(user_id or []).exists()
        unit = self.env["hr.department"].sudo().browse(department_id or []).exists()
        grant = self.env["qlvb.access.grant"]._ask(
            self, user, unit, reason, date_from, date_to
        )
        return grant.id

    def why_visible(self, user_id=None):
        """Return why the user, or another person, sees the document: sentences.

        Empty when that person does not see it. About others, only leaders, heads of
        office and administrators of the agency may ask.
        """
        self.ensure_one()
        user = self.env["res.users"].sudo().browse(user_id or self.env.uid).exists()
        document = self.sudo().exists()
        if not user or not document:
            raise UserError(self.env._("This person or document is not known."))
        if user != self.env.user:
            document.with_env(self.env)._check_may_ask(document.company_id)
        return document.with_env(self.env)._reasons_for(user)

    def _check_may_ask(self, agency):
        self._check_role(WHO_ASKS, agency)
        role = self.env["qlvb.role"]
        if not role._has_role(("admin",), agency):
            self.check_access("read")

    def _may_ask_about_others(self):
        try:
            self._check_may_ask(self.sudo().company_id)
        except AccessError:
            return False
        return True

    def action_why(self):
        """Open the dialog that tells why the reader sees the document."""
        return self._ask(
            "qlvb.document.why",
            self.env._("Why do I see this?"),
            {"default_document_id": self.id},
        )

    def action_grant(self):
        """Ask whom to let read the document, and why."""
        return self._ask(
            "qlvb.document.grant",
            self.env._("Grant access"),
            {"default_document_id": self.id},
        )

    def _reasons_for(self, user):
        document = self.sudo()
        if not document._of_those_who_see(user):
            return []
        meanings = document._token_meanings()
        reasons = []
        for principal, delegation in document._principals(user):
            # What a delegator holds counts in the agency of the delegation only.
            agency = delegation.company_id
            held = self.env["qlvb.role"]._held_tokens(principal, agency)
            if delegation.department_id:
                held &= {token("unit_head", delegation.department_id.id)}
            for one in sorted(held & set(document.access_tokens)):
                for sentence in meanings.get(one) or [document._plain_reason(one)]:
                    reasons.append(self._in_whose_place(sentence, delegation))
        return reasons

    def _principals(self, user):
        """Return (person, delegation or none) for whom the user reads it."""
        delegations = self.env["qlvb.delegation"].sudo()._for_document(user, self)
        return [(user, delegations.browse())] + [
            (row.from_user_id, row) for row in delegations
        ]

    def _in_whose_place(self, sentence, delegation):
        if not delegation:
            return sentence
        return self.env._(
            "Acts for %(person)s until %(date)s: %(reason)s",
            person=delegation.from_user_id.name,
            date=delegation.date_to.strftime("%d/%m/%Y"),
            reason=sentence,
        )

    def _token_meanings(self):
        """Return {token: sentences} for this document; add-ons add theirs."""
        _ = self.env._
        agency = self.company_id
        meanings = {
            token("clerk", agency.id): [_("Registry clerk of %s", agency.name)],
            token("leader", agency.id): [_("Leader of %s", agency.name)],
            token("office", agency.id): [_("Head of office of %s", agency.name)],
            token("archivist", agency.id): [_("Archivist of %s", agency.name)],
        }
        for key, sentence in self._personal_reasons():
            meanings.setdefault(key, []).append(sentence)
        return meanings

    def _personal_reasons(self):
        _ = self.env._
        if self.user_id:
            yield token("user", self.user_id.id), _("Responsible for the document")
        if self.direction != "incoming":
            for user in self.codrafter_ids:
                yield token("user", user.id), _("Drafts the document, too")
        if self.signer_id:
            yield token("user", self.signer_id.id), _("Signs the document")
        for step in self.submission_ids.step_ids:
            yield (
                token("user", step.user_id.id),
                _("Asked to decide: %s", step.stage_id.name),
            )
        if self.direction != "incoming" and self.department_id:
            unit = self.department_id
            yield token("unit_head", unit.id), _("Heads %s, which drafts it", unit.name)
        yield from self._assignment_reasons()
        yield from self._opinion_reasons()
        for grant in self.grant_ids:
            yield (
                token("grant", grant.id),
                _(
                    "Granted by %(person)s: %(reason)s",
                    person=grant.confirmed_by.name or grant.asked_by.name,
                    reason=grant.reason,
                ),
            )

    def _opinion_reasons(self):
        for opinion in self.opinion_ids.filtered(lambda o: o.state != "withdrawn"):
            asked = self.env._(
                "Asked for an opinion by %(person)s", person=opinion.asker_id.name
            )
            if opinion.user_id:
                yield token("user", opinion.user_id.id), asked
            if opinion.department_id:
                yield token("unit_head", opinion.department_id.id), asked

    def _assignment_reasons(self):
        label = dict(
            self.env["qlvb.assignment"]._fields["role"]._description_selection(self.env)
        )
        for row in self.assignment_ids.filtered(lambda row: row.state != "recalled"):
            given = {
                "role": label[row.role],
                "date": self._agency_date(row.create_date).strftime("%d/%m/%Y"),
            }
            if row.user_id:
                yield (
                    token("user", row.user_id.id),
                    self.env._("Assigned on %(date)s: %(role)s", **given),
                )
            if row.department_id:
                yield (
                    token("unit_head", row.department_id.id),
                    self.env._(
                        "Heads %(unit)s, assigned on %(date)s: %(role)s",
                        unit=row.department_id.name,
                        **given,
                    ),
                )

    def _plain_reason(self, one):
        """Say what a token stands for that nothing else explains."""
        names = {bits: kind for kind, bits in TOKEN_KINDS.items()}
        return self.env._("By a right of the kind “%s”", names.get(one % 16, one % 16))
