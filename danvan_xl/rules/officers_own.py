"""Whose a wrong value is: one that the officer typed in ``Hiệu đính`` is told to her, and never held against the unit."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from danvan_xl.findings import Finding, Severity
from danvan_xl.results import Consolidation, UnitResult
from danvan_xl.terms import summary as n

Place = tuple[str | None, str | None, str | None]
"""File, sheet, cell."""
CORRECTED = "corrected"
_ADVICE = f"Sửa lại “{n.RIGHT_VALUE}” của ô này ở trang tính “{n.CORRECTIONS}” rồi tổng hợp lại."
HERS = "Ô bạn đã hiệu đính: "
"""How a sentence about such a cell begins, in the log of a summary too."""
_MOST = 5


def corrected_cells(c: Consolidation) -> frozenset[Place]:
    """Every cell whose value is the officer's."""
    return frozenset(
        (item.file or file.path, item.sheet, item.cell)
        for file in c.files
        for item in file.findings
        if item.code == CORRECTED and item.cell
    )


def tell_the_officer(c: Consolidation) -> None:
    """Address what is found in such cells to her who typed them; may be called again."""
    places = corrected_cells(c)
    if not places:
        return
    for file in c.files:
        file.findings[:] = _addressed(file.findings, places, file.path)
    for unit in c.units:
        unit.findings[:] = _addressed(unit.findings, places, unit.source)
        unit.of_review = tuple(unit.findings[: len(unit.of_review)])


def _addressed(found: Iterable[Finding], places: frozenset[Place], path: str) -> list[Finding]:
    return [
        replace(
            item,
            by_officer=True,
            message=HERS + item.message,
            advice=item.advice if item.severity is Severity.INFO else _ADVICE,
        )
        if item.code != CORRECTED
        and not item.by_officer
        and (item.file or path, item.sheet, item.cell) in places
        else item
        for item in found
    ]


def doubts(unit: UnitResult, places: frozenset[Place]) -> str:
    """Why the unit's figures are not final, as a sentence without its end: by its own cells, by the officer's."""
    hers = {f"{sheet} {cell}" for file, sheet, cell in places if file == unit.source}
    own = [cell for cell in unit.blanks if cell not in hers]
    typed = [cell for cell in unit.blanks if cell in hers]
    unusable = [code for code, score in unit.scores.items() if score.unusable]
    waiting = [
        f"tiêu chí {code}"
        for code, score in unit.scores.items()
        if score.waits and score.verified is None and not score.unusable
    ]
    parts = []
    if own or (
        (waiting or unit.doubtful) and not typed
    ):  # else the criteria may wait for what the officer typed
        parts.append(f"Phiếu của {unit.name} còn chỗ chưa rõ{_named([*own, *waiting])}")
    if typed:
        parts.append(f"Giá trị bạn hiệu đính cho {unit.name} chưa dùng được{_named(typed)}")
    if unusable:
        parts.append(f"Điểm thẩm định bạn nhập cho {unit.name} chưa dùng được{_named(unusable)}")
    return "; ".join(parts)


def _named(cells: list[str]) -> str:
    if not cells:
        return ""
    return f": {', '.join(cells[:_MOST])}{', …' if len(cells) > _MOST else ''}"
