"""The demo: everything is there, and the same each time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from danvan_xl.demo.year import run
from danvan_xl.errors import OutputError
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import ooxml


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chay-thu") / "demo"
    made = run(folder)
    assert all(item.path.exists() for item in made)
    return folder


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_it_makes_the_same_bytes_each_time(demo: Path, tmp_path: Path) -> None:
    run(tmp_path / "lai")
    assert _hashes(tmp_path / "lai") == _hashes(demo)


def test_it_shows_the_usual_trouble(demo: Path) -> None:
    facts = json.loads((demo / "5-tong-hop.json").read_text(encoding="utf-8"))
    verdicts = [f["verdict"] for f in facts["files"]]
    assert (verdicts.count("accepted"), verdicts.count("rejected"), verdicts.count("superseded")) == (
        20,
        1,
        1,
    )
    codes = {x["code"] for f in facts["files"] for x in f["findings"]}
    assert {"late", "row-added", "date-as-text", "corrupt", "score-missing"} <= codes
    totals = facts["totals"]
    assert (totals["expected"], totals["received"], totals["on_time"]) == (22, 20, 19)


def test_its_figures_are_those_of_one_commune(demo: Path) -> None:
    facts = json.loads((demo / "5-tong-hop.json").read_text(encoding="utf-8"))
    total = facts["totals"]["indicators"]
    assert 14 <= total["SL03"] <= 50 and 30 <= total["SL01"] <= 120 and total["SL14"] <= total["SL13"] < 1000
    assert {u["band"] for u in facts["units"] if u["returned"]} >= {"Xuất sắc", "Tốt", "Khá", "Yếu"}


def test_it_shows_a_second_period_a_choice_and_a_task_sent_back(demo: Path) -> None:
    facts = json.loads((demo / "5-tong-hop.json").read_text(encoding="utf-8"))
    [told] = [x for f in facts["files"] for x in f["findings"] if x["code"] == "newer-return-emptier"]
    assert "Phiếu của đơn vị" in told["message"] + told.get("advice", "") or told["severity"] == "error"
    [vp] = [unit for unit in facts["units"] if unit["code"] == "VP"]
    [task] = [task for task in vp["tasks"] if task["code"] == "NV10"]
    assert task["status"] != "Hoàn thành đúng hạn" and task["progress"] == 100
    grids = {grid.name: grid for grid in read_grids(demo / "5-tong-hop.xlsx")}
    history = [cell for row in grids["Diễn biến"].rows for cell in row]
    assert "K1" in history and "K2" in history
    assert len([row for row in grids["Phiếu của đơn vị"].rows if "T03" in row]) > 5
    form = next((demo / "3-phieu-phat-hanh").glob("VP*.xlsx"))
    assert "Đã điền sẵn" in str([row for grid in read_grids(form)[:1] for row in grid.rows])


def test_every_workbook_passes_the_open_xml_sdk(demo: Path) -> None:
    ours = [
        demo / "1-ke-hoach.xlsx",
        demo / "2-giao-viec-theo-don-vi.xlsx",
        demo / "5-tong-hop.xlsx",
        demo / "6-bao-cao.docx",
    ]
    ours += (
        sorted((demo / "3-phieu-phat-hanh").glob("*.xlsx"))[:4]
        + sorted((demo / "7-phieu-tiep-nhan").glob("*.xlsx"))[:4]
    )
    assert ooxml.faults(ours) == {}


def test_its_page_explains_every_file_and_every_trouble(demo: Path) -> None:
    page = (demo / "0-xem-truoc.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in demo.iterdir() if f'href="{quote(path.name)}"' not in page) == [
        "0-xem-truoc.html"
    ]
    assert "<li>Thôn 2: gửi tệp hỏng</li>" in page and page.count("<li>") == 9


def test_it_does_not_touch_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "luan-van.docx").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"luan-van\.docx"):
        run(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["luan-van.docx"]
