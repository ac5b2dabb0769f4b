"""Documents that the tests of `pages` draw."""

import datetime

from vnrecords import pages

HEADING = pages.Heading(
    issuer="Ủy ban nhân dân\nhuyện Quảng Xương",
    parent="UBND tỉnh Thanh Hóa",
    symbol="UBND-VX",
    place="Quảng Xương",
    year=2026,
    letter_subject="triển khai phần mềm tại các phòng VH&TT",
)
SIGNATURE = pages.Signature("Trần Thị Thuỷ", "Phó Chủ tịch", "KT. Chủ tịch")
PARAGRAPH = (
    "Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm tổ chức tiếp nhận, xử lý văn bản "
    "đến trong 02 giờ hành chính; văn bản khẩn được xử lý ngay, không chờ bản giấy."
)
LETTER = pages.Letter(
    heading=HEADING,
    signature=SIGNATURE,
    addressees=("Phòng VH&TT <huyện>", "Ủy ban nhân dân các xã"),
    body=(PARAGRAPH, "Yêu cầu các đơn vị thực hiện./."),
    recipients=("Như trên", "Lưu: VT, VX (03 bản)"),
)
DECISION = pages.Letter(
    heading=pages.Heading(
        issuer="UBND xã Tân Phong",
        symbol="QĐ-UBND",
        number="05",
        place="Tân Phong",
        date=datetime.date(2026, 3, 5),
    ),
    type_name="Quyết định",
    subject="Về việc ban hành Quy chế",
    authority="Ủy ban nhân dân xã",
    grounds=("Căn cứ Luật A", "Theo đề nghị của Chánh Văn phòng;"),
    enacting="Quyết định:",
    body=("Điều 1. Ban hành Quy chế.", "Điều 2. Thi hành./."),
    recipients=("Như Điều 2", "Lưu: VT"),
    signature=pages.Signature("Lê Văn Đức", "Chủ tịch"),
)
