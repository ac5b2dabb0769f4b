# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged, users

from .common import QlvbCommon

WRONG = "31/02/2026"


@tagged("post_install", "-at_install")
class TestDates(QlvbCommon):
    """A date that is none is answered by a sentence, whatever call brings it."""

    def _refused(self, call):
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            call()
        self.assertIn(f"“{WRONG}” is no date", str(caught.exception))

    def test_an_instruction_with_a_wrong_deadline_gives_no_work_s26(self):
        document = self._registered().with_user(self.leader)
        row = {"role": "lead", "department_id": self.culture.id, "deadline": WRONG}
        self._refused(lambda: document.instruct("Giải quyết", [row]))
        self.assertFalse(document.instruction_ids)

    def test_a_later_deadline_is_asked_for_and_granted_as_a_date(self):
        row = self._lead_row(self._assigned()).with_user(self.head)
        self._refused(lambda: row.ask_extension(WRONG, "Chờ số liệu"))
        request = row.ask_extension("2026-03-10 03:00:00", "Chờ số liệu")
        request = self.env["qlvb.extension"].browse(request).with_user(self.leader)
        self._refused(lambda: request.grant(WRONG))
        self.assertEqual(request.state, "asked")

    def test_an_opinion_is_asked_for_until_a_date(self):
        document = self._registered().with_user(self.leader)
        target = {"user_id": self.head.id}
        self._refused(lambda: document.ask_opinion("Ý kiến?", [target], WRONG))

    @users("t_clerk")
    def test_a_book_is_printed_for_days_of_the_calendar(self):
        book = self._registered().with_env(self.env).register_id
        self._refused(lambda: book.print_book(date_from=WRONG))

    @users("t_clerk")
    def test_an_entry_has_dates_of_the_calendar_s24(self):
        self._refused(lambda: self._receive(issue_date=WRONG))
        document = self._receive()
        self._refused(lambda: document.write({"received_at": WRONG}))
        self._refused(lambda: document.write({"issue_date": WRONG}))

    def test_what_is_no_text_is_no_date_either(self):
        for value in (7, ["2026-03-02"], {"day": 1}):
            with self.subTest(value=value), self.assertRaises(UserError):
                self.env["qlvb.document"]._read_moment(value)
        self.assertIsNone(self.env["qlvb.document"]._read_moment(False))
