"""Generated returns with everything mixed: blanks, ticks, text in numbers, limits, bonus, penalties, verified scores.

One return holds a criterion of each kind, with a Tham số, a policy and a max drawn anew. The same
values go to ``score_return`` and, through plain cells, to the formulas in LibreOffice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal as D
from random import Random

from danvan_xl.model import Band, Criterion, NotArising, Role, ScoreAnswer, ScoreKind, Status
from danvan_xl.results import UnitTask

CODES = tuple(f"SL{number:02d}" for number in range(1, 11))
BANDS = (
    Band("Xuất sắc", D(90), "tối đa 25%"),
    Band("Tốt", D("79.99")),
    Band("Khá", D(65)),
    Band("Trung bình", D(50)),
    Band("Yếu", D(20)),
)
VARIANTS: dict[ScoreKind, tuple[tuple[str, str], ...]] = {
    # (Điểm tối đa, Tham số); maxima and factors chosen so that halves of a hundredth come up often
    ScoreKind.SELF: (("10", "bước 0,25"), ("7.5", ""), ("2.68", "bước 0,5"), ("20", "bước 0,01")),
    ScoreKind.CHOICE: (
        ("3", "Đạt: 3; Đạt một phần: 1,5; Không: 0"),
        ("2.5", 'Có "mô hình": 2,5; Không có: 0,335'),
    ),
    ScoreKind.RATIO: (
        ("10", "SL01 / SL02"),
        ("8", "SL01 / SL02; làm tròn 0,25"),
        ("1", "(SL01 + SL03) / SL02"),
        ("7.5", "(SL02 - SL03) / SL02; làm tròn 0,3"),
        ("5", "SL04 %"),
    ),
    ScoreKind.RATIO_BANDS: (
        ("10", "SL01 / SL02; >=100%: 10; >=90%: 8; >=80%: 6; >=70%: 4; còn lại: 0"),
        ("6", "SL03 / (SL01 + SL02); >75%: 6; >=33,3%: 2,5; còn lại: 1"),
        ("5", "SL04 %; từ 90% trở lên: 5; trên 50%: 2"),
    ),
    ScoreKind.COUNT: (
        ("5", "SL05 x 0,5"),
        ("10", "SL05 x 0,335"),
        ("12", "1,25 x SL05; tối đa 6"),
        ("4", "(SL05 - SL06) x 1"),
    ),
    ScoreKind.PROGRESS: (("25", "mọi nhiệm vụ"), ("1", "nhóm 3"), ("7.77", "mọi nhiệm vụ")),
    ScoreKind.PUNCTUALITY: (
        ("10", "trừ 1 mỗi ngày; tối đa 3 ngày"),
        ("5", "trừ 0,75 mỗi ngày"),
        ("4", "2 ngày đầu trừ 1; sau đó trừ 1 mỗi ngày; quá 4 ngày: 0"),
        ("6", "trừ 2 mỗi ngày; tối đa 5 điểm"),
    ),
    ScoreKind.BONUS: (
        ("5", "tối đa 5"),
        ("10", "tối đa 4; bước 0,5"),
        ("0", "tối đa 3"),
        ("0", "tối đa 9; tổng tối đa 2,5"),
    ),
    ScoreKind.PENALTY: (
        ("10", "SL07 x 2; tối đa 10"),
        ("0", "SL07 x 0,335"),
        ("3", "SL07 x 1,5"),
        ("0", "SL07 x 4; tổng tối đa 5"),
    ),
    ScoreKind.CAP: (
        ("0", "SL08; không xếp Xuất sắc"),
        ("0", "SL08; hạ một bậc"),
        ("0", "(SL08 + SL09); không xếp Tốt; hạ 2 bậc"),
    ),
}
_EVIDENCED = (ScoreKind.PENALTY, ScoreKind.CAP)


@dataclass(slots=True)
class Case:
    """One generated return. ``typed`` holds cells that contain text where a number or a mark belongs."""

    unit: str
    criteria: list[Criterion] = field(default_factory=list)
    answers: dict[str, ScoreAnswer] = field(default_factory=dict)
    indicators: dict[str, D | None] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    on_time: int = 0
    due: int = 0
    days_late: int | None = None
    verified: dict[str, D] = field(default_factory=dict)

    @property
    def tasks(self) -> list[UnitTask]:
        """Lead tasks whose counts are ``on_time`` and ``due``."""
        return [
            UnitTask(
                self.unit,
                f"NV{i}",
                Role.LEAD,
                Status.ON_TIME if i < self.on_time else Status.OVERDUE,
                dated=True,
                due_by_as_of=True,
            )
            for i in range(self.due)
        ]


def cases(number: int, *, seed: int = 2025) -> list[Case]:
    """``number`` returns, always the same."""
    random = Random(seed)
    return [_case(random, f"{i:03d}") for i in range(number)]


def _case(random: Random, unit: str) -> Case:
    case = Case(unit)
    clean = random.random() < 0.85  # most returns have nothing unreadable, so that their totals are compared
    for code in CODES:
        case.indicators[code] = _amount(random, code)
        if not clean and random.random() < 0.08:
            case.indicators[code] = None
            case.unread.add(code)
            case.typed["SL", code] = random.choice(["8,5", "12 lượt", "#", "x"])
    case.due = random.choice([0, 0, 1, 2, 3, 6, 7, 9, 11, 200])
    case.on_time = random.randint(0, case.due)
    case.days_late = random.choice([None, 0, 0, 0, 1, 2, 3, 4, 5, 40])
    for number, kind in enumerate(ScoreKind, start=1):
        criterion = _criterion(random, f"TC{number:02d}", kind)
        case.criteria.append(criterion)
        case.answers[criterion.code] = _answer(random, case, criterion, clean)
        _verify(random, case, criterion)
    return case


def _amount(random: Random, code: str) -> D | None:
    if random.random() < 0.06:
        return None
    if code in ("SL08", "SL09"):
        return D(random.choice([0, 0, 0, 0, 1, 2]))
    if code == "SL07":
        return D(random.choice([0, 0, 0, 1, 2, 3, 7]))
    if code == "SL04":
        return random.choice([D(0), D(50), D("89.99"), D(90), D("90.005"), D(100), D("33.3")])
    pools = ([0, 0, 1, 2, 3], [1, 7, 9, 45, 50, 90, 100, 199, 200], [333, 401, 999, 1000, 65537])
    value = D(random.choice(random.choice(pools)))
    return value / 10 if random.random() < 0.1 else value


def _criterion(random: Random, code: str, kind: ScoreKind) -> Criterion:
    most, parameters = random.choice(VARIANTS[kind])
    return Criterion(
        code,
        f"Tiêu chí {code}",
        D(most),
        kind,
        parameters=parameters,
        not_arising=random.choice([None, None, NotArising.FULL, NotArising.EXCLUDE]),
        evidence=random.choice(["Văn bản", "Văn bản", "Không yêu cầu", "", "", ""]),
    )


def _answer(random: Random, case: Case, criterion: Criterion, clean: bool) -> ScoreAnswer:
    answer = ScoreAnswer(
        criterion.code,
        evidence=random.choice(["Số 12/BC"] * 6 + ["", " ", "Không có", "chưa có văn bản", "-", "0"]),
    )
    answer.not_arising = random.random() < 0.12
    unread: set[str] = set()
    if not clean and not answer.not_arising and random.random() < 0.1:
        unread.add("not_arising")
        case.typed[criterion.code, "not_arising"] = "không rõ"
    if criterion.kind is ScoreKind.CHOICE:
        pool = ["Đạt", "đạt một phần", "Không", 'Có "mô hình"', "Không có", ""]
        names = [p.rpartition(":")[0].strip() for p in criterion.parameters.split(";")]
        answer.choice = random.choice(names if random.random() < 0.9 else pool)
    elif criterion.kind in (ScoreKind.SELF, ScoreKind.BONUS) and random.random() < 0.9:
        most = criterion.max_points or D(6)
        answer.self_score = random.choice(
            [
                most,
                D(0),
                most / 2,
                D(random.randint(0, int(most * 4))) / 4,
                D("1.005"),
                D("2.675"),
                D("0.335"),
                most + D("0.01"),
                D("-0.5"),
            ]
        )
        if not clean and random.random() < 0.3:
            answer.self_score = None
            unread.add("self_score")
            case.typed[criterion.code, "self_score"] = random.choice(["8,5", "bốn", "5 điểm"])
    answer.unread = frozenset(unread)
    return answer


def _verify(random: Random, case: Case, criterion: Criterion) -> None:
    if random.random() > 0.15:
        return
    if criterion.kind is ScoreKind.PENALTY:
        case.verified[criterion.code] = random.choice([D(0), D(-1), D("-2.5"), D("-0.335")])
    elif criterion.kind is ScoreKind.BONUS:
        case.verified[criterion.code] = random.choice([D(0), D(1), D("2.675"), D(50)])
    else:
        most = criterion.max_points
        case.verified[criterion.code] = random.choice([most, D(0), most / 3, D("0.335"), most, most + 1])
