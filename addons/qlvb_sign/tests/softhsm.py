# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A real token in software (SoftHSM), made anew for the tests of one run."""

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from .common import PIN, world

TOKEN, KEY = "qlvb-test", "con dấu"
PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
)


@cache
def module():
    """Return the path of the module, its configuration set for this process."""
    folder = Path(tempfile.mkdtemp(prefix="qlvb-softhsm-"))
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    _util("--init-token", "--free", "--label", TOKEN, "--so-pin", PIN, "--pin", PIN)
    path = next(place for place in PLACES if Path(place).exists())
    _fill(path)
    return path


def _util(*words):
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


def _fill(path):
    """Put the agency's key and certificates on the token."""
    import pkcs11
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    identity = world().agency
    private = identity.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    library = pkcs11.lib(path)
    with library.get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        session.create_object(_stored(decode_rsa_private_key(private), KEY))
        for label, der in ((KEY, identity.certificate), ("root", world().root)):
            der = der if isinstance(der, bytes) else der.certificate
            session.create_object(_stored(decode_x509_certificate(der), label))


def _stored(attributes, label):
    from pkcs11 import Attribute

    return {**attributes, Attribute.LABEL: label, Attribute.TOKEN: True}
