"""Sheet ``Chấm điểm`` of the form: live points, total and band; recalculated by LibreOffice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from danvan_xl.forms.issue import issue
from danvan_xl.model import Criterion, NotArising, ScoreKind
from danvan_xl.rules.scoring.scheme import make_scheme
from danvan_xl.sheets.form.scores import score_rule
from tests.support import forms, office
from tests.support.masters import SCORED, small_master
from tests.support.records import replace

HEADERS = [
    "Mã", "Tiêu chí", "Điểm tối đa", "Cách chấm", "Yêu cầu kiểm chứng", "Không phát sinh (x)", "Điểm tự chấm",
    "Tài liệu kiểm chứng", "Giải trình", "Điểm đạt",
]  # fmt: skip
TO_FILL = set(HEADERS[5:9])


@pytest.fixture(scope="module")
def issued(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("phieu")
    return {f.unit.code: f.path for f in issue(small_master(), SCORED, folder, units=["VHXH", "KT", "T01"])}


class DescribeBlankSheet:
    def it_has_the_contracts_headers_in_one_row_with_data_beneath(self, issued):
        sheet = openpyxl.load_workbook(issued["T01"])["Chấm điểm"]
        top, columns = forms.header_row(sheet, "Mã")
        assert [cell.value for cell in sheet[top] if cell.value is not None] == HEADERS
        assert [sheet.cell(top + i, columns["Mã"]).value for i in range(1, 11)] == [
            f"TC{i:02d}" for i in range(1, 11)
        ]
        assert not sheet.merged_cells.ranges

    def it_unlocks_the_columns_to_fill_and_locks_the_rest(self, issued):
        sheet = openpyxl.load_workbook(issued["T01"])["Chấm điểm"]
        top, columns = forms.header_row(sheet, "Mã")
        assert sheet.protection.sheet
        for row in range(top + 1, top + 11):
            unlocked = {h for h, col in columns.items() if not sheet.cell(row, col).protection.locked}
            assert unlocked == TO_FILL
            assert all(sheet.cell(row, columns[h]).fill.fill_type == "solid" for h in TO_FILL)

    def it_takes_nothing_where_the_program_reckons_and_says_why(self, issued):
        rule = self.rule_at(issued["T01"], "TC03", "Điểm tự chấm")
        assert (rule.type, rule.formula1) == ("custom", "FALSE")
        assert "máy tự tính" in rule.error
        assert self.rule_at(issued["T01"], "TC01", "Không phát sinh (x)").formula1 == "FALSE"
        assert self.rule_at(issued["T01"], "TC03", "Không phát sinh (x)").formula1 == '"x"'

    def it_lists_the_options_of_a_choice(self, issued):
        assert self.rule_at(issued["T01"], "TC02", "Điểm tự chấm").formula1 == '"Đạt,Đạt một phần,Không đạt"'

    def it_keeps_a_self_score_within_its_limits_and_steps(self, issued):
        rule = self.rule_at(issued["T01"], "TC01", "Điểm tự chấm")
        assert rule.type == "custom"
        assert "<=20" in rule.formula1
        assert "/0.25" in rule.formula1
        assert "từ 0 đến 20, theo bước 0,25" in rule.error
        bonus = self.rule_at(issued["T01"], "TC08", "Điểm tự chấm")
        assert (bonus.type, bonus.formula1, bonus.formula2) == ("decimal", "0", "5")

    @staticmethod
    def rule_at(path: Path, code: str, header: str) -> Any:
        sheet = openpyxl.load_workbook(path)["Chấm điểm"]
        top, columns = forms.header_row(sheet, "Mã")
        row = next(r for r in range(top + 1, top + 11) if sheet.cell(r, columns["Mã"]).value == code)
        place = sheet.cell(row, columns[header]).coordinate
        [rule] = [r for r in sheet.data_validations.dataValidation if place in r.sqref]
        return rule

    def it_gives_the_points_of_a_blank_form(self, issued):
        points = forms.column(issued["T01"], "Chấm điểm", "Điểm đạt")
        assert points["TC01"] == 0
        assert points["TC07"] == 10  # not late as long as no report date is given
        assert points["TC10"] in (None, "")

    def it_shows_no_total_and_no_band_before_anything_is_filled(self, issued, recalculated):
        for path in (issued["T01"], recalculated["T01"]):
            assert forms.label(path, "Chấm điểm", "Tổng điểm") in (None, "")
            assert forms.label(path, "Chấm điểm", "Xếp loại") in (None, "")

    def it_puts_options_with_commas_into_a_hidden_column(self, tmp_path):
        master = small_master()
        options = [f"Đạt mức {n}, có đủ hồ sơ chứng minh kết quả theo hướng dẫn" for n in range(5)]
        text = "; ".join(f"{option}: {n}" for n, option in enumerate(options))
        master.criteria[1] = replace(master.criteria[1], parameters=text)
        [form] = issue(master, SCORED, tmp_path, units=["T01"])
        rule = self.rule_at(form.path, "TC02", "Điểm tự chấm")
        sheet = openpyxl.load_workbook(form.path)["Chấm điểm"]
        assert [cell.value for (cell,) in sheet[rule.formula1.lstrip("=").replace("$", "")]] == options
        number = column_index_from_string(rule.formula1.lstrip("=").split("$")[1])
        assert any(d.hidden and d.min <= number <= d.max for d in sheet.column_dimensions.values())


class DescribeScoreRule:
    @pytest.mark.parametrize(
        ("kind", "parameters", "words"),
        [
            (ScoreKind.SELF, "bước 0,25", "Tự chấm: từ 0 đến 15 điểm, bước 0,25."),
            (ScoreKind.CHOICE, "Đạt: 15; Không: 0", "Lựa chọn: Đạt: 15 điểm; Không: 0 điểm."),
            (
                ScoreKind.RATIO, "SL05 / SL04; làm tròn 0,25",
                "Tỷ lệ (tự tính): hồ sơ đúng hạn (SL05) ÷ hồ sơ tiếp nhận (SL04) × 15 điểm, không quá 15 điểm, làm tròn 0,25.",
            ),
            (
                ScoreKind.RATIO_BANDS, "SL05 / (SL04 + SL05); >=90%: 15; >50%: 8; còn lại: 0",
                ("Bậc tỷ lệ (tự tính): hồ sơ đúng hạn (SL05) ÷ (hồ sơ tiếp nhận (SL04) + hồ sơ đúng hạn (SL05)); "
                "từ 90%: 15 điểm; trên 50%: 8 điểm; còn lại: 0 điểm."),
            ),
            (ScoreKind.COUNT, "SL06 x 0,5; tối đa 5", "Số lượng (tự tính): TTHC (SL06) × 0,5 điểm, không quá 5 điểm."),
            (
                ScoreKind.PROGRESS, "nhóm 3",
                "Tiến độ (tự tính): nhiệm vụ chủ trì hoàn thành đúng hạn ÷ nhiệm vụ chủ trì đã đến hạn (nhóm 3) × 15 điểm.",
            ),
            (
                ScoreKind.PUNCTUALITY, "trừ 1 mỗi ngày; tối đa 3 ngày",
                "Đúng hạn báo cáo (tự tính): đúng hạn được 15 điểm; nộp muộn thì trừ 1 mỗi ngày; tối đa 3 ngày.",
            ),
            (ScoreKind.BONUS, "tối đa 5", "Thưởng: đơn vị đề nghị số điểm cộng thêm, không quá 5 điểm."),
            (
                ScoreKind.PENALTY, "SL05 x 2; tối đa 10",
                "Trừ điểm (tự tính): trừ hồ sơ đúng hạn (SL05) × 2 điểm, không quá 10 điểm.",
            ),
            (
                ScoreKind.CAP, "SL05; hạ một bậc",
                "Khống chế (tự tính): không tính điểm; hồ sơ đúng hạn (SL05) lớn hơn 0 thì hạ 1 bậc.",
            ),
        ],
    )  # fmt: skip
    def it_says_the_criterions_own_formula_in_words(self, kind: ScoreKind, parameters: str, words: str):
        criterion = Criterion("TC", "", Decimal(15), kind, parameters=parameters)
        names = {"SL04": "Hồ sơ tiếp nhận", "SL05": "Hồ sơ đúng hạn", "SL06": "TTHC"}
        scheme = make_scheme([criterion], [], Decimal(100), indicators=names, strict=True, names=names)
        assert score_rule(criterion, scheme) == words

    def it_says_what_becomes_of_it_when_it_does_not_arise(self):
        criterion = Criterion("TC", "", Decimal(15), ScoreKind.SELF, not_arising=NotArising.FULL)
        scheme = make_scheme([criterion], [], Decimal(100), indicators=[], strict=True)
        assert score_rule(criterion, scheme) == "Tự chấm: từ 0 đến 15 điểm. Không phát sinh: được đủ điểm."

    def it_shows_the_kind_alone_where_the_parameters_cannot_be_read(self):
        criterion = Criterion("TC", "", Decimal(15), ScoreKind.RATIO, parameters="SL05 chia đều")
        scheme = make_scheme([criterion], [], Decimal(100), indicators=[], strict=False)
        assert score_rule(criterion, scheme) == "Tỷ lệ."


FULL_INDICATORS = {
    "SL01": 8, "SL02": 7, "SL03": 1, "SL04": 120, "SL05": 114, "SL06": 9, "SL07": 95.5, "SL08": 12.5, "SL09": 1,
    "SL10": 0, "SL11": 95,
}  # fmt: skip
TASKS_DONE = {
    "NV04": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 11, 20)},
    "NV08": {"Số lượng đạt": 1},  # periodic, due on 15/11
}
SCORES = {
    "TC01": {"Điểm tự chấm": 18.25},
    "TC02": {"Điểm tự chấm": "Đạt một phần", "Tài liệu kiểm chứng": "Lịch tiếp công dân"},
    "TC08": {"Điểm tự chấm": 2, "Tài liệu kiểm chứng": "QĐ 12/QĐ-UBND"},
}
Case = tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]
CASES: dict[str, Case] = {
    # cover, tasks, scores, indicators, what is expected (worked by hand)
    "filled in time": (
        {"Ngày báo cáo": date(2025, 12, 1)}, TASKS_DONE, SCORES, FULL_INDICATORS,
        # 18,25 + 5 + 15×7/8=13,125→13,25 + 8 (95 %) + 4,5 + 25×2/2 + 10 = 84; + 2 - 2 = 84
        {"TC01": 18.25, "TC02": 5, "TC03": 13.25, "TC04": 8, "TC05": 4.5, "TC06": 25, "TC07": 10, "TC08": 2,
         "TC09": -2, "Tổng điểm": 84, "Xếp loại": "Tốt"},
    ),
    "two days late": (
        {"Ngày báo cáo": date(2025, 12, 5)}, TASKS_DONE, SCORES, FULL_INDICATORS,
        {"TC07": 8, "Tổng điểm": 82, "Xếp loại": "Tốt"},
    ),
    "task not done": (
        {}, {}, SCORES, FULL_INDICATORS, {"TC06": 0, "Tổng điểm": 59, "Xếp loại": "Trung bình"},
    ),
    "a periodic task not done as often as it fell due": (
        {}, {"NV04": TASKS_DONE["NV04"]}, SCORES, FULL_INDICATORS, {"TC06": 12.5, "Tổng điểm": 71.5},
    ),
    "0 of 0 and a tick leave the denominator or give full points": (
        {}, TASKS_DONE, {**SCORES, "TC04": {"Không phát sinh (x)": "x"}},
        {**FULL_INDICATORS, "SL01": 0, "SL02": 0, "SL03": 0},
        # 18,25 + 5 + 10 + 4,5 + 25 + 10 = 72,75 of 85 = 85,588… + 2 - 2
        {"TC03": None, "TC04": 10, "Tổng điểm": 85.59, "Xếp loại": "Tốt"},
    ),
    "a choice without its evidence": (
        {}, TASKS_DONE, {**SCORES, "TC02": {"Điểm tự chấm": "Đạt"}}, FULL_INDICATORS,
        {"TC02": 0, "Tổng điểm": 79},
    ),
    "text where a number belongs": (
        {}, TASKS_DONE, {**SCORES, "TC01": {"Điểm tự chấm": "18,25"}}, FULL_INDICATORS,
        {"TC01": "kiểm tra lại", "Tổng điểm": "kiểm tra lại", "Xếp loại": "kiểm tra lại"},
    ),
    "an indicator typed as text": (
        {}, TASKS_DONE, SCORES, {**FULL_INDICATORS, "SL06": "9 cuộc"},
        {"TC05": "kiểm tra lại", "Tổng điểm": "kiểm tra lại"},
    ),
    "a self score above its maximum": (
        {}, TASKS_DONE, {**SCORES, "TC01": {"Điểm tự chấm": 25}}, FULL_INDICATORS,
        {"TC01": None, "Tổng điểm": 65.75},
    ),
    "barred from the best band": (
        {}, TASKS_DONE,
        {**SCORES, "TC01": {"Điểm tự chấm": 20}, "TC02": {"Điểm tự chấm": "Đạt", "Tài liệu kiểm chứng": "x"}},
        {**FULL_INDICATORS, "SL05": 120, "SL06": 20, "SL09": 0, "SL10": 1},
        # 20 + 10 + 13,25 + 10 + 10 + 25 + 10 = 98,25 + 2
        {"Tổng điểm": 100.25, "Xếp loại": "Tốt"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def recalculated(issued, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("recalculated")
    files = [
        forms.fill(
            issued["T01"], folder / f"case{number}.xlsx", cover,
            nhiem_vu=tasks, cham_diem=scores, so_lieu={k: {"Trong kỳ": v} for k, v in indicators.items()},
        )
        for number, (cover, tasks, scores, indicators, _) in enumerate(CASES.values())
    ]  # fmt: skip
    files += [forms.fill(path, folder / f"blank-{unit}.xlsx") for unit, path in issued.items()]
    return dict(zip([*CASES, *issued], office.recalculate(files, folder), strict=True))


class DescribeLivePoints:
    @pytest.mark.parametrize("case", CASES)
    def it_follows_what_the_unit_types(self, recalculated, case):
        path = recalculated[case]
        found = forms.column(path, "Chấm điểm", "Điểm đạt")
        found |= {text: forms.label(path, "Chấm điểm", text) for text in ("Tổng điểm", "Xếp loại")}
        for name, expected in CASES[case][4].items():
            actual = None if found[name] == "" else found[name]
            assert actual == (
                pytest.approx(expected, abs=1e-9) if isinstance(expected, float) else expected
            ), name

    def it_has_cached_what_libreoffice_works_out(self, issued, recalculated):
        for unit, path in issued.items():
            cached = forms.formulas_and_values(path)
            fresh = forms.formulas_and_values(recalculated[unit])
            assert len(cached) > 30
            for place, (_, value) in cached.items():
                again = fresh[place][1]
                assert (again or "") == (value or ""), place

    def it_counts_on_the_cover_what_is_missing(self, issued, recalculated):
        blank = forms.checks(issued["T01"])
        assert blank["Chấm điểm: mọi tiêu chí đã tự chấm"] == 2
        assert blank["Số liệu: đã ghi đủ số trong kỳ"] == 11
        filled = forms.checks(recalculated["filled in time"])
        assert filled["Chấm điểm: mọi tiêu chí đã tự chấm"] == 0
        assert filled["Số liệu: đã ghi đủ số trong kỳ"] == 0
        assert (
            forms.checks(recalculated["a choice without its evidence"])[
                "Chấm điểm: có đủ tài liệu kiểm chứng"
            ]
            == 1
        )
        assert forms.checks(recalculated["an indicator typed as text"])["Số liệu: mọi ô đều là số"] == 1
        assert (
            forms.checks(recalculated["text where a number belongs"])[
                "Chấm điểm: không còn dòng báo “kiểm tra lại”"
            ]
            == 1
        )
        above = forms.checks(recalculated["a self score above its maximum"])
        assert above["Chấm điểm: điểm từ 0 đến điểm tối đa"] == 1
