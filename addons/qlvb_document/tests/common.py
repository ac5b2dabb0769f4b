# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import json
from contextlib import contextmanager
from unittest.mock import patch

from freezegun import freeze_time
from passlib.context import CryptContext
from reportlab.pdfgen import canvas

from odoo import Command, fields, models

from odoo.addons.base.tests.common import BaseCommon

# Monday 2026-03-02, 08:00 in Việt Nam.
MONDAY_8 = "2026-03-02 01:00:00"
WEEK = [(str(day), part) for day in range(5) for part in ("morning", "afternoon")]
KEPT = "qlvb_document.test_world"  # parameter: {attribute: (model, ids)}
HOURS = {"morning": (7.5, 11.5), "afternoon": (13.5, 17)}


def make_pdf(text="Official letter", pages=1):
    """Return the bytes of a small PDF with a text layer."""
    buffer = io.BytesIO()
    pdf = canvas.Canvas(buffer, invariant=1)
    for page in range(pages):
        pdf.drawString(72, 720, f"{text} {page + 1}")
        pdf.showPage()
    pdf.save()
    return buffer.getvalue()


def as_file(name, data):
    """Return what programs send as one file."""
    return {"name": name, "content": base64.b64encode(data).decode()}


def keep_world(env):
    """Enter the world of the tests, which each class would otherwise make anew.

    For a database that serves tests alone; the caller commits.
    """
    world = type("World", (QlvbCommon,), {"env": env})
    users = type(env["res.users"])
    quick = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1)
    with (
        patch.object(users, "_crypt_context", lambda _self: quick),
        freeze_time(MONDAY_8, tick=False),
    ):
        world._make_world()
        env.flush_all()
    kept = {
        name: (value._name, value.ids)
        for name, value in vars(world).items()
        if isinstance(value, models.BaseModel)
    }
    env["ir.config_parameter"].set_param(KEPT, json.dumps(kept))


class QlvbCommon(BaseCommon):
    """A locality of two agencies on a Monday morning in March 2026.

    District: a leader, a deputy, an office head, a clerk, two units with a head each
    and specialists. Commune: a leader and a clerk. Time stands at 08:00.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(MONDAY_8, tick=False)
        clock.start()
        cls.addClassCleanup(clock.stop)
        if not cls._take_world():
            cls._make_world()
        cls.letter = cls.env.ref("qlvb_document.type_cong_van")
        cls.decision = cls.env.ref("qlvb_document.type_quyet_dinh")

    @classmethod
    def _take_world(cls):
        """Take the world that `keep_world` entered; return whether there is one."""
        kept = cls.env["ir.config_parameter"].get_param(KEPT)
        for name, (model, ids) in json.loads(kept or "{}").items():
            setattr(cls, name, cls.env[model].browse(ids))
        return bool(kept)

    @classmethod
    def _make_world(cls):
        cls.district = cls._make_agency("UBND huyện Thử", "H99.01", "UBND")
        cls.commune = cls._make_agency("UBND xã Mẫu", "H99.01.02", "UBND")
        cls.culture = cls._make_unit("Phòng Văn hóa", "VHTT")
        cls.finance = cls._make_unit("Phòng Tài chính", "TCKH")
        cls.office_unit = cls._make_unit("Văn phòng", "VP")
        cls._enter_people()
        cls.district.qlvb_duty_leader_id = cls.leader
        cls.registers = cls._open_books(cls.district) | cls._open_books(cls.commune)
        cls.ministry = cls.env["res.partner"].create(
            {"name": "Sở Thử nghiệm", "is_company": True, "agency_code": "H99.77"}
        )

    @classmethod
    def _make_agency(cls, name, code, abbreviation):
        calendar = cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "Asia/Ho_Chi_Minh",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": part,
                            "dayofweek": day,
                            "hour_from": HOURS[part][0],
                            "hour_to": HOURS[part][1],
                            "day_period": part,
                        }
                    )
                    for day, part in WEEK
                ],
            }
        )
        agency = cls.env["res.company"].create(
            {
                "name": name,
                "resource_calendar_id": calendar.id,
                "qlvb_code": code,
                "qlvb_abbreviation": abbreviation,
                "qlvb_place": "Quảng Thử",
            }
        )
        calendar.company_id = agency
        # Their papers are hardly more than one line; what the layout is worth is
        # tested by itself.
        rules = cls.env["qlvb.format.rule"].with_company(agency)
        rules.search([]).severity = "off"
        return agency

    @classmethod
    def _make_unit(cls, name, code, agency=None):
        return cls.env["hr.department"].create(
            {
                "name": name,
                "qlvb_code": code,
                "company_id": (agency or cls.district).id,
            }
        )

    @classmethod
    def _enter_people(cls):
        """Enter everybody at once: one by one takes four times as long."""
        commune = {"agency": cls.commune}
        people = {
            "leader": ("t_leader", "leader", {}),
            "deputy": ("t_deputy", "leader", {"date_from": "2026-03-01"}),
            "office": ("t_office", "office", {}),
            "clerk": ("t_clerk", "clerk", {"unit": cls.office_unit}),
            "head": ("t_head", "unit_head", {"unit": cls.culture}),
            "finance_head": ("t_finance_head", "unit_head", {"unit": cls.finance}),
            "specialist": ("t_specialist", "specialist", {"unit": cls.culture}),
            "stranger": ("t_stranger", "specialist", {"unit": cls.finance}),
            "admin_user": ("t_admin", "admin", {}),
            "commune_leader": ("c_leader", "leader", commune),
            "commune_clerk": ("c_clerk", "clerk", commune),
        }
        rows = [(login, role, more) for login, role, more in people.values()]
        for name, user in zip(people, cls._make_users(rows), strict=True):
            setattr(cls, name, user)

    @classmethod
    def _make_user(cls, login, role, unit=None, agency=None, date_from="2026-01-01"):
        more = {"unit": unit, "agency": agency, "date_from": date_from}
        return cls._make_users([(login, role, more)])

    @classmethod
    def _make_users(cls, rows):
        """Make users with their roles: (login, role, {unit, agency, date_from})."""
        quiet = cls.env["res.users"].with_context(no_reset_password=True)
        users = quiet.create([cls._user_values(*row) for row in rows])
        cls.env["qlvb.role"].create(
            [
                {
                    "user_id": user.id,
                    "role": role,
                    "company_id": user.company_id.id,
                    "department_id": more["unit"].id if more.get("unit") else False,
                    "date_from": more.get("date_from") or "2026-01-01",
                }
                for user, (_login, role, more) in zip(users, rows, strict=True)
            ]
        )
        return users.with_context(no_reset_password=False)

    @classmethod
    def _user_values(cls, login, role, more):
        agency = more.get("agency") or cls.district
        group = cls.env.ref(f"qlvb_document.group_qlvb_{role}")
        return {
            "name": f"{login} ({role})",
            "login": login,
            "password": login.ljust(8, "x"),
            "email": f"{login}@example.com",
            "group_ids": [Command.set(group.ids)],
            "company_id": agency.id,
            "company_ids": [Command.set(agency.ids)],
            "lang": "en_US",
            "tz": "Asia/Ho_Chi_Minh",
        }

    @classmethod
    def _open_books(cls, agency, year=2026):
        same = {"company_id": agency.id, "year": year}
        books = (("Văn bản đến", "incoming"), ("Văn bản đi", "outgoing"))
        return cls.env["qlvb.register"].create(
            [{**same, "name": name, "direction": way} for name, way in books]
        )

    def _delegate(self, giver, taker, **values):
        """Let ``taker`` act for ``giver`` in the district, all of this month."""
        return self.env["qlvb.delegation"].create(
            {
                "from_user_id": giver.id,
                "to_user_id": taker.id,
                "company_id": self.district.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "basis": "Giấy ủy quyền số 01",
                **values,
            }
        )

    @classmethod
    def _receive(cls, clerk=None, files=None, **values):
        """Return an incoming document as a clerk entered it.

        An electronic one that is to arrive later is entered when it arrives.
        """
        arrives = fields.Datetime.to_datetime(values.get("received_at"))
        later = arrives and arrives > fields.Datetime.now()
        if later and not values.get("has_paper"):
            with freeze_time(arrives):
                return cls._receive(clerk, files, **values)
        clerk = clerk or cls.clerk
        documents = cls.env["qlvb.document"].with_user(clerk)
        # Letters that are no duplicates of each other.
        known = cls.env["qlvb.document"].search_count(
            [
                ("direction", "=", "incoming"),
                ("company_id", "in", (cls.district | cls.commune).ids),
            ]
        )
        notation = values.setdefault("notation", f"{12 + known}/STT-VP")
        data = make_pdf(f"Letter {notation}")
        document_id = documents.receive(
            {
                "name": "Báo cáo chuyển đổi số",
                "type": "cong_van",
                "issue_date": "2026-02-27",
                "issuer": {"code": "H99.77"},
                **values,
            },
            [as_file("letter.pdf", data)] if files is None else files,
        )
        return documents.browse(document_id)

    @classmethod
    def _registered(cls, **values):
        document = cls._receive(**values)
        document.action_register()
        return document

    @classmethod
    def _assigned(cls, **values):
        """Return a registered document with the culture unit in the lead."""
        document = cls._registered(**values)
        cls._instruct(document)
        return document

    @classmethod
    def _instruct(cls, document, **changes):
        rows = [
            {
                "role": "lead",
                "department_id": cls.culture.id,
                "deadline": "2026-03-06 10:00:00",
                **changes,
            },
            {
                "role": "coordinate",
                "department_id": cls.finance.id,
                "deadline": "2026-03-05 10:00:00",
            },
        ]
        return document.with_user(cls.leader).instruct("Tham mưu trả lời", rows)

    @classmethod
    def _lead_row(cls, document):
        return document.sudo().assignment_ids.filtered(
            lambda row: row.role == "lead" and not row.parent_id
        )

    @classmethod
    def _given(cls, document):
        """Return the specialist's assignment on an assigned document."""
        row = cls._lead_row(document).with_user(cls.head)
        child = row.give(cls.specialist.id)
        return cls.env["qlvb.assignment"].with_user(cls.specialist).browse(child)

    @classmethod
    def _drafted(cls, **values):
        """Return an outgoing letter of the specialist with a PDF version."""
        document = (
            cls.env["qlvb.document"]
            .with_user(cls.specialist)
            .create(
                {
                    "direction": "outgoing",
                    "name": "về việc trả lời",
                    "recipient_ids": [
                        Command.create({"partner_id": cls.commune.partner_id.id})
                    ],
                    **values,
                }
            )
        )
        document.upload_version("draft.pdf", base64.b64encode(make_pdf("Draft")))
        return document

    @classmethod
    def _approved(cls, **values):
        document = cls._drafted(**values)
        document.submit("Trình ký")
        slip = document.submission_ids
        slip.with_user(cls.head).agree()
        slip.with_user(cls.office).agree()
        return document

    @contextmanager
    def _committing(self, user, record):
        """Yield ``record`` as ``user`` on a cursor on which commits are simulated."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            env = self.env(cr=cr, user=user.id)
            yield env[record._name].browse(record.ids)
        self.env.invalidate_all()

    def _now(self):
        return fields.Datetime.now()
