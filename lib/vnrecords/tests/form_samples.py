"""Forms that the tests fill in, and what is read back from the drawn pages."""

import datetime
import io

from pdfminer.high_level import extract_text
from pdfminer.pdfpage import PDFPage

from vnrecords import forms
from vnrecords.pages import Heading, Signature
from vnrecords.pages.geometry import MM

DAY = datetime.date(2026, 3, 9)
MORNING = datetime.datetime(2026, 3, 9, 10, 5)
HEAD = forms.RegisterHead(
    issuer="UBND xã Tân Phong",
    parent="UBND huyện Quảng Xương",
    year=2026,
    volume="01",
    first_number="01",
    last_number="60",
    first_date=datetime.date(2026, 1, 1),
    last_date=datetime.date(2026, 3, 31),
)
INCOMING = forms.IncomingRow(
    arrived=DAY,
    number="15",
    author="Sở Nội vụ",
    notation="1234/UBND-VHXH",
    dated=datetime.date(2026, 3, 6),
    abstract="Về phòng VH&TT <mới>",
    receiver="Văn phòng",
    forwarded=DAY,
    receipt="An",
    note="khẩn",
)
OUTGOING = forms.OutgoingRow(
    notation="05/QĐ-UBND",
    dated=DAY,
    abstract="Quyết định về việc thành lập Tổ",
    signer="Lê Văn A",
    recipients="Phòng VH&TT",
    keeper="VT, VX",
    copies=3,
    forwarded=DAY,
    receipt="Bình",
    note="bản giấy",
)
HEADING = Heading("Phòng VH&TT", place="Quảng Xương", date=DAY)
STAMP = forms.arrival_lines("UBND xã", 15, DAY)
SLIP = forms.SubmissionSlip(
    heading=HEADING,
    addressee="Chủ tịch Ủy ban nhân dân huyện",
    subject="Trả lời Công văn số 12/UBND-VX",
    matter="Tình hình sử dụng phần mềm",
    proposal="Kính trình Chủ tịch ký ban hành",
    unit_opinions=("Phòng Nội vụ: nhất trí", "Văn phòng: bổ sung số liệu"),
    opinions=(
        forms.Opinion(
            "Lãnh đạo phòng",
            "Trần Văn B",
            "Đồng ý",
            datetime.datetime(2026, 3, 9, 10, 5),
        ),
    ),
    proposer=Signature("Phạm Văn D", "Người trình"),
)


def text_of(pdf):
    """The text on one line: cells wrap where their column ends."""
    return " ".join(extract_text(io.BytesIO(pdf)).split())


def page_texts(pdf):
    count = len(list(PDFPage.get_pages(io.BytesIO(pdf))))
    return [
        " ".join(extract_text(io.BytesIO(pdf), page_numbers=[n]).split())
        for n in range(count)
    ]


def size_mm(pdf):
    page = next(PDFPage.get_pages(io.BytesIO(pdf)))
    _x, _y, width, height = page.mediabox
    return round(width / MM), round(height / MM)
