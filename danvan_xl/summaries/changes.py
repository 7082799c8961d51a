"""What a consolidation changed against the one before it onto the same file: old → new, and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct, field

from danvan_xl.earlier import Earlier, Key
from danvan_xl.language.showing import vn_date
from danvan_xl.results import Change, ChangeKind, Consolidation, UnitResult, UnitTask, Verdict
from danvan_xl.sheets.summary.changes import shown
from danvan_xl.sheets.summary.history import ALL, MEASURES
from danvan_xl.sheets.summary.units import RANK, WRITTEN_BAND, WRITTEN_RANK
from danvan_xl.summaries.earlier import earlier_of
from danvan_xl.summaries.opened import OpenedSummary, as_decimal
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import Row

_MOST_NAMED = 3
_GONE = "không còn phiếu của đơn vị"


class _Before(Struct):
    """What the summary showed as it was written, whatever was typed into it since."""

    said: Earlier
    rows: dict[str, Row] = field(default_factory=dict)
    verified: dict[Key, Decimal] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    applied: set[tuple[str, str, str]] = field(default_factory=set)

    def figure(self, unit: str, measure: str) -> Decimal | None:
        """A figure of ``Diễn biến``."""
        return self.said.history.get((unit, measure), {}).get(self.said.period)

    def source(self, unit: str) -> str:
        """The file that the unit's figures came from; '' for none."""
        return self.rows[unit].text(n.FILE) if unit in self.rows else ""


def changes_since(book: OpenedSummary, c: Consolidation) -> list[Change] | None:
    """The changes, in the order of the sheet; None where the summary no longer tells what it showed."""
    before = _read(book)
    return None if before is None else [change for change in _Comparing(before, c).all() if change.moved]


def _read(book: OpenedSummary) -> _Before | None:
    headers = (h.UNIT_CODE, h.UNIT, n.RETURNED, n.IN_TIME, n.FILE, WRITTEN_BAND, WRITTEN_RANK)
    units = book.table(n.UNITS, headers)
    if units is None or units.missing((h.UNIT_CODE, n.RETURNED, n.FILE)) or book.sheet(n.HISTORY) is None:
        return None
    before = _Before(earlier_of(book), {row.text(h.UNIT_CODE): row for row in units.rows()})
    table = book.table(n.VERIFY, n.VERIFY_ALL, at_least=5)
    for row in table.rows() if table else ():
        if (number := as_decimal(row.value(n.WRITTEN))) is not None:
            before.verified[row.text(h.UNIT_CODE), row.text(h.SCORE_CODE)] = number
    table = book.table(n.LOG, (n.LEVEL, n.PATH, n.VERDICT, h.UNIT_CODE))
    for row in table.rows() if table else ():
        if row.text(n.LEVEL) == n.FILE_WORD:
            before.verdicts[row.text(n.PATH)] = row.text(n.VERDICT)
    table = book.table(n.CORRECTIONS, n.CORRECTION_HEADERS, at_least=4)
    for row in table.rows() if table else ():
        if row.text(n.CORRECTION_HEADERS[-2]):
            before.applied.add((row.text(n.PATH), row.text(n.SHEET), row.text(n.CELL)))
    return before


class _Comparing(Struct):
    before: _Before
    c: Consolidation
    _why: dict[str, list[str]] = field(default_factory=dict)

    def all(self) -> Iterator[Change]:
        """Everything that both tell, moved or not."""
        yield from self._files()
        yield from self._totals()
        for unit in self.c.units:
            yield from self._statuses(unit)
        for unit in self.c.units:
            yield from self._standing(unit)

    # --- returns -----------------------------------------------------------------------------

    def _files(self) -> Iterator[Change]:
        now = {receipt.path: receipt for receipt in self.c.files if receipt.verdict is not Verdict.SKIPPED}
        skipped = Verdict.SKIPPED.label
        old = {path: said for path, said in self.before.verdicts.items() if said != skipped}
        for path, receipt in now.items():
            why = "tệp mới" if path not in old else "kết luận về tệp thay đổi"
            yield Change(
                ChangeKind.FILE, receipt.unit or "", "", path, old.get(path), receipt.verdict.label, why
            )
        for path, said in old.items():
            if path not in now:
                whose = next((code for code in self.before.rows if self.before.source(code) == path), "")
                yield Change(ChangeKind.FILE, whose, "", path, said, None, "tệp không còn trong thư mục")

    # --- figures -----------------------------------------------------------------------------

    def _totals(self) -> Iterator[Change]:
        totals, rows = self.c.totals, self.before.rows.values()
        for what, header, number in (
            ("Đơn vị đã báo cáo", n.RETURNED, totals.received),
            ("Báo cáo đúng hạn", n.IN_TIME, totals.on_time),
        ):
            was = Decimal(sum(row.text(header) == n.YES for row in rows))
            yield Change(ChangeKind.TOTAL, "", "", what, was, Decimal(number), "")
        for measure, rate in ((n.OF_COMPLETION, totals.completion_rate), (n.OF_ON_TIME, totals.on_time_rate)):
            was_rate = self.before.figure(ALL, measure)
            yield Change(
                ChangeKind.TOTAL, "", "", MEASURES[measure], _same(was_rate, rate), rate, "", rate=True
            )
        for indicator in self.c.master.indicators:
            total = totals.indicators.get(indicator.code)
            value, old = (
                total.value if total else None,
                self.before.figure(ALL, n.OF_INDICATOR + indicator.code),
            )
            yield Change(ChangeKind.TOTAL, "", indicator.code, indicator.text, _same(old, value), value, "")

    def _statuses(self, unit: UnitResult) -> Iterator[Change]:
        texts = {task.code: task.text for task in self.c.master.tasks}
        for task in unit.tasks:
            old = self.before.said.statuses.get((unit.code, task.task))
            if old is not None:
                said = old.value, task.status.value
                why = self._why_status(unit, task) if old is not task.status else ""
                yield Change(ChangeKind.STATUS, unit.code, task.task, texts.get(task.task, ""), *said, why)

    def _standing(self, unit: UnitResult) -> Iterator[Change]:
        row = self.before.rows.get(unit.code)
        if row is None or not self.c.master.criteria:
            return
        total = self.before.figure(unit.code, n.OF_SCORE)
        same = _same(total, unit.total) == unit.total
        why = "" if same else self._why_score(unit)
        yield Change(
            ChangeKind.SCORE, unit.code, "", MEASURES[n.OF_SCORE], _same(total, unit.total), unit.total, why
        )
        if WRITTEN_BAND in row.table.columns:
            band, place = row.text(WRITTEN_BAND) or None, as_decimal(row.value(WRITTEN_RANK))
            others = why or "điểm của đơn vị khác thay đổi"
            rank = None if unit.rank is None else Decimal(unit.rank)
            yield Change(
                ChangeKind.BAND, unit.code, "", h.BAND, band, unit.band, why or "cách xếp loại thay đổi"
            )
            yield Change(ChangeKind.RANK, unit.code, "", RANK, place, rank, others)

    # --- why ---------------------------------------------------------------------------------

    def _why_unit(self, unit: UnitResult) -> list[str]:
        """What is new of the unit as a whole: its return, corrections of it."""
        if unit.code not in self._why:
            old, now = self.before.source(unit.code), unit.source
            found = []
            if old != now:
                found.append(f"phiếu mới “{now}”" if now else _GONE)
            corrected = {
                (item.file, item.sheet, item.cell)
                for receipt in self.c.files
                if receipt.unit == unit.code
                for item in receipt.findings
                if item.code == "corrected"
            }
            if corrected - self.before.applied:
                found.append("hiệu đính")
            self._why[unit.code] = found
        return self._why[unit.code]

    def _why_status(self, unit: UnitResult, task: UnitTask) -> str:
        old = self.before.said.tasks.get((unit.code, task.task))
        found = list(self._why_unit(unit))
        if task.judged is not None and task.status is not task.judged.claimed:
            found.append("thẩm định nhiệm vụ")
        same = old is not None and (old.progress, old.completed_on) == (task.progress, task.completed_on)
        if not found and not same:
            found.append("nội dung phiếu thay đổi")
        if not found and self.before.said.as_of != self.c.as_of:
            found.append(f"tính đến ngày {vn_date(self.c.as_of)}")
        return "; ".join(found) or "thời hạn hoặc thẩm định thay đổi"

    def _why_score(self, unit: UnitResult) -> str:
        now = {code: score.typed for code, score in unit.scores.items() if isinstance(score.typed, Decimal)}
        old = {code: value for (owner, code), value in self.before.verified.items() if owner == unit.code}
        found = list(self._why_unit(unit))
        if now != old:
            codes = sorted({code for code, _ in set(now.items()) ^ set(old.items())})
            found.append(f"thẩm định {', '.join(codes)}")
        if not found and self.before.said.as_of != self.c.as_of:
            found.append(f"tính đến ngày {vn_date(self.c.as_of)}")
        return "; ".join(found) or "nội dung phiếu hoặc kế hoạch thay đổi"


def _same(old: Decimal | None, now: Decimal | None) -> Decimal | None:
    """``old``, or ``now`` where a cell could not hold the difference."""
    close = old is not None and now is not None and abs(old - now) < Decimal("0.0000005")
    return now if close else old


def told(changes: list[Change] | None, c: Consolidation) -> list[str]:
    """At most three sentences for the screen; none where there was no run before."""
    if changes is None:
        return []
    if not changes:
        return ["So với lần trước: không có gì thay đổi."]
    by: dict[ChangeKind, list[Change]] = {}
    for change in changes:
        by.setdefault(change.kind, []).append(change)
    files = by.get(ChangeKind.FILE, [])
    names = {unit.code: unit.name for unit in c.units}
    gone = {change.unit: None for change in changes if _GONE in change.why.split("; ")}
    parts = [
        (str(sum(f.before is None for f in files)), "tệp mới"),
        (str(sum(f.after is None for f in files)), "tệp không còn"),
        (str(sum(None not in (f.before, f.after) for f in files)), "tệp đổi kết luận"),
        (str(len(gone)), f"đơn vị không còn phiếu ({_few([names.get(code, code) for code in gone])})"),
        (str(len(by.get(ChangeKind.TOTAL, []))), "con số chung thay đổi"),
    ]
    lines = [", ".join(f"{count} {what}" for count, what in parts if count != "0")]
    statuses = by.get(ChangeKind.STATUS, [])
    if statuses:
        units = {change.unit for change in statuses}
        lost = sum(change.unit in gone for change in statuses)
        why = f", trong đó {lost} lượt vì không còn phiếu" if lost else ""
        lines.append(f"{len(statuses)} lượt nhiệm vụ đổi tình trạng ({len(units)} đơn vị){why}")
    bands = [change for change in by.get(ChangeKind.BAND, []) if change.unit not in gone]
    scores = [change for change in by.get(ChangeKind.SCORE, []) if change.unit not in gone]
    ranks = [change for change in by.get(ChangeKind.RANK, []) if change.unit not in gone]
    if scores or bands or ranks:
        moved = [f"{names.get(b.unit, b.unit)}: {shown(b, b.before)} → {shown(b, b.after)}" for b in bands]
        named = f" ({_few(moved)})" if moved else ""
        other = "đơn vị khác" if gone else "đơn vị"
        lines.append(
            f"{len(scores)} {other} đổi điểm, {len(bands)} đổi xếp loại{named}, {len(ranks)} đổi hạng"
        )
    return [f"So với lần trước: {line}." for line in lines if line]


def _few(texts: list[str]) -> str:
    more = f", … và {len(texts) - _MOST_NAMED} đơn vị nữa" if len(texts) > _MOST_NAMED else ""
    return ", ".join(texts[:_MOST_NAMED]) + more
