# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A locality thrown together at random, and then shaken: for the oracle of access."""

from datetime import date, timedelta

from odoo import Command

from .random_documents import RandomDocuments

TODAY = date(2026, 3, 2)
ROLES = ("leader", "office", "clerk", "unit_head", "specialist", "archivist", "admin")


class RandomWorld(RandomDocuments):
    """People with roles, delegations and grants on documents in every state."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._give_roles()
        cls._make_documents()
        cls._give_work()
        cls._delegate_some()
        cls._grant_some()
        cls._shake()
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _dates(cls):
        start = TODAY + timedelta(days=cls.rng.choice((-40, -3, 0, 0, -1, 1)))
        length = cls.rng.choice((None, None, 0, 1, 60))
        return {
            "date_from": start,
            "date_to": length is not None and start + timedelta(days=length),
        }

    @classmethod
    def _give_roles(cls):
        for user in cls.people:
            for _ in range(cls.rng.choice((0, 1, 1, 2, 3))):
                agency = cls.rng.choice(list(user.company_ids))
                mine = [unit for unit in cls.units if unit.company_id == agency]
                role = cls.rng.choice(ROLES)
                held = role in ("unit_head", "specialist") or cls.rng.random() < 0.3
                cls._quietly(
                    "qlvb.role",
                    user_id=user.id,
                    role=role,
                    company_id=agency.id,
                    department_id=cls.rng.choice(mine).id if held else False,
                    **cls._dates(),
                )

    @classmethod
    def _give_work(cls):
        rng = cls.rng
        for document in cls.documents:
            if document.direction != "incoming":
                continue
            for _ in range(rng.choice((0, 1, 2, 3))):
                person = rng.random() < 0.6
                row = cls._quietly(
                    "qlvb.assignment",
                    document_id=document.id,
                    role=rng.choice(("coordinate", "inform", "lead")),
                    user_id=rng.choice(cls.people.ids) if person else False,
                    department_id=False if person else rng.choice(cls.units).id,
                    deadline="2026-03-06 10:00:00",
                )
                if row:
                    state = rng.choice(
                        ("open", "done", "returned", "recalled", "recalled")
                    )
                    if state == "recalled":
                        cls._recall(row)
                    else:
                        row.write({"state": state})

    @classmethod
    def _delegate_some(cls):
        for number in range(78):
            giver, taker = cls.rng.sample(list(cls.people), 2)
            dates = cls._dates()
            kind = number % 6
            people = {"from_user_id": giver.id, "to_user_id": taker.id}
            people["company_id"] = cls.rng.choice(cls.agencies).id
            scope = cls._scope(kind) if 0 < kind < 4 else cls._unit_scope()
            until = dates["date_to"] or date(2026, 12, 31)
            made = cls._quietly(
                "qlvb.delegation",
                **{**people, **scope},
                basis="Giấy ủy quyền",
                active=cls.rng.random() < 0.8,
                date_from=dates["date_from"],
                date_to=max(until, TODAY),
            )
            if made and until < TODAY:
                made.date_to = until

    @classmethod
    def _scope(cls, kind):
        """Return what a delegation is limited to: nothing, types, or urgency too."""
        types = cls.rng.choice((cls.letter, cls.decision)).ids
        scopes = ({}, {"type_ids": [Command.set(types)]}, {"urgency_from": "2"})
        both = cls.rng.random() < 0.2
        return {**scopes[kind - 1], **(scopes[1] if both and kind > 1 else {})}

    @classmethod
    def _unit_scope(cls):
        """Return a delegation of one unit, mostly by somebody who heads it."""
        heads = cls.env["qlvb.role"].search(
            [("user_id", "in", cls.people.ids), ("role", "=", "unit_head")]
        )
        unit = cls.rng.choice(cls.units)
        if cls.rng.random() < 0.2 or not heads:
            return {"company_id": unit.company_id.id, "department_id": unit.id}
        role = cls.rng.choice(list(heads))
        return {
            "from_user_id": role.user_id.id,
            "company_id": role.company_id.id,
            "department_id": role.department_id.id,
        }

    @classmethod
    def _grant_some(cls):
        rng = cls.rng
        for document in cls.documents:
            if rng.random() < 0.5:
                person = rng.random() < 0.6
                grant = cls._quietly(
                    "qlvb.access.grant",
                    document_id=document.id,
                    user_id=rng.choice(cls.people.ids) if person else False,
                    department_id=False if person else rng.choice(cls.units).id,
                    reason="Phối hợp",
                    asked_by=rng.choice(cls.people.ids),
                    **cls._dates(),
                )
                grant.write(
                    {"state": rng.choice(("given", "given", "asked", "closed"))}
                )

    @classmethod
    def _shake(cls):
        """Change what was given: nobody's rights may lag behind."""
        roles = cls.env["qlvb.role"].search([("user_id", "in", cls.people.ids)])
        for role in cls.rng.sample(list(roles), len(roles) // 3):
            cls._change_role(role)
        for user in cls.rng.sample(list(cls.people), 4):
            user.active = False
        for user in cls.rng.sample(list(cls.people), 4):
            agency = cls.rng.choice(cls.agencies)
            user.write(
                {"company_ids": [Command.set(agency.ids)], "company_id": agency.id}
            )
        for document in cls.rng.sample(list(cls.documents), 10):
            unit = cls.rng.choice(cls.units)
            if unit.company_id == document.company_id:
                document._through_door().department_id = unit
        for row in cls.documents.assignment_ids:
            if cls.rng.random() < 0.4 and row.state == "open":
                cls._recall(row)

    @classmethod
    def _recall(cls, row):
        """Take work back by the door that leaves a line, read or not."""
        if cls.rng.random() < 0.6:
            row._through_door().write({"read_at": "2026-03-01 08:00:00"})
        row.with_user(cls.rng.choice(list(cls.people))).sudo()._recall("Giao nhầm")

    @classmethod
    def _change_role(cls, role):
        change = cls.rng.choice(("end", "move", "remove", "start"))
        if change == "remove":
            role.unlink()
        elif change == "move" and role.department_id:
            here = [unit for unit in cls.units if unit.company_id == role.company_id]
            role.department_id = cls.rng.choice(here)
        elif change == "end":
            role.write({"date_from": "2026-01-01", "date_to": "2026-03-01"})
        else:
            role.write({"date_from": "2026-03-03", "date_to": False})
