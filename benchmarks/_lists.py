"""The lists that people open all day, beside the best SQL for the same rows."""

from _measure import Workload
from _odoo import TOKEN_KINDS

LIMIT = 80
DOCUMENT_FIELDS = (
    "register_number",
    "notation",
    "issue_date",
    "issuer_name",
    "name",
    "type_id",
    "urgency",
    "received_at",
    "deadline",
    "state",
)
WORK_FIELDS = ("role", "document_id", "user_id", "department_id", "deadline", "state")
# The reader's tokens, found at query time like the record rule does.
TOKENS = f"""ARRAY(
    SELECT %(uid)s * 16 + {TOKEN_KINDS["user"]}
    UNION
    SELECT (CASE WHEN r.role = 'unit_head' THEN r.department_id
            ELSE r.company_id END) * 16 + kind.bits
    FROM qlvb_role r
    JOIN (VALUES {", ".join(f"('{n}', {b})" for n, b in TOKEN_KINDS.items())})
        AS kind(name, bits) ON kind.name = r.role
    WHERE r.user_id = %(uid)s AND r.date_from <= now()
      AND (r.date_to IS NULL OR r.date_to >= now()))::int4[]"""
DOCUMENTS = f"""
    FROM qlvb_document d WHERE d.active AND d.company_id = %(company)s
    AND d.access_tokens && {TOKENS} AND d.direction = 'incoming' """
DOCUMENT_LIST = """
    SELECT d.id, d.register_number, d.notation, d.issue_date, d.issuer_name, d.name,
        t.name, d.urgency, d.received_at, d.deadline, d.state
    FROM (SELECT * {rows} ORDER BY d.urgency DESC, d.received_at DESC, d.id DESC
          LIMIT {limit}) d
    LEFT JOIN qlvb_document_type t ON t.id = d.type_id
    ORDER BY d.urgency DESC, d.received_at DESC, d.id DESC"""
WORDS = """AND to_tsvector('simple', COALESCE(d.search_text, ''))
    @@ to_tsquery('simple', '''phong'':* & ''thien'':*') """
WORK = """
    SELECT a.id, a.role, d.notation, d.name, a.deadline, a.state, p.name
    FROM qlvb_assignment a JOIN qlvb_document d ON d.id = a.document_id
    LEFT JOIN res_users u ON u.id = a.user_id
    LEFT JOIN res_partner p ON p.id = u.partner_id
    WHERE a.user_id = %(uid)s AND a.state IN ('open', 'accepted')
      AND d.access_tokens && {tokens}
    ORDER BY a.urgency DESC, a.deadline, a.id LIMIT {limit}"""


def specification(names, relations):
    """Return the fields as the web client asks for them."""
    shown = {"fields": {"display_name": {}}}
    return {name: shown if name in relations else {} for name in names}


def incoming_list(sql, orm, web, world, uid, title):
    """All incoming documents that somebody may see, newest first, with the count."""
    domain = [("direction", "=", "incoming")]
    return _documents(sql, orm, web, world, uid, (title, domain, ""))


def search(sql, orm, web, world, uid, title):
    """Two words typed without accents."""
    domain = [("direction", "=", "incoming"), ("search_all", "ilike", "phong thien")]
    return _documents(sql, orm, web, world, uid, (title, domain, WORDS))


def _documents(sql, orm, web, world, uid, what):
    title, domain, words = what
    values = {"uid": uid, "company": world.company}
    arguments = {
        "domain": domain,
        "specification": specification(DOCUMENT_FIELDS, {"type_id"}),
        "limit": LIMIT,
        "count_limit": 10001,
    }

    def raw():
        with sql.transaction() as cursor:
            rows = DOCUMENTS + words
            cursor.execute(DOCUMENT_LIST.format(rows=rows, limit=LIMIT), values)
            ids = [row[0] for row in cursor.fetchall()]
            count = f"SELECT count(*) FROM (SELECT 1 {rows} LIMIT 10001) AS found"
            cursor.execute(count, values)
            return ids, cursor.fetchone()[0]

    return Workload(title, ways("qlvb.document", raw, orm, web, uid, arguments))


def work_list(sql, orm, web, uid, title):
    """The open work of one person."""
    arguments = {
        "domain": [("user_id", "=", uid), ("state", "in", ["open", "accepted"])],
        "specification": specification(
            WORK_FIELDS, {"document_id", "user_id", "department_id"}
        ),
        "limit": LIMIT,
        "count_limit": 10001,
    }

    def raw():
        with sql.transaction() as cursor:
            query = WORK.format(tokens=TOKENS, limit=LIMIT)
            cursor.execute(query, {"uid": uid})
            ids = [row[0] for row in cursor.fetchall()]
            if len(ids) < LIMIT:
                return ids, len(ids)
            cursor.execute(
                "SELECT count(*) FROM qlvb_assignment WHERE user_id = %s"
                " AND state IN ('open', 'accepted')",
                [uid],
            )
            return ids, cursor.fetchone()[0]

    return Workload(title, ways("qlvb.assignment", raw, orm, web, uid, arguments))


def ways(model, raw, orm, web, uid, arguments):
    def in_process():
        with orm.as_user(uid) as env:
            return summary(env[model].web_search_read(**arguments))

    def over_http():
        return summary(web.call(model, "web_search_read", **arguments))

    return {"raw": raw, "ORM": in_process, "HTTP": over_http}


def summary(answer):
    return [row["id"] for row in answer["records"]], answer["length"]
