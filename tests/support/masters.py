"""Masters made by code, for tests: every deadline kind, every kind of criterion, two periods.

``small_master()`` is a commune's programme for July-December 2025: three offices and fourteen thôn that
owe returns, one union that does not, thirteen tasks. The wording is our own; the facts are made up.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from danvan_xl.model import (
    Aggregation,
    Assignment,
    Band,
    Criterion,
    Deadline,
    DeadlineKind,
    Indicator,
    Master,
    NotArising,
    NumberKind,
    Part,
    Period,
    Plan,
    Role,
    ScoreKind,
    Task,
    Unit,
    UnitKind,
)

START, END = date(2025, 7, 1), date(2025, 12, 31)
OFFICES = ("VP", "VHXH", "KT")
HAMLETS = tuple(f"T{number:02d}" for number in range(1, 15))
SCORED = "NAM"
"""The period that asks for everything."""
UNSCORED = "K1"
"""The period that asks for tasks and indicators only."""

_HAMLET_NAMES = (
    "Đồng Tâm",
    "Nà Mòn",
    "Bình Minh",
    "Khe Vang",
    "Phú Hòa",
    "Tân Tiến",
    "Cây Đa",
    "Suối Cạn",
    "Làng Chanh",
    "Thượng",
    "Hạ",
    "Trung Sơn",
    "Quý Hoa",
    "Vĩnh Thủy",
)


def small_master(*, hamlets: int = 14, criteria: bool = True) -> Master:
    """The programme described above. ``hamlets`` may be any number (names repeat beyond fourteen)."""
    codes = [f"T{number:02d}" for number in range(1, hamlets + 1)]
    return Master(
        plan=Plan(
            code="KH-2025",
            name="Kế hoạch công tác dân vận chính quyền 6 tháng cuối năm 2025",
            start=START,
            end=END,
            number="15/KH-UBND",
            issued_on=date(2025, 7, 10),
            superior="UBND TỈNH LÂM SƠN",
            issuer="ỦY BAN NHÂN DÂN XÃ AN HÒA",
            place="An Hòa",
            focal_unit="VHXH",
            signing_form="TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH; PHÓ CHỦ TỊCH",
            signer="Nguyễn Văn Bình",
            bases=("Căn cứ Kế hoạch của UBND tỉnh về công tác dân vận năm 2025",),
        ),
        units=[*_offices(hamlets), *(_hamlet(i, code) for i, code in enumerate(codes))],
        tasks=_tasks(codes),
        periods=[
            Period(
                UNSCORED,
                "Sơ kết đến hết tháng 8/2025",
                START,
                date(2025, 8, 31),
                due=date(2025, 9, 3),
                locked_on=date(2025, 9, 10),
                parts=frozenset({Part.TASKS, Part.INDICATORS}),
            ),
            Period(
                SCORED,
                "Tổng kết năm 2025",
                START,
                date(2025, 11, 30),
                due=date(2025, 12, 3),
                locked_on=date(2025, 12, 10),
            ),
        ],
        criteria=_criteria() if criteria else [],
        bands=[
            Band("Xuất sắc", Decimal(90), "tối đa 25%"),
            Band("Tốt", Decimal(80)),
            Band("Khá", Decimal(65)),
            Band("Trung bình", Decimal(50)),
            Band("Yếu", Decimal(0)),
        ],
        indicators=_indicators(),
    )


def _offices(hamlets: int) -> list[Unit]:
    return [
        Unit("VP", "Văn phòng HĐND và UBND", UnitKind.OFFICE, ("VP HĐND&UBND",), email="vp@anhoa.example"),
        Unit("VHXH", "Phòng Văn hóa - Xã hội", UnitKind.OFFICE, ("Phòng VH-XH",), hamlets=hamlets),
        Unit("KT", "Phòng Kinh tế", UnitKind.OFFICE),
        Unit("MTTQ", "Ủy ban Mặt trận Tổ quốc xã", UnitKind.UNION),
    ]


def _hamlet(index: int, code: str) -> Unit:
    return Unit(code, f"Thôn {_HAMLET_NAMES[index % 14]}", UnitKind.HAMLET, hamlets=1)


def _roles(leads: Iterable[str], coordinating: Iterable[str] = (), concerned: Iterable[str] = ()):
    return (
        *(Assignment(unit, Role.LEAD) for unit in leads),
        *(Assignment(unit, Role.COORDINATE) for unit in coordinating),
        *(Assignment(unit, Role.CONCERNED) for unit in concerned),
    )


def _dated(text: str, start: date, due: date, **more) -> Deadline:
    return Deadline(text, DeadlineKind.DATED, start, due, (due,), **more)


def _tasks(hamlets: list[str]) -> list[Task]:
    steering, dialogue, grassroots = (
        "1. Chỉ đạo, điều hành",
        "2. Tiếp công dân, đối thoại",
        "3. Phong trào Dân vận khéo",
    )
    months = tuple(date(2025, month, monthrange(2025, month)[1]) for month in range(7, 13))
    all_hamlets = "Các thôn"
    return [
        Task(
            "NV01",
            "Ban hành kế hoạch thực hiện và phân công cụ thể từng cơ quan",
            "1",
            steering,
            "Phòng Văn hóa - Xã hội",
            "Văn phòng HĐND và UBND; Phòng Kinh tế",
            "Xong trước 05/9/2025",
            "Kế hoạch của UBND xã",
            deadline=_dated("Xong trước 05/9/2025", START, date(2025, 9, 5)),
            assignments=_roles(["VHXH"], ["VP", "KT"]),
        ),
        Task(
            "NV02",
            "Kiện toàn tổ công tác dân vận, phân công người theo dõi địa bàn",
            "2",
            steering,
            "Văn phòng HĐND và UBND",
            "Phòng VH-XH",
            "Tháng 8/2025",
            "Quyết định kiện toàn",
            deadline=_dated("Tháng 8/2025", date(2025, 8, 1), date(2025, 8, 31)),
            assignments=_roles(["VP"], ["VHXH"]),
        ),
        Task(
            "NV03",
            "Nắm tình hình Nhân dân, phản ánh kịp thời vướng mắc ở cơ sở",
            "3",
            steering,
            all_hamlets,
            "Phòng VH-XH",
            "Thường xuyên",
            "Báo cáo nhanh",
            deadline=Deadline("Thường xuyên", DeadlineKind.RECURRING, START, END),
            assignments=_roles(hamlets, ["VHXH"]),
        ),
        Task(
            "NV04",
            "Tổ chức hội nghị đối thoại với Nhân dân, mỗi thôn 01 cuộc",
            "4",
            dialogue,
            all_hamlets,
            "",
            "Tháng 9-11/2025",
            "Biên bản đối thoại",
            Decimal(1),
            "cuộc/thôn",
            deadline=_dated("Tháng 9-11/2025", date(2025, 9, 1), date(2025, 11, 30)),
            assignments=_roles(hamlets),
        ),
        Task(
            "NV05",
            "Rà soát, giải quyết dứt điểm kiến nghị tồn đọng về đất đai",
            "5",
            dialogue,
            "Phòng Kinh tế",
            all_hamlets,
            "Quý III, IV/2025",
            "Báo cáo kết quả",
            deadline=_dated("Quý III, IV/2025", START, END),
            assignments=_roles(["KT"], hamlets),
        ),
        Task(
            "NV06",
            "Xây dựng đội ngũ cán bộ gần dân, trọng dân",
            "6",
            steering,
            "Phòng Văn hóa - Xã hội",
            "",
            "6 tháng cuối năm 2025 và các năm tiếp theo",
            "",
            deadline=_dated("6 tháng cuối năm 2025 và các năm tiếp theo", START, END, continuing=True),
            assignments=_roles(["VHXH"]),
        ),
        Task(
            "NV07",
            "Tiếp công dân định kỳ của người đứng đầu",
            "7",
            dialogue,
            "Văn phòng HĐND và UBND",
            "",
            "Định kỳ hằng tháng",
            "Sổ tiếp công dân",
            deadline=Deadline("Định kỳ hằng tháng", DeadlineKind.PERIODIC, START, END, months),
            assignments=_roles(["VP"]),
        ),
        Task(
            "NV08",
            "Gửi báo cáo kết quả thực hiện quy chế dân chủ",
            "8",
            grassroots,
            all_hamlets,
            "",
            "Định kỳ 6 tháng (trước 30/5), năm (trước 15/11)",
            "Báo cáo",
            deadline=Deadline(
                "Định kỳ 6 tháng (trước 30/5), năm (trước 15/11)",
                DeadlineKind.PERIODIC,
                START,
                date(2025, 11, 15),
                (date(2025, 11, 15),),
            ),
            assignments=_roles(hamlets),
        ),
        Task(
            "NV09",
            "Phối hợp vận động Nhân dân khi triển khai dự án thu hồi đất",
            "9",
            grassroots,
            "Phòng Kinh tế",
            "Các thôn liên quan; Mặt trận Tổ quốc liên quan",
            "Khi có yêu cầu",
            "",
            deadline=Deadline("Khi có yêu cầu", DeadlineKind.ON_REQUEST),
            assignments=_roles(["KT"], (), [*hamlets, "MTTQ"]),
        ),
        Task(
            "NV10",
            "Cải tiến lề lối làm việc của bộ phận tiếp dân",
            "10",
            dialogue,
            "Văn phòng HĐND và UBND",
            "",
            "Theo tình hình thực tế",
            "",
            deadline=Deadline(
                "Theo tình hình thực tế", DeadlineKind.UNCLEAR, reason="không nhận ra mốc thời gian"
            ),
            assignments=_roles(["VP"]),
        ),
        Task(
            "NV11",
            "Công khai thủ tục hành chính thuộc lĩnh vực phụ trách",
            "11",
            dialogue,
            "Phòng Kinh tế",
            "",
            "",
            "Bảng niêm yết",
            deadline=Deadline("", DeadlineKind.RECURRING, START, END, inferred=True),
            assignments=_roles(["KT"]),
        ),
        Task(
            "NV12",
            "Đăng ký mô hình Dân vận khéo trên từng lĩnh vực",
            "12",
            grassroots,
            "Phòng Văn hóa - Xã hội và Phòng Kinh tế",
            all_hamlets,
            "Hoàn thành trước ngày 30/8/2025",
            "Danh sách đăng ký",
            deadline=_dated("Hoàn thành trước ngày 30/8/2025", START, date(2025, 8, 30)),
            assignments=_roles(["VHXH", "KT"], hamlets),
        ),
        Task(
            "NV13",
            "Tập huấn kỹ năng dân vận cho ít nhất 200 lượt người",
            "13",
            grassroots,
            "Phòng Văn hóa - Xã hội",
            "Văn phòng HĐND và UBND",
            "Tháng 12/2025",
            "Danh sách dự tập huấn",
            Decimal(200),
            "lượt người",
            deadline=_dated("Tháng 12/2025", date(2025, 12, 1), END),
            assignments=_roles(["VHXH"], ["VP"]),
        ),
    ]


def _criteria() -> list[Criterion]:
    """All ten kinds; the maxima of the seven that count add up to 100."""
    one, two, three = "I. Chỉ đạo", "II. Kết quả", "III. Điểm thưởng, điểm trừ"
    d = Decimal
    return [
        Criterion("TC01", "Chất lượng chỉ đạo, điều hành", d(20), ScoreKind.SELF, one, "bước 0,25"),
        Criterion(
            "TC02",
            "Thực hiện quy chế tiếp công dân",
            d(10),
            ScoreKind.CHOICE,
            one,
            "Đạt: 10; Đạt một phần: 5; Không đạt: 0",
            evidence="Lịch tiếp công dân, thông báo",
        ),
        Criterion(
            "TC03",
            "Tỷ lệ ý kiến, kiến nghị được giải quyết",
            d(15),
            ScoreKind.RATIO,
            two,
            "SL02 / SL01; làm tròn 0,25",
            NotArising.EXCLUDE,
        ),
        Criterion(
            "TC04",
            "Tỷ lệ hồ sơ giải quyết đúng hạn",
            d(10),
            ScoreKind.RATIO_BANDS,
            two,
            "SL05 / SL04; >=100%: 10; >=90%: 8; >=80%: 6; còn lại: 0",
            NotArising.FULL,
        ),
        Criterion("TC05", "Số hội nghị tuyên truyền", d(10), ScoreKind.COUNT, two, "SL06 x 0,5"),
        Criterion("TC06", "Tiến độ thực hiện nhiệm vụ", d(25), ScoreKind.PROGRESS, two, "mọi nhiệm vụ"),
        Criterion(
            "TC07",
            "Gửi báo cáo đúng hạn",
            d(10),
            ScoreKind.PUNCTUALITY,
            two,
            "trừ 1 mỗi ngày; tối đa 3 ngày",
        ),
        Criterion(
            "TC08",
            "Có mô hình được cấp trên công nhận",
            d(5),
            ScoreKind.BONUS,
            three,
            "tối đa 5",
            NotArising.EXCLUDE,
            evidence="Quyết định công nhận",
        ),
        Criterion(
            "TC09",
            "Để xảy ra vi phạm trong tiếp công dân",
            d(10),
            ScoreKind.PENALTY,
            three,
            "SL09 x 2; tối đa 10",
        ),
        Criterion("TC10", "Có cán bộ bị kỷ luật", d(0), ScoreKind.CAP, three, "SL10; không xếp Xuất sắc"),
    ]


def _indicators() -> list[Indicator]:
    return [
        Indicator("SL01", "Ý kiến, kiến nghị tiếp nhận", "ý kiến", constraint="SL01 = SL02 + SL03"),
        Indicator("SL02", "Ý kiến, kiến nghị đã giải quyết", "ý kiến"),
        Indicator("SL03", "Ý kiến, kiến nghị chưa giải quyết", "ý kiến"),
        Indicator("SL04", "Hồ sơ thủ tục hành chính tiếp nhận", "hồ sơ"),
        Indicator("SL05", "Hồ sơ giải quyết đúng hạn", "hồ sơ", constraint="SL05 <= SL04"),
        Indicator("SL06", "Hội nghị tuyên truyền", "cuộc"),
        Indicator("SL07", "Tỷ lệ người dân hài lòng", "%", NumberKind.RATE, Aggregation.MEAN),
        Indicator("SL08", "Kinh phí huy động", "triệu đồng", NumberKind.DECIMAL),
        Indicator("SL09", "Vụ việc vi phạm", "vụ"),
        Indicator("SL10", "Cán bộ bị kỷ luật", "người", aggregation=Aggregation.LAST),
        Indicator(
            "SL11",
            "Tỷ lệ hồ sơ đúng hạn",
            "%",
            NumberKind.RATE,
            Aggregation.RATIO,
            "SL05 / SL04",
        ),
    ]
