"""What people do all day, each in raw SQL, by the ORM and as the web client calls."""

from dataclasses import dataclass, field

from _lists import TOKENS
from _views import specification

from odoo import fields

PAGE = 80
COUNT = 10_001
OPEN = ("open", "accepted")
INCOMING = [("direction", "=", "incoming")]
MY_WORK = [("is_mine", "=", True), ("state", "in", list(OPEN))]
# The tokens tell nearly all; the planner must not multiply both shares.
AGENCY = "array_position(%(companies)s, d.company_id) IS NOT NULL"
RAW_DOCUMENTS = f"""
    FROM qlvb_document d
    WHERE d.active AND {AGENCY}
      AND d.access_tokens && {TOKENS} AND d.direction = 'incoming' {{words}}"""
RAW_DOCUMENT_LIST = f"""
    SELECT d.*, t.name FROM (
        SELECT d.* {RAW_DOCUMENTS}
        ORDER BY d.urgency DESC, d.received_at DESC, d.id DESC LIMIT {PAGE}) d
    LEFT JOIN qlvb_document_type t ON t.id = d.type_id
    ORDER BY d.urgency DESC, d.received_at DESC, d.id DESC"""
RAW_COUNT = f"SELECT count(*) FROM (SELECT 1 {RAW_DOCUMENTS} LIMIT {COUNT}) AS found"
WORDS = """AND to_tsvector('simple', COALESCE(d.search_text, ''))
    @@ to_tsquery('simple', %(words)s)"""
RAW_MINE = f"""
    FROM qlvb_assignment a JOIN qlvb_document d ON d.id = a.document_id
    WHERE (a.user_id = %(uid)s OR (a.user_id IS NULL AND a.department_id IN (
            SELECT department_id FROM qlvb_role
            WHERE user_id = %(uid)s AND role = 'unit_head')))
      AND a.state IN ('open', 'accepted') AND {AGENCY}
      AND d.access_tokens && {TOKENS}"""
RAW_WORK = f"""
    SELECT a.id, a.role, d.notation, d.name, d.issuer_name, i.text, a.urgency,
        a.deadline, a.state, p.name
    FROM (SELECT a.* {RAW_MINE}
          ORDER BY a.urgency DESC, a.deadline, a.id LIMIT {PAGE}) a
    JOIN qlvb_document d ON d.id = a.document_id
    LEFT JOIN qlvb_instruction i ON i.id = a.instruction_id
    LEFT JOIN res_users u ON u.id = a.user_id
    LEFT JOIN res_partner p ON p.id = u.partner_id
    ORDER BY a.urgency DESC, a.deadline, a.id"""
RAW_STATES = f"SELECT d.state, count(*) {RAW_DOCUMENTS} GROUP BY 1 ORDER BY 1"
RAW_LATE = f"""
    SELECT a.department_id, count(*)
    FROM qlvb_assignment a JOIN qlvb_document d ON d.id = a.document_id
    WHERE a.state IN ('open', 'accepted') AND a.deadline < now()
      AND {AGENCY} AND d.access_tokens && {TOKENS}
    GROUP BY 1"""

RAW_DUE = """
    SELECT w.source, w.id, w.document_id, w.due, w.start,
        'late_1:' || w.source || ':' || w.id || ':' || extract(epoch FROM w.due)::bigint
    FROM (
        SELECT 0 AS source, id, document_id, deadline AS due, create_date AS start
        FROM qlvb_assignment WHERE company_id = %(agency)s AND role <> 'inform'
            AND state IN ('open', 'accepted') AND deadline < %(until)s
        UNION ALL SELECT 1, id, id, register_due, create_date
        FROM qlvb_document WHERE company_id = %(agency)s AND active
            AND state = 'draft' AND direction = 'incoming'
            AND register_due < %(until)s
        UNION ALL SELECT 2, id, id, issue_due, signed_at
        FROM qlvb_document WHERE company_id = %(agency)s AND active
            AND state = 'signed' AND issue_due < %(until)s) w
    WHERE w.start < %(until)s AND NOT EXISTS (
        SELECT FROM qlvb_reminder r WHERE r.key = 'late_1:' || w.source || ':' || w.id
            || ':' || extract(epoch FROM w.due)::bigint)
    ORDER BY w.due, w.id LIMIT %(most)s"""


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
