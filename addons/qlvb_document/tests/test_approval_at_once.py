# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import threading

import psycopg2

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .cases import RealTransactions
from .common import make_pdf

LEFT = (
    "DELETE FROM qlvb_submission_step WHERE document_id = %(id)s",
    "DELETE FROM qlvb_submission WHERE document_id = %(id)s",
    "DELETE FROM qlvb_file_text WHERE file_id IN"
    " (SELECT id FROM qlvb_document_file WHERE document_id = %(id)s)",
    "DELETE FROM qlvb_document_file WHERE document_id = %(id)s",
    "DELETE FROM qlvb_approval_route WHERE name = 'Chạy đua'",
    "DELETE FROM mail_message WHERE model = 'qlvb.document' AND res_id = %(id)s",
)


@tagged("post_install", "-at_install")
class TestApprovalAtOnce(RealTransactions):
    """Two approvers at the same moment, each on a connection of their own (S32)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The accounts of the system are the only ones that are always there.
        cls.classPatch(cls.registry["res.users"], "_is_member", lambda *_a: True)

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_slip)
        with self._request() as env:
            self._start_slip(env)

    @classmethod
    def _start_slip(cls, env):
        document = env["qlvb.document"].browse(cls.document_id)
        people = env.ref("base.user_admin"), env.ref("base.user_root")
        cls.people = [person.id for person in people]
        document._store_file("draft.pdf", make_pdf(), "pdf")
        route = env["qlvb.approval.route"].create(
            {
                "name": "Chạy đua",
                "company_id": document.company_id.id,
                "stage_ids": [
                    (0, 0, {"name": "Cùng duyệt", "who": "user", "user_id": 2}),
                    (0, 0, {"name": "Sau đó", "who": "user", "user_id": 2}),
                ],
            }
        )
        slips = env["qlvb.submission"]._through_door()
        slip = slips.create(
            {
                "document_id": document.id,
                "user_id": SUPERUSER_ID,
                "file_id": document.main_file_id.id,
                "route_id": route.id,
            }
        )
        stages = route.stage_ids
        rows = [(stages[0], 0, user) for user in cls.people]
        rows.append((stages[1], 1, cls.people[0]))
        env["qlvb.submission.step"]._through_door().create(
            [
                {
                    "submission_id": slip.id,
                    "stage_id": stage.id,
                    "sequence": place,
                    "wanted": 2 - place,
                    "user_id": user,
                }
                for stage, place, user in rows
            ]
        )
        cls.slip_id = slip.id
        slip._advance()

    @classmethod
    def _remove_slip(cls):
        with cls.registry.cursor() as cr:
            for statement in LEFT:
                cr.execute(statement, {"id": cls.document_id})

    def _agree(self, env, user_id):
        slip = env(user=user_id)["qlvb.submission"].browse(self.slip_id)
        slip.sudo().agree()

    def _agree_later(self, user_id, told):
        """Agree as a request does: what the database refuses is run again."""
        for _try in range(5):
            try:
                with mute_logger("odoo.sql_db"), self._request() as env:
                    self._agree(env, user_id)
            except psycopg2.errors.SerializationFailure:
                told.append("again")
            except UserError as refused:
                told.append(str(refused))
                return
            else:
                told.append("agreed")
                return

    def _both(self, first, second):
        told = []
        thread = threading.Thread(target=self._agree_later, args=[second, told])
        with self._request() as env:
            self._agree(env, first)
            env.flush_all()
            thread.start()
            thread.join(0.5)
            self.assertTrue(thread.is_alive(), "The second one waits for the first.")
        thread.join(20)
        self.assertFalse(thread.is_alive())
        return told

    def _states(self):
        with self._request() as env:
            rows = env["qlvb.submission"].browse(self.slip_id).step_ids.sorted("id")
            return rows.mapped("state"), sorted(rows.mapped("decision"))

    def test_of_two_at_once_both_count_s32(self):
        self.assertEqual(self._both(*self.people), ["again", "agreed"])
        states, decisions = self._states()
        self.assertEqual(states, ["agreed", "agreed", "current"])
        self.assertEqual(decisions, [0, 1, 2])

    def test_a_second_click_at_the_same_moment_counts_once_s32(self):
        told = self._both(self.people[0], self.people[0])
        self.assertEqual(told[0], "again")
        self.assertIn("to decide", told[1])
        states, decisions = self._states()
        self.assertEqual(states, ["agreed", "current", "waiting"])
        self.assertEqual(decisions, [0, 0, 1])
