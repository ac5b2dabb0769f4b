"""How a deadline came about, as one Vietnamese sentence.

Whoever is late, and whoever asks why, reads the moment from which the time counts,
the limit with its legal basis, the days off in between, and the result.
"""

import datetime

from .deadlines import Until
from .worktime import VIETNAM, zone_of

WEEKDAYS = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
LIMITS = {
    Until.AT_ONCE: "xử lý ngay",
    Until.END_OF_DAY: "hạn hết ngày làm việc",
    Until.NEXT_MORNING: "hạn hết buổi sáng ngày làm việc tiếp theo",
}


def moment_text(moment, tz=VIETNAM, year=None):
    """Return a moment (aware, or naive UTC) as people write it.

    The year is told when it is not ``year``.

    >>> moment_text(datetime.datetime(2026, 2, 27, 9, 30), year=2026)
    '16:30 thứ Sáu 27/02'
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    local = aware.astimezone(zone_of(tz))
    day = f"{local:%d/%m}" if local.year == year else f"{local:%d/%m/%Y}"
    return f"{local:%H:%M} {WEEKDAYS[local.weekday()]} {day}"


def hours_text(hours):
    """Return working hours as the regulation writes them.

    >>> hours_text(2), hours_text(1.5), hours_text(24)
    ('02 giờ hành chính', '1,5 giờ hành chính', '24 giờ hành chính')
    """
    whole = float(hours).is_integer()
    figure = f"{int(hours):02d}" if whole else f"{hours:g}".replace(".", ",")
    return f"{figure} giờ hành chính"


def limit_text(rule):
    """Return the limit of a rule with its legal basis in brackets.

    >>> from .deadlines import Rule
    >>> limit_text(Rule("incoming", hours=2, basis="khoản 4 Điều 6 Quy chế"))
    'hạn 02 giờ hành chính (khoản 4 Điều 6 Quy chế)'
    """
    limit = LIMITS[rule.until] if rule.until else f"hạn {hours_text(rule.hours)}"
    return f"{limit} ({rule.basis})" if rule.basis else limit


def sentence(event, start, rule, end, tz=VIETNAM, days_off=()):
    """Return the derivation of a deadline.

    ``event``: what started the clock ("Đến", "Ký"); ``start`` and ``end``: moments
    (aware, or naive UTC); ``days_off``: names of the holidays in between.

    >>> from .deadlines import Rule
    >>> print(sentence(
    ...     "Đến",
    ...     datetime.datetime(2026, 2, 27, 9, 30),
    ...     Rule("incoming", hours=2, basis="Điều 6.4"),
    ...     datetime.datetime(2026, 3, 2, 2, 0),
    ... ))
    Đến 16:30 thứ Sáu 27/02; hạn 02 giờ hành chính (Điều 6.4) → 09:00 thứ Hai 02/03
    """
    years = {
        moment.astimezone(zone_of(tz)).year for moment in map(_aware, (start, end))
    }
    year = years.pop() if len(years) == 1 else None
    parts = [f"{event} {moment_text(start, tz, year)}", limit_text(rule)]
    if days_off:
        parts.append(f"không tính {', '.join(days_off)}")
    return f"{'; '.join(parts)} → {moment_text(end, tz, year)}"


def assigned_sentence(person, start, end, tz=VIETNAM, original=None, counted=None):
    """Return how a deadline came about that a person set.

    ``original``: the first deadline, told when it was moved later on; ``counted``:
    (moment of receipt, rule) when the deadline is the one that follows from them.

    >>> print(assigned_sentence(
    ...     "Lê Văn A",
    ...     datetime.datetime(2026, 3, 2, 1, 15),
    ...     datetime.datetime(2026, 3, 6, 10, 0),
    ... ))
    Lê Văn A giao 08:15 thứ Hai 02/03; hạn được ấn định → 17:00 thứ Sáu 06/03
    >>> from .deadlines import Rule
    >>> received = datetime.datetime(2026, 3, 2, 1, 0)
    >>> end = datetime.datetime(2026, 3, 2, 3, 0)
    >>> print(assigned_sentence("A", received, end, counted=(received, Rule("x", 2))))
    A giao 08:00 thứ Hai 02/03; nhận 08:00 thứ Hai 02/03, hạn 02 giờ hành chính → \
10:00 thứ Hai 02/03
    """
    local = [_aware(moment).astimezone(zone_of(tz)) for moment in (start, end)]
    year = local[0].year if local[0].year == local[1].year else None
    parts = [f"{person} giao {moment_text(start, tz, year)}"]
    if original and original != end:
        parts.append(f"hạn ban đầu {moment_text(original, tz, year)}, đã thay đổi")
    elif counted:
        received, rule = counted
        parts.append(f"nhận {moment_text(received, tz, year)}, {limit_text(rule)}")
    else:
        parts.append("hạn được ấn định")
    return f"{'; '.join(parts)} → {moment_text(end, tz, year)}"


def asked_sentence(day, end, tz=VIETNAM):
    """Return how a deadline follows from the ``day`` for which a reply was asked.

    >>> print(asked_sentence(
    ...     datetime.date(2026, 3, 5), datetime.datetime(2026, 3, 5, 10, 0)
    ... ))
    Nơi gửi yêu cầu trả lời trong ngày 05/03/2026 → 17:00 thứ Năm 05/03/2026
    """
    return f"Nơi gửi yêu cầu trả lời trong ngày {day:%d/%m/%Y} → {moment_text(end, tz)}"


def _aware(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
