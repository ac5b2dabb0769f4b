"""Approval of drafts: which route a draft takes, and when a stage is decided.

Sources: ND 30/2020, art. 11 and 12 (approval and check of a draft before it is
signed); QĐ 2080/QĐ-UBND, art. 8.2.
"""

import datetime
from dataclasses import dataclass
from enum import Enum


class Quorum(Enum):
    """How many of the people of a stage have to agree."""

    FIRST = "first"
    """Only the first one of them is asked."""
    ONE = "one"
    """All are asked, whoever answers first decides."""
    ALL = "all"
    SOME = "some"
    """At least as many as the stage says."""

    def wanted(self, asked, at_least=1):
        """Return how many of ``asked`` people have to agree.

        >>> [quorum.wanted(3, at_least=2) for quorum in Quorum]
        [1, 1, 3, 2]
        """
        if self is Quorum.ALL:
            return asked
        return at_least if self is Quorum.SOME else 1


class Outcome(Enum):
    """What has become of a stage."""

    OPEN = "open"
    AGREED = "agreed"
    RETURNED = "returned"


def outcome(asked, wanted, agreed, against, first_decides=False):
    """Return the `Outcome` of a stage of ``asked`` people.

    It passes as soon as ``wanted`` of them agree, and comes back as soon as that can
    no longer happen; so the order of the answers does not matter. Only where the
    first answer decides, one voice against it is enough.

    >>> outcome(3, 2, agreed=1, against=1)
    <Outcome.OPEN: 'open'>
    >>> outcome(3, 2, agreed=1, against=2)
    <Outcome.RETURNED: 'returned'>
    >>> outcome(3, 1, agreed=0, against=1, first_decides=True)
    <Outcome.RETURNED: 'returned'>
    """
    if agreed >= wanted:
        return Outcome.AGREED
    if against and first_decides or against > asked - wanted:
        return Outcome.RETURNED
    return Outcome.OPEN


@dataclass(frozen=True)
class Draft:
    """What of a draft decides on its route: ids, urgency as a code, the day."""

    kind: int | None
    day: datetime.date
    fields: frozenset[int] = frozenset()
    urgency: str = "0"


@dataclass(frozen=True)
class Route:
    """Conditions that hold together; an empty one holds always."""

    key: int
    is_own: bool = False
    """Made for the agency itself, not for every one."""
    kinds: frozenset[int] = frozenset()
    fields: frozenset[int] = frozenset()
    urgency: str = "0"
    since: datetime.date | None = None
    until: datetime.date | None = None

    def fits(self, draft):
        """Tell whether the draft may take this route on its day.

        >>> day = datetime.date(2026, 3, 2)
        >>> Route(1, kinds=frozenset({4}), since=day).fits(Draft(4, day))
        True
        >>> Route(1, until=day).fits(Draft(4, day + datetime.timedelta(1)))
        False
        """
        return (
            (not self.kinds or draft.kind in self.kinds)
            and (not self.fields or bool(self.fields & draft.fields))
            and draft.urgency >= self.urgency
            and (self.since is None or self.since <= draft.day)
            and (self.until is None or draft.day <= self.until)
        )

    @property
    def conditions(self):
        """How many conditions the route has: the more, the closer it fits."""
        return bool(self.kinds) + bool(self.fields) + (self.urgency > "0")


def choose(routes, draft):
    """Return the key of the route that the draft takes, or None.

    An agency's own route goes before a common one, one with more conditions before
    one with fewer; else the first in the list.

    >>> draft = Draft(4, datetime.date(2026, 3, 2))
    >>> own, common = Route(1, is_own=True), Route(2, kinds=frozenset({4}))
    >>> choose([common, own], draft), choose([common], draft), choose([], draft)
    (1, 2, None)
    """
    fitting = [route for route in routes if route.fits(draft)]
    if not fitting:
        return None
    return min(fitting, key=lambda route: (not route.is_own, -route.conditions)).key
