# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import os
import subprocess
import time
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..tools import file_gate
from . import untrusted as made
from .cases import encrypt, make_page
from .common import make_pdf

PROGRAM = b"MZ\x90\0" + b"\0" * 60
OLE = made.locked_word()[:512]
# Changes of a letter -> why it then stays out.
BAD_PDF = {
    made.pdf_with_script_on_opening: "javascript",
    made.pdf_with_script_in_the_names: "javascript",
    made.pdf_with_script_deep_in_a_page: "javascript",
    made.pdf_that_starts_a_program: "launch",
    made.pdf_with_a_file_inside: "embedded",
    made.pdf_with_xfa: "xfa",
    made.pdf_with_film: "richmedia",
    made.pdf_that_sends_what_is_typed: "submit",
    made.pdf_that_calls_an_address: "automatic",
}
GOOD_PDF = (
    made.pdf_with_a_link,
    made.pdf_with_a_place_for_a_signature,
    made.pdf_that_is_about_scripts,
)


@tagged("post_install", "-at_install")
class TestGateKinds(BaseCase):
    """What is let in and what is turned away, kind by kind (S2, S20)."""

    def _inspect(self, name, data, **limits):
        return file_gate.inspect(name, data, file_gate.Limits(**limits))

    def _assert_refused(self, code, name, data, **limits):
        with self.subTest(code=code, name=name):
            with self.assertRaises(file_gate.FileRefused) as caught:
                self._inspect(name, data, **limits)
            self.assertEqual(caught.exception.code, code)
            self.assertTrue(caught.exception.details["name"].startswith(name))

    def test_a_pdf_that_acts_is_refused_wherever_it_hides(self):
        for change, code in BAD_PDF.items():
            with self.subTest(change=change.__name__):
                self._assert_refused(code, "a.pdf", made.changed_pdf(change))

    def test_a_name_spelt_in_hexadecimal_does_not_hide(self):
        data = made.changed_pdf(made.pdf_with_script_on_opening)
        for plain, spelt in ((b"/JavaScript", b"/J#61vaScript"), (b"/JS", b"/J#53")):
            data = data.replace(plain, spelt)
        self._assert_refused("javascript", "a.pdf", data)

    def test_an_ordinary_pdf_passes(self):
        for change in GOOD_PDF:
            with self.subTest(change=change.__name__):
                facts = self._inspect("a.pdf", made.changed_pdf(change))
                self.assertEqual(facts.pages, 1)
                self.assertIn("Official letter", facts.first_page)

    def test_a_locked_or_broken_pdf_is_refused(self):
        self._assert_refused("encrypted", "a.pdf", encrypt(make_pdf()))
        self._assert_refused("encrypted", "a.pdf", encrypt(make_pdf(), ""))
        self._assert_refused("damaged", "a.pdf", make_pdf()[:60])
        self._assert_refused("too_many_pages", "a.pdf", make_pdf(pages=3), pages=2)

    def test_two_files_in_one_are_refused(self):
        packed = made.archive({"a.txt": b"x"})
        self._assert_refused("polyglot", "a.pdf", make_pdf() + packed)
        self._assert_refused("polyglot", "a.pdf", make_pdf() + os.urandom(5000))
        self._assert_refused("before_pdf", "a.pdf", b"abcd\r\n" + make_pdf())
        self._assert_refused("polyglot", "a.png", made.picture("PNG") + packed)
        comment = made.picture("JPEG", comment=b"%PDF-1.7")
        self._assert_refused("polyglot", "a.jpg", comment)
        self._assert_refused("content_differs", "a.zip", make_pdf() + packed)
        self._assert_refused("content_differs", "a.docx", PROGRAM + made.word())

    def test_pictures_of_the_accepted_kinds_pass(self):
        for name, form in (("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.tiff", "TIFF")):
            facts = self._inspect(name, made.picture(form))
            self.assertEqual(facts.pages, 0)
        self._assert_refused("content_differs", "a.png", made.picture("JPEG"))
        self._assert_refused("type_not_allowed", "a.gif", made.picture("GIF"))
        self._assert_refused("damaged", "a.png", made.picture("PNG")[:30])

    def test_word_and_excel_files_pass(self):
        facts = self._inspect("a.docx", made.word("Kính gửi: Sở Nội vụ"))
        self.assertEqual(facts.first_page, "Kính gửi: Sở Nội vụ")
        self._inspect("a.xlsx", made.table())
        chart = {"word/embeddings/Sheet1.xlsx": made.table()}
        self._inspect("a.docx", made.with_parts(made.word(), chart))
        for target in ("https://example.org/a?b", "mailto:a@example.org", "#muc-1"):
            self._inspect("a.docx", made.with_relation("hyperlink", target))
        self._inspect("a.docx", made.with_field("PAGE"))

    def test_an_office_file_with_programs_is_refused(self):
        word = made.word()
        for code, part, data in (
            ("macros", "word/vbaProject.bin", OLE),
            ("ole", "word/embeddings/oleObject1.bin", OLE),
            ("ole", "word/activeX/activeX1.xml", b"<x/>"),
            ("executable", "word/media/image1.png", PROGRAM),
            ("embedded", "word/embeddings/a.zip", made.archive({"a": b"x"})),
        ):
            self._assert_refused(code, "a.docx", made.with_parts(word, {part: data}))
        for kind in ("application/vnd.ms-office.vbaProject", "x/macrosheet+xml"):
            self._assert_refused("macros", "a.docx", made.with_content_type(word, kind))
        for pieces in (["DDEAUTO c:\\\\cmd.exe"], ["D", "DE ", "cmd"]):
            self._assert_refused("commands", "a.docx", made.with_field(*pieces))

    def test_an_office_file_that_calls_elsewhere_is_refused(self):
        settings = "word/_rels/settings.xml.rels"
        for code, kind, target, mode, place in (
            ("template", "attachedTemplate", "http://e.org/a", "External", settings),
            ("external", "image", "http://e.org/a.png", "External", None),
            ("external", "frame", "file:///c:/a.htm", "External", None),
            ("external", "hyperlink", "javascript:x", "External", None),
            ("external", "hyperlink", "ms-msdt:/id", "External", None),
            ("external", "externalLinkPath", "//10.0.0.1/a", "External", None),
            ("ole", "oleObject", "embeddings/a.bin", "Internal", None),
            ("embedded", "aFChunk", "a.html", "Internal", None),
        ):
            place = {"place": place} if place else {}
            data = made.with_relation(kind, target, mode, **place)
            with self.subTest(kind=kind, target=target):
                self._assert_refused(code, "a.docx", data)
        entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
        data = made.with_parts(made.word(), {"docProps/app.xml": entity})
        self._assert_refused("external", "a.docx", data)

    def test_a_table_may_refer_to_the_table_beside_it(self):
        self._inspect("a.docx", made.with_relation("externalLinkPath", "so-lieu.xlsx"))

    def test_a_locked_or_broken_office_file_is_refused(self):
        self._assert_refused("encrypted", "a.docx", made.locked_word())
        self._assert_refused("content_differs", "a.docx", OLE)
        self._assert_refused("content_differs", "a.xlsx", made.word())
        self._assert_refused("damaged", "a.docx", made.word()[:-40])
        broken = made.with_parts(made.word(), {"docProps/app.xml": b"<a>"})
        self._assert_refused("damaged", "a.docx", broken)

    def test_an_archive_of_accepted_files_passes(self):
        members = {"thư/a.pdf": make_page("Công văn"), "b.docx": made.word("Phụ lục")}
        members |= {"ds.csv": b"a,b\n1,2\n", "__MACOSX/x": b"?", "c.png": b""}
        members["c.png"] = made.picture("PNG")
        facts = self._inspect("a.zip", made.archive(members))
        self.assertEqual(
            [text.strip() for text in facts.inner], ["Công văn", "Phụ lục"]
        )
        self._inspect("a.zip", made.nested_archive(1))

    def test_a_member_of_an_archive_is_judged_as_if_it_came_alone(self):
        script = made.changed_pdf(made.pdf_with_script_on_opening)
        for code, name, data in (
            ("executable", "run.exe", b"text"),
            ("executable", "cv.pdf", PROGRAM),
            ("executable", "cv.pdf.lnk", b"L"),
            ("executable", "x.txt", b"#!/bin/sh"),
            ("type_not_allowed", "page.html", b"<html>"),
            ("type_not_allowed", "old.doc", OLE),
            ("javascript", "a.pdf", script),
            ("encrypted", "a.pdf", encrypt(make_pdf())),
            ("content_differs", "a.txt", os.urandom(900)),
            ("bad_names", "../../a.txt", b"x"),
            ("bad_names", "/etc/a.txt", b"x"),
        ):
            self._assert_refused(code, "a.zip", made.archive({name: data}))
        self._assert_refused("encrypted", "a.zip", made.locked_archive())

    def test_bombs_are_refused_before_they_go_off(self):
        zeros = made.archive({"a.txt": b"0" * 40_000_000})
        self._assert_refused("bomb_size", "a.zip", zeros)
        self._assert_refused("bomb_size", "a.zip", zeros, unpacked=1_000_000)
        self._assert_refused("damaged", "a.zip", made.lying_archive())
        self._assert_refused("bomb_depth", "a.zip", made.nested_archive(3))
        many = made.archive({f"{index}.txt": b"x" for index in range(30)})
        self._assert_refused("bomb_members", "a.zip", many, members=29)
        large = {"word/media/a.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}
        data = made.with_parts(made.word(), large)
        self._assert_refused("bomb_size", "a.docx", data)

    def test_only_the_kinds_of_the_setting_are_accepted(self):
        self._inspect("a.jpeg", made.picture("JPEG"), kinds=("jpg",))
        self._assert_refused("type_not_allowed", "a.pdf", make_pdf(), kinds=("zip",))
        packed = made.archive({"a.docx": made.word()})
        kinds = ("zip", "pdf")
        self._assert_refused("type_not_allowed", "a.zip", packed, kinds=kinds)

    def test_names_are_no_paths(self):
        self.assertEqual(file_gate.plain_name("../../etc/passwd"), "passwd")
        self.assertEqual(file_gate.plain_name("c\\x\\cv.pdf\0"), "cv.pdf")


@tagged("post_install", "-at_install")
class TestGateLimits(BaseCase):
    """The examination is a process of its own, which is stopped when it is greedy."""

    def _refusal(self, data, **limits):
        start = time.monotonic()
        with self.assertRaises(file_gate.FileRefused) as caught:
            file_gate.inspect("a.pdf", data, file_gate.Limits(**limits))
        return caught.exception.code, time.monotonic() - start

    def test_a_file_that_eats_memory_is_refused(self):
        data = made.hidden_objects_bomb(60_000_000)
        self.assertLess(len(data), 100_000)
        self.assertTrue(file_gate.inspect("a.pdf", data, file_gate.Limits()))
        code, _time = self._refusal(data, memory=110_000_000)
        # The library may take the want of memory for damage.
        self.assertIn(code, ("too_heavy", "damaged"))

    def test_a_file_that_eats_time_is_refused_and_its_examination_ended(self):
        code, seconds = self._refusal(made.pdf_bomb(2_000_000_000), seconds=1)
        self.assertEqual(code, "too_heavy")
        self.assertLess(seconds, 20)
        mine = ["ps", "--ppid", str(os.getpid()), "-o", "args="]
        running = subprocess.run(mine, capture_output=True, text=True, check=False)
        self.assertNotIn("-m examine", running.stdout)

    def test_the_child_knows_nothing_of_the_server(self):
        """Its environment holds no password of the database."""
        self.addCleanup(os.environ.pop, "QLVB_PROBE", None)
        os.environ["QLVB_PROBE"] = base64.b64encode(b"secret").decode()
        with patch.object(subprocess, "Popen", wraps=subprocess.Popen) as start:
            file_gate.inspect("a.pdf", make_pdf(f"{time.time()}"), file_gate.Limits())
        self.assertEqual(
            set(start.call_args.kwargs["env"]),
            {"PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"},
        )
