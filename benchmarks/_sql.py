"""The best SQL for what people do all day: the floors."""

from _lists import TOKENS

PAGE = 80
COUNT = 10_001
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

# The end of the day on which a reply is due, as naive UTC.
MIDNIGHT = """((d.reply_due + 1)::timestamp
    AT TIME ZONE 'Asia/Ho_Chi_Minh' AT TIME ZONE 'UTC')"""
# All that has a deadline: work, entries, issues, replies, approvals, replies owed.
RAW_DUE = f"""
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
            AND state = 'signed' AND issue_due < %(until)s
        UNION ALL SELECT 3, d.id, d.id, {MIDNIGHT}, d.create_date
        FROM qlvb_document d WHERE d.company_id = %(agency)s AND d.active
            AND d.direction = 'incoming' AND d.needs_reply = 'reply'
            AND d.state = 'registered' AND {MIDNIGHT} < %(until)s
            AND NOT EXISTS (SELECT FROM qlvb_document reply
                WHERE reply.reply_to_id = d.id AND reply.state = 'issued')
            AND NOT EXISTS (SELECT FROM qlvb_assignment a
                WHERE a.document_id = d.id AND a.role = 'lead'
                  AND a.state IN ('open', 'accepted')
                  AND a.deadline > {MIDNIGHT} - interval '1 day'
                  AND a.deadline <= {MIDNIGHT})
        UNION ALL SELECT 4, id, document_id, deadline, opened_at
        FROM qlvb_submission_step WHERE company_id = %(agency)s
            AND state = 'current' AND deadline < %(until)s
        UNION ALL SELECT 5, r.id, d.id, {MIDNIGHT}, d.issued_at
        FROM qlvb_document d JOIN qlvb_recipient r ON r.document_id = d.id
        WHERE d.company_id = %(agency)s AND d.direction = 'outgoing'
            AND d.needs_reply = 'reply' AND d.state = 'issued'
            AND {MIDNIGHT} < %(until)s AND r.status NOT IN ('00', '02', '15')
            AND r.department_id IS NULL AND r.user_id IS NULL
            AND NOT EXISTS (SELECT FROM qlvb_document a
                WHERE a.answers_recipient_id = r.id
                  AND a.state NOT IN ('returned', 'recalled', 'replaced'))) w
    WHERE w.start < %(until)s AND NOT EXISTS (
        SELECT FROM qlvb_reminder r WHERE r.key = 'late_1:' || w.source || ':' || w.id
            || ':' || extract(epoch FROM w.due)::bigint)
    ORDER BY w.due, w.id LIMIT %(most)s"""
