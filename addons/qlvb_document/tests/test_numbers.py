# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import threading

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .cases import RealTransactions
from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestNumbers(QlvbCommon):
    """The ledger of numbers: every one once, none left out (ND 30/2020, art. 15)."""

    def setUp(self):
        super().setUp()
        self.series = self.registers[0].series_id
        self.document = self._receive()

    def test_each_number_is_written_in_the_ledger(self):
        number = self.series._draw(self.document)
        self.assertRecordValues(
            number,
            [
                {
                    "ordinal": 1,
                    "state": "used",
                    "document_id": self.document.id,
                    "company_id": self.district.id,
                }
            ],
        )
        self.assertEqual(str(number.date), "2026-03-02")
        self.assertEqual(self.series.next_number, 2)

    def test_a_rolled_back_number_is_given_again(self):
        with self.cr.savepoint() as savepoint:
            self.series._draw(self.document)
            savepoint.rollback()
        self.assertEqual(self.series._draw(self.document).ordinal, 1)
        self.assertFalse(self.env["qlvb.number"].gaps(self.series.id))

    def test_a_refused_registration_takes_no_number(self):
        self.patch(type(self.document), "_on_status", self._fail)
        with self.assertRaises(UserError):
            self.document.action_register()
        self.assertFalse(self.series.number_ids)

    @staticmethod
    def _fail(*_args):
        raise UserError("The exchange is away.")

    def test_a_run_may_start_beside_an_older_system(self):
        self.series.first_number = 501
        drawn = [self.series._draw(self.document).ordinal for _n in range(2)]
        self.assertEqual(drawn, [501, 502])

    def test_gaps_of_the_ledger_are_reported(self):
        for _n in range(3):
            self.series._draw(self.document)
        self.cr.execute(
            "DELETE FROM qlvb_number WHERE series_id = %s AND ordinal = 2",
            [self.series.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.env["qlvb.number"].gaps(self.series.id), [2])

    def test_each_agency_year_and_direction_has_its_own_run(self):
        series = self.env["qlvb.series"]
        runs = {
            series._get(self.district, "incoming", 2026),
            series._get(self.district, "outgoing", 2026),
            series._get(self.district, "incoming", 2027),
            series._get(self.commune, "incoming", 2026),
            series._get(self.district, "outgoing", 2026, "quyet_dinh"),
        }
        self.assertEqual(len(runs), 5)
        self.assertEqual({run._draw(self.document).ordinal for run in runs}, {1})
        self.assertIn(series._get(self.district, "incoming", 2026), runs)

    def test_the_ledger_is_written_by_the_system_only(self):
        number = self.series._draw(self.document)
        self.assertEqual(number.with_user(self.clerk).ordinal, 1)
        for user in (self.clerk, self.leader, self.admin_user):
            with self.subTest(user=user.login):
                mine = number.with_user(user)
                with self.assertRaises(UserError):
                    mine.write({"state": "released"})
                with self.assertRaises(UserError):
                    mine.create({"series_id": self.series.id, "ordinal": 9})
        with self.assertRaises(AccessError):
            # The name of a document is not told by its number either.
            number.with_user(self.admin_user).read(["ordinal", "document_id"])
        with self.assertRaisesRegex(UserError, "stays in the ledger"):
            number.unlink()

    def test_the_database_itself_refuses_a_double(self):
        number = self.series._draw(self.document)
        for values in ({"ordinal": 1}, {"ordinal": 0}):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                number._through_door().copy(values)


@tagged("post_install", "-at_install")
class TestNumbersAtOnce(RealTransactions):
    """Several clerks at once, each on a connection of its own (S36)."""

    def _draw(self, env):
        series = env["qlvb.series"].browse(self.series_id)
        document = env["qlvb.document"].browse(self.document_id)
        return series._draw(document).ordinal

    def _draw_later(self, drawn):
        with self._request() as env:
            drawn.append(self._draw(env))

    def _clear(self):
        with self._request() as env:
            env.cr.execute(
                "DELETE FROM qlvb_number WHERE series_id = %s", [self.series_id]
            )

    def _second_while_the_first_is_open(self, give_up):
        self.addCleanup(self._clear)
        drawn = []
        second = threading.Thread(target=self._draw_later, args=[drawn])
        with self.registry.cursor() as cr:
            first = self._draw(self.env(cr=cr))
            second.start()
            second.join(0.5)
            self.assertTrue(second.is_alive(), "The second one waits for the first.")
            if give_up:
                cr.rollback()
        second.join(20)
        self.assertFalse(second.is_alive())
        return first, drawn

    def test_the_second_waits_and_takes_the_next_number_s36(self):
        drawn = self._second_while_the_first_is_open(give_up=False)
        self.assertEqual(drawn, (1, [2]))

    def test_the_second_takes_the_number_that_the_first_gave_up_s36(self):
        drawn = self._second_while_the_first_is_open(give_up=True)
        self.assertEqual(drawn, (1, [1]))

    def test_fifty_at_once_leave_neither_gap_nor_double_s36(self):
        self.addCleanup(self._clear)
        drawn = []
        threads = [
            threading.Thread(target=self._draw_later, args=[drawn]) for _n in range(50)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(sorted(drawn), list(range(1, 51)))
