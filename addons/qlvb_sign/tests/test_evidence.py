# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
from datetime import timedelta
from unittest.mock import patch

from pdfminer.high_level import extract_text

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .authorities import authorities
from .common import PIN, SEAL_PIN, SIGNER, SignCommon, draw_letter, sealed, world
from .test_engine_validate import append_content
from .test_signer_cert import HOSTS


@tagged("post_install", "-at_install")
class TestEvidence(SignCommon):
    """After the issue a job makes what proves the signatures for decades (S9, S12)."""

    @classmethod
    def setUpClass(cls):
        cls.services = authorities()
        super().setUpClass()
        cls.root = cls._trust(_Root(cls.services))
        Key = cls.env["qlvb.sign.key"]
        w = world()
        Key._install(cls.leader, cls.services.pkcs12("leader", PIN), PIN, w.picture)
        Key._install(
            cls.district, cls.services.pkcs12("agency", SEAL_PIN), SEAL_PIN, w.seal
        )
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param(HOSTS, cls.services.host)
        parameters.set_param("qlvb_sign.tsa_url", cls.services.tsa_url)

    def _row(self, document):
        return self.env["qlvb.evidence"].search([("document_id", "=", document.id)])

    def _run(self):
        with self._uncommitted():
            self.env["qlvb.evidence"]._cron_extend()

    def _uncommitted(self):
        cron = type(self.env["ir.cron"])
        return patch.object(cron, "_commit_progress", return_value=1)

    def test_s9_the_issued_file_gets_its_evidence_as_a_new_version(self):
        document = self._issued()
        issued = document.main_file_id
        row = self._row(document)
        self.assertEqual((row.state, row.file_id), ("waiting", issued))
        self.assertEqual(set(document.signature_ids.mapped("level")), {"B-T"})
        self._run()
        self.assertRecordValues(row, [{"state": "done", "reason": False}])
        newest = document.main_file_id
        self.assertEqual(newest, row.latest_id)
        self.assertTrue(newest._bytes().startswith(issued._bytes()))
        self.assertEqual(set(document.signature_ids.mapped("level")), {"B-LTA"})
        self.assertEqual(document.signature_verdict, "valid")
        self.assertEqual(document._file_at_issue(), issued)
        self.assertEqual(len(document.signing_ids), 2, "the evidence is no signature")
        digests = document._public_facts(document.public_token)["digests"]
        self.assertEqual(digests, [issued.sha256, newest.sha256])

    def test_the_job_runs_twice_and_does_it_once(self):
        document = self._issued()
        self._run()
        count = len(document.sudo().file_ids)
        self._run()
        self.assertEqual(len(document.sudo().file_ids), count)

    def test_s9_the_archive_timestamp_is_renewed_before_it_ends(self):
        document = self._issued()
        self._run()
        row, first = self._row(document), document.main_file_id
        self.assertLess(row.next_try, row.proven_until - timedelta(days=80))
        row.next_try = fields.Datetime.now()
        self._run()
        self.assertTrue(document.main_file_id._bytes().startswith(first._bytes()))
        self.assertNotEqual(document.main_file_id, first)
        self.assertEqual(document.signature_verdict, "valid")

    def test_a_silent_service_is_tried_again_later(self):
        document = self._issued()
        row = self._row(document)
        with self.services.unreachable():
            self._run()
        self.assertEqual((row.state, row.attempts), ("waiting", 1))
        self.assertTrue(row.reason)
        self.assertGreater(row.next_try, fields.Datetime.now())
        row.next_try = fields.Datetime.now()
        self.env["qlvb.revocation.answer"].search([]).unlink()
        self._run()
        self.assertEqual(row.state, "done")

    def test_a_job_that_breaks_leaves_nothing_half_done(self):
        document = self._issued()
        files = document.sudo().file_ids
        broken = patch.object(type(document), "_on_new_evidence", side_effect=OSError)
        with broken, self.assertLogs("odoo.addons.qlvb_sign", "ERROR"):
            self._run()
        self.assertEqual(document.sudo().file_ids, files)
        self.assertEqual(self._row(document).state, "waiting")

    def test_administrators_see_the_job_but_no_titles(self):
        document = self._issued()
        row = self._row(document).with_user(self.admin_user)
        self.assertEqual(row.state, "waiting")
        self.assertNotIn(document.name, row.display_name)
        with self.assertRaises(AccessError):
            row.read(["document_id"])
        with self.assertRaises(AccessError):
            row.with_user(self.clerk).read(["state"])

    def test_without_a_timestamp_service_the_job_waits(self):
        document = self._issued()
        self.env["ir.config_parameter"].set_param("qlvb_sign.tsa_url", False)
        self._run()
        self.assertEqual(self._row(document).attempts, 0)

    def test_evidence_that_alters_the_file_is_not_stored(self):
        document = self._issued()
        with self.assertRaisesRegex(UserError, "changed the file itself"):
            document.sudo()._store_file("x.pdf", self._other(), "issued")

    def _other(self):
        other = self._issued()
        return other.main_file_id._bytes()

    def test_s9_the_receiver_of_the_same_database_gets_the_evidence_too(self):
        document = self._signed(
            recipient_ids=[
                fields.Command.create({"partner_id": self.commune.partner_id.id})
            ]
        )
        with self._committing(self.clerk, document) as mine:
            mine.issue(SEAL_PIN)
        issued = document.main_file_id
        arrived = document.sudo().recipient_ids.target_ids
        if not arrived:
            with self._uncommitted():
                self.env["qlvb.outbox"]._cron_send()
            arrived = document.sudo().recipient_ids.target_ids
        self.assertEqual(arrived.main_file_id.sha256, issued.sha256)
        self._run()
        self.assertEqual(arrived.main_file_id.sha256, document.main_file_id.sha256)
        self.assertEqual(arrived.signature_verdict, "valid")
        self.assertIn(issued.sha256, arrived.file_ids.mapped("sha256"))


class _Root:
    """The root of the services, in the shape of the other roots of the tests."""

    def __init__(self, services):
        self.certificate = services.certificate("root")


@tagged("post_install", "-at_install")
class TestSignatureCheck(SignCommon):
    """Anybody checks any file: the lines, the report, and nothing kept (S12)."""

    def _check(self, data, user=None, method="check"):
        check = self.env["qlvb.signature.check"].with_user(user or self.specialist)
        return getattr(check, method)("van-ban.pdf", base64.b64encode(data).decode())

    def test_s12_a_file_is_checked_line_by_line_and_not_stored(self):
        before = self.env["ir.attachment"].search_count([])
        rows = self.env["qlvb.signature"].search_count([])
        found = self._check(sealed())
        self.assertEqual((found["verdict"], found["pages"]), ("valid", 1))
        person, agency = found["signatures"]
        self.assertEqual((person["signer"], agency["verdict"]), (SIGNER, "valid"))
        names = [line["name"] for line in person["lines"]]
        for name in ("integrity", "later_changes", "chain", "time_source"):
            self.assertIn(name, names)
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)
        self.assertEqual(self.env["qlvb.signature"].search_count([]), rows)

    def test_s9_a_forged_file_shows_its_bad_lines(self):
        found = self._check(append_content(sealed()))
        self.assertEqual(found["verdict"], "invalid")
        states = {
            line["name"]: line["state"] for line in found["signatures"][0]["lines"]
        }
        self.assertEqual(states["later_changes"], "bad")

    def test_the_report_is_a_pdf_in_vietnamese(self):
        for data in (sealed(), draw_letter()):
            pdf = base64.b64decode(self._check(data, method="check_report"))
            text = extract_text(io.BytesIO(pdf))
            self.assertIn("KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ", text)
        self.assertIn("không có chữ ký số", text)

    def test_what_the_gate_refuses_is_not_looked_at(self):
        for data in (b"", b"MZ not a pdf"):
            with self.assertRaises(UserError):
                self._check(data)
        with self.assertRaises(AccessError):
            self._check(sealed(), self.env.ref("base.public_user"))

    def test_the_report_of_a_document_and_its_public_page(self):
        document = self._issued()
        data, form = document.with_user(self.specialist)._print_file("signatures")
        self.assertEqual((data[:5], form), (b"%PDF-", "pdf"))
        facts = document._public_facts(document.public_token)
        self.assertEqual([s["verdict"] for s in facts["signatures"]], ["valid"] * 2)
        self.assertNotIn(SIGNER, str(facts["signatures"]))
        page = self.env["ir.qweb"]._render(
            "qlvb_document.public_page", {"facts": facts}
        )
        self.assertEqual(str(page).count('data-verdict="valid"'), 2)
        self.assertNotIn(SIGNER, str(page))

    def test_unsettled_verdicts_are_judged_again(self):
        file = {"name": "a.pdf", "content": base64.b64encode(sealed()).decode()}
        self.anchor.active = False
        document = self._receive(files=[file])
        self.assertEqual(document.signature_verdict, "unproven")
        self.anchor.active = True
        self.anchor.with_user(self._make_user("t_admin_3", "admin")).confirm(
            self.anchor.sha256
        )
        recheck = self.env["qlvb.signature.recheck"]
        self.assertFalse(recheck._next_unsettled(), "not twice a day")
        yesterday = fields.Datetime.now() - timedelta(days=2)
        document.signature_ids.sudo().checked_at = yesterday
        recheck._next_unsettled()._recheck_verdicts()
        self.assertEqual(document.signature_verdict, "valid")
        self.assertEqual(document.sudo().event_ids[:1].kind, "verify")
        self.assertTrue(document.signature_ids[0].evidence["chain"])
