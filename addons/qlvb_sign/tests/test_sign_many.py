# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..lib import signing
from .common import PIN, SEAL_PIN, SignCommon
from .test_sign_dialogs import session


@tagged("post_install", "-at_install")
class TestSignMany(SignCommon):
    """Many letters with one PIN, a result for each, and again where it stopped."""

    def _many(self, documents, user=None, pin=PIN):
        with self._committing(user or self.leader, documents) as mine:
            run = mine.sign_many if not user else mine.issue_many
            return run(pin)

    def test_a_leader_signs_many_and_a_clerk_issues_them(self):
        documents = self._ready() | self._ready()
        results = self._many(documents)
        self.assertEqual([row["ok"] for row in results], [True, True], results)
        results = self._many(documents, self.clerk, SEAL_PIN)
        self.assertEqual([row["ok"] for row in results], [True, True], results)
        self.assertEqual(documents.mapped("state"), ["issued"] * 2)
        self.assertEqual(documents.mapped("register_number"), [1, 2])

    def test_one_refusal_hinders_nobody_else(self):
        foreign = self._ready()
        foreign.sudo()._through_door().signer_id = self.deputy
        mine = self._ready()
        results = self._many(foreign | mine)
        self.assertEqual([row["ok"] for row in results], [False, True])
        self.assertIn("as its signer", results[0]["message"])
        self.assertEqual(mine.state, "signed")

    def test_a_batch_that_was_killed_half_way_goes_on_when_it_is_run_again(self):
        documents = self._ready() | self._ready()
        sign, done = signing.sign_person, []

        def killed(*args):
            if done:
                raise KeyboardInterrupt
            done.append(1)
            return sign(*args)

        with self._committing(self.leader, documents) as mine:
            # assertRaises would hold a savepoint, which a commit ends.
            with (
                patch.object(signing, "sign_person", killed),
                suppress(KeyboardInterrupt),
            ):
                mine.sign_many(PIN)
        self.assertEqual(documents.mapped("state"), ["signed", "approved"])
        results = self._many(documents)
        self.assertEqual([row["ok"] for row in results], [True, True])
        self.assertEqual(len(documents.signing_ids), 2)

    def test_a_wrong_pin_stops_the_batch_and_counts_once(self):
        documents = self._ready() | self._ready() | self._ready()
        note = type(self.leader_key)._note_wrong_pin
        with patch.object(
            type(self.leader_key), "_note_wrong_pin", autospec=True, side_effect=note
        ) as noted:
            results = self._many(documents, pin="0")
        self.assertEqual(noted.call_count, 1)
        self.assertIn("PIN is wrong", results[0]["message"])
        self.assertIn("Not tried", results[1]["message"])
        self.assertIn("Not tried", results[2]["message"])

    def test_the_dialog_asks_once_and_shows_each_result(self):
        documents = self._ready() | self._ready()
        dialog = (
            self.env["qlvb.sign.many"]
            .with_user(self.leader)
            .create({"document_ids": documents.ids})
        )
        self.assertEqual((dialog.count, dialog.key_id), (2, self.leader_key))
        with self._committing(self.leader, dialog) as mine, session(fresh=True):
            self.assertEqual(mine.action_run()["res_model"], "qlvb.sign.many")
            action = mine.with_context(qlvb_pin=PIN).action_run()
        self.assertEqual(action["tag"], "qlvb_results")
        self.assertEqual([row["ok"] for row in action["params"]["results"]], [True] * 2)

    def test_s55_nobody_signs_many_for_another(self):
        document = self._ready()
        for user in (self.clerk, self.specialist, self.head):
            results = []
            with self._committing(user, document) as mine:
                results = mine.sign_many(PIN)
            with self.subTest(user=user.login):
                self.assertFalse(results[0]["ok"])
        self.assertEqual(document.state, "approved")


@tagged("post_install", "-at_install")
class TestWrongPins(SignCommon):
    """Five wrong PINs pause a key for a quarter of an hour (S51, S53)."""

    def _try(self, document, pin, sentence):
        with (
            self._committing(self.leader, document) as mine,
            self.assertRaisesRegex(UserError, sentence),
        ):
            mine.sign(pin)

    def test_the_fifth_wrong_pin_pauses_the_key_and_the_trail_says_so(self):
        document = self._ready()
        for _attempt in range(5):
            self._try(document, "000000", "PIN is wrong")
        self._try(document, PIN, "paused for 15 minutes")
        kinds = document.sudo().event_ids.mapped("kind")
        self.assertEqual(kinds[:5], ["key_paused"] + ["wrong_pin"] * 4)
        said = str(document.sudo().event_ids.mapped("details"))
        self.assertNotIn("000000", said)
        self.leader_key.sudo().paused_until = "2020-01-01"
        with self._committing(self.leader, document) as mine:
            self.assertEqual(mine.sign(PIN)["state"], "signed")

    def test_a_right_pin_in_between_starts_the_count_anew(self):
        first, second = self._ready(), self._ready()
        for _attempt in range(4):
            self._try(second, "0", "PIN is wrong")
        self.assertEqual(self.leader_key.wrong_pins, 4)
        first.with_user(self.leader).sign(PIN)
        self.assertEqual(self.leader_key.wrong_pins, 0)

    def test_old_mistakes_are_forgotten(self):
        document = self._ready()
        self._try(document, "0", "PIN is wrong")
        self.leader_key.sudo().write({"wrong_pins": 4, "wrong_pin_at": "2020-01-01"})
        self._try(document, "0", "PIN is wrong")
        self.assertEqual(self.leader_key.wrong_pins, 1)
        self.assertFalse(self.leader_key.paused_until)

    def test_whatever_is_sent_as_a_pin_is_only_a_wrong_pin(self):
        document = self._ready()
        for pin in (0, 1.5, ["x"], {"a": 1}):
            self._try(document, pin, "PIN is wrong")
