"""Due dates of a rhythm, placed in the plan: every occurrence inside it is kept."""

from __future__ import annotations

from datetime import date, timedelta

from danvan_xl.language.deadlines.resolve import Resolver, shown
from danvan_xl.language.deadlines.terms import Item, NotUnderstood, Rule


def occurrences(items: list[Item], first: date, last: date, resolver: Resolver) -> list[date]:
    """Every due date of the rhythm inside the plan and the window."""
    first, last = max(first, resolver.context.start), min(last, resolver.context.end)
    items = shared(items)
    found: set[date] = set()
    for item in items:
        count_must_match(item, alone=len(items) == 1)
        for rule in item.rules or ([] if item.fixed else [item.rule]):
            # "Trước ngày 01" may mean the last day of the month before: shift first, then look whether it is inside.
            shifted = (resolver.before(d, rule.before) for d in rule.dates(first, last + timedelta(days=1)))
            found.update(day for day in shifted if first <= day <= last)
        for when, before in item.fixed:
            day = resolver.before(resolver.one(when)[1], before)
            if first <= day <= last:
                found.add(day)
            else:
                resolver.note(f"Hạn {shown(day)} ở ngoài thời gian của kế hoạch.")
    if not found:
        raise NotUnderstood("Không có kỳ hạn nào nằm trong thời gian của kế hoạch; hãy kiểm tra lại.")
    return sorted(found)


def written(item: Item) -> int:
    """How many due dates stand beside a unit."""
    return len(item.rules) + len(item.fixed)


def shared(items: list[Item]) -> list[Item]:
    """ "6 tháng, năm (trước ngày 10/5, 10/11)": as many dates behind the last unit as there are units."""
    if len(items) < 2 or any(written(item) for item in items[:-1]) or not written(items[-1]):
        return items
    if any(rule.every != 12 for rule in items[-1].rules):
        return items
    per_year = len({month for item in items for month in range(item.rule.month, 13, item.rule.every or 12)})
    if written(items[-1]) not in (len(items), per_year):
        raise NotUnderstood("Số thời hạn không khớp với số kỳ báo cáo; hãy ghi hạn của từng kỳ.")
    last = items[-1]
    return [Item(Rule(12, 12), last.rules, last.fixed, last.text), Item(Rule(12, 12), last.rules, last.fixed)]


def count_must_match(item: Item, *, alone: bool) -> None:
    """One fixed date cannot stand for all four quarters."""
    dates = [rule for rule in item.rules if rule.every == 12]
    count, periods = len(dates) + len(item.fixed), 12 // (item.rule.every or 12)
    if not count or count == periods or (item.rule.every == 6 and count == 1 and not alone):
        return
    if item.rule.every == 12 and not alone:
        return
    raise NotUnderstood(f"Số thời hạn không khớp với “{item.text}”; hãy ghi hạn của từng kỳ.")
