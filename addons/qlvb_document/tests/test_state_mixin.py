# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import QlvbCommon

# Written by the system only, whoever asks and by whatever way.
KEPT = {
    "uuid": "0",
    "register_number": 7,
    "registered_at": "2020-01-01 00:00:00",
    "register_due": "2020-01-01 00:00:00",
    "status": "06",
    "deadline": "2020-01-01 00:00:00",
    "issued_at": "2020-01-01 00:00:00",
    "signed_at": "2020-01-01 00:00:00",
    "issue_due": "2020-01-01 00:00:00",
    "return_reason": "x",
    "main_file_id": False,
    "search_text": "x",
    "number_id": False,
    "register_id": False,
    "source_recipient_id": False,
}


@tagged("post_install", "-at_install")
class TestStateMixin(QlvbCommon):
    """One door for a state; what the system keeps is written by nobody else (S29)."""

    def test_a_state_is_not_written_directly_s29(self):
        document = self._receive()
        for user in (self.clerk, self.leader, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                document.with_user(user).write({"state": "registered"})
        with self.assertRaisesRegex(UserError, "by the buttons only"):
            document.sudo().write({"state": "registered"})
        self.assertEqual(document.state, "draft")

    def test_a_state_does_not_come_with_a_new_record_s29(self):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        sent = documents.create({"name": "A", "state": "registered"})
        filled = documents.with_context(default_state="issued").create({"name": "B"})
        self.assertEqual((sent | filled).mapped("state"), ["draft", "draft"])

    def test_the_door_is_not_opened_by_what_rpc_can_send_s29(self):
        document = self._receive()
        for key in (True, 1, "qlvb_door", {}, [], "object"):
            with self.subTest(key=key), self.assertRaises(UserError):
                document.with_context(qlvb_door=key).write({"state": "registered"})

    def test_no_step_is_skipped_and_none_goes_backwards_s29(self):
        paths = {
            "draft": ("done", "signed", "issued", "recalled"),
            "registered": ("draft", "returned", "approved", "issued"),
        }
        for document in (self._receive(), self._registered()):
            for state in paths[document.state]:
                with self.subTest(old=document.state, new=state):
                    refused = "cannot become|sender takes a document back"
                    with self.assertRaisesRegex(UserError, refused):
                        document._set_state(state)

    def test_every_reason_of_every_record_is_told_at_once(self):
        documents = self._receive(files=[], name="Một", notation=False)
        documents |= self._receive(files=[], name="Hai", notation=False)
        with self.assertRaises(UserError) as refusal:
            documents._set_state("registered")
        lines = str(refusal.exception).splitlines()
        self.assertEqual(len(lines), 4)
        self.assertEqual(documents.mapped("state"), ["draft", "draft"])

    def test_what_the_system_keeps_is_not_written_s29(self):
        documents = self._registered() | self._receive() | self._drafted()
        for user in (self.clerk, self.leader, self.specialist):
            for name, value in KEPT.items():
                for document in documents.with_user(user):
                    with self.subTest(user=user.login, field=name):
                        with self.assertRaises(UserError):
                            document.write({name: value})

    def test_what_the_system_keeps_does_not_come_with_a_new_record_s29(self):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        recipient = self._drafted().recipient_ids
        for name, value in {**KEPT, "source_recipient_id": recipient.id}.items():
            with self.subTest(field=name, way="value"), self.assertRaises(UserError):
                documents.create({"name": "A", name: value})
            filled = documents.with_context(**{f"default_{name}": value})
            document = filled.create({"name": "B"})
            kept = document._fields[name].convert_to_write(document[name], document)
            with self.subTest(field=name, way="context"):
                self.assertNotEqual(str(kept), str(value or "set"))

    def test_agency_and_direction_do_not_change(self):
        document = self._receive()
        for values in ({"direction": "outgoing"}, {"company_id": self.commune.id}):
            with self.subTest(values=values), self.assertRaises(UserError):
                document.write(values)

    def test_a_document_is_not_entered_for_another_agency(self):
        with self.assertRaises(UserError):
            self._receive(company_id=self.commune.id)

    def test_only_people_with_a_role_enter_documents(self):
        for user in (self.leader, self.head, self.specialist, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._receive(clerk=user)
        drafts = self.env["qlvb.document"].with_user(self.admin_user)
        with self.assertRaises(UserError):
            drafts.create({"direction": "outgoing", "name": "x"})

    def test_a_reader_does_not_change_the_entry(self):
        document = self._drafted(signer_id=self.leader.id)
        document.submit("Trình")
        for user in (self.head, self.office, self.leader, self.clerk):
            for values in ({"name": "x"}, {"copies": 9}, {"user_id": user.id}):
                with self.subTest(user=user.login, values=values):
                    with self.assertRaises(UserError):
                        document.with_user(user).write(values)
