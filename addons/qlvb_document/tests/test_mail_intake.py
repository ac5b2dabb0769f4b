# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from email.message import EmailMessage
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import untrusted as made
from .cases import RefusalCase, files_on_disk, make_page
from .common import make_pdf

PDF = ("application", "pdf")


@tagged("post_install", "-at_install")
class TestMailIntake(RefusalCase):
    """Mail to the address of a register becomes a draft, through the same gate (S2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "thu.example.org"})
        for agency, name in ((cls.district, "vanthu"), (cls.commune, "vanthu.xa")):
            agency.alias_domain_id = cls.domain
            book = cls.registers.filtered(
                lambda book, agency=agency: (
                    (book.company_id == agency) and (book.direction == "incoming")
                )
            )
            book.write({"alias_name": name})
        cls.district.partner_id.lang = "en_US"
        cls.ministry.email = "vanthu@so.example.org"

    def _mail(self, *files, **headers):
        message = EmailMessage()
        for name, value in {
            "Message_ID": "<1@so.example.org>",
            "From": "Văn thư Sở <vanthu@so.example.org>",
            "To": "vanthu@thu.example.org",
            "Subject": "Về việc chuyển đổi số",
            **headers,
        }.items():
            if value:
                message[name.replace("_", "-")] = value
        message.set_content("Kính gửi: UBND huyện\n")
        text = "<p>Kính gửi<script>alert(1)</script><img src='http://e.org/x'/></p>"
        message.add_alternative(text, subtype="html")
        for name, data in files:
            maintype, subtype = PDF if name.endswith("pdf") else ("application", "zip")
            message.add_attachment(
                data, maintype=maintype, subtype=subtype, filename=name
            )
        return message.as_bytes()

    def _process(self, mail):
        """Hand a mail to the gateway as the server does; return the new documents."""
        documents = self.env["qlvb.document"]
        known = documents.search([])
        with self.enter_registry_test_mode(), self.mock_no_mail():
            self.env["mail.thread"].message_process(None, mail)
        return documents.search([]) - known

    def mock_no_mail(self):
        """No answer leaves: it would carry the content back, or tell of it."""

        def fail(*_args, **_kwargs):
            raise AssertionError("The gateway answered the sender.")

        return patch.object(
            self.env.registry["mail.thread"], "_routing_create_bounce_email", fail
        )

    def _assert_dropped(self, mail, reason):
        rows, disk = self._rows(), files_on_disk(self.env)
        messages = self.env["mail.message"].search_count([])
        with self._logging() as logged:
            self.assertFalse(self._process(mail))
        self.assertEqual(len(logged), 1)
        self.assertEqual(logged[0]["path"], "mail")
        self.assertEqual(logged[0]["company_id"], self.district.id)
        self.assertIn(reason, logged[0]["reason"])
        self.assertEqual(self._rows(), rows)
        self.assertEqual(files_on_disk(self.env), disk)
        self.assertEqual(self.env["mail.message"].search_count([]), messages)
        return logged

    def test_a_mail_becomes_a_draft_with_its_files(self):
        annex = made.archive({"a.txt": b"1. Danh muc"})
        mail = self._mail(("phu-luc.zip", annex), ("cv.pdf", make_pdf("Mailed")))
        document = self._process(mail)
        self.assertRecordValues(
            document,
            [
                {
                    "name": "Về việc chuyển đổi số",
                    "state": "draft",
                    "direction": "incoming",
                    "company_id": self.district.id,
                    "issuer_id": self.ministry.id,
                    "issuer_name": "Sở Thử nghiệm",
                }
            ],
        )
        kinds = {file.name: file.kind for file in document.file_ids}
        self.assertEqual(kinds, {"cv.pdf": "original", "phu-luc.zip": "attachment"})
        self.assertEqual(document.main_file_id.name, "cv.pdf")
        self.assertTrue(document.with_user(self.clerk).register_due)
        self.assertFalse(document.with_user(self.commune_clerk).can_see)

    def test_a_program_makes_no_draft_past_the_rights_of_its_user(self):
        mail = {"message_id": "<x@y>", "subject": "Giả mạo", "email_from": "a@b.vn"}
        place = {"company_id": self.district.id}
        for user in (self.stranger, self.commune_clerk):
            documents = self.env["qlvb.document"].with_user(user)
            with self.assertRaises(AccessError):
                documents.message_new(mail, place)
        by_clerk = self.env["qlvb.document"].with_user(self.clerk)
        self.assertTrue(by_clerk.message_new(mail, place))

    def test_the_address_book_of_another_agency_names_no_issuer(self):
        self.ministry.company_id = self.commune
        document = self._process(self._mail(("cv.pdf", make_pdf("Mailed"))))
        self.assertFalse(document.issuer_id)

    def test_mail_of_a_book_goes_to_its_own_agency_only(self):
        book = self.registers.filtered("alias_name")[:1]
        admin = self._make_user("t_mail", "admin", agency=book.company_id)
        other = repr({"company_id": (self.district | self.commune)[-1].id})
        with self.assertRaises(UserError):
            book.with_user(admin).write({"alias_defaults": other})

    def test_the_text_is_kept_as_a_note_without_anything_active(self):
        document = self._process(self._mail(("cv.pdf", make_pdf("Note"))))
        note = document.message_ids.filtered(lambda message: message.email_from)
        note = note.filtered(lambda message: "Kính gửi" in (message.body or ""))
        self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))
        for active in ("script", "alert", "img", "e.org/x"):
            self.assertNotIn(active, note.body)
        self.assertFalse(note.attachment_ids)

    def test_the_same_mail_twice_is_one_document(self):
        mail = self._mail(("cv.pdf", make_pdf("Twice")))
        self.assertEqual(len(self._process(mail)), 1)
        self.assertFalse(self._process(mail))
        self.env["mail.message"].search(
            [("message_id", "=", "<1@so.example.org>")]
        ).write({"message_id": "<forgotten@x>"})
        self.assertFalse(self._process(mail), "The key of the document tells it, too.")

    def test_one_mail_to_two_agencies_is_a_document_of_each(self):
        to = "vanthu@thu.example.org, vanthu.xa@thu.example.org"
        documents = self._process(self._mail(("cv.pdf", make_pdf("Both")), To=to))
        self.assertEqual(documents.company_id, self.district | self.commune)
        self.assertEqual(len(documents.file_ids), 2)

    def test_a_mail_from_somebody_unknown_names_no_issuer(self):
        for index, sender in enumerate(("ai-do@example.net", "")):
            mail = self._mail(
                ("cv.pdf", make_pdf(f"Unknown {index}")),
                From=sender,
                Message_ID=f"<u{index}@x>",
                Subject="",
            )
            document = self._process(mail)
            self.assertFalse(document.issuer_id)
            self.assertEqual(document.name, "(no abstract yet)")

    def test_the_address_of_a_person_names_the_body_he_works_for(self):
        self.env["res.partner"].create(
            {
                "name": "Bà Lan",
                "email": "lan@so.example.org",
                "parent_id": self.ministry.id,
            }
        )
        mail = self._mail(("cv.pdf", make_pdf("Lan")), From="Lan <lan@so.example.org>")
        self.assertEqual(self._process(mail).issuer_id, self.ministry)

    def test_a_secret_by_mail_leaves_only_its_line_in_the_log_s2(self):
        self._assert_dropped(self._mail(Subject="TỐI MẬT"), "secrecy stamp")
        page = ("cv.pdf", make_page("TUYỆT MẬT", "Phương án"))
        logged = self._assert_dropped(self._mail(page), "secrecy stamp")
        self.assertNotIn("chuyển đổi số", str(logged))
        second = [("cv.pdf", make_pdf("Open")), ("pl.pdf", make_page("MẬT"))]
        self._assert_dropped(self._mail(*second), "secrecy stamp")

    def test_a_petition_by_mail_is_dropped_s2(self):
        self._assert_dropped(self._mail(Subject="Đơn tố cáo ông A"), "denunciation")

    def test_a_secret_in_the_text_of_a_mail_is_dropped_s2(self):
        mail = self._mail_of_html("<p>TỐI MẬT</p><p>Phương án</p>")
        self._assert_dropped(mail, "secrecy stamp")

    def _mail_of_html(self, html):
        message = EmailMessage()
        message["From"], message["To"] = "a@b.org", "vanthu@thu.example.org"
        message["Subject"], message["Message-ID"] = "Phương án", "<h@b.org>"
        message.set_content(html, subtype="html")
        return message.as_bytes()

    def test_a_forbidden_file_keeps_the_whole_mail_out(self):
        good = ("cv.pdf", make_pdf("Beside"))
        bad = made.changed_pdf(made.pdf_with_script_on_opening)
        self._assert_dropped(self._mail(good, ("b.pdf", bad)), "JavaScript")
        self._assert_dropped(self._mail(good, ("b.exe", b"MZ")), "is of a kind")

    def test_what_mail_programs_add_is_left_out(self):
        files = [("cv.pdf", make_pdf("Signed")), ("smime.p7s", b"x"), ("a.ics", b"x")]
        self.assertEqual(
            self._process(self._mail(*files)).file_ids.mapped("name"), ["cv.pdf"]
        )

    def test_a_logo_in_the_text_is_left_out_and_a_document_with_an_id_is_not(self):
        message = EmailMessage()
        message["From"], message["To"] = "a@b.org", "vanthu@thu.example.org"
        message["Subject"], message["Message-ID"] = "Giấy mời", "<logo@b.org>"
        message.set_content("<p>Kính gửi <img src='cid:logo'/></p>", subtype="html")
        message.add_related(
            made.picture("GIF"), "image", "gif", filename="logo.gif", cid="<logo>"
        )
        message.make_mixed()
        message.add_attachment(
            make_pdf("With an id"),
            maintype="application",
            subtype="pdf",
            filename="cv.pdf",
            cid="<cv>",
            disposition="inline",
        )
        document = self._process(message.as_bytes())
        self.assertEqual(document.file_ids.mapped("name"), ["cv.pdf"])

    def test_a_mail_without_a_file_waits_for_the_clerk(self):
        document = self._process(self._mail(Subject="Fwd: Re: Giấy mời họp"))
        self.assertEqual(document.name, "Giấy mời họp")
        self.assertFalse(document.file_ids)
        self.assertTrue(document.with_user(self.clerk)._get_blockers("registered"))

    def test_a_fault_of_ours_answers_nobody_either(self):
        intake = self.env.registry["qlvb.document"]
        fault = patch.object(intake, "_mail_values", side_effect=ZeroDivisionError)
        with fault, mute_logger("odoo"), self.assertRaises(ZeroDivisionError):
            self._process(self._mail(("cv.pdf", make_pdf("Fault"))))

    def test_only_administrators_choose_the_address_of_a_book_of_arrivals(self):
        books = self.registers.filtered(lambda book: book.company_id == self.district)
        incoming = books.filtered(lambda book: book.direction == "incoming")
        self.assertEqual(incoming.alias_email, "vanthu@thu.example.org")
        incoming.with_user(self.admin_user).write({"alias_name": "den"})
        self.assertEqual(incoming.alias_email, "den@thu.example.org")
        with self.assertRaises(AccessError):
            incoming.with_user(self.clerk).write({"alias_name": "khac"})
        with self.assertRaises(ValidationError):
            (books - incoming).write({"alias_name": "di"})
