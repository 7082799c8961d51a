"""Issued plans of our own wording with every fact worked out by hand, and ways to print them.

Each :class:`SamplePlan` is written once as facts; :mod:`.printing` makes Word files of them in several layouts. The
tests compare what the import finds with these facts, never with its own output.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """A row of the plan's table: TT, task, lead, coordinating, time, deliverable."""

    number: str
    text: str
    lead: str
    coordinating: str
    when: str
    deliverable: str
    group: str = ""


@dataclass(frozen=True)
class Item:
    """A task of a prose plan. ``mark`` '' is a plain paragraph; ``when``, ``lead`` stand on lines of their own."""

    text: str
    mark: str = "-"
    when: str = ""
    lead: str = ""
    coordinating: str = ""


@dataclass(frozen=True)
class Block:
    """A numbered heading with its items."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Duty:
    """A unit's heading under "Tổ chức thực hiện" and what it has to do."""

    heading: str
    items: tuple[Item, ...]
    units: tuple[str, ...] = ()
    """Folded unit names that this heading names one by one; empty for a group."""


@dataclass(frozen=True)
class SamplePlan:
    """A whole plan and its facts."""

    name: str
    superior: str
    issuer: str
    number: str
    place: str
    day: tuple[int, int, int]
    title: tuple[str, ...]
    bases: tuple[str, ...]
    introduction: str
    purpose: tuple[str, ...]
    content_heading: str
    blocks: tuple[Block, ...]
    duties_heading: str
    duties: tuple[Duty, ...]
    closing: str
    recipients: tuple[str, ...]
    signing: tuple[str, ...]
    signer: str
    start: str
    end: str
    reports: tuple[str, ...]
    focal: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    units: dict[str, str] = field(default_factory=dict)
    """Unit name → kind, all that the plan names as units."""
    roman: bool = True
    annex: str = "PHỤ LỤC"


SIX = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Sản phẩm")
OTHER_SIX = (
    "STT",
    "Nội dung công việc",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian hoàn thành",
    "Kết quả/Sản phẩm",
)

TABLE_COMMUNE = SamplePlan(
    name="bang-xa",
    superior="THÀNH PHỐ CẦN THƠ",
    issuer="ỦY BAN NHÂN DÂN XÃ PHÚ HỮU",
    number="45/KH-UBND",
    place="Phú Hữu",
    day=(12, 8, 2025),
    title=("Thực hiện công tác dân vận chính quyền", "6 tháng cuối năm 2025 trên địa bàn xã Phú Hữu"),
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "Căn cứ Quyết định số 1520/QĐ-UBND ngày 05/8/2025 của Ủy ban nhân dân thành phố Cần Thơ về danh mục công việc dân vận cuối năm 2025",
    ),
    introduction="Ủy ban nhân dân xã Phú Hữu ban hành Kế hoạch thực hiện công tác dân vận chính quyền 6 tháng cuối năm 2025 như sau:",
    purpose=(
        "Làm cho mỗi cán bộ, công chức hiểu rõ trách nhiệm của mình khi tiếp xúc, làm việc với người dân.",
        "Việc triển khai phải thiết thực, tiết kiệm, có người chịu trách nhiệm và có thời hạn rõ ràng.",
    ),
    content_heading="NHIỆM VỤ TRỌNG TÂM",
    blocks=(
        Block(
            "Đổi mới cách làm việc với người dân",
            (
                Item(
                    "Thực hiện đầy đủ các việc nêu trong bảng kèm theo Kế hoạch này, bảo đảm đúng tiến độ.",
                    mark="",
                ),
            ),
        ),
    ),
    duties_heading="TỔ CHỨC THỰC HIỆN",
    duties=(
        Duty(
            "Phòng Văn hóa - Xã hội",
            (
                Item("Theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch; tổng hợp báo cáo Ủy ban nhân dân xã."),
                Item("Hướng dẫn các ấp lập hồ sơ công nhận mô hình dân vận khéo."),
            ),
            ("phòng văn hóa xã hội",),
        ),
        Duty(
            "Các đơn vị, các ấp",
            (
                Item(
                    "Báo cáo kết quả về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) lần 1 trước ngày 15/9/2025, lần 2 trước ngày 10/12/2025."
                ),
            ),
        ),
    ),
    closing="Trên đây là Kế hoạch thực hiện công tác dân vận chính quyền 6 tháng cuối năm 2025 của xã Phú Hữu./.",
    recipients=("UBND thành phố;", "TT Đảng ủy xã;", "Các phòng, trung tâm;", "Các ấp;", "Lưu: VT, VHXH."),
    signing=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Lê Thị Hồng Nhung",
    start="2025-07-01",
    end="2025-12-31",
    reports=("2025-09-15", "2025-12-10"),
    focal="Phòng Văn hóa - Xã hội",
    header=SIX,
    rows=(
        Row(
            "1",
            "Phổ biến cho cán bộ, công chức quy tắc ứng xử khi tiếp dân",
            "Phòng Văn hóa - Xã hội",
            "Văn phòng HĐND và UBND xã",
            "Thường xuyên",
            "Biên bản, hình ảnh",
        ),
        Row(
            "2",
            "Mở hộp thư góp ý tại nơi làm thủ tục và công khai kết quả trả lời hằng tuần cho người dân trên địa bàn",
            "Trung tâm Phục vụ hành chính công",
            "",
            "Xong trước 30/8/2025",
            "Báo cáo kết quả",
        ),
        Row(
            "3",
            "Tổ chức đối thoại giữa lãnh đạo xã với người dân (01 cuộc/ấp)",
            "Văn phòng HĐND và UBND xã",
            "Phòng Văn hóa - Xã hội; các ấp",
            "Tháng 9-10/2025",
            "Biên bản đối thoại",
        ),
        Row(
            "4",
            "Công khai các khoản đóng góp làm đường giao thông nông thôn",
            "Phòng Kinh tế",
            "Các phòng, đơn vị liên quan",
            "Quý III, IV/2025",
            "Bảng niêm yết",
        ),
        Row(
            "5",
            "Đăng ký và xây dựng mô hình dân vận khéo: 1 mô hình/ấp (tuyến đường sáng, tổ tự quản)",
            "Các ấp",
            "",
            "6 tháng cuối năm 2025 và các năm tiếp theo",
            "Mô hình được công nhận",
        ),
        Row(
            "6",
            "Phát thanh chuyên mục dân vận trên hệ thống truyền thanh xã",
            "Trung tâm Văn hóa, Thể thao và Truyền thông",
            "Phòng Văn hóa - Xã hội",
            "Thường xuyên",
            "Tin, bài",
        ),
        Row(
            "7",
            "Rà soát, sửa đổi quy chế thực hiện dân chủ trong hoạt động của cơ quan",
            "Văn phòng HĐND và UBND xã",
            "Các phòng chuyên môn, đơn vị",
            "Hoàn thành trước ngày 20/9/2025",
            "Quy chế sửa đổi",
        ),
        Row(
            "8",
            "Vận động người dân giữ gìn an ninh trật tự, phòng chống lừa đảo trên không gian mạng; phát tờ rơi tới từng hộ gia đình ở các khu vực đông dân cư và gần chợ",
            "Công an xã",
            "Các ấp, các trường học",
            "Tháng 8/2025",
            "Kế hoạch, báo cáo",
        ),
        Row(
            "9",
            "Ký cam kết không gây phiền hà của công chức",
            "Văn phòng HĐND và UBND xã",
            "Các phòng chuyên môn liên quan",
            "Tháng 8/2025",
            "Bản cam kết",
        ),
        Row(
            "10",
            "Thăm, tặng quà gia đình chính sách nhân ngày 27/7 và ngày 22/12",
            "Phòng Văn hóa - Xã hội",
            "Ủy ban MTTQ Việt Nam xã, các đoàn thể",
            "Tháng 7, tháng 12/2025",
            "Danh sách, hình ảnh",
        ),
    ),
    units={
        "Phòng Văn hóa - Xã hội": "Phòng chuyên môn",
        "Văn phòng HĐND và UBND xã": "Phòng chuyên môn",
        "Trung tâm Phục vụ hành chính công": "Đơn vị sự nghiệp",
        "Phòng Kinh tế": "Phòng chuyên môn",
        "Trung tâm Văn hóa, Thể thao và Truyền thông": "Đơn vị sự nghiệp",
        "Công an xã": "Lực lượng vũ trang",
        "Ủy ban MTTQ Việt Nam xã": "Đoàn thể",
    },
)

TABLE_GROUPS = SamplePlan(
    name="bang-nhom",
    superior="UBND TỈNH LÂM ĐỒNG",
    issuer="ỦY BAN NHÂN DÂN PHƯỜNG XUÂN TRƯỜNG",
    number="07/KH-UBND",
    place="Xuân Trường",
    day=(5, 1, 2026),
    title=("Công tác dân vận của chính quyền phường Xuân Trường năm 2026",),
    bases=(
        "Thực hiện Chỉ thị số 20/CT-UBND ngày 02/12/2025 của Ủy ban nhân dân tỉnh về đẩy mạnh dân vận trong cơ quan hành chính",
        "Căn cứ Nghị quyết số 11/NQ-HĐND ngày 20/12/2025 của Hội đồng nhân dân phường về nhiệm vụ năm 2026",
    ),
    introduction="Ủy ban nhân dân phường xây dựng Kế hoạch công tác dân vận của chính quyền năm 2026, cụ thể như sau:",
    purpose=("Nâng chỉ số hài lòng của người dân, doanh nghiệp đối với bộ phận một cửa.",),
    content_heading="NỘI DUNG",
    blocks=(
        Block(
            "Danh mục công việc",
            (Item("Các công việc, đơn vị và thời hạn thực hiện theo phụ lục đính kèm.", mark=""),),
        ),
    ),
    duties_heading="TỔ CHỨC THỰC HIỆN",
    duties=(
        Duty(
            "Văn phòng HĐND và UBND phường",
            (
                Item(
                    "Là đầu mối theo dõi, tổng hợp kết quả báo cáo Chủ tịch Ủy ban nhân dân phường.", mark=""
                ),
            ),
            ("văn phòng hđnd và ubnd phường",),
        ),
        Duty(
            "Các phòng, trung tâm, tổ dân phố",
            (Item("Gửi báo cáo 6 tháng trước ngày 05/6/2026, báo cáo năm trước ngày 25/11/2026.", mark=""),),
        ),
    ),
    closing="Yêu cầu các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này./.",
    recipients=("Như trên;", "Lưu: VT."),
    signing=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Nguyễn Văn Bảo",
    start="2026-01-01",
    end="2026-12-31",
    reports=("2026-06-05", "2026-11-25"),
    focal="Văn phòng HĐND và UBND phường",
    header=OTHER_SIX,
    rows=(
        Row(
            "1",
            "Tập huấn kỹ năng tiếp dân cho công chức mới tuyển dụng",
            "Phòng Văn hóa - Xã hội",
            "Văn phòng HĐND và UBND phường",
            "Quý I/2026",
            "Kế hoạch, danh sách lớp",
            "I. TUYÊN TRUYỀN, TẬP HUẤN",
        ),
        Row(
            "2",
            "Viết tin, bài về gương người tốt việc tốt",
            "Trung tâm Cung ứng dịch vụ sự nghiệp công",
            "Các tổ dân phố",
            "Hằng tháng",
            "Tin, bài",
            "I. TUYÊN TRUYỀN, TẬP HUẤN",
        ),
        Row(
            "3",
            "Rà soát thủ tục rườm rà, đề xuất cắt giảm thời gian giải quyết",
            "Trung tâm Phục vụ hành chính công",
            "Phòng Kinh tế, Hạ tầng và Đô thị",
            "Trước ngày 30/4/2026",
            "Văn bản đề xuất",
            "II. CẢI CÁCH HÀNH CHÍNH",
        ),
        Row(
            "4",
            "Khảo sát mức độ hài lòng của người dân",
            "Trung tâm Phục vụ hành chính công",
            "",
            "Tháng 5, tháng 10/2026",
            "Báo cáo khảo sát",
            "II. CẢI CÁCH HÀNH CHÍNH",
        ),
        Row(
            "5",
            "Đối thoại với hộ kinh doanh về trật tự vỉa hè",
            "Phòng Kinh tế, Hạ tầng và Đô thị",
            "Công an phường; các tổ dân phố",
            "Quý II/2026",
            "Biên bản",
            "III. ĐỐI THOẠI",
        ),
        Row(
            "6",
            "Tiếp nhận, trả lời kiến nghị của cử tri",
            "Văn phòng HĐND và UBND phường",
            "Các phòng, đơn vị liên quan",
            "Thường xuyên",
            "Văn bản trả lời",
            "III. ĐỐI THOẠI",
        ),
    ),
    units={
        "Phòng Văn hóa - Xã hội": "Phòng chuyên môn",
        "Văn phòng HĐND và UBND phường": "Phòng chuyên môn",
        "Trung tâm Cung ứng dịch vụ sự nghiệp công": "Đơn vị sự nghiệp",
        "Trung tâm Phục vụ hành chính công": "Đơn vị sự nghiệp",
        "Phòng Kinh tế, Hạ tầng và Đô thị": "Phòng chuyên môn",
        "Công an phường": "Lực lượng vũ trang",
    },
)

PROSE_DISTRICT = SamplePlan(
    name="loi-van-huyen",
    superior="TỈNH HÀ TĨNH",
    issuer="ỦY BAN NHÂN DÂN HUYỆN KỲ LÂM",
    number="112/KH-UBND",
    place="Kỳ Lâm",
    day=(20, 2, 2024),
    title=("Thực hiện công tác dân vận chính quyền năm 2024",),
    bases=(
        "Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022",
        "Thực hiện Kế hoạch số 30/KH-UBND ngày 25 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Hà Tĩnh về công tác dân vận năm 2024",
    ),
    introduction="Ủy ban nhân dân huyện Kỳ Lâm xây dựng Kế hoạch thực hiện công tác dân vận chính quyền năm 2024 như sau:",
    purpose=(
        "Tạo chuyển biến trong tác phong phục vụ của đội ngũ cán bộ, công chức, viên chức.",
        "Gắn công tác dân vận với nhiệm vụ chính trị của từng cơ quan, địa phương.",
    ),
    content_heading="NỘI DUNG",
    blocks=(
        Block(
            "Quán triệt chủ trương, chính sách về dân vận của chính quyền",
            (
                Item(
                    "Tổ chức học tập các văn bản mới về công tác dân vận cho toàn thể cán bộ, công chức; lồng ghép trong sinh hoạt cơ quan hằng tháng."
                ),
                Item("Đưa nội dung dân vận khéo vào chương trình bồi dưỡng công chức xã, thị trấn."),
            ),
        ),
        Block(
            "Cải cách hành chính gắn với phục vụ người dân",
            (
                Item(
                    "Niêm yết công khai thủ tục, phí, lệ phí và thời hạn giải quyết; bố trí người hướng dẫn nộp hồ sơ trực tuyến."
                ),
                Item(
                    "Khảo sát ý kiến người dân ít nhất 02 lần trong năm và công bố kết quả.",
                    when="Tháng 6 và tháng 11/2024",
                ),
                Item("Xin lỗi bằng văn bản khi trả kết quả quá hẹn."),
            ),
        ),
        Block(
            "Đối thoại, giải quyết kiến nghị",
            (
                Item(
                    "Người đứng đầu cơ quan hành chính trực tiếp đối thoại với người dân; mỗi cuộc có kết luận, phân công và thời hạn giải quyết rõ ràng, báo cáo kết quả để nhân dân theo dõi.",
                    mark="",
                ),
                Item("Giải quyết dứt điểm các vụ việc kéo dài, đông người.", mark=""),
            ),
        ),
    ),
    duties_heading="TỔ CHỨC THỰC HIỆN",
    duties=(
        Duty(
            "Phòng Nội vụ",
            (
                Item("Tham mưu kế hoạch kiểm tra công tác dân vận tại các cơ quan, đơn vị."),
                Item("Làm đầu mối tổng hợp, tham mưu báo cáo Ủy ban nhân dân huyện theo định kỳ."),
            ),
            ("phòng nội vụ",),
        ),
        Duty(
            "Thanh tra huyện",
            (Item("Theo dõi việc tiếp công dân, xử lý đơn thư của các cơ quan và xã, thị trấn.", mark=""),),
            ("thanh tra huyện",),
        ),
        Duty(
            "Phòng Văn hóa và Thông tin, Trung tâm Văn hóa - Truyền thông",
            (Item("Mở chuyên mục về dân vận khéo, kịp thời biểu dương cách làm hay.", mark=""),),
            ("phòng văn hóa và thông tin", "trung tâm văn hóa truyền thông"),
        ),
        Duty(
            "Phòng Tài chính - Kế hoạch",
            (Item("Bố trí kinh phí cho các hoạt động dân vận của huyện.", mark=""),),
            ("phòng tài chính kế hoạch",),
        ),
        Duty(
            "Các phòng, ban, ngành; UBND các xã, thị trấn",
            (
                Item("Cụ thể hóa Kế hoạch này phù hợp với tình hình của cơ quan, địa phương."),
                Item(
                    "Định kỳ 6 tháng (trước 25/5), một năm (trước 20/11) báo cáo Ủy ban nhân dân huyện (qua Phòng Nội vụ) để tổng hợp."
                ),
            ),
        ),
    ),
    closing="Trên đây là Kế hoạch thực hiện công tác dân vận chính quyền năm 2024; trong quá trình thực hiện nếu vướng mắc, các đơn vị phản ánh về Ủy ban nhân dân huyện./.",
    recipients=(
        "UBND tỉnh;",
        "Sở Nội vụ;",
        "Các phòng, ban huyện;",
        "UBND các xã, thị trấn;",
        "Lưu: VT, NV.",
    ),
    signing=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    signer="Trần Quốc Khánh",
    start="2024-01-01",
    end="2024-12-31",
    reports=("2024-05-25", "2024-11-20"),
    focal="Phòng Nội vụ",
    units={
        "Phòng Nội vụ": "Phòng chuyên môn",
        "Thanh tra huyện": "Phòng chuyên môn",
        "Phòng Văn hóa và Thông tin": "Phòng chuyên môn",
        "Trung tâm Văn hóa - Truyền thông": "Đơn vị sự nghiệp",
        "Phòng Tài chính - Kế hoạch": "Phòng chuyên môn",
    },
)

PROSE_COMMUNE = SamplePlan(
    name="loi-van-xa",
    superior="UBND HUYỆN ĐẮK SONG",
    issuer="ỦY BAN NHÂN DÂN XÃ NÂM N'JANG",
    number="09/KH-UBND",
    place="Nâm N'Jang",
    day=(3, 3, 2025),
    title=("Công tác dân vận chính quyền năm 2025",),
    bases=(
        "Thực hiện Kế hoạch số 18/KH-UBND ngày 14/02/2025 của Ủy ban nhân dân huyện về công tác dân vận chính quyền năm 2025",
    ),
    introduction="Ủy ban nhân dân xã Nâm N'Jang ban hành Kế hoạch công tác dân vận chính quyền năm 2025 như sau:",
    purpose=("Nâng cao trách nhiệm phục vụ nhân dân.",),
    content_heading="NHIỆM VỤ, GIẢI PHÁP",
    blocks=(
        Block(
            "Công tác tuyên truyền",
            (
                Item(
                    "Tuyên truyền Luật Thực hiện dân chủ ở cơ sở tại các buổi họp bon, thôn.",
                    lead="Công chức Văn hóa - Xã hội",
                    when="Thường xuyên",
                ),
                Item(
                    "Làm 04 phóng sự ngắn phát trên loa truyền thanh.",
                    lead="Đài Truyền thanh xã",
                    coordinating="Công chức Văn hóa - Xã hội",
                    when="Quý II, III/2025",
                ),
            ),
        ),
        Block(
            "Công tác tiếp dân",
            (
                Item("Chủ tịch Ủy ban nhân dân xã tiếp công dân định kỳ và đột xuất theo quy định."),
                Item("Phân loại, xử lý đơn trong thời hạn, không để đơn tồn đọng sang tháng sau."),
            ),
        ),
    ),
    duties_heading="TỔ CHỨC THỰC HIỆN",
    duties=(
        Duty(
            "Công chức Văn phòng - Thống kê",
            (Item("Theo dõi, đôn đốc, tổng hợp báo cáo kết quả thực hiện Kế hoạch."),),
            ("công chức văn phòng thống kê",),
        ),
        Duty(
            "Công chức Tài chính - Kế toán",
            (Item("Tham mưu bố trí kinh phí trong dự toán được giao."),),
            ("công chức tài chính kế toán",),
        ),
        Duty(
            "Đài Truyền thanh xã",
            (Item("Phát thanh nội dung Kế hoạch này đến nhân dân."),),
            ("đài truyền thanh xã",),
        ),
        Duty(
            "Các thôn, bon",
            (Item("Báo cáo kết quả 6 tháng trước ngày 01/6/2025, năm trước ngày 01/11/2025."),),
        ),
    ),
    closing="Trên đây là Kế hoạch công tác dân vận chính quyền năm 2025 của Ủy ban nhân dân xã./.",
    recipients=("UBND huyện;", "Các thôn, bon;", "Lưu: VT."),
    signing=("CHỦ TỊCH",),
    signer="Y Quang B'Krông",
    start="2025-01-01",
    end="2025-12-31",
    reports=("2025-06-01", "2025-11-01"),
    focal="Công chức Văn phòng - Thống kê",
    units={
        "Công chức Văn phòng - Thống kê": "Bộ phận chuyên môn",
        "Công chức Tài chính - Kế toán": "Bộ phận chuyên môn",
        "Đài Truyền thanh xã": "Đơn vị sự nghiệp",
        "Công chức Văn hóa - Xã hội": "Bộ phận chuyên môn",
    },
    roman=True,
)

TABLE_PLANS = (TABLE_COMMUNE, TABLE_GROUPS)
PROSE_PLANS = (PROSE_DISTRICT, PROSE_COMMUNE)
ALL = (*TABLE_PLANS, *PROSE_PLANS)
