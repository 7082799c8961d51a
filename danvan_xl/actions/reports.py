"""Wishes about a summary: the Word report, explanations of scores, charts as pictures, this body's own return."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from danvan_xl.actions.outputs import Kind, Output, see_to
from danvan_xl.actions.previous import Previous
from danvan_xl.actions.result import OnProgress, Result, Step, begin, silent
from danvan_xl.errors import InputError
from danvan_xl.files import kept_aside
from danvan_xl.reports.brief import write_brief
from danvan_xl.reports.explanation import write_explanations
from danvan_xl.reports.pictures import require_library, write_pictures
from danvan_xl.reports.print_set import Export, require_libreoffice, write_print_set
from danvan_xl.reports.rollup import RollUp
from danvan_xl.reports.rollup import roll_up as fill_form
from danvan_xl.reports.word import write_report
from danvan_xl.sheets.summary import log
from danvan_xl.summaries.opened import open_summary
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n


class ReportRequest(Struct, frozen=True, kw_only=True):
    """What to make of ``summary``: a Word report (``output``), an explanation of the score for each unit
    (``explain``, a folder; ``units`` are codes, all where left out), charts as pictures (``charts``, a folder).

    ``template`` is an office's own copy of the bundled Word template. ``pdf``: the print set as one PDF.
    """

    summary: Path
    output: Path | None = None
    template: Path | None = None
    explain: Path | None = None
    units: Collection[str] | None = None
    charts: Path | None = None
    pdf: Path | None = None
    export: Export | None = None
    """What makes the PDF; LibreOffice where it is left out."""


def report(request: ReportRequest, *, on_progress: OnProgress = silent) -> Result[list[Path]]:
    """Write what the request names; gives all files written.

    Raises :class:`~danvan_xl.errors.InputError` (no summary, nothing asked for, a template that cannot be filled),
    :class:`~danvan_xl.errors.OutputError`, and :class:`~danvan_xl.errors.DanvanError` where charts are asked for and
    matplotlib is missing, or the PDF and LibreOffice is.
    """
    summary, word, explain, charts = Path(request.summary), request.output, request.explain, request.charts
    pdf = request.pdf
    if word is None and explain is None and charts is None and pdf is None:
        raise InputError(
            "Chưa nêu cần viết gì.",
            remedy="Cần ghi -o BÁO_CÁO.docx (hoặc --pdf BẢN_IN.pdf, --explain THƯ_MỤC, --charts THƯ_MỤC).",
            code="nothing-asked",
        )
    see_to(
        [
            Output.at(word, Kind.WORD),
            Output.at(explain, Kind.FOLDER, "--explain"),
            Output.at(charts, Kind.FOLDER, "--charts"),
            Output.at(pdf, Kind.PDF, "--pdf"),
        ],
        [summary, request.template],
    )
    lines, made = [], []
    missing: list[str] = []
    if charts is not None:
        require_library()  # before anything is written
    if pdf is not None and request.export is None:
        require_libreoffice()
    if word is not None:
        begin(on_progress, "Đang viết báo cáo")
        missing = write_report(summary, Path(word), template=request.template)
        lines.append(f"Đã viết dự thảo báo cáo: {word}")
        made.append(Path(word))
    if explain is not None:
        begin(on_progress, "Đang viết phiếu giải trình điểm")
        explained = write_explanations(summary, Path(explain), units=request.units)
        lines.append(f"Đã ghi {len(explained)} phiếu giải trình điểm vào: {explain}")
        made += explained
    if charts is not None:
        begin(on_progress, "Đang vẽ biểu đồ")
        pictures = write_pictures(summary, Path(charts))
        lines.append(f"Đã ghi {len(pictures)} biểu đồ vào {charts}: {', '.join(p.name for p in pictures)}")
        made += pictures
    if pdf is not None:
        begin(on_progress, "Đang in ra PDF")
        write_print_set(summary, Path(pdf), request.export)
        lines.append(f"Đã ghi bản in (các trang tính chính, khổ A4): {pdf}")
        made.append(Path(pdf))
    if word is not None:
        after = "mở dự thảo, bổ sung chỗ trong ngoặc vuông, trình ký"
    elif explain is not None:
        after = "in hoặc gửi phiếu giải trình cho từng đơn vị"
    elif pdf is not None:
        after = "mở bản in, xem lại rồi in hoặc gửi"
    else:
        after = "chèn ảnh biểu đồ vào bài trình chiếu"
    if missing:
        lines.append(f"Chưa đủ số liệu ở {len(missing)} chỗ của báo cáo, cần bổ sung:")
        lines += [f"  - {text}" for text in missing]
    return Result(
        value=made, lines=tuple(lines), files=tuple(made), next_step=Step(after), needs_person=bool(missing)
    )


class BriefRequest(Struct, frozen=True, kw_only=True):
    """``output``: the folder for both files. ``people``: names of persons may stand in it; ``pdf``: False for HTML alone."""

    summary: Path
    output: Path
    people: bool = False
    pdf: bool = True


def brief(request: BriefRequest, *, on_progress: OnProgress = silent) -> Result[list[Path]]:
    """Two pages for a leader: HTML for a phone, and PDF where there is LibreOffice; gives the files written.

    Raises :class:`~danvan_xl.errors.InputError` (no summary) and :class:`~danvan_xl.errors.OutputError`.
    """
    folder = Path(request.output)
    see_to([Output(folder, Kind.FOLDER)], [request.summary])
    begin(on_progress, "Đang viết bản tóm tắt")
    made, missing = write_brief(request.summary, folder, people=request.people, pdf=request.pdf)
    lines = [
        f"Đã ghi bản tóm tắt: {', '.join(path.name for path in made)} vào {folder}",
        *filter(None, [missing]),
    ]
    return Result(
        value=made,
        lines=tuple(lines),
        files=tuple(made),
        next_step=Step(
            f"mở xem, gửi tệp HTML{'' if missing or not request.pdf else ' hoặc PDF'} cho lãnh đạo"
        ),
    )


class RollUpRequest(Struct, frozen=True, kw_only=True):
    """``form``: the return that the level above issued to this body; ``output``: the filled copy.

    ``anyway``: fill it although it names another body or period than the summary. ``previous``: the summary of an earlier period
    (``previous.NONE``: none; by default one beside the summary, the form or the output).
    """

    summary: Path
    form: Path
    output: Path
    anyway: bool = False
    previous: Path | None = None


def roll_up(request: RollUpRequest, *, on_progress: OnProgress = silent) -> Result[RollUp]:
    """Fill this body's own return from its summary; cells that somebody filled stay.

    A return that stands at ``output`` is kept aside. Raises :class:`~danvan_xl.errors.InputError` (no summary, no
    form of the level above), :class:`~danvan_xl.errors.WouldLoseContentError`, :class:`~danvan_xl.errors.OutputError`.
    """
    output = Path(request.output)
    see_to([Output(output, Kind.RETURN)], [request.summary, request.form, request.previous])
    begin(on_progress, "Đang điền phiếu")
    previous = Previous(request.previous, [request.summary, request.form, output], by_end=True)
    with kept_aside(output) as kept:
        outcome = fill_form(
            request.summary, request.form, output, anyway=request.anyway, find_earlier=previous.of
        )
    held = _without_previous(Path(request.summary))
    lines = [*previous.lines, *held, *outcome.lines(), f"Đã ghi phiếu: {output}"]
    if kept is not None:
        lines.append(f"Phiếu có trước đó giữ ở “{kept.name}”.")
    return Result(
        value=outcome,
        lines=tuple(lines),
        files=(output,),
        next_step=Step(
            "mở phiếu, kiểm tra và điền nốt các ô còn trống, ghi “Ngày báo cáo”",
            "send",
            (output, "--master", "TỆP_KẾ_HOẠCH"),
        ),
        needs_person=outcome.needs_person or bool(held),
    )


def _without_previous(summary: Path) -> list[str]:
    """What the summary itself tells where it was made without that of the earlier period: its figures are too low."""
    table = open_summary(summary, only=(n.LOG,)).table(n.LOG, (m.CONTENT, log.CODE))
    told = [
        row.text(m.CONTENT)
        for row in (table.rows() if table else ())
        if row.text(log.CODE) == "previous-missing"
    ]
    return [
        f"{text} Để tệp đó cạnh tệp kế hoạch, tổng hợp lại rồi mới điền phiếu gửi cấp trên." for text in told
    ]
