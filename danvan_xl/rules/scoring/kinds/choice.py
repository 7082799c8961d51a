"""Lựa chọn: the points of the option that the unit chooses."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Self

from msgspec import Struct

from danvan_xl.errors import ParameterError
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.numbers import read_number
from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names
from danvan_xl.rules.scoring.arithmetic import excel_number, round_points
from danvan_xl.rules.scoring.kind import Allowed, Entry, Parameters
from danvan_xl.rules.scoring.outcome import Case, Issue, Outcome, missing, unread
from danvan_xl.rules.scoring.reading import Text
from danvan_xl.rules.scoring.row import CHECK, Row, trimmed
from danvan_xl.rules.status import blank
from danvan_xl.terms import form

MOST_OPTIONS = 40
"""A formula nests at most 64 deep."""
LONGEST_OPTION, LONGEST_OPTIONS = 200, 2500
"""A text in a formula holds 255 characters, a formula 8192."""
_SEVERAL = re.compile(r"[:=]\s*\d+(?:[.,]\d+)?\s*(?:điểm|đ)?\s*(?:,|\s)\s*[^\W\d]", re.IGNORECASE)
"""'Đạt: 3, Không': two options with a comma (or a lost line break) between them."""


class Option(Struct, frozen=True):
    """One option."""

    text: str
    points: Decimal


class ChoiceParameters(Parameters, frozen=True):
    """``Đạt: 3; Đạt một phần: 1,5; Không: 0``."""

    options: tuple[Option, ...]
    KIND = ScoreKind.CHOICE
    EXAMPLES = ("Đạt: 3; Đạt một phần: 1,5; Không: 0",)
    ENTRY = Entry.OPTION
    OWED = True

    @classmethod
    def read(cls, text: Text) -> Self:
        text.first("các mức để chọn")
        options: list[Option] = []
        for part in text.parts:
            name, mark, points = part.text.rpartition(":")
            if not mark:
                name, mark, points = part.text.rpartition("=")
            if not mark or not fold(name):
                raise part.error("thiếu dấu hai chấm giữa mức và số điểm", text.remedy)
            if points.strip().startswith("-"):
                raise part.error("số điểm không được âm", "Ghi số điểm từ 0 trở lên.")
            if _SEVERAL.search(name + mark):
                raise part.error(
                    "có vẻ là nhiều mức viết liền nhau",
                    "Ngăn các mức bằng dấu chấm phẩy hoặc xuống dòng, không dùng dấu phẩy. " + text.remedy,
                )
            if any(fold(other.text) == fold(name) for other in options):
                raise part.error("mức này đã ghi ở phần trước", "Mỗi mức chỉ ghi một lần.")
            if len(clean(name)) > LONGEST_OPTION:
                raise part.error(
                    f"tên mức dài hơn {LONGEST_OPTION} ký tự",
                    "Rút gọn tên mức; phần giải thích ghi ở cột Tiêu chí.",
                )
            options.append(Option(clean(name), text.points(part, points)))
        if len(options) > MOST_OPTIONS or sum(len(o.text) for o in options) > LONGEST_OPTIONS:
            raise ParameterError(
                f"Tham số có {len(options)} mức, quá nhiều hoặc quá dài (tối đa {MOST_OPTIONS} mức).",
                remedy="Gộp bớt các mức lựa chọn, rút gọn tên mức.",
            )
        return cls(tuple(options))

    def find(self, text: str) -> Option | None:
        """The option meant by a text (matched folded), or None."""
        key = fold(text)
        return next((option for option in self.options if fold(option.text) == key), None)

    def option_worth(self, points: Decimal) -> str:
        fitting = [option.text for option in self.options if option.points == points]
        return fitting[0] if len(fitting) == 1 else ""

    def _worth_as_typed(self, text: str) -> Option | None:
        """The only option that is worth the points that were typed in its place, in digits: "không có" is no 0 points."""
        points = read_number(text, unit="điểm").value if text[0].isdigit() else None
        return None if points is None else self.find(self.option_worth(points))

    def rule(self, criterion: Criterion, names: Names) -> str:
        return "; ".join(f"{option.text}: {number_text(option.points)} điểm" for option in self.options)

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        text = clean(answer.choice)
        if not text:
            if answer.unread & {"choice", "self_score"}:
                return unread("Mức đã chọn")
            return missing("Chưa chọn mức")
        facts: dict[str, object] = {"value": text, "header": form.SELF_SCORE}
        option, issues = self.find(text), list[Issue]()
        if option is None and (option := self._worth_as_typed(text)) is not None:
            issues.append(("option-by-points", facts | {"note": f": “{option.text}”"}))
        if option is not None:
            points = round_points(option.points)
            why = f"Chọn “{option.text}” = {points_text(points)} điểm."
            return Outcome(points, points, why, given=True, issues=issues)
        listed = "; ".join(o.text for o in self.options)
        facts["note"] = f" (các mức: {listed})"
        return Outcome(
            why=f"Mức “{text}” không có trong danh sách, chưa tính điểm.",
            uncertain=True,
            given=True,
            issues=[("option-unknown", facts)],
        )

    def formula(self, row: Row) -> str:
        ref = row.refs.self_score
        body = CHECK
        worth = [o.points for o in self.options if self.option_worth(o.points)]
        if worth:
            listed = ",".join(excel_number(points) for points in worth)
            body = f"IF(ISNUMBER({ref}),IF(SUMPRODUCT(--({{{listed}}}=N({ref})))>0,ROUND(N({ref}),2),{CHECK}),{CHECK})"
        for option in reversed(self.options):
            name = clean(option.text).replace('"', '""')
            body = f'IF({trimmed(ref)}="{name}",{excel_number(round_points(option.points))},{body})'
        # Once for all options, or forty of them would not fit; text times a number asks to check.
        proof = row.proven("1")
        body = body if proof == "1" else f"{proof}*{body}"
        return f"IF({blank(ref)},0,{body})"

    def allowed(self, criterion: Criterion) -> Allowed:
        return Allowed(options=tuple(option.text for option in self.options))
