"""Wishes about the plan's own workbook: new, import-plan, check, split, progress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from danvan_xl.actions.outputs import Kind, Output, same, see_to
from danvan_xl.actions.result import OnProgress, Result, Step, begin, serious, silent
from danvan_xl.actions.sources import name_of, path_of, reading_of
from danvan_xl.actions.telling import by_sheet, counted, shortly
from danvan_xl.documents import Copied, ImportedPlan, Sureness
from danvan_xl.documents import import_plan as read_plan
from danvan_xl.errors import InputError, OutputError
from danvan_xl.model import Master
from danvan_xl.plans.check import check as faults_of
from danvan_xl.plans.impossible_days import keep_impossible_days
from danvan_xl.plans.master_reader import MasterReading
from danvan_xl.plans.next_year import next_year
from danvan_xl.plans.progress import Progress as Figures
from danvan_xl.plans.progress import plan_progress
from danvan_xl.plans.reviewed import Review, draw_review, plan_review
from danvan_xl.plans.split import Drawn, SplitPlan, draw_plan, plan_split
from danvan_xl.plans.templates import EMPTY, Template, check_new, create
from danvan_xl.plans.templates import templates as bundled_templates
from danvan_xl.sheets.master.book import master_book
from danvan_xl.sheets.master.imported import DECIDED, imported_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

_SHOWN = 12
"""So many findings of an import are told; the sheet has them all."""


class NewRequest(Struct, frozen=True, kw_only=True):
    """A master from a bundled template, or for ``year`` (None: the next one) from the master ``source`` of the year before,
    its tasks only ``with_tasks``. ``output`` must not exist."""

    output: Path
    template: str = EMPTY
    source: Path | MasterReading | None = None
    year: int | None = None
    with_tasks: bool = False


def templates() -> list[Template]:
    """Every bundled master: name, one Vietnamese line, path."""
    return bundled_templates()


def new(request: NewRequest) -> Result[Path]:
    """Copy a bundled master, or carry an old one into another year; gives its path.

    Raises :class:`~danvan_xl.errors.InputError` (no such template, a file that is there already, a year that is not
    later) and :class:`~danvan_xl.errors.OutputError`.
    """
    if request.source is not None:
        return _for_another_year(request, reading_of(request.source).master)
    made = create(request.template, Path(request.output))
    return Result(
        value=made,
        lines=(f"Đã tạo “{made}”.",),
        files=(made,),
        next_step=Step("mở tệp, đọc trang tính “Hướng dẫn”, ghi kế hoạch", "check", (made,)),
    )


def _for_another_year(request: NewRequest, old: Master) -> Result[Path]:
    output = Path(request.output)
    check_new(output)
    master = next_year(old, request.year, with_tasks=request.with_tasks)
    save(master_book(master), output)
    plan = master.plan
    tasks = f"{len(master.tasks)} nhiệm vụ" if request.with_tasks else "chưa có nhiệm vụ"
    carried = (
        f"{len(master.units)} đơn vị, {len(master.periods)} kỳ báo cáo, {len(master.criteria)} tiêu chí, "
        f"{len(master.indicators)} số liệu; {tasks}"
    )
    lines = (
        f"Đã tạo “{output}” từ kế hoạch {old.plan.code}: mã {plan.code}, từ {plan.start:%d/%m/%Y} đến {plan.end:%d/%m/%Y}.",
        f"Mang sang {carried}. Số, ký hiệu, ngày ban hành và căn cứ để trống.",
    )
    what = "ghi số, ký hiệu, ngày ban hành, căn cứ; xem lại tên kế hoạch, các ngày và nhiệm vụ"
    return Result(value=output, lines=lines, files=(output,), next_step=Step(what, "check", (output,)))


class ImportRequest(Struct, frozen=True, kw_only=True):
    """An issued plan (.docx, .pdf with text, .html, .txt, .md, or copied text) → a master. ``more``: further files of the
    same plan. ``output``: beside the document under its name where left out; copied text has no place, so it needs one.

    ``document`` may be such a master again, as a file or as the reading of a live book: then what a person said in its
    sheet ``Nhập từ văn bản`` is carried out, in place with a copy beside it, or into ``output``; of a reading the cells are
    only worked out. ``table``: which of several, from 1; 0 for all. ``force``: a master at ``output`` may be replaced.
    """

    document: Path | Copied | MasterReading
    output: Path | None = None
    more: tuple[Path | Copied, ...] = ()
    table: int | None = None
    force: bool = False


def import_plan(
    request: ImportRequest, *, on_progress: OnProgress = silent
) -> Result[ImportedPlan] | Result[Review]:
    """Read an issued plan and write the master, with the sheet ``Nhập từ văn bản`` for comparing; or follow that sheet.

    Raises :class:`~danvan_xl.errors.InputError` (no plan in the document; ``output-missing``) and :class:`~danvan_xl.errors.OutputError`
    (``target-exists`` without ``force``).
    """
    document = request.document
    if isinstance(document, MasterReading) or (
        not isinstance(document, Copied) and document.suffix.lower() in (".xlsx", ".xlsm")
    ):
        return _review(request, document)
    output = _place_of(request)
    files = [one for one in (document, *request.more) if not isinstance(one, Copied)]
    see_to([Output(output, Kind.MASTER, "-o", any_old=True)], files)
    if output.exists() and not request.force:
        raise OutputError(
            f"Đã có tệp “{output.name}”; nhập kế hoạch sẽ ghi đè mọi thứ trong đó.",
            remedy="Chọn tên khác, hoặc thêm --force nếu đúng là muốn thay.",
            file=output,
            code="target-exists",
        )
    begin(on_progress, "Đang đọc văn bản")
    plan = read_plan(document, *request.more, table=request.table)
    keep_impossible_days(plan)
    save(imported_book(plan, document.name), output)
    doubts = serious(plan.findings)
    found = _found(plan)
    told = [f"- {item.severity.label}: {item.message} {item.advice}" for item in doubts[:_SHOWN]]
    if len(doubts) > _SHOWN:
        told.append(f"- … và {len(doubts) - _SHOWN} điều khác: xem trang tính “Nhập từ văn bản”.")
    written = f"Đã ghi “{output}”."
    return Result(
        value=plan,
        lines=(*found, *told, written),
        brief=(*found, written),
        files=(output,),
        findings=tuple(plan.findings),
        next_step=Step("đối chiếu từng dòng ở trang tính “Nhập từ văn bản”", "check", (output,)),
        needs_person=bool(doubts) or any(item.sure is Sureness.CHECK for item in plan.passages),
    )


def _place_of(request: ImportRequest) -> Path:
    """Where the master goes."""
    if request.output is not None:
        return Path(request.output)
    if isinstance(request.document, Path):
        return request.document.with_suffix(".xlsx")
    raise InputError(
        "Chưa rõ ghi tệp kế hoạch vào đâu: văn bản đã sao chép không có tên tệp.",
        remedy="Ghi tên tệp kế hoạch .xlsx sẽ tạo sau -o.",
        code="output-missing",
    )


def _review(request: ImportRequest, source: Path | MasterReading) -> Result[Review]:
    """Carry out what stands in the column ``Đoạn này là``."""
    reading = reading_of(source, usable=False)
    target = Path(request.output) if request.output is not None else None
    if isinstance(source, Path) and target is not None and not same(target, source):
        see_to([Output(target, Kind.MASTER, "-o")], [source])
    review = plan_review(reading)
    backup = draw_review(review, source, target or source) if isinstance(source, Path) else None
    said = [*review.done, f"Đã làm theo {len(review.done)} chỗ ghi ở cột “{DECIDED}”."]
    if review.open:
        said.append(f"{len(review.open)} chỗ chưa làm được, để nguyên.")
    if backup is not None:
        said.append(f"Bản sao lưu của tệp trước đó: “{backup.name}”.")
    return Result(
        value=review,
        lines=(*review.open, *said),
        brief=(*said[-2:], *review.open),
        files=(target or source,) if isinstance(source, Path) else (),
        next_step=Step("kiểm tra tệp kế hoạch", "check", (str(target or name_of(source)),)),
        needs_person=bool(review.open),
    )


def _found(plan: ImportedPlan) -> list[str]:
    master = plan.master
    shape = "bảng" if plan.shape == "table" else "lời văn"
    without_lead = sum(not task.leads for task in master.tasks)
    found = [
        f"{master.plan.name} ({master.plan.start:%d/%m/%Y} - {master.plan.end:%d/%m/%Y})",
        f"Kế hoạch dạng {shape}: {len(master.tasks)} nhiệm vụ, {len(master.units)} đơn vị, {len(master.periods)} kỳ báo cáo.",
    ]
    if without_lead:
        found.append(f"Chưa có chủ trì: {without_lead} nhiệm vụ (trang tính “Chưa phân công”).")
    return found


class CheckRequest(Struct, frozen=True, kw_only=True):
    """A master, as a file or as a reading of a live book."""

    master: Path | str | MasterReading


def check(request: CheckRequest) -> Result[MasterReading]:
    """Every fault of a master, with sheet, cell and remedy; they are the result's ``findings``.

    Raises :class:`~danvan_xl.errors.InputError` where the workbook cannot be read or is no master.
    """
    reading = reading_of(request.master, usable=False)
    findings = faults_of(reading)
    m = reading.master
    name = f" “{m.path.name}”" if m.path else ""
    size = f"{len(m.units)} đơn vị, {len(m.tasks)} nhiệm vụ, {len(m.periods)} kỳ báo cáo"
    said = [f"Đã kiểm tra{name}: {size}; {counted(findings)}."]
    if reading.blocking:
        said.append("Phải sửa các lỗi trên rồi mới tách việc, phát hành phiếu, tổng hợp được.")
    place = name_of(request.master)
    if reading.blocking:
        after = Step("sửa từng lỗi", "check", (place,))
    else:
        after = Step("xem lại các mục đã nêu" if serious(findings) else "", "split", (place,))
    return Result(
        value=reading,
        lines=(*by_sheet(findings), *said),
        brief=tuple(said),
        findings=tuple(findings),
        next_step=after,
        needs_person=bool(serious(findings)),
    )


class SplitRequest(Struct, frozen=True, kw_only=True):
    """The master to split or to bring up to date. A path is drawn into; of a reading only the sheets are worked out,
    for whatever drawer has the book open.

    ``output``: another file, which leaves the master alone. ``as_of`` is the date of the statuses: the earlier of
    ``today`` (the clock's) and the plan's last day where it is left out.
    """

    master: Path | str | MasterReading
    output: Path | None = None
    as_of: date | None = None
    today: date | None = None

    def day(self, reading: MasterReading) -> date:
        """The date of the statuses."""
        return self.as_of or min(self.today or date.today(), reading.master.plan.end)


ProgressRequest = SplitRequest
"""The same questions as for splitting."""


class Redrawn(Struct, frozen=True):
    """The sheets, where they were drawn (None: not yet), the copy of what stood there before, and the figures of
    ``progress``."""

    plan: SplitPlan
    path: Path | None = None
    backup: Path | None = None
    progress: Figures | None = None


def split(request: SplitRequest, *, on_progress: OnProgress = silent) -> Result[Redrawn]:
    """A sheet for every department that has work, ``Mục lục`` and ``Chưa phân công``.

    In place with a copy beside it, or into ``output``. Raises :class:`~danvan_xl.errors.MasterError`,
    :class:`~danvan_xl.errors.WouldLoseContentError`, :class:`~danvan_xl.errors.OutputError`.
    """
    begin(on_progress, "Đang tách việc theo đơn vị")
    reading = _before_drawing(request)
    plan = plan_split(reading, request.day(reading))
    loose = bool(plan.unassigned or plan.kept)
    day, periods = request.today or date.today(), reading.master.periods
    coming = next((p.code for p in periods if p.due >= day), periods[-1].code if periods else "MÃ_KỲ")
    target = str(request.output or name_of(request.master))
    return _drawn(
        request,
        plan,
        plan.lines,
        Step(
            "xem các mục đã nêu ở “Mục lục”, “Chưa phân công”" if loose else "đến kỳ báo cáo",
            "issue",
            (target, "--period", coming, "-o", "phieu"),
        ),
        loose,
    )


def progress(request: ProgressRequest, *, on_progress: OnProgress = silent) -> Result[Redrawn]:
    """Statuses from what departments typed into their sheets, and the sheet ``Tiến độ``.

    The figures are ``value.progress``. Raises :class:`~danvan_xl.errors.InputError` when the master was never
    split, else as :func:`split` does.
    """
    begin(on_progress, "Đang tính tiến độ từ trang tính của các đơn vị")
    reading = _before_drawing(request)
    plan, figures = plan_progress(reading, request.day(reading))
    return _drawn(
        request,
        plan,
        lambda where: [figures.sentence(where)],
        Step("xem trang tính “Tiến độ”, nhắc đơn vị có việc quá hạn; hết kỳ thì tổng hợp phiếu gửi về"),
        False,
        figures,
    )


def _before_drawing(request: SplitRequest) -> MasterReading:
    source = path_of(request.master)
    if request.output is not None and not (source is not None and same(request.output, source)):
        see_to([Output(Path(request.output), Kind.MASTER, "-o")], [source])
    return reading_of(request.master)


def _drawn(
    request: SplitRequest,
    plan: SplitPlan,
    said: Callable[[str], list[str]],
    after: Step,
    needs_person: bool,
    figures: Figures | None = None,
) -> Result[Redrawn]:
    """Draw into the file where the request names one, and put the result together."""
    path, drawn = None, Drawn()
    if not isinstance(request.master, MasterReading):
        path = Path(request.output or request.master)
        drawn = draw_plan(plan, Path(request.master), path)
    backup = drawn.backup
    lines = said(f" trong “{path.name}”" if path else "")
    if not drawn.changed:
        lines.append("Các trang tính đã đúng từ lần trước nên giữ nguyên, không phải ghi lại.")
    if backup is not None:
        lines.append(f"Bản sao lưu của tệp trước đó: “{backup.name}”.")
    findings = plan.findings
    return Result(
        value=Redrawn(plan, path, backup, figures),
        lines=(*by_sheet(findings), *lines),
        brief=(*lines, *shortly(findings)),
        files=(path,) if path else (),
        findings=tuple(findings),
        next_step=after,
        needs_person=needs_person or bool(serious(findings)),
    )
