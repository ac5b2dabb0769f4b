"""How the text of a draft is divided by its type (NĐ 30/2020 PL I mục II.6, 9, PL III).

The drafter writes one paragraph a line; what the models of PL III set apart, the
grounds, the enacting word, the opening of an invitation, is found here, so that a
Word template and the page drawn from the form show the same document.
"""

import re
from dataclasses import dataclass

ENACTING = {"nghi_quyet": "QUYẾT NGHỊ:", "quyet_dinh": "QUYẾT ĐỊNH:"}
"""The line between grounds and text, by code of the type (mẫu 1.1-1.3)."""

LETTERS = ("cong_van", "thu_cong")
"""Types whose abstract stands below the number, as “V/v …” (mẫu 1.5)."""

ADDRESSED = (*LETTERS, "to_trinh", "bao_cao")
"""Types that name under “Kính gửi” whom they are for (mục II.9a)."""

OPENINGS = {
    "cong_dien": "{head} điện:",
    "giay_moi": "{agency} trân trọng kính mời:",
    "giay_gioi_thieu": "{agency} trân trọng giới thiệu:",
    "giay_nghi_phep": "{agency} cấp cho:",
}
"""The words before the text or the addressees (mẫu 1.6, 1.7, 1.8, 1.10)."""

NAMING = ("cong_dien", "giay_moi")
"""Types whose opening names the addressees; in the others they stand in the text."""

ABOVE = (*ADDRESSED, "cong_dien", "giay_moi", "giay_gioi_thieu", "giay_nghi_phep")
"""Types whose list of recipients begins with “Như trên”: they stand in the text."""

GROUNDED = (*ENACTING, "giay_nghi_phep")
"""Types that begin with their grounds (mẫu 1.1-1.3, 1.10)."""

SECOND = {
    "bien_ban": "THƯ KÝ",
    "hop_dong": "ĐẠI DIỆN BÊN B",
    "ban_ghi_nho": "ĐẠI DIỆN BÊN B",
    "ban_thoa_thuan": "ĐẠI DIỆN BÊN B",
}
"""Types that are signed by two: what stands above the one on the left (mẫu 1.9)."""

CONFIRMATIONS = {
    "giay_nghi_phep": "Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương "
    "nơi nghỉ phép (nếu cần)"
}
"""What somebody else confirms below the signer (mẫu 1.10)."""

UNTITLED = ("giay_gioi_thieu", "giay_nghi_phep")
"""Types whose model has no abstract below the title (mẫu 1.8, 1.10)."""

_GROUND = re.compile(r"^(?:Căn cứ|Theo đề nghị|Xét|Thực hiện|Để)\b")
_ARTICLE = re.compile(r"^Điều\s+(\d+)")


@dataclass(frozen=True)
class Outline:
    """The text of a draft in its parts; each a tuple of paragraphs."""

    grounds: tuple = ()
    enacting: str = ""
    body: tuple = ()


def outline(text, code=""):
    """Divide a text with one paragraph a line by the type's code.

    Grounds are found in decisions, resolutions and leave permits only; a typed
    “QUYẾT ĐỊNH:” is not doubled.

    >>> lines = "Căn cứ Luật A;", "QUYẾT ĐỊNH:", "Điều 1. B."
    >>> found = outline("\\n".join(lines), "quyet_dinh")
    >>> found.grounds, found.enacting, found.body
    (('Căn cứ Luật A;',), 'QUYẾT ĐỊNH:', ('Điều 1. B.',))
    >>> outline("Căn cứ Luật A, đề nghị.", "cong_van").body
    ('Căn cứ Luật A, đề nghị.',)
    """
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    enacting = ENACTING.get(code, "")
    if code not in GROUNDED:
        return Outline(body=tuple(lines))
    end = next((n for n, line in enumerate(lines) if not _GROUND.match(line)), None)
    grounds = lines if end is None else lines[:end]
    rest = lines[len(grounds) :]
    if enacting and rest and rest[0].rstrip(": ").upper() == enacting.rstrip(":"):
        rest = rest[1:]
    return Outline(tuple(grounds), enacting, tuple(rest))


def ended(body):
    """Return the paragraphs with “./.” after the last one (mục II.6).

    >>> ended(("Một.", "Hai.")), ended(("Hết./.",))
    (('Một.', 'Hai./.'), ('Hết./.',))
    """
    if not body or body[-1].endswith("./."):
        return tuple(body)
    mark = "/." if body[-1].endswith(".") else "./."
    return (*body[:-1], body[-1] + mark)


def opening(code, agency, head=""):
    """Return the opening words of a type, or nothing.

    >>> opening("giay_moi", "Ủy ban nhân dân xã Tân Phong")
    'Ủy ban nhân dân xã Tân Phong trân trọng kính mời:'
    >>> opening("cong_van", "UBND xã")
    ''
    """
    return OPENINGS.get(code, "").format(agency=agency, head=head or agency).strip()


def recipients(code, body, names, unit=""):
    """Return the lines under “Nơi nhận” (mục II.9b).

    >>> recipients("cong_van", (), ["Sở Nội vụ"], "VX")
    ['Như trên', 'Lưu: VT, VX']
    >>> recipients("quyet_dinh", ("Điều 1. A.", "Điều 2. B."), ["Sở Nội vụ"])
    ['Như Điều 2', 'Sở Nội vụ', 'Lưu: VT']
    >>> recipients("bien_ban", (), [])
    ['Lưu: VT, Hồ sơ']
    """
    if code in ABOVE:
        first = ["Như trên"]
    else:
        articles = [m[1] for line in body if (m := _ARTICLE.match(line))]
        if code in ENACTING and articles:
            first = [f"Như Điều {articles[-1]}", *names]
        else:
            first = [*names]
    kept = ["VT", "Hồ sơ" if code == "bien_ban" else unit]
    return [*first, "Lưu: " + ", ".join(filter(None, kept))]
