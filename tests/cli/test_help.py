"""`danvan-xl help`: the guide on a terminal."""

from __future__ import annotations

import subprocess
import sys

import pytest

from danvan_xl.cli.commands import COMMANDS, cli
from danvan_xl.cli.overview import overview
from danvan_xl.cli.running import run
from danvan_xl.cli.vietnamese import localise


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def call(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["danvan-xl", "help", *words])
        code = run(localise(cli), ["help", *words])
        out, err = capfd.readouterr()
        return code, out + err

    return call


class DescribeHelp:
    def it_lists_the_topics(self, said) -> None:
        code, text = said()
        assert code == 0
        assert "Cài đặt" in text and "Hỏi và đáp" in text

    def it_says_a_topic_of_several_words_without_quotes_within_a_terminals_width(self, said) -> None:
        code, text = said("thay", "doi", "giua", "nam")
        assert code == 0 and text.startswith("THAY ĐỔI GIỮA NĂM")
        assert max(len(line) for line in text.splitlines()[:-1]) <= 100

    @pytest.mark.parametrize("command", COMMANDS)
    def it_gives_the_help_of_a_command(self, said, command: str) -> None:
        code, text = said(command)
        assert code == 0 and text.startswith(f"Cách dùng: danvan-xl {command}")

    def it_names_the_topics_where_it_does_not_know_one(self, said) -> None:
        code, text = said("quy", "hoạch")
        assert code == 2
        assert "Không có mục “quy hoạch”" in text and "Thay đổi giữa năm" in text


def test_the_help_of_the_whole_imports_no_command_and_says_what_the_group_says(
    capfd: pytest.CaptureFixture[str],
) -> None:
    code = "import sys; from danvan_xl.cli import main; main(); sys.exit('click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert run(localise(cli), ["--help"]) == 0
    assert done.stdout == capfd.readouterr().out
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_the_help_of_the_whole_keeps_to_the_terminals_width(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, overview().splitlines())) <= max(min(columns, 100) - 2, 50)


def test_a_mistyped_command_is_told_with_the_one_that_was_meant(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["danvan-xl", "consolidte"])
    assert run(localise(cli), ["consolidte"]) == 2
    assert "Không có lệnh consolidte. Có phải ý là consolidate?" in capfd.readouterr().err


def test_a_file_where_the_option_belongs_is_told_of_the_option(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["danvan-xl", "new", "ke-hoach.xlsx"])
    assert run(localise(cli), ["new", "ke-hoach.xlsx"]) == 2
    assert "Thừa tham số: ke-hoach.xlsx. Tệp hay thư mục sẽ ghi thì nêu sau -o." in capfd.readouterr().err


def test_an_option_without_its_value_leads_to_the_help_of_its_command(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["report", "tong-hop.xlsx", "--pdf"]
    monkeypatch.setattr("sys.argv", ["danvan-xl", *words])
    assert run(localise(cli), words) == 2
    assert "Xem hướng dẫn: danvan-xl report --help" in capfd.readouterr().err
