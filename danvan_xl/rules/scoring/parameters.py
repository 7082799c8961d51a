"""What the Tham số of the ten kinds of criteria say, as data (contract, section 5).

The docstring of each class shows what is understood; :mod:`.parsing` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from danvan_xl.language.folding import fold
from danvan_xl.model import ScoreKind
from danvan_xl.rules.scoring.grammar import Ratio, Sum

MOST_OPTIONS = 40
"""A formula nests at most 64 deep."""
LONGEST_OPTION, LONGEST_OPTIONS = 200, 2500
"""A text in a formula holds 255 characters, a formula 8192."""


@dataclass(frozen=True, slots=True)
class SelfParameters:
    """Tự chấm: nothing, or ``bước 0,25``."""

    step: Decimal | None = None
    codes: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a Lựa chọn."""

    text: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class ChoiceParameters:
    """Lựa chọn: ``Đạt: 3; Đạt một phần: 1,5; Không: 0``."""

    options: tuple[Option, ...]
    codes: ClassVar[tuple[str, ...]] = ()

    def find(self, text: str) -> Option | None:
        """The option meant by a text (matched folded), or None."""
        key = fold(text)
        return next((option for option in self.options if fold(option.text) == key), None)


@dataclass(frozen=True, slots=True)
class RatioParameters:
    """Tỷ lệ: ``SL03 / SL02; làm tròn 0,25``."""

    ratio: Ratio
    step: Decimal | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Indicators used."""
        return self.ratio.codes


@dataclass(frozen=True, slots=True)
class Level:
    """A band of a Bậc tỷ lệ: from ``percent`` on (``inclusive``) or above it."""

    percent: Decimal
    inclusive: bool
    points: Decimal


@dataclass(frozen=True, slots=True)
class RatioBandParameters:
    """Bậc tỷ lệ: ``SL03 / SL02; >=100%: 10; >=90%: 8; còn lại: 0``; levels from the highest down."""

    ratio: Ratio
    levels: tuple[Level, ...]
    otherwise: Decimal = Decimal(0)

    @property
    def codes(self) -> tuple[str, ...]:
        """Indicators used."""
        return self.ratio.codes


@dataclass(frozen=True, slots=True)
class CountParameters:
    """Số lượng: ``SL05 x 0,5``, with ``; tối đa 5`` where the limit is lower than Điểm tối đa."""

    amount: Sum
    each: Decimal
    most: Decimal | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Indicators used."""
        return self.amount.codes


@dataclass(frozen=True, slots=True)
class ProgressParameters:
    """Tiến độ: ``nhóm 3`` (``nhóm 1; nhóm 3``) or ``mọi nhiệm vụ`` (``groups`` empty)."""

    groups: tuple[str, ...] = ()
    codes: ClassVar[tuple[str, ...]] = ()

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


@dataclass(frozen=True, slots=True)
class PunctualityParameters:
    """Đúng hạn báo cáo: ``trừ 1 mỗi ngày; tối đa 3 ngày``.

    ``most_days``: no more days than these are taken off (5 days late with the text above: 3 points less).
    ``most_points`` (``tối đa 2 điểm``) limits the amount. ``zero_after`` (``quá 3 ngày: 0``): later than that
    gives nothing. ``first_days``, ``first_points`` (``2 ngày đầu trừ 1``): one amount for the first days,
    ``each_day`` from then on.
    """

    each_day: Decimal
    most_days: Decimal | None = None
    most_points: Decimal | None = None
    zero_after: Decimal | None = None
    first_days: Decimal | None = None
    first_points: Decimal = Decimal(0)
    codes: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class BonusParameters:
    """Thưởng: ``tối đa 5``, also ``bước 0,5`` and ``tổng tối đa 10`` for all bonus criteria together."""

    most: Decimal | None = None
    step: Decimal | None = None
    most_altogether: Decimal | None = None
    codes: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class PenaltyParameters:
    """Trừ điểm: ``SL09 x 2; tối đa 10``, also ``tổng tối đa 20`` for all penalties together."""

    amount: Sum
    each: Decimal
    most: Decimal | None = None
    most_altogether: Decimal | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Indicators used."""
        return self.amount.codes


@dataclass(frozen=True, slots=True)
class CapParameters:
    """Khống chế: ``SL10; không xếp Xuất sắc`` (nor better), or ``SL10; hạ một bậc``."""

    amount: Sum
    barred: str = ""
    lowered: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """Indicators used."""
        return self.amount.codes


Parameters = (
    SelfParameters
    | ChoiceParameters
    | RatioParameters
    | RatioBandParameters
    | CountParameters
    | ProgressParameters
    | PunctualityParameters
    | BonusParameters
    | PenaltyParameters
    | CapParameters
)

EXAMPLES: dict[ScoreKind, str] = {
    ScoreKind.SELF: "bước 0,25",
    ScoreKind.CHOICE: "Đạt: 3; Đạt một phần: 1,5; Không: 0",
    ScoreKind.RATIO: "SL03 / SL02; làm tròn 0,25",
    ScoreKind.RATIO_BANDS: "SL03 / SL02; >=100%: 10; >=90%: 8; còn lại: 0",
    ScoreKind.COUNT: "SL05 x 0,5",
    ScoreKind.PROGRESS: "nhóm 3",
    ScoreKind.PUNCTUALITY: "trừ 1 mỗi ngày; tối đa 3 ngày",
    ScoreKind.BONUS: "tối đa 5",
    ScoreKind.PENALTY: "SL09 x 2; tối đa 10",
    ScoreKind.CAP: "SL10; không xếp Xuất sắc",
}
"""One right Tham số of each kind, for messages and guidance."""
