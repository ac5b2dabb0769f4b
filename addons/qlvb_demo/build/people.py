# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Agencies with calendar, units, people, roles, books and file plan."""

import base64
from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import Command, fields

from .. import locality
from ..content import images

ZONE = timezone("Asia/Ho_Chi_Minh")


def build(env):
    """Make everything that is not a key or a document."""
    today = env["qlvb.role"]._today()
    district = make_agency(env, env.ref("base.main_company"), locality.DISTRICT)
    commune = make_agency(env, None, locality.COMMUNE, parent=district)
    for key, name, code, email in locality.BODIES:
        values = {"name": name, "is_company": True, "agency_code": code, "email": email}
        ensure(env, f"partner_{key}", "res.partner", values)
    set_passwords(env)
    open_books(env, district | commune, today.year)
    make_file_plan(env, district, today.year)
    make_delegation(env, district, today)
    make_phrases(env, district)
    admin = env.ref("base.user_admin")
    admin.write({"company_ids": [Command.set((district | commune).ids)]})


def ensure(env, name, model, values):
    """Return the record with that name in this add-on, made when it is missing."""
    xmlid = f"qlvb_demo.{name}"
    record = env.ref(xmlid, raise_if_not_found=False)
    if record:
        return record
    record = env[model].create(values)
    env["ir.model.data"].create(
        {
            "module": "qlvb_demo",
            "name": name,
            "model": model,
            "res_id": record.id,
            "noupdate": True,
        }
    )
    return record


def make_agency(env, company, table, parent=None):
    values = {
        "name": table.name,
        "qlvb_abbreviation": "UBND",
        "qlvb_full_name": table.full_name,
        "qlvb_superior": table.superior,
        "qlvb_place": table.place,
        "qlvb_collective": table.collective,
        "qlvb_head_position": table.head_position,
        "qlvb_seal_image": base64.b64encode(images.seal_png(table.seal)),
        "country_id": env.ref("base.vn").id,
    }
    if company:
        company.write(values)
    else:
        values["parent_id"] = parent.id
        values["qlvb_route_id"] = env.ref("qlvb_document.route_small").id
        company = ensure(env, f"company_{table.key}", "res.company", values)
    company.qlvb_code = table.code
    company.resource_calendar_id = make_calendar(env, company, table)
    # The calendars that come with a company are in UTC: nobody is to choose them.
    stock = env["resource.calendar"].search([("company_id", "=", company.id)])
    (stock - company.resource_calendar_id).active = False
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    units = {
        unit.key: ensure(
            env,
            f"unit_{unit.key}",
            "hr.department",
            {"name": unit.name, "qlvb_code": unit.code, "company_id": company.id},
        )
        for unit in table.units
    }
    for person in table.people:
        make_person(env, company, units, person)
    company.qlvb_duty_leader_id = user_of(env, table.people[0].login)
    return company


def make_calendar(env, company, table):
    lines = [
        Command.create(
            {
                "name": "Sáng" if start < 12 else "Chiều",
                "dayofweek": str(day),
                "hour_from": start,
                "hour_to": end,
                "day_period": "morning" if start < 12 else "afternoon",
            }
        )
        for day in range(5)
        for start, end in locality.HOURS
    ]
    extra = [
        Command.create({"date": day, "hour_from": start, "hour_to": end, "name": name})
        for day, name in locality.SWAP_DAYS
        for start, end in locality.HOURS
    ]
    calendar = ensure(
        env,
        f"calendar_{table.key}",
        "resource.calendar",
        {
            "name": f"Giờ hành chính – {table.name}",
            "company_id": company.id,
            "tz": ZONE.zone,
            "attendance_ids": lines,
            "extra_day_ids": extra,
        },
    )
    for first, last, name in locality.HOLIDAYS:
        env["resource.calendar.leaves"].create(
            {
                "name": name,
                "calendar_id": calendar.id,
                "company_id": company.id,
                "date_from": midnight(first),
                "date_to": midnight(last) + timedelta(days=1, seconds=-1),
            }
        )
    return calendar


def midnight(day):
    """Return local midnight of an ISO date as naive UTC."""
    local = ZONE.localize(datetime.combine(fields.Date.to_date(day), time.min))
    return local.astimezone(utc).replace(tzinfo=None)


def user_of(env, login):
    return env["res.users"].sudo().search([("login", "=", login)])


def make_person(env, company, units, person):
    role = person.roles[0][0]
    groups = {f"qlvb_document.group_qlvb_{name}" for name, _unit in person.roles}
    user = ensure(
        env,
        f"user_{person.login.replace('.', '_')}",
        "res.users",
        {
            "name": person.name,
            "login": person.login,
            "email": f"{person.login}@quangha.example.vn",
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.set([env.ref(name).id for name in sorted(groups)])],
            "lang": "vi_VN",
            "tz": ZONE.zone,
            "notification_type": "inbox",
        },
    )
    ensure(
        env,
        f"employee_{person.login.replace('.', '_')}",
        "hr.employee",
        {
            "name": person.name,
            "user_id": user.id,
            "company_id": company.id,
            "department_id": units[person.unit].id,
            "job_title": person.position,
        },
    )
    year = env["qlvb.role"]._today().year
    for role, unit in person.roles:
        env["qlvb.role"].create(
            {
                "user_id": user.id,
                "role": role,
                "company_id": company.id,
                "department_id": units[unit].id if unit else False,
                "date_from": f"{year}-01-01",
            }
        )


def set_passwords(env):
    """Give all accounts the demo password; hashing it once saves half a second each."""
    users = env["res.users"]
    hashed = users._crypt_context().hash(locality.PASSWORD)
    logins = tuple(account["login"] for account in locality.accounts())
    env.flush_all()
    env.cr.execute(
        "UPDATE res_users SET password = %s WHERE login IN %s", [hashed, logins]
    )
    users.invalidate_model(["password"])


def open_books(env, agencies, year):
    names = (
        ("incoming", "Sổ đăng ký văn bản đến"),
        ("outgoing", "Sổ đăng ký văn bản đi"),
        ("internal", "Sổ đăng ký văn bản nội bộ"),
    )
    env["qlvb.register"].create(
        [
            {
                "name": f"{name} {year}",
                "company_id": agency.id,
                "direction": direction,
                "year": year,
            }
            for agency in agencies
            for direction, name in names
        ]
    )


def make_file_plan(env, district, year):
    retention = {row.years: row for row in env["qlvb.retention"].search([])}
    for code, title, years, unit in locality.FILE_PLAN:
        plan = ensure(
            env,
            f"plan_{code.replace('.', '_').lower()}",
            "qlvb.file.plan",
            {
                "company_id": district.id,
                "year": year,
                "code": code,
                "title": title,
                "retention_id": retention[years].id,
                "department_id": env.ref(f"qlvb_demo.unit_{unit}").id,
            },
        )
        plan.sudo()._set_state("approved")


def make_delegation(env, district, today):
    """The chairman is away next month: the deputy acts for him then."""
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    env["qlvb.delegation"].create(
        {
            "from_user_id": user_of(env, "chutich.qh").id,
            "to_user_id": user_of(env, "phochutich.qh").id,
            "company_id": district.id,
            "authority": "KT.",
            "date_from": first,
            "date_to": first + timedelta(days=4),
            "basis": "Thông báo phân công công tác của UBND huyện Quảng Hà",
        }
    )


def make_phrases(env, district):
    env["qlvb.phrase"].create(
        [
            {"text": text, "company_id": district.id, "user_id": False}
            for text in locality.PHRASES
        ]
    )
