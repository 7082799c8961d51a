"""``map``, ``fill`` and ``brief`` as a user runs them: sentences, exit codes, nothing half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl import actions
from danvan_xl.cli.commands import cli
from danvan_xl.cli.running import run
from danvan_xl.model import Master
from danvan_xl.plans.master_reader import load_master
from tests.outlines import shapes
from tests.support.doing import issue


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a master, a summary of a period in which one unit answered, and an outline made for it."""
    place = tmp_path_factory.mktemp("cơ quan")
    actions.new(actions.NewRequest(output=place / "kh.xlsx", template="dai-son-2025"))
    issue(place / "kh.xlsx", "K2", place / "về")
    actions.consolidate(
        actions.ConsolidateRequest(
            folder=place / "về", master=place / "kh.xlsx", period="K2", output=place / "th.xlsx"
        )
    )
    outline_of(load_master(place / "kh.xlsx"), place / "biểu.xlsx")
    return place


def outline_of(master: Master, path: Path) -> None:
    pen = shapes.Pen(path)
    pen.row(3, ["STT", "Nội dung", "Trong kỳ"], pen.head)
    texts = [
        "Số đơn vị phải báo cáo",
        "Số đơn vị đã báo cáo",
        *(i.text for i in master.indicators[:3]),
        "Việc khác hẳn",
    ]
    for row, text in enumerate(texts, 4):
        pen.row(row, [row - 3, text, None])
    pen.close()


def _run(*words: object) -> int:
    return run(cli, [str(word) for word in words])


@pytest.fixture(autouse=True)
def arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["danvan-xl", "map", "fill", "brief"])


class DescribeMapAndFill:
    def it_goes_from_an_outline_to_a_filled_one(
        self, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert (
            _run("map", office / "biểu.xlsx", "--master", office / "kh.xlsx", "-o", tmp_path / "ax.xlsx") == 1
        )
        said = capsys.readouterr().out
        assert "6 ô trống: 5 chắc chắn, 0 cần xem lại, 1 chưa rõ." in said and "danvan-xl fill" in said
        words = ("--map", tmp_path / "ax.xlsx", "--summary", office / "th.xlsx", "-o", tmp_path / "ra.xlsx")
        assert _run("fill", office / "biểu.xlsx", *words) in (0, 1)
        said = capsys.readouterr().out
        assert "Biểu!C5 Số đơn vị phải báo cáo › Trong kỳ: " in said and "Đã ghi biểu mẫu" in said

    def it_keeps_what_was_confirmed_when_it_is_mapped_again(
        self, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for _ in range(2):
            _run("map", office / "biểu.xlsx", "--master", office / "kh.xlsx", "-o", tmp_path / "ax.xlsx")
        assert "các dòng đã xác nhận được giữ" in capsys.readouterr().out
        assert len(list(tmp_path.glob("ax (*).xlsx"))) == 1

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("fill", "biểu.xlsx", "--map", "kh.xlsx", "--summary", "th.xlsx", "-o", "ra.xlsx"), "không phải tệp ánh xạ"),
            (("fill", "biểu.xlsx", "--map", "ax.xlsx", "--summary", "kh.xlsx", "-o", "ra.xlsx"), "không phải tệp tổng hợp"),
            (("fill", "biểu.xlsx", "--map", "ax.xlsx", "--summary", "th.xlsx", "-o", "biểu.xlsx"), "đầu vào"),
            (("fill", "mất.xlsx", "--map", "ax.xlsx", "--summary", "th.xlsx", "-o", "ra.xlsx"), "Không tìm thấy biểu mẫu"),
            (("map", "biểu.xlsx", "--master", "kh.xlsx", "-o", "th.xlsx"), "không ghi đè"),
            (("map", "kh.xlsx", "--master", "kh.xlsx", "-o", "mới.xlsx"), "là tệp kế hoạch, không phải biểu mẫu"),
            (("map", "th.xlsx", "--master", "kh.xlsx", "-o", "mới.xlsx"), "là tệp tổng hợp, không phải biểu mẫu"),
            (("map", "biểu.xlsx", "--master", "biểu.xlsx", "-o", "mới.xlsx"), "kế hoạch"),
            (("brief", "kh.xlsx", "-o", "tt"), "không phải tệp tổng hợp"),
            (("brief", "th.xlsx", "-o", "kh.xlsx"), "là một tệp"),
        ],
    )  # fmt: skip
    def it_refuses_in_a_sentence(
        self, office: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        if not (office / "ax.xlsx").exists():
            _run("map", office / "biểu.xlsx", "--master", office / "kh.xlsx", "-o", office / "ax.xlsx")
        before = {path.name for path in office.iterdir()}
        placed = [str(office / word) if "." in word or word == "tt" else word for word in words]
        assert _run(*placed) == 2
        said = capsys.readouterr().err
        assert told in said and "Cách xử lý" in said
        assert {path.name for path in office.iterdir()} == before


def test_brief_writes_html_and_says_what_else(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("brief", office / "th.xlsx", "-o", tmp_path / "tt", "--no-pdf") == 0
    assert "tom-tat.html" in capsys.readouterr().out and (tmp_path / "tt" / "tom-tat.html").exists()
