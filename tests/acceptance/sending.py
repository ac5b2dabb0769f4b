"""Letters to send, and what a refusal must look like."""

import time

import pytest

from vnrecords import pages
from walk import arriving
from walk.client import RemoteError


def pdf(text="Nội dung"):
    """A small PDF that no other test sends."""
    return pages.booklet(("CÔNG VĂN", text), [f"{text} {time.time_ns()}"])


def values(cast, **changes):
    sender = arriving.agency_code(cast.holder("clerk", cast.b))
    notation = f"{time.time_ns() // 1000 % 10**9}/UBND-VX"
    return {**arriving.letter(notation, sender, "báo cáo"), **changes}


def received(cast, data=None, **changes):
    """Return a draft of an incoming document."""
    clerk = cast.holder("clerk", cast.a)
    given = values(cast, **changes)
    document = arriving.receive_file(clerk, given, "thu.pdf", data or pdf())
    return clerk.open("qlvb.document", document)


def refusal(call, *args, **arguments):
    """Return the sentence of a refusal by a rule; it tells nothing of the inside."""
    with pytest.raises(RemoteError) as refused:
        call(*args, **arguments)
    error = refused.value
    assert error.status in (403, 422), error
    for inside in ("Traceback", "psycopg2", "SELECT", "/usr/", "Errno"):
        assert inside not in error.message
    return error.message
