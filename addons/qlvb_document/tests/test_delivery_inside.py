# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .cases import files_on_disk
from .common import make_pdf
from .following import FollowCase


@tagged("post_install", "-at_install")
class TestDeliveryInside(FollowCase):
    """An agency of the same database gets the same bytes, and its own document."""

    def test_the_receiver_has_its_own_rows_over_the_same_stored_bytes_s9(self):
        document = self._issued()
        document.sudo()._store_file("phu-luc.pdf", make_pdf("Annex"), "attachment")
        before = files_on_disk(self.env)
        self._run_outbox()
        self.assertEqual(
            files_on_disk(self.env), before, "Nothing was stored a second time."
        )
        arrived = self._arrived(document)
        sent, mine = document.sudo().main_file_id, arrived.main_file_id
        self.assertNotEqual(sent, mine)
        self.assertNotEqual(sent.attachment_id, mine.attachment_id)
        self.assertEqual(sent.attachment_id.store_fname, mine.attachment_id.store_fname)
        self.assertEqual(
            sorted(arrived.file_ids.mapped("kind")), ["attachment", "original"]
        )
        shas = {file.kind: file.sha256 for file in arrived.file_ids}
        self.assertEqual(shas["original"], document.sha256)

    def test_it_arrives_as_it_was_at_the_issue_and_evidence_follows_s9(self):
        document = self._issued()
        issued = document.sudo().main_file_id
        later = document.sudo()._store_file(
            "v2.pdf", issued._bytes() + b"\n%e", "issued"
        )
        self._run_outbox()
        arrived = self._arrived(document)
        first, second = arrived.file_ids.sorted("id")
        self.assertEqual(first.sha256, issued.sha256)
        self.assertEqual(second.sha256, later.sha256)
        self.assertEqual(arrived.main_file_id, second)

    def test_later_evidence_makes_a_new_version_there_once_s9(self):
        document = self._delivered()
        issued = document.sudo().main_file_id
        arrived = self._arrived(document)
        later = document.sudo()._store_file(
            "v2.pdf", issued._bytes() + b"\n%e", "issued"
        )
        for _n in range(2):
            document.sudo()._on_new_evidence(later)
        self.assertEqual(len(arrived.file_ids), 2)
        self.assertEqual(arrived.sha256, later.sha256)
        self.assertIn("evidence", arrived.event_ids.mapped("kind"))

    def test_who_has_evidence_of_its_own_keeps_it_s9(self):
        document = self._delivered()
        issued = document.sudo().main_file_id
        arrived = self._arrived(document)
        own = arrived._store_file("own.pdf", issued._bytes() + b"\n%own", "original")
        later = document.sudo()._store_file(
            "v2.pdf", issued._bytes() + b"\n%e", "issued"
        )
        document.sudo()._on_new_evidence(later)
        self.assertEqual(arrived.main_file_id, own)

    def test_each_side_sees_its_own_document_only_s20(self):
        document = self._delivered()
        arrived = self._arrived(document)
        with self.assertRaises(AccessError):
            arrived.with_user(self.clerk).check_access("read")
        with self.assertRaises(AccessError):
            document.with_user(self.commune_clerk).check_access("read")

    def test_the_reply_of_the_other_agency_is_linked_by_itself_s38(self):
        document = self._asked()
        arrived = self._arrived(document)
        self.registers |= self._open_books(self.commune, 2025)
        reply = (
            self.env["qlvb.document"]
            .sudo()
            .create(
                {
                    "direction": "outgoing",
                    "company_id": self.commune.id,
                    "name": "báo cáo số liệu",
                    "reply_to_id": arrived.id,
                    "recipient_ids": self.env["qlvb.recipient"]._for_reply(arrived),
                }
            )
        )
        reply._store_file("reply.pdf", make_pdf("Reply"), "issued")
        reply.recipient_ids._send()
        self._run_outbox()
        answer = self._arrived(reply)
        self.assertEqual(answer.company_id, self.district)
        self.assertEqual(answer.answers_recipient_id, document.recipient_ids)
        self.assertEqual(answer.with_user(self.clerk).answered_id, document)

    def test_the_clerk_says_which_document_a_letter_answers_s38(self):
        recipient = self._asked().recipient_ids
        letter = self._registered()
        letter.with_user(self.clerk).note_answer(recipient.id)
        self.assertEqual(letter.sudo().answers_recipient_id, recipient)
        for user in (self.leader, self.stranger, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                letter.with_user(user).note_answer(False)
        with self.assertRaises(UserError):
            letter.with_user(self.clerk).note_answer(10**9)

    def test_a_letter_answers_only_what_its_own_agency_sent_s38(self):
        recipient = self._asked().recipient_ids
        letter = self._receive(clerk=self.commune_clerk, company_id=self.commune.id)
        with self.assertRaisesRegex(UserError, "that its own agency has sent"):
            letter.sudo().answers_recipient_id = recipient


@tagged("post_install", "-at_install")
class TestTakenBack(FollowCase):
    """The sender takes a document back: frozen, marked, never silently gone."""

    def setUp(self):
        super().setUp()
        self.document = self._delivered()
        self.recipient = self.document.sudo().recipient_ids
        self.arrived = self._arrived(self.document)

    def test_an_unregistered_document_is_frozen_and_marked(self):
        self.recipient._on_withdrawn("recall", "Sai thẩm quyền")
        self.assertTrue(self.arrived.is_frozen)
        self.assertEqual(self.recipient.status, "13")
        with self.assertRaisesRegex(UserError, "being taken back by its sender"):
            self.arrived.with_user(self.commune_clerk).action_register()
        self.assertIn("withdrawn", self.arrived.event_ids.mapped("kind"))

    def test_a_registered_document_is_neither_instructed_nor_worked_on(self):
        self.arrived.with_user(self.commune_clerk).action_register()
        specialist = self._make_user(
            "c_expert",
            "specialist",
            agency=self.commune,
            unit=(self._make_unit("Ban Văn hóa", "BVH", self.commune)),
        )
        row = {"user_id": specialist.id, "deadline": "2026-03-06 10:00:00"}
        self.arrived.with_user(self.commune_leader).instruct("Xử lý", [row])
        work = self.arrived.lead_id.with_user(specialist)
        self.recipient._on_withdrawn("recall", "Sai thẩm quyền")
        for refused in (
            lambda: work.complete("Xong"),
            work.draft_reply,
            lambda: work.give(specialist.id),
            lambda: self.arrived.with_user(self.commune_leader).instruct("X", [row]),
        ):
            with self.assertRaisesRegex(UserError, "being taken back"):
                refused()
        work.mark_read()

    def test_the_clerk_gives_it_back_and_the_sender_is_told(self):
        self.arrived.with_user(self.commune_clerk).action_register()
        self.recipient._on_withdrawn("replace", "Có văn bản thay thế")
        self.arrived.with_user(self.commune_clerk).action_accept_withdrawal()
        self.assertEqual(self.arrived.state, "replaced")
        self.assertEqual(self.recipient.status, "15")
        with self.assertRaises(AccessError):
            self.arrived.with_user(self.commune_leader).check_access("read")
        self.arrived.with_user(self.commune_clerk).check_access("read")
        self.assertFalse(self.arrived.assignment_ids.filtered("is_open"))

    def test_the_clerk_keeps_it_with_a_reason_and_the_work_goes_on(self):
        self.recipient._on_withdrawn("recall", "Sai thẩm quyền")
        mine = self.arrived.with_user(self.commune_clerk)
        with self.assertRaisesRegex(UserError, "Say why"):
            mine.answer_withdrawal(False)
        mine.answer_withdrawal(False, "Đã thực hiện xong")
        self.assertRecordValues(
            self.recipient, [{"status": "16", "status_reason": "Đã thực hiện xong"}]
        )
        mine.action_register()
        self.assertEqual(self.recipient.status, "03")

    def test_twice_is_once(self):
        for _n in range(2):
            self.recipient._on_withdrawn("recall", "Sai thẩm quyền")
        mine = self.arrived.with_user(self.commune_clerk)
        for _n in range(2):
            mine.answer_withdrawal(True)
        codes = self.recipient.status_ids.mapped("code")
        self.assertEqual((codes.count("13"), codes.count("15")), (1, 1))

    def test_nobody_but_the_receiver_s_clerk_answers(self):
        self.recipient._on_withdrawn("recall", "Sai thẩm quyền")
        for user in (self.commune_leader, self.clerk, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.arrived.with_user(user).answer_withdrawal(True)

    def test_a_receiver_takes_nothing_back_by_itself(self):
        for state in ("recalled", "replaced"):
            with self.assertRaisesRegex(UserError, "The sender takes a document back"):
                self.arrived._set_state(state)
        draft = self._drafted()
        with self.assertRaisesRegex(UserError, "was not issued yet"):
            draft._set_state("recalled")

    def test_what_had_not_arrived_yet_never_does(self):
        document = self._issued()
        recipient = document.sudo().recipient_ids
        recipient._on_withdrawn("recall", "Sai thẩm quyền")
        self._run_outbox()
        self.assertFalse(self._arrived(document))
        self.assertEqual(recipient.status, "15")
