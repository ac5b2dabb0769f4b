"""Registering: one after the other in every way, then many clerks at once."""

import threading
import time

from _measure import Workload, percentile

from walk.client import RemoteError

TAKE = """
    UPDATE qlvb_document
    SET state = 'registered', status = '03', register_id = %(book)s,
        registered_at = now(), write_date = now()
    WHERE id = %(id)s AND state = 'draft'"""
ROW = """
    INSERT INTO qlvb_assignment (document_id, company_id, role, state, user_id, urgency)
    VALUES (%(id)s, %(company)s, 'instruct', 'open', %(leader)s, '0')"""
EVENT = """
    INSERT INTO qlvb_event (document_id, moment, user_id, kind, previous_hash, hash)
    VALUES (%(id)s, now(), %(clerk)s, 'register', '', md5(%(id)s::text))"""
# The notice to the leader (S25): a message, its reader, the entry in the inbox.
NOTICE = """
    WITH told AS (
        INSERT INTO mail_message (model, res_id, subject, body, message_type,
            author_id, date, is_internal, create_uid, create_date)
        SELECT 'qlvb.document', d.id, 'new', d.name, 'user_notification', u.partner_id,
            now(), TRUE, u.id, now()
        FROM qlvb_document d, res_users u WHERE d.id = %(id)s AND u.id = %(clerk)s
        RETURNING id, author_id),
    reader AS (
        INSERT INTO mail_message_res_partner_rel (mail_message_id, res_partner_id)
        SELECT told.id, u.partner_id FROM told, res_users u WHERE u.id = %(leader)s
        RETURNING mail_message_id, res_partner_id)
    INSERT INTO mail_notification (mail_message_id, res_partner_id, author_id,
        notification_type, notification_status, is_read)
    SELECT mail_message_id, res_partner_id, told.author_id, 'inbox', 'sent', FALSE
    FROM reader JOIN told ON told.id = reader.mail_message_id"""
NUMBER = """
    INSERT INTO qlvb_number (series_id, company_id, ordinal, suffix, state, document_id,
        date)
    SELECT %(series)s, %(company)s, COALESCE(max(ordinal), 0) + 1, '', 'used', %(id)s,
        now()
    FROM qlvb_number WHERE series_id = %(series)s RETURNING id, ordinal"""
GIVE = """
    UPDATE qlvb_document SET number_id = %(number)s, register_number = %(ordinal)s
    WHERE id = %(id)s"""


def one_by_one(sql, orm, web, world, drafts):
    """Each way takes the next draft; the raw one writes the rows that matter."""
    book, series, _last = world.books["incoming"]
    fixed = {
        "book": book,
        "series": series,
        "company": world.company,
        "leader": world.leader,
        "clerk": world.clerk,
    }

    def raw():
        values = {**fixed, "id": drafts.pop()}
        with sql.transaction(commit=True) as cursor:
            for statement in TAKE, ROW, NOTICE, EVENT, NUMBER:
                cursor.execute(statement, values)
            number, ordinal = cursor.fetchone()
            cursor.execute(GIVE, {**values, "number": number, "ordinal": ordinal})

    def in_process():
        with orm.as_user(world.clerk, commit=True) as env:
            env["qlvb.document"].browse(drafts.pop()).action_register()

    def over_http():
        web.call("qlvb.document", "action_register", [drafts.pop()])

    ways = {"raw": raw, "ORM": in_process, "HTTP": over_http}
    return Workload("register one document", ways, same=False)


class Crowd:
    """People who do something over HTTP as fast as they can, for some seconds."""

    def __init__(self, count, seconds):
        self.count, self.seconds, self.lock = count, seconds, threading.Lock()
        self.done, self.waits, self.errors = [], [], []

    def run(self, work, do):
        """Let everybody take the next piece of ``work`` (an iterator) and do it."""
        work, start = iter(work), time.perf_counter()
        self.end = start + self.seconds
        threads = [
            threading.Thread(target=self._one, args=(work, do))
            for _number in range(self.count)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.took = time.perf_counter() - start
        return self

    def _one(self, work, do):
        while time.perf_counter() < self.end:
            with self.lock:
                piece = next(work, None)
            if piece is None:
                return
            start = time.perf_counter()
            try:
                do(piece)
                self.done.append(piece)
            except (RemoteError, OSError) as error:
                self.errors.append(f"{type(error).__name__}: {error}"[:200])
            self.waits.append((time.perf_counter() - start) * 1000)

    def line(self, what):
        return (
            f"{self.count} clerks at once for {self.took:.1f} s over HTTP, {what}: "
            f"{len(self.done) / self.took:.1f} a second ({len(self.done)}); "
            f"p50 {percentile(self.waits, 50):.0f} ms, "
            f"p95 {percentile(self.waits, 95):.0f} ms, "
            f"longest wait {max(self.waits):.0f} ms, errors {len(self.errors)}"
        )


def crowds(web, drafts, count, seconds):
    """Return (those who only count, those who register), in one run."""
    own = [("state", "=", "open")]
    reading = Crowd(count, seconds / 4).run(
        range(10**6), lambda _n: web.call("qlvb.register", "search_count", own)
    )
    writing = Crowd(count, seconds).run(
        drafts, lambda draft: web.call("qlvb.document", "action_register", [draft])
    )
    return reading, writing


def ledger(cursor, world, acknowledged):
    """Compare the ledger of numbers with what was answered."""
    book, series, _last = world.books["incoming"]
    cursor.execute(
        """SELECT count(*), count(DISTINCT ordinal), max(ordinal) - min(ordinal) + 1
           FROM qlvb_number WHERE series_id = %s""",
        [series],
    )
    count, distinct, span = cursor.fetchone()
    cursor.execute(
        """SELECT count(*) - count(DISTINCT register_number) FROM qlvb_document
           WHERE register_id = %s AND register_number > 0""",
        [book],
    )
    doubles = count - distinct + cursor.fetchone()[0]
    cursor.execute(
        """SELECT count(*) FROM qlvb_document d JOIN qlvb_number n ON n.id = d.number_id
           WHERE d.id = ANY(%s) AND d.state = 'registered'
             AND d.register_number = n.ordinal AND n.document_id = d.id""",
        [acknowledged],
    )
    lost = len(acknowledged) - cursor.fetchone()[0]
    return {"gaps": span - distinct, "doubles": doubles, "lost": lost}
