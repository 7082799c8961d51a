"""Grammar of every stretch of time: halves and parts of years and months, their beginnings and ends, years, lists.

Source: Bộ luật Dân sự 2015 điều 146: giữa tháng is the 15th, cuối tháng the last day, giữa năm the last day of June,
cuối năm the last day of December; nửa tháng is fifteen days, một tuần seven days. "Đầu tháng" would be the 1st: as the
beginning of a range it is read so, as a deadline of its own it is left unclear, for nobody who writes it means that day.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.day_grammar import DayGrammar
from danvan_xl.language.deadlines.month_grammar import Found, FoundMany
from danvan_xl.language.deadlines.terms import NotUnderstood, Shape, When


class CalendarGrammar(DayGrammar):
    """Recognises :class:`When` in tokens."""

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
        start = i
        if kinds[i] == "day" and kinds[i + 1] == "last":  # ngày cuối cùng của tháng 9
            i += 1
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
        when.text = self.tokens.shown(start, end)
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
        several = self.kinds[i] == "all"
        if several:
            i += 1
            if self.kinds[i] not in ("month", "quarter", "year", "day"):
                return None
        for found in (
            self.day(i, loose=loose),
            self.numbered(i),
            None if several else _one(self.half(i)),  # "các tháng cuối năm" does not say how many
            None if several else _one(self.part(i)),
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
