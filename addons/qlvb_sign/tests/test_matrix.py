# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""What happens to files, and what the judgement says about each of them."""

import os
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from odoo.tests import tagged

from ..lib import evidence, fields, signing, validation
from .authorities import authorities
from .common import EngineCase, draw_letter, prepared, world
from .matrix_files import (
    annotated,
    b_b,
    b_lt,
    b_lta,
    b_t,
    both,
    gather,
    seal_then_person,
    sha1,
    sign,
    strange,
    years_ago,
)
from .test_engine_sign import flip
from .test_engine_validate import append_content, change_number
from .test_judges import cut, run

FUTURE = datetime(2044, 6, 1, tzinfo=UTC)
GOOD = {"integrity": "intact", "chain": "trusted", "revocation": "good"}
DONE = {**GOOD, "verdict": "valid"}
PROVEN = {"time_source": "tsa", "period": "valid"}
BAD = {"verdict": "invalid"}
# name: (file, lines of the person's signature, lines of the seal or None)
MATRIX = {
    "b-b": (b_b, {**DONE, "level": "B-B", "time_source": "claimed"}, DONE),
    "b-t": (b_t, {**DONE, **PROVEN, "level": "B-T"}, {**DONE, **PROVEN}),
    "b-lt": (b_lt, {**DONE, **PROVEN, "level": "B-LT"}, {**DONE, **PROVEN}),
    "b-lta": (b_lta, {**DONE, **PROVEN, "level": "B-LTA"}, {**DONE, **PROVEN}),
    "number changed after the seal": (
        lambda: change_number(b_t(), "06"),
        {"integrity": "intact"},
        {**BAD, "integrity": "intact", "later_changes": "forbidden"},
    ),
    "byte flipped": (lambda: flip(b_t(), b"stream"), BAD, BAD),
    "content appended": (
        lambda: append_content(b_t()),
        {**BAD, "integrity": "intact", "later_changes": "forbidden"},
        {**BAD, "later_changes": "forbidden"},
    ),
    "content appended to the archived file": (
        lambda: append_content(b_lta()),
        {**BAD, "later_changes": "forbidden"},
        {**BAD, "later_changes": "forbidden"},
    ),
    "annotation appended": (
        annotated,
        {**BAD, "later_changes": "forbidden"},
        {**BAD, "later_changes": "forbidden"},
    ),
    "bytes after the end": (lambda: b_t() + b"\nx", BAD, BAD),
    "expired, no timestamp": (
        lambda: both("expired", stamped=False),
        {"verdict": "unproven", "period": "expired", "chain": "trusted"},
        DONE,
    ),
    "expired since, with a timestamp": (
        lambda: years_ago("expired"),
        {"verdict": "valid", **PROVEN, "integrity": "intact"},
        {"verdict": "valid", **PROVEN},
    ),
    "expired since, archived": (
        lambda: years_ago("expired", archived=True),
        {**DONE, **PROVEN, "level": "B-LTA"},
        {**DONE, **PROVEN},
    ),
    "revoked before": (
        lambda: both("revoked"),
        {**BAD, "integrity": "intact", "revocation": "revoked", "chain": "trusted"},
        DONE,
    ),
    "revoked after, with a timestamp": (lambda: years_ago("revoked"), DONE, DONE),
    "revoked after, archived": (lambda: years_ago("revoked", True), DONE, DONE),
    "revoked after, only a claimed time": (
        lambda: both("revoked", stamped=False),
        {**BAD, "revocation": "revoked"},
        DONE,
    ),
    "asked by its list": (lambda: both("listed"), DONE, DONE),
    "unknown root": (
        strange,
        {"verdict": "unproven", "integrity": "intact", "chain": "untrusted"},
        None,
    ),
    "wrong order": (seal_then_person, {**BAD, "role_order": "wrong"}, BAD),
    "seal only": (
        lambda: sign(prepared(), "agency", fields.AGENCY),
        None,
        {**BAD, "integrity": "intact", "role_order": "wrong"},
    ),
    "one key for both": (
        lambda: both(agency="leader"),
        DONE,
        {**BAD, "role_order": "wrong"},
    ),
    "sha-1": (
        sha1,
        {"verdict": "outdated", "chain": "weak", "integrity": "intact"},
        None,
    ),
    "sha-1 in the certificate": (
        lambda: sign(prepared(), "old"),
        {"verdict": "outdated", "chain": "weak", "integrity": "intact"},
        None,
    ),
}


@tagged("post_install", "-at_install")
class TestMatrix(EngineCase):
    """Each kind of file and what is said about it, line by line (S9, S12)."""

    maxDiff = None

    def test_s12_every_kind_of_file_gets_its_lines(self):
        for name, (make, person, agency) in MATRIX.items():
            with self.subTest(name):
                reports = validation.validate(make(), authorities().trust(gather))
                found = {report.role: report for report in reports}
                for role, lines in (("person", person), ("agency", agency)):
                    self.assertEqual(role in found, bool(lines), reports)
                    self.assertLines(found.get(role), lines)

    def assertLines(self, report, lines):
        said = {name: getattr(report, name) for name in lines or ()}
        self.assertEqual(said, lines or {}, report and report.detail)

    def test_a_truncated_file_is_never_valid(self):
        for pdf in (b_t(), b_lta()):
            reports = self.judge(pdf[:-3000])
            self.assertTrue(reports)
            self.assertNotIn("valid", {report.verdict for report in reports})

    def test_s12_an_archived_letter_outlives_its_certificates_and_its_services(self):
        with authorities().unreachable():
            reports = validation.validate(b_lta(), authorities().trust(), at=FUTURE)
        self.assertVerdicts(reports, "valid", "valid")
        plain = validation.validate(b_t(), authorities().trust(), at=FUTURE)
        self.assertEqual({r.revocation for r in plain}, {"unknown"})

    def test_without_an_answer_the_revocation_is_unknown(self):
        soft = validation.validate(b_t(), authorities().trust())
        self.assertEqual({r.revocation for r in soft}, {"unknown"})
        self.assertVerdicts(soft, "valid", "valid")
        strict = authorities().trust(needs_revocation=True)
        self.assertVerdicts(validation.validate(b_t(), strict), "unproven", "unproven")

    def test_an_anchor_vouches_only_for_what_its_domain_may(self):
        trust = authorities().trust(gather, roles=frozenset({"person", "tsa"}))
        person, agency = validation.validate(b_t(), trust)
        self.assertEqual((person.chain, agency.chain), ("trusted", "untrusted"))
        trust = authorities().trust(gather, roles=frozenset({"person", "agency"}))
        reports = validation.validate(b_t(), trust)
        self.assertEqual({r.time_source for r in reports}, {"claimed"})

    def test_the_evidence_names_what_the_judgement_rests_on(self):
        person, _agency = validation.validate(b_lta(), authorities().trust())
        self.assertEqual(person.evidence["engine"], "LTA")
        subjects = [entry["subject"] for entry in person.evidence["chain"]]
        self.assertIn("QLVB Test Root", subjects[0])
        self.assertEqual(len(subjects), 3)
        self.assertTrue(person.evidence["ocsp"])

    def test_s9_evidence_only_appends_and_may_be_renewed(self):
        self.assertTrue(b_lta().startswith(b_t()))
        self.assertLess(len(b_lta()) - len(b_t()), 60_000)
        trust = authorities().trust(gather)
        again = evidence.renew(b_lta(), trust, authorities().tsa_url)
        self.assertTrue(again.startswith(b_lta()))
        self.assertVerdicts(validation.validate(again, trust), "valid", "valid")
        self.assertGreater(evidence.proven_until(again), datetime.now(UTC))
        self.assertIsNone(evidence.proven_until(b_t()))

    def test_no_evidence_for_what_cannot_be_proven(self):
        trust = authorities().trust(gather)
        for pdf in (both("revoked"), strange(), draw_letter()):
            with self.assertRaises(evidence.NotProvable):
                evidence.extend(pdf, trust, authorities().tsa_url)
        with self.assertRaises(evidence.NotProvable):
            evidence.extend(b_t(), authorities().trust(), authorities().tsa_url)
        with self.assertRaises(evidence.TimestampUnavailable):
            evidence.extend(b_t(), trust, "http://127.0.0.1:9/tsa")

    def test_a_second_timestamp_service_answers_when_the_first_is_silent(self):
        urls = f"http://127.0.0.1:9/tsa, {authorities().tsa_url}"
        key = authorities().key("leader")
        pdf = signing.sign_person(prepared(), key, world().picture, None, urls)
        (report,) = validation.validate(pdf, authorities().trust(gather))
        self.assertEqual(report.time_source, "tsa")

    def test_s12_the_judges_of_others_agree_on_whole_files(self):
        for make in (b_b, b_t, b_lt, b_lta):
            with self.subTest(make.__name__), self._file(make()) as name:
                check = run("qpdf", "--check", name)
                self.assertEqual(check.returncode, 0, check.stdout)
                answer = run("pdfsig", "-nocert", name).stdout
                # The archive timestamp is of a kind that pdfsig does not know.
                self.assertEqual(answer.count("Signature is Valid"), 2, answer)
                for content, cms in list(cut(make()))[:2]:
                    self.assertEqual(self._openssl(content, cms), 0)

    def test_s9_the_judges_of_others_see_a_flipped_byte_but_not_what_was_appended(self):
        with self._file(flip(b_t(), b"stream")) as name:
            answer = run("pdfsig", "-nocert", name).stdout
            self.assertIn("Digest Mismatch", answer)
        with self._file(append_content(b_t())) as name:
            answer = run("pdfsig", "-nocert", name).stdout
            self.assertEqual(answer.count("Signature is Valid"), 2, answer)
        with self._file(b_t()[:-3000]) as name:
            self.assertNotEqual(run("qpdf", "--check", name).returncode, 0)

    @contextmanager
    def _file(self, data):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            yield file.name

    def _openssl(self, content, cms):
        """Return 0 when openssl finds the signature good, with the test root."""
        with tempfile.TemporaryDirectory() as folder:
            files = {
                "content": content,
                "cms": cms,
                "root": authorities().certificate("root"),
            }
            for name, data in files.items():
                Path(folder, name).write_bytes(data)
            root = run("openssl", "x509", "-inform", "DER", "-in", f"{folder}/root")
            Path(folder, "root.pem").write_text(root.stdout)
            return run(
                *("openssl", "cms", "-verify", "-inform", "DER", "-binary"),
                *("-in", f"{folder}/cms", "-content", f"{folder}/content"),
                *("-CAfile", f"{folder}/root.pem", "-purpose", "any"),
                *("-out", os.devnull),
            ).returncode

    def test_a_moment_before_the_certificate_is_told(self):
        early = datetime(2015, 1, 1, tzinfo=UTC) - timedelta(days=1)
        reports = validation.validate(b_b(), authorities().trust(), at=early)
        self.assertEqual({r.period for r in reports}, {"not_yet_valid"})
