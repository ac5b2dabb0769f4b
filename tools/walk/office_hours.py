"""The working calendar of an agency, read over the API and reckoned by `vnrecords`."""

import datetime

from vnrecords.deadlines import VIETNAM, WorkingCalendar

from .checks import expect

FORMAT = "%Y-%m-%d %H:%M:%S"


def moment(text):
    """Return a datetime (naive UTC) of the API's text."""
    return datetime.datetime.strptime(text, FORMAT)


def text(moment_):
    return moment_.strftime(FORMAT)


def now():
    """The present moment, as the API writes moments."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


def local_date(moment_):
    """The date in Việt Nam of a naive UTC moment."""
    return moment_.replace(tzinfo=datetime.UTC).astimezone(VIETNAM).date()


def of_agency(person):
    """Return the `WorkingCalendar` of a person's agency."""
    company = person.open("res.company", person.company_id)
    calendar = person.open("resource.calendar", company.get("resource_calendar_id"))
    row = calendar.read("tz", "attendance_ids", "extra_day_ids")
    days = worked_hours(person, row["attendance_ids"])
    usual = {tuple(sorted(hours)) for hours in days.values()}
    expect(len(usual) == 1, "the days of the demo calendar differ in their hours")
    return WorkingCalendar(
        hours=usual.pop(),
        holidays=frozenset(free_days(person, calendar.id)),
        extra_days=frozenset(extra_days(person, row["extra_day_ids"])),
        tz=row["tz"],
        weekdays=tuple(sorted(days)),
    )


def worked_hours(person, ids):
    """Return {weekday: hours} of a usual week; Monday is 0."""
    blocks = person.client.call(
        "resource.calendar.attendance",
        "read",
        ids,
        fields=["dayofweek", "hour_from", "hour_to", "day_period"],
    )
    days = {}
    for block in blocks:
        if block["day_period"] != "lunch":
            hours = block["hour_from"], block["hour_to"]
            days.setdefault(int(block["dayofweek"]), set()).add(hours)
    return days


def free_days(person, calendar_id):
    """Yield the public holidays as local dates."""
    leaves = person.client.search(
        "resource.calendar.leaves",
        [("calendar_id", "in", [calendar_id, False]), ("resource_id", "=", False)],
        ["date_from", "date_to"],
    )
    for leave in leaves:
        day, last = (local_date(moment(leave[k])) for k in ("date_from", "date_to"))
        while day <= last:
            yield day
            day += datetime.timedelta(days=1)


def extra_days(person, ids):
    """Yield the swap days that are worked although they fall on a weekend."""
    rows = person.client.call("qlvb.calendar.day", "read", ids, fields=["date"])
    return (datetime.date.fromisoformat(row["date"]) for row in rows)
