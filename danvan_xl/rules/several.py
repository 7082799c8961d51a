"""Several returns of one unit beside each other: what the newer lacks, where they contradict, both joined.

Compared and joined cell by cell over the fields that a unit fills in; what neither gave is in neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as data_field
from typing import TypeVar

from msgspec.structs import replace

from danvan_xl.language.showing import shown
from danvan_xl.model import IndicatorAnswer, Return, ScoreAnswer, TaskAnswer
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Fields, is_blank

Answer = TypeVar("Answer", TaskAnswer, ScoreAnswer, IndicatorAnswer)
Cell = tuple[str, str, str]
"""(sheet, code of the row, header); for a sheet of free rows the row's text stands for the code."""

_SHEETS: tuple[tuple[str, str, Fields], ...] = (
    (h.TASKS, "tasks", h.TASK_ANSWERS),
    (h.SCORES, "scores", h.SCORE_ANSWERS),
    (h.INDICATORS, "indicators", h.INDICATOR_ANSWERS),
)
_FREE = ((h.TASKS, "added", "text"), (h.MODELS, "models", "name"), (h.PROPOSALS, "proposals", "text"))


@dataclass(frozen=True, slots=True)
class Said:
    """What one return says in one cell. ``unread``: something that could not be used."""

    text: str
    where: str = data_field(default="", compare=False)
    unread: bool = False


def said(returned: Return) -> dict[Cell, Said]:
    """Every cell that the unit filled, in the order of the form."""
    found: dict[Cell, Said] = {}
    for sheet, attribute, fields in _SHEETS:
        for code, answer in getattr(returned, attribute).items():
            for asked in fields:
                value = getattr(answer, asked.attribute)
                unread = asked.attribute in answer.unread
                if unread or not is_blank(value):
                    text = "chưa đọc được" if unread else "x" if value is True else shown(value)
                    cell = answer.cells.get(asked.attribute, "")
                    found[sheet, code, asked.header] = Said(text, cell, unread)
    for sheet, attribute, name in _FREE:
        for entry in getattr(returned, attribute):
            found[sheet, getattr(entry, name), ""] = Said("có")
    return found


def lacking(newer: Return, older: Return) -> list[Cell]:
    """Cells that the older return filled and the newer one left blank."""
    have = said(newer)
    return [cell for cell in said(older) if cell not in have]


def contradicting(one: Return, other: Return) -> list[Cell]:
    """Cells in which the two say different things."""
    first, second = said(one), said(other)
    return [cell for cell, value in first.items() if cell in second and second[cell].text != value.text]


def named(cells: list[Cell], most: int = 6) -> str:
    """'Nhiệm vụ NV01, NV02; Số liệu SL01': the rows, at most ``most`` of a sheet by name."""
    rows: dict[str, dict[str, None]] = {}
    for sheet, code, _ in cells:
        rows.setdefault(sheet, {})[code[:40]] = None
    parts = []
    for sheet, codes in rows.items():
        more = f" và {len(codes) - most} dòng nữa" if len(codes) > most else ""
        parts.append(f"{sheet} {', '.join(list(codes)[:most])}{more}")
    return "; ".join(parts)


def joined(newer: Return, older: Return) -> Return:
    """``newer``, with what it left blank taken from ``older``; every answer keeps the file that it stands in."""
    changes: dict[str, object] = {}
    for _, attribute, fields in _SHEETS:
        changes[attribute] = dict(
            _answers(getattr(newer, attribute), getattr(older, attribute), fields, older.path)
        )
    for _, attribute, name in _FREE:
        mine = getattr(newer, attribute)
        have = {getattr(entry, name) for entry in mine}
        changes[attribute] = mine + [
            replace(entry, where=entry.where and replace(entry.where, file=older.path))
            for entry in getattr(older, attribute)
            if getattr(entry, name) not in have
        ]
    for name in ("not_in_form", "unasked_criteria", "unasked_indicators"):
        changes[name] = [code for code in getattr(newer, name) if code in getattr(older, name)]
    return replace(newer, **changes)


def _answers(
    mine: Mapping[str, Answer], theirs: Mapping[str, Answer], fields: Fields, file: str
) -> Iterator[tuple[str, Answer]]:
    for code in [*mine, *(code for code in theirs if code not in mine)]:
        answer, before = mine.get(code), theirs.get(code)
        if before is None or not _says(before, fields):
            yield code, answer or theirs[code]
        elif answer is None or not _says(answer, fields):
            yield code, replace(before, where=before.where and replace(before.where, file=file))
        else:
            yield code, _filled(answer, before, fields)


def _says(answer: Answer, fields: Fields) -> bool:
    return bool(answer.unread) or not all(is_blank(getattr(answer, field.attribute)) for field in fields)


def _filled(answer: Answer, before: Answer, fields: Fields) -> Answer:
    """``answer`` with its blank fields from ``before``."""
    taken = [
        field.attribute
        for field in fields
        if is_blank(getattr(answer, field.attribute)) and field.attribute not in answer.unread
    ]
    values = {name: getattr(before, name) for name in taken}
    unread = answer.unread | (before.unread & set(taken))
    return replace(answer, **values, unread=unread)
