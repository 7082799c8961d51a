"""Consolidation: a folder of returns and a master → one :class:`~danvan_xl.results.Consolidation`.

Every file found ends in exactly one verdict; every unit that owes a return gets a result; every finding
stands with its file, its unit or the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.consolidation.choosing import CONFLICT, Choice, choose
from danvan_xl.consolidation.evaluate import Evaluator
from danvan_xl.consolidation.evidence import put_evidence
from danvan_xl.consolidation.known_plan import KnownPlan
from danvan_xl.consolidation.several import Several, contradict
from danvan_xl.earlier import Earlier
from danvan_xl.errors import InputError
from danvan_xl.findings import Finding, Severity, finding
from danvan_xl.forms.previous import usable
from danvan_xl.logs import noted
from danvan_xl.model import DeadlineKind, Master, Part, Period, Return, Unit
from danvan_xl.plans.periods import choose_period
from danvan_xl.results import Consolidation, FileReceipt, UnitResult, Verdict
from danvan_xl.returns.belongs import UNREAD, Owners
from danvan_xl.returns.gather import Gathered, gather, list_files
from danvan_xl.returns.pool import ReaderPool
from danvan_xl.returns.reading import FileReading
from danvan_xl.review import Correction, Review
from danvan_xl.rules.indicators import failed_totals
from danvan_xl.rules.officers_own import tell_the_officer
from danvan_xl.rules.outliers import outliers
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.settling import settle
from danvan_xl.rules.several import said
from danvan_xl.steps import Progress
from danvan_xl.summaries.cumulative import check_cumulative
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.terms import summary as n
from danvan_xl.typed.context import OutlineCell, ReadingContext
from danvan_xl.typed.corrections import by_file, key_of, with_what_stood

FindEarlier = Callable[[Master, Period], Earlier | None]
"""Finds the earlier summary once the period is known."""


def consolidate(
    folder: Path | str,
    master: Master | Path | str,
    *,
    period: str | Period | None = None,
    as_of: date | None = None,
    previous: Earlier | Path | str | FindEarlier | None = None,
    join: bool = False,
    review: Review | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    use_typed: bool = True,
    outline: Sequence[OutlineCell] = (),
    memory: Path | None = None,
) -> Consolidation:
    """Read every return in ``folder`` and work out all figures of one period.

    ``period`` defaults to the one that the returns name, ``as_of`` to the earlier of ``today`` (the clock's)
    and the period's last day. ``previous`` is an earlier summary, its path, or what finds one: a completion
    accepted there is kept, and Lũy kế is held against it. ``review`` is what a person typed into the summary of this
    period (``summaries.review``): verified scores and corrections; one of another plan or period is passed over.
    ``join``: several returns of a unit are joined cell by cell where they do not contradict each other.
    ``outline``: cells of a workbook of the level above that units filled in as their form.
    ``progress`` is called with the files read so far and in all. ``memory``: where readings are remembered
    (:mod:`danvan_xl.returns.memory`), None for nowhere.

    Raises :class:`~danvan_xl.errors.InputError`: no such folder, nothing in it, an unreadable master, no
    such period or several to choose from, ``previous`` of another plan or of a later period.
    """
    folder = Path(folder)
    if not folder.exists():
        raise InputError(
            f"Không tìm thấy thư mục phiếu “{folder}”.", remedy="Kiểm tra lại đường dẫn.", file=folder
        )
    found, settled = list_files(folder)
    # The reading process starts while the master is read.
    with ReaderPool(len(found), memory=memory) as pool:
        plan = KnownPlan(master, memory)
        master = plan.master
        chosen = None
        if period is not None:
            chosen = choose_period(master, period if isinstance(period, str) else period.code)
        review = review or Review()
        wanted = chosen.code if chosen is not None else review.period
        corrections = review.corrections if review.is_of(master.plan.code, wanted) else ()
        context = ReadingContext(master, by_file(corrections), tuple(outline))
        pool.begin(context)
        gathered = gather(found, settled, pool, progress)
    typed = plan.typed() if use_typed else {}
    if not typed and all(item.reading.skipped for item in gathered):
        raise InputError(
            f"Thư mục “{folder}” không có phiếu báo cáo nào.",
            remedy="Chép các phiếu đơn vị gửi về (.xlsx, .xls, .ods, .zip, .eml, .msg) vào thư mục này rồi chạy lại.",
            file=folder,
            code="no-returns",
        )
    today = today or date.today()
    if chosen is None:
        named = {item.reading.period for item in gathered if item.reading.unit and item.reading.period}
        chosen = choose_period(master, None, named=named, on=as_of or today)
    as_of = as_of or min(today, chosen.end)
    earlier = _earlier(previous, master, chosen)
    outcome = Consolidation(master, chosen, as_of, earlier=earlier)
    work = _Work(outcome, Evaluator(master, chosen, as_of, earlier), context, join)
    work.files(gathered)
    work.units(typed)
    put_evidence(outcome, gathered, work.owners)
    stood = with_what_stood(review.corrections, {item.reading.path: item.reading.stood for item in gathered})
    apply_review(outcome, replace(review, corrections=stood), scheme=work.evaluator.scheme)
    work.whole()
    work.unused_corrections({item.reading.path for item in gathered}, corrections)
    tell_the_officer(outcome)
    settle(outcome)
    return outcome


def _earlier(
    previous: Earlier | Path | str | FindEarlier | None, master: Master, period: Period
) -> Earlier | None:
    """The earlier summary, read where its path is given; None where it is of the very period.

    Codes of another plan would name other tasks, and what a later period says was not known yet: both are refused.
    """
    if previous is not None and not isinstance(previous, Earlier | Path | str):
        previous = previous(master, period)
    if previous is None:
        return None
    if not isinstance(previous, Earlier):
        previous = read_previous(Path(previous))
    remedy = "Chọn tệp tổng hợp kỳ trước của chính kế hoạch này, hoặc bỏ --previous."
    if previous.plan != master.plan.code:
        raise InputError(
            f"“{previous.path.name}” là tệp tổng hợp của kế hoạch “{previous.plan}”, không phải “{master.plan.code}”.",
            remedy=remedy,
            file=previous.path,
            code="wrong-plan",
        )
    if previous.period == period.code:
        return None
    known = master.period(previous.period)
    end = known.end if known is not None else previous.end
    if end is not None and end > period.end:
        raise InputError(
            f"“{previous.path.name}” là tệp tổng hợp của kỳ “{previous.period_name or previous.period}”, sau kỳ “{period.name}” đang tổng hợp.",
            remedy=remedy,
            file=previous.path,
            code="later-period",
        )
    return previous


class _Work(Struct):
    outcome: Consolidation
    evaluator: Evaluator
    context: ReadingContext
    join: bool = False
    sent: dict[str, Return] = field(default_factory=dict)
    conflicts: dict[str, list[str]] = field(default_factory=dict)
    receipts: dict[str, FileReceipt] = field(default_factory=dict)
    owners: Owners = field(default_factory=lambda: Owners(()))

    # --- files -------------------------------------------------------------------------------

    def files(self, gathered: list[Gathered]) -> None:
        """A verdict for every file."""
        candidates: dict[str, list[Gathered]] = {}
        known = {item.reading.path: item.reading.unit for item in gathered if item.reading.unit}
        owners = self.owners = Owners(self.outcome.master.units, known)
        for item in gathered:
            if not item.reading.unit and not item.reading.skipped and item.reading.reason in UNREAD:
                item.reading.unit = owners.of(item.reading.path)
            self.receipts[item.reading.path] = self._receipt(item)
            if self._is_candidate(item):
                candidates.setdefault(item.reading.unit, []).append(item)
        for unit, items in candidates.items():
            self._choose(unit, items)
        self.outcome.files = [self.receipts[item.reading.path] for item in gathered]

    def _receipt(self, item: Gathered) -> FileReceipt:
        reading = item.reading
        receipt = FileReceipt(
            reading.path, Verdict.REJECTED, unit=reading.unit or None, period=reading.period or None
        )
        receipt.findings = reading.findings
        receipt.received_on = item.received_on
        if reading.reason:
            verdict = Verdict.SKIPPED if reading.skipped else Verdict.REJECTED
            _give_verdict(receipt, verdict, reading.reason, reading.note)
        return receipt

    def _is_candidate(self, item: Gathered) -> bool:
        """Whether the file is a filled return of this period."""
        reading, receipt = item.reading, self.receipts[item.reading.path]
        if reading.returned is None:
            return False
        period = self.outcome.period
        if reading.period and reading.period != period.code:
            other = self.outcome.master.period(reading.period)
            note = f"phiếu của kỳ “{other.name if other else reading.period}”, đang tổng hợp “{period.name}”"
            _give_verdict(receipt, Verdict.REJECTED, "wrong-period", note)
            return False
        self._received(item, receipt)
        if reading.reason:  # empty
            return False
        if self._is_untouched(reading):
            _give_verdict(receipt, Verdict.REJECTED, "untouched-return", "")
            return False
        if not reading.period:
            receipt.period = reading.returned.period = period.code
            severity = Severity.INFO if reading.department else None
            receipt.findings.append(
                finding(
                    "period-guessed", file=reading.path, unit=reading.unit, value=period.code, severity=severity,
                    note=f" ({period.name})",
                )
            )  # fmt: skip
        return True

    def _is_untouched(self, reading: FileReading) -> bool:
        """A prefilled form that somebody opened and saved: nothing on its cover, every answer that of the period before."""
        before, returned = self.outcome.earlier, reading.returned
        if before is None or returned is None or all(f.code != "cover-blank" for f in reading.findings):
            return False
        filled_in = usable(before.return_of(returned.unit), self.outcome.master, self.outcome.period)
        given = said(filled_in)
        return all(given.get(cell) == value for cell, value in said(returned).items())

    def _received(self, item: Gathered, receipt: FileReceipt) -> None:
        """Received: the mail's date, else Ngày báo cáo, else the file's time with a finding."""
        reading = item.reading
        assert reading.returned is not None
        received = item.received_on or reading.returned.cover.reported_on
        if received is None:
            received = item.file_date
            if received is not None:
                receipt.findings.append(
                    finding(
                        "received-unknown", file=reading.path, unit=reading.unit, value=f"{received:%d/%m/%Y}", note=""
                    )
                )  # fmt: skip
        receipt.received_on = reading.returned.received_on = received

    def _timely(self, receipt: FileReceipt, first: date | None) -> None:
        """What is to be said of the day: whether the unit's ``first`` return was late, or this one came after Khóa sổ."""
        period, received = self.outcome.period, receipt.received_on
        if received is None:
            return
        told = []
        due = f" (hạn nộp {period.due:%d/%m/%Y})"
        if period.locked_on is not None and received > period.locked_on:
            told.append(("locked-period", received, f" ({period.locked_on:%d/%m/%Y})"))
        elif first is not None and first > period.due:
            told.append(("late", first, f" {(first - period.due).days} ngày{due}"))
        if first is not None and first < received:
            told.append(("sent-before", received, f" {first:%d/%m/%Y}{due}"))
        receipt.findings += [
            finding(code, file=receipt.path, unit=receipt.unit, value=f"{day:%d/%m/%Y}", note=note)
            for code, day, note in told
        ]

    def _choose(self, unit: str, items: list[Gathered]) -> None:
        choice = choose([item.reading for item in items])
        together = Several(unit, choice, self.context.corrections, self.join)
        self.outcome.several.update(together.returns())
        joined = together.settle()
        for told in together.findings:
            self.receipts[told.file or ""].findings.append(told)
        if choice.accepted is not None:
            self._accept(unit, choice, choice.accepted)
        for reading in choice.conflicting:
            self._timely(self.receipts[reading.path], self.receipts[reading.path].received_on)
        apart = "" if contradict(choice.conflicting) else f" (không ô nào trái nhau: có thể ghi “{n.JOIN}”)"
        for reading in choice.conflicting:
            others = [r.path for r in choice.conflicting if r is not reading]
            receipt = self.receipts[reading.path]
            receipt.findings.append(
                finding(CONFLICT, file=reading.path, unit=unit, value=", ".join(others), note=apart)
            )
            _give_verdict(receipt, Verdict.REJECTED, CONFLICT, "", value=", ".join(others), add=False)
            self.conflicts.setdefault(unit, []).append(reading.path)
        newest = choice.accepted.path if choice.accepted else ", ".join(r.path for r in choice.conflicting)
        for reading in choice.superseded:
            receipt = self.receipts[reading.path]
            receipt.verdict, receipt.reason = Verdict.SUPERSEDED, "newer-return"
            if reading in choice.copies:
                receipt.reason = "duplicate-return"
            elif joined:
                receipt.reason = "returns-joined"
            told = finding(receipt.reason, file=reading.path, unit=unit, value=newest, note="")
            receipt.reason_text = told.message
            if reading in choice.copies:
                receipt.findings.append(told)

    def _accept(self, unit: str, choice: Choice, reading: FileReading) -> None:
        receipt = self.receipts[reading.path]
        receipt.verdict, receipt.reason, receipt.reason_text = Verdict.ACCEPTED, "", ""
        if choice.copies:
            # The same return came twice: it was in by the earlier of the two dates.
            dates = [self.receipts[r.path].received_on for r in (reading, *choice.copies)]
            receipt.received_on = min((d for d in dates if d is not None), default=None)
        assert reading.returned is not None
        days = [self.receipts[r.path].received_on for r in (reading, *choice.superseded)]
        first = min((day for day in days if day is not None), default=None)
        self._timely(receipt, first)
        self.sent[unit] = reading.returned
        reading.returned.first_received_on = first
        # What the rules find in the return stands with its file.
        reading.returned.findings, reading.returned.received_on = receipt.findings, receipt.received_on

    # --- units -------------------------------------------------------------------------------

    def units(self, typed: Mapping[str, Return]) -> None:
        """A result for every unit that owes a return."""
        outcome, master = self.outcome, self.outcome.master
        owing = master.owing_units()
        for unit in owing:
            sent = self.sent.get(unit.code)
            extra: list[Finding] = []
            by_hand = typed.get(unit.code)
            if by_hand is not None and sent is not None:
                extra.append(finding("form-over-master", unit=unit.code, value=unit.name, note=""))
            elif by_hand is not None and unit.code not in self.conflicts:
                sent = by_hand
                extra.append(finding("typed-in-master", unit=unit.code, value=unit.name, note=""))
            result = self._evaluated(unit, sent)
            if sent is by_hand and sent is not None:
                extra += sent.findings
            result.findings += extra
            if sent is None:
                paths = self.conflicts.get(unit.code)
                note = (
                    f" (có phiếu trái nhau: {', '.join(paths)})" if paths else self._rejected_note(unit.code)
                )
                result.findings.append(finding("unit-missing", unit=unit.code, value=unit.name, note=note))
                result.doubtful = result.doubtful or bool(paths)
            outcome.units.append(result)
        self._strangers({unit.code for unit in owing})

    def _evaluated(self, unit: Unit, sent: Return | None) -> UnitResult:
        """The unit's result; a fault of ours in its figures costs this unit: blank, doubtful, said aloud."""
        try:
            return self.evaluator.unit(unit, sent)
        except Exception as error:
            told = finding(
                "internal-error", unit=unit.code, value=unit.name, note=f": {unit.name}, {noted(error)}"
            )
        try:
            result = self.evaluator.unit(unit, None)
        except Exception:
            result = UnitResult(unit.code, unit.name)
        result.findings = [told]
        if sent is not None:
            result.returned, result.received_on, result.source = True, sent.received_on, sent.path
            result.timely = sent.received_on is not None and sent.received_on <= self.outcome.period.due
        result.doubtful = True
        return result

    def _rejected_note(self, unit: str) -> str:
        mine = [r for r in self.receipts.values() if r.unit == unit and r.verdict is Verdict.REJECTED]
        return f" (có gửi nhưng không nhận được: {', '.join(r.path for r in mine)})" if mine else ""

    def _strangers(self, owing: set[str]) -> None:
        for code in self.sent:
            unit = self.outcome.master.unit(code)
            if code not in owing and unit is not None:
                self.outcome.findings.append(
                    finding(
                        "unit-not-owing", unit=code, value=unit.name, note="", file=self.sent[code].path
                    )
                )  # fmt: skip

    def whole(self) -> None:
        """What is to be said of the whole and of Lũy kế."""
        outcome, master, totals = self.outcome, self.outcome.master, self.outcome.totals
        outcome.findings += failed_totals(master, totals.indicators) if totals.indicators else []
        for total in totals.indicators.values():
            if total.uncertain:
                note = _who_unread(total.code, outcome.units)
                outcome.findings.append(
                    finding("indicator-not-totalled", row=total.code, value=total.code, note=note)
                )
        if Part.TASKS in outcome.period.parts:
            outcome.findings += [
                finding("deadline-unclear", row=task.code, value=task.when_text, note="")
                for task in master.tasks
                if task.deadline.kind is DeadlineKind.UNCLEAR
            ]
        if Part.INDICATORS in outcome.period.parts:
            for told in outliers(outcome):
                unit = outcome.unit(told.unit or "")
                if unit is not None:
                    unit.findings.append(told)
        if outcome.earlier is not None:
            for doubt in check_cumulative(outcome, outcome.earlier):
                unit = outcome.unit(doubt.unit or "")
                (outcome if unit is None else unit).findings.append(doubt)

    def unused_corrections(self, paths: set[str], corrections: Iterable[Correction]) -> None:
        """A correction of a file that is not there, or of none, is told, never passed over."""
        self.outcome.findings += [
            finding(
                "correction-unused", value=f"dòng {item.row}", sheet=n.CORRECTIONS, note=": chưa ghi tên tệp"
            )
            for item in corrections
            if not item.file
        ]
        known = {key_of(path) for path in paths}
        for path in self.context.corrections:
            if path not in known:
                self.outcome.findings.append(
                    finding(
                        "correction-unused", value=path, file=path, note=": không có tệp này trong thư mục"
                    )
                )


def _who_unread(code: str, units: list[UnitResult]) -> str:
    names = [unit.name for unit in units if code in unit.indicators and unit.indicators[code].unread]
    return f"chưa đọc được số của {', '.join(names)}" if names else "có đơn vị chỉ cho một trong hai số"


def _give_verdict(
    receipt: FileReceipt, verdict: Verdict, reason: str, note: str, *, value: str = "", add: bool = True
) -> None:
    """Verdict and its sentence; a rejection is a finding too, so that it stands among what needs a person."""
    found = finding(
        reason, file=receipt.path, unit=receipt.unit, value=value or None, note=f": {note}" if note else ""
    )
    receipt.verdict, receipt.reason, receipt.reason_text = verdict, reason, found.message
    if add and verdict is Verdict.REJECTED:
        receipt.findings.append(replace(found, value=None))
