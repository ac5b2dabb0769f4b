"""The rules of the check as data: NĐ 30/2020/NĐ-CP, Phụ lục I, phần I.

An agency may set another severity for each; a `mandatory` one names a component of
Điều 8 khoản 2, without which nothing is issued.
"""

from dataclasses import dataclass

from .finding import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True)
class Rule:
    """``id`` is component and aspect; ``article`` a clause of Phụ lục I."""

    id: str
    article: str
    severity: str = ERROR
    mandatory: bool = False

    @property
    def component(self):
        return self.id.partition(".")[0]


_ROWS = (
    ("paper.size", "I.1", ERROR),
    ("paper.orientation", "I.2", WARNING),
    ("paper.margins", "I.3", ERROR),
    ("paper.read", "I", WARNING),
    ("font.family", "I.4", ERROR),
    ("font.encoding", "I.4", ERROR),
    ("font.color", "I.4", WARNING),
    ("page_number.place", "I.7", ERROR),
    ("page_number.letters", "I.7", WARNING),
    ("nation.missing", "II.1", ERROR),
    ("nation.letters", "II.1.a", ERROR),
    ("nation.place", "II.1.a", ERROR),
    ("motto.missing", "II.1", ERROR),
    ("motto.text", "II.1.b", ERROR),
    ("motto.letters", "II.1.b", ERROR),
    ("motto.place", "II.1.b", WARNING),
    ("motto.line", "II.1.b", WARNING),
    ("issuer.missing", "II.2", ERROR),
    ("issuer.name", "II.2.a", WARNING),
    ("issuer.letters", "II.2.b", ERROR),
    ("issuer.line", "II.2.b", WARNING),
    ("number.missing", "II.3", ERROR),
    ("number.form", "II.3.c", ERROR),
    ("number.notation", "II.3.b", ERROR),
    ("number.letters", "II.3.c", ERROR),
    ("number.place", "II.3.c", WARNING),
    ("date.missing", "II.4", ERROR),
    ("date.form", "II.4.b", ERROR),
    ("date.place_name", "II.4.a", WARNING),
    ("date.letters", "II.4.c", ERROR),
    ("date.place", "II.4.c", WARNING),
    ("type.missing", "II.5", ERROR),
    ("type.kind", "II.5.a", ERROR),
    ("type.letters", "II.5.b", ERROR),
    ("abstract.missing", "II.5", ERROR),
    ("abstract.letters", "II.5.b", ERROR),
    ("abstract.line", "II.5.b", WARNING),
    ("basis.letters", "II.6.a", WARNING),
    ("basis.form", "II.6.a", WARNING),
    ("body.missing", "II.6", ERROR),
    ("body.letters", "II.6.e", ERROR),
    ("body.paragraph", "II.6.e", WARNING),
    ("article.form", "II.6.đ", WARNING),
    ("authority.form", "II.7.b", ERROR),
    ("authority.right", "II.7.b", ERROR),
    ("position.missing", "II.7", ERROR),
    ("position.letters", "II.7.đ", ERROR),
    ("signer.missing", "II.7", ERROR),
    ("signer.name", "II.7.c", ERROR),
    ("signer.titles", "II.7.c", WARNING),
    ("signer.letters", "II.7.đ", ERROR),
    ("addressees.missing", "II.9.b", ERROR),
    ("addressees.form", "II.9.d", WARNING),
    ("addressees.letters", "II.9.d", WARNING),
    ("recipients.missing", "II.9", ERROR),
    ("recipients.form", "II.9.d", ERROR),
    ("recipients.as_above", "II.9.b", WARNING),
    ("recipients.letters", "II.9.d", ERROR),
    ("recipients.named", "II.9", WARNING),
    ("annex.heading", "III.1.b", ERROR),
    ("annex.letters", "III.1.b", WARNING),
    ("annex.mention", "III.1.a", WARNING),
    ("urgency.missing", "III.2.b", ERROR),
    ("urgency.letters", "III.2.b", WARNING),
    ("circulation.letters", "III.2.c", WARNING),
)

_OPTIONAL = ("addressees.missing", "urgency.missing")
"""Missing where they should be, but no component of Điều 8 khoản 2."""

RULES = {
    name: Rule(
        name,
        article,
        severity,
        mandatory=name.endswith(".missing") and name not in _OPTIONAL,
    )
    for name, article, severity in _ROWS
}
"""All rules by id.

>>> RULES["nation.missing"].mandatory, RULES["nation.place"].component
(True, 'nation')
"""


@dataclass(frozen=True)
class Letters:
    """How the letters of a component look (mục V): size in pt, ``None``: either."""

    least: float
    most: float
    bold: bool | None = False
    italic: bool | None = False
    capitals: bool | None = None
    """True: in capitals, False: in small letters, None: as it is written."""


LETTERS = {
    "nation": Letters(12, 13, bold=True, capitals=True),
    "motto": Letters(13, 14, bold=True, capitals=False),
    "parent": Letters(12, 13, capitals=True),
    "issuer": Letters(12, 13, bold=True, capitals=True),
    "number": Letters(13, 13),
    "date": Letters(13, 14, italic=True, capitals=False),
    "type": Letters(13, 14, bold=True, capitals=True),
    "abstract": Letters(13, 14, bold=True, capitals=False),
    "letter_abstract": Letters(12, 13, capitals=False),
    "basis": Letters(13, 14, italic=True, capitals=False),
    "body": Letters(13, 14, bold=None, italic=None),
    "position": Letters(13, 14, bold=True, capitals=True),
    "signer": Letters(13, 14, bold=True, capitals=False),
    "addressees": Letters(13, 14, capitals=False),
    "recipients_word": Letters(12, 12, bold=True, italic=True, capitals=False),
    "recipients": Letters(11, 11, capitals=False),
    "annex": Letters(14, 14, bold=True, capitals=False),
    "annex_title": Letters(13, 14, bold=True, capitals=True),
    "stamp": Letters(13, 14, bold=True, capitals=True),
    "page_number": Letters(13, 14, bold=None),
}

UNSIGNED_ALIKE = frozenset({"bien_ban", "hop_dong", "ban_ghi_nho", "ban_thoa_thuan"})
"""Signed by two sides (Mẫu 1.9, agreements): their foot has no scheme of its own."""

WITHOUT_DATE = frozenset({"bien_ban", "hop_dong", "ban_ghi_nho", "ban_thoa_thuan"})
"""Mẫu 1.9 has no place and date at the top."""

WITHOUT_ABSTRACT = frozenset(
    {"giay_gioi_thieu", "giay_nghi_phep", "hop_dong", "thu_cong"}
)
"""Mẫu 1.8 and 1.10 have none."""

WITHOUT_HEAD = frozenset({"thu_cong"})
"""Personal letters of an office holder: the decree gives them no scheme."""

HANDED_OVER = frozenset({"giay_gioi_thieu", "giay_nghi_phep"})
"""Given to the person named in the text, who shows it (Mẫu 1.8, 1.10)."""

ADDRESSED = frozenset({"cong_van", "to_trinh"})
"""Begin with “Kính gửi” (II.9.b); reports do when they go to a superior."""
