"""Wishes about returned forms: score one, consolidate a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_xl.actions.outputs import Kind, Output, see_to
from danvan_xl.actions.previous import Previous
from danvan_xl.actions.result import (
    Confirm,
    Declined,
    OnProgress,
    Result,
    Step,
    begin,
    counting,
    go_on,
    silent,
)
from danvan_xl.actions.sources import MasterSource, master_of, name_of, path_of
from danvan_xl.consolidation.consolidate import consolidate as consolidate_folder
from danvan_xl.consolidation.json_out import as_bytes
from danvan_xl.consolidation.one import score_one
from danvan_xl.consolidation.printed import receipt_lines, score_lines
from danvan_xl.consolidation.receipts import write_receipts
from danvan_xl.errors import InputError
from danvan_xl.files import write_atomically
from danvan_xl.garbage import left_lying
from danvan_xl.model import Master
from danvan_xl.results import Consolidation
from danvan_xl.returns.store import usual_place
from danvan_xl.rules.settling import settle
from danvan_xl.summaries.changes import told
from danvan_xl.summaries.keeping import Standing
from danvan_xl.terms import Part

if TYPE_CHECKING:
    from danvan_xl.outlines.form import OutlineForm


class ScoreRequest(Struct, frozen=True, kw_only=True):
    """One filled form. ``period`` is needed only for a file that names none."""

    returned: Path
    master: MasterSource
    period: str | None = None
    as_of: date | None = None


def score(request: ScoreRequest) -> Result[Consolidation]:
    """One return's points, criterion by criterion, with the reason of each.

    Raises :class:`~danvan_xl.errors.InputError`: no such file, no return in it, a period that is not clear.
    """
    outcome = score_one(request.returned, _source(request.master), period=request.period, as_of=request.as_of)
    unsure = outcome.needs_person
    what = "đề nghị đơn vị sửa các mục đã nêu và gửi lại" if unsure else ""
    folder = Path(request.returned).parent
    return Result(
        value=outcome,
        lines=tuple(score_lines(outcome)),
        findings=tuple(outcome.told()),
        next_step=Step(
            what, "consolidate", (folder, "--master", name_of(request.master), "-o", "tong-hop.xlsx")
        ),
        needs_person=unsure,
    )


class ConsolidateRequest(Struct, frozen=True, kw_only=True):
    """The main job. ``folder``: the returns as they came (sub-folders, .zip and mails too).

    ``period`` defaults to the one that the returns name, ``as_of`` to the earlier of ``today`` (the clock's) and the
    period's last day. ``previous``: the summary of an earlier period
    (``previous.NONE``: none; by default one beside the output or the master). ``join``: several returns of a unit that do
    not contradict each other become one. ``output``: the summary workbook; what a
    reviewer typed into the one that stands there survives. ``json``, ``receipts``: the same as JSON, and a folder for
    a receipt to each unit. ``dry_run``: everything but writing. ``outline`` with its ``mapping``: a workbook of the level above
    that units filled in as their form.
    ``reread``: read every file anew, also one that was read before (:mod:`danvan_xl.returns.memory`).
    """

    folder: Path
    master: MasterSource
    output: Path | None = None
    period: str | None = None
    as_of: date | None = None
    previous: Path | None = None
    join: bool = False
    json: Path | None = None
    receipts: Path | None = None
    dry_run: bool = False
    today: date | None = None
    outline: Path | None = None
    mapping: Path | None = None
    reread: bool = False


@left_lying()
def consolidate(
    request: ConsolidateRequest, *, on_progress: OnProgress = silent, confirm: Confirm = go_on
) -> Result[Consolidation]:
    """Read every return, work out all figures, write what the request names.

    ``confirm`` is asked with the receipt's sentences before anything is written. Raises
    :class:`~danvan_xl.errors.InputError` (no folder, nothing in it, an unusable master, no telling which period,
    ``previous`` of another plan), :class:`~danvan_xl.errors.OutputError`, and
    :class:`~danvan_xl.actions.result.Declined` where ``confirm`` said no.
    """
    summary, json, receipts = request.output, request.json, request.receipts
    see_to(
        [
            Output.at(summary, Kind.SUMMARY, any_old=True),
            Output.at(json, Kind.JSON, "--json"),
            Output.at(receipts, Kind.FOLDER, "--receipts"),
        ],
        [request.folder, path_of(request.master), request.previous],
    )
    asked = _asked(request)
    standing = None if summary is None else Standing.at(Path(summary))
    review = None if standing is None else standing.review()
    previous = Previous(request.previous, [summary, path_of(request.master)])
    outcome = consolidate_folder(
        request.folder,
        _source(request.master),
        period=request.period,
        as_of=request.as_of,
        previous=previous.of,
        join=request.join,
        review=review,
        today=request.today,
        progress=counting(on_progress, "Đang đọc phiếu"),
        outline=asked.cells if asked else (),
        memory=None if request.reread else usual_place(),
    )
    previous.tell_missing(outcome)
    settle(outcome)
    outcome.changes = None if standing is None else standing.changes(outcome)
    of_outline = asked.told if asked else ()
    receipt = [*previous.lines, *of_outline, *receipt_lines(outcome), *told(outcome.changes, outcome)]
    written, files = [], []
    if not request.dry_run:
        if not confirm(receipt):
            raise Declined
        begin(on_progress, "Đang ghi kết quả")
        if summary is not None:
            from danvan_xl.summaries.write import write_summary

            written += write_summary(
                outcome,
                Path(summary),
                previous=outcome.earlier,
                folder=Path(request.folder),
                standing=standing,
            )
            written.append(f"Đã ghi tệp tổng hợp: {summary}")
            files.append(Path(summary))
        if json is not None:
            data = as_bytes(outcome)
            write_atomically(Path(json), lambda temporary: temporary.write_bytes(data))
            written.append(f"Đã ghi JSON: {json}")
            files.append(Path(json))
        if receipts is not None:
            made = write_receipts(outcome, Path(receipts))
            written.append(f"Đã ghi {len(made)} phiếu tiếp nhận vào: {receipts}")
            files += made.values()
    else:
        written.append("Chạy thử: chưa ghi tệp nào.")
    return Result(
        value=outcome,
        lines=(*receipt, *written),
        brief=(*written, *receipt),
        files=tuple(files),
        findings=tuple(outcome.told()),
        next_step=_after(request, outcome),
        needs_person=outcome.needs_person,
    )


def _asked(request: ConsolidateRequest) -> OutlineForm | None:
    """The outline that units filled in, where the request names one with its mapping."""
    if request.outline is None and request.mapping is None:
        return None
    if request.outline is None or request.mapping is None:
        raise InputError(
            "Tổng hợp biểu mẫu của cấp trên cần cả biểu mẫu trống và ánh xạ của nó.",
            remedy="Chọn đủ hai tệp.",
            code="outline-without-mapping",
        )
    from danvan_xl.outlines.form import outline_form

    return outline_form(request.outline, request.mapping, master_of(request.master))


def _after(request: ConsolidateRequest, outcome: Consolidation) -> Step:
    unsure = outcome.needs_person
    if request.output is None or request.dry_run:
        words = (request.folder, "--master", name_of(request.master), "-o", "tong-hop.xlsx")
        return Step("xem lại các mục đã nêu" if unsure else "", "consolidate", words)
    silent_units = outcome.totals.expected - outcome.totals.received
    if silent_units and not unsure:
        reminding = (request.output, "--master", name_of(request.master))
        return Step(f"nhắc {silent_units} đơn vị chưa báo cáo", "remind", reminding)
    verify = "ghi điểm ở trang tính “Thẩm định”" if Part.SCORES in outcome.period.parts else "xem “Tổng quan”"
    first = "xử lý từng mục ở trang tính “Nhật ký” rồi tổng hợp lại; xong thì " if unsure else ""
    report = (request.output, "-o", Path(request.output).with_name("bao-cao.docx").name)
    return Step(first + verify, "report", report)


def _source(master: MasterSource) -> Path | Master:
    """A path stays one: the reading of the returns starts while it is read."""
    return Path(master) if isinstance(master, Path | str) else master_of(master)
