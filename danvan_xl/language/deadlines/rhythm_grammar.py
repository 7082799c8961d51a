"""Grammar of rhythms: hằng quý; 2 lần/năm; 6 tháng một lần; định kỳ 6 tháng, năm (trước 10/5, 10/11); ngày 25 hằng tháng.

Conventions: months, quarters and half-years are those of the calendar; with no day said a period's due date is its
last day (điều 146 Bộ luật Dân sự: cuối tháng là ngày cuối cùng của tháng), a week's is Sunday; n times a year are
spread evenly where the year divides so (2: half-years, 4: quarters), which is said in the reason.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.due_rule_grammar import SUNDAY, UNIT_MONTHS, DueRuleGrammar
from danvan_xl.language.deadlines.terms import Item, NotUnderstood, Rhythm, Rule, Shape, When

_REPORTED = (Rule(1, 1), Rule(3, 3), Rule(12, 12))
"""What "báo cáo tháng, quý, năm" alone means. "Báo cáo 6 tháng" may be one report or two a year."""


class RhythmGrammar(DueRuleGrammar):
    """Recognises :class:`Rhythm`; methods return (what, next position) or None."""

    # --- units ---------------------------------------------------------------------------------

    def unit(self, i: int, *, rare: bool = False) -> tuple[Rule, int] | None:
        """tháng, quý, năm, tuần, 6 tháng, nửa năm, 01 năm, as a rhythm: no number may follow. ``rare``: 2 and 4 months
        too, which are no usual reporting rounds but may be said ("hai tháng một lần")."""
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
            return Rule(0, weekday=SUNDAY), j + 1
        months = UNIT_MONTHS.get(unit)
        if months is None:
            return None
        months *= count
        if months not in (1, 3, 6, 12) and not (rare and months in (2, 4)):
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
            return self.unit(j, rare=True)
        if (
            kinds[i] == "all"
            and kinds[i + 1] in ("month", "quarter")
            and kinds[i + 2] in ("in", "of")
            and kinds[i + 3] == "year"
            and not self.is_year(i + 4)
        ):
            months = UNIT_MONTHS[kinds[i + 1]]
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
        found = self.every(i) or self.unit(i, rare=True)
        if found is None:
            return None
        rule, j = found
        if kinds[j] in (",", "/", "-", "in", "act"):
            j += 1
        if kinds[j] == "atleast":
            j += 1
        if kinds[j] == "times":
            return self._spread(rule, 1, start, j + 1) if kinds[j - 1] == "/" else None
        if kinds[j] == "num" and kinds[j + 1] == "times" and kinds[j + 2] != "/":
            said = kinds[start] == "every" and rule.every in (0, 1, 3)
            return self._spread(rule, self.values[j], start, j + 2, said=said)
        return None

    def _spread(
        self, rule: Rule, count: int, start: int, end: int, *, said: bool = False
    ) -> tuple[Rule, int, str]:
        """``count`` times in each period of a rule. ``said``: it is said to be every one ("mỗi tháng 02 cuộc"), so that by its
        end all of them are due."""
        text = self.tokens.shown(start, end)
        if count == 1:
            return rule, end, ""
        if rule.every == 12 and rule.month == 12 and count in (2, 4, 12):
            months = 12 // count
            return Rule(months, months), end, f"“{text}” được hiểu là chia đều trong năm."
        if said:
            return rule, end, f"“{text}” được hiểu là xong đủ số lần trong mỗi kỳ."
        raise NotUnderstood(f"“{text}” không nói vào những ngày nào; hãy ghi ngày cho từng lần.")

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
                # "cả năm" behind another unit is the year as in "6 tháng, năm"
                named = named or (found is not None and not (items and self.kinds[j] == "whole"))
            if found is None and items and self.kinds[j] == "last" and self.kinds[j + 1] == "year":
                found = None if self.is_year(j + 2) else (Rule(12, 12), j + 2)  # 6 tháng, cuối năm
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
        if any(
            when.shape not in ((Shape.DAY, Shape.PERIOD) if bracket else (Shape.DAY,)) for when in days[0]
        ):
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
                item.rules.append(Rule(12, day.m2, day.d2, before=before and not inclusive))
            else:
                item.fixed.append((day, before and not inclusive))
