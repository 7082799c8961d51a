"""``danvan-xl consolidate`` and ``danvan-xl score`` as a person runs them."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.cli.commands import cli
from danvan_xl.cli.running import run
from danvan_xl.cli.vietnamese import localise
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.plans.master_reader import load_master
from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from tests.returns.filled import issued
from tests.support.masters import SCORED, small_master


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``ke-hoach.xlsx`` and filled returns of VP and KT in ``phieu``."""
    folder = tmp_path_factory.mktemp("year")
    master = small_master()
    save(master_book(master), folder / "ke-hoach.xlsx")
    forms = issued(folder / "forms", master)
    (folder / "phieu").mkdir()
    cover = {"Ngày báo cáo": date(2025, 11, 28), "Lần gửi": 1, "Cam đoan số liệu (x)": "x"}
    done = {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 20)}
    for unit, tasks in (("VP", {"NV02": done}), ("KT", {"NV12": done, "NV05": {"Tiến độ (%)": 30}})):
        filling = Filling(cover=cover, tasks=tasks, scores={"TC01": {"Điểm tự chấm": 18.5}},
                          indicators={f"SL{n:02d}": {"Trong kỳ": 0} for n in range(1, 11)})  # fmt: skip
        fill(forms[unit], folder / "phieu" / f"{unit}.xlsx", filling, datetime(2025, 11, 28))
    return folder


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def call(*arguments: object) -> tuple[int, str, str]:
        words = [str(argument) for argument in arguments]
        monkeypatch.setattr("sys.argv", ["danvan-xl", *words])
        code = run(localise(cli), words)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def consolidate(year: Path, *more: object) -> tuple[object, ...]:
    return ("consolidate", year / "phieu", "--master", year / "ke-hoach.xlsx", "--as-of", "30/11/2025", *more)


class DescribeConsolidate:
    def it_writes_summary_and_json_and_says_who_did_not_report(self, command, year, tmp_path):
        code, out, err = command(
            *consolidate(year, "-o", tmp_path / "th.xlsx", "--json", tmp_path / "th.json")
        )
        assert (code, err) in ((0, ""), (1, ""))
        assert "Đã báo cáo: 2/17 (11,8%)" in out
        assert "Chưa báo cáo (15): Phòng Văn hóa - Xã hội" in out
        assert "Tổng quan" in openpyxl.load_workbook(tmp_path / "th.xlsx").sheetnames
        result = json.loads((tmp_path / "th.json").read_text(encoding="utf-8"))
        assert (result["period"], result["as_of"]) == (SCORED, "2025-11-30")
        # 21 dated lead tasks, two complete.
        assert result["totals"]["completion_rate"] == pytest.approx(2 / 21)

    def it_writes_nothing_on_a_dry_run(self, command, year, tmp_path):
        code, out, _ = command(*consolidate(year, "-o", tmp_path / "th.xlsx", "--dry-run"))
        assert code in (0, 1)
        assert "Đã nhận: 2" in out
        assert list(tmp_path.iterdir()) == []

    def it_ends_with_1_when_a_file_was_rejected(self, command, year, tmp_path):
        bad = tmp_path / "phieu"
        bad.mkdir()
        (bad / "VP.xlsx").write_bytes((year / "phieu" / "VP.xlsx").read_bytes())
        (bad / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
        code, out, _ = command("consolidate", bad, "--master", year / "ke-hoach.xlsx", "--dry-run")
        assert code == 1
        assert "[Lỗi] hỏng.xlsx: Tệp bị hỏng" in out

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("không-có", "--master", "ke-hoach.xlsx", "--dry-run"), "Không tìm thấy thư mục phiếu"),
            (("trống", "--master", "ke-hoach.xlsx", "--dry-run"), "không có phiếu báo cáo nào"),
            (("phieu", "--master", "phieu/VP.xlsx", "--dry-run"), "VP.xlsx"),
            (("phieu", "--master", "không-có.xlsx", "--dry-run"), "Không tìm thấy"),
            (("phieu", "--master", "ke-hoach.xlsx", "--period", "K9", "--dry-run"), "K9"),
            (("phieu", "--master", "ke-hoach.xlsx", "--as-of", "hôm qua", "--dry-run"), "không phải ngày"),
            (("phieu", "--master", "ke-hoach.xlsx"), "--dry-run"),
        ],
    )
    def it_ends_with_2_and_one_sentence(self, command, year, monkeypatch, arguments, says):
        monkeypatch.chdir(year)
        (year / "trống").mkdir(exist_ok=True)
        code, out, err = command("consolidate", *arguments)
        assert (code, out) == (2, "")
        assert says in err
        assert "Traceback" not in err

    def it_keeps_what_the_reviewer_typed(self, command, year, tmp_path):
        target = tmp_path / "th.xlsx"
        command(*consolidate(year, "-o", target))
        book = openpyxl.load_workbook(target)
        sheet = book["Thẩm định"]
        [header] = [row for row in sheet.iter_rows() if "Điểm thẩm định" in [c.value for c in row]]
        columns = {c.value: c.column for c in header}
        for row in range(header[0].row + 1, sheet.max_row + 1):
            if (sheet.cell(row, columns["Mã đơn vị"]).value, sheet.cell(row, columns["Mã"]).value) == (
                "KT",
                "TC01",
            ):
                sheet.cell(row, columns["Điểm thẩm định"]).value = 12.5
                sheet.cell(row, columns["Lý do"]).value = "thiếu minh chứng"
        book.save(target)
        command(*consolidate(year, "-o", target, "--json", tmp_path / "th.json"))
        result = json.loads((tmp_path / "th.json").read_text(encoding="utf-8"))
        [unit] = [unit for unit in result["units"] if unit["code"] == "KT"]
        assert unit["scores"]["TC01"]["verified"] == 12.5
        again = openpyxl.load_workbook(target)["Thẩm định"]
        assert "thiếu minh chứng" in [c.value for row in again.iter_rows() for c in row]

    def it_keeps_a_copy_of_what_it_replaces_and_brings_it_back(self, command, year, tmp_path):
        target = tmp_path / "th.xlsx"
        code, _, err = command("restore", target)
        assert code == 2 and "Chưa có bản sao lưu nào" in err and "Traceback" not in err
        command(*consolidate(year, "-o", target))
        before = target.read_bytes()
        command(*consolidate(year, "-o", target, "--as-of", "2025-06-01"))
        assert target.read_bytes() != before
        code, out, _ = command("restore", target, "--list")
        assert code == 0 and out.startswith("lần 1, ghi lúc ")
        code, out, _ = command("restore", target, "--copy", "1")
        assert code == 0 and "Đã đưa “th.xlsx” về bản sao lưu lần 1" in out
        assert target.read_bytes() == before

    def it_keeps_the_summary_of_another_period_aside(self, command, year, tmp_path):
        target = tmp_path / "th.xlsx"
        command(*consolidate(year, "-o", target))
        before = target.read_bytes()
        code, out, _ = command(*consolidate(year, "-o", target, "--period", "K1"))
        assert code in (0, 1)
        assert "cũ là của kỳ “NAM”; đã giữ lại ở “th (bản sao lưu).xlsx”" in out
        assert (tmp_path / "th (bản sao lưu).xlsx").read_bytes() == before
        assert target.read_bytes() != before

    def it_keeps_a_file_that_is_no_summary_aside(self, command, year, tmp_path):
        target = tmp_path / "th.xlsx"
        book = openpyxl.Workbook()
        book.active["A1"] = "bảng lương"
        book.save(target)
        before = target.read_bytes()
        code, out, _ = command(*consolidate(year, "-o", target))
        assert code in (0, 1)
        assert "đã giữ lại ở “th (bản sao lưu).xlsx”" in out
        assert (tmp_path / "th (bản sao lưu).xlsx").read_bytes() == before

    @pytest.mark.parametrize(
        ("option", "name"),
        [("-o", "ke-hoach.xlsx"), ("--json", "ke-hoach.xlsx"), ("--json", "phieu/VP.xlsx")],
    )
    def it_ends_with_2_before_an_output_replaces_an_input(self, command, year, option, name):
        before = (year / name).read_bytes()
        code, out, err = command(*consolidate(year, option, year / name))
        assert (code, out) == (2, "")
        assert Path(name).name in err and "Cách xử lý: " in err
        assert (year / name).read_bytes() == before

    def it_writes_receipts_for_the_units(self, command, year, tmp_path):
        command(*consolidate(year, "--receipts", tmp_path / "pt"))
        names = sorted(path.name for path in (tmp_path / "pt").iterdir())
        assert [name.split(" - ")[:2] for name in names] == [
            ["Phiếu tiếp nhận", "KT"],
            ["Phiếu tiếp nhận", "VP"],
        ]


class DescribeScore:
    def it_explains_every_criterion(self, command, year):
        code, out, _ = command("score", year / "phieu" / "VP.xlsx", "--master", year / "ke-hoach.xlsx")
        assert code in (0, 1)
        assert "Văn phòng HĐND và UBND (VP)" in out
        for number in range(1, 11):
            assert f"TC{number:02d} " in out
        assert "TC01 Chất lượng chỉ đạo, điều hành [Tự chấm]: 18,50 điểm/20" in out
        assert "Tổng điểm:" in out

    def it_refuses_what_is_no_return(self, command, year):
        code, _, err = command("score", year / "ke-hoach.xlsx", "--master", year / "ke-hoach.xlsx")
        assert code == 2
        assert err

    def it_tells_what_is_wrong_with_the_file_before_it_asks_for_a_period(self, command, year, tmp_path):
        master = load_master(year / "ke-hoach.xlsx")
        assert len(master.periods) > 1
        empty = tmp_path / "rỗng.xlsx"
        empty.touch()
        code, _, err = command("score", empty, "--master", year / "ke-hoach.xlsx")
        assert (code, "0 byte" in err, "--period" in err) == (2, True, False)

    def it_takes_the_period_from_the_command_where_the_file_names_none(self, command, year, tmp_path):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Văn phòng HĐND và UBND"
        task = next(t for t in load_master(year / "ke-hoach.xlsx").tasks)
        sheet.append(
            ["Mã nhiệm vụ", "Nhiệm vụ", "Vai trò", "Tiến độ (%)", "Ngày hoàn thành", "Kết quả, số văn bản"]
        )
        sheet.append([task.code, task.text, "Chủ trì", 40, None, "Báo cáo 5"])
        alone = tmp_path / "một trang.xlsx"
        book.save(alone)
        arguments = ("score", alone, "--master", year / "ke-hoach.xlsx")
        code, _, err = command(*arguments)
        assert (code, "--period" in err) == (2, True)
        code, out, _ = command(*arguments, "--period", SCORED)
        assert code in (0, 1)
        assert "Văn phòng HĐND và UBND (VP)" in out
