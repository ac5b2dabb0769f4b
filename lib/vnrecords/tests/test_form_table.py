import datetime

import pytest

from vnrecords.forms.table import breakable, cell_text
from vnrecords.pages import fonts
from vnrecords.pages.geometry import MM

DAY = datetime.date(2026, 3, 9)


@pytest.mark.parametrize("text", ["1234/UBND-VHXH", "15/QĐ-SGD&ĐT-VP", "A" * 40])
def test_a_long_notation_is_broken_only_between_its_groups(text):
    broken = breakable(text, 20)
    assert broken.replace("\n", "") == text
    room = 20 * MM - 6
    for line in broken.split("\n"):
        whole_group = not {"/", "-"} & set(line[:-1])
        assert whole_group or fonts.width(line, fonts.REGULAR, 11) <= room


def test_values_are_written_as_forms_have_them():
    assert cell_text(DAY) == "09/03/2026"
    assert [cell_text(value) for value in (None, False, "", 0, 7)] == [
        "",
        "",
        "",
        "0",
        "7",
    ]
