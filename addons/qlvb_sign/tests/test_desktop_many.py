# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.tests import tagged

from .common import world
from .program import ProgramCommon
from .test_engine_annex import annex
from .test_sign_annex import AnnexCommon
from .test_sign_dialogs import session


@tagged("post_install", "-at_install")
class TestManyByProgram(AnnexCommon, ProgramCommon):
    """A batch gets its requests at once; the program signs one after another."""

    def _many(self, documents, user=None):
        self.env.flush_all()
        with self._committing(user or self.leader, documents) as mine:
            return mine.issue_many() if user else mine.sign_many()

    def _row(self, results, number):
        return self.env["qlvb.sign.request"].browse(results[number]["request"])

    def test_a_batch_with_one_refusal_goes_on_and_is_resumed(self):
        documents = self._ready() | self._ready() | self._ready()
        foreign = self._ready()
        foreign.sudo()._through_door().signer_id = self.deputy
        self._program_key(self.leader, world().leader)
        results = self._many(documents | foreign)
        self.assertEqual([row["ok"] for row in results], [True] * 3 + [False])
        self.assertNotIn("request", results[3])
        self.assertIn("as its signer", results[3]["message"])
        self.assertTrue(self._by_hand(self._row(results, 0))["Status"])
        refused = self._by_hand(self._row(results, 1), world().deputy)
        self.assertIn("another certificate", refused["Message"])
        self.assertEqual(documents.mapped("state"), ["signed", "approved", "approved"])
        again = self._many(documents)
        self.assertNotIn("request", again[0])
        self.assertNotEqual(again[1]["request"], results[1]["request"])
        self.assertEqual(again[2]["request"], results[2]["request"])
        for number in (1, 2):
            self.assertTrue(self._by_hand(self._row(again, number))["Status"])
        self.assertEqual(documents.mapped("state"), ["signed"] * 3)
        self.assertEqual(len(documents.signing_ids), 3)

    def test_each_waits_for_those_before_it(self):
        documents = self._ready() | self._ready() | self._ready()
        self._program_key(self.leader, world().leader)
        results = self._many(documents)
        first, second, third = (self._row(results, number) for number in range(3))
        self.assertEqual(third.deadline - first.deadline, timedelta(minutes=10))
        self.assertEqual(second.deadline - first.deadline, timedelta(minutes=5))
        self._order(first)
        self.assertLess(first.deadline, third.deadline)

    def test_a_clerk_issues_many_with_their_annexes(self):
        documents = self._on(self._with_annexes(annex())) | self._signed()
        self._program_key(self.district, world().agency)
        results = self._many(documents, self.clerk)
        self.assertEqual([row["ok"] for row in results], [True] * 2, results)
        for number in (0, 0, 1):
            self.assertEqual(self._by_hand(self._row(results, number))["Message"], "")
        self.assertEqual(documents.mapped("state"), ["issued"] * 2)
        self.assertEqual(documents.mapped("register_number"), [1, 2])
        self.assertIssuedWithAnnexes(documents[0], 1)

    def test_the_dialog_leads_to_the_program_and_asks_for_no_pin(self):
        documents = self._ready() | self._ready()
        self._program_key(self.leader, world().leader)
        self.env.flush_all()
        dialog = (
            self.env["qlvb.sign.many"]
            .with_user(self.leader)
            .create({"document_ids": documents.ids})
        )
        self.assertEqual((dialog.asks_pin, dialog.provider), (False, "desktop"))
        with self._committing(self.leader, dialog) as mine, session(fresh=True):
            action = mine.action_run()
        self.assertEqual(action["tag"], "qlvb_desktop_sign")
        self.assertTrue(action["params"]["title"])
        self.assertTrue(all(row["request"] for row in action["params"]["rows"]))
