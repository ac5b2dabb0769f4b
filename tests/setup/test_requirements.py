"""The locked packages are the ones Odoo's own tests pass with."""

import re
from importlib import metadata

import pytest

# Newer ones break the sanitizer, PDF reading, barcodes or signatures.
TESTED = {
    "lxml": "5.4.0",
    "cryptography": "50.0.2",
    "pyopenssl": "26.4.0",
    "PyPDF2": "2.12.1",
    "reportlab": "4.5.1",
    "pillow": "12.3.0",
    "pyHanko": "0.38.0",
    "pyhanko-certvalidator": "0.33.0",
    "python-pkcs11": "0.9.5",
    "aiohttp": "3.14.5",
}


@pytest.mark.parametrize("name", sorted(TESTED))
def test_the_tested_version_is_installed(name):
    assert metadata.version(name) == TESTED[name]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_everything_is_pinned_with_hashes_and_names_no_host(root, lock):
    text = (root / lock).read_text()
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", text)
    assert len(blocks) > 50
    for block in blocks:
        assert re.match(r"[A-Za-z0-9_.\-]+(\[[\w,\-]+\])?==\S+", block), block
        assert "--hash=sha256:" in block, block
    assert "://" not in text


def test_both_locks_agree(root):
    found = {}
    for lock in "requirements.txt", "requirements-test.txt":
        text = (root / lock).read_text()
        pins = re.findall(r"^([\w.\-]+)==(\S+)(?: ; (.*?))? \\$", text, re.MULTILINE)
        found[lock] = {(name, marker): version for name, version, marker in pins}
    first, second = found.values()
    for key in first.keys() & second.keys():
        assert first[key] == second[key], key


def test_a_quirk_of_3_11_2_is_provided_for(root):
    """Debian 12 has Python 3.11.2; some wheels ask for 3.11.5."""
    text = (root / "requirements.txt").read_text()
    assert "python_full_version < '3.11.5'" in text
