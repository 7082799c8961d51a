"""Comparing an import with the facts of an issued plan, fact by fact.

What does not change a fact is not compared: spaces, punctuation, the two schools of tone placement, the case of names
and headings, "Ủy ban nhân dân" and UBND, the first word of a legal basis, the upper headings and the numbers of a
task's group. The words of a task, of its time and of its deliverable count in their case too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from danvan_xl.documents import ImportedPlan
from danvan_xl.language.folding import clean, fold, place_tones
from danvan_xl.model import Task, Unit

_PLAN_FACTS = {
    "Số, ký hiệu": "number",
    "Ngày ban hành": "issued_on",
    "Cơ quan chủ quản": "superior",
    "Cơ quan ban hành": "issuer",
    "Địa danh": "place",
    "Tên kế hoạch": "name",
    "Từ ngày": "start",
    "Đến ngày": "end",
    "Thể thức ký": "signing_form",
    "Người ký": "signer",
}
_ALIKE = 60
"""From this likeness (of 100) on, a task that was found is taken for the wanted one, and its words for wrong."""


@dataclass
class Comparison:
    """How many facts the plan holds, and a line for each that is missing, wrong, or made up."""

    facts: int = 0
    differences: list[str] = field(default_factory=list)
    made_up: list[str] = field(default_factory=list)
    """Of the differences, the tasks, units and report dates that the plan does not hold."""

    @property
    def right(self) -> float:
        """The share of right facts; what was made up counts against it."""
        return max(0.0, 1 - len(self.differences) / self.facts)

    def fact(self, name: str, wanted: str, found: str, same: bool) -> None:
        """Count one fact. A blank on both sides is none; a value where the plan has none is a difference."""
        self.facts += bool(wanted)
        if (wanted or found) and not same:
            self.differences.append(f"{name}: {found!r} instead of {wanted!r}")

    def invented(self, kind: str, text: str) -> None:
        self.differences.append(f"false {kind}: {text}")
        self.made_up.append(f"{kind}: {text}")


def compare(facts: dict[str, Any], got: ImportedPlan) -> Comparison:
    """Compare ``got`` with the facts of its plan."""
    result, open_to_doubt = Comparison(), _Debatable(facts["debatable"])
    _plan(result, open_to_doubt, facts, got)
    _bases(result, open_to_doubt, facts["can_cu"], list(got.master.plan.bases))
    _units(result, open_to_doubt, facts["units"], got.master.units)
    _tasks(result, open_to_doubt, facts, got)
    _periods(result, open_to_doubt, facts["periods"], [str(period.due) for period in got.master.periods])
    return result


class _Debatable:
    """Paths such as ``tasks[12]``, ``tasks[*].TT`` or ``units[3].kind``; a path covers all that is below it."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = [re.sub(r"\[(.+?)\]", r".\1", path).split(".") for path in paths]

    def __call__(self, *place: str | int) -> bool:
        parts = [str(part) for part in place]
        return any(
            len(path) <= len(parts) and all(a in ("*", b) for a, b in zip(path, parts, strict=False))
            for path in self._paths
        )


# --- when two values are the same ----------------------------------------------------------------


def _name(text: str) -> str:
    return fold(text).replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")


def _words(text: str) -> str:
    """The words in their case, but for the first letter of all."""
    words = re.sub(r"[\W_]+", " ", place_tones(clean(text))).strip()
    return words[:1].lower() + words[1:]


def _basis(text: str) -> str:
    return re.sub(r"^((căn cứ|thực hiện|theo|xét|và|thi hành|triển khai) (vào )?)+| và$", "", fold(text))


def _units_cell(text: str) -> str:
    """Names of a cell, whatever stands between them, without the words that address them."""
    words = re.sub(r"^(\d+ )*((giao|đề nghị|yêu cầu|các|đối với) )*", "", _name(text))
    return " ".join(word for word in words.split() if word != "và")


def _headings(text: str) -> list[str]:
    """The headings of a group, outermost first, without their numbers."""
    number = re.compile(
        r"^(((phần|chương|mục|điều) (thứ )?(nhất|hai|ba|bốn|tư|năm|[ivx]+|\d+)|[ivx]{1,5}|\d+|[a-hđ])( |$))+"
    )
    parts = (number.sub("", fold(part)) for part in re.split(r"\s+[>/]\s+|\n", text))
    return [part for part in parts if part]


def _same_group(wanted: str, found: str) -> bool:
    want, have = _headings(wanted), _headings(found)
    if " ".join(want) == " ".join(have):
        return True
    return bool(want and have) and want[-1] == have[-1] and all(part in want for part in have)


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


# --- the plan -------------------------------------------------------------------------------------


def _plan(result: Comparison, debatable: _Debatable, facts: dict[str, Any], got: ImportedPlan) -> None:
    for label, attribute in _PLAN_FACTS.items():
        if debatable("plan", label):
            continue
        value = getattr(got.master.plan, attribute)
        wanted, found = facts["plan"].get(label, ""), _iso(value) if isinstance(value, date) else value or ""
        same = _name(wanted).removeprefix("kế hoạch ") == _name(found).removeprefix("kế hoạch ")
        result.fact(label, wanted, found, same)
    if not debatable("plan", "Đơn vị tổng hợp"):
        focal = got.master.plan.focal_unit
        unit = got.master.unit(focal)
        wanted = facts["plan"].get("Đơn vị tổng hợp", "")
        names = _known_names(unit) if unit else {_name(focal)}
        found = unit.name if unit else focal
        result.fact("Đơn vị tổng hợp", wanted, found, bool(_all_names(wanted, facts["units"]) & names))


def _bases(result: Comparison, debatable: _Debatable, wanted: list[str], found: list[str]) -> None:
    if debatable("can_cu"):
        return
    left = {_basis(text): text for text in found}
    order = list(left)
    last = -1
    for number, text in enumerate(wanted):
        key = _basis(text)
        if debatable("can_cu", number):
            near = max(left, key=lambda other: fuzz.ratio(other, key), default="")
            if fuzz.ratio(near, key) >= _ALIKE:
                del left[near]
            continue
        place = order.index(key) if key in left else -1
        result.fact("căn cứ", text, left.pop(key, ""), place > last)
        last = max(last, place)
    result.differences += [f"false căn cứ: {text!r}" for text in left.values()]


# --- units ----------------------------------------------------------------------------------------


def _known_names(unit: Unit) -> set[str]:
    return {_name(text) for text in (unit.name, *unit.aliases)}


def _all_names(name: str, units: list[dict[str, Any]]) -> set[str]:
    """The name and the others that the plan has for that unit."""
    names = {_name(name)}
    for unit in units:
        own = {_name(text) for text in (unit["name"], *unit.get("aka", []))}
        if own & names:
            names |= own
    return names


def _units(
    result: Comparison, debatable: _Debatable, wanted: list[dict[str, Any]], found: list[Unit]
) -> None:
    left = list(found)
    for number, fact in enumerate(wanted):
        names = _all_names(fact["name"], [fact])
        unit = next((u for u in left if _name(u.name) in names), None)
        unit = unit or next((u for u in left if _known_names(u) & names), None)
        if unit is not None:
            left.remove(unit)
        if debatable("units", number):
            continue
        result.fact("unit", fact["name"], unit.name if unit else "", unit is not None)
        if fact.get("kind") and not debatable("units", number, "kind"):
            kind = str(unit.kind) if unit else ""
            result.fact(f"kind of {fact['name']}", fact["kind"], kind, kind == fact["kind"])
    for unit in left:
        result.invented("unit", unit.name)


# --- tasks ----------------------------------------------------------------------------------------


def _pairs(wanted: list[dict[str, Any]], found: list[Task]) -> Iterator[tuple[int, int]]:
    """Which task found is which one wanted: the same words first, in order, then the likest of the rest."""
    texts = [{_words(text) for text in (fact["Nhiệm vụ"], *fact.get("alt", []))} for fact in wanted]
    open_wanted, open_found = list(range(len(wanted))), list(range(len(found)))
    for at in list(open_wanted):
        number = str(wanted[at].get("TT", ""))
        same = [other for other in open_found if _words(found[other].text) in texts[at]]
        if same:
            best = max(same, key=lambda other: fold(found[other].number) == fold(number))
            open_wanted.remove(at)
            open_found.remove(best)
            yield at, best
    ratios = [
        (max(_likeness(text, _words(found[other].text)) for text in texts[at]), at, other)
        for at in open_wanted
        for other in open_found
    ]
    for ratio, at, other in sorted(ratios, key=lambda entry: -entry[0]):
        if ratio >= _ALIKE and at in open_wanted and other in open_found:
            open_wanted.remove(at)
            open_found.remove(other)
            yield at, other


def _likeness(first: str, second: str) -> float:
    whole = fuzz.ratio(first, second)
    return (
        max(whole, 0.85 * fuzz.partial_ratio(first, second)) if min(len(first), len(second)) > 14 else whole
    )


def _tasks(result: Comparison, debatable: _Debatable, facts: dict[str, Any], got: ImportedPlan) -> None:
    wanted, found = facts["tasks"], got.master.tasks
    pairs = dict(_pairs(wanted, found))
    for at, fact in enumerate(wanted):
        if debatable("tasks", at):
            continue
        name = f"task {at + 1}"
        if at not in pairs:
            cells = [key for key in fact if key != "alt" and not debatable("tasks", at, key)]
            result.facts += len(cells)
            result.differences += [f"{name}, {key}: missing, of {fact['Nhiệm vụ']!r}" for key in cells]
            continue
        for key, want, have, same in _cells(fact, found[pairs[at]]):
            if not debatable("tasks", at, key):
                result.fact(f"{name}, {key}", want, have, same)
        if fact.get("lead_units") and not debatable("tasks", at, "lead_units"):
            _leads(result, name, fact, facts["units"], found[pairs[at]], got)
    sequence = [pairs[at] for at in sorted(pairs)]
    if sequence != sorted(sequence):
        result.differences.append("tasks are not in the plan's order")
    beside = {p.item for p in got.passages if "ngoài bảng nhiệm vụ" in p.note}
    for other, task in enumerate(found):
        if (
            other not in pairs.values() and task.code not in beside
        ):  # a duty of the text with its own date: to be checked
            result.invented("task", task.text)


def _cells(fact: dict[str, Any], task: Task) -> Iterator[tuple[str, str, str, bool]]:
    """Header, wanted and found value of a task's cells, and whether they are the same."""
    strict = {
        "Nhiệm vụ": task.text,
        "Thời gian thực hiện": task.when_text,
        "Sản phẩm": task.deliverable,
        "TT": task.number,
        "Loại thời hạn": str(task.deadline.kind),
        "Bắt đầu": _iso(task.deadline.start),
        "Hạn": _iso(task.deadline.due),
    }
    for key, found in strict.items():
        wanted = fact.get(key, "")
        other = fact.get("alt", []) if key == "Nhiệm vụ" else []
        yield key, wanted, found, _words(found) in {_words(text) for text in (wanted, *other)}
    group = fact.get("Nhóm nhiệm vụ", "")
    yield "Nhóm nhiệm vụ", group, task.group, _same_group(group, task.group)
    for key, found in (("Cơ quan chủ trì", task.lead_text), ("Cơ quan phối hợp", task.coordinating_text)):
        wanted = fact.get(key, "")
        yield key, wanted, found, _units_cell(wanted) == _units_cell(found)


def _leads(
    result: Comparison,
    name: str,
    fact: dict[str, Any],
    units: list[dict[str, Any]],
    task: Task,
    got: ImportedPlan,
) -> None:
    """The units named one by one must lead; members of a group in the same cell may lead beside them."""
    leads = [unit for unit in got.master.units if unit.code in task.leads]
    missing = []
    for wanted in fact["lead_units"]:
        names = _all_names(wanted, units)
        unit = next((u for u in leads if _known_names(u) & names), None)
        if unit is None:
            missing.append(wanted)
        else:
            leads.remove(unit)
    group = "các " in f"{fold(task.lead_text)} "
    found = "; ".join(unit.name for unit in got.master.units if unit.code in task.leads)
    result.fact(
        f"{name}, lead units", "; ".join(fact["lead_units"]), found, not missing and (group or not leads)
    )


def _periods(result: Comparison, debatable: _Debatable, wanted: list[str], found: list[str]) -> None:
    if debatable("periods"):
        return
    left = list(found)
    for number, day in enumerate(wanted):
        if not debatable("periods", number):
            result.fact("report date", day, day if day in left else "", day in left)
        if day in left:
            left.remove(day)
    for day in left:
        result.invented("report date", day)
