# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import QlvbCommon

INCOMING = Domain("direction", "=", "incoming")


@tagged("post_install", "-at_install")
class TestAgencyRule(QlvbCommon):
    """Asked for the agency alone, a clerk sees no more than by tokens (S13, S20)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.here = cls._registered()
        cls.there = cls._receive(clerk=cls.commune_clerk)
        cls.both = cls.here | cls.there
        cls.role = cls.env["qlvb.role"].search(
            [("user_id", "=", cls.clerk.id), ("role", "=", "clerk")]
        )
        cls.env.flush_all()

    def _documents(self, user=None, agencies=None):
        user = user or self.clerk
        agencies = user.company_ids if agencies is None else agencies
        documents = self.env["qlvb.document"].with_user(user)
        return documents.with_context(allowed_company_ids=agencies.ids)

    def _seen(self, user=None, agencies=None):
        """Return what the user sees of both, once each way of asking agrees."""
        documents = self._documents(user, agencies)
        mine = [("id", "in", self.both.ids)]
        found = documents.search(mine)
        rows = documents.web_search_read(mine, {"name": {}})["records"]
        groups = documents._read_group(mine, ["company_id"], ["__count"])
        named = documents.name_search("", mine, limit=None)
        lines = self.env["qlvb.event"].with_env(documents.env)
        hanging = Domain("document_id", "in", self.both.ids)
        events = lines.search(hanging).document_id
        through = lines.search(hanging & Domain("document_id", "any", mine))
        readable = documents.browse(self.both.ids)._filtered_access("read")
        with self.subTest(user=documents.env.user.login):
            self.assertEqual(documents.search_count(mine), len(found))
            self.assertEqual({row["id"] for row in rows}, set(found.ids))
            self.assertEqual(sum(count for _agency, count in groups), len(found))
            self.assertEqual({row[0] for row in named}, set(found.ids))
            self.assertEqual(readable, found)
            self.assertLessEqual(events, found)
            self.assertLessEqual(through.document_id, found)
            for document in documents.browse(self.both.ids) - found:
                with self.assertRaises(AccessError):
                    document.read(["name"])
                with self.assertRaises(UserError, msg="Or no right to export."):
                    document.export_data(["name"])
        return self.env["qlvb.document"].browse(found.ids)

    def _join(self, role=None, **values):
        self.clerk.company_ids |= self.commune
        if role:
            values = {"user_id": self.clerk.id, "company_id": self.commune.id, **values}
            return self.env["qlvb.role"].create(
                {"role": role, "date_from": "2026-01-01", **values}
            )

    def test_of_one_agency(self):
        self.assertEqual(self._seen(), self.here)

    def test_a_foreign_agency_in_the_context_opens_nothing(self):
        documents = self._documents(agencies=self.district | self.commune)
        for ask in (
            lambda: documents.search(INCOMING).ids,
            lambda: documents.search_count(INCOMING),
            lambda: documents.browse(self.there.id).read(["name"]),
            lambda: documents.name_search("", INCOMING),
        ):
            with self.assertRaises(AccessError):
                ask()
        chosen = documents._chosen_agencies()
        self.assertEqual(chosen, set(self.district.ids), "Also where nobody refuses.")

    def test_no_agency_in_the_context_means_all_of_the_account(self):
        self.assertEqual(self._seen(agencies=self.env["res.company"]), self.here)

    def test_an_agency_that_is_not_chosen_is_left_out(self):
        self._join("clerk")
        self.assertEqual(self._seen(), self.both)
        self.assertEqual(self._seen(agencies=self.commune), self.there)
        self.assertEqual(self._seen(agencies=self.district), self.here)

    def test_member_of_both_and_clerk_of_one(self):
        self._join()
        self.assertEqual(self._seen(), self.here)
        self.assertFalse(self._seen(agencies=self.commune))

    def test_clerk_of_an_agency_that_the_account_is_not_in(self):
        self._join("clerk")
        self.clerk.write({"company_ids": [Command.unlink(self.commune.id)]})
        self.assertEqual(self._seen(), self.here)

    def test_a_role_that_ends_within_the_request(self):
        self.assertEqual(self._seen(), self.here)
        self.role.write({"date_from": "2026-01-01", "date_to": "2026-01-02"})
        self.assertFalse(self._seen())

    def test_a_role_that_moves_within_the_request(self):
        self._join()
        self.assertEqual(self._seen(), self.here)
        self.role.unlink()
        self.assertFalse(self._seen())
        self._join("clerk")
        self.assertEqual(self._seen(), self.there)

    def test_a_role_that_begins_tomorrow(self):
        self._join("clerk", date_from="2099-01-01")
        self.assertEqual(self._seen(), self.here)

    def test_who_acts_for_a_clerk_sees_what_the_clerk_sees(self):
        delegation = self._delegate(self.clerk, self.stranger)
        self.assertEqual(self._seen(self.stranger), self.here)
        delegation.active = False
        self.assertFalse(self._seen(self.stranger))

    def test_a_clerk_who_acts_for_another_gains_that_only(self):
        self._join()
        self._delegate(self.leader, self.clerk)
        self.assertEqual(self._seen(), self.here)

    def test_an_archived_document_is_found_by_who_asks_for_it(self):
        self.both.sudo().write({"active": False})
        documents = self._documents()
        mine = [("id", "in", self.both.ids)]
        self.assertFalse(documents.search(mine))
        archived = documents.with_context(active_test=False)
        self.assertEqual(archived.search(mine).ids, self.here.ids)

    def test_what_is_not_visible_is_the_rest(self):
        documents = self._documents().sudo()
        mine = Domain("id", "in", self.both.ids)
        for hidden in (Domain("can_see", "=", False), ~Domain("can_see", "=", True)):
            found = documents.search(mine & hidden)
            self.assertEqual(found.ids, self.there.ids)

    def test_words_are_looked_for_within_the_agency(self):
        words = Domain("search_text", "=", "công văn") | Domain("name", "!=", False)
        mine = Domain("id", "in", self.both.ids)
        self.assertEqual(self._documents().search(mine & words).ids, self.here.ids)

    def test_nothing_is_written_to_a_document_of_another_agency(self):
        other = self._documents().browse(self.there.id)
        for call in (
            lambda: other.write({"name": "Tên khác"}),
            lambda: other.action_register(),
            lambda: other.unlink(),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_a_list_of_three_agencies_asks_for_tokens_when_one_is_missing(self):
        self._join()
        query = self._documents()._search(INCOMING)
        self.assertIn("access_tokens", query.select().code)
        query = self._documents(agencies=self.district)._search(INCOMING)
        self.assertNotIn("access_tokens", query.select().code)
