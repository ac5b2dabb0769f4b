"""What a clerk types: phrases in clean Unicode, for the tests of encodings."""

PHRASES = """
Ủy ban nhân dân huyện Quảng Xương
Quyết định về việc ban hành Quy chế quản lý văn bản
Về việc báo cáo kết quả công tác văn thư, lưu trữ năm 2025
Kính gửi: Các phòng, ban, đơn vị thuộc Ủy ban nhân dân xã
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015
Xét đề nghị của Chánh Văn phòng tại Tờ trình số 12/TTr-VP
Yêu cầu thủ trưởng các cơ quan, đơn vị nghiêm túc thực hiện
Công văn triển khai phòng, chống lụt bão và tìm kiếm cứu nạn
Thông báo nghỉ lễ Quốc khánh và treo cờ Tổ quốc
Giấy mời họp giao ban định kỳ tháng mười một
Đề án chuyển đổi số giai đoạn 2026 - 2030
Báo cáo kinh tế - xã hội, quốc phòng, an ninh quý III
Sở Giáo dục và Đào tạo hướng dẫn tuyển sinh lớp mười
Danh mục hồ sơ, thời hạn bảo quản tài liệu vĩnh viễn
Phê duyệt kế hoạch sử dụng đất, diện tích 12,5 km² và 300 m²
Nhiệt độ trung bình 25°C; tăng 3% so với cùng kỳ
Người đại diện theo pháp luật: ông Nguyễn Thuỷ Huỳnh
Ký thừa lệnh; giữ nguyên mức phụ cấp 0,3 đối với kiêm nhiệm
Rà soát, bổ sung quy hoạch khu dân cư nông thôn kiểu mẫu
Tăng cường kỷ luật, kỷ cương hành chính trong giải quyết thủ tục
Hỏa tốc: ứng phó bão số 9, di dời các hộ ven biển
Phiếu chuyển đơn đến Trung tâm Phục vụ hành chính công
""".strip().splitlines()
