# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import QlvbCommon
from .test_issuing import IssueCase

# Models whose rows belong to a document and are seen with it.
PARTS = {
    "qlvb.document.file": "document_id",
    "qlvb.event": "document_id",
    "qlvb.instruction": "document_id",
    "qlvb.assignment": "document_id",
    "qlvb.recipient": "document_id",
    "qlvb.recipient.status": "recipient_id.document_id",
    "qlvb.submission": "document_id",
    "qlvb.submission.step": "document_id",
    "qlvb.access.grant": "document_id",
}


@tagged("post_install", "-at_install")
class TestAccessOracle(IssueCase):
    """Whatever is listed, counted, read, exported or opened agrees (S13, S20).

    The table says in words who sees what; every way of asking must answer so.
    """

    def setUp(self):
        super().setUp()
        both = self._make_user("t_both", "clerk")
        both.company_ids |= self.commune
        self.env["qlvb.role"].create(
            {
                "user_id": both.id,
                "role": "clerk",
                "company_id": self.commune.id,
                "date_from": "2026-01-01",
            }
        )
        self.both = both
        self.documents = {
            "entered": self._receive(),
            "returned": self._returned(),
            "registered": self._registered(),
            "with culture": self._assigned(),
            "with specialist": self._with_specialist(),
            "done": self._done(),
            "drafted": self._drafted(signer_id=self.leader.id),
            "submitted": self._submitted(),
            "approved": self._approved(signer_id=self.leader.id),
            "issued": self._issued(signer_id=self.leader.id),
            "at the commune": self._receive(clerk=self.commune_clerk),
        }
        self.env.invalidate_all()

    def _returned(self):
        document = self._receive()
        document.return_to_sender("Nhầm")
        return document

    def _with_specialist(self):
        document = self._assigned()
        self._given(document)
        return document

    def _done(self):
        document = self._registered()
        row = {"role": "inform", "department_id": self.finance.id}
        document.with_user(self.leader).instruct("Để biết", [row])
        return document

    def _submitted(self):
        document = self._drafted(signer_id=self.leader.id)
        document.submit("Trình")
        return document

    def _expected(self):
        """Return {user: names of the documents that this person sees}."""
        incoming = {"registered", "with culture", "with specialist", "done"}
        outgoing = {"submitted", "approved", "issued"}
        district = set(self.documents) - {"at the commune"}
        drafts = {"drafted"} | outgoing
        assigned = {"with culture", "with specialist"}
        return {
            self.clerk: district,
            # Asked to sign, a leader sees the draft from its first day.
            self.leader: incoming | outgoing | {"drafted"},
            self.deputy: incoming | outgoing,
            self.office: incoming | outgoing,
            self.head: assigned | drafts,
            self.finance_head: assigned | {"done"},
            self.specialist: {"with specialist"} | drafts,
            self.stranger: set(),
            self.admin_user: set(),
            self.commune_clerk: {"at the commune"},
            self.commune_leader: set(),
            self.both: set(self.documents),
        }

    def test_every_way_of_asking_gives_the_same_answer_s20(self):
        everything = self.env["qlvb.document"].union(*self.documents.values())
        exporting = self.env.ref("base.group_allow_export")
        for user, names in self._expected().items():
            user.group_ids |= exporting
            expected = everything.browse(
                [self.documents[name].id for name in self.documents if name in names]
            )
            for way in (self._listed, self._counted, self._read, self._parts):
                with self.subTest(user=user.login, way=way.__name__):
                    self.env.invalidate_all()
                    way(user, expected, everything)

    def _listed(self, user, expected, everything):
        documents = self.env["qlvb.document"].with_user(user)
        mine = [("id", "in", everything.ids)]
        self.assertEqual(documents.search(mine), expected.sorted())
        self.assertEqual(set(documents.search(mine).ids), set(expected.ids))
        found = documents.web_search_read(mine, {"name": {}})
        self.assertEqual({row["id"] for row in found["records"]}, set(expected.ids))
        self.assertEqual(
            {row[0] for row in documents.name_search("", mine, limit=None)},
            set(expected.ids),
        )
        seen = documents.search([*mine, ("can_see", "=", True)])
        self.assertEqual(set(seen.ids), set(expected.ids))

    def _counted(self, user, expected, everything):
        documents = self.env["qlvb.document"].with_user(user)
        mine = [("id", "in", everything.ids)]
        self.assertEqual(documents.search_count(mine), len(expected))
        groups = documents.formatted_read_group(mine, ["state"], ["__count"])
        self.assertEqual(sum(group["__count"] for group in groups), len(expected))
        panel = documents.search_panel_select_range(
            "state", enable_counters=True, search_domain=mine, expand=True
        )
        counted = sum(value["__count"] for value in panel["values"])
        self.assertEqual(counted, len(expected))

    def _read(self, user, expected, everything):
        documents = everything.with_user(user)
        self.assertEqual(documents._filtered_access("read"), expected)
        for document in documents:
            visible = document in expected
            self.assertEqual(document.has_access("read"), visible)
            for read in (
                lambda row: row.read(["name", "main_content"]),
                lambda row: row.web_read({"name": {}, "event_ids": {}}),
                lambda row: row.export_data(["name", "file_ids/name"]),
                lambda row: row.trail(),
            ):
                if visible:
                    self.assertTrue(read(document))
                else:
                    with self.assertRaises(AccessError):
                        read(document)

    def _parts(self, user, expected, everything):
        for model, path in PARTS.items():
            system = self.env[model].sudo().search([(path, "in", everything.ids)])
            parts = system.with_user(user)
            wanted = system.filtered(lambda row, p=path: row.mapped(p) <= expected)
            self.assertEqual(parts._filtered_access("read"), wanted, model)
            found = parts.search([("id", "in", parts.ids)])
            self.assertEqual(set(found.ids), set(wanted.ids), model)
        self._messages(user, expected, everything)
        self._attachments(user, expected, everything)

    def _messages(self, user, expected, everything):
        about = [("model", "=", "qlvb.document"), ("res_id", "in", everything.ids)]
        notes = [*about, ("message_type", "!=", "user_notification")]
        messages = self.env["mail.message"].with_user(user).search(notes)
        self.assertLessEqual(set(messages.mapped("res_id")), set(expected.ids))
        told = self.env["mail.message"].sudo().search(about)
        told = told.filtered(lambda row: user.partner_id in row.partner_ids)
        self.assertLessEqual(set(told.mapped("res_id")), set(expected.ids))

    def _attachments(self, user, expected, everything):
        files = everything.sudo().file_ids
        attachments = files.attachment_id
        mine = self.env["ir.attachment"].with_user(user)
        found = mine.search([("id", "in", attachments.ids)])
        wanted = expected.sudo().file_ids.attachment_id
        self.assertEqual(set(found.ids), set(wanted.ids))
        for file in files:
            attachment = file.attachment_id.with_user(user)
            if file.document_id in expected:
                self.assertTrue(file.with_user(user).download())
                self.assertTrue(attachment.raw)
                continue
            with self.assertRaises(AccessError):
                file.with_user(user).download()
            with self.assertRaises(AccessError):
                attachment.read(["raw"])

    def test_only_the_active_agencies_of_the_client_are_shown(self):
        for agency, name in (
            (self.district, "registered"),
            (self.commune, "at the commune"),
        ):
            env = self.env(
                user=self.both.id, context={"allowed_company_ids": agency.ids}
            )
            documents = env["qlvb.document"].search([])
            self.assertIn(self.documents[name].id, documents.ids)
            self.assertEqual(documents.company_id.id, agency.id)
            files = env["qlvb.document.file"].search([])
            self.assertLessEqual(set(files.document_id.ids), set(documents.ids))

    def test_an_agency_that_is_not_the_users_is_not_asked_for_by_the_context(self):
        env = self.env(
            user=self.commune_clerk.id,
            context={"allowed_company_ids": [self.district.id, self.commune.id]},
        )
        with self.assertRaises(AccessError):
            env["qlvb.document"].search([]).mapped("name")
            env.companies  # noqa: B018 (the check is in reading it)

    def test_the_tokens_themselves_are_not_asked_or_written(self):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        document = self.documents["entered"].with_user(self.clerk)
        for ask in (
            lambda: documents.search([("access_tokens", "!=", False)]),
            lambda: documents.search([], order="access_tokens"),
            lambda: document.read(["access_tokens"]),
            lambda: documents.formatted_read_group([], ["access_tokens"], []),
            lambda: document.write({"access_tokens": [1]}),
        ):
            with self.assertRaises(UserError):
                ask()


@tagged("post_install", "-at_install")
class TestFileOverHttp(HttpCase, QlvbCommon):
    """A file opened by its address obeys the same rule (S20)."""

    def test_the_address_of_a_file_answers_only_who_may_see_it_s20(self):
        file = self._registered().file_ids
        addresses = (
            f"/web/content/qlvb.document.file/{file.id}/content",
            f"/web/content/{file.sudo().attachment_id.id}",
            f"/web/content/qlvb.document/{file.document_id.id}/main_content",
        )
        for user, visible in ((self.leader, True), (self.stranger, False)):
            user.password = "a-long-password-of-a-test"
            self.authenticate(user.login, "a-long-password-of-a-test")
            for address in addresses:
                with self.subTest(user=user.login, address=address):
                    answer = self.url_open(address)
                    pdf = answer.content.startswith(b"%PDF-")
                    self.assertEqual(pdf, visible)
                    self.assertEqual(answer.status_code, 200 if visible else 404)
        self.authenticate(None, None)
        answer = self.url_open(addresses[0], allow_redirects=False)
        self.assertNotIn(b"%PDF-", answer.content)
