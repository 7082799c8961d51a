"""The sentences of the Word report. Every figure in them stands in the summary workbook too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct, field

from danvan_xl.language.showing import points_text, show_number, show_rate, tentative, vn_date
from danvan_xl.model import Role, Status, Task
from danvan_xl.results import Totals, UnitTask
from danvan_xl.rules.rates import task_rates
from danvan_xl.rules.scoring.verification import verification_of
from danvan_xl.sheets.summary.context import Context
from danvan_xl.terms import summary as n

MISSING = "(chưa đủ số liệu)"
"""What stands in a sentence in place of a figure that does not exist."""
_MOST_NAMES = 12
_MOST_IN_TEXT = 8
_MOST_ITEMS = 12
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBERING = re.compile(r"^\s*(?:[IVX]+|\d+|[a-zđ])(?:\.\d+)*[.)\-:]\s*", re.IGNORECASE)


class Line(Struct, frozen=True):
    """A paragraph; ``heading`` is a bold sub-heading."""

    text: str
    heading: bool = False


class Section(Struct):
    """A numbered part of the report."""

    title: str
    lines: list[Line] = field(default_factory=list)
    number: str = ""

    def say(self, text: str) -> None:
        """Add a paragraph."""
        self.lines.append(Line(text))

    def head(self, text: str) -> None:
        """Add a sub-heading, numbered 1, 2, 3 in its section."""
        count = 1 + sum(line.heading for line in self.lines)
        self.lines.append(Line(f"{count}. {text}", True))


def sections(context: Context) -> list[Section]:
    """All parts that have something to say, numbered in Roman."""
    made = [
        _general(context),
        _by_group(context),
        _numbers(context),
        _scores(context),
        _models(context),
        _shortcomings(context),
        _proposals(context),
        _ahead(context),
    ]
    kept = [section for section in made if section is not None and section.lines]
    for section, number in zip(kept, _ROMAN, strict=False):
        section.number = number
    return kept


def _rate(value: Decimal | None) -> str:
    return MISSING if value is None else show_rate(value)


def listed(names: Iterable[str], most: int = _MOST_NAMES) -> str:
    """'A, B, C' and, beyond ``most``, 'và 5 đơn vị khác'."""
    found = list(names)
    text = ", ".join(found[:most])
    return text + (f" và {len(found) - most} đơn vị khác" if len(found) > most else "")


def _units_named(context: Context, names: Iterable[str], sheet: str = n.UNITS) -> str:
    """Units in a sentence: by name where they are few, else by the appendix (of ``sheet``) that lists every unit with it."""
    found = list(names)
    number = context.appendices.get(sheet)
    if len(found) <= _MOST_IN_TEXT or not number:
        return listed(found)
    return f"xem danh sách ở Phụ lục {number}"


def _general(context: Context) -> Section:
    section = Section("KẾT QUẢ CHUNG")
    totals = context.c.totals
    missing = totals.expected - totals.received
    text = (
        f"Tính đến ngày {vn_date(context.as_of)}, {totals.received}/{totals.expected} đơn vị đã báo cáo "
        f"(đạt {_rate(totals.reporting_rate)}); {totals.on_time} đơn vị báo cáo đúng hạn "
        f"(đạt {_rate(totals.timely_rate)})"
    )
    section.say(text + (f"; {missing} đơn vị chưa báo cáo." if missing else "."))
    if context.has_tasks and (totals.dated or totals.due):
        section.say(f"{_assigned(totals)} {_due(totals)}".strip())
    if context.has_tasks:
        other = [
            f"{number} lượt {status.lower()}"
            for status in (Status.DONE_ROUTINE, Status.DOING, Status.NOT_DUE, Status.NOT_STARTED)
            if (number := totals.status.get(status, 0))
        ]
        if other:
            section.say("Ngoài ra, có " + "; ".join(other) + ".")
    unsure = [unit.name for unit in context.units if unit.uncertain]
    if unsure:
        section.say(
            f"Số liệu của {len(unsure)} đơn vị còn ô phải kiểm tra lại, chưa phải là số cuối cùng: {_units_named(context, unsure)}."
        )
    return section


def _assigned(totals: Totals) -> str:
    if not totals.dated:
        return ""
    return (
        f"Các đơn vị chủ trì được giao {show_number(totals.dated)} lượt nhiệm vụ có thời hạn; đã hoàn thành "
        f"{show_number(totals.completed)} lượt (đạt {_rate(totals.completion_rate)})."
    )


def _due(totals: Totals) -> str:
    """What fell due, dated and periodic, in time or overdue; every overdue task is one of them."""
    if not totals.due:
        return "Chưa có nhiệm vụ nào đến hạn."
    overdue = totals.status.get(Status.OVERDUE, 0)
    return (
        f"Trong {show_number(totals.due)} lượt đã đến hạn (kể cả nhiệm vụ định kỳ đã đến kỳ thực hiện), có "
        f"{show_number(totals.completed_on_time)} lượt thực hiện đúng hạn (đạt {_rate(totals.on_time_rate)})"
        + (f"; còn {show_number(overdue)} lượt quá hạn chưa hoàn thành." if overdue else ".")
    )


def _by_group(context: Context) -> Section | None:
    if not context.has_tasks:
        return None
    section = Section("KẾT QUẢ THEO NHÓM NHIỆM VỤ")
    by_task: dict[str, list[tuple[str, UnitTask]]] = {}
    for unit, item in context.detail:
        if item is not None and item.role is Role.LEAD:
            by_task.setdefault(item.task, []).append((unit.name, item))
    groups: dict[str, list[Task]] = {}
    for task in context.tasks:
        groups.setdefault(task.group, []).append(task)
    for group, tasks in groups.items():
        pairs = [pair for task in tasks for pair in by_task.get(task.code, ())]
        if not pairs:
            continue
        section.head(_NUMBERING.sub("", group) or ("Nhiệm vụ khác" if len(groups) > 1 else "Các nhiệm vụ"))
        rates = task_rates(item for _, item in pairs)
        text = f"Nhóm có {len(tasks)} nhiệm vụ, {len(pairs)} lượt chủ trì"
        if rates.dated:
            text += (
                f"; đã hoàn thành {rates.completed}/{rates.dated} lượt có thời hạn "
                f"(đạt {_rate(rates.completion_rate)})"
            )
        routine = rates.status.get(Status.DONE_ROUTINE, 0)
        if routine:
            text += f"; {routine} lượt nhiệm vụ thường xuyên, định kỳ đã thực hiện"
        section.say(text + ".")
        for task in tasks:
            late = [name for name, i in by_task.get(task.code, ()) if i.status is Status.OVERDUE]
            if late:
                section.say(
                    f"Quá hạn chưa hoàn thành: nhiệm vụ “{task.text.rstrip('. ;')}”, {len(late)} đơn vị ({listed(late, 6)})."
                )
    return section


def _numbers(context: Context) -> Section | None:
    if not context.has_indicators:
        return None
    section = Section("MỘT SỐ SỐ LIỆU CHỦ YẾU")
    totals = context.c.totals.indicators
    shown = [
        (one, total, total.value)
        for one in context.indicators
        if (total := totals.get(one.code)) and total.value is not None
    ]
    reporting = {(total.reported, total.expected) for _, total, _ in shown}
    once = len(reporting) == 1 and len(shown) > 1
    if once:
        [(reported, expected)] = reporting
        section.say(f"Số liệu do {reported}/{expected} đơn vị báo cáo:")
    for indicator, total, exact in shown:
        unit = f" {indicator.unit}" if indicator.unit else ""
        whole = once or total.reported == total.expected
        short = "" if whole else f" ({total.reported}/{total.expected} đơn vị có số liệu)"
        value = tentative(f"{show_rounded(exact)}{unit}", total.uncertain)
        section.say(f"- {indicator.text}: {value}{short}.")
    return section


def show_rounded(value: Decimal) -> str:
    """A figure with at most two decimals."""
    from decimal import ROUND_HALF_UP

    return show_number(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def show_points(value: Decimal | str | None) -> str:
    """Points with two decimals and a comma; '–' for none."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else points_text(value)


def _scores(context: Context) -> Section | None:
    if not context.has_scores:
        return None
    section = Section("KẾT QUẢ CHẤM ĐIỂM, XẾP LOẠI")
    scored = [(unit, unit.total) for unit in context.units if unit.total is not None]
    if not scored:
        section.say("Chưa đơn vị nào có điểm.")
        return section
    verified = [verification_of(unit) for unit in context.units]
    unsure = context.ranks_are_tentative
    text = f"Có {len(scored)} đơn vị có điểm; điểm bình quân {tentative(show_points(context.c.mean_total), unsure)}"
    best, worst = max(total for _, total in scored), min(total for _, total in scored)
    text += f"; cao nhất {tentative(show_points(best), unsure)} ({listed([u.name for u, t in scored if t == best], 4)})"
    if worst != best:
        text += f"; thấp nhất {tentative(show_points(worst), unsure)} ({listed([u.name for u, t in scored if t == worst], 4)})"
    section.say(text + ".")
    section.say(_verified(verified.count(True), verified.count(False), len(verified)))
    for band in context.c.master.bands:
        mine = [tentative(unit.name, unit.uncertain) for unit in context.units if unit.band == band.name]
        if mine:
            section.say(
                f"- Xếp loại {band.name}: {len(mine)} đơn vị ({_units_named(context, mine, n.POINTS)})."
            )
    none = [u.name for u in context.units if u.total is None and not u.check_again]
    if none:
        section.say(f"- Chưa có điểm: {len(none)} đơn vị ({_units_named(context, none, n.POINTS)}).")
    return section


def _verified(whole: int, part: int, units: int) -> str:
    """How many units' scores are verified: those not finished are told apart."""
    if not whole and not part:
        return "Điểm nêu trên là điểm tự chấm của các đơn vị, chưa thẩm định."
    if not part:
        rest = "; các đơn vị còn lại tính theo điểm tự chấm" if whole < units else ""
        return f"Đã thẩm định điểm của {whole} đơn vị{rest}."
    begun = f"{part} đơn vị mới thẩm định một phần"
    said = (
        f"Đã thẩm định xong điểm của {whole} đơn vị; {begun}"
        if whole
        else f"Chưa đơn vị nào thẩm định xong; {begun}"
    )
    return f"{said}. Tiêu chí, đơn vị chưa thẩm định tính theo điểm tự chấm."


def _models(context: Context) -> Section | None:
    models = [(unit.name, model) for unit in context.units for model in unit.models]
    if not models:
        return None
    section = Section("MÔ HÌNH “DÂN VẬN KHÉO”")
    section.say(f"Các đơn vị báo cáo {len(models)} mô hình, trong đó:")
    for name, model in models[:_MOST_ITEMS]:
        effect = f": {_inline(model.effect)}" if model.effect else ""
        section.say(f"- {_inline(model.name)} ({name}){effect}.")
    if len(models) > _MOST_ITEMS:
        section.say(f"- Và {len(models) - _MOST_ITEMS} mô hình khác trong tệp tổng hợp kèm theo.")
    return section


def _inline(text: str) -> str:
    """A typed text as part of a sentence: one line, no closing full stop."""
    return " ".join(text.split()).rstrip(" .;,")


def _shortcomings(context: Context) -> Section | None:
    section = Section("TỒN TẠI, KHÓ KHĂN, VƯỚNG MẮC")
    missing = [unit.name for unit in context.units if not unit.returned]
    if missing:
        section.say(f"Chưa báo cáo: {len(missing)} đơn vị ({_units_named(context, missing)}).")
    late = [unit.name for unit in context.units if unit.returned and unit.timely is False]
    if late:
        section.say(f"Nộp báo cáo muộn: {len(late)} đơn vị ({_units_named(context, late)}).")
    told: Counter[str] = Counter()
    for unit in context.units:
        told.update({_inline(item.difficulty) for item in unit.tasks if item.difficulty.strip()})
    if told:
        section.say("Khó khăn, vướng mắc do các đơn vị nêu:")
        for text, number in told.most_common(_MOST_ITEMS):
            section.say(f"- {text}" + (f" ({number} đơn vị)." if number > 1 else "."))
        if len(told) > _MOST_ITEMS:
            section.say(f"- Và {len(told) - _MOST_ITEMS} nội dung khác trong tệp tổng hợp kèm theo.")
    return section


def _proposals(context: Context) -> Section | None:
    if not any(unit.proposals for unit in context.units):
        return None
    section = Section("KIẾN NGHỊ, ĐỀ XUẤT")
    grouped: dict[str, dict[str, list[str]]] = {}
    for unit in context.units:
        for item in unit.proposals:
            same = grouped.setdefault(_inline(item.addressee), {})
            same.setdefault(_inline(item.text), []).append(unit.name)
    for addressee, texts in grouped.items():
        section.head(f"Với {addressee}" if addressee else "Kiến nghị chung")
        for text, names in list(texts.items())[:_MOST_ITEMS]:
            section.say(f"- {text} ({listed(names, 4)}).")
        if len(texts) > _MOST_ITEMS:
            section.say(f"- Và {len(texts) - _MOST_ITEMS} kiến nghị khác trong tệp tổng hợp kèm theo.")
    return section


def _ahead(context: Context) -> Section:
    """What is left to do: what is overdue, what falls due next; the rest is for a person to write."""
    section = Section("PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI")
    overdue = context.c.totals.status.get(Status.OVERDUE, 0)
    if context.has_tasks and overdue:
        section.say(
            f"Hoàn thành dứt điểm {show_number(overdue)} lượt nhiệm vụ quá hạn chưa hoàn thành nêu ở Mục II."
        )
    dues = [(due, task) for task in context.tasks if (due := task.deadline.due) and due > context.as_of]
    dues.sort(key=lambda pair: pair[0])
    if dues:
        section.say("Thực hiện đúng hạn các nhiệm vụ sau:")
        for due, task in dues[:_MOST_ITEMS]:
            section.say(f"- {_inline(task.text)} (hạn {vn_date(due)}; chủ trì: {_inline(task.lead_text)});")
        if len(dues) > _MOST_ITEMS:
            section.say(f"- Và {len(dues) - _MOST_ITEMS} nhiệm vụ khác theo Kế hoạch.")
    missing = [unit.name for unit in context.units if not unit.returned]
    if missing:
        section.say(
            f"Đôn đốc {len(missing)} đơn vị chưa báo cáo gửi báo cáo ({_units_named(context, missing)})."
        )
    section.say("[Phương hướng, nhiệm vụ trọng tâm khác]")
    return section
