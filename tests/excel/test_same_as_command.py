"""A button and a command on the same input: the same files, byte by byte, and the same next step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_xl.cli.commands import cli
from danvan_xl.cli.running import run
from danvan_xl.plans.master_reader import load_master
from danvan_xl.workbooks.opening.own import read_grids
from tests.excel.test_ribbon import DAY, forms, master, own_places, pressed  # noqa: F401

Press = Callable[..., Any]


def command(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["danvan-xl", *map(str, words)])
    return run(cli, [str(word) for word in words])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


class DescribeButtonAndCommand:
    def it_is_one_summary(
        self,
        pressed: Press,  # noqa: F811
        master: Path,  # noqa: F811
        forms: Path,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        by_button, by_command = tmp_path / "nút.xlsx", tmp_path / "lệnh.xlsx"
        talk, _ = pressed("consolidate", forms, by_button, True)
        assert talk.errors == []
        as_of = min(DAY, load_master(master).periods[0].end)
        command(monkeypatch, "consolidate", forms, "--master", master, "--as-of", as_of, "-o", by_command)
        sheets = [[(grid.name, grid.rows) for grid in read_grids(path)] for path in (by_button, by_command)]
        assert sheets[0] == sheets[1]
        assert by_button.read_bytes() == by_command.read_bytes()  # links to the source files are among them

    def it_is_one_set_of_forms(
        self,
        pressed: Press,  # noqa: F811
        master: Path,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        by_button, by_command = tmp_path / "nút", tmp_path / "lệnh"
        by_button.mkdir()
        talk, _ = pressed("issue", 2, by_button)
        assert talk.errors == []
        period = load_master(master).periods[1].code
        assert command(monkeypatch, "issue", master, "--period", period, "-o", by_command) == 0
        assert len(contents(by_button)) > 20
        assert contents(by_button) == contents(by_command)

    def it_is_one_report(
        self,
        pressed: Press,  # noqa: F811
        master: Path,  # noqa: F811
        forms: Path,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        summary = tmp_path / "th.xlsx"
        command(monkeypatch, "consolidate", forms, "--master", master, "-o", summary)
        talk, _ = pressed("report", summary, tmp_path / "nút.docx")
        assert talk.errors == []
        assert command(monkeypatch, "report", summary, "-o", tmp_path / "lệnh.docx") == 0
        assert (tmp_path / "nút.docx").read_bytes() == (tmp_path / "lệnh.docx").read_bytes()


class DescribeTheNextStep:
    def it_stands_at_the_end_of_both_each_in_its_own_words(
        self,
        pressed: Press,  # noqa: F811
        master: Path,  # noqa: F811
        forms: Path,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        talk, _ = pressed("consolidate", forms, tmp_path / "th.xlsx", True)
        assert talk.told[-1].splitlines()[-1].startswith("Bước tiếp theo: ")
        assert talk.told[-1].endswith("rồi bấm nút “Báo cáo Word”.")
        capsys.readouterr()
        command(monkeypatch, "consolidate", forms, "--master", master, "-o", tmp_path / "th.xlsx")
        last = capsys.readouterr().out.splitlines()[-1]
        assert last.startswith("Bước tiếp theo: ")
        assert "danvan-xl report" in last
