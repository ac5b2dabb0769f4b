# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from ..models.qlvb_role_tokens import DELEGATIONS, KEPT
from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestTokensKept(QlvbCommon):
    """Tokens are read once a transaction, and again when what gives them changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls._assigned()

    def _sees(self, user):
        documents = self.env["qlvb.document"].with_user(user)
        return bool(documents.search_count([("id", "=", self.document.id)]))

    def _give_role(self, role, **values):
        values = {"user_id": self.stranger.id, "company_id": self.district.id, **values}
        return self.env["qlvb.role"].create({"role": role, **values})

    def test_a_second_list_asks_for_no_tokens(self):
        self._sees(self.head)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self._sees(self.head)

    def test_a_new_role_opens_at_once(self):
        self.assertFalse(self._sees(self.stranger))
        self._give_role("leader")
        self.assertTrue(self._sees(self.stranger))

    def test_a_role_that_ends_or_goes_closes_at_once(self):
        role = self._give_role("leader", date_from="2026-01-01")
        self.assertTrue(self._sees(self.stranger))
        role.date_to = "2026-02-01"
        self.assertFalse(self._sees(self.stranger))
        role.date_to = False
        self.assertTrue(self._sees(self.stranger))
        role.unlink()
        self.assertFalse(self._sees(self.stranger))

    def test_a_delegation_opens_and_its_end_closes_at_once(self):
        delegation = self._delegate(self.head, self.stranger)
        self.assertTrue(self._sees(self.stranger))
        delegation.active = False
        self.assertFalse(self._sees(self.stranger))

    def test_a_role_that_ends_by_its_date_closes_on_the_day_after(self):
        self._give_role("leader", date_to="2026-03-02")
        self.assertTrue(self._sees(self.stranger))
        with freeze_time("2026-03-03 01:00:00"):
            self.assertFalse(self._sees(self.stranger))

    def test_nothing_is_kept_beyond_the_transaction(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            role = self.env(cr=cr, user=self.head.id)["qlvb.role"]
            for end in (cr.commit, cr.rollback):
                role._tokens_now()
                role.env["qlvb.delegation"]._active_for(role.env.user)
                self.assertEqual({KEPT, DELEGATIONS} - set(cr.cache), set())
                end()
                self.assertFalse({KEPT, DELEGATIONS} & set(cr.cache))

    def test_who_leaves_is_acted_for_no_more(self):
        self._delegate(self.head, self.stranger)
        self.assertTrue(self._sees(self.stranger))
        self.head.active = False
        self.assertFalse(self._sees(self.stranger))


@tagged("post_install", "-at_install")
class TestRequestsOfTwoDays(HttpCase, QlvbCommon):
    """What the server remembers ends nobody's role later than its last day (S20)."""

    PASSWORD = "a-long-password-of-a-test"

    def _ids_seen(self):
        """Ask as the web client does: a request, a transaction."""
        answer = self.make_jsonrpc_request(
            "/web/dataset/call_kw/qlvb.document/search_read",
            {
                "model": "qlvb.document",
                "method": "search_read",
                "args": [[], ["name"]],
                "kwargs": {},
            },
        )
        return {row["id"] for row in answer}

    def _sign_in(self, user):
        user.password = self.PASSWORD
        self.authenticate(user.login, self.PASSWORD)

    def _seen_on(self, day):
        # The clock goes on: a request that waits must not wait for ever.
        with freeze_time(f"{day} 03:00:00", tick=True):
            return self._ids_seen()

    def test_a_role_ends_with_the_request_after_its_last_day(self):
        document = self._registered()
        role = self.env["qlvb.role"].search([("user_id", "=", self.deputy.id)])
        role.date_to = "2026-03-03"
        with freeze_time("2026-03-02 03:00:00", tick=True):
            self._sign_in(self.deputy)
        for _warm in range(2):
            self.assertIn(document.id, self._seen_on("2026-03-03"))
        self.assertNotIn(document.id, self._seen_on("2026-03-04"))

    def test_a_delegation_ends_with_the_request_after_its_last_day(self):
        document = self._registered()
        self._delegate(self.leader, self.stranger, date_to="2026-03-03")
        with freeze_time("2026-03-02 03:00:00", tick=True):
            self._sign_in(self.stranger)
        for _warm in range(2):
            self.assertIn(document.id, self._seen_on("2026-03-03"))
        self.assertNotIn(document.id, self._seen_on("2026-03-04"))
