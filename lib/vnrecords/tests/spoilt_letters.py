"""What to change in a good letter so that it breaks a rule: rule, code, changes."""

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from .lettering import LETTER, TEXT, Put

BROKEN_PDF = [
    ("paper.size", "size", {"height": 279, "width": 216}),
    ("paper.orientation", "landscape", {"height": 210, "width": 297}),
    ("paper.margins", "margin", {"word": {"x": 22}}),
    ("paper.margins", "margin", {"nation": {"y": 15}}),
    ("font.family", "font", {"to": {"font": "Helvetica", "text": "Kính gửi:"}}),
    ("font.color", "not_black", {"to": {"color": "0000FF"}}),
    ("font.encoding", "garbled", {"body_end": {"text": "QuyÕt ®Þnh kÕ ho¹ch"}}),
    ("nation.missing", "missing", {"nation": None}),
    ("nation.letters", "size", {"nation": {"size": 11}}),
    ("nation.letters", "not_bold", {"nation": {"bold": False}}),
    (
        "nation.letters",
        "text",
        {"nation": {"text": "CONG HOA XA HOI CHU NGHIA VIET NAM"}},
    ),
    ("nation.place", "not_right", {"nation": {"x": 70, "y": 21}}),
    ("motto.missing", "missing", {"motto": None}),
    ("motto.text", "text", {"motto": {"text": "Độc lập – Tự do – Hạnh phúc"}}),
    ("motto.letters", "is_italic", {"motto": {"italic": True}}),
    ("motto.place", "not_centred", {"motto": {"x": 152}}),
    ("motto.line", "no_line", {"motto": {"line": 0}}),
    ("motto.line", "line_length", {"motto": {"line": 30}}),
    ("issuer.missing", "missing", {"issuer": None, "parent": None}),
    ("issuer.letters", "not_bold", {"issuer": {"bold": False}}),
    ("issuer.letters", "not_capitals", {"issuer": {"text": "Sở Nội vụ"}}),
    ("issuer.line", "no_line", {"issuer": {"line": 0}}),
    ("issuer.line", "line_length", {"issuer": {"line": 22}}),
    ("number.missing", "missing", {"number": None}),
    ("number.form", "zero", {"number": {"text": "Số: 5/SNV-VP"}}),
    ("number.form", "label", {"number": {"text": "Số 05/SNV-VP"}}),
    ("number.form", "separators", {"number": {"text": "Số: 05/SNV–VP"}}),
    ("number.form", "no_slash", {"number": {"text": "Số: 05-SNV"}}),
    ("number.form", "digits", {"number": {"text": "Số: V/SNV-VP"}}),
    ("number.form", "no_notation", {"number": {"text": "Số: 05/"}}),
    ("number.notation", "type_in_letter", {"number": {"text": "Số: 05/CV-SNV"}}),
    ("number.notation", "no_unit", {"number": {"text": "Số: 05/SNV"}}),
    ("number.letters", "is_bold", {"number": {"bold": True}}),
    ("number.place", "not_centred", {"number": {"x": 46}}),
    ("date.missing", "missing", {"date": None}),
    ("date.form", "day", {"date": {"text": "Thanh Hóa, ngày 5 tháng 3 năm 2026"}}),
    ("date.form", "month", {"date": {"text": "Thanh Hóa, ngày 05 tháng 03 năm 2026"}}),
    ("date.form", "month", {"date": {"text": "Thanh Hóa, ngày 05 tháng 2 năm 2026"}}),
    ("date.form", "comma", {"date": {"text": "Thanh Hóa ngày 05 tháng 3 năm 2026"}}),
    ("date.form", "form", {"date": {"text": "Thanh Hóa, ngày 42 tháng 3 năm 2026"}}),
    ("date.letters", "not_italic", {"date": {"italic": False}}),
    ("date.place", "not_same_line", {"date": {"y": 45}}),
    ("type.missing", "missing", {"subject": None}),
    ("abstract.letters", "size", {"subject": {"size": 14}}),
    ("body.missing", "missing", {n: None for n in LETTER if n.startswith("body")}),
    ("body.letters", "size", {n: {"size": 11} for n in LETTER if n.startswith("body")}),
    ("position.missing", "missing", {"authority": None, "position": None}),
    ("position.letters", "not_bold", {"position": {"bold": False}}),
    ("authority.form", "spelling", {"authority": {"text": "K/T GIÁM ĐỐC"}}),
    ("authority.form", "for_a_deputy", {"authority": {"text": "KT. PHÓ GIÁM ĐỐC"}}),
    ("authority.form", "no_position", {"position": None}),
    ("signer.missing", "missing", {"name": None}),
    ("signer.letters", "is_capitals", {"name": {"text": "TRẦN THỊ THUỶ"}}),
    ("signer.titles", "titles", {"name": {"text": "TS. Trần Thị Thuỷ"}}),
    ("addressees.missing", "missing", {"to": None}),
    ("addressees.form", "colon", {"to": {"text": "Kính gửi Ủy ban nhân dân xã"}}),
    ("addressees.letters", "is_italic", {"to": {"italic": True}}),
    ("recipients.missing", "missing", {"word": None, "copy": None, "kept": None}),
    ("recipients.form", "ends", {"copy": {"text": "- Như trên"}}),
    ("recipients.form", "dash", {"copy": {"text": "Như trên;"}}),
    ("recipients.form", "no_kept_copy", {"kept": {"text": "- Sở Tư pháp."}}),
    ("recipients.form", "kept_copy", {"kept": {"text": "- Lưu: VP."}}),
    ("recipients.form", "full_stop", {"kept": {"text": "- Lưu: VT, VP"}}),
    ("recipients.as_above", "as_above", {"copy": {"text": "- Sở Tư pháp;"}}),
    ("recipients.letters", "size", {"copy": {"size": 13}, "kept": {"size": 13}}),
    ("recipients.letters", "not_italic", {"word": {"italic": False}}),
    ("circulation.letters", "not_bold", {"x": Put("LƯU HÀNH NỘI BỘ", 62, 60, 13)}),
    ("urgency.letters", "not_red", {"x": Put("KHẨN", 62, 56, 13, True)}),
]

BROKEN_PAGES = [
    ("page_number.place", "missing", {"page_number": None}),
    ("page_number.place", "not_centred", {"page_number": {"x": 190}}),
    ("page_number.place", "bottom", {"page_number": {"y": 285}}),
    ("page_number.place", "value", {"page_number": {"text": "7"}}),
    ("page_number.place", "on_first", {"one": Put("1", 105, 15, 14)}),
    ("page_number.letters", "size", {"page_number": {"size": 11}}),
    ("page_number.letters", "is_italic", {"page_number": {"italic": True}}),
]

BROKEN_DECISION = [
    ("type.letters", "not_capitals", {"type": {"text": "Quyết định"}}),
    ("abstract.missing", "missing", {"abstract": None}),
    (
        "abstract.letters",
        "is_capitals",
        {"abstract": {"text": "BAN HÀNH QUY CHẾ", "bold": True}},
    ),
    ("abstract.line", "no_line", {"abstract": {"line": 0}}),
    ("number.notation", "wrong_type", {"number": {"text": "Số: 05/TB-SNV"}}),
    ("basis.letters", "not_italic", {"basis_1": {"italic": False}}),
    ("basis.form", "ends", {"basis_1": {"text": "Căn cứ Luật Lưu trữ."}}),
    ("basis.form", "ends", {"basis_2": {"text": "Theo đề nghị của Văn phòng;"}}),
    ("article.form", "dot", {"article": {"text": "Điều 1: Ban hành Quy chế."}}),
    ("article.form", "not_bold", {"article": {"bold": False}}),
]

BROKEN_ANNEX = [
    ("annex.heading", "roman", {"annex": {"text": "Phụ lục 1"}}),
    ("annex.heading", "is_capitals", {"annex": {"text": "PHỤ LỤC I"}}),
    ("annex.heading", "size", {"annex": {"size": 12}}),
    ("annex.letters", "not_bold", {"annex_title": {"bold": False}}),
    ("annex.mention", "not_mentioned", {"mention": None}),
    (
        "annex.heading",
        "no_ordinal",
        {
            "annex": {"text": "Phụ lục"},
            "second": Put("Phụ lục", 112.5, 26, 14, True, page=3),
        },
    ),
]

BROKEN_WORD = [
    ("paper.size", "size", {"section": {"page_height": 279}}),
    ("paper.margins", "margin", {"section": {"left_margin": 25}}),
    ("paper.margins", "margin", {"section": {"bottom_margin": 27}}),
    ("font.family", "font", {"to": {"font": "Arial"}}),
    ("font.encoding", "legacy_font", {"to": {"font": ".VnTime"}}),
    ("font.encoding", "decomposed", {"to": {"text": "Kính gửi: huyê\u0323n"}}),
    ("font.color", "not_black", {"name": {"color": "0000FF"}}),
    (
        "page_number.place",
        "missing",
        {"page_number": False, "body_first": {"text": TEXT * 30}},
    ),
    ("page_number.place", "bottom", {"page_number": {"place": "footer"}}),
    ("page_number.place", "not_centred", {"page_number": {"align": ALIGN.RIGHT}}),
    ("page_number.place", "on_first", {"page_number": {"first": True}}),
    ("page_number.letters", "size", {"page_number": {"size": 11}}),
    ("motto.line", "no_line", {"motto": {"line": 0}}),
    ("number.form", "zero", {"number": {"text": "Số: 7/SNV-VP"}}),
    ("recipients.form", "no_kept_copy", {"kept": None}),
    ("signer.missing", "missing", {"name": None}),
    (
        "body.paragraph",
        "not_justified",
        {"body_first": {"paragraph": lambda p: setattr(p, "alignment", ALIGN.LEFT)}},
    ),
    (
        "body.paragraph",
        "indent",
        {
            "body_first": {
                "paragraph": lambda p: setattr(
                    p.paragraph_format, "first_line_indent", Mm(7)
                )
            }
        },
    ),
    (
        "body.paragraph",
        "gap",
        {
            "body_first": {
                "paragraph": lambda p: setattr(p.paragraph_format, "space_after", Pt(0))
            }
        },
    ),
    (
        "body.paragraph",
        "spacing",
        {
            "body_first": {
                "paragraph": lambda p: setattr(p.paragraph_format, "line_spacing", 2.0)
            }
        },
    ),
]

BROKEN_ENTRY = [
    ("type.kind", "other", {"kind": "quyet_dinh"}),
    ("number.notation", "other", {"symbol": "SNV-TCCB"}),
    ("issuer.name", "other", {"issuer": "Sở Tư pháp"}),
    ("date.place_name", "other", {"place": "Hà Nội"}),
    ("authority.form", "other", {"authority": "TUQ."}),
    ("signer.name", "other", {"signer": "Lê Văn Đức"}),
    ("urgency.missing", "missing", {"urgency": "KHẨN"}),
    ("recipients.named", "not_named", {"recipients": ("Sở Tư pháp",)}),
]
