"""Three schemes of points as offices use them, each with an example worked out by hand."""

from __future__ import annotations

from decimal import Decimal as D

from danvan_xl.model import Band, Criterion, NotArising, Role, ScoreAnswer, ScoreKind, Status
from danvan_xl.results import UnitTask
from danvan_xl.rules.scoring import parse_parameters, quota_warnings, score_return
from tests.support.masters import small_master

K = ScoreKind


def said(
    code: str, value: str = "", *, choice: str = "", evidence: str = "", tick: bool = False
) -> ScoreAnswer:
    number = D(value) if value else None
    return ScoreAnswer(code, not_arising=tick, self_score=number, choice=choice, evidence=evidence)


def by_code(*answers: ScoreAnswer) -> dict[str, ScoreAnswer]:
    return {answer.code: answer for answer in answers}


def lead_tasks(on_time: int, late: int) -> list[UnitTask]:
    statuses = [Status.ON_TIME] * on_time + [Status.OVERDUE] * late
    return [
        UnitTask("VP", f"NV{i}", Role.LEAD, status, dated=True, due_by_as_of=True)
        for i, status in enumerate(statuses)
    ]


def all_parse(criteria, numbers, bands) -> None:
    for criterion in criteria:
        assert parse_parameters(
            criterion.kind,
            criterion.parameters,
            indicators=list(numbers),
            bands=[band.name for band in bands],
            max_points=None if criterion.max_points == 0 else criterion.max_points,
        )


def test_the_reference_scheme_of_a_hundred_points_with_every_kind():
    master = small_master()
    assert {criterion.kind for criterion in master.criteria} == set(ScoreKind)
    numbers = {i.code: D(0) for i in master.indicators} | {
        "SL01": D(52),
        "SL02": D(47),
        "SL04": D(200),
        "SL05": D(190),
        "SL06": D(12),
        "SL09": D(1),
    }
    answers = by_code(
        said("TC01", "18.25"),
        said("TC02", choice="Đạt", evidence="Lịch tiếp công dân"),
        said("TC08", "3", evidence="QĐ 12"),
    )
    more = {
        "known_indicators": list(numbers),
        "unit_tasks": lead_tasks(3, 1),
        "days_late": 1,
        "bands": master.bands,
    }
    sheet = score_return(master.criteria, answers, indicators=numbers, **more)
    points = {code: score.points for code, score in sheet.scores.items()}
    assert points == {
        "TC01": D("18.25"),
        "TC02": D(10),
        "TC03": D("13.50"),  # 15 × 47 ÷ 52 = 13.558, in quarters
        "TC04": D(8),  # 95 %
        "TC05": D(6),
        "TC06": D("18.75"),  # 25 × 3 ÷ 4
        "TC07": D(9),
        "TC08": D(3),
        "TC09": D(-2),
        "TC10": None,
    }
    assert (sheet.self_total, sheet.band) == (D("84.50"), "Tốt")  # 83.50 + 3 - 2

    # Nothing received: TC03 leaves the denominator. 100 × 70 ÷ 85 = 82.353, + 1
    sheet = score_return(master.criteria, answers, indicators=numbers | {"SL01": D(0), "SL02": D(0)}, **more)
    assert sheet.self_total == D("83.35")


def test_a_scheme_like_thanh_hoa():
    """Seven groups of 100 points; at most 10 more, at most 20 less; sanctions on the band; at most 25 % Xuất sắc."""
    criteria = [
        Criterion("1.1", "Tổ chức", D(15), K.SELF, "1", "bước 0,5"),
        Criterion("2.1", "Giải quyết thủ tục", D(20), K.RATIO_BANDS, "2", "HS2 / HS1; >=100%: 20; >=90%: 16; >=80%: 12; >=70%: 8; còn lại: 0"),
        Criterion("3.1", "Đơn thư", D(15), K.RATIO, "3", "DT2 / DT1; làm tròn 0,25", NotArising.FULL),
        Criterion("4.1", "Thực hiện nhiệm vụ", D(15), K.PROGRESS, "4", "mọi nhiệm vụ"),
        Criterion("5.1", "Quy chế", D(10), K.CHOICE, "5", "Ban hành và thực hiện tốt: 10; Ban hành: 6; Chưa: 0", evidence="Quy chế"),
        Criterion("6.1", "Hội nghị", D(15), K.COUNT, "6", "HN x 1,5"),
        Criterion("7.1", "Chế độ báo cáo", D(10), K.PUNCTUALITY, "7", "2 ngày đầu trừ 1; sau đó trừ 1 mỗi ngày"),
        Criterion("T1", "Sáng kiến", D(0), K.BONUS, "T", "tối đa 6; tổng tối đa 10", evidence="Quyết định"),
        Criterion("T2", "Khen thưởng", D(0), K.BONUS, "T", "tối đa 6", evidence="Quyết định"),
        Criterion("P1", "Vi phạm", D(0), K.PENALTY, "P", "VP1 x 5; tổng tối đa 20"),
        Criterion("P2", "Chậm trả lời", D(0), K.PENALTY, "P", "VP2 x 0,5"),
        Criterion("K1", "Báo cáo sai", D(0), K.CAP, "K", "VP3; hạ một bậc"),
        Criterion("K2", "Kỷ luật", D(0), K.CAP, "K", "VP1; không xếp Xuất sắc"),
    ]  # fmt: skip
    bands = [
        Band("Xuất sắc", D(90), "tối đa 25%"),
        Band("Tốt", D(80)),
        Band("Khá", D(65)),
        Band("Trung bình", D(50)),
        Band("Yếu", D(0)),
    ]
    assert sum(criterion.max_points for criterion in criteria) == 100
    numbers = {name: D(value) for name, value in {"HS1": 40, "HS2": 38, "DT1": 0, "DT2": 0, "HN": 9, "VP1": 1, "VP2": 3, "VP3": 0}.items()}  # fmt: skip
    all_parse(criteria, numbers, bands)
    answers = by_code(
        said("1.1", "14.5"),
        said("5.1", choice="Ban hành và thực hiện tốt", evidence="QC 01"),
        said("T1", "6", evidence="QĐ 1"),
        said("T2", "5", evidence="QĐ 2"),
    )
    more = {"known_indicators": list(numbers), "unit_tasks": lead_tasks(5, 1), "days_late": 3, "bands": bands}
    sheet = score_return(criteria, answers, indicators=numbers, **more)
    # 14.5 + 16 (95 %) + 15 (no petition: full) + 12.5 + 10 + 13.5 + 8 = 89.5; + min(11, 10) - (5 + 1.5)
    assert sheet.self_total == D("93.00")
    assert sheet.band == "Tốt"
    assert "VP1 là 1 (tiêu chí K2) nên không xếp Xuất sắc" in sheet.band_reason

    # False report as well: one band down from Xuất sắc is Tốt, which the bar allows.
    assert score_return(criteria, answers, indicators=numbers | {"VP3": D(1)}, **more).band == "Tốt"
    # Four violations: 20 less and not 21.5.
    assert score_return(criteria, answers, indicators=numbers | {"VP1": D(4)}, **more).self_total == D(
        "79.50"
    )
    assert quota_warnings({"a": "Xuất sắc", "b": "Xuất sắc", "c": "Tốt"}, bands)[0].code == "quota-exceeded"


def test_a_scheme_like_khanh_hoa():
    """10 + 75 = 85 points and up to 15 more; half a point or one less each; bands A, B, C, D. Thang điểm is 85."""
    criteria = [
        Criterion("I.1", "Kế hoạch", D(4), K.CHOICE, "I", "Đúng hạn: 4; Chậm: 2; Không: 0"),
        Criterion("I.2", "Báo cáo", D(6), K.PUNCTUALITY, "I", "trừ 0,5 mỗi ngày; quá 7 ngày: 0"),
        Criterion("II.1", "Nhiệm vụ", D(45), K.PROGRESS, "II", "mọi nhiệm vụ"),
        Criterion("II.2", "Hài lòng", D(10), K.RATIO, "II", "HL %"),
        Criterion("II.3", "Đối thoại", D(20), K.RATIO, "II", "DT / KH", NotArising.EXCLUDE),
        Criterion("III", "Điểm thưởng", D(15), K.BONUS, "III", "tối đa 15"),
        Criterion("IV.1", "Phản ánh quá hạn", D(0), K.PENALTY, "IV", "PA x 0,5"),
        Criterion("IV.2", "Khiếu kiện", D(0), K.PENALTY, "IV", "KK x 1"),
    ]
    bands = [Band("A", D(90)), Band("B", D(75)), Band("C", D(50)), Band("D", D(0))]
    assert sum(c.max_points for c in criteria if c.kind is not K.BONUS) == 85
    numbers = {name: D(value) for name, value in {"HL": "87.5", "DT": 11, "KH": 12, "PA": 3, "KK": 1}.items()}
    all_parse(criteria, numbers, bands)
    answers = by_code(said("I.1", choice="chậm"), said("III", "12.5"))
    more = {"known_indicators": list(numbers), "bands": bands, "scale": D(85)}
    sheet = score_return(
        criteria, answers, indicators=numbers, unit_tasks=lead_tasks(7, 1), days_late=3, **more
    )
    # 2 + 4.5 + 39.38 (45 × 7 ÷ 8 = 39.375) + 8.75 + 18.33 (20 × 11 ÷ 12) = 72.96; + 12.5 - 1.5 - 1
    assert (sheet.self_total, sheet.band) == (D("82.96"), "B")

    # No dialogue was planned: 54.63 of 65, on 85 → 71.4392…; + 10
    sheet = score_return(
        criteria,
        answers | by_code(said("II.3", tick=True)),
        indicators=numbers | {"DT": None, "KH": None},
        unit_tasks=lead_tasks(7, 1),
        days_late=3,
        **more,
    )
    assert sheet.self_total == D("81.44")
    assert sheet.findings == []
