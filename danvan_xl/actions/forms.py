"""The wish to issue: one return form per unit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct

from danvan_xl.actions.outputs import Kind, Output, see_to
from danvan_xl.actions.previous import Previous
from danvan_xl.actions.result import OnProgress, Result, Step, counting, silent
from danvan_xl.actions.sources import MasterSource, master_of, name_of, path_of
from danvan_xl.forms.issue import IssuedForm, left_out, older_copies
from danvan_xl.forms.issue import issue as issue_forms
from danvan_xl.forms.previous import answers_for, of_plan
from danvan_xl.model import Master, Part, Period, UnitKind
from danvan_xl.outlines.form import issue_outline
from danvan_xl.plans.periods import choose_period

_SHOWN = 15
"""So many units without a form are named."""


class IssueRequest(Struct, frozen=True, kw_only=True):
    """Forms of ``period`` (code or name; the only one where it is left out) into the folder ``output``.

    ``units`` (codes) and ``kind`` choose among those that owe a return. ``previous`` is the summary of an earlier
    period (``previous.NONE``: none; by default one beside the folder or the master): what a unit answered then is filled in.
    ``outline``: a workbook of the level above that each unit gets in place of our form.
    """

    master: MasterSource
    output: Path
    period: str | None = None
    units: Collection[str] | None = None
    kind: UnitKind | str | None = None
    previous: Path | None = None
    outline: Path | None = None


def issue(request: IssueRequest, *, on_progress: OnProgress = silent) -> Result[list[IssuedForm]]:
    """Write the forms. One that somebody has filled or saved since is kept, which needs a person.

    Raises :class:`~danvan_xl.errors.InputError` (unknown period, unit or kind; nobody to issue to; ``previous`` of
    another plan) and :class:`~danvan_xl.errors.OutputError`.
    """
    folder = Path(request.output)
    see_to([Output(folder, Kind.FOLDER)], [path_of(request.master), request.previous, request.outline])
    master = master_of(request.master)
    period = choose_period(master, request.period)
    if request.outline is not None:
        return _outline(request, request.outline, master, period, on_progress)
    previous = Previous(request.previous, [folder, path_of(request.master)])
    earlier = of_plan(previous.of(master, period), master)
    issued = issue_forms(
        master,
        period,
        folder,
        units=request.units,
        kind=request.kind,
        previous=answers_for(earlier, master, period) if earlier is not None else None,
        progress=counting(on_progress, "Đang phát hành phiếu"),
    )
    kept = [form.path.name for form in issued if form.kept]
    others = [path.name for path in older_copies(folder, issued, master, period)]
    lines = [
        *previous.lines,
        f"Kỳ {period.code} ({period.name}), hạn nộp {period.due:%d/%m/%Y}.",
        f"Đã phát hành {len(issued) - len(kept)} phiếu vào thư mục “{folder}”.",
    ]
    owing = {unit.code for unit in master.owing_units()}
    silent = left_out(master, issued)
    for owes, why in ((True, "không được chọn lần này"), (False, "không phải báo cáo")):
        names = [unit.name for unit in silent if (unit.code in owing) is owes]
        if names:
            more = f"; … (còn {len(names) - _SHOWN} đơn vị)" if len(names) > _SHOWN else ""
            lines.append(f"Không phát hành cho {len(names)} đơn vị {why}: {'; '.join(names[:_SHOWN])}{more}.")
    unled = [task.code for task in master.tasks if not task.leads] if Part.TASKS in period.parts else []
    if unled:
        more = f", … (còn {len(unled) - _SHOWN} nhiệm vụ)" if len(unled) > _SHOWN else ""
        named = ", ".join(unled[:_SHOWN]) + more
        lines += [
            f"{len(unled)}/{len(master.tasks)} nhiệm vụ chưa có đơn vị chủ trì, không đơn vị nào phải báo cáo kết quả: {named}.",
            "Cách xử lý: ghi “Cơ quan chủ trì” ở trang tính “Nhiệm vụ” rồi phát hành lại.",
        ]
    lines += _files(
        f"Giữ nguyên {len(kept)} tệp vì đã có người điền hoặc lưu lại:",
        kept,
        "muốn phát hành lại những phiếu này, chuyển tệp cũ sang thư mục khác rồi phát hành lại.",
    )
    lines += _files(
        f"Trong thư mục còn {len(others)} phiếu khác của cùng đơn vị và kỳ này, tên tệp khác:",
        others,
        "xem lại rồi xóa hoặc chuyển đi, để không gửi nhầm hai phiếu cho một đơn vị.",
    )
    return Result(
        value=issued,
        lines=tuple(lines),
        files=tuple(form.path for form in issued if not form.kept),
        next_step=Step("xem thử vài phiếu", "send", (folder, "--master", name_of(request.master))),
        needs_person=bool(kept or others or unled),
    )


def _outline(
    request: IssueRequest, outline: Path, master: Master, period: Period, on_progress: OnProgress
) -> Result[list[IssuedForm]]:
    """The level above's own workbook as the form."""
    folder = Path(request.output)
    issued = issue_outline(
        outline, master, period, folder, units=request.units, kind=request.kind,
        progress=counting(on_progress, "Đang phát hành biểu mẫu"),
    )  # fmt: skip
    kept = [form.path.name for form in issued if form.kept]
    lines = [f"Đã phát hành {len(issued) - len(kept)} biểu mẫu “{outline.name}” vào thư mục “{folder}”."]
    remedy = "muốn phát hành lại những biểu mẫu này, chuyển tệp cũ sang thư mục khác rồi phát hành lại."
    lines += _files(f"Giữ nguyên {len(kept)} tệp đã có:", kept, remedy)
    return Result(
        value=issued,
        lines=tuple(lines),
        files=tuple(form.path for form in issued if not form.kept),
        next_step=Step("xem thử vài tệp", "send", (folder, "--master", name_of(request.master))),
        needs_person=bool(kept),
    )


def _files(title: str, names: Sequence[str], remedy: str) -> list[str]:
    return [title, *(f"  - {name}" for name in names), f"Cách xử lý: {remedy}"] if names else []
