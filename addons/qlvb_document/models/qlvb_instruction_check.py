# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from .qlvb_target_mixin import OPEN_STATES

WORK = ("lead", "coordinate")


class QlvbInstructionCheck(models.AbstractModel):
    """What keeps an instruction from being given (S26): every reason at once.

    One lead, co-ordinators only with one; each unit or person once, somebody there
    to do it, and a deadline that lies ahead.
    """

    _name = "qlvb.instruction.check"
    _description = "Check of Instructions"

    @api.model
    def _give_blockers(self, documents, text, assignments):
        """Return every reason against the instruction, as sentences."""
        _ = self.env._
        blockers = []
        if not isinstance(text, str) or not text.strip():
            blockers.append(_("Write the instruction."))
        if not all(isinstance(row, dict) for row in assignments or ()):
            return [*blockers, _("“assignments” is a list of objects, see the guide.")]
        if not assignments:
            return [*blockers, _("Choose at least one unit or person.")]
        for document in documents:
            blockers += self._document_blockers(document, assignments)
        for same_agency in documents.grouped("company_id").values():
            for row in assignments:
                blockers += self._target_blockers(same_agency[0], row)
                blockers += self._deadline_blockers(row)
        return blockers + self._twice_blockers(assignments)

    @api.model
    def _document_blockers(self, document, assignments):
        """Return why this document cannot be assigned so."""
        _ = self.env._
        blockers = document._frozen_blockers()
        if document.direction == "incoming" and document.state == "done":
            sentence = _("“%s” is done: there is nothing left to assign.")
            blockers.append(sentence % document.display_name)
        elif document.direction != "incoming" or document.state != "registered":
            blockers.append(_("“%s” is not registered.", document.display_name))
        led = document.sudo().lead_id
        leads = [row for row in assignments if row.get("role", "lead") == "lead"]
        helpers = [row for row in assignments if row.get("role") == "coordinate"]
        if len(leads) > 1 or (leads and led):
            blockers.append(_("Only one unit or person can take the lead."))
        if document.needs_reply == "reply" and not leads and not led:
            blockers.append(
                _("The document asks for a reply: somebody takes the lead.")
            )
        if helpers and not leads and not led:
            blockers.append(_("Co-ordinating units need one that takes the lead."))
        return blockers + self._busy_blockers(document, assignments)

    @api.model
    def _busy_blockers(self, document, assignments):
        """Return who works on the document already, and would get it twice."""
        working = document.sudo().assignment_ids.filtered(
            lambda row: (
                row.role in WORK and not row.parent_id and row.state in OPEN_STATES
            )
        )
        busy = {self._key(row.user_id.id, row.department_id.id) for row in working}
        return [
            self.env._(
                "%(name)s works on “%(document)s” already.",
                name=self._name_of(row),
                document=document.display_name,
            )
            for row in assignments
            if row.get("role") in WORK[1:] and self._key_of(row) in busy
        ]

    @api.model
    def _twice_blockers(self, assignments):
        """Return who is named more than once."""
        seen, twice = set(), {}
        for row in assignments:
            key = self._key_of(row)
            if key in seen and any(key):
                twice[key] = self._name_of(row)
            seen.add(key)
        return [
            self.env._("“%s” is named twice: once is enough.", name)
            for name in twice.values()
        ]

    @api.model
    def _key_of(self, values):
        ids = (values.get("user_id"), values.get("department_id"))
        # What is no id is told as such; it is nobody twice.
        return self._key(*(one if isinstance(one, int) else 0 for one in ids))

    @api.model
    def _key(self, user_id, department_id):
        """Return whose work it is: the person's, where one is named."""
        return (user_id or 0, 0 if user_id else department_id or 0)

    @api.model
    def _name_of(self, values):
        named = (self._named(model, values) for model in ("res.users", "hr.department"))
        return next((one.exists().name for one in named if one), "")

    @api.model
    def _named(self, model, values):
        """Return the unit or person that a program named; None for what is no id."""
        name = "user_id" if model == "res.users" else "department_id"
        record_id = values.get(name) or []
        if record_id and not isinstance(record_id, int):
            return None
        return self.env[model].sudo().browse(record_id)

    @api.model
    def _target_blockers(self, document, values):
        """Return why this unit or person cannot be given anything."""
        _ = self.env._
        department = self._named("hr.department", values)
        user = self._named("res.users", values)
        if any(one is None or one and not one.exists() for one in (department, user)):
            return [_("This unit or person does not exist.")]
        if not department and not user:
            return [_("Each assignment needs a unit or a person.")]
        blockers = []
        if values.get("role", "lead") not in (*WORK, "inform"):
            blockers.append(_("A role is lead, coordinate or inform."))
        agency = document.company_id
        if department and department.company_id != agency:
            blockers.append(_("“%s” is not a unit of this agency.", department.name))
        elif department and not user:
            blockers += self._headless_blockers(agency, department)
        if user and not user._is_member(agency):
            blockers.append(_("“%s” does not work in this agency.", user.name))
        return blockers

    @api.model
    def _headless_blockers(self, agency, department):
        """What is for a unit is for its head: without one nobody would find it."""
        if self.env["qlvb.role"]._holders("unit_head", agency, department):
            return []
        return [
            self.env._(
                "“%s” has no head who could take it: choose a person, or have an"
                " administrator enter the head under Configuration / Roles.",
                department.name,
            )
        ]

    @api.model
    def _deadline_blockers(self, values):
        """Return why the deadline of an assignment cannot be as it is given."""
        if values.get("role") == "inform":
            return []
        until = self._read_moment(values.get("deadline"))
        if until and until > fields.Datetime.now():
            return []
        name = self._name_of(values)
        if not until:
            return [self.env._("“%s” needs a deadline.", name)]
        return [
            self.env._(
                "The deadline of “%s” has passed: choose one that lies ahead.", name
            )
        ]
