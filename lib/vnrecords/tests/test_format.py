"""Each rule of the layout check, by a document that keeps it and one that breaks it."""

import datetime
import time

import pytest

from vnrecords import format, numbering, pages
from vnrecords.errors import UnreadableFile
from vnrecords.format import Expected

from .lettering import (
    ANNEX,
    DECISION,
    LETTER,
    TWO_PAGES,
    WORD_LETTER,
    Put,
    draw,
    write,
)
from .samples import DECISION as DRAWN_DECISION
from .samples import LETTER as DRAWN_LETTER
from .spoilt_letters import (
    BROKEN_ANNEX,
    BROKEN_DECISION,
    BROKEN_ENTRY,
    BROKEN_PAGES,
    BROKEN_PDF,
    BROKEN_WORD,
)

WITH_ANNEX = {**LETTER, **ANNEX}
DECREE = Expected(kind="cong_van", symbol="SNV-VP", signer="Trần Thị Thuỷ")


def rules_of(data, expected=None):
    return {(one.rule, one.code) for one in format.check(data, expected)}


@pytest.mark.parametrize("parts", [LETTER, DECISION, TWO_PAGES, WITH_ANNEX])
def test_a_pdf_as_the_decree_wants_it_has_no_finding_s8(parts):
    assert not format.check(draw(parts))


@pytest.mark.parametrize("parts", [WORD_LETTER, DECISION])
def test_a_word_file_as_the_decree_wants_it_has_no_finding_s8(parts):
    assert not format.check(write(parts))


@pytest.mark.parametrize("content", [DRAWN_LETTER, DRAWN_DECISION])
def test_what_this_package_draws_itself_has_no_finding_s8(content):
    assert not format.check(pages.letter(content))


def test_the_entry_of_the_document_agrees_with_the_paper_s8():
    assert not format.check(draw(), DECREE)


@pytest.mark.parametrize(("rule", "code", "changes"), BROKEN_PDF)
def test_a_pdf_that_breaks_a_rule_is_told_so_s8(rule, code, changes):
    assert (rule, code) in rules_of(draw(LETTER, **changes))


@pytest.mark.parametrize(("rule", "code", "changes"), BROKEN_PAGES)
def test_pages_are_numbered_at_the_top_from_the_second_on_s8(rule, code, changes):
    assert (rule, code) in rules_of(draw(TWO_PAGES, **changes))


@pytest.mark.parametrize(("rule", "code", "changes"), BROKEN_DECISION)
def test_a_decision_that_breaks_a_rule_is_told_so_s8(rule, code, changes):
    assert (rule, code) in rules_of(draw(DECISION, **changes))


@pytest.mark.parametrize(("rule", "code", "changes"), BROKEN_ANNEX)
def test_annexes_are_headed_by_their_roman_number_s8(rule, code, changes):
    assert (rule, code) in rules_of(draw(WITH_ANNEX, **changes))


@pytest.mark.parametrize(("rule", "code", "changes"), BROKEN_WORD)
def test_a_word_file_that_breaks_a_rule_is_told_so_s8(rule, code, changes):
    assert (rule, code) in rules_of(write(WORD_LETTER, **changes))


@pytest.mark.parametrize(("rule", "code", "entry"), BROKEN_ENTRY)
def test_a_paper_that_differs_from_its_entry_is_told_so_s8(rule, code, entry):
    assert (rule, code) in rules_of(draw(), Expected(**entry))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("- UBND xã Tân Phong;", "Ủy ban nhân dân xã Tân Phong"),
        ("- UBND tỉnh (để báo cáo);", "Ủy ban nhân dân tỉnh Thanh Hóa"),
        ("- Sở Tài chính, Sở Tư pháp;", "Sở Tư pháp"),
        ("- Các sở, ban, ngành;", "Sở Tư pháp"),
    ],
)
def test_who_is_named_short_or_among_others_is_named(printed, name):
    paper = draw(copy={"text": printed})
    found = rules_of(paper, Expected(recipients=(name,)))
    assert not any(rule == "recipients.named" for rule, _code in found)


def test_all_whom_the_paper_does_not_name_are_told_at_once():
    entry = Expected(recipients=("Sở Tư pháp", "UBND xã Tân Phong", "Sở Y tế"))
    (found,) = format.check(draw(), entry)
    assert (found.severity, found.get("found")) == ("warning", "Sở Tư pháp; Sở Y tế")


def test_who_carries_out_the_last_article_is_named_by_it():
    entry = Expected(recipients=("Sở Tư pháp",))
    above = {"copy": {"text": "- Như Điều 1;"}}
    for article, told in (
        ("Điều 1. Sở Tư pháp thi hành.", False),
        ("Điều 1. Các sở thi hành.", False),
        ("Điều 1. Sở Y tế thi hành.", True),
    ):
        found = rules_of(draw(DECISION, article={"text": article}, **above), entry)
        assert (("recipients.named", "not_named") in found) == told


def test_every_rule_has_a_document_that_breaks_it_s8():
    tables = (BROKEN_PDF, BROKEN_PAGES, BROKEN_DECISION, BROKEN_ANNEX)
    tables += (BROKEN_WORD, BROKEN_ENTRY)
    broken = {row[0] for table in tables for row in table}
    # The first is tried with a long file, the second needs to know who may sign.
    assert set(format.RULES) - broken == {"paper.read", "authority.right"}


def test_a_letter_with_several_addressees_lists_them_s8():
    first = Put("Kính gửi:", 62, 62)
    items = {
        "to": first,
        "to_1": Put("- Sở Tư pháp;", 90, 67, at="left"),
        "to_2": Put("- Sở Tài chính.", 90, 72, at="left"),
    }
    assert not format.check(draw(**items))
    items["to_2"] = Put("- Sở Tài chính;", 90, 72, at="left")
    assert rules_of(draw(**items)) == {("addressees.form", "ends")}


@pytest.mark.parametrize("day", range(1, 366, 13))
def test_every_date_that_this_package_writes_is_well_formed_s8(day):
    date = datetime.date(2026, 1, 1) + datetime.timedelta(day)
    number = f"Số: {numbering.format_number(day)}/SNV-VP"
    line = numbering.date_line("Thanh Hóa", date)
    assert not format.check(draw(number={"text": number}, date={"text": line}))


@pytest.mark.parametrize("kind", ["cong_van", "quyet_dinh", "to_trinh", "thong_bao"])
def test_room_left_for_number_and_date_is_no_fault_s8(kind):
    """The clerk fills them in after the signature (art. 15)."""
    line = "Thanh Hóa, ngày      tháng      năm 2026"
    found = draw(number={"text": "Số:        /SNV-VP"}, date={"text": line})
    assert not any(
        rule.startswith(("number", "date")) for rule, _code in rules_of(found)
    )


def test_a_telegram_names_its_sender_below_the_abstract_s8():
    """Mẫu 1.6: the abstract is bold, “… điện:” below it is not."""
    parts = {
        **DECISION,
        "number": Put("Số: 05/CĐ-SNV", 62, 39, 13),
        "type": Put("CÔNG ĐIỆN", 112.5, 52, 14, True),
        "abstract": Put("Về việc phòng, chống lụt bão", 112.5, 58, 14, True, line=28),
        "sender": Put("Giám đốc Sở Nội vụ điện:", 112.5, 66),
    }
    parts = {name: parts[name] for name in sorted(parts, key=lambda n: parts[n].y)}
    assert not format.check(draw(parts), Expected(kind="cong_dien"))


def test_a_personal_letter_of_an_office_holder_has_no_scheme_s8():
    changes = {name: None for name in ("nation", "motto", "number", "subject")}
    assert not format.check(draw(**changes), Expected(kind="thu_cong"))


def test_findings_name_page_article_and_measures_s8():
    (found,) = format.check(draw(name={"size": 16}))
    assert (found.component, found.page, found.article) == ("signer", 1, "II.7.đ")
    assert (found.get("found"), found.get("least"), found.get("most")) == (16, 13, 14)
    assert found.severity == "error"


def test_the_components_of_article_8_are_mandatory():
    names = {rule.component for rule in format.RULES.values() if rule.mandatory}
    assert {"nation", "motto", "issuer", "number", "date", "type", "body"} <= names
    assert {"signer", "recipients"} <= names


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04 broken", draw()[:900]]
)
def test_a_damaged_file_is_refused_in_one_way(data):
    with pytest.raises(UnreadableFile):
        format.check(data)


def test_a_two_page_letter_is_checked_in_a_third_of_a_second():
    data = draw(TWO_PAGES)
    format.check(data)
    start = time.process_time()
    format.check(data)
    assert time.process_time() - start < 0.3


def test_of_a_long_file_the_first_pages_and_the_last_are_read():
    pages_of = {f"p{n}": Put(str(n), 105, 15, 14, page=n) for n in range(2, 61)}
    found = {one.rule: one for one in format.check(draw({**LETTER, **pages_of}))}
    assert found.keys() == {"paper.read"}
    assert (found["paper.read"].get("first"), found["paper.read"].get("last")) == (
        19,
        58,
    )


def test_of_a_letter_that_ends_on_an_unread_page_no_signer_is_missed():
    pages_of = {f"p{n}": Put(str(n), 105, 15, 14, page=n) for n in range(2, 41)}
    foot = ("word", "copy", "kept", "authority", "position", "name")
    moved = {name: {"page": 25} for name in foot}
    found = {one.rule for one in format.check(draw({**LETTER, **pages_of}, **moved))}
    assert found == {"paper.read"}
