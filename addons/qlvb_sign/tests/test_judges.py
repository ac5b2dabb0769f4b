# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import os
import re
import subprocess
import tempfile
from pathlib import Path

from odoo.tests import tagged

from .common import EngineCase, sealed, signed, world
from .test_engine_sign import flip


def run(*command, **options):
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, **options
    )


def cut(pdf):
    """Yield (signed bytes, CMS) of each signature, found without any library."""
    for match in re.finditer(rb"/ByteRange\s*\[([\d\s]+)\]", pdf):
        start1, length1, start2, length2 = map(int, match[1].split())
        inside = pdf[start1 + length1 : start2].strip(b"<> \r\n")
        cms = bytes.fromhex(inside.decode())
        yield (
            pdf[start1 : start1 + length1] + pdf[start2 : start2 + length2],
            cms.rstrip(b"\0") if len(cms) % 2 else cms,
        )


@tagged("post_install", "-at_install")
class TestJudges(EngineCase):
    """What programs of other people say about our files (S12)."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="qlvb-judge-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "issued.pdf"
        self.file.write_bytes(sealed())

    def openssl(self, content, cms):
        (self.folder / "content").write_bytes(content)
        (self.folder / "cms").write_bytes(cms)
        (self.folder / "root").write_bytes(world().root.certificate)
        pem = run("openssl", "x509", "-inform", "DER", "-in", str(self.folder / "root"))
        (self.folder / "root.pem").write_text(pem.stdout)
        return run(
            *("openssl", "cms", "-verify", "-inform", "DER", "-binary"),
            *(
                "-in",
                str(self.folder / "cms"),
                "-content",
                str(self.folder / "content"),
            ),
            *("-CAfile", str(self.folder / "root.pem"), "-purpose", "any"),
            *("-out", os.devnull),
        )

    def test_s12_openssl_accepts_both_signatures(self):
        found = list(cut(sealed()))
        self.assertEqual(len(found), 2)
        for content, cms in found:
            answer = self.openssl(content, cms)
            self.assertEqual(answer.returncode, 0, answer.stderr)

    def test_openssl_refuses_a_changed_file(self):
        content, cms = next(cut(flip(signed(), b"stream")))
        self.assertNotEqual(self.openssl(content, cms).returncode, 0)

    def test_s12_pdfsig_sees_two_valid_signatures_and_a_covered_file(self):
        answer = run("pdfsig", str(self.file)).stdout
        self.assertEqual(answer.count("Signature is Valid"), 2, answer)
        self.assertEqual(answer.count("Total document signed"), 1, answer)
        self.assertLess(answer.index("KyLanhDao"), answer.index("DauCoQuan"))

    def test_qpdf_finds_no_fault_in_the_structure(self):
        answer = run("qpdf", "--check", str(self.file))
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)

    def test_the_number_is_read_on_the_page(self):
        answer = run("pdftotext", "-layout", str(self.file), "-").stdout
        self.assertRegex(answer, r"Số:\s+05\s?/UBND-VP")
        self.assertRegex(answer, r"ngày\s+05\s+tháng\s+3\s+năm 2026")
