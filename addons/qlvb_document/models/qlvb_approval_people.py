# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

WHO = [
    ("unit_head", "Head of the drafting unit"),
    ("coordinate", "Co-ordinating units"),
    ("office", "Head of office"),
    ("legal", "Legal officer"),
    ("clerk", "Registry clerk"),
    ("field_leader", "Leader of the field"),
    ("leader", "Signer"),
    ("user", "A named person"),
    ("group", "A group of persons"),
]


class QlvbApprovalPeople(models.AbstractModel):
    """Whom a stage asks about a draft.

    Roles decide who is the head of a unit or of the office, the legal officer, the
    clerk. The leader of the field is the one whom the fields of work (routing rules)
    name for the draft or for the document that it answers, else the leader in charge
    of the drafting unit, else the head of the agency. Who has left is not asked.
    """

    _name = "qlvb.approval.people"
    _description = "People of an Approval Stage"

    who = fields.Selection(WHO, required=True, default="unit_head")
    user_id = fields.Many2one("res.users", "Person")
    user_ids = fields.Many2many("res.users", string="Persons")

    @api.constrains("who", "user_ids")
    def _check_group(self):
        for stage in self.filtered(lambda one: one.who == "group"):
            if not stage.user_ids:
                raise ValidationError(
                    self.env._("Name the persons of the stage “%s”.", stage.name)
                )

    def _choose_people(self, document, taken):
        """Return (users asked about ``document``, why nobody can be).

        ``taken``: who is asked at an earlier stage of the same slip. Both are empty
        when the stage is passed over.
        """
        self.ensure_one()
        found = self._users(document)
        users = self._without_conflicts(found, document, taken)
        if not users:
            return users, self._nobody_reason(found, document)
        if self.quorum == "first" and self.who != "coordinate":
            users = users[:1]
        if self._wanted(len(users)) > len(users):
            return users.browse(), self.env._(
                "“%(stage)s” asks %(asked)s people, but %(wanted)s have to agree.",
                stage=self.name,
                asked=len(users),
                wanted=self._wanted(len(users)),
            )
        return users, ""

    def _users(self, document):
        """Return who may act on the stage for ``document``, in order."""
        self.ensure_one()
        draft = document.sudo()
        users = getattr(self, f"_users_{self.who}")(draft).sudo()
        return self.env["qlvb.role"]._members(users, draft.company_id)

    def _users_unit_head(self, draft):
        return self._holders("unit_head", draft, draft.department_id)

    def _users_coordinate(self, draft):
        """Return the first head of each unit that works along."""
        units = draft.coordinating_unit_ids
        heads = [self._holders("unit_head", draft, unit)[:1] for unit in units]
        return self.env["res.users"].union(*heads)

    def _users_office(self, draft):
        return self._holders("office", draft)

    def _users_legal(self, draft):
        return self._holders("legal", draft)

    def _users_clerk(self, draft):
        return self._holders("clerk", draft)

    def _users_field_leader(self, draft):
        """Return the leader of the field; who signs reviews it by signing."""
        return draft._leader_of_field() - draft.signer_id

    def _users_leader(self, draft):
        return draft.signer_id

    def _users_user(self, _draft):
        return self.user_id

    def _users_group(self, _draft):
        return self.user_ids

    def _holders(self, role, draft, unit=None):
        return self.env["qlvb.role"]._holders(role, draft.company_id, unit)

    def _without_conflicts(self, users, document, taken):
        """Leave out who must not act, as the agency separates duties."""
        agency = document.company_id.sudo()
        if agency.qlvb_separate_drafter and self.what != "opinion":
            users -= document.sudo().user_id
        if agency.qlvb_separate_stages:
            users -= taken
        return users

    def _nobody_reason(self, found, document):
        """Return why nobody can be asked, or "" when the stage is passed over."""
        draft = document.sudo()
        nobody_there = not found and (
            self.is_optional
            or self.who == "field_leader"
            and draft._leader_of_field() == draft.signer_id
            or self.who == "coordinate"
            and not draft.coordinating_unit_ids
        )
        if nobody_there:
            return ""
        if found:
            return self.env._(
                "“%(stage)s” is for %(people)s, who drafted it or is asked at another"
                " stage; the agency separates these duties. Let somebody else draft or"
                " hold the role.",
                stage=self.name,
                people=", ".join(found.mapped("name")),
            )
        return self.env._("Nobody holds the role that “%s” asks for.", self.name)
