"""*Cập nhật tiến độ*: what departments typed becomes statuses, counts and rates that a person can check by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.errors import InputError
from danvan_xl.model import DeadlineKind, Status
from tests.plans.editing import Editing, header_row, write_master
from tests.support.doing import split, update_progress
from tests.support.masters import small_master
from tests.support.office import recalculate
from tests.support.ooxml import faults

AS_OF = date(2025, 9, 30)
CODE = "Mã nhiệm vụ"


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """Three thôn; offices typed some of their work. At 30/9: NV01 (due 05/9), NV02 (31/8), NV12 (30/8) have fallen due."""
    folder = tmp_path_factory.mktemp("progress")
    path = write_master(small_master(hamlets=3), folder / "kh.xlsx")
    split(path, as_of=AS_OF)
    office, culture = "Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội"
    with Editing(path) as edit:
        edit.set(culture, CODE, "NV01", "Ngày hoàn thành", date(2025, 9, 5))  # on the day: on time
        edit.set(culture, CODE, "NV12", "Ngày hoàn thành", "01/9/2025")  # a day late, as text
        edit.set(culture, CODE, "NV06", "Tiến độ (%)", 30)  # continuing
        edit.set(office, CODE, "NV07", "Số lượng đạt", 3)  # three months fell due by 30/9
        edit.set("Thôn Đồng Tâm", CODE, "NV04", "Tiến độ (%)", 50)
        edit.set("Thôn Đồng Tâm", CODE, "NV03", "Kết quả, số văn bản", "3 báo cáo nhanh")
    outcome = update_progress(path, AS_OF, folder / "tien-do.xlsx")
    return folder / "tien-do.xlsx", outcome


def _table(path: Path, key: str, **options: Any) -> dict[str, dict[str, Any]]:
    sheet = openpyxl.load_workbook(path, **options)["Tiến độ"]
    top = header_row(sheet, key, "Tỷ lệ hoàn thành")
    heads = {c.column: c.value for c in sheet[top] if c.value}
    rows: dict[str, dict[str, Any]] = {}
    for row in range(top + 1, sheet.max_row + 1):
        values = {name: sheet.cell(row, col).value for col, name in heads.items()}
        rows[values[key] or "tổng"] = values
        if not values[key]:
            break
    return rows


class DescribeProgress:
    def it_counts_each_unit_by_hand_worked_values(self, updated: tuple[Path, Any]) -> None:
        rows = _table(updated[0], "Mã đơn vị", data_only=True)
        # VHXH leads NV01 (on time), NV06 (doing), NV12 (late), NV13 (December: not yet begun).
        assert {k: v for k, v in rows["VHXH"].items() if v not in (0, None)} == {
            "Mã đơn vị": "VHXH", "Tên đơn vị": "Phòng Văn hóa - Xã hội", "Đã ghi": "Có", "Chủ trì": 4,
            "Hoàn thành đúng hạn": 1, "Hoàn thành quá hạn": 1, "Đang thực hiện": 1, "Chưa đến thời gian thực hiện": 1,
            "Có hạn": 4, "Hoàn thành": 2, "Tỷ lệ hoàn thành": 0.5, "Đã đến hạn": 2, "Đúng hạn": 1, "Tỷ lệ đúng hạn": 0.5,
        }  # fmt: skip
        # VP leads NV02 (overdue), NV07 (periodic: due, and as many done as fell due), NV10 (typed nothing).
        vp = rows["VP"]
        assert (vp["Chủ trì"], vp["Chưa hoàn thành, quá hạn"], vp["Đã thực hiện"]) == (3, 1, 1)
        assert (vp["Có hạn"], vp["Tỷ lệ hoàn thành"], vp["Đã đến hạn"], vp["Tỷ lệ đúng hạn"]) == (
            1,
            0,
            2,
            0.5,
        )
        one = rows["T01"]
        assert (one["Đang thực hiện"], one["Đã thực hiện"], one["Đã đến hạn"]) == (1, 1, 0)
        assert one["Tỷ lệ đúng hạn"] in ("", None)  # 0/0
        assert rows["T02"]["Đã ghi"] == "Không"

    def it_pools_unit_and_task_in_the_totals(self, updated: tuple[Path, Any]) -> None:
        totals = updated[1].value.progress.totals
        # Dated leads: VHXH 4, VP 1, KT NV05 and NV12, three thôn NV04. Due: four of them, and the periodic NV07.
        assert (totals.dated, totals.completed, totals.due, totals.on_time) == (10, 2, 5, 2)
        total = _table(updated[0], "Mã đơn vị", data_only=True)["tổng"]
        assert (total["Có hạn"], total["Hoàn thành"], total["Tỷ lệ hoàn thành"]) == (10, 2, 0.2)
        assert (total["Đã đến hạn"], total["Đúng hạn"], total["Tỷ lệ đúng hạn"]) == (5, 2, 0.4)

    def it_counts_each_lead_of_a_task(self, updated: tuple[Path, Any]) -> None:
        rows = _table(updated[0], "Mã nhiệm vụ", data_only=True)
        assert (rows["NV04"]["Số đơn vị chủ trì"], rows["NV04"]["Đang thực hiện"]) == (3, 1)
        assert (rows["NV12"]["Hoàn thành quá hạn"], rows["NV12"]["Chưa hoàn thành, quá hạn"]) == (1, 1)
        assert rows["tổng"] | {"Mã nhiệm vụ": None} == rows["tổng"]
        assert rows["tổng"]["Số đơn vị chủ trì"] == len(updated[1].value.progress.leads)

    def it_says_what_it_read_with_care(self, updated: tuple[Path, Any]) -> None:
        found = {(f.code, f.unit) for f in updated[1].findings}
        assert ("date-as-text", "VHXH") in found

    def it_names_the_cell_to_mend_and_what_to_write_there(self, tmp_path: Path) -> None:
        path = write_master(small_master(hamlets=3), tmp_path / "kh.xlsx")
        split(path, as_of=AS_OF)
        office = "Văn phòng HĐND và UBND"
        with Editing(path) as edit:
            edit.set(office, CODE, "NV02", "Ngày hoàn thành", date(2025, 10, 20))  # after the day
            edit.set(office, CODE, "NV10", "Tiến độ (%)", "xong")
        found = {f.code: f for f in update_progress(path, AS_OF, tmp_path / "tien-do.xlsx").findings}
        sheet = openpyxl.load_workbook(path)[office]
        ahead, unread = found["date-in-future"], found["value-not-number"]
        assert sheet[ahead.cell].value.date() == date(2025, 10, 20)
        assert sheet[unread.cell].value == "xong"
        assert unread.advice == "Ghi lại bằng chữ số, ví dụ 12 hoặc 8,5; không có thì ghi 0."

    def it_says_how_many_were_due(self, updated: tuple[Path, Any]) -> None:
        assert "2/5 lượt đã đến hạn" in "\n".join(updated[1].lines)

    def it_sets_the_date_of_every_department_sheet(self, updated: tuple[Path, Any]) -> None:
        sheet = openpyxl.load_workbook(updated[0])["Thôn Nà Mòn"]
        assert sheet["C4"].value.date() == AS_OF

    def it_stands_behind_the_index(self, updated: tuple[Path, Any]) -> None:
        names = openpyxl.load_workbook(updated[0]).sheetnames
        assert names.index("Tiến độ") == names.index("Mục lục") + 1

    def it_agrees_with_libreoffice_cell_by_cell(self, updated: tuple[Path, Any], tmp_path: Path) -> None:
        [fresh] = recalculate([updated[0]], tmp_path)
        for key in ("Mã đơn vị", "Mã nhiệm vụ"):
            ours, theirs = (_table(path, key, data_only=True) for path in (updated[0], fresh))
            assert {k: _plain(v) for k, v in ours.items()} == {k: _plain(v) for k, v in theirs.items()}

    def it_passes_the_open_xml_validator(self, updated: tuple[Path, Any]) -> None:
        assert faults([updated[0]]) == {}

    def it_changes_with_the_date(self, updated: tuple[Path, Any], tmp_path: Path) -> None:
        later = update_progress(updated[0], date(2025, 12, 31), tmp_path / "cuoi.xlsx").value.progress
        periodic = [
            t for t in later.leads if later.master.task(t.task).deadline.kind is DeadlineKind.PERIODIC
        ]
        assert later.totals.due == 10 + len(periodic) == 14
        assert {s for s in later.totals.status if s is Status.NOT_DUE} == set()
        again = update_progress(tmp_path / "cuoi.xlsx", AS_OF, tmp_path / "lai.xlsx").value.progress
        assert again.totals == updated[1].value.progress.totals

    def it_wants_a_master_that_was_split(self, tmp_path: Path) -> None:
        path = write_master(small_master(hamlets=1), tmp_path / "kh.xlsx")
        with pytest.raises(InputError, match="chưa tách") as caught:
            update_progress(path, AS_OF)
        assert "danvan-xl split" in caught.value.remedy


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        k: round(v, 12) if isinstance(v, float) else (v or None if v == "" else v) for k, v in row.items()
    }
