"""Agencies with their units, people, roles and books, made through the ORM."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from odoo import Command

AGENCIES = 40
UNITS = 5
YEARS = 8
CHIEFS = 5  # leaders who decide in every agency
CLERKS = 20  # of the first agency, who all write into one book
HOURS = (("morning", 7.5, 11.5), ("afternoon", 13.5, 17.0))


@dataclass
class Agency:
    """Ids of one agency: a leader, a clerk, and units with a head and a specialist."""

    company: int
    leader: int = 0
    clerk: int = 0
    units: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    specialists: list = field(default_factory=list)
    books: dict = field(default_factory=dict)
    """Year: (register, series)."""

    def cast(self, turn):
        """Return the people and units of a document, by the part they play.

        The parts are played in turn: three units and those who work there.
        """
        first, second, third = ((turn + step) % UNITS for step in range(3))
        return {
            "users": (
                *(self.clerk, self.leader),
                *(self.heads[first], self.specialists[first]),
                *(self.heads[second], self.specialists[third]),
            ),
            "units": (self.units[first], self.units[second]),
        }


@dataclass
class World:
    """Who is there; the first agency of ``agencies`` has a score of clerks."""

    model: Agency
    """The agency in which the model documents are made, apart from the others."""
    agencies: list
    chiefs: list
    clerks: list


def this_year():
    """The year in Việt Nam."""
    return (datetime.now(UTC) + timedelta(hours=7)).year


class Builder:
    """Makes the world; everything in one transaction of the superuser."""

    def __init__(self, env, agencies=AGENCIES):
        self.env = env(context={"tracking_disable": True, "no_reset_password": True})
        self.agencies = agencies
        self.years = [this_year() - back for back in reversed(range(YEARS))]
        self.seats = []  # (agency, attribute, role, unit) of each user to be made

    def build(self):
        names = ["Cơ quan mẫu", *(f"UBND xã {n + 1}" for n in range(self.agencies))]
        agencies = [Agency(company.id) for company in self._companies(names)]
        self._units(agencies)
        self._books(agencies)
        model, *others = agencies
        for agency in agencies:
            self._seats(agency)
        more = ["clerk"] * (CLERKS - 1) + ["leader"] * CHIEFS
        self.seats += [(others[0], None, role, None) for role in more]
        users = self._users()
        clerks = [others[0].clerk, *users[-len(more) : -CHIEFS]]
        return World(model, others, self._chiefs(users[-CHIEFS:], others), clerks)

    def _companies(self, names):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Giờ hành chính",
                "tz": "Asia/Ho_Chi_Minh",
                "company_id": False,
                "attendance_ids": [Command.create(row) for row in _week()],
            }
        )
        return self.env["res.company"].create(
            [
                {
                    "name": name,
                    "resource_calendar_id": calendar.id,
                    "qlvb_code": f"B{number:02}.01",
                    "qlvb_abbreviation": "UBND",
                    "qlvb_place": "Quảng Thử",
                }
                for number, name in enumerate(names)
            ]
        )

    def _units(self, agencies):
        wanted = [(agency, number) for agency in agencies for number in range(UNITS)]
        rows = [
            {
                "name": f"Phòng số {number + 1}",
                "qlvb_code": f"P{number + 1}",
                "company_id": agency.company,
            }
            for agency, number in wanted
        ]
        units = self.env["hr.department"].create(rows)
        for (agency, _number), unit in zip(wanted, units, strict=True):
            agency.units.append(unit.id)

    def _books(self, agencies):
        wanted = [(agency, year) for agency in agencies for year in self.years]
        rows = [
            {
                "name": "Văn bản đến",
                "company_id": agency.company,
                "year": year,
                "direction": "incoming",
            }
            for agency, year in wanted
        ]
        books = self.env["qlvb.register"].create(rows)
        for (agency, year), book in zip(wanted, books, strict=True):
            agency.books[year] = book.id, book.series_id.id

    def _seats(self, agency):
        self.seats += [
            (agency, "leader", "leader", None),
            (agency, "clerk", "clerk", None),
        ]
        for unit in agency.units:
            self.seats.append((agency, "heads", "unit_head", unit))
            self.seats.append((agency, "specialists", "specialist", unit))

    def _users(self):
        """Make one user for each seat, with the role; they have no password."""
        groups = {
            role: self.env.ref(f"qlvb_document.group_qlvb_{role}").id
            for role in ("leader", "clerk", "unit_head", "specialist")
        }
        rows = [
            {
                "name": f"Cán bộ {number}",
                "login": f"bench{number}",
                "email": f"bench{number}@example.test",
                "company_id": agency.company,
                "company_ids": [Command.set([agency.company])],
                "group_ids": [Command.set([groups[role]])],
                "tz": "Asia/Ho_Chi_Minh",
            }
            for number, (agency, _attribute, role, _unit) in enumerate(self.seats)
        ]
        users = self.env["res.users"].create(rows)
        self._roles(users)
        return users.ids

    def _roles(self, users):
        rows = []
        for user, (agency, attribute, role, unit) in zip(
            users, self.seats, strict=True
        ):
            if attribute in ("heads", "specialists"):
                getattr(agency, attribute).append(user.id)
            elif attribute:
                setattr(agency, attribute, user.id)
            rows.append(_role(user.id, role, agency.company, unit))
        self.env["qlvb.role"].create(rows)

    def _chiefs(self, users, agencies):
        """Let the last users lead every agency."""
        companies = [agency.company for agency in agencies]
        self.env["res.users"].browse(users).write(
            {"company_ids": [Command.set(companies)]}
        )
        self.env["qlvb.role"].create(
            [
                _role(user, "leader", company, None)
                for user in users
                for company in companies[1:]
            ]
        )
        return users


def _role(user, role, company, unit):
    return {
        "user_id": user,
        "role": role,
        "company_id": company,
        "department_id": unit,
        "date_from": f"{this_year() - YEARS}-01-01",
    }


def _week():
    return [
        {
            "name": part,
            "dayofweek": str(day),
            "hour_from": begin,
            "hour_to": end,
            "day_period": part,
        }
        for day in range(5)
        for part, begin, end in HOURS
    ]
