# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A folder into which a scanner puts files, drained so that none is lost or doubled.

A file is claimed by renaming it into ``working``, and leaves for ``done`` or
``refused``. What a killed run left in ``working`` is found there by the next one.
Everything is opened relative to the folder and without following links.
"""

import fcntl
import os
import random
import secrets
import stat
from contextlib import contextmanager
from pathlib import Path

WORKING, DONE, REFUSED = "working", "done", "refused"
PLACES = (WORKING, DONE, REFUSED)
# A file that did not change for so many seconds is complete.
STABLE_SECONDS = 30
SEPARATOR = "__"
CLOCK = ".clock"


class FolderError(Exception):
    """The folder is not there, or leads out of the place that is allowed."""


def locate(base, name):
    """Return the folder ``name`` below ``base``, both without any link on the way.

    Raise `FolderError` for an absolute name, one with ``..``, or one that leads out.
    """
    parts = Path(name).parts
    if not base or not Path(base).is_absolute():
        raise FolderError("base")
    if not parts or Path(name).is_absolute() or ".." in parts:
        raise FolderError("name")
    folder = Path(base, *parts)
    if folder.resolve() != Path(base).resolve().joinpath(*parts):
        raise FolderError("link")
    if not folder.is_dir():
        raise FolderError("missing")
    return folder


class ScanFolder:
    """The folder of one agency, held by one process at a time."""

    def __init__(self, descriptor):
        self.descriptor = descriptor

    @classmethod
    @contextmanager
    def hold(cls, path):
        """Yield the folder, or None while another process has it."""
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
        descriptor = os.open(path, flags)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
                return
            folder = cls(descriptor)
            folder._make_places()
            yield folder
        finally:
            os.close(descriptor)

    def _make_places(self):
        for place in PLACES:
            try:
                os.mkdir(place, 0o770, dir_fd=self.descriptor)
            except FileExistsError:
                found = os.stat(place, dir_fd=self.descriptor, follow_symlinks=False)
                if not stat.S_ISDIR(found.st_mode):
                    raise FolderError("link") from None

    @contextmanager
    def _opened(self, place):
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
        descriptor = os.open(place, flags, dir_fd=self.descriptor)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _files(self, descriptor):
        """Return {name: status} of the plain files, hidden ones and links left out."""
        found = {}
        for name in sorted(os.listdir(descriptor)):
            if name.startswith("."):
                continue
            try:
                status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            except FileNotFoundError:
                continue
            if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
                found[name] = status
        return found

    def _now(self):
        """Return the time by the clock of the disk, which may be another machine's."""
        with self._opened(WORKING) as working:
            flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW
            clock = os.open(CLOCK, flags, 0o660, dir_fd=working)
            try:
                os.utime(clock)
                return os.stat(clock).st_ctime
            finally:
                os.close(clock)

    def claim(self, most, stable=STABLE_SECONDS):
        """Yield up to ``most`` claimed names: those of a killed run, then new ones.

        What was left takes half of the room, drawn by lot: files that fail each time
        keep neither the others nor the new ones waiting.
        """
        with self._opened(WORKING) as working:
            left = list(self._files(working))
        left = random.sample(left, min(len(left), max(most // 2, 1)))
        yield from left
        latest = self._now() - stable
        fresh = [
            name
            for name, status in self._files(self.descriptor).items()
            # Unlike the time of change that programs set, this one cannot be preset.
            if status.st_ctime <= latest and status.st_size
        ]
        for name in fresh[: most - len(left)]:
            claimed = self._claim(name)
            if claimed:
                yield claimed

    def _claim(self, name):
        # A long name keeps its end, where the extension stands.
        claimed = f"{secrets.token_hex(6)}{SEPARATOR}{name[-60:]}"
        with self._opened(WORKING) as working:
            try:
                os.rename(name, claimed, src_dir_fd=self.descriptor, dst_dir_fd=working)
            except FileNotFoundError:
                return None
        return claimed

    def content(self, claimed, most):
        """Return at most ``most`` + 1 bytes of a claimed file."""
        with self._opened(WORKING) as working:
            flags = os.O_RDONLY | os.O_NOFOLLOW
            descriptor = os.open(claimed, flags, dir_fd=working)
            with open(descriptor, "rb") as file:
                return file.read(most + 1)

    def finish(self, claimed, place=DONE):
        """Move a claimed file to where it is kept."""
        with self._opened(WORKING) as working, self._opened(place) as kept:
            os.rename(claimed, claimed, src_dir_fd=working, dst_dir_fd=kept)

    @staticmethod
    def plain_name(claimed):
        """Return the name that the scanner gave.

        >>> ScanFolder.plain_name("0a1b2c3d4e5f__cv.pdf")
        'cv.pdf'
        """
        return claimed.partition(SEPARATOR)[2] or claimed
