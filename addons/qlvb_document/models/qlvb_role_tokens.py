# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial

from odoo import api, models
from odoo.tools import SQL

from ..orm import TOKEN_KINDS, UNIT_ROLES

# Where the transaction keeps what was read in it about rights.
KEPT = "qlvb_tokens"
DELEGATIONS = "qlvb_delegations"
ROLES = "qlvb_roles"


class QlvbTokenSource(models.AbstractModel):
    """Something that gives tokens: writing it forgets those read before."""

    _name = "qlvb.token.source"
    _description = "Source of Tokens"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._forget_tokens()
        return records

    def write(self, vals):
        self._forget_tokens()
        result = super().write(vals)
        self._forget_tokens()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_tokens()
        return result

    @api.model
    def _forget_tokens(self):
        for kept in (KEPT, DELEGATIONS, ROLES):
            self.env.cr.cache.pop(kept, None)

    @api.model
    def _kept(self, name):
        """Return the dict in which this transaction keeps ``name``.

        A cursor lives longer than a transaction: a job commits, a request is retried.
        """
        cr = self.env.cr
        if name not in cr.cache:
            cr.cache[name] = {}
            for end in (cr.postcommit, cr.postrollback):
                end.add(partial(cr.cache.pop, name, None))
        return cr.cache[name]


class QlvbRoleTokens(models.AbstractModel):
    """The tokens that a person holds today, worked out by the database.

    A token stands for the person, for a role in an agency, for the head of a unit,
    for everybody in a unit, or for a grant. A list of them in Python would be cached
    with the record rule: a user who moves, or a delegation that ends, would keep
    access. What a delegator holds counts within the agency of the delegation only,
    and only while the delegator belongs to it.
    """

    _name = "qlvb.role.tokens"
    _description = "Tokens of a Person"

    @api.model
    def _tokens_now(self):
        """Return (tokens of the user and of who is acted for, whether there is one).

        Read once a transaction, for a query that asks itself takes the database
        longer to plan than to run; `qlvb.token.source` forgets them.
        """
        kept = self.env["qlvb.role"]._kept(KEPT)
        key = self.env.uid, self._today()
        if key not in kept:
            ((held, acts),) = self.env.execute_query(self._tokens_now_sql())
            kept[key] = sorted(set(held)), acts
        return kept[key]

    @api.model
    def _tokens_now_sql(self):
        """Return a query for the tokens, and whether they are of several people."""
        return SQL(
            """WITH person(id, company_id) AS (
                SELECT %(uid)s::int, NULL::int
                UNION ALL SELECT d.from_user_id, d.company_id FROM %(delegations)s)
            SELECT ARRAY(%(tokens)s)::int4[], (SELECT count(*) > 1 FROM person)
            %(flush)s""",
            uid=self.env.uid,
            delegations=self._delegations_sql(),
            tokens=self._tokens_of_sql(),
            flush=self._flush_sql(),
        )

    @api.model
    def _own_tokens_sql(self):
        """Return an SQL array of the tokens that the user holds without delegation."""
        return SQL(
            """ARRAY(
            WITH person(id, company_id) AS (SELECT %(uid)s::int, NULL::int)
            %(tokens)s)::int4[]""",
            uid=self.env.uid,
            tokens=self._tokens_of_sql(),
        )

    @api.model
    def _held_tokens(self, user, company=None):
        """Return the tokens that ``user`` holds today by own right, in an agency."""
        self.env.cr.execute(
            SQL(
                """WITH person(id, company_id) AS
                    (SELECT %(uid)s::int, %(company)s::int)
                %(tokens)s%(flush)s""",
                uid=user.id,
                company=company.id if company else None,
                tokens=self._tokens_of_sql(),
                flush=self._flush_sql(),
            )
        )
        return {row[0] for row in self.env.cr.fetchall()}

    @api.model
    def _delegated_sql(self, model, alias, reader=None):
        """Return whether a delegation to the user opens the row ``alias``.

        ``reader``: the SQL of another user's id.
        """
        return SQL(
            """EXISTS (SELECT FROM %(delegations)s
            CROSS JOIN LATERAL (SELECT ARRAY(
                WITH person(id, company_id) AS (SELECT d.from_user_id, d.company_id)
                %(tokens)s)::int4[] AS held) AS theirs
            WHERE d.company_id = %(company)s AND %(mine)s && theirs.held
              AND %(scope)s)""",
            delegations=self._delegations_sql(reader),
            tokens=self._tokens_of_sql(),
            company=SQL.identifier(alias, "company_id"),
            mine=SQL.identifier(alias, "access_tokens"),
            scope=self.env["qlvb.delegation"]._scope_sql(model, "d", alias),
        )

    @api.model
    def _delegations_sql(self, reader=None):
        """Return the delegations ``d`` to the user that count today, to be joined."""
        return SQL(
            """(SELECT d.* FROM qlvb_delegation d
            JOIN res_users giver ON giver.id = d.from_user_id AND giver.active
            JOIN res_company_users_rel member ON member.user_id = d.from_user_id
                AND member.cid = d.company_id
            WHERE d.to_user_id = %(uid)s AND d.active
              AND d.date_from <= %(today)s AND d.date_to >= %(today)s) AS d""",
            uid=reader or self.env.uid,
            today=self._today(),
        )

    @api.model
    def _tokens_of_sql(self):
        """Return the tokens of all in ``person(id, company_id)``; add-ons add theirs.

        A person without company_id counts in every agency. A token may come twice;
        the fewer joins, the sooner it is planned, which takes longer than the rest.
        """
        return SQL(
            """SELECT person.id * 16 + %(user)s FROM person
            UNION ALL
            SELECT mine.token
            FROM person JOIN qlvb_role r ON r.user_id = person.id AND %(counts)s
            LEFT JOIN qlvb_access_grant g ON g.department_id = r.department_id
                AND %(in_force)s
            CROSS JOIN LATERAL unnest(ARRAY[CASE r.role %(kinds)s END,
                r.department_id * 16 + %(unit)s, g.id * 16 + %(grant)s])
                AS mine(token)
            WHERE mine.token IS NOT NULL
            UNION ALL
            SELECT g.id * 16 + %(grant)s
            FROM person JOIN qlvb_access_grant g ON g.user_id = person.id
            WHERE %(in_force)s""",
            user=TOKEN_KINDS["user"],
            unit=TOKEN_KINDS["unit"],
            kinds=SQL(" ").join(
                SQL(
                    "WHEN %s THEN %s * 16 + %s",
                    role,
                    SQL("r.department_id" if role in UNIT_ROLES else "r.company_id"),
                    bits,
                )
                for role, bits in TOKEN_KINDS.items()
                if role not in ("user", "unit", "grant")
            ),
            counts=self._role_counts_sql(),
            grant=TOKEN_KINDS["grant"],
            in_force=self.env["qlvb.access.grant"]._in_force_sql(),
        )

    @api.model
    def _role_counts_sql(self):
        return SQL(
            """(person.company_id IS NULL OR person.company_id = r.company_id)
            AND r.date_from <= %(today)s
            AND (r.date_to IS NULL OR r.date_to >= %(today)s)""",
            today=self._today(),
        )

    @api.model
    def _flush_sql(self):
        """Return nothing; what the tokens are read from is written out before."""
        Delegation, User = self.env["qlvb.delegation"], self.env["res.users"]
        read = [(self, "user_id"), (self, "role"), (self, "company_id")]
        read += [(self, "department_id"), (self, "date_from"), (self, "date_to")]
        read += [(Delegation, name) for name in ("from_user_id", "to_user_id")]
        read += [(Delegation, name) for name in ("date_from", "date_to", "active")]
        read += [(Delegation, name) for name in ("company_id", "department_id")]
        read += [(Delegation, name) for name in ("urgency_from", "is_limited")]
        read += [(User, "active")]
        Grant = self.env["qlvb.access.grant"]
        read += [(Grant, name) for name in ("user_id", "department_id", "state")]
        read += [(Grant, name) for name in ("date_from", "date_to")]
        return SQL("", to_flush=[model._fields[name] for model, name in read])
