"""Everything this package raises on purpose."""


class RecordsError(Exception):
    """A rule of the norms was broken, or a value cannot be what it should be."""


class NumberError(RecordsError, ValueError):
    """A document number that no register can contain."""


class TrailError(RecordsError, ValueError):
    """A payload that has no single canonical form, so no stable digest."""


class DeadlineError(RecordsError, ValueError):
    """A time limit that cannot be worked out."""


class LayoutError(RecordsError, ValueError):
    """Content that cannot be set on the page it is meant for."""


class CalendarError(RecordsError, ValueError):
    """A table of days off that cannot be read."""


class UnreadableFile(RecordsError, ValueError):
    """The bytes are not of the kind of file that they should be."""
