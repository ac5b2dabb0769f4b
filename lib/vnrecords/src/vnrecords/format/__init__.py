"""Checks thể thức and kỹ thuật trình bày of a document (NĐ 30/2020, Phụ lục I).

`check` reads a Word file or a PDF and returns what departs from the decree as
`Finding` objects: rule, component, page, measured values and article. Sentences in
the reader's language are made by whoever shows them.
"""

from . import check_foot, check_head, check_page, check_text, parts, pdf, word
from .finding import Expected, Finding, Severity
from .rules import RULES, Rule

__all__ = ["RULES", "Expected", "Finding", "Rule", "Severity", "check"]

_CHECKS = (check_page, check_head, check_text, check_foot)


def check(data, expected=None):
    """Return the findings on the bytes of a .docx or a PDF, as a tuple.

    Raises `UnreadableFile` when they are neither.
    """
    expected = expected or Expected()
    reader = pdf if data[:1024].lstrip().startswith(b"%PDF-") else word
    paper = reader.read(data)
    found = parts.find(paper, expected)
    return tuple(
        one for checked in _CHECKS for one in checked.check(paper, found, expected)
    )
