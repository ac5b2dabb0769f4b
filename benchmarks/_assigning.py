"""One instruction on a thousand documents at once, beside the same one by one."""

import time
from datetime import datetime, timedelta

from _odoo import token

MOST = 1000
ALONE = 20  # documents that are instructed on one by one
WAITING = """
    SELECT a.document_id FROM qlvb_assignment a
    JOIN qlvb_document d ON d.id = a.document_id AND d.state = 'registered'
    WHERE a.company_id = %s AND a.user_id = %s AND a.role = 'instruct'
      AND a.state = 'open' AND d.needs_reply = 'none'
      AND d.access_tokens && ARRAY[%s]  -- not what the floor registered by SQL
    ORDER BY a.document_id LIMIT %s"""


def lines(stage, sql):
    """Instruct on what waits for the leader of an agency; return lines to print."""
    agency, (leader,) = stage.world.agencies[0], stage.leaders
    with sql.transaction() as cursor:
        key = token("user", agency.leader)
        most = MOST + ALONE
        cursor.execute(WAITING, [agency.company, agency.leader, key, most])
        waiting = [row[0] for row in cursor.fetchall()]
    alone, many = waiting[:ALONE], waiting[ALONE:]
    arguments = "Giao tham mưu giải quyết", _work(agency)
    start = time.perf_counter()
    for document in alone:
        leader.browser.call("qlvb.document", "instruct", [document], *arguments)
    each = (time.perf_counter() - start) / len(alone)
    start = time.perf_counter()
    found = leader.browser.call("qlvb.document", "instruct_each", many, *arguments)
    together = (time.perf_counter() - start) / len(many)
    refused = [row["message"] for row in found if not row["ok"]]
    return [
        f"instruct one: {1000 * each:.1f} ms; {len(many)} at once:"
        f" {1000 * together:.1f} ms each; one by one to at once: {each / together:.1f}",
        *refused[:3],
    ]


def _work(agency):
    due = (datetime.now() + timedelta(days=5)).strftime("%Y-%m-%d %H:%M:%S")
    return [
        {"role": "lead", "department_id": agency.units[0], "deadline": due},
        {"role": "coordinate", "department_id": agency.units[1], "deadline": due},
        {"role": "inform", "user_id": agency.specialists[0]},
    ]
