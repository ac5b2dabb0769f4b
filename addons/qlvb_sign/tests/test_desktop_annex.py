# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import world
from .program import ProgramCommon, by_program, empty_field
from .test_engine_annex import annex
from .test_sign_annex import AnnexCommon


@tagged("post_install", "-at_install")
class TestAnnexByProgram(AnnexCommon, ProgramCommon):
    """The program seals letter and annexes one after another, stored in one go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seal_key = cls._program_key(cls.district, world().agency)

    def _asked(self):
        document = self._on(self._with_annexes(annex(), annex(size=(842, 595))))
        return document, self._issue(document)

    def _issue(self, document):
        self.env.flush_all()
        with self._committing(self.clerk, document) as mine:
            return self._request(mine.issue())

    def _states(self, document):
        Request = self.env["qlvb.sign.request"].sudo()
        rows = Request.search([("document_id", "=", document.id)], order="id")
        return rows.mapped("state")

    def test_s34_each_file_goes_out_with_its_function_and_all_are_stored_at_once(self):
        document, request = self._asked()
        orders = [self._order(request)]
        for number in (1, 2, 3):
            self.assertNothingIssued(document)
            order = self._order(request)
            self.assertEqual((order["file"], order["files"]), (number, 3))
            orders.append(order)
            self.assertEqual(self._by_hand(request)["Message"], "")
        functions = [order["address"].rsplit("/", 1)[1] for order in orders[1:]]
        self.assertEqual(functions, ["SignIssued", "SignAppendix", "SignAppendix"])
        self.assertEqual(orders[1]["order"]["DocNumber"], "01")
        self.assertEqual(orders[2]["order"]["DocNumber"], document.notation)
        self.assertEqual(orders[2]["name"], "annex-1.pdf")
        self.assertIssuedWithAnnexes(document, 2)
        self.assertEqual(self._states(document), ["done"] * 3)
        rows = request.sudo()._together()
        self.assertFalse(any(rows.mapped("prepared") + rows.mapped("returned")))
        said = request.with_user(self.clerk).refresh()[0]
        self.assertIn(document.notation, said["message"])

    def test_a_wrong_file_at_the_second_annex_ends_all_and_keeps_the_number(self):
        document, request = self._asked()
        number = document.number_id
        self._by_hand(request)
        self._by_hand(request)
        said = self._by_hand(request, world().deputy)
        self.assertFalse(said["Status"])
        self.assertIn("annex-2.pdf", said["Message"])
        self.assertIn("another certificate", said["Message"])
        self.assertNothingIssued(document)
        self.assertEqual(self._states(document), ["failed"] * 3)
        self.assertFalse(any(request.sudo()._together().mapped("returned")))
        with self.assertRaisesRegex(UserError, "another certificate"):
            self._order(request)
        again = self._issue(document)
        self.assertNotEqual(again, request)
        for _file in range(3):
            self.assertTrue(self._by_hand(again)["Status"])
        self.assertIssuedWithAnnexes(document, 2)
        self.assertEqual(document.number_id, number)

    def test_the_same_file_twice_is_refused(self):
        document, request = self._asked()
        order = self._order(request)
        data = self._fetch(order).content
        back = by_program(data, world().agency, empty_field(data))
        self.assertTrue(self._post(order, back)["Status"])
        again = self._post(order, back)
        self.assertIn("used or is too old", again["Message"])
        said = self._post(self._order(request), back)
        self.assertIn("does not begin with the file", said["Message"])
        self.assertEqual(self._states(document), ["failed"] * 3)
        self.assertNothingIssued(document)

    def test_each_file_has_its_minutes_and_a_late_one_starts_anew(self):
        document, request = self._asked()
        number = document.number_id
        request.sudo()._wait(1)
        before = request.deadline
        order = self._order(request)
        self.assertGreater(request.deadline, before)
        self.assertEqual(
            set(request.sudo()._together().mapped("deadline")), {request.deadline}
        )
        self._by_hand(request)
        late = self._order(request)
        request.sudo()._wait(-1)
        self.env.flush_all()
        self.assertEqual(self._fetch(late).status_code, 404)
        self.assertEqual(self._fetch(order).status_code, 404)
        with self.assertRaisesRegex(UserError, "Nobody answered in time"):
            self._order(request)
        again = self._issue(document)
        self.assertEqual(self._states(document), ["expired"] * 3 + ["waiting"] * 3)
        self.assertEqual(self._order(again)["file"], 1)
        self.assertEqual(document.number_id, number)

    def test_who_stopped_half_way_goes_on_with_what_is_missing(self):
        document, request = self._asked()
        self._by_hand(request)
        mine = document.with_user(self.clerk)
        self.assertTrue(mine.sign_by_program)
        self.assertIn("1 of 3 files", mine.sign_request_note)
        self.assertEqual(self._issue(document), request)
        self.assertEqual(self._order(request)["file"], 2)
        action = mine.action_fetch_signature()
        self.assertEqual(action["params"]["rows"][0]["request"], request.id)
        self._by_hand(request)
        self._by_hand(request)
        self.assertIssuedWithAnnexes(document, 2)

    def test_an_annex_that_changed_meanwhile_stops_the_whole(self):
        document, request = self._asked()
        self._by_hand(request)
        document._annexes()[0]._make_void()
        self._by_hand(request)
        said = self._by_hand(request)
        self.assertIn("was changed while", said["Message"])
        self.assertEqual(self._states(document), ["failed"] * 3)
        self.assertNothingIssued(document)

    def test_files_that_changed_are_asked_for_anew(self):
        document, request = self._asked()
        self._by_hand(request)
        file = document._annexes()[1]
        file._make_void()
        slip = document.sudo().submission_id
        slip._through_door().annex_pins = document._annex_pins()
        again = self._issue(document)
        self.assertEqual((request.state, again.state), ("failed", "waiting"))
        self.assertEqual(len(again.sudo().part_ids), 1)

    def test_a_returned_file_that_was_touched_stops_the_whole(self):
        document, request = self._asked()
        self._by_hand(request)
        self._by_hand(request)
        part = request.sudo().part_ids.sorted("id")[0]
        part._through_door().returned = part.returned[:-8]
        self.env.flush_all()
        said = self._by_hand(request)
        self.assertIn("altered or lost", said["Message"])
        self.assertNothingIssued(document)

    def test_an_annex_without_room_is_said_before_anything_is_handed_out(self):
        document = self._on(self._with_annexes(annex(), annex(corner=True)))
        self.env.flush_all()
        with (
            self._committing(self.clerk, document) as mine,
            self.assertRaisesRegex(UserError, "“annex-2.pdf” was not signed"),
        ):
            mine.issue()
        self.assertNothingIssued(document)
        self.assertEqual(self._states(document), [])

    def test_nobody_else_gets_the_files(self):
        document, request = self._asked()
        for user in (self.leader, self.specialist, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).hand_out()
        request.with_user(self.clerk).give_up()
        with self.assertRaisesRegex(UserError, "gave it up"):
            self._order(request)
        self.assertNothingIssued(document)
