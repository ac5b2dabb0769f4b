"""How the statuses of a document at one recipient follow one another.

Codes and their meaning: QCVN 102:2016/BTTTT and the list of the LGSP; who reports
them: QĐ 28/2018/QĐ-TTg, Điều 9. Before 01 stand two of our own: ``00`` waits to be
sent, ``001`` has left by a way that reports nothing back.
"""

from enum import Enum

WAITING, SENT = "00", "001"
REFUSED = "02"
PROGRESS = (WAITING, SENT, "01", "03", "04", "05", "06")
"""The way forward; each later code includes the ones before it."""
TAKEN_BACK, ACCEPTED, DECLINED = "13", "15", "16"
ANSWERS = (ACCEPTED, DECLINED)
CODES = (*PROGRESS, REFUSED, TAKEN_BACK, *ANSWERS)


class Effect(Enum):
    """What a status that came does to what is shown of the recipient."""

    SHOW = "show"
    """It is the status from now on."""
    KEEP = "keep"
    """It goes into the history; something else is still to be answered."""
    DROP = "drop"
    """It is old, doubled, or makes no sense after what came before."""


def effect(history, code):
    """Return the `Effect` of ``code`` after the codes of ``history``, oldest first.

    Messages come late, twice and out of order, and all of that converges.

    >>> effect(["00", "01"], "03").name, effect(["00", "03"], "01").name
    ('SHOW', 'DROP')
    >>> effect(["01"], "02").name, effect(["03"], "02").name
    ('SHOW', 'DROP')
    >>> effect(["03", "13"], "05").name, effect(["03", "13"], "15").name
    ('KEEP', 'SHOW')
    >>> effect(["03"], "15").name, effect(["03", "13", "16"], "06").name
    ('DROP', 'SHOW')
    """
    if code not in CODES or REFUSED in history:
        return Effect.DROP
    taking = [old for old in history if old in (TAKEN_BACK, *ANSWERS)][-1:]
    last = taking[0] if taking else None
    if last == ACCEPTED:
        return Effect.DROP
    if code == TAKEN_BACK:
        return Effect.DROP if last == TAKEN_BACK else Effect.SHOW
    if code in ANSWERS:
        return Effect.SHOW if last == TAKEN_BACK else Effect.DROP
    return _progress(history, code, last)


def _progress(history, code, last):
    reached = max((place(old) for old in history), default=-1)
    if code == REFUSED:
        is_new = reached <= place("01")
    else:
        is_new = place(code) > reached
    if not is_new:
        return Effect.DROP
    return Effect.KEEP if last == TAKEN_BACK else Effect.SHOW


def place(code):
    """Return how far a code is on the way forward; -1 when it is not on it.

    >>> place("001") < place("01") < place("06"), place("13")
    (True, -1)
    """
    return PROGRESS.index(code) if code in PROGRESS else -1
