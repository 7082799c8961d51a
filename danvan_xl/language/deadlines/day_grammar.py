"""Grammar of days: 05/9/2025, 5.9, ngày 5 tháng 9 năm 2025, 17 giờ ngày 05/9, ngày 10, 20 và 30/9, 15-20/9/2025.

Day first, as Nghị định 30/2020/NĐ-CP writes dates; never month first. An impossible day is an error, never bent.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.month_grammar import SEPARATORS, FoundMany, MonthGrammar
from danvan_xl.language.deadlines.terms import NotUnderstood, Shape, When


class DayGrammar(MonthGrammar):
    """Recognises days in tokens."""

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
        if texts[i].isdigit() and len(texts[i]) > 2:
            return None
        if mark and mark in SEPARATORS and kinds[i + 2] == "num":
            return self._day_marks(i, explicit, loose)
        noun = i + 1
        while loose and kinds[noun] in ("of", "all"):
            noun += 1
        if kinds[noun] == "month" and loose:
            from_months = self.numbered(noun)
            if from_months is None:
                return None
            months, end = from_months
            if any(m.m1 != m.m2 for m in months):
                return None
            return [self._day(first, m.m1, m.year) for m in months], end
        if kinds[noun] == "month" and (found := self.numbered(noun)) is not None:
            month = found[0][0]
            if len(found[0]) == 1 and month.m1 == month.m2 and month.year is not None:
                return [self._day(first, month.m1, month.year)], found[1]  # 15 tháng 9 năm 2025
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
        if again and again in SEPARATORS and third == "num":
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
                if number > 12:
                    return None
                year, end = self.year_after(i + 5)
                if year is None and not loose:
                    return None  # 5-9/10 alone can be many things; 15-16/9/2025 cannot
                when = self._day(first, number, year)
                when.d2, when.shape = second, Shape.PERIOD
                return ([when], end) if first < second else None
            if size == 4:  # 05/9-2025
                return [self._day(first, second, number)], i + 5
        if mark in "-." and not loose:
            return None  # 5-9 and 5.9 alone can be many things
        year, end = self.year_after(i + 3)
        if (first, second, year) == (24, 7, None) and not loose and i == 0 and not kinds[end]:
            raise NotUnderstood("“24/7” có thể là ngày 24/7 hoặc suốt ngày đêm; hãy ghi rõ.")
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
            last = 30 if month != 2 else "28 hoặc 29"
            raise NotUnderstood(f"Không có ngày {text}: tháng {month} chỉ có {last} ngày; hãy ghi lại.")
        return When(Shape.DAY, month, day, month, day, year, text=text)
