"""Grammar of months, quarters and the year behind them: Tháng 8, 10 và 12/2025; Quý III, IV/2025; 9/2025.

Every method takes a position and returns (what, next position) or None. Quarters are those of the calendar, in
Roman or Arabic numbers.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.terms import NotUnderstood, Shape, When
from danvan_xl.language.deadlines.tokens import Tokens

SEPARATORS = "/.-"
_UNITS = frozenset({"month", "quarter", "week", "day", "times", "hour"})

Found = tuple[When, int] | None
FoundMany = tuple[list[When], int] | None


class MonthGrammar:
    """Recognises months and quarters in tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self.kinds, self.values, self.texts = tokens.kinds, tokens.values, tokens.texts
        self.tokens = tokens

    def is_year(self, i: int) -> bool:
        """A number of four digits that can be a year."""
        return self.kinds[i] == "num" and len(self.texts[i]) == 4 and 1900 <= self.values[i] <= 2999

    def year_after(self, i: int) -> tuple[int | None, int]:
        """The year written behind a month, quarter or day: /2025, -2025, năm 2025, 2025, /25."""
        year, end = self._year_after(i)
        if year is not None and self.kinds[end] == "-" and self.is_year(end + 1):
            return None, i  # tháng 9 2025-2026
        return year, end

    def _year_after(self, i: int) -> tuple[int | None, int]:
        kinds = self.kinds
        kind = kinds[i]
        if kind in SEPARATORS and kind:
            if self.is_year(i + 1):
                return self.values[i + 1], i + 2
            if kinds[i + 1] == "year" and self.is_year(i + 2):
                return self.values[i + 2], i + 3
            if (
                kind == "/"
                and kinds[i + 1] == "num"
                and len(self.texts[i + 1]) == 2
                and self.values[i + 1] > 12
            ):
                return 2000 + self.values[i + 1], i + 2
            return None, i
        j = i + 1 if kind in (",", "of") else i
        if kinds[j] == "of":
            j += 1
        if kinds[j] == "year" and self.is_year(j + 1) and kinds[j + 2] not in ("-", "to"):
            return self.values[j + 1], j + 2
        if kinds[j] == "thisyear":
            return None, j + 1
        if j == i and self.is_year(i):
            return self.values[i], i + 1
        return None, i

    def numbered(self, i: int) -> FoundMany:
        """Tháng 8, 10 và 12/2025; Tháng 9-11/2025; Quý III, IV/2025; at the noun. Bare 9/2025 too."""
        kinds = self.kinds
        if kinds[i] == "num":
            if self.values[i] <= 12 and kinds[i + 1] in ("/", "-", ".") and self.is_year(i + 2):
                when = self._months(self.values[i], self.values[i], 12, self.values[i + 2])
                return [when], i + 3
            return None
        if kinds[i] == "roman":
            if self.values[i] <= 4 and kinds[i + 1] in ("/", "-") and self.is_year(i + 2):
                return [self._months(self.values[i], self.values[i], 4, self.values[i + 2])], i + 3
            return None
        noun = kinds[i]
        if noun not in ("month", "quarter"):
            return None
        most = 12 if noun == "month" else 4
        j = i + 1
        if kinds[j] == "." and kinds[j + 1] in ("num", "roman"):
            j += 1  # Q.III
        if kinds[j] == "nth":
            j += 1
        whens: list[When] = []
        while True:
            item = self._number_item(j, most, first=not whens)
            if item is None:
                break
            when, j = item
            when.listed = bool(whens)
            whens.append(when)
            if (kinds[j] in (",", "and") and kinds[j + 1] in ("num", "roman")) or (
                kinds[j] == ";" and kinds[j + 1] == "roman"
            ):
                j += 1
                continue
            if kinds[j] == "," and kinds[j + 1] == "and" and kinds[j + 2] in ("num", "roman"):
                j += 2
                continue
            return whens, j
        if not whens:
            return None
        # The number after the list's comma was none of the list: step back before the comma.
        j -= 1
        while kinds[j] in (",", "and", ";"):
            j -= 1
        return whens, j + 1

    def _number_item(self, i: int, most: int, *, first: bool) -> Found:
        kinds = self.kinds
        number = self._number(i, most)
        if number is None:
            return None
        after = kinds[i + 1]
        if not first and (after in _UNITS or (after == "year" and not self.is_year(i + 2))):
            return None
        if after in ("/", ".") and kinds[i + 2] == "num" and not self.is_year(i + 2):
            year, _ = self.year_after(i + 1)
            if year is None:
                if first or self.values[i + 2] <= 12:
                    raise NotUnderstood(
                        f"“{self.tokens.shown(i, i + 3)}” không rõ là ngày/tháng hay là các tháng."
                    )
                return None
        year, j = self.year_after(i + 1)
        if kinds[j] == "-" and (second := self._number(j + 1, most)) is not None:
            last_year, end = self.year_after(j + 2)
            if kinds[end] in ("/", ".") and kinds[end + 1] == "num":
                return None
            if year is None:
                if second <= number:
                    return None
                return self._months(number, second, most, last_year), end
            if last_year is None:
                return None
            when = self._months(number, second, most, year)
            when.last_year = last_year
            if (year, number) >= (last_year, second):
                return None
            return when, end
        return self._months(number, number, most, year), j

    def _number(self, i: int, most: int) -> int | None:
        if self.kinds[i] not in ("num", "roman") or (self.texts[i].isdigit() and len(self.texts[i]) > 2):
            return None
        return self.values[i] if 1 <= self.values[i] <= most else None

    def _months(self, first: int, last: int, most: int, year: int | None) -> When:
        """Months (``most`` 12) or quarters (4) first to last."""
        size = 12 // most
        name = "tháng" if most == 12 else "quý"
        numbers = f"{first}" if first == last else f"{first}-{last}"
        text = f"{name} {numbers}" + (f"/{year}" if year else "")
        return When(Shape.PERIOD, (first - 1) * size + 1, 1, last * size, -1, year, text=text)
