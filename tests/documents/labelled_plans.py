"""Plans with their facts marked in the text, and how many facts of an import are right, missing or false, by kind and certainty.

A paragraph or row followed by ``⟦lead;coordinating;time;deliverable⟧`` is a task; time is ``start..due``, ``..due`` (its start is not
compared), ``định kỳ`` (every month or quarter, days of each month: the contract's kind), ``thường xuyên`` or blank (nothing said), ``*``
stands for a value that is not compared. ``⟦?⟧``: whether it is a task can be argued, nothing of it is compared. Everything unmarked is
no task. The first line holds the facts of the plan; what it leaves out is not compared. ``tuned/`` are plans that the rules were made
on, ``final/`` and ``last/`` others that were looked at when they were done; of the plans in ``others-tuned/``, ``others-final/``,
``third-tuned/`` and ``third-final/`` the authors never saw the program, nor whoever made the rules those called final before they were done.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan_xl.documents import ImportedPlan, Sureness
from danvan_xl.language.folding import fold
from danvan_xl.model import DeadlineKind, Task

FOLDER = Path(__file__).parent / "labelled"
_LABEL = re.compile(r"\s*⟦(.*?)⟧\s*$")
_MARK = re.compile(r"^(?:[-+*•]|\(?[\da-zđ]{1,2}(?:\.\d+)*[.)/-]|[IVX]+[.-])\s+")
OUTCOMES = ("right", "missing", "false")


@dataclass(slots=True)
class Labelled:
    """A plan: its blocks (a paragraph, or the rows of a table), its facts and its tasks."""

    name: str
    blocks: list[str | list[list[str]]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    tasks: list[tuple[str, list[str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    """Passages of which nothing is compared."""

    def text(self) -> str:
        """As plain text or Markdown."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, str):
                lines.append(block)
                continue
            rule = "|".join("---" for _ in block[0])
            rows = [f"| {' | '.join(row)} |" for row in block]
            lines += ["", rows[0], f"|{rule}|", *rows[1:], ""]
        return "\n".join(lines) + "\n"

    def page(self) -> str:
        """As a page of a portal."""
        shown = []
        for block in self.blocks:
            if isinstance(block, str):
                shown.append(f"<p>{html.escape(block)}</p>")
                continue
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
            shown.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        body = "\n".join(shown)
        return f'<html><head><meta charset="utf-8"></head><body><nav><p>Trang chủ</p></nav><div>{body}</div></body></html>'

    def word(self, path: Path) -> Path:
        """As a Word file."""
        import docx
        from docx.shared import Pt

        document = docx.Document()
        document.styles["Normal"].font.name, document.styles["Normal"].font.size = (
            "DejaVu Serif Condensed",
            Pt(11),
        )
        for block in self.blocks:
            if isinstance(block, str):
                document.add_paragraph(block)
                continue
            table = document.add_table(len(block), len(block[0]), style="Table Grid")
            for cells, row in zip(table.rows, block, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        document.save(str(path))
        return path


def load(part: str) -> list[Labelled]:
    """The plans of ``tuned``, ``final`` or ``last``."""
    return [_read(path) for path in sorted((FOLDER / part).glob("*.txt"))]


def _read(path: Path) -> Labelled:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    plan = Labelled(path.stem)
    plan.facts = dict(part.strip().split("=", 1) for part in head.lstrip("# ").split(";"))
    for line in lines:
        label = _LABEL.search(line)
        line = _LABEL.sub("", line)
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if set("".join(cells)) <= {"-"} and "".join(cells):
                continue
            if not plan.blocks or isinstance(plan.blocks[-1], str):
                plan.blocks.append([])
            table = plan.blocks[-1]
            assert isinstance(table, list)
            table.append(cells)
            text = cells[_column_of_work(table[0])] if len(cells) > 1 else ""
        else:
            plan.blocks.append(line)
            text = _MARK.sub("", line)
        if label and label.group(1) == "?":
            plan.open.append(text)
        elif label:
            values = [value.strip() for value in re.split(r";(?! )", label.group(1))]
            plan.tasks.append((text, values + [""] * (4 - len(values))))
    return plan


def _column_of_work(header: Sequence[str]) -> int:
    named = (
        at for at, cell in enumerate(header) if re.match(r"nội dung|nhiệm vụ|công việc|hoạt động", fold(cell))
    )
    return next(named, 1)


@dataclass(slots=True)
class Score:
    """Counts by (kind of fact, certainty, outcome), and a line for all that is not right."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def fact(self, kind: str, sure: Sureness | None, wanted: str, found: str, where: str) -> None:
        """Count one fact; blank on both sides is none."""
        if wanted == "*" or not (wanted or found):
            return
        outcome = "right" if wanted == found else "missing" if not found else "false"
        certainty = "" if outcome == "missing" or sure is None else sure.value
        self.counts[kind, certainty, outcome] += 1
        if outcome != "right":
            self.wrong.append(f"{where}, {kind} [{certainty}]: {found!r} instead of {wanted!r}")

    def false_and_certain(self) -> int:
        """Falsehoods marked certain."""
        return sum(
            n
            for (_, sure, outcome), n in self.counts.items()
            if (sure, outcome) == (Sureness.SURE.value, "false")
        )

    def table(self) -> list[str]:
        """One line a kind: right, missing, false for each certainty."""
        kinds = sorted({kind for kind, _, _ in self.counts})
        return [
            f"{kind:14}"
            + "".join(
                f"  {sure}: {self.counts[kind, sure.value, 'right']} right {self.counts[kind, sure.value, 'false']} false"
                for sure in (Sureness.SURE, Sureness.CHECK)
            )
            + f"  missing: {self.counts[kind, '', 'missing']}"
            for kind in kinds
        ]


def score(plan: Labelled, got: ImportedPlan, into: Score) -> None:
    """Compare an import with the labels."""
    sure = {passage.item: passage.sure for passage in got.passages}
    by_item = {"number": "Số, ký hiệu", "issued": "Ngày ban hành", "issuer": "Cơ quan ban hành", "superior": "Cơ quan chủ quản",
               "place": "Địa danh", "start": "Từ ngày, Đến ngày", "end": "Từ ngày, Đến ngày", "signer": "Người ký"}  # fmt: skip
    facts = got.master.plan
    if "name" in plan.facts:
        named = _named(plan.facts["name"]), _named(facts.name)
        into.fact("plan", sure.get("Tên kế hoạch"), *named, f"{plan.name} name")
    for key, item in by_item.items():
        value = getattr(facts, {"issued": "issued_on"}.get(key, key))
        if key in plan.facts:
            wanted, found = fold(plan.facts[key]), fold(str(value or ""))
            if key == "issuer" and _named(wanted).startswith(_named(found)) and found:
                found = wanted  # a letterhead may leave out the place
            into.fact("plan", sure.get(item), wanted, found, f"{plan.name} {key}")
    focal = next((unit.name for unit in got.master.units if unit.code == facts.focal_unit), "")
    if "focal" in plan.facts or "reports" in plan.facts:
        wanted = fold(plan.facts.get("focal", ""))
        into.fact("focal unit", sure.get("Đơn vị tổng hợp"), wanted, fold(focal), plan.name)
    dues = {str(period.due): period.code for period in got.master.periods}
    due = [day.strip() for day in plan.facts.get("reports", "").split(",") if day.strip()]
    for day in sorted({*dues, *due}) if "reports" in plan.facts else ():
        into.fact(
            "report",
            sure.get(dues.get(day, "")),
            day if day in due else "",
            day if day in dues else "",
            plan.name,
        )
    left = list(got.master.tasks)
    for text, (lead, helper, when, deliverable) in plan.tasks:
        task = next((t for t in left if _alike(t.text, text)), None)
        where = f"{plan.name} “{text[:40]}”"
        into.fact("task", sure.get(task.code) if task else None, "found", "found" if task else "", where)
        if task is None:
            continue
        left.remove(task)
        certainty = sure.get(task.code)
        into.fact("lead", certainty, _names(lead), _names(task.lead_text), where)
        into.fact("coordinating", certainty, _names(helper), _names(task.coordinating_text), where)
        time = _time(task) if when != "chưa rõ" else "chưa rõ"
        if when[:10] == when[12:]:
            when = when[10:]  # the day of an event: from when it is prepared is not said
        if when.startswith("..") and time.partition("..")[1]:
            time = f"..{time.partition('..')[2]}"
        into.fact("time", certainty, when or "thường xuyên", time, where)
        wanted, found = fold(deliverable), fold(task.deliverable)
        shortened = (
            wanted and found.startswith(f"{wanted} ") and len(found.split()) <= len(wanted.split()) + 8
        )
        into.fact(
            "deliverable",
            certainty,
            "*" if deliverable == "*" else wanted,
            wanted if shortened else found,
            where,
        )
    left = [task for task in left if not any(_alike(task.text, text) for text in plan.open)]
    for task in left:
        into.fact("task", sure.get(task.code), "", "made up", f"{plan.name} “{task.text[:60]}”")
    said = {
        fold(name)
        for _, values in plan.tasks
        for name in re.split(r"; ", f"{values[0]}; {values[1]}")
        if name
    }
    text = fold(plan.text())
    for unit in got.master.units:
        known = fold(unit.name) in said or fold(unit.name) in text
        into.fact(
            "unit", sure.get(unit.code), "named", "named" if known else "made up", f"{plan.name} {unit.name}"
        )


def _alike(found: str, wanted: str) -> bool:
    one, other = fold(found), fold(wanted)
    part = len(one) > 12 and (other.endswith(one) or other.startswith(one))
    return one == other or part or one.endswith(other)


def _named(text: str) -> str:
    """A plan's or body's name without what can be written in two ways."""
    return re.sub(
        r"^(?:kế hoạch|chương trình|hướng dẫn) ",
        "",
        fold(text).replace("ủy ban nhân dân", "ubnd").replace("bcđ", "ban chỉ đạo"),
    )


def _names(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word != "và") if text != "*" else "*"


def _time(task: Task) -> str:
    deadline = task.deadline
    if deadline.kind is DeadlineKind.DATED:
        return f"{deadline.start}..{deadline.due}"
    if deadline.kind is DeadlineKind.UNCLEAR:
        return ""  # the words are kept, and that they are not understood is said
    return "thường xuyên" if deadline.kind is DeadlineKind.RECURRING else deadline.kind.value.lower()
