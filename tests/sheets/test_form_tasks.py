"""Sheet ``Nhiệm vụ`` of the form: facts, inputs, live status; recalculated by LibreOffice."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.forms.issue import issue
from tests.support import forms, office
from tests.support.masters import UNSCORED, small_master
from tests.support.records import replace

OUT = {"Số lượng đạt", "Tiến độ (%)", "Ngày hoàn thành", "Kết quả, số văn bản", "Khó khăn, vướng mắc"}
HEADERS = [
    "Mã nhiệm vụ",
    "Nhóm nhiệm vụ",
    "Nhiệm vụ",
    "Vai trò",
    "Thời gian thực hiện",
    "Loại thời hạn",
    "Bắt đầu",
    "Hạn",
    "Sản phẩm",
    "Chỉ tiêu",
    "Số lượng đạt",
    "Tiến độ (%)",
    "Ngày hoàn thành",
    "Kết quả, số văn bản",
    "Khó khăn, vướng mắc",
    "Tình trạng",
]


@pytest.fixture(scope="module")
def issued(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("phieu")
    forms_made = issue(small_master(), UNSCORED, folder, units=["VP", "VHXH", "KT", "T01"])
    return {form.unit.code: form.path for form in forms_made}


class DescribeBlankSheet:
    def it_has_the_contracts_headers_in_one_row_with_data_beneath(self, issued):
        sheet = openpyxl.load_workbook(issued["VHXH"])["Nhiệm vụ"]
        top, columns = forms.header_row(sheet, "Mã nhiệm vụ")
        assert [cell.value for cell in sheet[top] if cell.value is not None] == HEADERS
        assert sheet.cell(top + 1, columns["Mã nhiệm vụ"]).value == "NV01"
        assert not sheet.merged_cells.ranges

    def it_lists_lead_tasks_first_then_coordinated_ones(self, issued):
        roles = list(forms.column(issued["VHXH"], "Nhiệm vụ", "Vai trò").items())
        assert roles == [
            ("NV01", "Chủ trì"), ("NV06", "Chủ trì"), ("NV12", "Chủ trì"), ("NV13", "Chủ trì"),
            ("NV02", "Phối hợp"), ("NV03", "Phối hợp"),
        ]  # fmt: skip
        assert forms.column(issued["T01"], "Nhiệm vụ", "Vai trò")["NV09"] == "Phối hợp (khi liên quan)"

    def it_gives_dates_as_dates_and_targets_as_numbers(self, issued):
        assert forms.column(issued["VHXH"], "Nhiệm vụ", "Hạn")["NV01"] == datetime(2025, 9, 5)
        assert forms.column(issued["VHXH"], "Nhiệm vụ", "Chỉ tiêu")["NV13"] == 200
        assert forms.column(issued["T01"], "Nhiệm vụ", "Chỉ tiêu")["NV04"] == 1  # per thôn
        assert forms.column(issued["VP"], "Nhiệm vụ", "Chỉ tiêu")["NV07"] == 2  # 31/7 and 31/8 in the period

    def it_shows_a_unit_behind_a_target_only_where_the_column_has_room(self, issued, tmp_path):
        """A number does not wrap: with "lượt người dân" behind it, it would stand there as ###."""
        sheet = openpyxl.load_workbook(issued["T01"])["Nhiệm vụ"]
        top, columns = forms.header_row(sheet, "Mã nhiệm vụ")
        short = next(
            r for r in range(top + 1, sheet.max_row) if sheet.cell(r, columns["Mã nhiệm vụ"]).value == "NV04"
        )
        assert sheet.cell(short, columns["Chỉ tiêu"]).number_format == '#,##0" cuộc"'
        master = small_master()
        tasks = [replace(task, target_unit="lượt người dân") for task in master.tasks]
        [made] = issue(replace(master, tasks=tasks), UNSCORED, tmp_path, units=["T01"])
        assert (
            openpyxl.load_workbook(made.path)["Nhiệm vụ"].cell(short, columns["Chỉ tiêu"]).number_format
            == "#,##0"
        )

    def it_shows_the_status_of_a_blank_form_at_the_due_date(self, issued):
        """Hạn nộp is 03/9/2025."""
        assert forms.column(issued["VHXH"], "Nhiệm vụ", "Tình trạng") == {
            "NV01": "Chưa thực hiện",
            "NV06": "Chưa thực hiện",
            "NV12": "Chưa hoàn thành, quá hạn",
            "NV13": "Chưa đến thời gian thực hiện",
            "NV02": "Chưa hoàn thành, quá hạn",
            "NV03": "Chưa thực hiện",
        }
        assert forms.column(issued["KT"], "Nhiệm vụ", "Tình trạng")["NV09"] == "Chưa phát sinh"

    def it_unlocks_the_cells_to_fill_and_the_rows_below_only(self, issued):
        sheet = openpyxl.load_workbook(issued["VHXH"])["Nhiệm vụ"]
        top, columns = forms.header_row(sheet, "Mã nhiệm vụ")
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for row in range(top + 1, top + 7):
            for header, col in columns.items():
                cell = sheet.cell(row, col)
                assert cell.protection.locked == (header not in OUT), (header, row)
                assert (cell.fill.start_color.rgb == "FFFFF9DB") == (header in OUT)
        for row in range(top + 7, top + 17):
            open_cells = {h for h, col in columns.items() if not sheet.cell(row, col).protection.locked}
            assert open_cells == set(HEADERS) - {"Mã nhiệm vụ", "Tình trạng"}
            assert all(sheet.cell(row, col).value is None for col in columns.values())

    def it_limits_numbers_and_dates_with_vietnamese_messages(self, issued):
        sheet = openpyxl.load_workbook(issued["VHXH"])["Nhiệm vụ"]
        top, columns = forms.header_row(sheet, "Mã nhiệm vụ")
        by_header = {}
        for rule in sheet.data_validations.dataValidation:
            for header, col in columns.items():
                if sheet.cell(top + 1, col).coordinate in rule.sqref:
                    by_header[header] = rule
        assert (by_header["Tiến độ (%)"].formula1, by_header["Tiến độ (%)"].formula2) == ("0", "100")
        assert by_header["Số lượng đạt"].operator == "greaterThanOrEqual"
        assert by_header["Ngày hoàn thành"].type == "date"
        for rule in by_header.values():
            assert rule.showErrorMessage
            assert 10 < len(rule.error) <= 255


CASES: dict[str, tuple[str, dict, dict[str, dict], dict[str, str]]] = {
    # what is tested: unit, cover, what is typed, status by hand
    "done in time": (
        "VHXH", {}, {"NV01": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 9, 2)}}, {"NV01": "Hoàn thành đúng hạn"},
    ),
    "done late": (
        "VHXH", {}, {"NV12": {"Ngày hoàn thành": date(2025, 8, 31)}}, {"NV12": "Hoàn thành quá hạn"},
    ),
    "by the date of the report, not of the due date": (
        "VHXH", {"Ngày báo cáo": date(2025, 9, 10)}, {}, {"NV01": "Chưa hoàn thành, quá hạn"},
    ),
    "a completion that lies ahead": (
        "VHXH", {}, {"NV01": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 9, 4)}}, {"NV01": "Đang thực hiện"},
    ),
    "under way": ("VHXH", {}, {"NV01": {"Tiến độ (%)": 40}}, {"NV01": "Đang thực hiện"}),
    "continuing": (
        "VHXH", {"Ngày báo cáo": date(2026, 1, 5)}, {"NV06": {"Tiến độ (%)": 60}}, {"NV06": "Đang thực hiện"},
    ),
    "a number typed as text": (
        "VHXH", {}, {"NV01": {"Tiến độ (%)": "100"}, "NV02": {"Ngày hoàn thành": "02/9/2025"}},
        {"NV01": "kiểm tra lại", "NV02": "kiểm tra lại"},
    ),
    "a report date typed as text": (
        "VHXH", {"Ngày báo cáo": "10/9/2025"}, {}, {"NV01": "Chưa thực hiện"},
    ),
    "one of two occurrences": ("VP", {}, {"NV07": {"Số lượng đạt": 1}}, {"NV07": "Chưa hoàn thành, quá hạn"}),
    "both occurrences": ("VP", {}, {"NV07": {"Số lượng đạt": 2}}, {"NV07": "Đã thực hiện"}),
    "on request, with a result": (
        "KT", {}, {"NV09": {"Kết quả, số văn bản": "02 cuộc"}}, {"NV09": "Đã thực hiện"},
    ),
    "unclear deadline": ("VP", {}, {"NV10": {"Tiến độ (%)": 50}}, {"NV10": "Đã thực hiện"}),
    "none inside the period yet": ("T01", {}, {}, {"NV08": "Chưa thực hiện", "NV04": "Chưa thực hiện"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def recalculated(issued, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("recalculated")
    files = [
        forms.fill(issued[unit], folder / f"case{number}.xlsx", cover, nhiem_vu=typed)
        for number, (unit, cover, typed, _) in enumerate(CASES.values())
    ]
    files += [forms.fill(path, folder / f"blank-{unit}.xlsx") for unit, path in issued.items()]
    results = office.recalculate(files, folder)
    return dict(zip([*CASES, *issued], results, strict=True))


class DescribeLiveStatus:
    @pytest.mark.parametrize("case", CASES)
    def it_follows_what_the_unit_types(self, recalculated, case):
        status = forms.column(recalculated[case], "Nhiệm vụ", "Tình trạng")
        for code, expected in CASES[case][3].items():
            assert status[code] == expected

    def it_has_cached_what_libreoffice_works_out(self, issued, recalculated):
        for unit, path in issued.items():
            cached = forms.formulas_and_values(path)
            fresh = forms.formulas_and_values(recalculated[unit])
            assert len(cached) > 8
            assert {place: value for place, (_, value) in cached.items()} == {
                place: value for place, (_, value) in fresh.items() if place in cached
            }

    def it_counts_what_is_missing_on_the_cover(self, issued, recalculated):
        lead, dateless = (
            "Nhiệm vụ: việc chủ trì đã điền tiến độ", "Nhiệm vụ: việc đạt 100% đã ghi ngày hoàn thành",
        )  # fmt: skip
        assert forms.checks(issued["VHXH"])[lead] == 3  # NV13 has not begun
        assert forms.checks(recalculated["under way"])[lead] == 2
        assert forms.checks(issued["VHXH"])[dateless] == 0

    def it_says_on_the_cover_that_a_date_is_not_one(self, recalculated):
        assert (
            forms.checks(recalculated["a report date typed as text"])[
                "Bìa: ngày báo cáo, lần gửi ghi đúng dạng"
            ]
            == 1
        )
