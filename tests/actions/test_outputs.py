"""No output of a request replaces an input, another output or a workbook of another kind: told before any work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.errors import DanvanError, OutputLockedError
from tests.support.doing import issue
from tests.support.locks import held

TEMPLATE = "dai-son-2025"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of every kind: master, forms, a filled summary, receipts, explanations, strangers."""
    place = tmp_path_factory.mktemp("đủ loại")
    actions.new(actions.NewRequest(output=place / "kh.xlsx", template=TEMPLATE))
    issue(place / "kh.xlsx", "K2", place / "ve")
    actions.consolidate(
        actions.ConsolidateRequest(
            folder=place / "ve", master=place / "kh.xlsx", period="K2", output=place / "th.xlsx",
            receipts=place / "tiep-nhan", json=place / "th.json",
        )
    )  # fmt: skip
    actions.report(actions.ReportRequest(summary=place / "th.xlsx", output=place / "bc.docx"))
    book = openpyxl.Workbook()
    book.active["A1"] = "bảng lương"
    book.save(place / "luong.xlsx")
    (place / "ghi-chu").write_text("việc riêng", encoding="utf-8")
    return place


def everything(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def consolidated(place: Path, **outputs: Any) -> Any:
    request = actions.ConsolidateRequest(
        folder=place / "ve", master=place / "kh.xlsx", period="K2", **outputs
    )
    return actions.consolidate(request)


def form(place: Path) -> Path:
    return min((place / "ve").glob("*.xlsx"))


def receipt(place: Path) -> Path:
    return min((place / "tiep-nhan").glob("*.xlsx"))


REFUSED: dict[str, tuple[Callable[[Path], Any], str]] = {
    "the summary over the master": (lambda p: consolidated(p, output=p / "kh.xlsx"), "đầu vào"),
    "the summary over a return": (lambda p: consolidated(p, output=form(p)), "phiếu báo cáo"),
    "the summary over a receipt": (lambda p: consolidated(p, output=receipt(p)), "phiếu tiếp nhận"),
    "the summary over the one before": (
        lambda p: consolidated(p, output=p / "th.xlsx", previous=p / "th.xlsx"), "đầu vào",
    ),
    "a summary that is no workbook": (lambda p: consolidated(p, output=p / "moi.docx"), ".xlsx"),
    "JSON over the master": (lambda p: consolidated(p, json=p / "kh.xlsx"), ".json"),
    "JSON over a return": (lambda p: consolidated(p, json=form(p)), ".json"),
    "JSON over the summary of the same run": (
        lambda p: consolidated(p, output=p / "moi.xlsx", json=p / "moi.xlsx"), ".json",
    ),
    "JSON over somebody's notes": (lambda p: consolidated(p, json=p / "ghi-chu"), "JSON"),
    "receipts among the returns": (lambda p: consolidated(p, receipts=p / "ve"), "đầu vào"),
    "receipts into a file": (lambda p: consolidated(p, receipts=p / "ghi-chu"), "không phải thư mục"),
    "a report over its summary": (
        lambda p: actions.report(actions.ReportRequest(summary=p / "th.xlsx", output=p / "th.xlsx")), ".docx",
    ),
    "a report over its template": (
        lambda p: actions.report(
            actions.ReportRequest(summary=p / "th.xlsx", output=p / "bc.docx", template=p / "bc.docx")
        ),
        "đầu vào",
    ),
    "a split over a summary": (
        lambda p: actions.split(actions.SplitRequest(master=p / "kh.xlsx", output=p / "th.xlsx")), "tổng hợp",
    ),
    "a split over a stranger's workbook": (
        lambda p: actions.split(actions.SplitRequest(master=p / "kh.xlsx", output=p / "luong.xlsx")),
        "không phải tệp kế hoạch",
    ),
    "progress over a form": (
        lambda p: actions.progress(actions.ProgressRequest(master=p / "kh.xlsx", output=form(p))), "phiếu",
    ),
    "an import over a summary, forced": (
        lambda p: actions.import_plan(
            actions.ImportRequest(document=p / "ghi-chu", output=p / "th.xlsx", force=True)
        ),
        "tổng hợp",
    ),
    "a new plan over a plan": (
        lambda p: actions.new(actions.NewRequest(output=p / "kh.xlsx", template=TEMPLATE)), "đã có",
    ),
    "forms into a file": (lambda p: issue(p / "kh.xlsx", "K2", p / "ghi-chu"), "không phải thư mục"),
    "a roll-up over its form": (
        lambda p: actions.roll_up(
            actions.RollUpRequest(summary=p / "th.xlsx", form=form(p), output=form(p))
        ),
        "đầu vào",
    ),
    "a roll-up over a master": (
        lambda p: actions.roll_up(
            actions.RollUpRequest(summary=p / "th.xlsx", form=form(p), output=p / "kh.xlsx")
        ),
        "tệp kế hoạch",
    ),
    "drafts into a file": (
        lambda p: actions.send(
            actions.SendRequest(
                place=p / "th.xlsx", master=p / "kh.xlsx", to="a@b.vn", post=actions.Post(eml_dir=p / "ghi-chu")
            )
        ),
        "không phải thư mục",
    ),
    "mail into a file": (
        lambda p: actions.collect(actions.CollectRequest(source=p, output=p / "ghi-chu")), "không phải thư mục",
    ),
}  # fmt: skip


class DescribeOutputs:
    @pytest.mark.parametrize("what", REFUSED)
    def it_refuses_and_changes_nothing(self, what: str, made: Path) -> None:
        call, says = REFUSED[what]
        before = everything(made)
        with pytest.raises(DanvanError, match=says.replace(".", r"\.")) as caught:
            call(made)
        assert caught.value.remedy
        assert everything(made) == before

    def it_refuses_an_input_under_another_spelling(self, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = everything(made)
        monkeypatch.chdir(made)
        with pytest.raises(DanvanError, match="đầu vào"):
            consolidated(made, output=Path("ve/../kh.xlsx"))
        assert everything(made) == before

    def it_tells_a_missing_folder_and_an_open_file_before_the_work(self, made: Path, tmp_path: Path) -> None:
        def never(what: str, done: int, total: int) -> None:
            raise AssertionError(what)

        request = actions.ConsolidateRequest(
            folder=made / "ve", master=made / "kh.xlsx", output=tmp_path / "không có" / "th.xlsx"
        )
        with pytest.raises(DanvanError, match="Không có thư mục"):
            actions.consolidate(request, on_progress=never)
        (tmp_path / "th.xlsx").write_bytes((made / "th.xlsx").read_bytes())
        with held(tmp_path / "~$th.xlsx"), pytest.raises(OutputLockedError):
            consolidated(made, output=tmp_path / "th.xlsx")

    def it_writes_its_own_results_again(self, made: Path, tmp_path: Path) -> None:
        for _ in range(2):
            done = consolidated(
                made, output=tmp_path / "th.xlsx", json=tmp_path / "th", receipts=tmp_path / "pt"
            )
            assert {tmp_path / "th.xlsx", tmp_path / "th"} <= set(done.files)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["bản sao lưu", "pt", "th", "th.xlsx"]

    def it_keeps_aside_the_split_master_that_stood_there(self, made: Path, tmp_path: Path) -> None:
        target = tmp_path / "tach.xlsx"
        first = actions.split(actions.SplitRequest(master=made / "kh.xlsx", output=target))
        assert first.value.backup is None
        before = target.read_bytes()
        again = actions.split(actions.SplitRequest(master=made / "kh.xlsx", output=target))
        assert again.value.backup is not None
        assert again.value.backup.read_bytes() == before
        assert again.value.backup.name in "\n".join(again.brief)
