# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models, tools
from odoo.tools import SQL

from ..orm import token


class QlvbAccessReaders(models.AbstractModel):
    """Who of many people may see which of many records: asked in one query.

    Says what the record rule says to each of them alone, in any agency of the
    account. Whoever has no right to the model sees none of its records.
    """

    _name = "qlvb.access.readers"
    _description = "Readers of Records"

    @api.model
    def _of_pairs_that_see(self, pairs):
        """Return the set of those ``pairs`` (user id, record id) that are seen."""
        readers = self._with_the_right({user for user, _record in pairs})
        pairs = {pair for pair in pairs if pair[0] in readers}
        named = self._named(pairs)
        pairs = sorted(pairs - named)
        if not pairs:
            return named
        Role = self.env["qlvb.role"]
        names = ("access_tokens", "company_id")
        query = SQL(
            """WITH held AS MATERIALIZED (
                SELECT reader.id, ARRAY(
                    WITH person(id, company_id) AS (SELECT reader.id, NULL::int)
                    %(tokens)s)::int4[] AS own
                FROM unnest(%(readers)s::int4[]) AS reader(id))
            SELECT asked.user_id, asked.id
            FROM unnest(%(users)s::int4[], %(ids)s::int4[]) AS asked(user_id, id)
            JOIN held ON held.id = asked.user_id
            JOIN %(table)s record ON record.id = asked.id
            JOIN res_company agency ON agency.id = record.company_id AND agency.active
            JOIN res_company_users_rel member ON member.user_id = asked.user_id
                AND member.cid = record.company_id
            WHERE record.access_tokens && held.own OR %(delegated)s%(flush)s""",
            tokens=Role._tokens_of_sql(),
            readers=sorted(readers),
            users=[user for user, _record in pairs],
            ids=[record for _user, record in pairs],
            table=SQL.identifier(self._table),
            delegated=Role._delegated_sql(self, "record", SQL("asked.user_id")),
            flush=SQL("", to_flush=[self._fields[name] for name in names]),
        )
        found = self.env.execute_query(SQL("%s%s", query, Role._flush_sql()))
        return named.union(found)

    @api.model
    def _named(self, pairs):
        """Return those ``pairs`` that need no query: the record names the person."""
        users, records = self.env["res.users"].sudo(), self.sudo()
        users = {u.id: u for u in users.browse({user for user, _record in pairs})}
        records = {r.id: r for r in records.browse({record for _user, record in pairs})}
        return {
            (user, record)
            for user, record in pairs
            if token("user", user) in records[record].access_tokens
            and records[record].company_id.active
            and users[user]._is_member(records[record].company_id)
        }

    @api.model
    def _with_the_right(self, user_ids):
        """Return the ids of those users whose groups let them read the model."""
        groups = self._reading_groups()
        users = self.env["res.users"].sudo().browse(user_ids)
        if groups is None:
            return set(users.ids)
        return {user.id for user in users if groups.intersection(user._get_group_ids())}

    @api.model
    @tools.ormcache()
    def _reading_groups(self):
        """Return the ids of the groups that may read the model; None for everybody."""
        rights = self.env["ir.model.access"].sudo()
        rights = rights.search(
            [("model_id.model", "=", self._name), ("perm_read", "=", True)]
        )
        if any(not right.group_id for right in rights):
            return None
        return frozenset(rights.group_id.ids)
