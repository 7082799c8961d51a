"""Grammar of ranges: từ ... đến ...; 01/7 - 31/12/2025; tháng 7 đến 12/2025; từ nay đến hết năm; sau ngày 10/9."""

from __future__ import annotations

from danvan_xl.language.deadlines.rhythm_grammar import RhythmGrammar
from danvan_xl.language.deadlines.terms import Clause, How, NotUnderstood, Shape, Span, When, Window


class SpanGrammar(RhythmGrammar):
    """Recognises :class:`Span`; methods return (what, next position) or None."""

    def _span(self, i: int, report: bool) -> tuple[Clause, int] | None:
        """Từ ... đến ...; từ nay đến ...; kể từ ...; sau ngày ..."""
        kinds = self.kinds
        after = kinds[i] == "after" or kinds[i + 1] == "after"
        i = i + 2 if kinds[i + 1] == "after" else i + 1
        while kinds[i] in ("in", "fill", ":"):
            i += 1
        first: When | None
        if kinds[i] in ("now", "issued"):
            first, end = None, i + 1
        else:
            found = self.whens(i, loose=True, year_alone=True) or self._day_of_range(i)
            if found is None or len(found[0]) != 1:
                return None
            first, end = found[0][0], found[1]
            if kinds[end] not in ("to", "until", "before", "-") and self._has_both_ends(first):
                return Window([first], How.IN, report), end
        ended = self._range_end(end, first)
        if ended is not None:
            last, before, end = ended
            return Span(first, last, before, after, report), end
        onward = kinds[end] == "onward"  # từ tháng 9 trở đi
        return Span(first, None, False, after, report), end + onward

    def _day_of_range(self, i: int) -> tuple[list[When], int] | None:
        """Từ 20 đến 22/11: a bare day that takes its month from the end."""
        kinds, day = self.kinds, self.values[i]
        if kinds[i] != "num" or kinds[i + 1] != "to" or len(self.texts[i]) > 2 or not 1 <= day <= 31:
            return None
        first = When(Shape.DAY_OF_MONTH, 0, day, 0, day)
        ended = self._range_end(i + 1, first)
        return ([first], i + 1) if ended is not None and ended[0].shape is Shape.DAY else None

    @staticmethod
    def _has_both_ends(when: When) -> bool:
        """Từ 15-20/9; từ tháng 7-12/2025: the end is said already."""
        if when.shape is not Shape.PERIOD:
            return when.last_year is not None
        part_of_month = when.m1 == when.m2 and (when.d1, when.d2) != (1, -1)
        return part_of_month or when.last_year is not None or not SpanGrammar._one_unit(when)

    def _range_from(self, whens: list[When], end: int, report: bool) -> tuple[Clause, int] | None:
        """Tháng 7 đến tháng 12/2025; 01/7 - 31/12/2025; quý III - quý IV."""
        if len(whens) != 1 or self.kinds[end] not in ("to", "-", "until") or self.texts[end] == "hết":
            return None
        ended = self._range_end(end, whens[0])
        if ended is None:
            return None
        last, before, stop = ended
        first = whens[0]
        if self.kinds[end] == "-" and self._has_both_ends(first) and last.m1 != first.m2 + 1:
            return None  # tháng 3-6-9 is no range
        return Span(whens[0], last, before, False, report), stop

    def _range_end(self, i: int, first: When | None) -> tuple[When, bool, int] | None:
        """The "đến ..." of a range; a bare number takes the noun of the beginning (tháng 7 đến 12/2025)."""
        kinds = self.kinds
        if kinds[i] == ",":
            i += 1
        dashed = kinds[i] == "-"
        if dashed:
            i += 1
        elif kinds[i] in ("to", "until"):
            i += 1
            if kinds[i] == "until":
                i += 1
        else:
            return None
        before = kinds[i] == "before"
        i += before
        while kinds[i] in ("fill", "in"):
            i += 1
        found = self.group(i, loose=True, year_alone=True)
        if found is None or (first is not None and self._same_noun(first) and found[0][0].shape is Shape.DAY):
            found = self._bare_end(i, first) or found
        if found is None or len(found[0]) != 1:
            return None
        last, end = found[0][0], found[1]
        if dashed and first is not None and last.shape is not first.shape:
            return None  # 10/5/2025 - 2026
        if last.shape is Shape.START or (before and last.shape not in (Shape.DAY, Shape.EDGE)):
            raise NotUnderstood(f"“đến {last.text}” không rõ là ngày nào; hãy ghi ngày cụ thể.")
        return last, before and last.note != "timed", end

    @staticmethod
    def _same_noun(first: When) -> bool:
        return first.shape is Shape.PERIOD and SpanGrammar._one_unit(first)

    @staticmethod
    def _one_unit(when: When) -> bool:
        """One month or one quarter; "tháng 7-9" is three months, though they are a quarter's."""
        months = when.m2 - when.m1 + 1
        return months == 1 or (months == 3 and not when.text.startswith("tháng"))

    def _bare_end(self, i: int, first: When | None) -> tuple[list[When], int] | None:
        if first is None or not self._same_noun(first) or (first.d1, first.d2) != (1, -1):
            return None
        if self.kinds[i] not in ("num", "roman"):
            return None
        most = 12 if first.m1 == first.m2 else 4
        found = self._number_item(i, most, first=False)
        if found is None or self.kinds[found[1]] in ("month", "times", "day", "/"):
            return None
        return [found[0]], found[1]
