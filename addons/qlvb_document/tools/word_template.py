# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Word templates filled with the data of a draft, by docxtpl in a sandbox.

A template is text from an administrator: its expressions reach the given data and
nothing of Python behind them.
"""

import io

# Every field that a template may ask for, with a value to try it with.
SAMPLE = {
    "parent_agency": "ỦY BAN NHÂN DÂN TỈNH MẪU",
    "agency": "ỦY BAN NHÂN DÂN HUYỆN MẪU",
    "agency_name": "Ủy ban nhân dân huyện Mẫu",
    "kind": "Công văn",
    "type_name": "CÔNG VĂN",
    "notation_tail": "/UBND-VP",
    "place": "Mẫu",
    "year": 2026,
    "abstract": "mẫu & thử",
    "addressees": ["Sở Nội vụ", "Văn phòng UBND tỉnh"],
    "issuing_authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MẪU",
    "grounds": ["Căn cứ Luật Lưu trữ;", "Theo đề nghị của Chánh Văn phòng."],
    "enacting": "QUYẾT ĐỊNH:",
    "opening": "Ủy ban nhân dân huyện Mẫu trân trọng kính mời:",
    "body": ["Đoạn thứ nhất.", "Đoạn thứ hai."],
    "recipients": ["Như trên", "Lưu: VT"],
    "authority": "KT.",
    "authority_line": "KT. CHỦ TỊCH",
    "urgency_stamp": "",
    "position": "PHÓ CHỦ TỊCH",
    "signer": "Nguyễn Văn Mẫu",
    "drafter": "Trần Thị Thử",
    "contact": ["Số 1, đường Mẫu", "02373 123456; vp@mau.gov.vn"],
}


class TemplateError(Exception):
    """A template that cannot be filled; the message names the place."""


def render(template, context):
    """Return the bytes of a .docx made from a template (a path, or bytes) and data."""
    return _guarded(lambda: _rendered(template, context))


def unknown_fields(template, known):
    """Return the names that a template asks for and that nobody gives."""

    def ask():
        names = _open(template).get_undeclared_template_variables(_environment())
        return names - set(known)

    return _guarded(ask)


def _rendered(template, context):
    document = _open(template)
    document.render(context, _environment(), autoescape=True)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _open(template):
    from docxtpl import DocxTemplate

    is_bytes = isinstance(template, bytes)
    return DocxTemplate(io.BytesIO(template) if is_bytes else template)


def _environment():
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=True)


def _guarded(action):
    """Whatever is wrong with a file that people made, it is told and not raised."""
    try:
        return action()
    except MemoryError:
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:200] or type(error).__name__
        raise TemplateError(words) from error
