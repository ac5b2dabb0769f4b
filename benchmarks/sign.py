"""`./qlvb bench sign`: signatures and their judgement beside bare pyHanko.

Letters of 2 and of 200 pages, keys in a PKCS#12 file and on a token in software
(SoftHSM) that is opened for each signature, the same picture and the same fields. Both
ways take turns in one run, so their ratios hold although the machine is not quiet; no
timestamp is asked for, which would measure its service. Then what a signature with a
seal of 300 pixels adds to the file, and the memory of the process with Odoo loaded.
Nothing passes or fails by a time; it ends with 1 when a signature does not hold.
`--write` keeps the table in docs/benchmarks.md.
"""

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import _odoo  # noqa: F401  (reads the configuration first)
import _signing
from _measure import percentile
from _ways import Orm

from odoo.addons.qlvb_sign.lib import (
    fields,
    images,
    keys,
    pki,
    providers,
    signing,
    validation,
)
from odoo.addons.qlvb_sign.lib.appearance import FONTS
from odoo.addons.qlvb_sign.lib.providers.base import Authorisation

PIN, LABEL, KEY = "246810", "qlvb-bench", "key"
SIGNER, DAY = "Trần Văn Công", date(2026, 3, 5)
TEXTS = {"so_vb": "05", "ngay": "05", "thang": "3", "nam": "2026"}
PAGE = Path(os.environ.get("QLVB_ROOT", ".")) / "docs/benchmarks.md"
TITLE = "## Signatures"
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
)


def arguments():
    parser = argparse.ArgumentParser(prog="sign", description=__doc__)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--write", action="store_true", help="docs/benchmarks.md")
    return parser.parse_args()


class World:
    """Keys, pictures and prepared letters."""

    def __init__(self):
        # The letter of the tests: laid out as Decree 30/2020 wants.
        from odoo.addons.qlvb_sign.tests.common import draw_letter

        root = pki.new_authority()
        self.root = root.certificate
        self.leader = root.issue(SIGNER)
        self.agency = root.issue("UBND huyện Thử")
        self.file = self.leader.pkcs12(PIN)
        self.seal_file = self.agency.pkcs12(PIN)
        self.picture = images.draw_signature(SIGNER)
        bold = str(FONTS / "LiberationSerif-Bold.ttf")
        self.seal = images.normalise(images.draw_seal("UBND HUYỆN THỬ", bold))
        self.letters = {
            pages: fields.prepare(draw_letter(pages=pages), SIGNER)
            for pages in (2, 200)
        }
        self.signed = {pages: self.ours(pages) for pages in self.letters}
        self.sealed = {pages: self.our_seal(pages) for pages in self.letters}

    def ours(self, pages):
        key = keys.open_key(self.file, PIN)
        return signing.sign_person(self.letters[pages], key, self.picture, "Ký")

    def bare(self, pages):
        signer = _signing.open_pkcs12(self.file, PIN)
        return _signing.sign(
            self.letters[pages], fields.PERSON, signer, self.picture, "Ký"
        )

    def our_seal(self, pages):
        key = keys.open_key(self.seal_file, PIN)
        return signing.fill_and_seal(
            self.signed[pages], "05", DAY, key, self.seal, "Phát hành"
        )

    def bare_seal(self, pages):
        signer = _signing.open_pkcs12(self.seal_file, PIN)
        return _signing.seal(
            self.signed[pages], TEXTS, fields.AGENCY, signer, self.seal, "Phát hành"
        )

    def our_judgement(self, pages):
        reports = validation.validate(self.sealed[pages], [self.root])
        return [report.ok for report in reports]

    def bare_judgement(self, pages):
        return _signing.judge(self.sealed[pages], self.root)


class Token:
    """The leader's key on a token in software."""

    def __init__(self, world):
        import pkcs11

        self.world = world
        module = next((place for place in MODULES if Path(place).exists()), None)
        if not module:
            raise SystemExit("SoftHSM is not installed")
        folder = Path(tempfile.mkdtemp(prefix="qlvb-softhsm-"))
        (folder / "tokens").mkdir()
        settings = f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n"
        (folder / "softhsm2.conf").write_text(settings)
        os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
        words = ("--init-token", "--free", "--label", LABEL)
        pins = ("--so-pin", PIN, "--pin", PIN)
        command = ["softhsm2-util", *words, *pins]
        subprocess.run(command, check=True, capture_output=True)
        self.module = module
        token = pkcs11.lib(module).get_token(token_label=LABEL)
        with token.open(rw=True, user_pin=PIN) as session:
            self._fill(session)
        settings = {"module": module, "modules": [module], "token": LABEL, "key": KEY}
        self.provider = providers.make("pkcs11", settings)

    def _fill(self, session):
        import pkcs11
        from asn1crypto import x509
        from cryptography.hazmat.primitives import serialization
        from pkcs11.util.rsa import decode_rsa_private_key

        private = self.world.leader.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
        template = decode_rsa_private_key(private)
        template[pkcs11.Attribute.LABEL] = KEY
        template[pkcs11.Attribute.TOKEN] = True
        session.create_object(template)
        certificate = self.world.leader.certificate
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.LABEL: KEY,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.VALUE: certificate,
                pkcs11.Attribute.SUBJECT: x509.Certificate.load(
                    certificate
                ).subject.dump(),
            }
        )

    def ours(self, pages):
        key = self.provider.open(Authorisation(pin=PIN))
        letter = self.world.letters[pages]
        return signing.sign_person(letter, key, self.world.picture, "Ký")

    def bare(self, pages):
        from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11SigningContext

        letter, picture = self.world.letters[pages], self.world.picture
        criteria = TokenCriteria(label=LABEL)
        config = PKCS11SignatureConfig(
            module_path=self.module,
            token_criteria=criteria,
            cert_label=KEY,
            key_label=KEY,
            user_pin=PIN,
        )
        with PKCS11SigningContext(config) as signer:
            return _signing.sign(letter, fields.PERSON, signer, picture, "Ký")


def tasks(world, token):
    """Return {name: (ours, bare)}."""
    found = {}
    for pages in world.letters:
        for name, ours, bare in (
            ("sign, PKCS#12", world.ours, world.bare),
            ("sign, PKCS#11", token.ours, token.bare),
            ("number, date and seal, PKCS#12", world.our_seal, world.bare_seal),
            ("judge two signatures", world.our_judgement, world.bare_judgement),
        ):
            found[f"{name}, {pages} pages"] = (
                lambda ours=ours, pages=pages: ours(pages),
                lambda bare=bare, pages=pages: bare(pages),
            )
    return found


def interleave(work, samples):
    """Return {name: ([ms of ours], [ms of bare])}; both take turns."""
    times = {name: ([], []) for name in work}
    order = random.Random(1)
    for turn in range(samples + 2):
        for name, ways in work.items():
            for place in order.sample((0, 1), 2):
                start = time.process_time()
                ways[place]()
                took = 1000 * (time.process_time() - start)
                if turn >= 2:
                    times[name][place].append(took)
    return times


def rows(times):
    yield ("CPU ms, median", "ours", "bare pyHanko", "ours a second", "rate to bare")
    for name, (ours, bare) in times.items():
        mine, theirs = percentile(ours, 50), percentile(bare, 50)
        cells = (f"{mine:.1f}", f"{theirs:.1f}", f"{1000 / mine:.1f}")
        yield (name, *cells, f"{theirs / mine:.2f}")


def facts(world):
    """Return what is not a time; the judgement of a sealed letter comes last."""
    person = len(world.signed[2]) - len(world.letters[2])
    seal = len(world.sealed[2]) - len(world.signed[2])
    bare = len(world.bare_seal(2)) - len(world.signed[2])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [
        f"a person's signature adds {person / 1000:.1f} kB to the file",
        f"number, date and a seal of 300 pixels add {seal / 1000:.1f} kB"
        f" ({bare / 1000:.1f} kB where they are not drawn)",
        "the row of the seal: both see first that the person's signature is whole;"
        " bare pyHanko sets number and date, ours draws them in the font of the line",
        f"memory of the process, with Odoo and all letters: {memory} MB at most",
    ]


def write(table, notes, samples):
    """Put the run in the place of the last one."""
    head, *body = (f"| {' | '.join(row)} |" for row in table)
    rule = "|---|" + "---:|" * (len(table[0]) - 1)
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    about = f"{datetime.now(UTC).date()}, {samples} samples of each, {where}."
    intro = "Written by `./qlvb bench sign --write`: both ways take turns in one run."
    text = [TITLE, "", intro, about, "", head, rule, *body, ""]
    text += [f"* {note}" for note in notes]
    before, _found, after = PAGE.read_text().partition(f"{TITLE}\n")
    rest = after.partition("\n## ")
    kept = f"\n## {rest[2]}" if rest[1] else ""
    PAGE.write_text(f"{before.rstrip()}\n\n" + "\n".join(text) + f"\n{kept}")


def main():
    options = arguments()
    orm = Orm()
    with orm.registry.cursor():
        world = World()
        token = Token(world)
        times = interleave(tasks(world, token), options.samples)
        table, notes = list(rows(times)), facts(world)
    for row in table:
        print(f"{row[0]:44}" + "".join(f"{cell:>14}" for cell in row[1:]))
    print("\n".join(notes))
    held = [world.our_judgement(pages) for pages in world.letters]
    tokens = [validation.validate(token.ours(p), [world.root]) for p in world.letters]
    good = all(all(found) and len(found) == 2 for found in held)
    good = good and all(report.ok for found in tokens for report in found)
    if options.write:
        write(table, notes, options.samples)
    return 0 if good else 1


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
