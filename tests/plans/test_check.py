"""``check``: each fault is found, alone and among others, at its cell, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.actions.result import serious
from danvan_xl.findings import Finding, Severity
from danvan_xl.plans.check import check
from danvan_xl.plans.master_reader import read_master
from tests.plans.editing import Editing, write_master
from tests.support.masters import small_master

TASK, UNIT, PERIOD = ("Nhiệm vụ", "Mã nhiệm vụ"), ("Đơn vị", "Mã đơn vị"), ("Kỳ báo cáo", "Mã kỳ")
CRITERION, BAND, INDICATOR = ("Tiêu chí", "Mã"), ("Xếp loại", "Xếp loại"), ("Số liệu", "Mã")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A master without any fault."""
    master = small_master()
    nine = next(i for i, t in enumerate(master.tasks) if t.code == "NV09")
    from tests.support.records import replace

    master.tasks[nine] = replace(master.tasks[nine], coordinating_text="Các thôn liên quan")
    ten = next(i for i, t in enumerate(master.tasks) if t.code == "NV10")
    master.tasks[ten] = replace(master.tasks[ten], when_text="Thường xuyên")
    return write_master(master, tmp_path_factory.mktemp("check") / "ke-hoach.xlsx", worked_out=False)


def _set(table: tuple[str, str], key: str, header: str, value: object) -> Callable[[Editing], str]:
    return lambda edit: edit.set(table[0], table[1], key, header, value)


FAULTS: list[tuple[str, str, Callable[[Editing], str], str, str]] = [
    # code, sheet, edit, a word of the message, a word of the advice
    ("master-code-twice", "Đơn vị", _set(UNIT, "KT", "Mã đơn vị", "VP"), "VP", "mã"),
    ("master-code-twice", "Nhiệm vụ", _set(TASK, "NV05", "Mã nhiệm vụ", "NV01"), "NV01", "mã"),
    ("master-code-twice", "Kỳ báo cáo", _set(PERIOD, "NAM", "Mã kỳ", "K1"), "K1", "mã"),
    ("master-code-twice", "Tiêu chí", _set(CRITERION, "TC02", "Mã", "TC01"), "TC01", "mã"),
    ("master-code-twice", "Số liệu", _set(INDICATOR, "SL08", "Mã", "SL07"), "SL07", "mã"),
    ("master-code-twice", "Xếp loại", _set(BAND, "Khá", "Xếp loại", "Tốt"), "Tốt", "mã"),
    ("master-codes-alike", "Đơn vị", _set(UNIT, "KT", "Mã đơn vị", "vp"), "vp", "mã"),
    ("master-code-missing", "Đơn vị", _set(UNIT, "KT", "Mã đơn vị", None), "để trống", "mã"),
    ("master-code-characters", "Đơn vị", _set(UNIT, "KT", "Mã đơn vị", "K|T"), "K|T", "Chỉ dùng chữ"),
    ("master-code-too-long", "Nhiệm vụ", _set(TASK, "NV05", "Mã nhiệm vụ", "N" * 31), "31", "30"),
    ("master-choice-unknown", "Đơn vị", _set(UNIT, "KT", "Loại đơn vị", "Phòng chuyên môm"), "Phòng chuyên môn", "Trường học"),
    ("master-choice-unknown", "Đơn vị", _set(UNIT, "KT", "Báo cáo", "Có lẽ"), "Có lẽ", "Có; Không"),
    ("master-number-unreadable", "Đơn vị", _set(UNIT, "VHXH", "Số thôn", "mười bốn thôn lớn"), "mười bốn", "chữ số"),
    ("master-email-bad", "Đơn vị", _set(UNIT, "VP", "Thư điện tử", "vp@"), "vp@", "địa chỉ"),
    ("master-parent-unknown", "Đơn vị", _set(UNIT, "KT", "Đơn vị cấp trên", "Phòng Kinh tê"), "Phòng Kinh tê", "danh sách"),
    ("master-name-twice", "Đơn vị", _set(UNIT, "KT", "Tên đơn vị", "PHÒNG VĂN HÓA - XÃ HỘI"), "VHXH", "phân biệt"),
    ("master-unit-unknown", "Nhiệm vụ", _set(TASK, "NV01", "Cơ quan chủ trì", "Hội Làm vườn"), "Hội Làm vườn", "Tên gọi khác"),
    ("master-group-empty", "Nhiệm vụ", _set(TASK, "NV01", "Cơ quan chủ trì", "Các trạm y tế, các trường mầm non"), "mầm non", "Loại đơn vị"),
    ("master-lead-missing", "Nhiệm vụ", _set(TASK, "NV01", "Cơ quan chủ trì", None), "NV01", "Chưa phân công"),
    ("deadline-unclear", "Nhiệm vụ", _set(TASK, "NV01", "Thời gian thực hiện", "Trước ngày 31/9/2025"), "31/9/2025", "Hạn"),
    ("deadline-unclear", "Nhiệm vụ", _set(TASK, "NV01", "Thời gian thực hiện", "sau Đại hội chi bộ thôn"), "Đại hội", "Hạn"),
    ("master-date-unreadable", "Nhiệm vụ", _set(TASK, "NV01", "Hạn", "31/9/2025"), "31/9/2025", "05/09/2025"),
    ("master-deadline-outside", "Nhiệm vụ", _set(TASK, "NV01", "Thời gian thực hiện", "Trước ngày 05/9/2026"), "05/09/2026", "năm"),
    ("master-deadline-reversed", "Nhiệm vụ", lambda e: [
        e.set(*TASK, "NV01", "Bắt đầu", date(2025, 9, 20)), e.cell(*TASK, "NV01", "Hạn").coordinate][-1], "20/09/2025", "Bắt đầu"),
    ("master-deadline-differs", "Nhiệm vụ", _set(TASK, "NV01", "Hạn", date(2025, 10, 1)), "01/10/2025", "xóa ô"),
    ("master-task-twice", "Nhiệm vụ", lambda e: [
        e.set(*TASK, "NV10", "Thời gian thực hiện", "Định kỳ hằng tháng"),
        e.set(*TASK, "NV10", "Nhiệm vụ", "Tiếp công dân định kỳ của người đứng đầu")][-1], "NV07", "một việc"),
    ("master-period-outside", "Kỳ báo cáo", _set(PERIOD, "NAM", "Đến ngày", date(2026, 1, 31)), "31/01/2026", "năm"),
    ("master-period-reversed", "Kỳ báo cáo", _set(PERIOD, "NAM", "Đến ngày", date(2025, 6, 1)), "01/06/2025", "kỳ"),
    ("master-period-due-first", "Kỳ báo cáo", _set(PERIOD, "NAM", "Hạn nộp", date(2025, 6, 1)), "01/06/2025", "Hạn nộp"),
    ("master-period-locked-early", "Kỳ báo cáo", _set(PERIOD, "NAM", "Khóa sổ", date(2025, 12, 1)), "01/12/2025", "Hạn nộp".lower()),
    ("master-value-missing", "Kỳ báo cáo", _set(PERIOD, "NAM", "Hạn nộp", None), "Hạn nộp", "Hạn nộp"),
    ("master-choice-unknown", "Kỳ báo cáo", _set(PERIOD, "NAM", "Nội dung", "Nhiệm vụ; Điểm số"), "Điểm số", "Chấm điểm"),
    ("master-score-without-part", "Kỳ báo cáo", _set(PERIOD, "NAM", "Nội dung", "Nhiệm vụ; Chấm điểm"), "“Số liệu”", "Nội dung"),
    ("master-score-without-part", "Kỳ báo cáo", _set(PERIOD, "NAM", "Nội dung", "Chấm điểm; Số liệu"), "TC06", "Nhiệm vụ"),
    ("master-parameters-bad", "Tiêu chí", _set(CRITERION, "TC02", "Tham số", "Đạt ba điểm"), "TC02", "mẫu"),
    ("master-parameters-bad", "Tiêu chí", _set(CRITERION, "TC02", "Tham số", "Đạt: 10, Đạt một phần: 5, Không: 0"), "viết liền nhau", "mẫu"),
    ("master-indicator-unknown", "Tiêu chí", _set(CRITERION, "TC03", "Tham số", "SL02 / SL99"), "SL99", "Số liệu"),
    ("master-parameters-bad", "Tiêu chí", _set(CRITERION, "TC06", "Tham số", "nhóm 9"), "nhóm 9", "mẫu"),
    ("master-choice-unknown", "Tiêu chí", _set(CRITERION, "TC02", "Cách chấm", "Chấm tay"), "Chấm tay", "Tự chấm"),
    ("master-value-missing", "Tiêu chí", _set(CRITERION, "TC02", "Điểm tối đa", None), "Điểm tối đa", "Điểm tối đa"),
    ("master-bands-order", "Xếp loại", _set(BAND, "Khá", "Từ điểm", 85), "85", "cao"),
    ("master-bands-no-zero", "Xếp loại", _set(BAND, "Yếu", "Từ điểm", 10), "10", "0"),
    ("master-condition-unclear", "Xếp loại", _set(BAND, "Tốt", "Điều kiện", "không nhiều"), "không nhiều", "tối đa 25%"),
    ("master-constraint-bad", "Số liệu", _set(INDICATOR, "SL01", "Ràng buộc", "SL02 + SL03"), "SL02 + SL03", "SL01"),
    ("master-constraint-bad", "Số liệu", _set(INDICATOR, "SL01", "Ràng buộc", "SL01 <= 1.000"), "1.000", "SL01"),
    ("master-aggregation-rate", "Số liệu", _set(INDICATOR, "SL07", "Cách tổng hợp", "Cộng"), "Cộng", "Trung bình"),
    ("master-aggregation-rate", "Số liệu", lambda e: [
        e.set(*INDICATOR, "SL06", "Đơn vị tính", "%"), e.cell(*INDICATOR, "SL06", "Cách tổng hợp").coordinate][-1], "Cộng", "Trung bình"),
    ("master-indicator-unknown", "Số liệu", _set(INDICATOR, "SL01", "Ràng buộc", "SL01 = SL02 + SL33"), "SL33", "Số liệu"),
    ("master-aggregation-ratio", "Số liệu", _set(INDICATOR, "SL11", "Ràng buộc", None), "SL11", "SL05 / SL04"),
    ("master-aggregation-assumed", "Số liệu", _set(INDICATOR, "SL07", "Cách tổng hợp", None), "SL07", "Trung bình"),
    ("master-plan-reversed", "Kế hoạch", lambda e: e.label("Đến ngày", date(2025, 1, 1)), "01/01/2025", "ngày cuối"),
    ("master-label-missing", "Kế hoạch", lambda e: e.label("Mã kế hoạch", None), "Mã kế hoạch", "bên phải"),
    ("master-date-unreadable", "Kế hoạch", lambda e: e.label("Từ ngày", "31/6/2025"), "31/6/2025", "05/09/2025"),
    ("master-focal-unknown", "Kế hoạch", lambda e: e.label("Đơn vị tổng hợp", "Phòng Văn hoá Xã hội 2"), "Phòng Văn hoá", "tên"),
    ("master-choice-unknown", "Kế hoạch", lambda e: e.label("Hạn vào ngày nghỉ", "Lùi lại"), "Lùi lại", "Giữ nguyên"),
]  # fmt: skip


def _found(path: Path, code: str) -> list[Finding]:
    return [f for f in check(read_master(path)) if f.code == code]


class DescribeCheck:
    def it_has_nothing_to_say_of_a_sound_master_but_information(self, clean: Path) -> None:
        findings = check(read_master(clean))
        assert not serious(findings), [f.message for f in findings]
        assert {f.code for f in findings} <= {
            "master-unit-idle", "master-deadline-inferred", "master-periods-overlap",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("code", "sheet", "edit", "word", "advice"), FAULTS, ids=lambda x: x if isinstance(x, str) else ""
    )
    def it_finds_a_fault_at_its_cell(
        self,
        clean: Path,
        tmp_path: Path,
        code: str,
        sheet: str,
        edit: Callable[[Editing], str],
        word: str,
        advice: str,
    ) -> None:
        with Editing(clean, tmp_path / "m.xlsx") as editing:
            cell = edit(editing)
        found = _found(tmp_path / "m.xlsx", code)
        assert [(f.sheet, f.cell) for f in found] == [(sheet, cell)], [f.message for f in found]
        assert word in found[0].message
        assert advice.lower() in found[0].advice.lower()
        assert "  " not in found[0].message and "?." not in found[0].message

    def it_finds_all_faults_at_once_in_the_order_of_the_workbook(self, clean: Path, tmp_path: Path) -> None:
        chosen = {
            "master-email-bad", "master-parent-unknown", "master-period-outside", "master-parameters-bad",
            "master-bands-order", "master-constraint-bad", "master-focal-unknown",
        }  # fmt: skip
        apart = [fault for fault in FAULTS if fault[0] in chosen]
        with Editing(clean, tmp_path / "m.xlsx") as editing:
            for _, _, edit, _, _ in apart:
                edit(editing)
        findings = check(read_master(tmp_path / "m.xlsx"))
        codes = [f.code for f in findings]
        assert {f[0] for f in apart} <= set(codes)
        sheets = ["Kế hoạch", "Đơn vị", "Nhiệm vụ", "Kỳ báo cáo", "Tiêu chí", "Xếp loại", "Số liệu"]
        places = [sheets.index(f.sheet or "") for f in findings]
        assert places == sorted(places)

    def it_suggests_the_unit_that_was_meant(self, clean: Path, tmp_path: Path) -> None:
        with Editing(clean, tmp_path / "m.xlsx") as edit:
            edit.set(*TASK, "NV01", "Cơ quan phối hợp", "Phòng Kinh tê; Phòng Nội vụ tổng hợp")
        found = [f for f in check(read_master(tmp_path / "m.xlsx")) if f.code.startswith("master-unit-")]
        [guess] = [f for f in found if f.code == "master-unit-guessed"]
        assert "“Phòng Kinh tê”" in guess.message and "“Phòng Kinh tế”" in guess.message
        assert any("Phòng Nội vụ tổng hợp" in f.message for f in found)

    @pytest.mark.parametrize("sheet", ["Đơn vị", "Nhiệm vụ", "Kế hoạch"])
    def it_names_a_missing_sheet_and_the_one_that_may_be_it(
        self, clean: Path, tmp_path: Path, sheet: str
    ) -> None:
        book = openpyxl.load_workbook(clean)
        book[sheet].title = sheet + " (2)"
        book.save(tmp_path / "m.xlsx")
        [found] = _found(tmp_path / "m.xlsx", "master-sheet-missing")
        assert found.value == sheet
        assert f"“{sheet} (2)”" in found.message

    def it_names_a_missing_header_and_the_one_that_may_be_it(self, clean: Path, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(clean)
        sheet = book["Nhiệm vụ"]
        for cell in (cell for row in sheet.iter_rows(max_row=9) for cell in row):
            if cell.value == "Cơ quan chủ trì":
                cell.value = "Cơ quan chủ chì"
        book.save(tmp_path / "m.xlsx")
        [found] = _found(tmp_path / "m.xlsx", "master-header-missing")
        assert (found.sheet, found.value) == ("Nhiệm vụ", "Cơ quan chủ trì")
        assert "Cơ quan chủ chì" in found.message
        assert not read_master(tmp_path / "m.xlsx").usable

    def it_compares_the_maxima_with_the_scale_and_with_what_a_group_says(
        self, clean: Path, tmp_path: Path
    ) -> None:
        with Editing(clean, tmp_path / "m.xlsx") as edit:
            edit.set(*CRITERION, "TC01", "Điểm tối đa", 15)
            for code in ("TC01", "TC02"):
                edit.set(*CRITERION, code, "Nhóm", "I. Chỉ đạo (30 điểm)")
        findings = check(read_master(tmp_path / "m.xlsx"))
        [total] = [f for f in findings if f.code == "master-criteria-sum"]
        assert "95" in total.message and "100" in total.message
        [group] = [f for f in findings if f.code == "master-group-sum"]
        assert "30" in group.message and "25" in group.message

    def it_says_when_a_table_is_empty(self, tmp_path: Path) -> None:
        master = small_master()
        master.tasks, master.periods = [], []
        findings = check(read_master(write_master(master, tmp_path / "m.xlsx")))
        assert [(f.sheet, f.severity) for f in findings if f.code == "master-empty"] == [
            ("Nhiệm vụ", Severity.WARNING), ("Kỳ báo cáo", Severity.WARNING),
        ]  # fmt: skip

    def it_sees_a_unit_above_itself(self, clean: Path, tmp_path: Path) -> None:
        with Editing(clean, tmp_path / "m.xlsx") as edit:
            edit.set(*UNIT, "KT", "Đơn vị cấp trên", "VP")
            edit.set(*UNIT, "VP", "Đơn vị cấp trên", "Phòng Kinh tế")
        assert {f.message.split(" là ")[0] for f in _found(tmp_path / "m.xlsx", "master-parent-loop")} == {
            "Đơn vị KT", "Đơn vị VP",
        }  # fmt: skip
