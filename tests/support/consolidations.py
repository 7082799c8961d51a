"""Consolidations made by code, for tests of the summary: any size, deterministic, consistent with the rules.

Statuses, rates, scores and totals come from ``rules``; only the answers are invented here. What the summary
shows is then compared with LibreOffice and with independent sums, not with this generator.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from danvan_xl.findings import Severity, catalogue, finding
from danvan_xl.model import (
    Aggregation,
    Assignment,
    Band,
    Criterion,
    Deadline,
    DeadlineKind,
    Indicator,
    Master,
    ModelEntry,
    NotArising,
    NumberKind,
    Part,
    Period,
    Plan,
    Proposal,
    Role,
    ScoreAnswer,
    ScoreKind,
    Task,
    TaskAnswer,
    Unit,
    UnitKind,
    Where,
)
from danvan_xl.results import (
    Consolidation,
    FileReceipt,
    UnitIndicator,
    UnitResult,
    UnitTask,
    Verdict,
)
from danvan_xl.rules import rates
from danvan_xl.rules.headline import headline
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.scoring import score_return
from danvan_xl.rules.status import evaluate

START, END = date(2025, 1, 1), date(2025, 12, 31)
_HEADS = ("Tân", "Phú", "Bình", "Long", "Vĩnh", "Thạnh", "Đông", "Hòa", "An", "Mỹ")
_TAILS = ("Lập", "Thành", "Sơn", "Hưng", "Khánh", "Phước", "Quý", "Xuân", "Thủy", "Định", "Lộc")
_WORK = (
    "Tổ chức hội nghị đối thoại giữa người đứng đầu với Nhân dân",
    "Tuyên truyền chủ trương, chính sách về công tác dân vận",
    "Rà soát thủ tục hành chính, công khai kết quả giải quyết hồ sơ",
    "Xây dựng mô hình Dân vận khéo trong vận động hiến đất làm đường",
    "Tiếp công dân và giải quyết dứt điểm đơn thư kéo dài",
    "Kiểm tra việc thực hiện quy chế dân chủ ở cơ sở",
)


def sample(
    units: int = 100,
    tasks: int = 30,
    criteria: int = 30,
    indicators: int = 12,
    *,
    seed: int = 1,
    parts: frozenset[Part] = frozenset(Part),
    as_of: date = date(2025, 11, 30),
    period: str = "NAM",
) -> Consolidation:
    """A made-up province's communes. One in eight sends nothing, some come late, some values are unread."""
    dice = random.Random(seed)
    master = _master(units, tasks, criteria, indicators, parts, as_of, period)
    return consolidation_of(master, master.periods[0], as_of, dice)


def consolidation_of(
    master: Master, period: Period, as_of: date, dice: random.Random, *, silent: frozenset[str] | None = None
) -> Consolidation:
    """Invent answers for every unit that owes a return under ``master`` and put them through the rules."""
    c = Consolidation(master, period, as_of)
    work = master.work()
    for index, unit in enumerate(master.owing_units()):
        quiet = unit.code in silent if silent is not None else index % 8 == 5
        c.units.append(_unit(master, work.get(unit.code, []), period, as_of, unit, index, quiet, dice, c))
    finish(c)
    return c


def finish(c: Consolidation) -> None:
    """Totals and ranks from the units' own figures."""
    c.totals = headline(c.master, c.period, c.units)
    apply_review(c, c.review)


def _unit(
    master: Master,
    work: Sequence[tuple[Task, Role]],
    period: Period,
    as_of: date,
    unit: Unit,
    index: int,
    quiet: bool,
    dice: random.Random,
    c: Consolidation,
) -> UnitResult:
    path = f"{unit.code}_{period.code}.xlsx"
    result = UnitResult(unit.code, unit.name)
    if not quiet:
        days = dice.choice((-6, -4, -2, -1, 0, 0, 1, 3))
        result.returned, result.received_on = True, period.due + timedelta(days=days)
        result.timely, result.source = days <= 0, path
        receipt = FileReceipt(path, Verdict.ACCEPTED, unit=unit.code, period=period.code)
        receipt.received_on = result.received_on
        c.files.append(receipt)
        if index % 17 == 3:
            c.files.append(
                FileReceipt(
                    f"cũ/{path}",
                    Verdict.SUPERSEDED,
                    reason_text="Có bản gửi lần 2 của cùng đơn vị.",
                    unit=unit.code,
                    period=period.code,
                )
            )
    if Part.TASKS in period.parts:
        for row, (task, role) in enumerate(work):
            where = None if quiet else Where("Nhiệm vụ", row + 7, 1, path)
            result.tasks.append(_task(master, task, role, unit.code, as_of, where, dice))
        rates.put_unit_rates(result)
    if Part.INDICATORS in period.parts:
        for row, indicator in enumerate(master.indicators):
            value = None if quiet or dice.random() < 0.06 else _value(indicator, dice)
            unread = value is None and not quiet and dice.random() < 0.4
            where = None if quiet else Where("Số liệu", row + 7, 4, path)
            result.indicators[indicator.code] = UnitIndicator(
                unit.code, indicator.code, value, value, "", unread, where
            )
            result.doubtful |= unread
            if unread:
                c.files[-1].findings.append(
                    finding(
                        "value-not-number",
                        file=path,
                        sheet="Số liệu",
                        cell=f"D{row + 7}",
                        value="khoảng 20",
                        unit=unit.code,
                        header="Trong kỳ",
                        note="",
                        row=indicator.code,
                    )
                )
    if Part.SCORES in period.parts:
        _scores(master, result, quiet, path, dice)
    if not quiet and index % 5 == 0:
        result.models.append(
            ModelEntry(
                f"Dân vận khéo: {dice.choice(_WORK).lower()}",
                "Kinh tế - xã hội",
                unit.name,
                "34 hộ hiến 1.200 m² đất",
                "Nhân rộng toàn xã",
                Where("Mô hình", 6, 1, path),
            )
        )
    if not quiet and index % 6 == 1:
        result.proposals.append(
            Proposal("Bố trí kinh phí tập huấn", "UBND tỉnh", "", Where("Kiến nghị", 6, 1, path))
        )
    if not quiet and index % 9 == 2:
        result.added.append(
            TaskAnswer("", Decimal(100), as_of, None, "Xong", text="Vận động làm đường ngõ xóm")
        )
    return result


def _scores(master, result: UnitResult, quiet: bool, path: str, dice: random.Random) -> None:
    answers = {}
    for row, criterion in enumerate(master.criteria):
        if quiet or dice.random() < 0.03:
            continue
        steps = int(criterion.max_points / Decimal("0.25"))
        points = Decimal(dice.randint(int(steps * 0.55), steps)) * Decimal("0.25")
        if criterion.kind is ScoreKind.BONUS:
            points = Decimal(dice.choice((0, 0, 0, 1, 2)))
        absent = criterion.not_arising is not None and dice.random() < 0.3
        answers[criterion.code] = ScoreAnswer(
            criterion.code,
            not_arising=absent,
            self_score=None if absent else points,
            evidence="Báo cáo số 15/BC-UBND" if dice.random() < 0.9 else "",
            where=Where("Chấm điểm", row + 9, 1, path),
        )
    result.scores = score_return(
        master.criteria,
        answers,
        indicators={code: item.in_period for code, item in result.indicators.items()},
        unread_indicators=[code for code, item in result.indicators.items() if item.unread],
        known_indicators=[i.code for i in master.indicators],
        unit_tasks=result.tasks,
        tasks=master.tasks,
        days_late=0,
        unit=result.code,
        returned=result.returned,
    ).scores


def _task(
    master: Master,
    task: Task,
    role: Role,
    unit: str,
    as_of: date,
    where: Where | None,
    dice: random.Random,
) -> UnitTask:
    answer = TaskAnswer(task.code)
    if where is not None:
        fate = dice.random()
        if fate < 0.55:
            due = task.deadline.due or as_of
            answer.progress = Decimal(100)
            answer.completed_on = min(due + timedelta(days=dice.choice((-20, -9, -3, 0, 0, 6))), as_of)
            answer.result = f"Báo cáo số {dice.randint(5, 180)}/BC-UBND"
            answer.quantity = Decimal(dice.randint(1, 4)) if task.target else None
        elif fate < 0.85:
            answer.progress = Decimal(dice.choice((20, 45, 60, 80)))
            answer.quantity = Decimal(dice.randint(0, 1)) if task.target else None
            answer.difficulty = "Thiếu kinh phí" if fate > 0.8 else ""
    reading = evaluate(task.deadline, answer, as_of=as_of, plan=master.plan, target=task.target)
    return UnitTask(
        unit,
        task.code,
        role,
        reading.status,
        answer.progress,
        reading.completed_on,
        answer.quantity,
        task.target,
        answer.result,
        answer.difficulty,
        task.deadline.start,
        task.deadline.due,
        reading.dated,
        reading.due_by_as_of,
        where,
    )


def _value(indicator: Indicator, dice: random.Random) -> Decimal:
    if indicator.kind is NumberKind.WHOLE:
        return Decimal(dice.randint(0, 240))
    return Decimal(dice.randint(300, 1000)) / 10


def _master(
    units: int, tasks: int, criteria: int, indicators: int, parts: frozenset[Part], as_of: date, period: str
) -> Master:
    codes = [f"X{number:03d}" for number in range(1, units + 1)]
    d = Decimal
    return Master(
        plan=Plan(
            "KH-2025",
            "Kế hoạch công tác dân vận chính quyền năm 2025",
            START,
            END,
            number="15/KH-UBND",
            issued_on=date(2025, 1, 10),
            superior="",
            issuer="Ủy ban nhân dân tỉnh Lâm Sơn",
            place="Lâm Sơn",
            focal_unit=codes[0],
            signing_form="TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH; PHÓ CHỦ TỊCH",
            signer="Nguyễn Văn Bình",
            bases=("Căn cứ Luật Tổ chức chính quyền địa phương",),
        ),
        units=[
            Unit(code, f"Xã {_HEADS[i % 10]} {_TAILS[i % 11]}", UnitKind.COMMUNE, hamlets=10 + i % 7)
            for i, code in enumerate(codes)
        ],
        tasks=[_made_task(i, codes) for i in range(tasks)],
        periods=[
            Period(
                period,
                "Báo cáo năm 2025",
                START,
                as_of,
                as_of + timedelta(days=3),
                as_of + timedelta(days=10),
                parts,
            )
        ],
        criteria=[_made_criterion(i) for i in range(criteria)],
        bands=[
            Band("Xuất sắc", d(90), "tối đa 25%"),
            Band("Tốt", d(80)),
            Band("Khá", d(65)),
            Band("Trung bình", d(50)),
            Band("Yếu", d(0)),
        ],
        indicators=[_made_indicator(i) for i in range(indicators)],
    )


def _made_task(index: int, codes: list[str]) -> Task:
    number = index + 1
    month = 1 + (index * 5) % 12
    due = date(2025, month, 28)
    kind = ("dated", "dated", "dated", "recurring", "request")[index % 5]
    if kind == "dated":
        deadline = Deadline(f"Trước {due:%d/%m/%Y}", DeadlineKind.DATED, START, due, (due,))
    elif kind == "recurring":
        deadline = Deadline("Thường xuyên", DeadlineKind.RECURRING, START, END)
    else:
        deadline = Deadline("Khi có yêu cầu", DeadlineKind.ON_REQUEST)
    every = len(codes) > 1 and index % 7 == 6
    leads = codes[::2] if every else codes
    others = codes[1::2] if every else []
    return Task(
        f"NV{number:02d}",
        f"{_WORK[index % len(_WORK)]} (việc {number})",
        str(number),
        f"{index // 8 + 1}. Nhóm nhiệm vụ {index // 8 + 1}",
        "UBND các xã",
        "",
        deadline.text,
        "Báo cáo kết quả",
        Decimal(2) if index % 6 == 0 else None,
        "cuộc" if index % 6 == 0 else "",
        deadline,
        (
            *(Assignment(code, Role.LEAD) for code in leads),
            *(Assignment(code, Role.COORDINATE) for code in others),
        ),
    )


def _made_criterion(index: int) -> Criterion:
    code = f"TC{index + 1:02d}"
    group = f"{index // 10 + 1}. Nhóm tiêu chí {index // 10 + 1}"
    text = f"{_WORK[index % len(_WORK)]}: mức độ thực hiện tiêu chí số {index + 1}"
    if index and index % 10 == 9:
        return Criterion(code, f"Điểm thưởng: {text}", Decimal(2), ScoreKind.BONUS, "Điểm thưởng", "tối đa 2")
    points = Decimal(index % 4 + 2)
    arising = (None, NotArising.EXCLUDE, NotArising.FULL)[index % 3] if index % 4 == 1 else None
    return Criterion(code, text, points, ScoreKind.SELF, group, "bước 0,25", arising)


def _made_indicator(index: int) -> Indicator:
    code = f"SL{index + 1:02d}"
    if index == 4:
        return Indicator(code, "Điểm hài lòng bình quân", "%", NumberKind.DECIMAL, Aggregation.MEAN)
    if index == 5:
        return Indicator(
            code, "Số người dự cuộc đối thoại đông nhất", "người", NumberKind.WHOLE, Aggregation.MAX
        )
    if index == 6:
        return Indicator(code, "Tỷ lệ giải quyết", "%", NumberKind.RATE, Aggregation.RATIO, "SL03 / SL02")
    if index == 7:
        return Indicator(code, "Số hiệu văn bản", "", NumberKind.WHOLE, Aggregation.NONE)
    constraint = {0: "SL01 >= SL02", 1: "SL02 = SL03 + SL04"}.get(index, "")
    return Indicator(
        code,
        f"Số lượng theo chỉ tiêu thứ {index + 1}",
        "lượt",
        NumberKind.WHOLE,
        Aggregation.LAST if index == 8 else Aggregation.SUM,
        constraint,
    )


def severities() -> dict[str, Severity]:
    """Severity of every kind of finding."""
    return {code: kind.severity for code, kind in catalogue().items()}
