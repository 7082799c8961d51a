"""Wishes about outlines (biểu mẫu) of the level above: propose where our figures go, fill them in."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from danvan_xl.actions.outputs import KINDS, Kind, Output, see_to
from danvan_xl.actions.result import OnProgress, Result, Step, begin, silent
from danvan_xl.actions.sources import MasterSource, master_of, path_of
from danvan_xl.errors import InputError
from danvan_xl.files import backup_of, kept_aside
from danvan_xl.identity import FORM
from danvan_xl.outlines.book import open_outline
from danvan_xl.outlines.fill import Filled
from danvan_xl.outlines.fill import fill as fill_cells
from danvan_xl.outlines.mapping import kept, write_mapping
from danvan_xl.outlines.proposing import Proposed, propose
from danvan_xl.returns.identity import identity_of_file
from danvan_xl.terms import outlines as o


class MapRequest(Struct, frozen=True, kw_only=True):
    """``outline``: a workbook of the level above; ``output``: the mapping to check. What a person confirmed in the mapping
    that stands there is kept."""

    outline: Path
    master: MasterSource
    output: Path


def map_outline(request: MapRequest, *, on_progress: OnProgress = silent) -> Result[Proposed]:
    """Propose what goes into each blank cell of the outline, and write the mapping.

    Raises :class:`~danvan_xl.errors.InputError` (no outline, one with a password or of another format, nothing to fill in
    it), :class:`~danvan_xl.errors.OutputError`.
    """
    output, outline = Path(request.output), Path(request.outline)
    see_to([Output(output, Kind.MAPPING)], [outline, path_of(request.master)])
    begin(on_progress, "Đang đọc biểu mẫu")
    _of_others(outline)
    master = master_of(request.master)
    found = propose(open_outline(outline), master)
    if not found.proposals:
        raise InputError(
            f"Không thấy ô trống nào để điền trong biểu mẫu “{outline.name}”. {' '.join(found.lines)}".rstrip(),
            remedy="Chọn biểu mẫu chưa điền, có bảng với dòng tiêu đề; bỏ khóa, bỏ ẩn nếu có.",
            file=outline,
            code="nothing-to-fill",
        )
    lines = []
    if output.exists():
        found.proposals = kept(output, found.proposals)
        lines.append(f"Ánh xạ có trước đó giữ ở “{backup_of(output).name}”; các dòng đã xác nhận được giữ.")
    write_mapping(output, found.proposals, outline, master)
    count = {c: sum(item.certainty is c for item in found.proposals) for c in o.Certainty}
    lines = [
        f"{len(found.proposals)} ô trống: "
        + ", ".join(f"{n} {str(c).lower()}" for c, n in count.items())
        + ".",
        *found.lines,
        *lines,
        f"Đã ghi ánh xạ: {output}",
    ]
    return Result(
        value=found,
        lines=tuple(lines),
        files=(output,),
        next_step=Step(
            f"mở ánh xạ, xem từng dòng, ghi x ở cột “{o.USE}” cho dòng đúng",
            "fill",
            (outline, "--map", output, "--summary", "TỆP_TỔNG_HỢP", "-o", _filled_name(outline).name),
        ),
        needs_person=count[o.Certainty.REVIEW] + count[o.Certainty.OPEN] > 0,
    )


def _of_others(outline: Path) -> None:
    """Raise where the workbook is one of ours: figures go from it, or into it by roll-up."""
    ours = identity_of_file(outline) if outline.is_file() else None
    if ours is None or (ours.kind == FORM and not ours.form):  # an outline that we issued says whose it is
        return
    form = ours.kind == FORM
    raise InputError(
        f"“{outline.name}” là {KINDS.get(ours.kind, 'tệp khác của chương trình')}, không phải biểu mẫu riêng của cấp trên.",
        remedy="Phiếu do chương trình phát hành thì điền bằng nút “Phiếu gửi cấp trên” (lệnh rollup)."
        if form
        else "Chọn tệp Excel mà cấp trên gửi cho cơ quan mình.",
        file=outline,
        code="not-an-outline",
    )


class FillRequest(Struct, frozen=True, kw_only=True):
    """``mapping``: as :func:`map_outline` wrote it and a person checked it. ``anyway``: although it is of another plan."""

    outline: Path
    mapping: Path
    summary: Path
    output: Path
    anyway: bool = False


def fill_outline(request: FillRequest, *, on_progress: OnProgress = silent) -> Result[Filled]:
    """Fill the mapped blank cells of the outline; everything else in it stays as it is.

    A file that stands at ``output`` is kept aside. Raises :class:`~danvan_xl.errors.InputError`,
    :class:`~danvan_xl.errors.WouldLoseContentError`, :class:`~danvan_xl.errors.OutputError`; nothing is written then.
    """
    output, outline = Path(request.output), Path(request.outline)
    macros = outline.suffix.lower() == ".xlsm"
    see_to(
        [Output(output, Kind.OUTLINE_MACROS if macros else Kind.OUTLINE)],
        [outline, request.mapping, request.summary],
    )
    begin(on_progress, "Đang điền biểu mẫu")
    with kept_aside(output) as aside:
        done = fill_cells(outline, request.mapping, request.summary, output, anyway=request.anyway)
    lines = [*done.outcome.lines(), *done.told, f"Đã ghi biểu mẫu: {output}"]
    if aside is not None:
        lines.append(f"Tệp có trước đó giữ ở “{aside.name}”.")
    return Result(
        value=done,
        lines=tuple(lines),
        brief=tuple(lines[:1] + done.told + lines[-1:]),
        files=(output,),
        next_step=Step("mở biểu mẫu, kiểm tra và điền nốt các ô còn trống, trình ký"),
        needs_person=done.needs_person,
    )


def _filled_name(outline: Path) -> Path:
    return outline.with_name(f"{outline.stem} (đã điền){outline.suffix}")
