"""The report of a check as a PDF: the file, then each signature line by line."""

from dataclasses import dataclass

from reportlab.platypus import KeepTogether, Spacer

from vnrecords.forms.table import Column, form_table
from vnrecords.pages import fonts
from vnrecords.pages.drawing import CENTER, build, paragraph, style

TITLE = "KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ"
COLUMNS = (Column("label", "Nội dung kiểm tra", 60), Column("text", "Kết quả", 105))
BASIS = "Luật Giao dịch điện tử số 20/2023/QH15; Nghị định số 30/2020/NĐ-CP."


@dataclass(frozen=True)
class Line:
    """One finding, in words."""

    label: str
    text: str


def draw(facts, signatures, mark=""):
    """Return the bytes of the report.

    ``facts``: Lines about the file; ``signatures``: [(title, Lines)]; ``mark``: who
    printed it and when. All texts are content, in the reader's language.
    """
    fonts.register()
    head = style(14, fonts.BOLD, CENTER)
    story = [paragraph(TITLE, head), Spacer(1, 10), form_table(COLUMNS, facts, False)]
    for title, lines in signatures:
        name = paragraph(title, style(13, fonts.BOLD))
        table = form_table(COLUMNS, lines, False)
        story.append(KeepTogether([Spacer(1, 12), name, Spacer(1, 4), table]))
    story += [Spacer(1, 12), paragraph(f"Căn cứ: {BASIS}", style(11))]
    return build(story, mark=mark, title=TITLE).pdf
