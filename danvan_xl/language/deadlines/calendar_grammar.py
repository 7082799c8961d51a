"""Grammar of stretches of time: days, months, quarters, halves, years, and their beginnings and ends.

Every method takes a position and returns (what, next position) or None. Sources: Nghị định 30/2020/NĐ-CP writes
"ngày 05 tháng 9 năm 2025" and 05/9/2025, always day first; Bộ luật Dân sự 2015 điều 146 says that giữa tháng is the
15th, cuối tháng the last day, giữa năm the last day of June, cuối năm the last day of December, nửa tháng fifteen
days, một tuần seven days.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.terms import NotUnderstood, Shape, When
from danvan_xl.language.deadlines.tokens import Tokens

_SEPARATORS = "/.-"
_UNITS = frozenset({"month", "quarter", "week", "day", "times", "hour"})

Found = tuple[When, int] | None
FoundMany = tuple[list[When], int] | None


class CalendarGrammar:
    """Recognises :class:`When` in tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self.kinds, self.values, self.texts = tokens.kinds, tokens.values, tokens.texts
        self.tokens = tokens

    # --- years ---------------------------------------------------------------------------------

    def is_year(self, i: int) -> bool:
        """A number of four digits that can be a year."""
        return self.kinds[i] == "num" and len(self.texts[i]) == 4 and 1900 <= self.values[i] <= 2199

    def year_after(self, i: int) -> tuple[int | None, int]:
        """The year written behind a month, quarter or day: /2025, -2025, năm 2025, 2025, /25."""
        kinds = self.kinds
        kind = kinds[i]
        if kind in _SEPARATORS and kind:
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

    # --- days ----------------------------------------------------------------------------------

    def day(self, i: int, *, loose: bool) -> FoundMany:
        """One or more days. ``loose``: a word before them says that a day is meant (trước, đến, từ)."""
        start = i
        j = self._hour(i)
        timed = j > i
        i = j
        explicit = self.kinds[i] == "day"
        if explicit:
            i += 1
        if self.kinds[i] != "num":
            return None
        found = self._day_numbers(i, explicit, explicit or loose or timed)
        if found is None:
            return None
        whens, end = found
        for when in whens:
            when.text = when.text or self.tokens.shown(start, end)
            if timed:
                when.note = "timed"
        return whens, end

    def _hour(self, i: int) -> int:
        """Past "17 giờ 00", "16h30": the day is what counts."""
        kinds = self.kinds
        if kinds[i] == "num" and kinds[i + 1] == "hour":
            i += 2
            if kinds[i] == "num" and kinds[i + 1] in ("day", "num", ","):
                i += 1
            if kinds[i] == "," and kinds[i + 1] == "day":
                i += 1
            return i
        return i

    def _day_numbers(self, i: int, explicit: bool, loose: bool) -> FoundMany:
        kinds, values, texts = self.kinds, self.values, self.texts
        first, mark = values[i], kinds[i + 1]
        if self.is_year(i):  # 2025-09-05, as Excel gives dates to programs
            if mark == "-" and kinds[i + 2 : i + 5] == ["num", "-", "num"] and len(texts[i + 2]) <= 2:
                return [self._day(values[i + 4], values[i + 2], first)], i + 5
            return None
        if len(texts[i]) > 2:
            return None
        if mark and mark in _SEPARATORS and kinds[i + 2] == "num":
            return self._day_marks(i, explicit, loose)
        if mark == "month" and loose:
            from_months = self.numbered(i + 1)
            if from_months is None:
                return None
            months, end = from_months
            if any(m.m1 != m.m2 for m in months):
                return None
            return [self._day(first, m.m1, m.year) for m in months], end
        if explicit:
            return self._day_alone(i)
        return None

    def _day_marks(self, i: int, explicit: bool, loose: bool) -> FoundMany:
        """Numbers joined by marks: 05/9, 05/9/2025, 5.9.2025, 15-20/9/2025."""
        kinds, values, texts = self.kinds, self.values, self.texts
        first, mark, second = values[i], kinds[i + 1], values[i + 2]
        if len(texts[i + 2]) > 2:
            return None  # 9/2025: a month
        again, third = kinds[i + 3], kinds[i + 4] if kinds[i + 3] else ""
        if again and again in _SEPARATORS and third == "num":
            size, number = len(texts[i + 4]), values[i + 4]
            if again == mark:
                if size == 4:
                    return [self._day(first, second, number)], i + 5
                if size == 2 and number > 12:
                    return [self._day(first, second, 2000 + number)], i + 5
                if mark == "-":
                    return None
                raise NotUnderstood(f"“{self.tokens.shown(i, i + 5)}” không rõ là ngày nào.")
            if mark == "-" and again in "/.":
                if size == 4:
                    return ([self._day(first, second, number)], i + 5) if explicit else None
                if not loose or number > 12:
                    return None
                year, end = self.year_after(i + 5)
                when = self._day(first, number, year)
                when.d2, when.shape = second, Shape.PERIOD
                return ([when], end) if first < second else None
            if size == 4:  # 05/9-2025
                return [self._day(first, second, number)], i + 5
        if mark in "-." and not loose:
            return None  # 5-9 and 5.9 alone can be many things
        year, end = self.year_after(i + 3)
        return [self._day(first, second, year)], end

    def _day_alone(self, i: int) -> FoundMany:
        """After "ngày": 25; or 10, 20 và 30/9, where all but the last lack their month."""
        kinds = self.kinds
        when = When(Shape.DAY_OF_MONTH, 0, self.values[i], 0, self.values[i])
        j = i + 1
        if kinds[j] in (",", "and"):
            j += 1
            named = kinds[j] == "day"
            j += named
            if kinds[j] == "num" and kinds[j + 1] not in ("times", "quarter", "week", "year"):
                rest = self._day_numbers(j, named or kinds[j + 1] != "month", True)
                if rest is not None:
                    whens, end = rest
                    if whens[0].shape is Shape.DAY:
                        when = self._day(self.values[i], whens[0].m1, whens[0].year)
                        return [when, *whens], end
                    if whens[0].shape is Shape.DAY_OF_MONTH:
                        return [when, *whens], end
        if kinds[i + 1] == "-" and kinds[i + 2] == "num":
            return None
        return [when], i + 1

    def _day(self, day: int, month: int, year: int | None) -> When:
        text = f"{day}/{month}" + (f"/{year}" if year else "")
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            raise NotUnderstood(f"Không có ngày {text} (ngày viết trước, tháng viết sau).")
        if (day == 31 and month in (4, 6, 9, 11)) or (day > 29 and month == 2):
            raise NotUnderstood(f"Không có ngày {text}.")
        return When(Shape.DAY, month, day, month, day, year, text=text)

    # --- months and quarters -------------------------------------------------------------------

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
            if kinds[j] in (",", "and") and kinds[j + 1] in ("num", "roman"):
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
        while kinds[j] in (",", "and"):
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

    def half(self, i: int) -> Found:
        """6 tháng cuối năm 2025; 9 tháng đầu năm; nửa đầu năm; quý cuối năm; tháng cuối năm."""
        kinds = self.kinds
        j, size = i, 0
        if kinds[j] == "num" and kinds[j + 1] == "month" and self.values[j] < 12:
            size, j = self.values[j], j + 2
        elif kinds[j] == "half":
            size, j = 6, j + 1
        elif kinds[j] == "quarter":
            size, j = 3, j + 1
        elif kinds[j] == "month":
            size, j = 1, j + 1
        if not size or kinds[j] not in ("first", "last"):
            return None
        at_end = kinds[j] == "last"
        j += 1
        year: int | None = None
        if self.is_year(j) and kinds[i] == "num":
            year, j = self.values[j], j + 1
        else:
            if kinds[j] == "of":
                j += 1
            if kinds[j] == "thisyear":
                j += 1
            elif kinds[j] == "year":
                j += 1
                if self.is_year(j) and kinds[j + 1] not in ("-", "to"):
                    year, j = self.values[j], j + 1
                elif self.is_year(j):
                    return None
            else:
                return None
        m1, m2 = (13 - size, 12) if at_end else (1, size)
        return When(Shape.PERIOD, m1, 1, m2, -1, year, text=self.tokens.shown(i, j)), j

    # --- parts and edges -----------------------------------------------------------------------

    def part(self, i: int) -> Found:
        """Tuần đầu tháng 9; tuần 2 tháng 9; 10 ngày đầu tháng 9; nửa cuối tháng 9; tháng cuối quý III."""
        kinds = self.kinds
        j = i
        if kinds[j] == "week":
            j += 1
            if kinds[j] in ("first", "last"):
                days = (1, 7) if kinds[j] == "first" else (-7, -1)
            else:
                if kinds[j] == "nth":
                    j += 1
                if kinds[j] != "num" or not 1 <= self.values[j] <= 4 or len(self.texts[j]) > 2:
                    return None
                days = (self.values[j] * 7 - 6, self.values[j] * 7)
            note = "Một tuần tính là bảy ngày trong tháng (điều 146 Bộ luật Dân sự)."
            j += 1
        elif kinds[j] == "num" and kinds[j + 1] == "day" and kinds[j + 2] in ("first", "last"):
            count = self.values[j]
            if not 2 <= count <= 20:
                return None
            days = (1, count) if kinds[j + 2] == "first" else (-count, -1)
            note, j = "", j + 3
        elif kinds[j] == "half" and kinds[j + 1] in ("first", "last"):
            days = (1, 15) if kinds[j + 1] == "first" else (16, -1)
            note, j = "", j + 2
        elif kinds[j] == "month" and kinds[j + 1] in ("first", "last"):
            k = j + 3 if kinds[j + 2] == "of" else j + 2
            if kinds[k] != "quarter":
                return None
            found = self._single(k)
            if found is None:
                return None
            when, end = found
            when.m1 = when.m2 = when.m1 if kinds[j + 1] == "first" else when.m2
            when.text = self.tokens.shown(i, end)
            return when, end
        else:
            return None
        if kinds[j] == "of":
            j += 1
        if kinds[j] not in ("month", "quarter") and not (kinds[j] == "num" and self.is_year(j + 2)):
            return None
        if kinds[j] == "quarter" and kinds[i] != "week":
            return None
        found = self._single(j)
        if found is None:
            return None
        when, end = found
        month = when.m1 if days[0] > 0 else when.m2
        when.m1 = when.m2 = month
        when.d1, when.d2 = days
        when.note, when.text = note, self.tokens.shown(i, end)
        return when, end

    def edge(self, i: int) -> Found:
        """Cuối tháng 9, cuối quý III, cuối năm (the last day); giữa tháng 9 (the 15th); đầu tháng 9 (the first)."""
        kinds = self.kinds
        where = kinds[i]
        if where not in ("first", "mid", "last"):
            return None
        j = i + 2 if kinds[i + 1] == "of" else i + 1
        if kinds[j] == "year" or kinds[j] == "thisyear" or self.is_year(j):
            found: Found = self.year(j, alone=True)
        elif kinds[j] in ("month", "quarter") or kinds[j] == "num":
            found = self._single(j)
        else:
            return None
        if found is None:
            return None
        when, end = found
        when.text = self.tokens.shown(i, end)
        whole_year, quarter = when.shape is Shape.YEAR, when.m2 - when.m1 == 2
        if when.last_year is not None:
            return None
        when.shape = Shape.EDGE
        if where == "last":
            when.m1, when.d1 = when.m2, -1
        elif where == "first":
            when.m2, when.d2, when.shape = when.m1, 1, Shape.START
        elif whole_year:
            when.m1, when.d1, when.m2, when.d2 = 6, -1, 6, -1
            when.note = "Giữa năm được hiểu là ngày 30/6 (điều 146 Bộ luật Dân sự)."
        elif quarter:
            raise NotUnderstood(f"“{when.text}” không rõ là ngày nào; hãy ghi ngày cụ thể.")
        else:
            when.d1 = when.d2 = 15
            when.note = "Giữa tháng được hiểu là ngày 15 (điều 146 Bộ luật Dân sự)."
        return when, end

    def _single(self, i: int) -> Found:
        """Exactly one month or quarter."""
        found = self.numbered(i)
        if found is None or len(found[0]) != 1:
            return None
        when, end = found[0][0], found[1]
        return None if when.last_year is not None or when.m2 - when.m1 not in (0, 2) else (when, end)

    # --- years ---------------------------------------------------------------------------------

    def year(self, i: int, *, alone: bool = False) -> Found:
        """Năm 2025; 2025; giai đoạn 2021-2025; 2025-2026. ``alone``: also "năm" with no number, the plan's."""
        kinds = self.kinds
        stage = kinds[i] == "stage"
        j = i + 1 if stage or kinds[i] == "year" else i
        if stage and kinds[j] == "year":
            j += 1
        if kinds[i] == "thisyear" and alone:
            return When(Shape.YEAR, 1, 1, 12, -1, text=self.texts[i]), i + 1
        if not self.is_year(j):
            if alone and kinds[i] == "year" and kinds[j] not in ("num", "roman", "first", "last"):
                return When(Shape.YEAR, 1, 1, 12, -1, text="năm"), j
            return None
        year, last, end = self.values[j], None, j + 1
        if kinds[end] in ("-", "/", "to") and self.is_year(end + 1) and (stage or kinds[end] == "-"):
            last, end = self.values[end + 1], end + 2
        elif kinds[end] in ("-", "to") and kinds[end + 1] == "year" and self.is_year(end + 2) and stage:
            last, end = self.values[end + 2], end + 3
        elif kinds[end] in ("/", ".") and kinds[end + 1] == "num":
            return None
        if last is not None and last <= year:
            raise NotUnderstood(f"“{self.tokens.shown(i, end)}” kết thúc trước khi bắt đầu.")
        if stage and last is None:
            return None
        return When(Shape.YEAR, 1, 1, 12, -1, year, last, text=self.tokens.shown(i, end)), end

    # --- any of them ---------------------------------------------------------------------------

    def group(self, i: int, *, loose: bool, year_alone: bool) -> FoundMany:
        """The longest stretch, or list under one noun, that begins at i."""
        best: FoundMany = None
        if self.kinds[i] == "all":
            i += 1
            if self.kinds[i] not in ("month", "quarter", "year", "day"):
                return None
        for found in (
            self.day(i, loose=loose),
            self.numbered(i),
            _one(self.half(i)),
            _one(self.part(i)),
            _one(self.edge(i)),
            _one(self.year(i, alone=year_alone)),
        ):
            if found is not None and (best is None or found[1] > best[1]):
                best = found
        return best

    def whens(self, i: int, *, loose: bool = False, year_alone: bool = False) -> FoundMany:
        """A list of stretches of one sort: "10/5, 10/11"; "tháng 8, tháng 10/2025"; "quý III và quý IV"."""
        found = self.group(i, loose=loose, year_alone=year_alone)
        if found is None:
            return None
        whens, end = list(found[0]), found[1]
        days = whens[0].shape in (Shape.DAY, Shape.DAY_OF_MONTH)
        while self.kinds[end] in (",", "and"):
            j = end + 1
            if self.kinds[end] == "," and self.kinds[j] == "and":
                j += 1
            more = self.group(j, loose=days, year_alone=False)
            if more is None or (more[0][0].shape in (Shape.DAY, Shape.DAY_OF_MONTH)) is not days:
                break
            if more[0][0].shape is not whens[0].shape:
                break
            whens.extend(more[0])
            end = more[1]
        return whens, end


def _one(found: Found) -> FoundMany:
    return None if found is None else ([found[0]], found[1])
