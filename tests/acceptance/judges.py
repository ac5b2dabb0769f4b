"""What programs that are not ours say of a signed PDF."""

import re
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def run(*command):
    """Return (exit code, everything it said)."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def pdfsig(path):
    """Return one dict of poppler's findings for each signature."""
    code, told = run("pdfsig", "-nocert", str(path))
    assert code == 0, told
    blocks = re.split(r"^Signature #\d+:$", told, flags=re.MULTILINE)[1:]
    return [
        dict(
            (part.strip() for part in line.strip(" -").split(":", 1))
            if ":" in line
            else (line.strip(" -"), True)
            for line in block.splitlines()
            if line.strip().startswith("-")
        )
        for block in blocks
    ]


def qpdf(path):
    code, told = run("qpdf", "--check", str(path))
    return code == 0 and "No syntax or stream encoding errors" in told


def signatures(pdf):
    """Return (signed bytes, CMS) of each signature, in the order of signing."""
    found = []
    for match in _RANGE.finditer(pdf):
        a, b, c, d = map(int, match.groups())
        gap = pdf[a + b : c]
        cms = bytes.fromhex(gap.strip(b"<>").decode())
        found.append((pdf[a : a + b] + pdf[c : c + d], cms))
    return sorted(found, key=lambda pair: len(pair[0]))


def openssl(pdf, root_der, folder):
    """Verify each signature up to ``root_der``; return what openssl said of each."""
    root = Path(folder, "root.pem")
    certificate = x509.load_der_x509_certificate(root_der)
    root.write_bytes(certificate.public_bytes(Encoding.PEM))
    return [_verified(pair, root, folder) for pair in signatures(pdf)]


def _verified(pair, root, folder):
    content, cms = Path(folder, "content.bin"), Path(folder, "signature.der")
    content.write_bytes(pair[0])
    cms.write_bytes(pair[1])
    words = ["-verify", "-binary", "-inform", "DER", "-in", str(cms)]
    words += ["-content", str(content), "-CAfile", str(root), "-purpose", "any"]
    code, told = run("openssl", "cms", *words, "-out", "/dev/null")
    return told.strip().splitlines()[-1] if code == 0 else f"FAILED: {told}"


def text(path):
    """Return the text of a PDF as poppler reads it."""
    code, told = run("pdftotext", "-layout", str(path), "-")
    assert code == 0, told
    return told
