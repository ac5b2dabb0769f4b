"""One document from its arrival to the closed work file, with nothing of it fake."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.qlvb_document.tests.common import as_file, make_pdf
from odoo.addons.qlvb_sign.tests.common import PIN, SEAL_PIN, SIGNER, SignCommon, world

from .acceptance import judges


@tagged("post_install", "-at_install")
class TestWholeWay(SignCommon):
    """S5: two agencies in one system, LibreOffice and pyHanko as they are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hr.employee"].create(
            {
                "name": SIGNER,
                "user_id": cls.leader.id,
                "company_id": cls.district.id,
                "job_title": "Chủ tịch",
            }
        )
        cls.folder = Path(tempfile.mkdtemp(prefix="qlvb-acceptance-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)

    def setUp(self):
        super().setUp()
        self.pdf = make_pdf("Quy che", pages=9)
        self.incoming = self._receive(
            issuer={"code": "H99.01.02"},
            files=[as_file("quy-che.pdf", self.pdf)],
            needs_reply="reply",
            reply_request="báo cáo",
            reply_due="2026-03-06",
        )

    def test_s5_a_letter_is_answered_signed_issued_delivered_and_filed(self):
        self._register()
        work = self._hand_on()
        reply = self._agreed_reply(work)
        reply.with_user(self.leader).sign(PIN)
        issued = self._issue(reply)
        self._judge(issued)
        self._arrive(reply, issued)
        self._finish(reply)

    def _register(self):
        self.incoming.action_register()
        self.assertRecordValues(
            self.incoming,
            [
                {
                    "register_number": 1,
                    "sha256": hashlib.sha256(self.pdf).hexdigest(),
                    "page_count": 9,
                    "register_due": self._utc("2026-03-02 03:00:00"),
                }
            ],
        )

    def _utc(self, text):
        return self.env["qlvb.document"]._fields["received_at"].to_datetime(text)

    def _hand_on(self):
        self._instruct(self.incoming)
        work = self._given(self.incoming)
        file_id = work.open_workfile(title="Thực hiện Quy chế", needs_reply="reply")
        self.workfile = self.env["qlvb.workfile"].with_user(self.specialist)
        self.workfile = self.workfile.browse(file_id)
        self.assertEqual(self.incoming.status, "05")
        helping = self.incoming.sudo().assignment_ids.filtered(
            lambda row: row.role == "coordinate"
        )
        helping.with_user(self.finance_head).complete("Thống nhất")
        return work

    def _agreed_reply(self, work):
        """Two versions: the office returns the first one with a reason."""
        values = {"name": "thực hiện Quy chế", "signer_id": self.leader.id}
        reply = self.env["qlvb.document"].with_user(self.specialist)
        reply = reply.browse(work.draft_reply(values))
        for body, decide in (
            ("Đã triển khai.", lambda slip: slip.return_draft("Bổ sung số liệu")),
            ("Đã triển khai.\nĐạt 100%.", lambda slip: slip.agree()),
        ):
            reply.body = body
            reply.make_docx()
            reply.make_pdf()
            reply.submit("Trình ký")
            reply.submission_id.with_user(self.head).agree("Đồng ý")
            decide(reply.submission_id.with_user(self.office))
        self.assertEqual(reply.state, "approved")
        versions = reply.file_ids.filtered(lambda file: file.kind == "pdf")
        self.assertEqual(sorted(versions.mapped("version")), [1, 2])
        return reply

    def _issue(self, reply):
        """A wrong PIN of the seal keeps the number for the next attempt."""
        with self._committing(self.clerk, reply) as mine:
            with self.assertRaisesRegex(Exception, "PIN"):
                mine.issue("sai")
        reserved = reply.sudo().number_id
        self.assertEqual(reserved.state, "reserved")
        with self._committing(self.clerk, reply) as mine:
            first = mine.issue(SEAL_PIN)
        with self._committing(self.clerk, reply) as mine:
            self.assertEqual(mine.issue(SEAL_PIN)["sha256"], first["sha256"])
        self.assertEqual(reply.sudo().number_id, reserved)
        self.assertEqual(reserved.state, "used")
        self.assertEqual(first["notation"], "01/UBND-VHTT")
        return reply.sudo().main_file_id

    def _judge(self, file):
        """Others judge the issued PDF: poppler, openssl and qpdf."""
        path = self.folder / "issued.pdf"
        path.write_bytes(file._bytes())
        found = judges.pdfsig(path)
        self.assertEqual(
            [row["Signer Certificate Common Name"] for row in found],
            [SIGNER, "UBND huyện Thử"],
        )
        for row in found:
            self.assertEqual(row["Signature Validation"], "Signature is Valid.")
            self.assertEqual(row["Signature Type"], "ETSI.CAdES.detached")
        self.assertTrue(found[1].get("Total document signed"))
        told = judges.openssl(file._bytes(), world().root.certificate, self.folder)
        self.assertEqual(told, ["CMS Verification successful"] * 2)
        self.assertTrue(judges.qpdf(path))
        words = " ".join(judges.text(path).split())
        self.assertIn("01/UBND-VHTT", words.replace(" /", "/"))
        self.assertIn("Đạt 100%", words)

    def _arrive(self, reply, issued):
        """The other agency gets the same bytes, verifies and registers."""
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()
        there = self.env["qlvb.document"].with_user(self.commune_clerk)
        there = there.search(
            [("uuid", "=", reply.uuid), ("direction", "=", "incoming")]
        )
        self.assertEqual(there.main_file_id.sha256, issued.sha256)
        found = there.verify_signatures()
        self.assertEqual(
            [(row["role"], row["verdict"]) for row in found],
            [("person", "valid"), ("agency", "valid")],
        )
        there.action_register()
        self.assertEqual(reply.recipient_ids.status, "03")

    def _finish(self, reply):
        """The work is closed by the reply; the file lists both and closes."""
        self.assertEqual((self.incoming.state, self.incoming.status), ("done", "06"))
        rows = self.incoming.sudo().assignment_ids
        self.assertEqual(set(rows.mapped("state")), {"done"})
        self.assertEqual(self.workfile.entry_ids.document_id, self.incoming | reply)
        self.workfile.retention_id = self.env["qlvb.retention"].search([], limit=1)
        self.workfile.close()
        self.assertEqual(self.workfile.state, "closed")
        for document in self.incoming | reply:
            self.assertFalse(self.env["qlvb.event"]._first_broken(document))
