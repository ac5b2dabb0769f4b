"""What people do all day, each in raw SQL, by the ORM and as the web client calls."""

from dataclasses import dataclass, field

from _sql import (
    COUNT,
    PAGE,
    RAW_COUNT,
    RAW_DOCUMENT_LIST,
    RAW_DUE,
    RAW_LATE,
    RAW_MINE,
    RAW_STATES,
    RAW_WORK,
    WORDS,
)
from _views import specification

from odoo import fields

OPEN = ("open", "accepted")
INCOMING = [("direction", "=", "incoming")]
MY_WORK = [("is_mine", "=", True), ("state", "in", list(OPEN))]


@dataclass
class Person:
    """Somebody at a browser; ``companies``: the agencies chosen there."""

    uid: int
    companies: list
    browser: object = None

    def values(self, **more):
        return {"uid": self.uid, "companies": self.companies, "words": "", **more}


@dataclass
class Task:
    """One thing to do; its ways take the person whose turn it is."""

    name: str
    people: list
    ways: dict
    same: bool = True
    """Whether all ways give the same answer."""
    times: dict = field(default_factory=dict)
    queries: list = field(default_factory=list)
    floor: str = "raw"

    def person(self, turn):
        return self.people[turn % len(self.people)]


class Tasks:
    """Makes the tasks; ``sql`` and ``orm`` are the ways into the database."""

    def __init__(self, sql, orm, env):
        self.sql, self.orm = sql, orm
        self.documents = specification(env, "qlvb.document", "list")
        self.assignments = specification(env, "qlvb.assignment", "list")
        self.forms = {
            "qlvb.document": specification(env, "qlvb.document", "form"),
            "project.task": specification(env, "project.task", "form"),
        }

    def _both(self, model, method, summary, **arguments):
        """Return the ways through the ORM and over HTTP of one call."""

        def in_process(person):
            context = {"allowed_company_ids": person.companies}
            with self.orm.as_user(person.uid) as env:
                records = env[model].with_context(**context)
                return summary(getattr(records, method)(**arguments))

        def over_http(person):
            return summary(person.browser.call(model, method, **arguments))

        return {"ORM": in_process, "HTTP": over_http}

    def _raw(self, query, person, **more):
        with self.sql.transaction() as cursor:
            cursor.execute(query, person.values(**more))
            return cursor.fetchall()

    def work(self, people):
        """B1: the open work of a person."""

        def raw(person):
            with self.sql.transaction() as cursor:
                cursor.execute(RAW_WORK, person.values())
                ids = [row[0] for row in cursor.fetchall()]
                if len(ids) < PAGE:
                    return ids, len(ids)
                cursor.execute(
                    f"SELECT count(*) FROM (SELECT 1 {RAW_MINE} LIMIT {COUNT}) AS f",
                    person.values(),
                )
                return ids, cursor.fetchone()[0]

        ways = self._list("qlvb.assignment", MY_WORK, self.assignments)
        return Task("B1 my open work", people, {"raw": raw, **ways})

    def _list(self, model, domain, columns):
        return self._both(
            model,
            "web_search_read",
            rows_and_count,
            domain=domain,
            specification=columns,
            limit=PAGE,
            count_limit=COUNT,
        )

    def all_documents(self, people, who):
        """B2: all incoming documents that somebody sees, with the count."""
        ways = self._list("qlvb.document", INCOMING, self.documents)
        return Task(
            f"B2 all documents, {who}", people, {"raw": self._found(""), **ways}
        )

    def _found(self, words):
        with self.orm.as_user(1) as env:
            typed = env["qlvb.abbreviation"]._query(words) if words else ""
        clause = WORDS if words else ""

        def raw(person):
            with self.sql.transaction() as cursor:
                values = person.values(words=typed)
                cursor.execute(RAW_DOCUMENT_LIST.format(words=clause), values)
                ids = [row[0] for row in cursor.fetchall()]
                if len(ids) < PAGE:
                    return ids, len(ids)
                cursor.execute(RAW_COUNT.format(words=clause), values)
                return ids, cursor.fetchone()[0]

        return raw

    def search(self, people, what, words):
        """B3: words typed without accents."""
        domain = [*INCOMING, ("search_all", "ilike", words)]
        ways = self._list("qlvb.document", domain, self.documents)
        return Task(f"B3 search, {what}", people, {"raw": self._found(words), **ways})

    def stock_search(self, people, words):
        """The same words as Odoo's own `ilike` finds them, over a trigram index."""
        domain = [*INCOMING, ("name", "ilike", words)]
        ways = self._list("qlvb.document", domain, self.documents)
        return Task("   the same by stock ilike", people, {"HTTP": ways["HTTP"]}, False)

    def dashboard(self, people):
        """B4: documents by state, late work by unit."""
        late = [("is_overdue", "=", True)]
        calls = [("qlvb.document", INCOMING, "state")]
        calls.append(("qlvb.assignment", late, "department_id"))

        def raw(person):
            states = self._raw(RAW_STATES.format(words=""), person)
            return sorted(row[1] for row in states + self._raw(RAW_LATE, person))

        parts = [
            self._both(
                model,
                "formatted_read_group",
                counts,
                domain=domain,
                groupby=[groupby],
                aggregates=["__count"],
            )
            for model, domain, groupby in calls
        ]

        def way(name):
            return lambda person: sorted(
                sum((part[name](person) for part in parts), [])
            )

        ways = {"raw": raw, "ORM": way("ORM"), "HTTP": way("HTTP")}
        return Task("B4 dashboard, two groupings", people, ways)

    def form(self, name, model, people, ids):
        """B5: a form with its discussion, in the calls of the web client."""

        def over_http(person):
            place = ids[person.uid] if isinstance(ids, dict) else ids
            browser = person.browser
            browser.call(model, "web_read", [place], specification=self.forms[model])
            request = [
                "mail.thread",
                {
                    "thread_model": model,
                    "thread_id": place,
                    "request_list": [
                        *("activities", "attachments", "contact_fields"),
                        *("followers", "scheduledMessages", "suggestedRecipients"),
                    ],
                },
            ]
            browser.post("/mail/data", fetch_params=[request], context=browser.context)
            found = browser.post(
                "/mail/thread/messages",
                thread_model=model,
                thread_id=place,
                fetch_params={"limit": 30},
            )
            return len(found["messages"])

        return Task(name, people, {"HTTP": over_http}, False)

    def deadlines(self, person):
        """B9: what is late in an agency and was not told yet, as the job reads it."""
        agency, now = person.companies[0], fields.Datetime.now()
        with self.orm.as_user(1) as env:
            calendar = env["res.company"].browse(agency).resource_calendar_id
            until = calendar._qlvb_timeline(now).take_minutes(now, 0)

        def raw(_person):
            values = {"agency": agency, "until": until, "most": 2000}
            return len(self._raw(RAW_DUE, person, **values))

        def in_process(_person):
            with self.orm.as_user(1) as env:
                company = env["res.company"].browse(agency)
                line = company.resource_calendar_id._qlvb_timeline(now)
                reminders = env["qlvb.reminder"]
                return len(reminders._candidates(company, now, "late_1", line))

        return Task("B9 deadline scan", [person], {"raw": raw, "ORM": in_process})


def rows_and_count(answer):
    return [row["id"] for row in answer["records"]], answer["length"]


def counts(groups):
    return [group["__count"] for group in groups]
