# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools.safe_eval import safe_eval

from .cases import AssignedCase
from .common import QlvbCommon

FORM = {"name": {}, "main_content": {}, "state": {}, "file_ids": {"fields": {}}}


@tagged("post_install", "-at_install")
class TestReading(AssignedCase):
    """Who opens a document from anywhere has read what waits for them on it."""

    def setUp(self):
        super().setUp()
        self.env.flush_all()

    def _open(self, user, document=None):
        """Open the form as the web client does, by address or from a search."""
        self.env.invalidate_all()
        document = (document or self.document).with_user(user)
        return document.with_context(bin_size=True).web_read(FORM)[0]

    def test_opening_by_its_address_reads_own_work_only_s27(self):
        self._open(self.head)
        self.assertRecordValues(
            self.lead, [{"read_at": self._now(), "read_by_id": self.head.id}]
        )
        self.assertEqual(self.lead.state, "open", "Reading is not accepting.")
        self.assertFalse(self.helper.read_at)
        self._open(self.clerk)
        self.assertFalse(self.helper.read_at, "Another one's reading counts not.")

    def test_programs_that_read_everything_have_read_s27(self):
        self.document.with_user(self.finance_head).read()
        self.assertEqual(self.helper.read_by_id, self.finance_head)

    def test_taking_a_file_is_reading_s27(self):
        self.document.file_ids.with_user(self.finance_head).download()
        self.assertTrue(self.helper.read_at)
        file = self.document.sudo().file_ids.attachment_id
        self.env.invalidate_all()
        self.assertTrue(file.with_user(self.head).raw)
        self.assertTrue(self.lead.read_at)

    def test_a_list_is_no_reading_s27(self):
        documents = self.env["qlvb.document"].with_user(self.head)
        documents.web_search_read([], {"name": {}, "state": {}}, limit=80)
        documents.search([]).read(["name"])
        documents.search([]).export_data(["name"])
        documents.name_search("")
        self.document.sudo().read()
        self.assertFalse(self.lead.read_at)

    def test_who_is_refused_has_not_read_s20(self):
        with self.assertRaises(AccessError):
            self._open(self.stranger)
        self.assertFalse(any((self.lead | self.helper).mapped("read_at")))

    def test_what_was_opened_leaves_a_line_when_recalled_s27(self):
        self._open(self.finance_head)
        self.helper.with_user(self.leader).recall("Giao nhầm phòng")
        self.env.invalidate_all()
        lines = self.env["qlvb.recall"].with_user(self.finance_head).search([])
        self.assertTrue(lines.was_read)

    def test_what_is_for_information_closes_and_the_form_says_so_s42(self):
        letter = self._registered(notation="77/CV-TT")
        rows = [{"role": "inform", "user_id": self.specialist.id}]
        letter.with_user(self.leader).instruct("Để biết", rows)
        row = letter.sudo().assignment_ids.filtered(lambda r: r.role == "inform")
        self.env.flush_all()
        form = self._open(self.specialist, letter)
        self.assertRecordValues(row, [{"state": "done", "read_at": self._now()}])
        self.assertEqual(form["state"], letter.state, "Shown as it is now.")

    def test_a_delegate_reads_for_somebody_from_the_work_list_only_s54(self):
        self._delegate(self.head, self.stranger)
        self._open(self.stranger)
        self.assertFalse(self.lead.read_at)
        self.lead.with_user(self.stranger).action_open_document()
        self.assertEqual(self.lead.read_by_id, self.stranger)

    def test_an_opinion_that_is_asked_for_is_read_too(self):
        targets = [{"user_id": self.stranger.id}]
        ids = self.document.with_user(self.head).ask_opinion(
            "Có vướng không?", targets, "2026-03-04 10:00:00"
        )
        opinion = self.env["qlvb.opinion"].browse(ids)
        self.assertFalse(opinion.read_at)
        self._open(self.stranger)
        self.assertEqual(opinion.read_at, self._now())
        self.assertEqual(opinion.state, "open")

    def test_opening_again_costs_two_statements_more_at_most(self):
        self._open(self.head)
        document = self.document.with_user(self.head)
        self.env["qlvb.delegation"]._active_for(self.head)
        with self.assertQueryCount(2):
            self.assertFalse(document._note_reading())

    def test_answered_opinions_have_a_list_of_their_own(self):
        targets = [{"user_id": self.stranger.id}]
        ids = self.document.with_user(self.head).ask_opinion(
            "Có vướng không?", targets, "2026-03-04 10:00:00"
        )
        asked = self.env["qlvb.opinion"].with_user(self.stranger)
        given = self._listed(asked, "qlvb_opinion_answered_action")
        self.assertFalse(given)
        asked.browse(ids).answer("Không")
        self.assertEqual(
            self._listed(asked, "qlvb_opinion_answered_action").ids, list(ids)
        )
        self.assertFalse(self._listed(asked, "qlvb_opinion_action"))

    def _listed(self, opinions, name):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"qlvb_document.{name}")
        return opinions.search(safe_eval(action["domain"], {"uid": opinions.env.uid}))


@tagged("post_install", "-at_install")
class TestReadingOverHttp(HttpCase, QlvbCommon):
    """The same by the web client's own call and by the address of the file."""

    def test_the_request_itself_keeps_the_reading_s27(self):
        document = self._assigned()
        row = self._lead_row(document)
        self.env.flush_all()
        self.authenticate(self.head.login, self.head.login)
        answer = self.make_jsonrpc_request(
            "/web/dataset/call_kw/qlvb.document/web_read",
            {
                "model": "qlvb.document",
                "method": "web_read",
                "args": [document.ids],
                "kwargs": {"specification": FORM, "context": {"bin_size": True}},
            },
        )
        self.assertEqual(answer[0]["name"], document.name)
        self.env.invalidate_all()
        self.assertEqual(row.read_by_id, self.head)

    def test_opening_the_address_of_the_file_reads_s27(self):
        document = self._assigned()
        row = self._lead_row(document)
        self.env.flush_all()
        self.authenticate(self.head.login, self.head.login)
        address = f"/web/content/qlvb.document.file/{document.file_ids.id}/content"
        self.assertEqual(self.url_open(address).status_code, 200)
        self.env.invalidate_all()
        self.assertTrue(row.read_at)
