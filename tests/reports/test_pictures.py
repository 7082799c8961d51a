"""Charts as pictures: PNG of a slide's size, the summary's figures, a clear word where the library is missing."""

from __future__ import annotations

import struct
import sys
from datetime import date
from decimal import Decimal

import pytest

from danvan_xl.errors import DanvanError, InputError, OutputError
from danvan_xl.model import Part, Status
from danvan_xl.reports import pictures
from danvan_xl.sheets.summary.charts import least_complete
from danvan_xl.sheets.summary.context import Context
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.write import write_summary
from danvan_xl.workbooks.drawing import style as st
from tests.support.consolidations import sample
from tests.support.records import replace

ALL = ["tinh-trang-theo-don-vi.png", "nop-bao-cao.png", "diem-va-xep-loai.png", "ket-qua-so-voi-chi-tieu.png"]


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    path = tmp_path_factory.mktemp("pictures") / "th.xlsx"
    write_summary(sample(9, 12, 6), path)
    return path


@pytest.fixture(scope="module")
def context(summary):
    record = read_summary(summary)
    return Context(record.consolidation)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height as the header of a PNG says (RFC 2083, IHDR)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[-8:-4] == b"IEND"
    return struct.unpack(">II", png[16:24])


def test_each_chart_is_a_png_of_a_slide(summary, tmp_path):
    made = pictures.write_pictures(summary, tmp_path / "ảnh")
    assert [path.name for path in made] == ALL
    for path in made:
        data = path.read_bytes()
        assert size_of(data) == (1920, 1080)
        assert 15_000 < len(data) < 500_000
    assert sorted(p.name for p in (tmp_path / "ảnh").iterdir()) == sorted(ALL)


def test_the_same_summary_gives_the_same_bytes(summary, tmp_path):
    first, second = (pictures.write_pictures(summary, tmp_path / name) for name in "ab")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_statuses_have_the_units_counts_and_the_house_colours(context):
    from matplotlib.colors import to_hex

    [axes] = pictures._statuses(context).axes
    units = [context.units[index] for index in least_complete(context)]
    rates = [unit.completion_rate for unit in units if unit.completion_rate is not None]
    assert rates == sorted(rates)
    shown = [status for status in Status if any(u.status.get(status) for u in context.units)]
    assert len(shown) >= 4
    assert len(axes.containers) == len(shown)
    for status, bars in zip(shown, axes.containers, strict=True):
        assert [bar.get_width() for bar in bars] == [u.status.get(status, 0) for u in units]
        assert to_hex(bars[0].get_facecolor()) == f"#{st.STATUS_STRONG[status].lower()}"
    assert [label.get_text() for label in axes.get_yticklabels()] == [u.name for u in units]


def test_timeliness_says_numerator_and_denominator(context):
    [axes] = pictures._timeliness(context).axes
    late = sum(1 for u in context.units if u.returned and not u.timely)
    missing = sum(1 for u in context.units if not u.returned)
    assert [bar.get_height() for bar in axes.patches] == [9 - late - missing, late, missing]
    assert axes.texts[2].get_text().startswith(f"{missing}/9 (")


def test_scores_stand_from_high_to_low_with_the_limits_of_the_bands(context):
    figure = pictures._scores(context)
    [axes] = figure.axes
    heights = [bar.get_height() for bar in axes.patches]
    totals = [u.self_total for u in context.units if u.self_total is not None]
    assert heights == sorted(map(float, totals), reverse=True)
    limits = sorted((b.threshold for b in context.c.master.bands if b.threshold > 0), reverse=True)
    assert [Decimal(line.get_ydata()[0]) for line in axes.lines] == limits
    unsure = sum(1 for u in context.units if u.uncertain and u.self_total is not None)
    assert sum(1 for bar in axes.patches if bar.get_hatch()) == unsure
    said = [text.get_text() for text in figure.legends[0].get_texts()]
    assert f"Xuất sắc (từ {limits[0]})" in said


def test_results_are_parts_of_the_target(context):
    [axes] = pictures._targets(context).axes
    by_task = {}
    for unit in context.units:
        for task in unit.tasks:
            if task.target is not None and task.role.value == "Chủ trì":
                done, target = by_task.get(task.task, (0, 0))
                by_task[task.task] = (done + (task.quantity or 0), target + task.target)
    assert by_task
    expected = [float(done / target) for _, (done, target) in sorted(by_task.items())]
    assert [bar.get_width() for bar in axes.patches] == pytest.approx(expected)


def test_a_period_without_scores_and_tasks_has_only_what_it_can_show(tmp_path):
    parts = frozenset({Part.INDICATORS})
    write_summary(sample(4, 5, 4, parts=parts, as_of=date(2025, 6, 30)), tmp_path / "th.xlsx")
    made = pictures.write_pictures(tmp_path / "th.xlsx", tmp_path / "p")
    assert [path.name for path in made] == ["nop-bao-cao.png"]


def test_a_dollar_in_a_name_is_no_formula(tmp_path):
    consolidation = sample(3, 5, 0)
    name = "Quỹ $x^$ và _y"
    consolidation.master.units = [replace(unit, name=name) for unit in consolidation.master.units]
    for unit in consolidation.units:
        unit.name = name
    write_summary(consolidation, tmp_path / "th.xlsx")
    assert read_summary(tmp_path / "th.xlsx").consolidation.units[0].name == name
    assert pictures.write_pictures(tmp_path / "th.xlsx", tmp_path / "p")


def test_a_missing_library_is_told_before_anything_is_written(summary, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "matplotlib.figure", raising=False)
    with pytest.raises(DanvanError, match="matplotlib") as caught:
        pictures.write_pictures(summary, tmp_path / "p")
    assert caught.value.code == "charts-missing"
    assert 'pip install "danvan-xl[charts]"' in caught.value.remedy
    assert not (tmp_path / "p").exists()


def test_what_is_no_summary_or_no_folder_is_told(summary, tmp_path):
    with pytest.raises(InputError):
        pictures.write_pictures(tmp_path / "không có.xlsx", tmp_path / "p")
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="là một tệp, không phải thư mục"):
        pictures.write_pictures(summary, tmp_path / "tệp")
