"""Bậc tỷ lệ: points by the level that A ÷ B reaches.

Levels: ``>=100%: 10; >=90%: 8; còn lại: 0``; also read: ``từ 90% (trở lên): 8``, ``trên 90%: 8``,
``từ 80% đến dưới 90%: 6``, ``dưới 80%: 0``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Self

from msgspec import Struct

from danvan_xl.language.showing import number_text, percent_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names, Ratio
from danvan_xl.rules.scoring.arithmetic import excel_number, excel_round, round_points
from danvan_xl.rules.scoring.kind import Divided
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.reading import NUMBER, Part, Text
from danvan_xl.rules.scoring.row import Row

_FROM = re.compile(
    rf"(>=|≥|=>|>|tu|tren|dat tu|dat)\s*{NUMBER}\s*(%?)"
    rf"(?:\s*(?:tro len)|\s*(?:den|-|–)?\s*(?:duoi|<)\s*{NUMBER}\s*%)?"
)
_BELOW = re.compile(rf"(?:<|duoi)\s*{NUMBER}\s*(%?)")
_REST = re.compile(r"(?:cac muc |cac truong hop )?(?:con lai|khac)")


class Level(Struct, frozen=True):
    """From ``percent`` on (``inclusive``) or above it."""

    percent: Decimal
    inclusive: bool
    points: Decimal


class RatioBandParameters(Divided, frozen=True):
    """``SL03 / SL02; >=100%: 10; >=90%: 8; còn lại: 0``; levels from the highest down."""

    ratio: Ratio
    levels: tuple[Level, ...]
    otherwise: Decimal = Decimal(0)
    KIND = ScoreKind.RATIO_BANDS
    EXAMPLES = ("SL03 / SL02; >=100%: 10; >=90%: 8; còn lại: 0",)

    @classmethod
    def read(cls, text: Text) -> Self:
        ratio = text.ratio(text.first("hai số liệu để chia và các bậc"))
        return cls(ratio, *_levels(text))

    def rule(self, criterion: Criterion, names: Names) -> str:
        levels = [
            f"{'từ' if level.inclusive else 'trên'} {number_text(level.percent)}%: {number_text(level.points)} điểm"
            for level in self.levels
        ]
        return f"{self.ratio.named(names)}; {'; '.join(levels)}; còn lại: {number_text(self.otherwise)} điểm"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        """The highest level that is reached, compared by cross-multiplication, so exactly."""
        sides = case.sides(self.ratio)
        if isinstance(sides, Outcome):
            return sides
        above, below = sides
        share = above * 100
        points, reached = self.otherwise, "còn lại"
        for level in self.levels:
            bound = level.percent * below
            if share > bound or (level.inclusive and share == bound):
                points = level.points
                reached = f"{'≥' if level.inclusive else '>'} {number_text(level.percent)}%"
                break
        text = f"{number_text(above)} ÷ {number_text(below)} = {percent_text(above, below)}"
        why = f"{text}, bậc {reached}: {points_text(points)} điểm ({self.ratio})."
        return Outcome(round_points(points), why=why, given=True)

    def formula(self, row: Row) -> str:
        above, below = row.sides(self.ratio)
        body = excel_number(self.otherwise)
        for level in reversed(self.levels):
            sign = ">=" if level.inclusive else ">"
            # Multiplied out and rounded: 0,9 × 100 must not fall short of 90 by a binary hair.
            test = f"ROUND({above}*100-{excel_number(level.percent)}*{below},6){sign}0"
            body = f"IF({test},{excel_number(level.points)},{body})"
        return row.ratio(self.ratio, row.proven(excel_round(body)))


def _levels(text: Text) -> tuple[tuple[Level, ...], Decimal]:
    """Levels from the highest down, and the points below the lowest (0 when nothing is said).

    Raises ParameterError: no percent sign, a level twice, a gap between two levels, more points for less.
    """
    levels: list[tuple[Level, Part, Decimal | None]] = []
    otherwise: Decimal | None = None
    lowest_said: tuple[Decimal, Part] | None = None
    parts, example = text.parts[1:], text.remedy
    for part in parts:
        condition, mark, told = part.text.rpartition(":")
        if not mark:
            raise part.error("thiếu dấu hai chấm giữa bậc và số điểm", example)
        points = text.points(part, told)
        words = part.plain[: len(condition)].strip()
        above, below = _FROM.fullmatch(words), _BELOW.fullmatch(words)
        if above:
            _percent_sign(part, above[2], above[3])
            upper = part.amount(above[4]) if above[4] else None
            level = Level(part.amount(above[2]), above[1] not in (">", "tren"), points)
            levels.append((level, part, upper))
            continue
        if not below and not _REST.fullmatch(words):
            raise part.error("không hiểu được bậc này", example)
        if otherwise is not None:
            raise part.error("đã có bậc thấp nhất ở phần trước", "Chỉ ghi “còn lại” một lần.")
        otherwise = points
        if below:
            _percent_sign(part, below[1], below[2])
            lowest_said = part.amount(below[1]), part
    if not levels:
        last = parts[-1] if parts else Part(2, "")
        raise last.error("chưa có bậc nào", example)
    levels.sort(key=lambda item: (item[0].percent, not item[0].inclusive), reverse=True)
    _check(levels, lowest_said, otherwise or Decimal(0))
    return tuple(level for level, _, _ in levels), otherwise or Decimal(0)


def _percent_sign(part: Part, number: str, sign: str) -> None:
    if not sign:
        raise part.error(f"thiếu dấu % sau {number}", f"Ghi {number}%.")


def _check(
    levels: list[tuple[Level, Part, Decimal | None]],
    lowest_said: tuple[Decimal, Part] | None,
    otherwise: Decimal,
) -> None:
    next_up: Level | None = None
    for level, part, upper in levels:
        if next_up is not None and (level.percent, level.inclusive) == (next_up.percent, next_up.inclusive):
            raise part.error("bậc này ghi hai lần", "Mỗi bậc chỉ ghi một lần.")
        if next_up is not None and level.points > next_up.points:
            raise part.error("bậc thấp hơn lại được nhiều điểm hơn", "Kiểm tra lại số điểm của các bậc.")
        if upper is not None and (next_up is None or upper != next_up.percent):
            raise part.error(
                "cận trên không nối với bậc liền trên", "Ghi các bậc liền nhau, ví dụ >=90%: 8; >=80%: 6."
            )
        next_up = level
    assert next_up is not None
    if otherwise > next_up.points:
        raise levels[-1][1].error(
            "phần còn lại được nhiều điểm hơn bậc này", "Kiểm tra lại số điểm của các bậc."
        )
    if lowest_said is not None and lowest_said[0] != next_up.percent:
        raise lowest_said[1].error(
            "không nối với bậc liền trên", f"Ghi “dưới {next_up.percent:f}%” hoặc “còn lại”."
        )
