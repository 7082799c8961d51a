"""Reading a Tham số: one parser for the ten kinds, with messages that say which part and what to write.

Words may be typed with or without tone marks, in any case; parts stand between semicolons; decimals
have a comma or a point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from functools import lru_cache

from danvan_xl.errors import ParameterError
from danvan_xl.language.folding import clean, fold
from danvan_xl.model import ScoreKind
from danvan_xl.rules.scoring.grammar import Part, Tokens, number_in, parts_of, plain
from danvan_xl.rules.scoring.levels import read_levels
from danvan_xl.rules.scoring.parameters import (
    EXAMPLES,
    LONGEST_OPTION,
    LONGEST_OPTIONS,
    MOST_OPTIONS,
    BonusParameters,
    CapParameters,
    ChoiceParameters,
    CountParameters,
    Option,
    Parameters,
    PenaltyParameters,
    ProgressParameters,
    PunctualityParameters,
    RatioBandParameters,
    RatioParameters,
    SelfParameters,
)

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_POINTS = r"(?:\s*diem)?"
_STEP = re.compile(rf"(?:buoc|moi buoc)\s*:?\s*{_NUMBER}{_POINTS}")
_ROUNDING = re.compile(rf"lam tron\s*(?:den|toi|theo)?\s*:?\s*{_NUMBER}{_POINTS}")
_MOST = re.compile(rf"toi da\s*:?\s*{_NUMBER}{_POINTS}")
_ALTOGETHER = re.compile(rf"(?:tong|ca nhom|tong cong|tat ca)\s*toi da\s*:?\s*{_NUMBER}{_POINTS}")


def parse_parameters(
    kind: ScoreKind,
    text: str,
    *,
    indicators: Collection[str] | None = None,
    bands: Collection[str] | None = None,
    max_points: Decimal | None = None,
    strict: bool = True,
) -> Parameters:
    """Read a Tham số. Raises :class:`~danvan_xl.errors.ParameterError`: Vietnamese, which part, what to write.

    Given ``indicators`` (the master's codes), codes come out as the master writes them, and with ``strict``
    an unknown one is an error (code ``unknown-indicator``). Given ``bands`` (names) or ``max_points``, these
    are checked too.
    """
    return _parse(
        kind,
        text,
        None if indicators is None else tuple(indicators),
        None if bands is None else tuple(bands),
        max_points,
        strict,
    )


@lru_cache(maxsize=4096)
def _parse(
    kind: ScoreKind,
    text: str,
    indicators: tuple[str, ...] | None,
    bands: tuple[str, ...] | None,
    max_points: Decimal | None,
    strict: bool,
) -> Parameters:
    reader = _Reader(kind, parts_of(text), indicators, bands, max_points, strict)
    readers: dict[ScoreKind, Callable[[], Parameters]] = {
        ScoreKind.SELF: reader.self_score,
        ScoreKind.CHOICE: reader.choice,
        ScoreKind.RATIO: reader.ratio,
        ScoreKind.RATIO_BANDS: reader.ratio_bands,
        ScoreKind.COUNT: reader.count,
        ScoreKind.PROGRESS: reader.progress,
        ScoreKind.PUNCTUALITY: reader.punctuality,
        ScoreKind.BONUS: reader.bonus,
        ScoreKind.PENALTY: reader.penalty,
        ScoreKind.CAP: reader.cap,
    }
    return readers[kind]()


class _Reader:
    def __init__(
        self,
        kind: ScoreKind,
        parts: list[Part],
        indicators: tuple[str, ...] | None,
        bands: tuple[str, ...] | None,
        max_points: Decimal | None,
        strict: bool,
    ) -> None:
        self.kind, self.parts = kind, parts
        self.indicators, self.bands = indicators, bands
        self.max_points, self.strict = max_points, strict

    @property
    def example(self) -> str:
        return f"Ghi như ví dụ: {EXAMPLES[self.kind]}."

    def tokens(self, part: Part, text: str | None = None) -> Tokens:
        return Tokens(part, part.text if text is None else text, known=self.indicators, strict=self.strict)

    def first(self, what: str) -> Part:
        if not self.parts:
            raise ParameterError(f"Cách chấm {self.kind} cần Tham số ghi {what}.", remedy=self.example)
        return self.parts[0]

    def not_understood(self, part: Part) -> ParameterError:
        return part.error(f"không hiểu được đối với cách chấm {self.kind}", self.example)

    def settings(self, parts: list[Part], **patterns: re.Pattern[str]) -> dict[str, Decimal]:
        """Numbers of the parts that must each match one pattern, each pattern once."""
        found: dict[str, Decimal] = {}
        for part in parts:
            for name, pattern in patterns.items():
                match = pattern.fullmatch(part.plain)
                if match:
                    if name in found:
                        raise part.error("đã ghi ở phần trước", "Chỉ ghi một lần.")
                    found[name] = number_in(part, match[1], positive=True)
                    break
            else:
                raise self.not_understood(part)
        return found

    def within_max(self, part: Part, points: Decimal) -> Decimal:
        if self.max_points is not None and points > self.max_points:
            raise part.error(
                "số điểm lớn hơn Điểm tối đa của tiêu chí", "Sửa số điểm này hoặc sửa cột Điểm tối đa."
            )
        return points

    def self_score(self) -> SelfParameters:
        return SelfParameters(**self.settings(self.parts, step=_STEP))

    def choice(self) -> ChoiceParameters:
        self.first("các mức để chọn")
        options: list[Option] = []
        for part in self.parts:
            name, mark, points = part.text.rpartition(":")
            if not mark:
                name, mark, points = part.text.rpartition("=")
            if not mark or not fold(name):
                raise part.error("thiếu dấu hai chấm giữa mức và số điểm", self.example)
            if points.strip().startswith("-"):
                raise part.error("số điểm không được âm", "Ghi số điểm từ 0 trở lên.")
            points = re.sub(r"\s*(điểm|đ)\s*$", "", points, flags=re.IGNORECASE)
            if any(fold(other.text) == fold(name) for other in options):
                raise part.error("mức này đã ghi ở phần trước", "Mỗi mức chỉ ghi một lần.")
            if len(clean(name)) > LONGEST_OPTION:
                raise part.error(
                    f"tên mức dài hơn {LONGEST_OPTION} ký tự",
                    "Rút gọn tên mức; phần giải thích ghi ở cột Tiêu chí.",
                )
            options.append(Option(clean(name), self.within_max(part, number_in(part, points))))
        if len(options) > MOST_OPTIONS or sum(len(o.text) for o in options) > LONGEST_OPTIONS:
            raise ParameterError(
                f"Tham số có {len(options)} mức, quá nhiều hoặc quá dài (tối đa {MOST_OPTIONS} mức).",
                remedy="Gộp bớt các mức lựa chọn, rút gọn tên mức.",
            )
        return ChoiceParameters(tuple(options))

    def ratio(self) -> RatioParameters:
        tokens = self.tokens(self.first("hai số liệu để chia"))
        ratio = tokens.ratio()
        tokens.end()
        return RatioParameters(ratio, **self.settings(self.parts[1:], step=_ROUNDING))

    def ratio_bands(self) -> RatioBandParameters:
        tokens = self.tokens(self.first("hai số liệu để chia và các bậc"))
        ratio = tokens.ratio()
        tokens.end()
        levels, otherwise = read_levels(self.parts[1:], self.example, self.within_max)
        return RatioBandParameters(ratio, tuple(levels), otherwise)

    def count(self) -> CountParameters:
        tokens = self.tokens(self._without_unit(self.first("số liệu và số điểm mỗi đơn vị")))
        amount, each = tokens.product()
        tokens.end()
        return CountParameters(amount, each, **self.settings(self.parts[1:], most=_MOST))

    @staticmethod
    def _without_unit(part: Part) -> Part:
        """'SL05 x 0,5 điểm' without its last word."""
        match = re.search(r"\s*diem$", part.plain)
        return Part(part.number, part.text[: match.start()]) if match else part

    def progress(self) -> ProgressParameters:
        self.first("nhóm nhiệm vụ hoặc “mọi nhiệm vụ”")
        groups: list[str] = []
        for part in self.parts:
            if re.fullmatch(r"(moi|tat ca|toan bo)( cac)? nhiem vu", part.plain):
                if len(self.parts) > 1:
                    raise part.error("đã là mọi nhiệm vụ thì không ghi thêm nhóm", "Bỏ các phần còn lại.")
                return ProgressParameters()
            match = re.match(r"nhom(\s+nhiem vu)?\s+(?=\S)", part.plain)
            name = part.text[match.end() :] if match else ""
            if not fold(name):
                raise self.not_understood(part)
            groups.append(clean(name))
        return ProgressParameters(tuple(groups))

    def punctuality(self) -> PunctualityParameters:
        self.first("số điểm trừ mỗi ngày chậm")
        days = rf"{_NUMBER}\s*ngay"
        late = r"(?:\s+(?:cham|muon|tre)(?:\s+han)?)?"
        first = re.compile(rf"(?:trong )?{days}(?: cham)? dau(?: tien)?\s*:?\s*tru\s*{_NUMBER}{_POINTS}")
        rest: list[Part] = []
        first_days = None
        first_points = Decimal(0)
        for part in self.parts:
            match = first.fullmatch(part.plain)
            if match:
                first_days, first_points = number_in(part, match[1], positive=True), number_in(part, match[2])
            else:
                rest.append(part)
        found = self.settings(
            rest,
            each_day=re.compile(
                rf"(?:sau do\s*)?tru\s*{_NUMBER}{_POINTS}\s*(?:/|cho moi|moi|mot)\s*(?:1\s*)?ngay{late}"
            ),
            most_days=re.compile(rf"toi da\s*:?\s*{days}{late}"),
            most_points=re.compile(rf"toi da\s*:?\s*{_NUMBER}\s*diem"),
            zero_after=re.compile(
                rf"(?:qua|tren|cham qua)\s*{days}{late}\s*:?\s*(?:0{_POINTS}|khong(?: tinh| cham| co)?(?: diem)?)"
            ),
        )
        if "each_day" not in found:
            raise self.not_understood(self.parts[0])
        return PunctualityParameters(first_days=first_days, first_points=first_points, **found)

    def bonus(self) -> BonusParameters:
        return BonusParameters(
            **self.settings(self.parts, most=_MOST, step=_STEP, most_altogether=_ALTOGETHER)
        )

    def penalty(self) -> PenaltyParameters:
        tokens = self.tokens(self._without_unit(self.first("số liệu và số điểm trừ mỗi trường hợp")))
        amount, each = tokens.product()
        tokens.end()
        found = self.settings(self.parts[1:], most=_MOST, most_altogether=_ALTOGETHER)
        return PenaltyParameters(amount, each, **found)

    def cap(self) -> CapParameters:
        tokens = self.tokens(self.first("số liệu và mức khống chế"))
        amount = tokens.sum()
        if tokens.skip(">") and tokens.number() != 0:
            raise self.parts[0].error("chỉ so được với 0", "Chỉ ghi mã số liệu, ví dụ SL10.")
        tokens.end()
        barred, lowered = "", 0
        for part in self.parts[1:]:
            bar = re.match(r"khong (?:duoc )?xep(?: loai)?(?: tu)?\s+(?=\S)", part.plain)
            down = re.fullmatch(r"ha\s+(\d+|mot|hai|ba)\s+(?:bac|muc)(?: xep loai)?", part.plain)
            if bar and not barred:
                end = re.search(r"\s+tro len$", part.plain)
                barred = self._band(part, part.text[bar.end() : end.start() if end else None])
            elif down and not lowered:
                lowered = {"mot": 1, "hai": 2, "ba": 3}.get(down[1]) or int(down[1])
            else:
                raise self.not_understood(part)
        if not barred and not lowered:
            raise self.parts[0].error(
                "chưa ghi mức khống chế", "Thêm “; không xếp Xuất sắc” hoặc “; hạ một bậc” sau mã số liệu."
            )
        return CapParameters(amount, barred, lowered)

    def _band(self, part: Part, name: str) -> str:
        if self.bands is None:
            return clean(name)
        for key in (fold, _without_marks):
            same = [band for band in self.bands if key(band) == key(name)]
            if len(same) == 1:
                return same[0]
        raise part.error(
            f"không có xếp loại “{name}”",
            f"Ghi đúng một xếp loại ở trang Xếp loại: {', '.join(self.bands)}.",
            code="unknown-band",
        )


def _without_marks(text: str) -> str:
    return plain(fold(text))
