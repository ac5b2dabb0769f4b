# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""One letter, one small certificate world, one agency that signs."""

import base64
import io
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import SimpleNamespace

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from odoo.tests import BaseCase

from odoo.addons.qlvb_document.tests.common import QlvbCommon

from ..lib import fields, images, keys, pki, signing, validation
from ..lib.appearance import FONTS

PIN, SEAL_PIN = "246810", "975310"
SIGNER = "Trần Văn Công"
DAY = date(2026, 3, 5)
START, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


@cache
def world():
    """Return certificates made once: the keys cost a tenth of a second each.

    Their dates are fixed, because some tests run on a Monday in March 2026.
    """
    root = pki.new_authority(start=START, end=END)
    unknown = pki.new_authority("Unknown Root", start=START, end=END)
    good = {"start": START, "end": END}
    long_ago = datetime(2024, 1, 1, tzinfo=UTC)
    return SimpleNamespace(
        root=root,
        stranger=unknown,
        leader=root.issue(SIGNER, organisation="UBND huyện", **good),
        agency=root.issue("UBND huyện Thử", **good),
        expired=root.issue(SIGNER, start=START, end=long_ago),
        future=root.issue(SIGNER, start=END - timedelta(days=9), end=END),
        tsa=root.issue("Timestamps", usage="timestamp", **good),
        unknown=unknown.issue(SIGNER, **good),
        deputy=root.issue("Lê Thị Chánh", **good),
        picture=images.draw_signature(SIGNER),
        seal=images.draw_seal(
            "UBND HUYỆN THỬ", str(FONTS / "LiberationSerif-Bold.ttf")
        ),
    )


def key_of(identity, pin=PIN):
    return keys.open_key(identity.pkcs12(pin), pin)


def draw_letter(
    number="Số:            /UBND-VP",
    day="Quảng Thử, ngày        tháng        năm 2026",
    position="CHỦ TỊCH",
    signer=SIGNER,
    room=95,
    pages=1,
    rotation=0,
):
    """Return a letter laid out as Decree 30/2020 wants; None leaves a line out."""
    _register_fonts()
    out = io.BytesIO()
    canvas = Canvas(
        out, pagesize=(595, 842), initialFontName="Test-Regular", invariant=1
    )
    canvas.setPageRotation(rotation)
    canvas.setFont("Test-Regular", 13)
    canvas.drawString(90, 760, number or "")
    canvas.setFont("Test-Italic", 13)
    canvas.drawString(290, 760, day or "")
    canvas.setFont("Test-Regular", 14)
    for page in range(pages):
        if page:
            canvas.showPage()
            canvas.setFont("Test-Regular", 14)
        canvas.drawString(90, 690, "Thực hiện văn bản của cấp trên, cơ quan báo cáo:")
    canvas.setFont("Test-Bold", 12)
    canvas.drawString(90, 600, "Nơi nhận:")
    canvas.setFont("Test-Regular", 11)
    canvas.drawString(90, 586, "- Như trên;")
    canvas.drawString(90, 600 - room, "- Lưu: VT.")
    canvas.setFont("Test-Bold", 14)
    canvas.drawCentredString(420, 600, position or "")
    canvas.drawCentredString(420, 600 - room, signer or "")
    canvas.save()
    return out.getvalue()


@cache
def _register_fonts():
    for face in ("Regular", "Bold", "Italic"):
        path = str(FONTS / f"LiberationSerif-{face}.ttf")
        pdfmetrics.registerFont(TTFont(f"Test-{face}", path))


@cache
def prepared():
    return fields.prepare(draw_letter(), SIGNER)


@cache
def signed():
    return signing.sign_person(prepared(), key_of(world().leader), world().picture)


@cache
def sealed():
    return signing.fill_and_seal(
        signed(), "05", DAY, key_of(world().agency), world().seal
    )


class EngineCase(BaseCase):
    """Tests of the plain engine: no database, only bytes."""

    def judge(self, pdf, *anchors, at=None):
        anchors = anchors or (world().root.certificate,)
        return validation.validate(pdf, anchors, at=at)

    def assertVerdicts(self, reports, *expected):
        self.assertEqual(tuple(report.verdict for report in reports), expected)


class SignCommon(QlvbCommon):
    """The two agencies, with a leader's key, a seal, and the root trusted."""

    @classmethod
    def setUpClass(cls):
        w = world()  # before the clock is stopped: no certificate has a fake date
        super().setUpClass()
        Key = cls.env["qlvb.sign.key"]
        cls.leader.name = SIGNER
        cls.leader_key = Key._install(cls.leader, w.leader.pkcs12(PIN), PIN, w.picture)
        cls.seal_key = Key._install(
            cls.district, w.agency.pkcs12(SEAL_PIN), SEAL_PIN, w.seal
        )
        cls.anchor = cls._trust(w.root)

    @classmethod
    def _trust(cls, authority):
        info = keys.describe(authority.certificate)
        anchor = cls.env["qlvb.trust.anchor"].create(
            {
                "domain": "test",
                "certificate": base64.b64encode(authority.certificate),
                "fingerprint": info.sha256,
            }
        )
        anchor.with_user(cls.admin_user).confirm(info.sha256)
        return anchor

    @classmethod
    def _ready(cls, pdf=None, **values):
        """Return an outgoing letter that only waits for its signer."""
        document = cls._drafted(signer_id=cls.leader.id, **values)
        content = base64.b64encode(pdf or draw_letter())
        document.upload_version("letter.pdf", content)
        document.submit("Trình ký")
        slip = document.submission_ids
        slip.with_user(cls.head).agree()
        slip.with_user(cls.office).agree()
        return document

    @classmethod
    def _signed(cls, **values):
        document = cls._ready(**values)
        document.with_user(cls.leader).sign(PIN)
        return document

    def _issued(self, **values):
        document = self._signed(**values)
        with self._committing(self.clerk, document) as mine:
            mine.issue(SEAL_PIN)
        return document
