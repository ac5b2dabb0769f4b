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
    "drafters": "SELECT document_id, user_id FROM qlvb_document_codrafter_rel"
    " WHERE document_id = ANY(%s)",
    "grants": "SELECT document_id, user_id, department_id, state, date_from, date_to"
    " FROM qlvb_access_grant WHERE document_id = ANY(%s)",
    "recalls": "SELECT id, company_id, user_id, department_id, recalled_by_id,"
    " was_read FROM qlvb_recall WHERE document_id = ANY(%s)",
}
PEOPLE = {
    "roles": "SELECT user_id, role, company_id, department_id, date_from, date_to"
    " FROM qlvb_role",
    "delegations": "SELECT * FROM qlvb_delegation WHERE active",
    "scopes": "SELECT qlvb_delegation_id AS id, qlvb_document_type_id AS type_id"
    " FROM qlvb_delegation_qlvb_document_type_rel",
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
        self.types = defaultdict(set)
        for row in self.scopes:
            self.types[row["id"]].add(row["type_id"])
        self.active = {row["id"] for row in self.staff}
        self.work = self._by_document(self.assignments)
        self.asked = self._by_document(self.steps)
        self.drafting = self._by_document(self.drafters)
        self.granted = self._by_document(self.grants)

    def _by_document(self, rows):
        found = defaultdict(list)
        for row in rows:
            found[row["document_id"]].append(row)
        return found

    def seen_by(self, user_id):
        """Return the ids of the documents that the user sees."""
        return {row["id"] for row in self.documents if self._sees(user_id, row)}

    def recalls_seen_by(self, user_id):
        """Return the ids of the lines on recalled work that the user sees."""
        return {row["id"] for row in self.recalls if self._sees_recall(user_id, row)}

    def _sees(self, user_id, document):
        agency = document["company_id"]
        if agency not in self.agencies[user_id]:
            return False
        if self._own(user_id, document, None):
            return True
        return any(
            self._own(row["from_user_id"], document, agency)
            and self._covers(row, document)
            for row in self._acting(user_id, agency)
        )

    def _sees_recall(self, user_id, line):
        agency = line["company_id"]
        if agency not in self.agencies[user_id]:
            return False
        if self._recall_is_of(user_id, line, None):
            return True
        return any(
            self._recall_is_of(row["from_user_id"], line, row["department_id"])
            for row in self._acting(user_id, agency)
            if not self.types[row["id"]] and not row["urgency_from"]
        )

    def _recall_is_of(self, user_id, line, unit):
        """Tell whether it tells the person; ``unit``: as head of that unit only."""
        as_head = (
            line["was_read"]
            and not line["user_id"]
            and line["department_id"] in self._headed(user_id)
        )
        if unit:
            return as_head and line["department_id"] == unit
        taken = line["was_read"] and line["user_id"] == user_id
        return as_head or taken or line["recalled_by_id"] == user_id

    def _acting(self, user_id, agency):
        """Return the delegations by which the user acts in the agency today."""
        return [
            row
            for row in self.delegations
            if row["to_user_id"] == user_id
            and row["company_id"] == agency
            and self._holds(row)
            and row["from_user_id"] in self.active
            and agency in self.agencies[row["from_user_id"]]
        ]

    def _headed(self, user_id):
        return {
            row["department_id"]
            for row in self.roles
            if row["user_id"] == user_id
            and row["role"] == "unit_head"
            and self._holds(row)
        }

    def _covers(self, row, document):
        """Tell whether the document is of the types, as urgent and of the unit."""
        types, unit = self.types[row["id"]], row["department_id"]
        if types and document["type_id"] not in types:
            return False
        if (document["urgency"] or "0") < (row["urgency_from"] or "0"):
            return False
        if not unit:
            return True
        return unit in self._headed(row["from_user_id"]) and (
            self._drafts(None, document, {unit}) or self._works(None, document, {unit})
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
        named = user_id and user_id in (document["user_id"], document["signer_id"])
        others = {row["user_id"] for row in self.drafting[document["id"]]}
        return bool(named) or (
            drafted and (document["department_id"] in heads or user_id in others)
        )

    def _works(self, user_id, document, heads):
        rows = [row for row in self.work[document["id"]] if row["state"] != "recalled"]
        return any(
            user_id in (row["user_id"] or 0,) or row["department_id"] in heads
            for row in rows
        ) or any(
            user_id in (row["user_id"] or 0,) for row in self.asked[document["id"]]
        )

    def _is_granted(self, user_id, document, units):
        return any(
            row["state"] == "given"
            and self._holds(row)
            and (row["user_id"] == user_id or row["department_id"] in units)
            for row in self.granted[document["id"]]
        )
