# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..lib import fetching, keys, revocation
from .authorities import authorities
from .common import PIN, SEAL_PIN, SignCommon, draw_letter, world

HOSTS = "qlvb_sign.revocation_hosts"


@tagged("post_install", "-at_install")
class TestSignerCert(SignCommon):
    """What is asked about a certificate before it signs anything (S12, S34)."""

    @classmethod
    def setUpClass(cls):
        services = authorities()  # its keys are made before the clock is stopped
        super().setUpClass()
        cls.services = services
        root = services.certificate("root")
        anchor = cls.env["qlvb.trust.anchor"].create(
            {
                "domain": "test",
                "certificate": base64.b64encode(root),
                "fingerprint": keys.describe(root).sha256,
            }
        )
        anchor.with_user(cls.admin_user).confirm(anchor.sha256)
        cls.policy = cls.env["qlvb.trust.policy"].search([("domain", "=", "test")])
        cls.middle = [services.certificate("middle")]

    def _listen(self):
        self.env["ir.config_parameter"].set_param(HOSTS, self.services.host)

    def _blockers(self, label="leader", owner=None, role="person"):
        return self.env["qlvb.signer.cert"]._certificate_blockers(
            self.services.certificate(label),
            owner or self.leader,
            role,
            others=self.middle,
        )

    def _bind(self, label="leader", **values):
        content = base64.b64encode(self.services.certificate(label))
        if "company_id" not in values:
            values.setdefault("user_id", self.leader.id)
        values.setdefault("date_from", "2026-01-01")
        Cert = self.env["qlvb.signer.cert"].with_user(self.admin_user)
        return Cert.create({"certificate": content, **values})

    def test_a_good_certificate_may_sign(self):
        self._listen()
        self.policy.revocation = "hard"
        self.assertEqual(self._blockers(), [])

    def test_s34_an_expired_a_revoked_and_an_unknown_certificate_may_not(self):
        self._listen()
        for label, reason in (
            ("expired", "expired on"),
            ("revoked", "was revoked"),
            ("old", "outdated algorithm"),
        ):
            with self.subTest(label):
                self.assertRegex("\n".join(self._blockers(label)), reason)
        stranger = self.env["qlvb.signer.cert"]._certificate_blockers(
            world().unknown.certificate, self.leader, "person"
        )
        self.assertRegex("\n".join(stranger), "no root that is trusted")

    def test_s34_unknown_revocation_is_refused_where_the_policy_is_hard(self):
        self.assertEqual(self._blockers(), [], "soft: told, and accepted")
        self.policy.revocation = "hard"
        self.assertRegex("\n".join(self._blockers()), "is not known whether")
        self._listen()
        with self.services.unreachable():
            self.assertRegex("\n".join(self._blockers()), "is not known whether")

    def test_a_domain_for_seals_does_not_vouch_for_persons(self):
        self.policy.for_person = False
        self.assertRegex("\n".join(self._blockers()), "no root that is trusted")
        self.assertEqual(self._blockers("agency", self.district, "agency"), [])

    def test_a_certificate_belongs_to_one_person_whatever_its_name(self):
        self._bind(user_id=self.deputy.id)
        self.assertRegex("\n".join(self._blockers()), "belongs to t_deputy|belongs to")
        self.assertEqual(self._blockers(owner=self.deputy), [])

    def test_the_key_of_another_is_not_used(self):
        Key = self.env["qlvb.sign.key"]
        Key._install(
            self.deputy, self.services.pkcs12("leader", PIN), PIN, world().picture
        )
        self.assertRegex("\n".join(self._blockers()), "belongs to")

    def test_a_persons_certificate_is_no_seal(self):
        self._bind()
        blockers = self._blockers("leader", self.district, "agency")
        self.assertRegex("\n".join(blockers), "belongs to")

    def test_a_binding_holds_on_its_days_only(self):
        self._bind(date_to="2026-03-01")
        self.assertRegex("\n".join(self._blockers()), "not bound to .* at")

    def test_an_unbound_certificate_waits_for_the_administrator(self):
        self.policy.bound_by = "admin"
        self.assertRegex("\n".join(self._blockers()), "not bound to .* yet")
        self._bind()
        self.assertEqual(self._blockers(), [])

    def test_only_administrators_bind_and_nobody_alters(self):
        row = self._bind()
        for user in (self.leader, self.clerk):
            with self.assertRaises(AccessError):
                row.with_user(user).date_to = "2026-12-31"
        with self.assertRaisesRegex(UserError, "not altered"):
            row.user_id = self.deputy
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._bind(user_id=self.deputy.id)

    def test_rubbish_is_no_certificate(self):
        with self.assertRaisesRegex(UserError, "not a certificate"):
            self.env["qlvb.signer.cert"].create(
                {"certificate": base64.b64encode(b"x"), "user_id": self.leader.id}
            )

    # On a document

    def _give(self, label):
        data = self.services.pkcs12(label, PIN)
        self.env["qlvb.sign.key"]._install(self.leader, data, PIN, world().picture)

    def test_s34_a_revoked_certificate_signs_nothing_and_changes_nothing(self):
        self._listen()
        document = self._ready()
        self._give("revoked")
        files = document.sudo().file_ids
        with self.assertRaisesRegex(UserError, "was revoked"):
            document.with_user(self.leader).sign(PIN)
        self.assertEqual(document.sudo().file_ids, files)
        self.assertEqual(document.state, "approved")

    def test_s34_the_seal_of_another_agency_is_refused_and_the_number_kept(self):
        document = self._signed()
        certificate = base64.b64encode(world().agency.certificate)
        self.env["qlvb.signer.cert"].create(
            {
                "certificate": certificate,
                "role": "agency",
                "company_id": self.commune.id,
                "date_from": "2026-01-01",
            }
        )
        with self._committing(self.clerk, document) as mine:
            with self.assertRaisesRegex(UserError, "belongs to UBND xã Mẫu"):
                mine.issue(SEAL_PIN)
            self.assertEqual(mine.state, "signed")

    def test_s54_a_delegation_that_has_ended_signs_nothing(self):
        delegation = self._delegate(self.leader, self.office, authority="TL.")
        self.office.name = "Lê Thị Chánh"
        data = self.services.pkcs12("other", PIN)
        self.env["qlvb.sign.key"]._install(self.office, data, PIN, world().picture)
        document = self._drafted(signer_id=self.office.id, authority="TL.")
        letter = base64.b64encode(draw_letter(signer="Lê Thị Chánh"))
        document.upload_version("letter.pdf", letter)
        document.submit("Trình ký")
        document.submission_ids.with_user(self.head).agree()
        document.submission_ids.with_user(self.office).agree()
        delegation.date_to = "2026-03-01"
        files = document.sudo().file_ids
        with self.assertRaises(AccessError):
            document.with_user(self.office).sign(PIN)
        self.assertEqual(document.sudo().file_ids, files)

    # Asking and keeping

    def test_an_answer_is_kept_until_its_next_one(self):
        self._listen()
        pairs = revocation.chain_pairs(
            self.services.certificate("leader"),
            self.middle,
            self.env["qlvb.trust"]._current(),
        )
        self.assertEqual(len(pairs), 2)
        Answer = self.env["qlvb.revocation.answer"]
        first = Answer._gather(pairs)
        asked = len(self.services.asked)
        self.assertEqual(Answer._gather(pairs), first)
        self.assertEqual(len(self.services.asked), asked)
        self.assertEqual([len(kind) for kind in first], [1, 1])
        Answer.search([]).next_update = fields.Datetime.now()
        Answer._gather(pairs)
        self.assertGreater(len(self.services.asked), asked)

    def test_a_failed_question_is_not_asked_again_at_once(self):
        self._listen()
        with self.services.unreachable():
            self._blockers()
            asked = len(self.services.asked)
            self._blockers()
        self.assertEqual(len(self.services.asked), asked)

    def test_a_file_with_many_certificates_asks_only_a_few_questions(self):
        self._listen()
        pair = (
            self.services.certificate("leader"),
            self.services.certificate("middle"),
        )
        Answer = self.env["qlvb.revocation.answer"]
        with patch.object(type(Answer), "_asked", return_value=None) as asked:
            Answer._gather([pair] * 1000)
        self.assertEqual(asked.call_count, 16)

    def test_nobody_is_asked_who_is_not_listed(self):
        asked = len(self.services.asked)
        self._blockers()
        self.env["ir.config_parameter"].set_param(HOSTS, "ocsp.example.gov.vn")
        self._blockers()
        self.assertEqual(len(self.services.asked), asked)

    def test_answers_are_for_administrators(self):
        Answer = self.env["qlvb.revocation.answer"]
        Answer.with_user(self.admin_user).search([])
        with self.assertRaises(AccessError):
            Answer.with_user(self.clerk).search([])


@tagged("post_install", "-at_install")
class TestFetching(SignCommon):
    """Addresses out of foreign certificates lead nowhere else."""

    def _fetch(self, url, hosts):
        return fetching.fetch(url, None, None, fetching.allowed(hosts))

    def test_only_listed_hosts_by_http(self):
        for url in (
            "http://127.0.0.1:8069/web/database",
            "http://other.example/",
            "ftp://ocsp.example/",
            "file:///etc/passwd",
            "http://ocsp.example@127.0.0.1/",
            "http://ocsp.example:99999/",
            "",
        ):
            with self.subTest(url), self.assertRaises(fetching.Refused):
                self._fetch(url, "ocsp.example")

    def test_a_listed_name_that_leads_inside_is_refused(self):
        found = [(2, 1, 6, "", ("10.0.0.7", 80))]
        with (
            patch.object(fetching.socket, "getaddrinfo", return_value=found),
            self.assertRaises(fetching.Refused),
        ):
            self._fetch("http://ocsp.example/", "ocsp.example")

    def test_redirects_and_errors_are_no_answers(self):
        services = authorities()
        url = f"http://{services.host}/pki/nothing"
        with self.assertRaises(ValueError):
            self._fetch(url, services.host)

    def test_too_much_is_too_much(self):
        services = authorities()
        url = f"http://{services.host}/pki/crls/root/latest.crl"
        self.assertTrue(self._fetch(url, services.host))
        with self.assertRaises(ValueError):
            fetching.fetch(url, None, None, fetching.allowed(services.host), limit=10)
