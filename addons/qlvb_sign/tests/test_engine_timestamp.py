# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import UTC, datetime, timedelta

from odoo.tests import tagged

from ..lib import errors, signing
from .common import EngineCase, key_of, prepared, sealed, world
from .tsa import timestamp_service


@tagged("post_install", "-at_install")
class TestEngineTimestamp(EngineCase):
    """PAdES B-T: the time is proven by a service, not claimed by the signer (S12)."""

    def stamped(self, identity=None, key=None):
        with timestamp_service(identity or world().tsa) as url:
            return signing.sign_person(
                prepared(),
                key or key_of(world().leader),
                world().picture,
                timestamper=url,
            )

    def test_s12_a_timestamp_proves_the_time(self):
        (report,) = self.judge(self.stamped())
        self.assertEqual((report.verdict, report.time_source), ("valid", "tsa"))
        self.assertLess(datetime.now(UTC) - report.time, timedelta(minutes=1))

    def test_without_a_service_the_time_is_only_claimed(self):
        self.assertEqual({r.time_source for r in self.judge(sealed())}, {"claimed"})

    def test_a_timestamp_of_an_unknown_root_proves_nothing(self):
        other = world().stranger.issue("Timestamps", usage="timestamp")
        (report,) = self.judge(self.stamped(other))
        self.assertEqual(report.time_source, "claimed")
        self.assertNotEqual(report.verdict, "invalid")

    def test_a_stamped_signature_outlives_its_certificate(self):
        now = datetime.now(UTC)
        short = world().root.issue("Soon over", end=now + timedelta(minutes=10))
        pdf = self.stamped(key=key_of(short))
        later = now + timedelta(days=30)
        (report,) = self.judge(pdf, at=later)
        self.assertEqual((report.verdict, report.period), ("valid", "valid"))
        plain = signing.sign_person(prepared(), key_of(short), world().picture)
        (report,) = self.judge(plain, at=later)
        self.assertEqual((report.verdict, report.period), ("unproven", "expired"))

    def test_a_silent_service_stops_the_signature(self):
        with timestamp_service(world().tsa, status=503) as broken:
            pass
        for url in (broken, "http://127.0.0.1:9/tsa"):
            with self.subTest(url=url), self.assertRaises(errors.TimestampUnavailable):
                signing.sign_person(
                    prepared(), key_of(world().leader), world().picture, timestamper=url
                )
        with (
            timestamp_service(world().tsa, status=503) as url,
            self.assertRaises(errors.TimestampUnavailable),
        ):
            signing.sign_person(
                prepared(), key_of(world().leader), world().picture, timestamper=url
            )
