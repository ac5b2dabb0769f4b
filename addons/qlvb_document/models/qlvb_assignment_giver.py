# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .qlvb_target_mixin import OPEN_STATES

INSTRUCT = ("leader", "office")


class QlvbAssignmentGiver(models.AbstractModel):
    """What whoever gave the work may do with it: recall it, or give it to another.

    A row that came from another one was given by whom that is for (the head of the
    unit); every other one by the leader who instructed, and by those acting for them.
    When that leader instructs no more, it is the affair of those who do now.
    """

    _name = "qlvb.assignment.giver"
    _description = "Giver of Assignments"

    is_given_by_me = fields.Boolean(
        compute="_compute_is_given_by_me", search="_search_is_given_by_me"
    )
    is_unread_late = fields.Boolean(
        "Not read after 24 hours",
        compute="_compute_is_unread_late",
        search="_search_is_unread_late",
    )

    @api.depends("parent_id", "instruction_id")
    @api.depends_context("uid")
    def _compute_is_given_by_me(self):
        if self.env["qlvb.delegation"]._active_for(self.env.user):
            given = self.search([("id", "in", self.ids), ("is_given_by_me", "=", True)])
        else:
            given = self.filtered(lambda row: row.sudo()._is_from(self.env.user))
            left = self._left_behind(self.env.user)
            given |= (self - given).sudo().filtered_domain(left).with_env(self.env)
        for row in self:
            row.is_given_by_me = row in given

    def _is_from(self, user):
        """Tell whether ``user`` gave this: from an own row, or by an instruction."""
        if self.parent_id:
            return self.parent_id._is_for(user)
        return self.instruction_id.giver_id == user

    @api.model
    def _search_is_given_by_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        given = self.env["qlvb.delegation"]._mine_domain(self._given_by)
        return given if True in value else ~given

    @api.model
    def _given_by(self, user, unit):
        """Return the rows that ``user`` gave: as instruction, or on from an own row."""
        given_on = Domain("parent_id", "any", self._part_of(user, unit))
        if unit:
            return given_on
        own = Domain("parent_id", "=", False) & Domain(
            "instruction_id.giver_id", "=", user.id
        )
        return given_on | own | self._left_behind(user)

    @api.model
    def _left_behind(self, user):
        """Return the work whose giver instructs no more, where ``user`` does."""
        Role = self.env["qlvb.role"]
        held = Role._my_rows()
        if user != self.env.user:
            mine = Domain("user_id", "=", user.id)
            held = Role.sudo().search(mine & Role._active_domain())
        left = Domain.FALSE
        for agency in held.filtered(lambda row: row.role in INSTRUCT).company_id:
            now = Role._holders("leader", agency) | Role._holders("office", agency)
            left |= Domain("company_id", "=", agency.id) & Domain(
                "instruction_id.giver_id", "not in", now.ids
            )
        given = Domain("parent_id", "=", False) & Domain("instruction_id", "!=", False)
        return given & left

    @api.depends("role", "state", "read_at", "create_date")
    def _compute_is_unread_late(self):
        since = self._unread_since()
        for row in self:
            unread = row.role == "inform" and row.state == "open" and not row.read_at
            made = row.create_date or fields.Datetime.now()
            row.is_unread_late = unread and made <= since

    @api.model
    def _search_is_unread_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = (
            Domain("role", "=", "inform")
            & Domain("state", "=", "open")
            & Domain("read_at", "=", False)
            & Domain("create_date", "<=", self._unread_since())
        )
        return late if True in value else ~late

    @api.model
    def _unread_since(self, hours=24):
        return fields.Datetime.subtract(fields.Datetime.now(), hours=hours)

    @api.model
    def unread_informed(self, hours=24):
        """Return who has not read what the user gave for information (S42).

        A list of dicts with ``assignment``, ``document``, ``target`` and ``given_at``
        (UTC), the oldest first; ``hours``: given at least so long ago.
        """
        if not isinstance(hours, (int, float)):
            raise UserError(self.env._("Give the hours as a number."))
        rows = self.search(
            [
                ("is_given_by_me", "=", True),
                ("role", "=", "inform"),
                ("state", "=", "open"),
                ("read_at", "=", False),
                ("create_date", "<=", self._unread_since(int(hours))),
            ],
            order="create_date, id",
        )
        return [
            {
                "assignment": row.id,
                "document": row.document_id.id,
                "target": row.target,
                "given_at": fields.Datetime.to_string(row.create_date),
            }
            for row in rows
        ]

    def _givers(self):
        """Return the users who gave this row."""
        self.ensure_one()
        row = self.sudo()
        if row.parent_id:
            return row.parent_id._receivers()
        giver = row.instruction_id.giver_id
        if giver and not self._instructs(giver, row.company_id):
            return self.env["qlvb.duty"]._leader(row.company_id)
        return giver

    @api.model
    def _instructs(self, user, agency):
        """Tell whether ``user`` instructs there today and has not left."""
        Role = self.env["qlvb.role"].sudo()
        held = (
            Domain("user_id", "=", user.id)
            & Domain("role", "in", INSTRUCT)
            & Domain("company_id", "=", agency.id)
        )
        today = Role._active_domain()
        return user._is_member(agency) and bool(
            Role.search_count(held & today, limit=1)
        )

    def _check_giver(self):
        """Refuse everybody but who gave the rows; and rows that are closed."""
        for row in self:
            row.check_access("read")
            givers = row._givers()
            if not row.is_given_by_me:
                raise UserError(
                    self.env._(
                        "This was given by %s: only they can do that.",
                        ", ".join(givers.mapped("name")) or self.env._("the registry"),
                    )
                )
            if row.state not in OPEN_STATES:
                raise UserError(self.env._("“%s” is closed already.", row.display_name))
            self.env["qlvb.role"]._act_for(givers, row.document_id)

    def recall(self, reason):
        """Take the work back from who has it, with what they gave on of it.

        What was not read vanishes from the receiver's lists; what was read leaves a
        line there that says whom, when and why (see `qlvb.recall`). A lead that is
        taken back waits for a new instruction of who gave it.
        """
        self._check_reason(reason)
        self._check_giver()
        for row in self.sudo():
            giver = row._givers()[:1]
            self.env["qlvb.role"]._act_for(row._givers(), row.document_id)
            row._recall(reason)
            if row.role == "lead" and not row.parent_id:
                row.document_id._route_to_leader(giver)
            row.document_id._finish_if_done()
        return True

    def _recall(self, reason):
        """Close the row and what was given on from it; nobody sees more by it."""
        rows = self._open_below()
        self.env["qlvb.recall"]._note(rows, reason)
        people = self.env["res.users"].union(*(row._receivers() for row in rows))
        rows._end_clock_stops()
        rows.extension_ids._lapse()
        for row in rows:
            row._set_state("recalled", result=reason, done_at=fields.Datetime.now())
            row.document_id._log("recall", to=row.target, reason=reason)
        rows.document_id._withdraw_notices(people)

    def _open_below(self):
        """Return these rows and the open ones given on from them."""
        rows = level = self.filtered(lambda row: row.state in OPEN_STATES)
        while level:
            level = level.child_ids.filtered(lambda row: row.state in OPEN_STATES)
            rows |= level
        return rows

    @api.model
    def _check_reason(self, reason):
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why."))
