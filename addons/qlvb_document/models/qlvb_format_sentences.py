# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""What findings on the layout say: by rule and code, else by code alone."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

SIDES = {
    "top": _lt("top"),
    "bottom": _lt("bottom"),
    "left": _lt("left"),
    "right": _lt("right"),
}

WHAT = {
    "missing": _lt("It was not found."),
    "size": _lt("Its letters have size %(found)s."),
    "not_bold": _lt("Its letters are not bold."),
    "is_bold": _lt("Its letters are bold."),
    "not_italic": _lt("Its letters are not italic."),
    "is_italic": _lt("Its letters are italic."),
    "not_capitals": _lt("It is not in capitals: “%(text)s”."),
    "is_capitals": _lt("It is in capitals: “%(text)s”."),
    "text": _lt("It reads “%(found)s”."),
    "other": _lt("It reads “%(found)s”, but the entry says “%(wanted)s”."),
    "not_centred": _lt("It is not centred."),
    "no_line": _lt("There is no line below it."),
    "line_length": _lt(
        "The line below it is %(found)s mm long, the words are %(words)s mm."
    ),
    "ends": _lt("An entry of the list ends otherwise: “…%(found)s”."),
    "colon": _lt("The colon is missing: “%(found)s”."),
    "form": _lt("It is not written as wanted: “%(found)s”."),
    "paper.read/unread": _lt("Pages %(first)s to %(last)s were not looked at."),
    "paper.size/size": _lt("The page is %(width)s × %(height)s mm."),
    "paper.orientation/landscape": _lt("Page 1 lies across."),
    "paper.margins/margin": _lt("The margin (%(side)s) is %(found)s mm."),
    "font.family/font": _lt("“%(text)s” is in the font %(found)s."),
    "font.encoding/legacy_font": _lt("“%(text)s” is in the old font %(found)s."),
    "font.encoding/garbled": _lt("“%(text)s” is not Unicode Vietnamese."),
    "font.encoding/decomposed": _lt(
        "“%(text)s” has its marks as letters of their own."
    ),
    "font.color/not_black": _lt("“%(text)s” is not black."),
    "page_number.place/missing": _lt("Pages from the second on have no number."),
    "page_number.place/bottom": _lt("The page number is at the bottom."),
    "page_number.place/on_first": _lt("The first page shows a number."),
    "page_number.place/value": _lt("The page bears the number %(text)s."),
    "nation.place/not_right": _lt("It is not at the top right."),
    "number.form/label": _lt("It does not begin with “Số:”: “%(found)s”."),
    "number.form/no_slash": _lt("No slash parts number and notation: “%(found)s”."),
    "number.form/digits": _lt("“%(found)s” is no number in Arabic digits."),
    "number.form/zero": _lt("The number is written “%(found)s”."),
    "number.form/separators": _lt("“%(found)s” has spaces or other dashes."),
    "number.form/no_notation": _lt("The notation is missing: “%(found)s”."),
    "number.notation/type_in_letter": _lt(
        "“%(found)s” has an abbreviated type; a letter (công văn) has none."
    ),
    "number.notation/no_unit": _lt("“%(found)s” does not name the drafting unit."),
    "number.notation/wrong_type": _lt("“%(found)s” does not begin with “%(wanted)s”."),
    "date.form/comma": _lt("No comma follows the place: “%(found)s”."),
    "date.form/day": _lt("The day is written “%(found)s”."),
    "date.form/month": _lt("The month is written “%(found)s”."),
    "date.place/not_same_line": _lt("It is not on the line of the number."),
    "body.letters/size": _lt("Text in size %(found)s: “%(text)s…”."),
    "body.paragraph/not_justified": _lt(
        "%(count)s paragraphs or lines are not set to both margins: “%(text)s…”."
    ),
    "body.paragraph/indent": _lt("A first line is indented by %(found)s mm."),
    "body.paragraph/gap": _lt("Between paragraphs there are %(found)s pt."),
    "body.paragraph/spacing": _lt("The line spacing is %(found)s."),
    "article.form/dot": _lt("“%(found)s” has no full stop after its number."),
    "article.form/not_bold": _lt("“%(text)s” is not bold."),
    "authority.form/spelling": _lt("The authority is written “%(found)s”."),
    "authority.form/for_a_deputy": _lt("“%(found)s” signs for a deputy."),
    "authority.form/no_position": _lt("Under “%(found)s” the own position is missing."),
    "authority.form/other": _lt(
        "The paper says “%(found)s”, but the entry says “%(wanted)s”."
    ),
    "authority.right/no_collective": _lt(
        "TM. is for a collective, and the agency has none."
    ),
    "authority.right/not_leader": _lt("%(signer)s is no leader of the agency today."),
    "authority.right/chief": _lt("%(signer)s is the head and does not sign KT."),
    "authority.right/not_chief": _lt("%(signer)s is not the head of the agency."),
    "authority.right/not_acting": _lt(
        "%(signer)s is not entered as acting head, but the paper says Q."
    ),
    "authority.right/no_delegation": _lt(
        "%(signer)s has no delegation in force for %(wanted)s"
    ),
    "signer.titles/titles": _lt("A title stands before the name: “%(found)s”."),
    "recipients.form/dash": _lt("An entry has no dash before it: “%(found)s”."),
    "recipients.form/no_kept_copy": _lt("The list does not end with “Lưu: VT, …”."),
    "recipients.form/kept_copy": _lt("The last entry is “%(found)s”."),
    "recipients.form/full_stop": _lt("No full stop ends the list: “…%(found)s”."),
    "recipients.named/not_named": _lt("It does not name %(found)s."),
    "recipients.as_above/as_above": _lt("The first entry is “%(found)s”."),
    "annex.heading/roman": _lt("“%(found)s” has no Roman number."),
    "annex.heading/no_ordinal": _lt("One of several annexes has no number."),
    "annex.mention/not_mentioned": _lt("The text does not name its annex."),
    "urgency.missing/missing": _lt("The stamp %(wanted)s is missing."),
    "urgency.letters/not_red": _lt("The stamp is not bright red."),
}

ADVICE = {
    "missing": _lt("Put it in; the agency's template has it in its place."),
    "size": _lt("Set size %(least)s to %(most)s."),
    "not_bold": _lt("Make it bold."),
    "is_bold": _lt("Take the bold away."),
    "not_italic": _lt("Make it italic."),
    "is_italic": _lt("Make it upright."),
    "not_capitals": _lt("Write it in capitals."),
    "is_capitals": _lt("Write it in small letters."),
    "text": _lt("Write “%(wanted)s”."),
    "other": _lt("Correct the paper or the entry."),
    "not_centred": _lt("Centre it."),
    "no_line": _lt("Draw a solid line below it."),
    "line_length": _lt("Make it a third to a half of the words."),
    "ends": _lt("End each entry with “;” and the last one with “.”."),
    "colon": _lt("Put a colon after the words."),
    "form": _lt("Write it as in “Hà Nội, ngày 05 tháng 01 năm 2026”."),
    "motto.line/line_length": _lt("Make it as long as the words."),
    "paper.read/unread": _lt("Look at them yourself."),
    "paper.size/size": _lt("Set the paper to A4 (210 × 297 mm)."),
    "paper.orientation/landscape": _lt("Put wide tables into an annex."),
    "paper.margins/margin": _lt("Set it to %(least)s to %(most)s mm."),
    "font.family/font": _lt("Set it in Times New Roman."),
    "font.encoding/legacy_font": _lt("Convert the text to Unicode (TCVN 6909:2001)."),
    "font.encoding/garbled": _lt("Convert the text to Unicode (TCVN 6909:2001)."),
    "font.encoding/decomposed": _lt("Type it again in precomposed Unicode."),
    "font.color/not_black": _lt("Make it black."),
    "page_number.place/missing": _lt("Number the pages, centred in the top margin."),
    "page_number.place/bottom": _lt("Move it to the middle of the top margin."),
    "page_number.place/on_first": _lt("Let the first page be different."),
    "page_number.place/value": _lt("Number the pages from 1 on."),
    "nation.place/not_right": _lt("Move it to the top right."),
    "number.form/label": _lt("Write it as in “Số: 05/QĐ-UBND”."),
    "number.form/no_slash": _lt("Write it as in “Số: 05/QĐ-UBND”."),
    "number.form/digits": _lt("Write the number in Arabic digits."),
    "number.form/zero": _lt("Write “%(wanted)s”: below 10 with one zero."),
    "number.form/separators": _lt("Put plain hyphens without spaces between groups."),
    "number.form/no_notation": _lt("Write the notation behind the slash."),
    "number.notation/type_in_letter": _lt("Write “%(wanted)s”."),
    "number.notation/no_unit": _lt("Add the unit or field, as in “UBND-VX”."),
    "number.notation/wrong_type": _lt("Begin it with the type's abbreviation."),
    "date.form/comma": _lt("Put a comma after the place."),
    "date.form/day": _lt("Write “%(wanted)s”: days below 10 have a zero."),
    "date.form/month": _lt("Write “%(wanted)s”: only months 1 and 2 have a zero."),
    "date.place/not_same_line": _lt("Put both on one line."),
    "body.paragraph/not_justified": _lt("Justify the text to both margins."),
    "body.paragraph/indent": _lt("Indent first lines by 1 or 1.27 cm."),
    "body.paragraph/gap": _lt("Leave at least 6 pt between paragraphs."),
    "body.paragraph/spacing": _lt("Set it to between 1 and 1.5 lines."),
    "article.form/dot": _lt("Put a full stop after the number."),
    "basis.form/ends": _lt("End each basis with “;” and the last one with “.”."),
    "authority.form/spelling": _lt("Write TM., KT., TL., TUQ. or Q. with a full stop."),
    "authority.form/for_a_deputy": _lt("KT. stands before the head's position."),
    "authority.form/no_position": _lt("Write the signer's position on the next line."),
    "authority.right/no_collective": _lt("Choose the authority that the signer has."),
    "authority.right/not_leader": _lt("Choose a leader as the signer."),
    "authority.right/chief": _lt("Choose TM., or none, for the head."),
    "authority.right/not_chief": _lt("Choose KT. for a deputy."),
    "authority.right/not_acting": _lt(
        "Have the administrator enter the decision, or choose another authority."
    ),
    "authority.right/no_delegation": _lt("Enter the delegation, or change the signer."),
    "signer.titles/titles": _lt("Write the name alone."),
    "recipients.form/dash": _lt("Begin each entry with “- ”."),
    "recipients.form/no_kept_copy": _lt("Add “- Lưu: VT, …” as the last entry."),
    "recipients.form/kept_copy": _lt("Write “Lưu: VT, ” and the drafting unit."),
    "recipients.form/full_stop": _lt("End the list with a full stop."),
    "recipients.named/not_named": _lt(
        "Name them under “Nơi nhận”, or take them off the entry's recipients."
    ),
    "recipients.as_above/as_above": _lt("Begin the list with “- Như trên;”."),
    "annex.heading/roman": _lt("Number annexes I, II, III…"),
    "annex.heading/no_ordinal": _lt("Number annexes I, II, III…"),
    "annex.mention/not_mentioned": _lt("Name the annex in the text."),
    "urgency.missing/missing": _lt(
        "Put the stamp under the number, or change the entry."
    ),
    "urgency.letters/not_red": _lt("Make the stamp red, in a single frame."),
}
