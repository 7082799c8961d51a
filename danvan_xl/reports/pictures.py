"""The charts of ``Tổng quan`` as PNG pictures of a slide's shape, from the figures that the summary shows.

Same data, titles and colours as the native charts (:mod:`danvan_xl.sheets.summary.charts`); unlike them, the
pictures do not follow later verified scores. Needs matplotlib, the optional part ``charts`` of this package.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from textwrap import fill, shorten
from typing import Any

from danvan_xl.errors import DanvanError
from danvan_xl.files import make_folder, write_atomically
from danvan_xl.language.showing import show_number, show_rate
from danvan_xl.model import Role, Status
from danvan_xl.results import UnitTask
from danvan_xl.sheets.summary.charts import LIMIT_COLORS, least_complete, with_target
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.tasks import target_and_done
from danvan_xl.summaries.record import read_summary
from danvan_xl.workbooks.drawing import style as st

INCHES = (12.8, 7.2)
DPI = 150
"""1920 × 1080 points: a slide."""
_LOOK: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has every Vietnamese letter
    "font.size": 12,
    "text.color": f"#{st.INK}",
    "text.parse_math": False,  # a $ in a name is a $
    "axes.edgecolor": f"#{st.LINE}",
    "axes.labelcolor": f"#{st.INK}",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": f"#{st.INK}",
    "ytick.color": f"#{st.INK}",
    "grid.color": "#E4E8EC",
    "hatch.linewidth": 0.6,
}
_MOST_CODES = 60
"""More bars than this, and codes under them cannot be read."""


def require_library() -> None:
    """See that matplotlib is there. Raises :class:`~danvan_xl.errors.DanvanError` (``charts-missing``)."""
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise DanvanError(
            "Máy chưa có thư viện vẽ biểu đồ (matplotlib) nên chưa ghi được biểu đồ thành ảnh.",
            remedy='Cài thêm bằng lệnh: pip install "danvan-xl[charts]" rồi chạy lại.',
            code="charts-missing",
        ) from error


def write_pictures(summary: Path, folder: Path) -> list[Path]:
    """Write the charts that the period allows into ``folder`` as PNG (1920 × 1080); give back their paths.

    Timeliness is always there; statuses need tasks, scores a unit with a total, results a task whose plan sets a
    number. Raises :class:`~danvan_xl.errors.InputError` (no summary), :class:`~danvan_xl.errors.OutputError`, and
    :class:`~danvan_xl.errors.DanvanError` when matplotlib is missing.
    """
    require_library()
    import matplotlib

    record = read_summary(Path(summary))
    context = Context(record.consolidation)
    folder = Path(folder)
    make_folder(folder)
    made = []
    with matplotlib.rc_context(_LOOK):
        for name, draw in _charts(context):
            figure = draw(context)

            def save(temporary: Path, figure: Any = figure) -> None:
                # No name and version of the library inside: same figures, same bytes.
                figure.savefig(temporary, format="png", dpi=DPI, metadata={"Software": None})

            write_atomically(folder / name, save)
            made.append(folder / name)
    return made


def _charts(context: Context) -> list[tuple[str, Callable[[Context], Any]]]:
    """File names and what draws them, in the order of ``Tổng quan``."""
    charts: list[tuple[str, Callable[[Context], Any]]] = []
    if context.has_tasks and context.units:
        charts.append(("tinh-trang-theo-don-vi.png", _statuses))
    charts.append(("nop-bao-cao.png", _timeliness))
    if context.has_scores and context.totals_that_count:
        charts.append(("diem-va-xep-loai.png", _scores))
    if with_target(context):
        charts.append(("ket-qua-so-voi-chi-tieu.png", _targets))
    return charts


def _figure(context: Context, title: str, *, bottom: float = 0.13) -> tuple[Any, Any]:
    """A slide with its title, the period under it, who issues it at the foot, and one pair of axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES)
    figure.text(0.03, 0.945, title, size=20, weight="bold", color=f"#{st.HEAD_FILL}")
    figure.text(0.03, 0.9, context.note, size=12, color=f"#{st.NOTE_INK}")
    figure.text(0.03, 0.02, context.c.master.plan.issuer, size=10, color=f"#{st.NOTE_INK}")
    axes = figure.add_axes((0.07, bottom, 0.9, 0.85 - bottom))
    return figure, axes


def _legend(figure: Any, handles: Any, labels: list[str]) -> None:
    """Under the axes, in as few lines as fit."""
    figure.legend(
        handles, labels, loc="lower center", bbox_to_anchor=(0.5, 0.045), ncols=4, frameon=False, fontsize=11
    )


def _whole_numbers(axis: Any) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))


def _statuses(context: Context) -> Any:
    positions = least_complete(context)
    units = [context.units[index] for index in positions]
    title = "Tình trạng nhiệm vụ theo đơn vị"
    if len(units) < len(context.units):
        title += f" ({len(units)} đơn vị hoàn thành thấp nhất)"
    figure, axes = _figure(context, title, bottom=0.21)
    axes.set_position((0.26, 0.21, 0.71, 0.65))
    places = list(range(len(units)))
    left = [0] * len(units)
    handles, labels = [], []
    for status in Status:
        if not context.c.totals.status.get(status):
            continue
        counts = [unit.status.get(status, 0) for unit in units]
        color = f"#{st.STATUS_STRONG[status]}"
        handles.append(axes.barh(places, counts, 0.72, left, color=color, edgecolor="white", linewidth=0.6))
        labels.append(status.value)
        left = [a + b for a, b in zip(left, counts, strict=True)]
    axes.set_yticks(places, [shorten(unit.name, 34, placeholder="…") for unit in units], size=11)
    axes.invert_yaxis()
    axes.set_xlabel("Lượt nhiệm vụ")
    axes.set_xlim(0, max([*left, 1]))
    axes.grid(axis="x")
    _whole_numbers(axes.xaxis)
    _legend(figure, handles, labels)
    return figure


def _timeliness(context: Context) -> Any:
    totals = context.c.totals
    figure, axes = _figure(context, "Nộp báo cáo: đúng hạn, muộn, chưa báo cáo", bottom=0.13)
    parts = {
        "Đúng hạn": (totals.on_time, "009E73"),
        "Muộn": (totals.received - totals.on_time, "E69F00"),
        "Chưa báo cáo": (totals.expected - totals.received, "D55E00"),
    }
    names = list(parts)
    counts = [count for count, _ in parts.values()]
    bars = axes.bar(names, counts, 0.55, color=[f"#{color}" for _, color in parts.values()])
    for bar, count in zip(bars, counts, strict=True):
        rate = show_rate(Decimal(count) / totals.expected if totals.expected else None)
        axes.annotate(
            f"{count}/{totals.expected} ({rate})",
            (bar.get_x() + bar.get_width() / 2, count), (0, 6), textcoords="offset points", ha="center", size=15,
        )  # fmt: skip
    axes.set_ylabel("Đơn vị")
    axes.set_ylim(0, max(totals.expected, 1) * 1.08)
    axes.tick_params(axis="x", labelsize=14, length=0)
    axes.grid(axis="y")
    _whole_numbers(axes.yaxis)
    return figure


def _scores(context: Context) -> Any:
    """Units from the highest total down, with a line at each band's threshold; hatched: not certain yet."""
    scored = [(unit, unit.total) for unit in context.units if unit.total is not None]
    scored.sort(key=lambda pair: -pair[1])
    title = f"Điểm các đơn vị từ cao xuống thấp và mức xếp loại ({len(scored)}/{len(context.units)} đơn vị có điểm)"
    figure, axes = _figure(context, title, bottom=0.27)
    values = [float(total) for _, total in scored]
    bars = axes.bar(range(len(values)), values, 0.78, color=f"#{st.STATUS_STRONG[Status.DOING]}")
    handles, labels = [bars], ["Điểm của đơn vị"]
    unsure = [bar for bar, (unit, _) in zip(bars, scored, strict=True) if unit.uncertain]
    for bar in unsure:
        bar.set(hatch="////", edgecolor="white")
    if unsure:
        handles.append(unsure[0])
        labels.append("Chưa chắc chắn, cần xem lại")
    bands = sorted(context.c.master.bands, key=lambda band: -band.threshold)
    for band, color in zip([b for b in bands if b.threshold > 0], LIMIT_COLORS, strict=False):
        handles.append(axes.axhline(float(band.threshold), color=f"#{color}", linewidth=2))
        labels.append(f"{band.name} (từ {show_number(band.threshold)})")
    if len(scored) <= _MOST_CODES:
        axes.set_xticks(range(len(scored)), [unit.code for unit, _ in scored], rotation=90, size=10)
    else:
        axes.set_xlabel("Thứ tự")
        ticks = [i for i in range(len(scored)) if i == 0 or (i + 1) % 10 == 0]
        axes.set_xticks(ticks, [str(i + 1) for i in ticks])
    axes.set_ylabel("Điểm")
    axes.set_xlim(-0.6, len(values) - 0.4)
    axes.set_ylim(min([*values, 0.0]), max([*values, float(context.c.master.plan.scale)]))
    axes.grid(axis="y")
    _legend(figure, handles, labels)
    return figure


def _targets(context: Context) -> Any:
    """What was done of the plan's number, task by task; the line is the target itself."""
    items: dict[str, list[UnitTask]] = {}
    for _, item in context.detail:
        if item is not None and item.role is Role.LEAD:
            items.setdefault(item.task, []).append(item)
    figure, axes = _figure(context, "Kết quả so với chỉ tiêu", bottom=0.13)
    axes.set_position((0.36, 0.13, 0.5, 0.73))
    names, rates = [], []
    for place, index in enumerate(with_target(context)):
        task = context.tasks[index]
        target, done = target_and_done(task, items.get(task.code, []))
        assert target and done is not None  # with_target has seen to it
        names.append(fill(shorten(f"{task.code} {task.text}", 74, placeholder="…"), 38))
        rates.append(done / target)
        unit = task.target_unit.split("/")[0]
        said = f"{show_number(done)}/{show_number(target)} {unit}\n({show_rate(done / target)})"
        # In a column beside the axes: next to its bar it would lie on the target's line.
        axes.text(1.02, place, said, transform=axes.get_yaxis_transform(), va="center", size=12)
    axes.barh(range(len(rates)), [float(rate) for rate in rates], 0.62, color="#0072B2")
    axes.axvline(1, color=f"#{st.INK}", linewidth=1.5, linestyle="--")
    axes.text(1, -0.62, "Chỉ tiêu", ha="center", va="bottom", size=11)
    axes.set_yticks(range(len(names)), names, size=11)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, max([*(float(rate) for rate in rates), 1.0]) * 1.05)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(axis="x")
    return figure
