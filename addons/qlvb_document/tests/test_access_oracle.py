# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .oracle import Oracle
from .random_world import TODAY, RandomWorld

HTTP_PEOPLE = 8
HTTP_DOCUMENTS = 26


@tagged("post_install", "-at_install")
class TestAccessOracle(HttpCase, RandomWorld):
    """Whatever is listed, searched, read, counted, exported, opened or told agrees

    with an oracle that knows only the prose (S5, S13, S20, S54, F11).
    """

    def setUp(self):
        super().setUp()
        self.staff = self.people.filtered("active")
        self.mine = [("id", "in", self.documents.ids)]
        self.expected = self._foretold(TODAY)

    def _foretold(self, today):
        oracle = Oracle(self.cr, self.documents.ids, today)
        return {user: oracle.seen_by(user.id) for user in self.people}

    def _documents(self, user):
        return self.env(user=user.id)["qlvb.document"]

    def test_the_world_is_worth_asking_about(self):
        pairs = len(self.staff) * len(self.documents)
        self.assertGreaterEqual(pairs, 1900)
        self.assertGreaterEqual(len(self.people) * len(self.documents), 2000)
        seen = sum(map(len, self.expected.values()))
        self.assertGreater(seen, 300, "Enough is visible.")
        self.assertLess(seen, 1600, "Enough is not.")

    def test_every_way_of_asking_agrees_with_the_oracle_s20(self):
        exporting = self.env.ref("base.group_allow_export")
        self.people.write({"group_ids": [(4, exporting.id)]})
        for user in self.staff:
            self.env.invalidate_all()
            expected = self.expected[user]
            for way in (self._lists, self._counts, self._reads, self._hangs_on):
                with self.subTest(user=user.login, way=way.__name__):
                    way(self._documents(user), expected)

    def _lists(self, documents, expected):
        self.assertEqual(set(documents.search(self.mine).ids), expected)
        found = documents.web_search_read(self.mine, {"name": {}})["records"]
        self.assertEqual({row["id"] for row in found}, expected)
        found = documents.name_search("Việc", self.mine, limit=None)
        self.assertEqual({row[0] for row in found}, expected)

    def _counts(self, documents, expected):
        self.assertEqual(documents.search_count(self.mine), len(expected))
        groups = documents.formatted_read_group(self.mine, ["state"], ["__count"])
        self.assertEqual(sum(row["__count"] for row in groups), len(expected))

    def _reads(self, documents, expected):
        every = documents.browse(self.documents.ids)
        self.assertEqual(set(every._filtered_access("read").ids), expected)
        for document in every:
            try:
                found = bool(document.read(["name", "body"]))
            except AccessError:
                found = False
            self.assertEqual(found, document.id in expected)
        if expected:
            rows = every.browse(expected).export_data(["name", "file_ids/name"])
            self.assertEqual(len(rows["datas"]), len(expected))

    def _hangs_on(self, documents, expected):
        for model, path in (
            ("qlvb.document.file", "document_id"),
            ("qlvb.assignment", "document_id"),
            ("qlvb.event", "document_id"),
            ("qlvb.access.grant", "document_id"),
        ):
            about = [(path, "in", self.documents.ids)]
            found = documents.env[model].search(about)
            system = self.env[model].sudo().search(about)
            wanted = system.filtered(lambda row, p=path: row[p].id in expected)
            self.assertEqual(set(found.ids), set(wanted.ids), model)
        files = self.documents.sudo().file_ids
        attachments = documents.env["ir.attachment"].search(
            [("id", "in", files.attachment_id.ids)]
        )
        self.assertEqual(
            set(attachments.mapped("res_id")),
            set(files.filtered(lambda file: file.document_id.id in expected).ids),
        )

    def test_recalled_work_leaves_lines_as_foretold_s27(self):
        oracle = Oracle(self.cr, self.documents.ids, TODAY)
        self.assertGreater(len(oracle.recalls), 10)
        seen = 0
        for user in self.staff:
            lines = self.env(user=user.id)["qlvb.recall"].search([])
            with self.subTest(user=user.login):
                self.assertEqual(set(lines.ids), oracle.recalls_seen_by(user.id))
            seen += len(lines)
        self.assertGreater(seen, 10)

    def test_limited_delegations_open_something_and_hide_something_s54(self):
        """Each kind of limit decides about some document, or nothing is tested."""
        oracle = Oracle(self.cr, self.documents.ids, TODAY)
        for limit in ("types", "urgency_from", "department_id"):
            rows = [
                (row, document)
                for row in oracle.delegations
                if (oracle.types[row["id"]] if limit == "types" else row[limit])
                and oracle._holds(row)
                for document in oracle.documents
                if document["company_id"] == row["company_id"]
                and oracle._own(row["from_user_id"], document, row["company_id"])
            ]
            covered = [oracle._covers(*pair) for pair in rows]
            with self.subTest(limit=limit):
                self.assertIn(True, covered)
                self.assertIn(False, covered)

    def test_why_is_answered_exactly_for_what_is_seen(self):
        people = self.rng.sample(list(self.staff), 12)
        for user in people:
            with self.subTest(user=user.login):
                for document in self.documents:
                    why = document.with_user(user).why_visible()
                    visible = document.id in self.expected[user]
                    self.assertEqual(bool(why), visible, (document.name, why))

    def test_nobody_is_told_who_may_not_see_s20(self):
        """Named in the message, followers, and who was told in former times."""
        partners = self.people.partner_id
        for document in self.documents[:20]:
            document.message_subscribe(partners.ids)
            notice = document.message_notify(
                body="Tin", subject="Tin", partner_ids=partners.ids
            )
            post = document.message_post(
                body="Tin",
                partner_ids=partners.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            document._tell(self.people, "Tin", "Tin")
            may = self.env["res.users"].union(
                *(user for user in self.staff if document.id in self.expected[user])
            )
            with self.subTest(document=document.name):
                for message in notice | post:
                    self.assertLessEqual(message.partner_ids, may.partner_id)
                    told = message.notification_ids.res_partner_id
                    self.assertLessEqual(told, may.partner_id)
                self.assertEqual(post.partner_ids, may.partner_id)
        about = [("model", "=", "qlvb.document"), ("res_id", "in", self.documents.ids)]
        # As if all had been told once: what is lost is not read on.
        posts = self.env["mail.message"].search([*about, ("body", "like", "Tin")])
        posts.write({"partner_ids": [(6, 0, partners.ids)]})
        for user in self.staff:
            messages = self.env(user=user.id)["mail.message"].search(about)
            with self.subTest(user=user.login):
                self.assertLessEqual(
                    set(messages.mapped("res_id")), self.expected[user]
                )
                fetched = set(messages.filtered("partner_ids").mapped("res_id"))
                seen = self.expected[user] & set(self.documents[:20].ids)
                self.assertEqual(fetched, seen)

    def test_the_next_days_bring_and_take_by_themselves_f11(self):
        changed = 0
        for days in (-2, 1, 2, 61):
            today = TODAY + timedelta(days=days)
            with freeze_time(f"{today} 01:00:00"):
                foretold = self._foretold(today)
                for user in self.staff:
                    changed += foretold[user] != self.expected[user]
                    found = self._documents(user).search(self.mine)
                    self.assertEqual(set(found.ids), foretold[user], (user, days))
        self.assertGreater(changed, 10)

    def test_programs_and_addresses_agree_with_the_oracle_s20(self):
        """JSON-2 with a key, the web client's call, and the address of each file."""
        people = sorted(self.staff, key=lambda user: -len(self.expected[user]))
        people = people[:: max(1, len(people) // HTTP_PEOPLE)][:HTTP_PEOPLE]
        documents = self.rng.sample(list(self.documents), HTTP_DOCUMENTS)
        for user in people:
            seen = self.expected[user] & {document.id for document in documents}
            with self.subTest(user=user.login):
                self.authenticate(user.login, user.login)
                self._ask_by_key(user, seen, [row.id for row in documents])
                for document in documents:
                    self._open_files(document, document.id in seen)

    def _ask_by_key(self, user, seen, ids):
        keys = self.env(user=user.id, su=True)["res.users.apikeys"]
        # The database does not know the time of the test.
        key = keys._generate("rpc", "oracle", "2100-01-01 00:00:00")
        self.env.flush_all()

        def call(method, **arguments):
            return self.url_open(
                f"/json/2/qlvb.document/{method}",
                json=arguments,
                headers={"Authorization": f"Bearer {key}"},
            )

        mine = [("id", "in", ids)]
        answer = call("search", domain=mine)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(set(answer.json()), seen)
        self.assertEqual(call("search_count", domain=mine).json(), len(seen))
        rows = call("search_read", domain=mine, fields=["name"]).json()
        self.assertEqual({row["id"] for row in rows}, seen)
        for document_id in ids:
            answer = call("read", ids=[document_id], fields=["name"])
            self.assertEqual(answer.status_code, 200 if document_id in seen else 403)

    def _open_files(self, document, visible):
        file = document.sudo().file_ids
        addresses = (
            f"/web/content/qlvb.document.file/{file.id}/content",
            f"/web/content/{file.attachment_id.id}",
            f"/web/content/qlvb.document/{document.id}/main_content",
        )
        address = addresses[document.id % len(addresses)]
        answer = self.url_open(address)
        self.assertEqual(answer.content.startswith(b"%PDF-"), visible, address)
        self.assertEqual(answer.status_code, 200 if visible else 404, address)
