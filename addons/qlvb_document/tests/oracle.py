# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who sees what, in plain Python: the table of `qlvb.document.access` told anew.

It reads the rows as they lie in the database and knows neither tokens nor rules.
"""

from collections import defaultdict

KNOWN = ("approved", "signed", "issued", "recalled", "replaced")
QUERIES = {
    "documents": "SELECT id, company_id, direction, state, user_id, signer_id,"
    " department_id, type_id, urgency FROM qlvb_document WHERE id = ANY(%s)",
    "assignments": "SELECT document_id, user_id, department_id, state"
    " FROM qlvb_assignment WHERE document_id = ANY(%s)",
    "steps": "SELECT s.document_id, p.user_id FROM qlvb_submission s"
    " JOIN qlvb_submission_step p ON p.submission_id = s.id"
    " WHERE s.document_id = ANY(%s)",
    "grants": "SELECT document_id, user_id, department_id, state, date_from, date_to"
    " FROM qlvb_access_grant WHERE document_id = ANY(%s)",
}
PEOPLE = {
    "roles": "SELECT user_id, role, company_id, department_id, date_from, date_to"
    " FROM qlvb_role",
    "delegations": "SELECT * FROM qlvb_delegation WHERE active",
    "members": "SELECT user_id, cid FROM res_company_users_rel",
    "staff": "SELECT id FROM res_users WHERE active",
}


class Oracle:
    """Who sees which of ``document_ids`` on ``today``, a date."""

    def __init__(self, cr, document_ids, today):
        self.today = today
        for name, query in QUERIES.items():
            cr.execute(query, [list(document_ids)])
            setattr(self, name, cr.dictfetchall())
        for name, query in PEOPLE.items():
            cr.execute(query)
            setattr(self, name, cr.dictfetchall())
        self.agencies = defaultdict(set)
        for row in self.members:
            self.agencies[row["user_id"]].add(row["cid"])
        self.active = {row["id"] for row in self.staff}
        self.work = self._by_document(self.assignments)
        self.asked = self._by_document(self.steps)
        self.granted = self._by_document(self.grants)

    def _by_document(self, rows):
        found = defaultdict(list)
        for row in rows:
            found[row["document_id"]].append(row)
        return found

    def seen_by(self, user_id):
        """Return the ids of the documents that the user sees."""
        return {row["id"] for row in self.documents if self._sees(user_id, row)}

    def _sees(self, user_id, document):
        agency = document["company_id"]
        if agency not in self.agencies[user_id]:
            return False
        if self._own(user_id, document, None):
            return True
        return any(
            self._own(row["from_user_id"], document, agency)
            for row in self.delegations
            if row["to_user_id"] == user_id
            and row["company_id"] == agency
            and self._holds(row)
            and row["from_user_id"] in self.active
            and agency in self.agencies[row["from_user_id"]]
        )

    def _holds(self, row):
        until = row["date_to"]
        return row["date_from"] <= self.today and (not until or until >= self.today)

    def _own(self, user_id, document, only_in):
        """Tell whether the person sees it; ``only_in``: roles of that agency only."""
        roles = [
            row
            for row in self.roles
            if row["user_id"] == user_id
            and self._holds(row)
            and only_in in (None, row["company_id"])
        ]
        agency = document["company_id"]
        here = {row["role"] for row in roles if row["company_id"] == agency}
        heads = {row["department_id"] for row in roles if row["role"] == "unit_head"}
        units = {row["department_id"] for row in roles} - {None}
        return (
            "clerk" in here
            or bool(here & {"leader", "office"} and self._is_known(document))
            or self._drafts(user_id, document, heads)
            or self._works(user_id, document, heads)
            or self._is_granted(user_id, document, units)
        )

    def _is_known(self, document):
        if document["direction"] == "incoming":
            return document["state"] in ("registered", "done")
        return document["state"] in KNOWN or bool(self.asked[document["id"]])

    def _drafts(self, user_id, document, heads):
        drafted = document["direction"] != "incoming"
        return user_id in (document["user_id"], document["signer_id"]) or (
            drafted and document["department_id"] in heads
        )

    def _works(self, user_id, document, heads):
        rows = [row for row in self.work[document["id"]] if row["state"] != "recalled"]
        return any(
            row["user_id"] == user_id or row["department_id"] in heads for row in rows
        ) or any(row["user_id"] == user_id for row in self.asked[document["id"]])

    def _is_granted(self, user_id, document, units):
        return any(
            row["state"] == "given"
            and self._holds(row)
            and (row["user_id"] == user_id or row["department_id"] in units)
            for row in self.granted[document["id"]]
        )
