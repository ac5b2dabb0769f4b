"""The demo users, and who of them holds which role where."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from .checks import NotAsItShouldBe, expect
from .client import Client, Session

AT_ONCE = 4
"""How many sign in at the same time: a password check is slow on purpose."""


@dataclass
class Person:
    """A demo account; after `sign_in` somebody who works with an own key."""

    account: dict = field(repr=False)
    uid: int = 0
    company_id: int = 0
    roles: frozenset = frozenset()
    """Triples: role, id of the agency, id of the unit or False."""
    client: Client | None = None
    session: Session | None = None

    @property
    def login(self):
        return self.account["login"]

    @property
    def name(self):
        return self.account.get("name") or self.login

    @property
    def pin(self):
        """Opens the person's own key, or a clerk's the seal; empty if there is none."""
        return self.account.get("pin", "")

    def sign_in(self, url, database):
        """Sign in with the password, and make a key to work with."""
        if self.client:
            return
        password = self.account["password"]
        self.session = Session(url, database, self.login, password)
        self.uid = self.session.info.get("uid")
        expect(self.uid, f"{self.login} cannot sign in")
        self.client = Client(url, database, self.session.make_key())

    def open(self, model, record_id):
        return self.client.open(model, record_id)

    def units(self, role, company_id):
        """The units in which the person holds a role, if it is their main one."""
        if self.account["role"] != role:
            return set()
        return {row[2] for row in self.roles if row[:2] == (role, company_id)}


class Cast:
    """Everybody who takes part, of agency A (the larger one) and agency B."""

    def __init__(self, people):
        self.people = people
        staff = {}
        for person in people:
            staff.setdefault(person.company_id, []).append(person)
        agencies = [c for c in staff if any(p.units("clerk", c) for p in staff[c])]
        agencies.sort(key=lambda company: (-len(staff[company]), company))
        expect(
            len(agencies) > 1, "the demo accounts are not of two agencies with clerks"
        )
        self.a, self.b = agencies[:2]

    @classmethod
    def meet(cls, url, database, accounts):
        """Sign in those of a JSON file of accounts who are needed for the walk."""
        people = [Person(row) for row in json.loads(Path(accounts).read_text())]
        with ThreadPoolExecutor(AT_ONCE) as pool:

            def sign_in(some):
                list(pool.map(lambda person: person.sign_in(url, database), some))

            clerks = [person for person in people if person.account["role"] == "clerk"]
            first = {person.account.get("agency"): person for person in clerks}
            sign_in(first.values())
            for person in first.values():
                introduce(person, people)
            cast = cls(people)
            sign_in(cast.needed())
        return cast

    def needed(self):
        """Everybody who may be asked to do a step."""
        found = {person.login: person for person in self.holders("leader", self.a)}
        some = [self.holder("clerk", agency) for agency in (self.a, self.b)]
        some += self.holders("office", self.a)
        for unit in self.working_units():
            some += self.holders("unit_head", self.a, unit)[:1]
        some.append(self.holder("specialist", self.a, self.working_units()[0]))
        return {**found, **{person.login: person for person in some}}.values()

    def holders(self, role, company_id, unit=None):
        """Return who holds a role in an agency, or in one of its units."""
        return [
            person
            for person in self.people
            if any(unit in (None, held) for held in person.units(role, company_id))
        ]

    def holder(self, role, company_id, unit=None):
        """Return the first who holds a role there."""
        found = self.holders(role, company_id, unit)
        expect(found, f"no demo account holds the role {role} where it is needed")
        return found[0]

    def by_uid(self, uid):
        for person in self.people:
            if person.uid == uid and person.client:
                return person
        raise NotAsItShouldBe(
            f"the user {uid} is asked, who is not among the demo users"
        )

    def working_units(self):
        """Return (lead unit, other unit) of A; the lead unit has a specialist."""
        heads = {u for p in self.people for u in p.units("unit_head", self.a)}
        staffed = {u for p in self.people for u in p.units("specialist", self.a)}
        leads = sorted(heads & staffed)
        others = sorted(heads - set(leads[:1]))
        expect(
            leads and others, "agency A lacks two units with a head and a specialist"
        )
        return leads[0], others[0]

    def leave(self):
        """Take back every key."""
        for person in self.people:
            if person.session:
                person.session.remove_keys()


def introduce(person, people):
    """Fill in ids and roles of everybody in the agency of ``person``."""
    users = person.client.search(
        "res.users",
        [("login", "in", [other.login for other in people])],
        ["login", "company_id"],
        load=None,
    )
    by_login = {row["login"]: row for row in users}
    rows = person.client.search(
        "qlvb.role", [], ["user_id", "role", "company_id", "department_id"], load=None
    )
    for other in people:
        user = by_login.get(other.login)
        if user and not other.roles:
            other.uid, other.company_id = user["id"], user["company_id"]
            other.roles = frozenset(
                (row["role"], row["company_id"], row["department_id"])
                for row in rows
                if row["user_id"] == user["id"]
            )
