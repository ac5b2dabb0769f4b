"""What is looked at after a step, and the sentence when it is not so."""

import contextlib
import hashlib
import time

from .client import RemoteError


class NotAsItShouldBe(Exception):
    """A step did not do what it has to do; the message says in what."""


def expect(condition, sentence):
    if not condition:
        raise NotAsItShouldBe(sentence)


def same(what, found, wanted):
    """Compare a value that was found with the wanted one."""
    expect(found == wanted, f"{what} is {found!r} instead of {wanted!r}")


def refused(what, words, call, /, *args, **arguments):
    """Make a call that must be refused; return the sentence, which holds ``words``."""
    try:
        call(*args, **arguments)
    except RemoteError as error:
        expect(
            error.status == 422 and error.kind in ("UserError", "ValidationError"),
            f"{what} is refused in the wrong way: {error}",
        )
        told = error.message.casefold()
        expect(
            any(word.casefold() in told for word in words),
            f"{what} is refused with another sentence: {error.message}",
        )
        return error.message
    raise NotAsItShouldBe(f"{what} is not refused")


def wait_for(what, find, seconds=120, pause=0.25):
    """Call ``find`` until it returns something, and return that."""
    deadline = time.monotonic() + seconds
    while True:
        found = find()
        if found:
            return found
        expect(time.monotonic() < deadline, f"{what}: not within {seconds} s")
        time.sleep(pause)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def unchanged(what, look):
    """Check that ``look()`` gives the same after the block as before it."""
    before = look()
    yield
    same(f"{what} after a refused call", look(), before)
