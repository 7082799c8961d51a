"""Grammar of rhythms: hằng quý; 2 lần/năm; 6 tháng một lần; định kỳ 6 tháng, năm (trước 10/5, 10/11); ngày 25 hằng tháng.

Conventions: months, quarters and half-years are those of the calendar; with no day said a period's due date is its
last day (điều 146 Bộ luật Dân sự: cuối tháng là ngày cuối cùng của tháng), a week's is Sunday; n times a year are
spread evenly where the year divides so (2: half-years, 4: quarters), which is said in the reason.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.calendar_grammar import CalendarGrammar
from danvan_xl.language.deadlines.terms import Item, NotUnderstood, Rhythm, Rule, Shape, When

_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_POINTERS = frozenset({"before", "by", "in", "to", "until", "done", "fill", "act", "report"})
_SUNDAY = 6
_REPORTED = (Rule(1, 1), Rule(3, 3), Rule(12, 12))
"""What "báo cáo tháng, quý, năm" alone means. "Báo cáo 6 tháng" may be one report or two a year."""


class RhythmGrammar(CalendarGrammar):
    """Recognises :class:`Rhythm`; methods return (what, next position) or None."""

    # --- units ---------------------------------------------------------------------------------

    def unit(self, i: int) -> tuple[Rule, int] | None:
        """tháng, quý, năm, tuần, 6 tháng, nửa năm, 01 năm, as a rhythm: no number may follow."""
        kinds = self.kinds
        count, j = 1, i
        if kinds[j] == "num" and len(self.texts[j]) <= 4 and self.values[j] <= 12:
            count, j = self.values[j], j + 1
        elif kinds[j] == "half" and kinds[j + 1] == "year":
            return Rule(6, 6), j + 2
        unit = kinds[j]
        if kinds[j + 1] in ("first", "last", "roman") or (kinds[j + 1] == "num" and not self._is_rate(j + 1)):
            return None
        if unit == "week" and count == 1:
            return Rule(0, weekday=_SUNDAY), j + 1
        months = _UNIT_MONTHS.get(unit)
        if months is None:
            return None
        months *= count
        if months not in (1, 3, 6, 12):
            return (Rule(12, 9), j + 1) if months == 9 and count == 9 else None
        return Rule(months, months), j + 1

    def _is_rate(self, i: int) -> bool:
        """ "01 lần" follows."""
        return self.kinds[i] == "num" and self.kinds[i + 1] == "times"

    def _stretch_unit(self, i: int) -> tuple[Rule, int] | None:
        """6 tháng đầu năm, 9 tháng đầu năm, cả năm, quý I as the name of a report (with no year written)."""
        kinds = self.kinds
        if kinds[i] == "whole" and kinds[i + 1] == "year" and not self.is_year(i + 2):
            return Rule(12, 12), i + 2
        if kinds[i] == "num" and kinds[i + 1] == "month" and kinds[i + 2] in ("first", "last"):
            j = i + 4 if kinds[i + 3] == "of" else i + 3
            if kinds[j] == "year" and kinds[j + 1] != "num" and 1 <= self.values[i] < 12:
                return Rule(12, self.values[i] if kinds[i + 2] == "first" else 12), j + 1
        return None

    def every(self, i: int) -> tuple[Rule, int] | None:
        """Hằng quý, mỗi 6 tháng, hằng tuần, thường niên, các quý trong năm."""
        kinds = self.kinds
        if kinds[i] == "annual":
            return Rule(12, 12), i + 1
        if kinds[i] == "every":
            j = i + 2 if kinds[i + 1] == "every" else i + 1
            return self.unit(j)
        if (
            kinds[i] == "all"
            and kinds[i + 1] in ("month", "quarter")
            and kinds[i + 2] in ("in", "of")
            and kinds[i + 3] == "year"
            and not self.is_year(i + 4)
        ):
            months = _UNIT_MONTHS[kinds[i + 1]]
            return Rule(months, months), i + 4
        return None

    def rate(self, i: int) -> tuple[Rule, int, str] | None:
        """6 tháng/lần; 6 tháng một lần; 2 lần/năm; mỗi quý 01 lần; 01 lần mỗi quý; ít nhất 1 lần/năm."""
        kinds = self.kinds
        if kinds[i] == "atleast":
            i += 1
        start = i
        if kinds[i] == "num" and kinds[i + 1] == "times":  # 2 lần/năm
            count, j = self.values[i], i + 2
            if kinds[j] in ("/", "in", "every", "per", ",") or kinds[j] == "-":
                j += 1
            if kinds[j] == "every":
                j += 1
            found = self.unit(j)
            return self._spread(found[0], count, start, found[1]) if found else None
        found = self.every(i) or self.unit(i)
        if found is None:
            return None
        rule, j = found
        if kinds[j] in (",", "/", "-", "in"):
            j += 1
        if kinds[j] == "atleast":
            j += 1
        if kinds[j] == "times":
            return self._spread(rule, 1, start, j + 1) if kinds[j - 1] == "/" else None
        if kinds[j] == "num" and kinds[j + 1] == "times" and kinds[j + 2] != "/":
            return self._spread(rule, self.values[j], start, j + 2)
        return None

    def _spread(self, rule: Rule, count: int, start: int, end: int) -> tuple[Rule, int, str]:
        """``count`` times in each period of a rule."""
        text = self.tokens.shown(start, end)
        if count == 1:
            return rule, end, ""
        if rule.every == 12 and rule.month == 12 and count in (2, 4, 12):
            months = 12 // count
            return Rule(months, months), end, f"“{text}” được hiểu là chia đều trong năm."
        raise NotUnderstood(f"“{text}” không nói vào những ngày nào; hãy ghi ngày cho từng lần.")

    # --- due rules -----------------------------------------------------------------------------

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
        found = self._week_rule(j) or self._end_rule(j) or self._days_rule(j, unit)
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
                weekday, j = _SUNDAY, i + 1
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
        months = _UNIT_MONTHS.get(kinds[j])
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

    # --- the whole -----------------------------------------------------------------------------

    def rhythm(self, i: int, *, report: bool, period: bool) -> tuple[Rhythm, int] | None:
        """A list of units with their due dates. A bare "quý" counts after báo cáo, định kỳ, or in a list."""
        rates = self.rate(i)
        if rates is not None:
            item = Item(rates[0], text=self.tokens.shown(i, rates[1]))
            end = self._dues(item, rates[1])
            return Rhythm([item], report, "" if item.rules or item.fixed else rates[2]), end
        own = self.due_rules(i)
        if own is not None:
            return Rhythm([Item(own[0][0], own[0], text=self.tokens.shown(i, own[1]))], report), own[1]
        items: list[Item] = []
        j, certain, named, said = i, report or period, False, False
        while True:
            item_start = j
            if items:
                while self.kinds[j] in ("report", "act", "fill", "period"):
                    j += 1
            found = self.every(j)
            said = said or found is not None
            if found is None:
                found = self._stretch_unit(j)
                named = named or found is not None
            if found is None and self.kinds[j] == "per" and not items:
                found = self.unit(j + 1)
                said = said or found is not None
            if found is None:
                found = self.unit(j)
            if found is None:
                j = item_start
                break
            item = Item(found[0], text=self.tokens.shown(j, found[1]))
            j = self._dues(item, found[1])
            items.append(item)
            if self.kinds[j] in (",", "and", ";", "/"):
                comma = 2 if self.kinds[j] in ",;" and self.kinds[j + 1] == "and" else 1
                after = j
                j += comma
                continue
            after = j
            break
        if not items:
            return None
        end = after if j < after or self.kinds[j - 1] in (",", "and", ";", "/") else j
        if len(items) == 1 and (named or not (certain or said)):
            return None
        if len(items) == 1 and not (period or said) and items[0].rule not in _REPORTED:
            return None
        if named and not all(item.rules or item.fixed for item in items) and not (report or period):
            return None
        return Rhythm(items, report), end

    def _dues(self, item: Item, i: int) -> int:
        """Attach "(trước 30/5)", ": 30/5", "trước ngày 25 tháng cuối quý" to a unit; past them."""
        kinds = self.kinds
        bracket = kinds[i] == "("
        j = i + 1 if bracket or kinds[i] in (":", "-") else i
        if kinds[i] == "," and kinds[i + 1] in ("before", "by", "day", "in"):
            j = i + 1
        loose = j > i
        before, at = self.pointers(j)
        if not loose and at == j and kinds[j] != "day" and not (kinds[j] == "nth" or kinds[j] == "sunday"):
            return i
        rules = self.due_rules(j, item.rule)
        if rules is not None:
            found, end = rules
            if any(rule.every != item.rule.every for rule in found):
                return i
            if bracket and kinds[end] != ")":
                return i
            item.rules = found
            return end + 1 if bracket else end
        days = self.whens(at, loose=True)
        if days is None or (bracket and kinds[days[1]] != ")"):
            return i
        if any(when.shape is not Shape.DAY for when in days[0]):
            return i
        self.attach(item, days[0], before)
        return days[1] + 1 if bracket else days[1]

    @staticmethod
    def attach(item: Item, days: list[When], before: bool) -> None:
        """Give a unit its dates: without a year they recur every year."""
        later = next((d.year for d in reversed(days) if d.year), None)
        for day in days:
            inclusive = day.note == "timed"
            if day.year is None and later is not None:
                day.year = later
            if day.year is None:
                item.rules.append(Rule(12, day.m1, day.d1, before=before and not inclusive))
            else:
                item.fixed.append((day, before and not inclusive))
