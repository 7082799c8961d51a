"""The levels of a Bậc tỷ lệ: ``>=100%: 10; >=90%: 8; còn lại: 0``.

Also read: ``từ 90% (trở lên): 8``, ``trên 90%: 8``, ``từ 80% đến dưới 90%: 6``, ``dưới 80%: 0``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from danvan_xl.rules.scoring.grammar import Part, number_in
from danvan_xl.rules.scoring.parameters import Level

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_FROM = re.compile(
    rf"(>=|≥|=>|>|tu|tren|dat tu|dat)\s*{_NUMBER}\s*(%?)"
    rf"(?:\s*(?:tro len)|\s*(?:den|-|–)?\s*(?:duoi|<)\s*{_NUMBER}\s*%)?"
)
_BELOW = re.compile(rf"(?:<|duoi)\s*{_NUMBER}\s*(%?)")
_REST = re.compile(r"(?:cac muc |cac truong hop )?(?:con lai|khac)")


def read_levels(
    parts: list[Part], example: str, within_max: Callable[[Part, Decimal], Decimal]
) -> tuple[list[Level], Decimal]:
    """Levels from the highest down, and the points below the lowest (0 when nothing is said).

    Raises ParameterError: no percent sign, a level twice, a gap between two levels, more points for less.
    """
    levels: list[tuple[Level, Part, Decimal | None]] = []
    otherwise: Decimal | None = None
    lowest_said: tuple[Decimal, Part] | None = None
    for part in parts:
        condition, mark, points_text = part.text.rpartition(":")
        if not mark:
            raise part.error("thiếu dấu hai chấm giữa bậc và số điểm", example)
        amount = re.sub(r"\s*(điểm|đ)\s*$", "", points_text, flags=re.IGNORECASE)
        points = within_max(part, number_in(part, amount))
        words = part.plain[: len(condition)].strip()
        above, below = _FROM.fullmatch(words), _BELOW.fullmatch(words)
        if above:
            _percent_sign(part, above[2], above[3])
            upper = number_in(part, above[4]) if above[4] else None
            level = Level(number_in(part, above[2]), above[1] not in (">", "tren"), points)
            levels.append((level, part, upper))
            continue
        if not below and not _REST.fullmatch(words):
            raise part.error("không hiểu được bậc này", example)
        if otherwise is not None:
            raise part.error("đã có bậc thấp nhất ở phần trước", "Chỉ ghi “còn lại” một lần.")
        otherwise = points
        if below:
            _percent_sign(part, below[1], below[2])
            lowest_said = number_in(part, below[1]), part
    if not levels:
        last = parts[-1] if parts else Part(2, "")
        raise last.error("chưa có bậc nào", example)
    levels.sort(key=lambda item: (item[0].percent, not item[0].inclusive), reverse=True)
    _check(levels, lowest_said, otherwise or Decimal(0))
    return [level for level, _, _ in levels], otherwise or Decimal(0)


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
