"""What must not enter the system (S2).

State secrets may be neither drafted, kept nor sent on a networked computer, and the
regulation leaves out letters of dispute, complaint and denunciation (Điều 1 khoản 1
điểm b, Điều 5, Điều 6 khoản 7). A declared level or type is proof; words in a text
are only a suspicion, which a person who has seen the paper may overrule.
"""

import re
from dataclasses import dataclass

from .codes import Secrecy
from .text import clean, normalize

REFUSED_TYPES = {
    "don_thu_tranh_chap": "Đơn thư tranh chấp",
    "don_thu_khieu_nai": "Đơn thư khiếu nại",
    "don_thu_to_cao": "Đơn thư tố cáo",
}
"""Classes outside the scope of the regulation, by type code."""

BASIS = {
    "secret": "Luật Bảo vệ bí mật nhà nước; điểm b khoản 1 Điều 1, Điều 5 và khoản 7 "
    "Điều 6 Quy chế quản lý, vận hành, khai thác sử dụng phần mềm Quản lý văn bản và "
    "Hồ sơ công việc",
    "petition": "điểm b khoản 1 Điều 1 Quy chế quản lý, vận hành, khai thác sử dụng "
    "phần mềm Quản lý văn bản và Hồ sơ công việc",
}
"""The legal basis told to the user; an agency may pass its own wording."""

TOP_LINES = 30
"""How many lines of the first page are looked at: stamps stand above the text."""

_STAMPS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
_LEVEL = re.compile(r"độ mật ?: ?(?=mật|tối mật|tuyệt mật)", re.IGNORECASE)
_CELLS = re.compile(r"\s{2,}|\t|\|")
_HEADING = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM"
)
_EDGES = " .,:;*-–—_()[]{}<>«»\"'“”‘’/\\"
_PETITION = re.compile(
    r"^(?:v v )?don (?:thu )?(?:xin )?(tranh chap|khieu nai|to cao|khieu kien)\b"
    r"|^don (?:de nghi|yeu cau) giai quyet (tranh chap)\b"
)
_PETITION_TYPES = {
    "tranh chap": "don_thu_tranh_chap",
    "khieu nai": "don_thu_khieu_nai",
    "khieu kien": "don_thu_khieu_nai",
    "to cao": "don_thu_to_cao",
}


@dataclass(frozen=True)
class Reason:
    """Why a document is turned away; holds nothing of its content."""

    code: str
    """``secrecy``, ``type``, ``stamp`` or ``petition``."""
    message: str
    """Vietnamese, with the legal basis, to be shown and logged."""
    certain: bool
    """False: found in the text, so possibly wrong."""


def reasons_to_refuse(
    secrecy=None, type_code=None, subject="", first_page_text="", basis=BASIS
):
    """Return every `Reason` to turn the document away; empty if it may enter.

    >>> [reason.code for reason in reasons_to_refuse("toi_mat", "don_thu_to_cao")]
    ['secrecy', 'type']
    >>> reasons_to_refuse("thuong", "cong_van", "V/v bảo mật thông tin")
    ()
    """
    found = [
        _declared_secret(secrecy, basis),
        _declared_petition(type_code, basis),
        _stamped(subject, first_page_text, basis),
        _petition(subject, first_page_text, basis),
    ]
    return tuple(reason for reason in found if reason)


def _declared_secret(secrecy, basis):
    key = normalize(str(secrecy or "")).replace(" ", "_")
    if key in ("", "0", "false", Secrecy.THUONG):
        return None
    if key in tuple(Secrecy):
        words = f"độ mật “{Secrecy(key).label}”"
    else:
        # What is not known to be open is not let in.
        words = "độ mật không xác định"
    return Reason("secrecy", _message(f"Văn bản có {words}", basis["secret"]), True)


def _declared_petition(type_code, basis):
    name = REFUSED_TYPES.get(type_code)
    return name and Reason("type", _message(name, basis["petition"]), True)


def _stamped(subject, first_page_text, basis):
    stamp = find_stamp(first_page_text) or _stamp_in(_first_words(subject))
    if not stamp:
        return None
    words = f"Văn bản có dấu hiệu mang dấu chỉ độ mật “{stamp}”"
    return Reason("stamp", _message(words, basis["secret"]), False)


def _petition(subject, first_page_text, basis):
    lines = [subject or "", *_top_lines(first_page_text)]
    titles = [lines[0], *(line for line in lines[1:] if line == line.upper())]
    for title in titles:
        match = _PETITION.match(normalize(title))
        if match:
            name = REFUSED_TYPES[_PETITION_TYPES[match[1] or match[2]]]
            words = f"Văn bản có dấu hiệu là {name.lower()}"
            return Reason("petition", _message(words, basis["petition"]), False)
    return None


def _message(words, basis):
    return (
        f"{words} không được tiếp nhận, lưu trữ, gửi qua phần mềm. Căn cứ: {basis}. "
        "Tệp không được lưu."
    )


def find_stamp(text):
    """Return the secrecy stamp near the top of a page's text, or ``""``.

    A stamp is a line, or a column of a line, by itself and in capitals.

    >>> find_stamp("UBND TỈNH A\\nTỐI  MẬT\\nSố: 01/BC-UBND")
    'TỐI MẬT'
    >>> find_stamp("QUY CHẾ BẢO MẬT\\nMật độ dân số\\nBẢO MẬT THÔNG TIN")
    ''
    """
    for line in _top_lines(text):
        cells = (line, *_CELLS.split(line), *_HEADING.split(line))
        stamp = next(filter(None, map(_stamp_in, cells)), "")
        if stamp:
            return stamp
    return ""


def _top_lines(text):
    lines = (line.strip() for line in clean(text or "").splitlines())
    return [line for line in lines if line][:TOP_LINES]


def _stamp_in(cell):
    """Return the stamp that fills ``cell``; its letters may stand apart."""
    words = cell.strip(_EDGES)
    level = _LEVEL.match(words)
    if level:
        words = words[level.end() :].upper()
    return _STAMPS.get("".join(words.split()), "")


def _first_words(subject):
    """What a subject says before its first bracket, colon or dash."""
    return re.split(r"(?<=\S)[\]):–—-]", clean(subject or ""), maxsplit=1)[0]
