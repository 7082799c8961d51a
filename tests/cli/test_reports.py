"""``danvan-xl report`` and ``rollup`` as a user runs them: sentences, exit codes, nothing half written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

from danvan_xl.cli.running import run
from danvan_xl.model import Part
from danvan_xl.summaries.write import write_summary
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import ooxml
from tests.support.consolidations import sample


@pytest.fixture(scope="module")
def summary(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "tổng hợp.xlsx"
    write_summary(sample(5, 6, 6), path)
    return path


def _run(*arguments: object) -> int:
    from danvan_xl.cli.commands import cli

    sys.argv = ["danvan-xl", *map(str, arguments)]  # commands are loaded by what stands there
    return run(cli, [str(argument) for argument in arguments])


class DescribeReport:
    def it_writes_the_report(self, summary, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr(sys, "argv", [])
        assert _run("report", summary, "-o", tmp_path / "báo cáo.docx") == 0
        assert "Đã viết dự thảo báo cáo" in capsys.readouterr().out
        assert docx.Document(str(tmp_path / "báo cáo.docx")).paragraphs

    def it_writes_an_explanation_for_each_unit(self, summary, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr(sys, "argv", [])
        assert _run("report", summary, "--explain", tmp_path / "gt") == 0
        made = sorted((tmp_path / "gt").iterdir())
        assert [p.name.split(" - ")[0] for p in made] == ["X001", "X002", "X003", "X004", "X005"]
        assert "5 phiếu giải trình điểm" in capsys.readouterr().out
        assert ooxml.faults(made) == {}
        [grid] = read_grids(made[0])
        header = next(r for r, row in enumerate(grid.rows) if "Điểm thẩm định" in row)
        assert [grid.text(header + 1 + i, 1) for i in range(6)] == [f"TC0{i}" for i in range(1, 7)]

    def it_writes_the_charts_as_pictures(self, summary, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr(sys, "argv", [])
        assert _run("report", summary, "--charts", tmp_path / "anh") == 0
        made = sorted(path.name for path in (tmp_path / "anh").iterdir())
        said = capsys.readouterr().out
        assert f"Đã ghi {len(made)} biểu đồ" in said
        assert {"nop-bao-cao.png", "diem-va-xep-loai.png", "tinh-trang-theo-don-vi.png"} <= set(made)
        assert all(name in said for name in made)

    def it_writes_nothing_when_the_charts_cannot_be_drawn(self, summary, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr(sys, "argv", [])
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        monkeypatch.delitem(sys.modules, "matplotlib.figure", raising=False)
        assert _run("report", summary, "-o", tmp_path / "bc.docx", "--charts", tmp_path / "anh") == 2
        assert 'pip install "danvan-xl[charts]"' in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    def it_explains_only_the_units_that_are_named(self, summary, tmp_path, monkeypatch):
        monkeypatch.setattr(sys, "argv", [])
        assert _run("report", summary, "--explain", tmp_path / "gt", "--units", "X002, X004") == 0
        assert len(list((tmp_path / "gt").iterdir())) == 2

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--explain", "gt", "--units", "Y9"], "Không có đơn vị mang mã Y9"),
            ([], "Cần ghi -o"),
            (["-o", "missing/r.docx"], "Không có thư mục"),
            (["-o", "r.docx", "--template", "mau.docx"], "Không tìm thấy mẫu báo cáo"),
        ],
    )
    def it_says_what_is_wrong(self, summary, tmp_path, capsys, monkeypatch, arguments, said):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", [])
        assert _run("report", summary, *arguments) == 2
        assert said in capsys.readouterr().err
        assert not list(tmp_path.glob("*.docx"))

    def it_has_nothing_to_explain_without_scores(self, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr(sys, "argv", [])
        write_summary(sample(3, 3, 0, parts=frozenset({Part.TASKS})), tmp_path / "s.xlsx")
        assert _run("report", tmp_path / "s.xlsx", "--explain", tmp_path / "gt") == 2
        assert "không chấm điểm" in capsys.readouterr().err


def test_a_file_that_is_no_summary_ends_with_a_sentence_and_exit_code_two(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"not a workbook")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "danvan_xl",
            "report",
            str(tmp_path / "x.xlsx"),
            "-o",
            str(tmp_path / "r.docx"),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "không phải sổ tính Excel" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "r.docx").exists()


def test_rollup_tells_what_is_left_and_ends_with_one(summary, tmp_path, capsys, monkeypatch):
    from danvan_xl.forms.issue import issue
    from tests.support.masters import small_master

    monkeypatch.setattr(sys, "argv", [])
    upper = small_master()
    [form, *_] = issue(upper, "NAM", tmp_path / "forms")
    assert _run("rollup", summary, "--form", form.path, "-o", tmp_path / "out.xlsx", "--anyway") == 1
    out = capsys.readouterr().out
    assert "Còn phải tự điền" in out
    assert (tmp_path / "out.xlsx").exists()
