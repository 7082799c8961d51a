"""What a person says of a plan's passages on ``Nhập từ văn bản`` is carried out, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.errors import InputError
from danvan_xl.plans.master_reader import read_master
from danvan_xl.sheets.master import imported as sheet
from danvan_xl.terms import master as n

PLAN = """ỦY BAN NHÂN DÂN
XÃ KHE MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 09/KH-UBND
Khe Mây, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Công tác dân vận chính quyền năm 2026
UBND xã ban hành Kế hoạch như sau:
I. NỘI DUNG
1. Mở lớp tập huấn.
2. Rà soát thủ tục hành chính.
3. Địa điểm: Nhà văn hóa thôn Đầm.
II. KHEN THƯỞNG
1. Tiêu chuẩn
- Công khai mức chi hỗ trợ.
III. TỔ CHỨC THỰC HIỆN
1. Giao Công an xã chủ trì việc mở lớp.
2. Thời gian thực hiện: trong quý II/2026.
3. Phòng Kinh tế
- Theo dõi việc thực hiện.
"""


@pytest.fixture
def master(tmp_path: Path) -> Path:
    document = tmp_path / "ke-hoach.txt"
    document.write_text(PLAN, encoding="utf-8")
    target = tmp_path / "ke-hoach.xlsx"
    actions.import_plan(actions.ImportRequest(document=document, output=target))
    return target


def _say(path: Path, sayings: dict[str, str]) -> None:
    """Type into the column, and something of one's own elsewhere."""
    book = openpyxl.load_workbook(path)
    page = book[sheet.NAME]
    header = next(row for row in page.iter_rows() if row[0].value == sheet.SHEET)
    columns = {cell.value: cell.column for cell in header}
    for row in page.iter_rows(min_row=header[0].row + 1):
        source = page.cell(row[0].row, columns[sheet.SOURCE]).value or ""
        for start, said in sayings.items():
            if source.startswith(start):
                page.cell(row[0].row, columns[sheet.DECIDED], said)
    book[n.TASKS].cell(40, 16, "ghi tay")
    book.save(path)


def _tasks(path: Path) -> dict[str, tuple[str, str, str]]:
    tasks = read_master(path).master.tasks
    return {task.code: (task.text, task.lead_text, task.when_text) for task in tasks}


def _follow(path: Path, output: Path | None = None) -> list[str]:
    return list(actions.import_plan(actions.ImportRequest(document=path, output=output)).lines)


def test_it_makes_drops_leads_and_times_tasks_as_told(master: Path) -> None:
    _say(
        master,
        {
            "- Công khai mức chi": "Nhiệm vụ",
            "2. Rà soát thủ tục": "Không phải nhiệm vụ",
            "1. Giao Công an xã": "Phân công cho NV01",
            "2. Thời gian thực hiện": "Thời gian cho NV01",
        },
    )
    _follow(master)
    tasks = _tasks(master)
    assert tasks["NV01"] == ("Mở lớp tập huấn.", "Công an xã", "trong quý II/2026")
    assert "NV02" not in tasks
    assert any(text == "Công khai mức chi hỗ trợ." for text, _, _ in tasks.values())
    reading = read_master(master)
    assert str(next(t for t in reading.master.tasks if t.code == "NV01").deadline.due) == "2026-06-30"
    assert "Công an xã" in {unit.name for unit in reading.master.units}
    assert openpyxl.load_workbook(master)[n.TASKS].cell(40, 16).value == "ghi tay"
    assert (master.parent / "ke-hoach (bản sao lưu).xlsx").exists()


def test_a_group_that_leads_becomes_no_unit(tmp_path: Path) -> None:
    document, master = tmp_path / "kh.txt", tmp_path / "kh.xlsx"
    document.write_text(PLAN + "4. Các thôn: tổ chức thực hiện.\n", encoding="utf-8")
    actions.import_plan(actions.ImportRequest(document=document, output=master))
    _say(master, {"4. Các thôn": "Phân công cho NV01"})
    _follow(master)
    assert _tasks(master)["NV01"][1] == "Các thôn"
    assert "Các thôn" not in {unit.name for unit in read_master(master).master.units}


def test_it_changes_nothing_the_second_time(master: Path) -> None:
    _say(master, {"- Công khai mức chi": "Nhiệm vụ", "2. Rà soát thủ tục": "Không phải nhiệm vụ"})
    _follow(master)
    before = _tasks(master)
    said = _follow(master)
    assert _tasks(master) == before and said == ["Đã làm theo 0 chỗ ghi ở cột “Đoạn này là”."]


def test_it_says_what_it_cannot_follow(master: Path) -> None:
    _say(
        master, {"3. Địa điểm": "Thời gian cho NV01", "- Công khai": "Phân công cho NV77", "2. Rà": "để sau"}
    )
    said = "\n".join(_follow(master))
    assert "không thấy thời gian" in said and "không thấy tên đơn vị" in said and "để sau" in said
    assert "3 chỗ chưa làm được" in said


def test_it_writes_elsewhere_when_asked_and_leaves_the_master_alone(master: Path, tmp_path: Path) -> None:
    _say(master, {"2. Rà soát thủ tục": "Không phải nhiệm vụ"})
    whole = master.read_bytes()
    _follow(master, tmp_path / "khac.xlsx")
    assert master.read_bytes() == whole and "NV02" not in _tasks(tmp_path / "khac.xlsx")


def test_it_refuses_a_master_that_was_not_imported(master: Path) -> None:
    book = openpyxl.load_workbook(master)
    del book[sheet.NAME]
    book.save(master)
    with pytest.raises(InputError) as caught:
        _follow(master)
    assert caught.value.code == "not-imported"


def test_what_a_person_typed_beside_a_task_that_goes_stands_in_the_note(master: Path) -> None:
    book = openpyxl.load_workbook(master)
    tasks, passages = book[n.TASKS], book[sheet.NAME]
    header = next(row for row in tasks.iter_rows() if any(cell.value == n.TASK_CODE for cell in row))
    columns = {cell.value: cell.column for cell in header}
    row = next(
        r
        for r in range(header[0].row + 1, tasks.max_row + 1)
        if tasks.cell(r, columns[n.TASK_CODE]).value == "NV02"
    )
    tasks.cell(row, columns[n.SHORT_NAME], "Rà soát TTHC")
    tasks.cell(row, columns[n.TARGET], 7)
    head = next(row for row in passages.iter_rows() if any(cell.value == sheet.DECIDED for cell in row))
    at = {cell.value: cell.column for cell in head}
    passage = next(
        r
        for r in range(head[0].row + 1, passages.max_row + 1)
        if passages.cell(r, at[sheet.ITEM]).value == "NV02"
    )
    passages.cell(passage, at[sheet.DECIDED], sheet.NO_TASK)
    book.save(master)
    actions.import_plan(actions.ImportRequest(document=master, output=master))
    note = openpyxl.load_workbook(master)[sheet.NAME].cell(passage, at[sheet.NOTE]).value
    assert "Tên ngắn: Rà soát TTHC" in note and "Chỉ tiêu: 7" in note
