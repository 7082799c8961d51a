"""Grammar of rules for due dates: ngày 25 hằng tháng; ngày 20 tháng cuối quý; thứ sáu hằng tuần; cuối mỗi quý.

With no number behind them "tháng", "quý" mean every one. A week of a month or quarter is seven days of it (điều 146 Bộ
luật Dân sự); "ngày 5 tháng sau" belongs to the period before it.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.calendar_grammar import CalendarGrammar
from danvan_xl.language.deadlines.terms import NotUnderstood, Rule

UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12}
SUNDAY = 6
_POINTERS = frozenset({"before", "by", "in", "to", "until", "done", "fill", "act", "report"})


class DueRuleGrammar(CalendarGrammar):
    """Recognises due :class:`Rule`; methods return (what, next position) or None."""

    def pointers(self, i: int) -> tuple[bool, int]:
        """Past trước, chậm nhất, xong ...; whether "trước" was among them."""
        before = False
        while self.kinds[i] in _POINTERS:
            before = before or self.kinds[i] == "before"
            i += 1
        return before, i

    def due_rules(self, i: int, unit: Rule | None = None) -> tuple[list[Rule], int] | None:
        """Ngày 25 hằng tháng; ngày 20 tháng cuối quý; ngày 5 tháng sau; thứ sáu hằng tuần; cuối mỗi quý.

        ``unit`` is the rhythm beside which it stands: "ngày 20" alone is enough for a monthly one.
        """
        before, j = self.pointers(i)
        found = self._week_rule(self._hour(j)) or self._end_rule(j) or self._days_rule(j, unit)
        if found is None:
            return None
        rules, end = found
        timed = self.kinds[j] == "num" and self.kinds[j + 1] == "hour"
        for rule in rules:
            rule.before = before and not timed
        return rules, end

    def _week_rule(self, i: int) -> tuple[list[Rule], int] | None:
        """Thứ sáu hằng tuần; thứ hai đầu tháng; tuần đầu của quý, tuần cuối hằng tháng."""
        kinds = self.kinds
        if kinds[i] == "day" and kinds[i + 1] in ("nth", "sunday"):
            i += 1
        if kinds[i] in ("nth", "sunday"):
            if kinds[i] == "sunday":
                weekday, j = SUNDAY, i + 1
            elif kinds[i + 1] == "num" and 2 <= self.values[i + 1] <= 7:
                weekday, j = self.values[i + 1] - 2, i + 2
            elif kinds[i + 1] == "year":
                weekday, j = 3, i + 2  # thứ năm
            else:
                return None
            first = kinds[j] == "first"
            if first:
                j += 1
            elif kinds[j] == "week" and kinds[j + 1] == "first":
                first, j = True, j + 2
            j = j + 1 if kinds[j] == "of" else j
            j, each = (j + 1, True) if kinds[j] == "every" else (j, False)
            if kinds[j] == "week" and each and not first:
                return [Rule(0, weekday=weekday)], j + 1
            if kinds[j] == "month" and first and kinds[j + 1] not in ("num", "roman"):
                return [Rule(1, 1, 1, weekday)], self._each_after(j + 1)
            return None
        if kinds[i] == "month" and kinds[i + 1] in ("first", "last"):  # tháng cuối mỗi quý
            j = i + 3 if kinds[i + 2] == "of" else i + 2
            j = j + 1 if kinds[j] in ("every", "all") else j
            if kinds[j] != "quarter" or kinds[j + 1] in ("num", "roman"):
                return None
            return [Rule(3, 1 if kinds[i + 1] == "first" else 3)], self._each_after(j + 1)
        if kinds[i] == "num" and kinds[i + 1] == "day" and kinds[i + 2] == "first":  # 5 ngày đầu tháng
            place = self._month_place(i + 3) if kinds[i + 3] != "month" else self._month_after(i + 3)
            if place is None or not 2 <= self.values[i] <= 20:
                return None
            return [Rule(place[0], place[1], self.values[i])], self._each_after(place[2])
        if kinds[i] == "week" and kinds[i + 1] in ("first", "last"):
            j = i + 3 if kinds[i + 2] == "of" else i + 2
            if kinds[j] == "every":
                j += 1
            months = {"month": 1, "quarter": 3}.get(kinds[j])
            if months is None or kinds[j + 1] in ("num", "roman"):
                return None
            rule = Rule(months, 1, 7) if kinds[i + 1] == "first" else Rule(months, months, -1)
            return [rule], self._each_after(j + 1)
        return None

    def _each_after(self, i: int) -> int:
        """Past a further "hằng tháng", "hằng quý"."""
        if self.kinds[i] == "every" and self.kinds[i + 1] in ("month", "quarter"):
            return i + 2
        return i

    def _end_rule(self, i: int) -> tuple[list[Rule], int] | None:
        """Cuối mỗi quý; cuối hằng tháng; ngày cuối cùng của tháng, ngày cuối của mỗi quý."""
        kinds = self.kinds
        day_said = kinds[i] == "day"
        j = i + 1 if day_said else i
        if kinds[j] != "last":
            return None
        j = j + 2 if kinds[j + 1] == "of" else j + 1
        each = kinds[j] in ("every", "all")
        if each:
            j += 1
        months = UNIT_MONTHS.get(kinds[j])
        if months is None or kinds[j + 1] in ("num", "roman"):
            return None
        end = j + 1
        if kinds[end] == "every" and kinds[end + 1] == kinds[j]:
            each, end = True, end + 2
        if not each and (not day_said or months == 12):
            return None
        return [Rule(months, months)], end

    def _days_rule(self, i: int, unit: Rule | None) -> tuple[list[Rule], int] | None:
        """Days of a month, and in which months of the period they lie."""
        kinds = self.kinds
        j = self._hour(i)
        if kinds[j] == "from":  # từ ngày 20 đến ngày 25 hằng tháng: due on the last of them
            first = self._day_list(j + 1)
            if first is None or kinds[first[1]] != "to" or len(first[0]) != 1:
                return None
            last = self._day_list(first[1] + 1, bare=True)
            if last is None or len(last[0]) != 1 or last[0][0] <= first[0][0]:
                return None
            days, j = last
        else:
            found = self._day_list(j)
            if found is None:
                return None
            days, j = found
        place = self._month_place(j)
        if place is None:
            if unit is None or unit.every != 1 or kinds[j] in ("/", "-", ".", "month"):
                return None
            place = (1, 1, j)
        every, month, end = place
        if any(not 1 <= day <= 31 for day in days):
            raise NotUnderstood(f"Không có ngày {max(days)}.")
        return [Rule(every, month, day) for day in days], end

    def _day_list(self, i: int, *, bare: bool = False) -> tuple[list[int], int] | None:
        """Ngày 10; ngày 10, 20 và 30."""
        kinds = self.kinds
        if kinds[i] == "day":
            i += 1
        elif not bare:
            return None
        days: list[int] = []
        while kinds[i] == "num" and len(self.texts[i]) <= 2:
            days.append(self.values[i])
            i += 1
            if kinds[i] in (",", "and") and (
                kinds[i + 1] == "num" or (kinds[i + 1] == "day" and kinds[i + 2] == "num")
            ):
                follows = i + 2 if kinds[i + 1] == "num" else i + 3
                if kinds[follows] in ("/", "-", ".", "times"):
                    break
                i = follows - 1
                continue
            break
        return (days, i) if days else None

    def _month_after(self, i: int) -> tuple[int, int, int] | None:
        """Tháng, or tháng sau, that no number follows → (every, month, next)."""
        kinds = self.kinds
        if kinds[i + 1] in ("num", "roman", "nth", "first", "last", "mid"):
            return None
        later = kinds[i + 1] in ("after", "next") and kinds[i + 2] not in ("day", "num")
        return (1, 2, i + 2) if later else (1, 1, i + 1)

    def _month_place(self, i: int) -> tuple[int, int, int] | None:
        """Hằng tháng; của tháng; tháng sau; tháng cuối (của) quý; tháng đầu quý sau → (every, month, next)."""
        kinds = self.kinds
        j = i + 1 if kinds[i] in ("of", "/") else i
        each = kinds[j] in ("every", "all")
        if each:
            j += 1
        if kinds[j] != "month" or kinds[j + 1] in ("num", "roman", "nth"):
            return None
        j += 1
        if kinds[j] in ("after", "next") and kinds[j + 1] not in ("day", "num"):
            return 1, 2, j + 1
        if kinds[j] in ("first", "last", "mid"):
            where = {"first": 1, "mid": 2, "last": 3}[kinds[j]]
            j = j + 2 if kinds[j + 1] == "of" else j + 1
            if kinds[j] in ("every", "all"):
                j += 1
            if kinds[j] != "quarter" or kinds[j + 1] in ("num", "roman"):
                return None
            j += 1
            if kinds[j] in ("after", "next"):
                return 3, where + 3, j + 1
            return 3, where, self._each_after(j)
        if kinds[j] == "every" and kinds[j + 1] in ("month", "quarter"):
            return None
        if each or kinds[i] in ("of", "/"):
            return 1, 1, j
        return None
