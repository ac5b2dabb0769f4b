# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo.fields import Domain


def document_of(record):
    """Return the document itself, or that of work on one."""
    return record if record._name == "qlvb.document" else record.document_id


class People:
    """Who is told about work in one agency today: read once, asked for many rows.

    Work is told to the person, or to the heads of the unit; also to whoever acts for
    them. Above them stand the delegate, the head of the unit, the leader who gave
    the work, the head of office. Nobody is told of a document that they cannot see.
    """

    def __init__(self, company):
        self.env = company.env
        self.company = company
        self.nobody = self.env["res.users"]
        self.roles = defaultdict(lambda: self.nobody)
        self.units = defaultdict(lambda: self.env["hr.department"])
        self.delegates = defaultdict(lambda: self.nobody)
        self._seen = set()
        members = [("company_ids", "in", company.ids)]
        self._in_agency = self.env["res.users"].sudo().search(members)
        self._read_roles()
        self._read_delegations()

    def _read_roles(self):
        Role = self.env["qlvb.role"].with_company(self.company).sudo()
        held = Role.search(
            Domain("company_id", "=", self.company.id) & Role._active_domain()
        )
        for role in held:
            unit = role.department_id if role.role == "unit_head" else None
            self.roles[role.role, unit and unit.id] |= role.user_id
            self.units[role.user_id] |= role.department_id

    def _read_delegations(self):
        Delegation = self.env["qlvb.delegation"].sudo()
        today = self.env["qlvb.role"].with_company(self.company)._today()
        for delegation in Delegation.search(
            [
                ("company_id", "=", self.company.id),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
                ("active", "=", True),
            ]
        ):
            self.delegates[delegation.from_user_id] |= delegation.to_user_id

    def holders(self, *roles):
        """Return who holds one of these roles of the agency."""
        return self.nobody.union(*(self.roles[role, None] for role in roles))

    def receivers(self, record):
        """Return whose work it is: an assignment, or a document for the clerks.

        What a recipient owes us is the affair of who is responsible for the document.
        """
        if record._name == "qlvb.document":
            return self.holders("clerk")
        if record._name == "qlvb.submission.step":
            return record.user_id
        if record._name == "qlvb.recipient":
            document = record.document_id
            heads = self.roles["unit_head", document.department_id.id]
            return document.user_id or heads
        return record.user_id or self.roles["unit_head", record.department_id.id]

    def acting(self, users):
        """Return those of the users who have not left, and who acts for them."""
        return self._members(users | self._delegates(users))

    def concerned(self, record):
        """Return who does the work; when all of them have left, who stands above."""
        own = self.may_see(self.acting(self.receivers(record)), record)
        return own or self.above(record, 1)

    def above(self, record, level):
        """Return who is told on level 1 or 2 when nothing happens."""
        own = self.receivers(record)
        told = own
        steps = []
        for users in (self._delegates(own), *self._superiors(record)):
            new = self.may_see(self._members(users) - told, record)
            if new:
                steps.append(new)
                told |= new
        return steps[level - 1] if len(steps) >= level else self.nobody

    def _members(self, users):
        return users & self._in_agency

    def _delegates(self, users):
        return self.nobody.union(*(self.delegates[user] for user in users))

    def _superiors(self, record):
        """Return the users above those whose work it is, nearest first."""
        chief, office = self.holders("leader"), self.holders("office")
        if record._name == "qlvb.document":
            return [office, chief]
        if record._name == "qlvb.recipient":
            unit = record.document_id.department_id
            return [self.roles["unit_head", unit.id], chief, office]
        if record._name == "qlvb.submission.step" or record.role == "instruct":
            return [office, chief]
        unit = (
            record.department_id
            or record.parent_id.department_id
            or self.units[record.user_id]
        )
        heads = self.nobody.union(*(self.roles["unit_head", one.id] for one in unit))
        return [heads, record.instruction_id.user_id or chief, office]

    def may_see(self, users, record):
        """Return those of the users who can read the document of ``record``.

        Of those for whom `look_at` has asked.
        """
        document = document_of(record)
        named = record.user_id if record._name == "qlvb.assignment" else self.nobody
        # What was assigned by name is seen.
        return users.filtered(
            lambda user: user in named or (user.id, document.id) in self._seen
        )

    def look_at(self, asked):
        """Ask once for all (record, users): who of them can see the document?"""
        documents = self.env["qlvb.document"].sudo()
        self._seen = documents._of_pairs_that_see(
            {
                (user, document_of(record).id)
                for record, users in asked
                for user in users.ids
            }
        )

    def candidates(self, record):
        """Return all who could be told of the record's deadline."""
        own = self.receivers(record)
        return self._members(
            self.nobody.union(own, self._delegates(own), *self._superiors(record))
        )
