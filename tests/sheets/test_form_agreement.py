"""Filled forms: what LibreOffice works out in the workbook equals what Python's rules say of the same answers."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from danvan_xl.forms.issue import issue
from danvan_xl.model import Band, Master, ScoreAnswer, ScoreKind, TaskAnswer
from danvan_xl.results import UnitTask
from danvan_xl.rules.scoring import ScoreSheet, score_return
from danvan_xl.rules.status import evaluate
from tests.support import forms, office
from tests.support.masters import SCORED, small_master
from tests.support.records import replace

FORMS = 28
DUE = date(2025, 12, 3)


def other_master() -> Master:
    """Another scale and bands, progress of two groups, limits over all, two steps down, a Tham số that is no good."""
    master = small_master()
    master.plan = replace(master.plan, scale=Decimal(50))
    master.bands = [
        Band("A", Decimal(40)),
        Band("B", Decimal(30)),
        Band("C", Decimal(20)),
        Band("D", Decimal(0)),
    ]
    changes = {
        "TC04": {
            "parameters": "(SL05 + SL06) / SL04; từ 50% đến dưới 90%: 4,5; từ 90%: 10",
            "not_arising": None,
        },
        "TC05": {"parameters": "không rõ"},
        "TC06": {"parameters": "nhóm 2; nhóm 3", "evidence": "Biên bản"},
        "TC07": {"parameters": "2 ngày đầu trừ 1; trừ 2 mỗi ngày; quá 4 ngày: 0"},
        "TC08": {"parameters": "bước 0,5; tổng tối đa 3"},
        "TC10": {"parameters": "SL09 + SL10; hạ hai bậc"},
    }
    master.criteria = [replace(c, **changes.get(c.code, {})) for c in master.criteria]
    return master


def some(chance: random.Random, value: Any, share: float = 0.75) -> Any:
    """The value, or nothing."""
    return value if chance.random() < share else None


class Filled:
    """One unit's made-up answers, as typed and as the rules take them."""

    def __init__(self, seed: int, master: Master) -> None:
        chance = random.Random(seed)
        self.master, self.period = master, master.periods[1]
        self.unit = master.units[[0, 1, 2, 4, 9][seed % 5]]
        self.reported = some(chance, DUE + timedelta(days=chance.randint(-40, 6)), 0.7)
        self.tasks: dict[str, TaskAnswer] = {}
        for task, _ in master.work_of(self.unit.code):
            done = date(2025, 7, 1) + timedelta(days=chance.randint(-5, 175))
            progress = chance.choice([0, 30, 66.5, 100, 100])
            self.tasks[task.code] = TaskAnswer(
                task.code,
                some(chance, Decimal(str(progress))),
                some(chance, done, 0.4),
                some(chance, Decimal(chance.randint(0, 6)), 0.5),
                some(chance, "12/BC", 0.4) or "",
            )
        top = 12 if chance.random() < 0.85 else 0
        self.indicators = {
            i.code: some(chance, Decimal(chance.randint(0, top)), 0.9) for i in master.indicators
        }
        self.scores = {c.code: self.score(chance, c) for c in master.criteria}

    @staticmethod
    def score(chance: random.Random, criterion: Any) -> ScoreAnswer:
        answer = ScoreAnswer(criterion.code, evidence=some(chance, "CV 15", 0.7) or "")
        answer.not_arising = criterion.not_arising is not None and chance.random() < 0.2
        if criterion.kind is ScoreKind.CHOICE:
            answer.choice = chance.choice(["Đạt", "Đạt một phần", "Không đạt", ""])
        elif criterion.kind in (ScoreKind.SELF, ScoreKind.BONUS):
            answer.self_score = some(chance, Decimal(chance.randint(-1, 88)) / 4, 0.85)
        return answer

    def fill(self, form: Path, target: Path) -> Path:
        nothing: dict[str, Any] = {"Ngày báo cáo": self.reported} if self.reported else {}
        return forms.fill(
            form,
            target,
            nothing,
            nhiem_vu={
                code: {
                    "Tiến độ (%)": a.progress,
                    "Ngày hoàn thành": a.completed_on,
                    "Số lượng đạt": a.quantity,
                    "Kết quả, số văn bản": a.result or None,
                }
                for code, a in self.tasks.items()
            },
            cham_diem={
                code: {
                    "Điểm tự chấm": a.choice or a.self_score,
                    "Không phát sinh (x)": "x" if a.not_arising else None,
                    "Tài liệu kiểm chứng": a.evidence or None,
                }
                for code, a in self.scores.items()
            },
            so_lieu={code: {"Trong kỳ": value} for code, value in self.indicators.items()},
        )

    def by_the_rules(self) -> tuple[dict[str, str], ScoreSheet]:
        as_of = self.reported or DUE
        statuses, results = {}, []
        for task, role in self.master.work_of(self.unit.code):
            reading = evaluate(
                task.deadline, self.tasks[task.code], as_of=as_of, plan=self.master.plan, period=self.period
            )
            statuses[task.code] = reading.status.value
            record = UnitTask(self.unit.code, task.code, role, reading.status)
            record.dated, record.due_by_as_of = reading.dated, reading.due_by_as_of
            results.append(record)
        sheet = score_return(
            self.master.criteria,
            self.scores,
            indicators=self.indicators,
            known_indicators=list(self.indicators),
            unit_tasks=results,
            tasks=self.master.tasks,
            days_late=max(0, (as_of - DUE).days),
            bands=self.master.bands,
            scale=self.master.plan.scale,
        )
        return statuses, sheet


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> list[tuple[Filled, Path]]:
    folder = tmp_path_factory.mktemp("filled")
    answers, files = [], []
    for name, master in {"mẫu": small_master(), "khác": other_master()}.items():
        issued = {form.unit.code: form.path for form in issue(master, SCORED, folder / name)}
        for seed in range(FORMS // 2):
            case = Filled(seed, master)
            answers.append(case)
            files.append(case.fill(issued[case.unit.code], folder / f"f{len(files)}.xlsx"))
    return list(zip(answers, office.recalculate(files, folder), strict=True))


def test_every_status_agrees(filled):
    seen = set()
    for case, path in filled:
        statuses, _ = case.by_the_rules()
        assert forms.column(path, "Nhiệm vụ", "Tình trạng") == statuses
        seen |= set(statuses.values())
    assert len(seen) >= 6  # the cases are varied enough to mean something


def test_every_point_total_and_band_agrees(filled):
    bands = set()
    for case, path in filled:
        _, sheet = case.by_the_rules()
        points = forms.column(path, "Chấm điểm", "Điểm đạt")
        for code, score in sheet.scores.items():
            shown = (
                None if points[code] in (None, "") else Decimal(str(points[code])).quantize(Decimal("0.01"))
            )
            assert shown == score.points, (case.unit.code, code)
        total = forms.label(path, "Chấm điểm", "Tổng điểm")
        assert sheet.self_total is not None
        assert Decimal(str(total)).quantize(Decimal("0.01")) == sheet.self_total
        assert (forms.label(path, "Chấm điểm", "Xếp loại") or None) == sheet.band
        bands.add(sheet.band)
    assert len(bands) >= 2
