"""Tiến độ: max × on-time rate of a group of tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, Part, Role, ScoreAnswer, ScoreKind, Task
from danvan_xl.rules.expressions import Names
from danvan_xl.rules.rates import is_on_time
from danvan_xl.rules.scoring.arithmetic import excel_round, round_points
from danvan_xl.rules.scoring.kind import Parameters
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.reading import Text
from danvan_xl.rules.scoring.row import CHECK, Row

_GROUP = re.compile(r"(?:^|\s*,|\sva\s)\s*nhom(?:\s+nhiem vu)?\s+(?=\S)")
"""'nhóm 1, nhóm 3' means two groups."""


class ProgressParameters(Parameters, frozen=True):
    """``nhóm 3`` (``nhóm 1; nhóm 3``) or ``mọi nhiệm vụ`` (``groups`` empty)."""

    groups: tuple[str, ...] = ()
    KIND = ScoreKind.PROGRESS
    EXAMPLES = ("nhóm 3", "mọi nhiệm vụ")
    NEEDS = Part.TASKS

    @classmethod
    def read(cls, text: Text) -> Self:
        text.first("nhóm nhiệm vụ hoặc “mọi nhiệm vụ”")
        groups: list[str] = []
        for part in text.parts:
            if re.fullmatch(r"(moi|tat ca|toan bo)( cac)? nhiem vu", part.plain):
                if len(text.parts) > 1:
                    raise part.error("đã là mọi nhiệm vụ thì không ghi thêm nhóm", "Bỏ các phần còn lại.")
                return cls()
            found = list(_GROUP.finditer(part.plain))
            ends = [match.start() for match in found[1:]] + [len(part.text)]
            names = [clean(part.text[match.end() : end]) for match, end in zip(found, ends, strict=False)]
            if not found or found[0].start() or not all(map(fold, names)):
                raise text.not_understood(part)
            groups += names
        return cls(tuple(groups))

    def includes(self, group: str) -> bool:
        """Whether a task whose Nhóm nhiệm vụ is ``group`` counts: the group begins so, at a word's end.

        ``nhóm 3`` means '3. Phong trào' and 'Nhóm 3: Phong trào', not '30. Việc khác'.
        """
        key = fold(group)
        return not self.groups or any(
            key == start or key.startswith(start + " ")
            for name in self.groups
            for start in (fold(name), "nhóm " + fold(name))
        )

    def fault_in(self, tasks: Sequence[Task]) -> str:
        if not tasks or any(self.includes(task.group) for task in tasks):
            return ""
        return "không nhiệm vụ nào có “Nhóm nhiệm vụ” bắt đầu như vậy"

    def rule(self, criterion: Criterion, names: Names) -> str:
        of = f" ({', '.join(f'nhóm {group}' for group in self.groups)})" if self.groups else ""
        share = "nhiệm vụ chủ trì hoàn thành đúng hạn ÷ nhiệm vụ chủ trì đã đến hạn"
        return f"{share}{of} × {number_text(criterion.max_points)} điểm"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        """Does not arise while no lead task of the groups is due.

        A task with an input that could not be read is counted by the status that it shows elsewhere (what could not
        be read is blank), so that points and on-time rate agree; the points are then uncertain.
        """
        counted = [
            task
            for task in case.tasks
            if task.role is Role.LEAD and task.due_by_as_of and self.includes(case.groups.get(task.task, ""))
        ]
        due, most = len(counted), criterion.max_points
        if due == 0:
            return Outcome(not_arising=True, why="Chưa có nhiệm vụ chủ trì nào đến hạn.")
        on_time = sum(map(is_on_time, counted))
        uncertain = any(task.task in case.uncertain_tasks for task in counted)
        exact = most * on_time / due
        return Outcome(
            round_points(exact),
            why=f"{number_text(most)} × {on_time} ÷ {due} = {points_text(exact)} "
            f"({on_time}/{due} nhiệm vụ đến hạn đã hoàn thành đúng hạn"
            f"{'; có nhiệm vụ chưa đọc được tiến độ hoặc ngày' if uncertain else ''}).",
            uncertain=uncertain,
            given=True,
        )

    def formula(self, row: Row) -> str:
        refs = row.refs
        share = row.proven(excel_round(f"{refs.max}*{refs.on_time}/{refs.due}"))
        return (
            f"IF(AND(ISNUMBER({refs.on_time}),ISNUMBER({refs.due})),"
            f"IF(N({refs.due})=0,{row.by_policy()},{share}),{CHECK})"
        )

    def nothing_arose(self, row: Row) -> str:
        due, on_time = row.refs.due, row.refs.on_time
        return f"AND(ISNUMBER({due}),ISNUMBER({on_time}),N({due})=0)"
