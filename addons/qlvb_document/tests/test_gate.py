# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import socket
import struct
import tempfile
import threading
import zipfile
from contextlib import contextmanager

from odoo import tools
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools import clamd
from . import untrusted as made
from .cases import RefusalCase, make_page
from .common import as_file, make_pdf

GATE = "odoo.addons.qlvb_document.models.qlvb_document_gate"
VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Scanner(threading.Thread):
    """A scanner that speaks clamd's protocol on the loopback and knows one virus."""

    def __init__(self, family=socket.AF_INET, address=("127.0.0.1", 0), answer=None):
        super().__init__(daemon=True)
        self.answer = answer
        self.seen = []
        self.door = socket.socket(family)
        self.door.bind(address)
        self.door.listen()
        self.start()

    @property
    def address(self):
        name = self.door.getsockname()
        return name if isinstance(name, str) else f"{name[0]}:{name[1]}"

    def run(self):
        while True:
            try:
                link, _peer = self.door.accept()
            except OSError:
                return
            with link, link.makefile("rb") as stream:
                link.sendall(self._verdict(stream).encode() + b"\0")

    def _verdict(self, stream):
        if stream.read(10) != b"zINSTREAM\0":
            return "UNKNOWN COMMAND"
        data = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            data += stream.read(length)
        self.seen.append(data)
        found = "stream: Eicar-Test-Signature FOUND" if VIRUS in data else "stream: OK"
        return self.answer or found

    def stop(self):
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self.join(5)


@contextmanager
def scanner(**options):
    server = Scanner(**options)
    try:
        yield server
    finally:
        server.stop()


@tagged("post_install", "-at_install")
class TestGate(RefusalCase):
    """One gate on every path; a refusal leaves one line in the log (S2, S20)."""

    def _set(self, key, value):
        self.env["ir.config_parameter"].set_param(f"qlvb.{key}", value)

    def test_each_kind_of_refusal_is_a_sentence_about_the_file_s20(self):
        sentences = self.env["qlvb.document"]._file_sentences()
        details = {"name": "thư.pdf", "found": "x", "limit": 5, "virus": "v"}
        for code, sentence in sentences.items():
            with self.subTest(code=code):
                self.assertIn("“thư.pdf”", sentence % details)

    def test_a_hostile_file_is_refused_on_every_path_s2(self):
        document = self._receive()
        drafted = self._drafted()
        data = made.changed_pdf(made.pdf_with_script_on_opening)
        paths = {
            "rpc": lambda: self._receive(files=[as_file("mat.pdf", data)]),
            "file": lambda: document.write(
                {"upload_name": "mat.pdf", "upload": as_file("", data)["content"]}
            ),
            "version": lambda: drafted.upload_version(
                "mat.pdf", as_file("", data)["content"]
            ),
            "discussion": lambda: document.message_post(
                body="x", attachments=[("mat.pdf", data)]
            ),
        }
        for path, bring in paths.items():
            logged = path if path == "rpc" else "file"
            with self.subTest(path=path), self._refused("JavaScript", path=logged):
                bring()
            self.assertIn("“…” contains a program", self.refusal["reason"])
            self.assertNotIn("mat.pdf", str(self.refusal))

    def test_an_import_brings_no_file_around_the_gate_s2(self):
        data = as_file("", made.changed_pdf(made.pdf_with_xfa))["content"]
        rows = self._rows()
        columns = ["name", "direction", "upload_name", "upload"]
        documents = self.env["qlvb.document"].with_user(self.clerk)
        with self.enter_registry_test_mode():
            result = documents.load(columns, [["Thử", "incoming", "a.pdf", data]])
        self.assertFalse(result["ids"])
        self.assertIn("XFA", str(result["messages"]))
        self.assertEqual(self._rows(), rows)

    def test_a_stamp_inside_an_archive_or_a_word_file_is_seen_s2(self):
        stamped = make_page("TỐI MẬT", "Phương án")
        for name, data in (
            ("a.zip", made.archive({"1.pdf": make_pdf(), "2.pdf": stamped})),
            ("a.docx", made.word("UBND TỈNH", "TỐI MẬT", "Phương án")),
        ):
            with self.subTest(name=name), self._refused("secrecy stamp"):
                self._receive(files=[as_file(name, data)])

    def test_the_refused_member_of_an_archive_is_named_to_the_sender_only(self):
        data = made.archive({"ke-hoach.exe": b"MZ"})
        with self._refused("a.zip › ke-hoach.exe.*programs are not accepted"):
            self._receive(files=[as_file("a.zip", data)])
        self.assertNotIn("ke-hoach", str(self.refusal))

    def test_what_the_agency_itself_makes_passes(self):
        drafted = self._drafted(recipient_ids=[])
        drafted.upload_version("thu.docx", as_file("", made.word())["content"])
        self.assertEqual(len(drafted.file_ids), 2)

    def test_the_kinds_and_limits_are_settings(self):
        values = {"qlvb_file_kinds": "pdf", "qlvb_max_file_mb": 1}
        self.env["res.config.settings"].create(values).execute()
        with self._refused("kind that is not accepted"):
            self._receive(files=[as_file("a.docx", made.word())])
        with self._refused("larger than the allowed 1 MB"):
            self._receive(files=[as_file("a.pdf", make_pdf() + b" " * 1_000_000)])

    def test_a_setting_that_is_no_number_counts_as_not_set(self):
        for value in ("", "many", "-3", "0"):
            self._set("max_file_pages", value)
            self.assertEqual(self.env["qlvb.document"]._gate_limits().pages, 5000)

    def test_a_file_with_a_virus_is_refused_and_a_clean_one_passes(self):
        with scanner() as server:
            self._set("clamd_address", server.address)
            clean = make_pdf("Clean")
            self._receive(files=[as_file("a.pdf", clean)])
            self.assertEqual(server.seen, [clean])
            data = made.archive({"a.txt": VIRUS}, zipfile.ZIP_STORED)
            with self._refused("known virus .Eicar-Test-Signature"):
                self._receive(files=[as_file("a.zip", data)])
            self.assertIn("“…” holds a known virus", self.refusal["reason"])

    def test_the_scanner_may_listen_on_a_socket_of_the_machine(self):
        with tempfile.TemporaryDirectory() as folder:
            place = f"{folder}/clamd.ctl"
            with scanner(family=socket.AF_UNIX, address=place):
                self.assertIsNone(clamd.scan(place, b"x" * 200_000))
                self.assertEqual(clamd.scan(place, VIRUS), "Eicar-Test-Signature")

    def test_without_the_scanner_the_policy_decides(self):
        with scanner() as server:
            gone = server.address
        self._set("clamd_address", gone)
        with (
            tools.mute_logger(GATE),
            self._refused("scanner does not answer"),
        ):
            self._receive()
        self._set("clamd_down", "pass")
        with self.assertLogs(GATE, "WARNING") as logged:
            self.assertTrue(self._receive().file_ids)
        self.assertIn("no verdict", str(logged.output))

    def test_an_answer_that_is_no_verdict_lets_nothing_pass(self):
        for answer in ("INSTREAM size limit exceeded. ERROR", "", "stream: maybe"):
            with scanner(answer=answer or " ") as server, self.subTest(answer=answer):
                with self.assertRaises(clamd.ScannerUnavailable):
                    clamd.scan(server.address, b"data", timeout=5)
        for address in ("nowhere", "127.0.0.1:99999", "/no/such/socket"):
            with self.subTest(address=address):
                with self.assertRaises(clamd.ScannerUnavailable):
                    clamd.scan(address, b"data", timeout=5)

    def test_the_gate_cannot_be_called_past_its_rights(self):
        """Its methods are no methods for programs."""
        names = {name for name in dir(self.env["qlvb.document"]) if "examine" in name}
        self.assertTrue(all(name.startswith("_") for name in names))
        with self.assertRaises(UserError):
            self.env["qlvb.document"]._examine("a.pdf", b"")
