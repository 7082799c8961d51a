"""Command ``issue``, run as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from tests.support import forms
from tests.support.masters import small_master


@pytest.fixture(scope="module")
def master(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("master") / "ke-hoach.xlsx"
    save(master_book(small_master()), path)
    return path


def issue(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "danvan_xl", "issue", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


class DescribeIssue:
    def it_prints_the_count_the_folder_and_who_was_left_out(self, master, tmp_path):
        done = issue(master, "--period", "K1", "-o", tmp_path / "phieu")
        assert done.returncode == 0, done.stderr
        assert f"Đã phát hành 17 phiếu vào thư mục “{tmp_path / 'phieu'}”." in done.stdout
        assert "Không phát hành cho 1 đơn vị" in done.stdout
        assert "Ủy ban Mặt trận Tổ quốc xã" in done.stdout
        assert done.stderr == ""  # no progress when piped
        assert len(list((tmp_path / "phieu").glob("*.xlsx"))) == 17

    def it_takes_units_and_kinds(self, master, tmp_path):
        assert issue(master, "--period", "NAM", "--units", "VP, t03", "-o", tmp_path).returncode == 0
        assert sorted(path.name[:3] for path in tmp_path.iterdir()) == ["T03", "VP "]
        other = tmp_path / "thon"
        assert issue(master, "--period", "NAM", "--kind", "Thôn", "-o", other).returncode == 0
        assert len(list(other.iterdir())) == 14

    def it_asks_for_the_period_when_there_are_several(self, master, tmp_path):
        done = issue(master, "-o", tmp_path / "x")
        assert done.returncode == 2
        assert "--period" in done.stderr
        assert "NAM (Tổng kết năm 2025)" in done.stderr
        assert not (tmp_path / "x").exists()

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("--period", "K7"), "Kế hoạch không có kỳ báo cáo “K7”"),
            (("--period", "K1", "--units", "T1"), "Có phải ý là T01"),
            (("--period", "K1", "--units", " , "), "ít nhất một mã"),
            (("--period", "K1", "--kind", "Làng"), "Không có loại đơn vị “Làng”"),
            (("--period", "K1", "--previous", "khong-co.xlsx"), "Không tìm thấy tệp tổng hợp"),
        ],
    )
    def it_refuses_with_one_clear_sentence_and_writes_nothing(self, master, tmp_path, arguments, says):
        done = issue(master, *arguments, "-o", tmp_path / "x")
        assert done.returncode == 2
        assert says in done.stderr
        assert "Traceback" not in done.stderr
        assert not list(tmp_path.glob("x/*"))

    def it_says_what_is_wrong_with_an_unreadable_master(self, tmp_path):
        (tmp_path / "m.xlsx").write_bytes(b"not a workbook")
        done = issue(tmp_path / "m.xlsx", "--period", "K1", "-o", tmp_path / "x")
        assert done.returncode == 2
        assert "không phải sổ tính Excel" in done.stderr

    def it_keeps_a_filled_form_and_says_so_with_exit_code_1(self, master, tmp_path):
        issue(master, "--period", "K1", "--units", "VP,KT", "-o", tmp_path)
        [filled] = tmp_path.glob("VP*")
        forms.fill(filled, filled, {"Người lập": "Lê Thị An"})
        done = issue(master, "--period", "K1", "--units", "VP,KT", "-o", tmp_path)
        assert done.returncode == 1
        assert "Đã phát hành 1 phiếu" in done.stdout
        assert f"Giữ nguyên 1 tệp vì đã có người điền hoặc lưu lại:\n  - {filled.name}" in done.stdout
        assert forms.beside(openpyxl.load_workbook(filled)["Bìa"], "Người lập").value == "Lê Thị An"

    def it_explains_itself_in_vietnamese(self):
        done = issue("--help")
        assert done.returncode == 0
        for word in ("Cách dùng:", "--period", "--units", "--kind", "--previous", "Mã kỳ báo cáo"):
            assert word in done.stdout
