# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError

from ..orm import TOKEN_KINDS, token

# Outgoing documents in these states are no longer the drafter's affair alone.
KNOWN_STATES = ("approved", "signed", "issued", "recalled", "replaced")


class QlvbDocumentAccess(models.AbstractModel):
    """Who may see a document.

    Always within the agencies of the reader's account that are chosen in the
    client, and always as the roles of today say:

    * the agency's clerks: all its documents, in whatever state;
    * its leaders and heads of office: incoming ones once registered; outgoing and
      internal ones once submitted, approved, signed or issued;
    * the head of a unit: what the unit drafts, and what was assigned to the unit
      and not recalled;
    * the person responsible, the co-drafters, the signer, who is asked to approve,
      and whoever has an assignment by name that was not recalled;
    * who was asked for an opinion, by name or as head of the unit, until the question
      is withdrawn;
    * whom a grant names, or whose unit it names: from its first to its last day,
      once it is confirmed and until it is withdrawn;
    * who acts for one of these by a delegation, within its agency, time and scope.

    Administrators as such see none. Files, events, instructions, assignments,
    recipients with their statuses, replies that are owed with their reminders and
    exceptions, submissions with their steps, grants, messages and activities are
    seen with their document and never without it; a number of the ledger, too, once
    it belongs to one. What its sender took back is open to the clerks alone. Of the
    outbox, clerks and administrators see what waits and why, and the document only
    if they see that. Registers and series are seen by the staff of their agency. Who
    opened what is in `qlvb.access.log`.
    """

    _name = "qlvb.document.access"
    _description = "Access to Documents"
    _inherit = ["qlvb.access.mixin"]

    _sees_all_role = "clerk"

    # The rule asks a clerk's documents for their agency alone.
    _seen_by_clerks = models.Constraint(
        "CHECK(access_tokens IS NULL"
        f" OR access_tokens @> ARRAY[company_id * 16 + {TOKEN_KINDS['clerk']}])",
        "The clerks of an agency see all its documents.",
    )

    @api.depends(
        "direction",
        "state",
        "company_id",
        "user_id",
        "codrafter_ids",
        "signer_id",
        "department_id",
        "assignment_ids.user_id",
        "assignment_ids.department_id",
        "assignment_ids.state",
        "opinion_ids.user_id",
        "opinion_ids.department_id",
        "opinion_ids.state",
        "submission_ids.step_ids.user_id",
        "grant_ids",
        "discrepancy_choice",
    )
    def _compute_access_tokens(self):
        return super()._compute_access_tokens()

    def _get_access_tokens(self):
        """Return the set of tokens that open the document; add-ons extend it."""
        self.ensure_one()
        agency = self.company_id.id
        tokens = {token("clerk", agency)}
        if self.user_id:
            tokens.add(token("user", self.user_id.id))
        sent = self.direction != "incoming"
        steps = (self if sent else self.browse()).submission_ids.step_ids
        known = self.state in KNOWN_STATES or steps
        if self.direction == "incoming":
            known = self.state in ("registered", "done")
            if self.discrepancy_choice == "tell_office":
                tokens |= {token("leader", agency), token("office", agency)}
        else:
            tokens |= {token("user", user.id) for user in self.codrafter_ids}
            tokens |= {token("unit_head", unit.id) for unit in self.department_id}
        if known:
            tokens |= {token("leader", agency), token("office", agency)}
        tokens |= {token("user", user.id) for user in steps.user_id | self.signer_id}
        # Whether a grant is in force is asked when the query runs.
        tokens |= {token("grant", grant.id) for grant in self.grant_ids}
        return tokens | self._assignment_tokens()

    def _assignment_tokens(self):
        """Return the tokens of who works on it or is asked; not of who lost that."""
        rows = self.assignment_ids.filtered(lambda row: row.state != "recalled")
        asked = self.opinion_ids.filtered(lambda row: row.state != "withdrawn")
        units = rows.department_id | asked.department_id
        return {token("user", user.id) for user in rows.user_id | asked.user_id} | {
            token("unit_head", unit.id) for unit in units
        }

    @api.model
    def _within_groups(self, holders, roles):
        """The groups of a user are the ceiling: a role above them does not count."""
        user = self.env.user
        if not any(user.has_group(f"qlvb_document.group_qlvb_{r}") for r in roles):
            holders -= user
        if not user.has_group("qlvb_document.group_qlvb_specialist"):
            holders &= user
        return holders

    def _role_holders(self, roles, company=None, department=None):
        """Return who of the user and their delegators may act in one of ``roles``."""
        company = company or self.sudo().company_id
        document = self if len(self) == 1 else None
        holders = self.env["qlvb.role"]._my_holders(
            roles, company, department, document
        )
        return self._within_groups(holders, roles)

    def _check_role(self, roles, company=None, department=None):
        """Raise unless the current user acts in one of ``roles`` in the agency.

        Called with a document, its agency is meant. A system call (``sudo``) by
        the user is judged like the user; only the superuser itself may all.
        """
        company = company or self.sudo().company_id
        if self.env.uid == 1:
            return
        holders = self._role_holders(roles, company, department)
        if holders:
            document = self if len(self) == 1 else None
            self.env["qlvb.role"]._act_for(holders, document)
            return
        label = dict(
            self.env["qlvb.role"]._fields["role"]._description_selection(self.env)
        )
        raise AccessError(
            self.env._(
                "Only %(roles)s of %(agency)s can do this. Ask the administrator for"
                " the role, or somebody who holds it.",
                roles=" / ".join(label[role] for role in roles),
                agency=(department or company).sudo().name,
            )
        )
