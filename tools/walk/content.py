"""The files that arrive: a regulation of many pages, and one that may not enter."""

import time
from pathlib import Path

from vnrecords import numbering, pages

from .checks import expect
from .office_hours import local_date, now

TITLE = (
    "QUY CHẾ",
    "Quản lý, vận hành, khai thác sử dụng phần mềm Quản lý văn bản và Hồ sơ công việc",
)
ABSTRACT = (
    "về việc ban hành Quy chế quản lý, vận hành, khai thác sử dụng phần mềm Quản lý"
    " văn bản và Hồ sơ công việc"
)


def text_of_regulation(demo):
    """Return the paragraphs of the regulation that the demo keeps as text."""
    found = sorted(Path(demo, "content").glob("quy-che*.txt"))
    expect(found, f"the text of the regulation is not in {Path(demo, 'content')}")
    lines = [line.strip() for line in found[0].read_text("utf-8").splitlines()]
    # Before the first chapter stand the title and the decision, which are drawn anew.
    start = next(n for n, line in enumerate(lines) if line.startswith("Chương"))
    return [line for line in lines[start:] if line]


def fresh_notation():
    """Return a number and notation that no earlier walk on this database had."""
    return f"{int(time.time()) % 1_000_000}/QĐ-UBND"


def regulation(demo, notation, issuer):
    """Return the regulation as the PDF in which ``issuer`` sends it."""
    today = local_date(now())
    return pages.booklet(
        TITLE,
        text_of_regulation(demo),
        attached_to=f"(Ban hành kèm theo Quyết định số: {notation} "
        f"{numbering.date_words(today)} của {issuer})",
    )


def stamped_secret():
    """Return a letter whose first page carries the stamp of a state secret."""
    return pages.booklet(("TỐI MẬT", "BÁO CÁO", "thử việc từ chối"), ["Nội dung."])
