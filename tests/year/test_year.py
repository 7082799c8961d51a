"""The whole year by commands alone, on a master typed into the empty template by an outside script.

The script types random answers, reckons what must come out by the contract's rules, and compares: in
the JSON, in the summary's cached cells, and in the summary as LibreOffice recalculates it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support import office, ooxml
from tests.year.outside import (
    column_values,
    count,
    fill_by_code,
    label_value_cell,
    routine_status,
    status_of,
    write_rows,
)

START, END = date(2025, 1, 1), date(2025, 12, 31)
AS_OF = date(2025, 11, 15)
DUE = date(2025, 11, 20)

UNITS = {
    "VP": ("Văn phòng HĐND và UBND xã", "Phòng chuyên môn"),
    "VHXH": ("Phòng Văn hóa - Xã hội", "Phòng chuyên môn"),
    "TT": ("Trung tâm Văn hóa, Thể thao và Truyền thông", "Đơn vị sự nghiệp"),
    "T1": ("Thôn Đông", "Thôn"),
    "T2": ("Thôn Đoài", "Thôn"),
    "T3": ("Thôn Nam Hạ", "Thôn"),
}
# code: (lead text, coordinating text, phrase, lead codes, start, due or None for recurring)
TASKS: dict[str, tuple[str, str, str, list[str], date, date | None]] = {
    "NV01": ("Các thôn", "", "Thường xuyên", ["T1", "T2", "T3"], START, None),
    "NV02": ("Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND xã", "Trước 30/6/2025", ["VHXH"], START, date(2025, 6, 30)),
    "NV03": ("Văn phòng HĐND và UBND xã", "Các thôn", "Quý III/2025", ["VP"], date(2025, 7, 1), date(2025, 9, 30)),
    "NV04": ("Các thôn", "Phòng Văn hóa - Xã hội", "Tháng 9-11/2025", ["T1", "T2", "T3"], date(2025, 9, 1), date(2025, 11, 30)),
    "NV05": ("Trung tâm Văn hóa, Thể thao và Truyền thông", "", "Tháng 12/2025", ["TT"], date(2025, 12, 1), date(2025, 12, 31)),
    "NV06": ("Văn phòng HĐND và UBND xã; Phòng Văn hóa - Xã hội", "", "Chậm nhất 15/10/2025", ["VP", "VHXH"], START, date(2025, 10, 15)),
    "NV07": ("Các thôn", "", "Hoàn thành trước ngày 01/8/2025", ["T1", "T2", "T3"], START, date(2025, 8, 1)),
}  # fmt: skip
MAXIMA = {"TC1": Decimal(10), "TC2": Decimal(20), "TC3": Decimal(10)}
INDICATORS = ("SL01", "SL02", "SL03")


def danvan(*arguments: object, expect: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "danvan_xl", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode in expect, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout


def write_master(path: Path) -> None:
    danvan("new", "-o", path, "--template", "trong")
    book = openpyxl.load_workbook(path)
    facts = {
        "Mã kế hoạch": "KH-AB-2025",
        "Tên kế hoạch": "Công tác dân vận chính quyền năm 2025",
        "Cơ quan ban hành": "UBND xã An Bình",
        "Từ ngày": START,
        "Đến ngày": END,
        "Đơn vị tổng hợp": "VHXH",
    }
    for label, value in facts.items():
        label_value_cell(book["Kế hoạch"], label).value = value
    write_rows(
        book["Đơn vị"],
        "Mã đơn vị",
        [
            {"Mã đơn vị": code, "Tên đơn vị": name, "Loại đơn vị": kind}
            for code, (name, kind) in UNITS.items()
        ],
    )
    write_rows(
        book["Nhiệm vụ"],
        "Mã nhiệm vụ",
        [
            {
                "Mã nhiệm vụ": code,
                "Nhiệm vụ": f"Việc {code}",
                "Cơ quan chủ trì": lead,
                "Cơ quan phối hợp": coordinating,
                "Thời gian thực hiện": phrase,
            }
            for code, (lead, coordinating, phrase, *_) in TASKS.items()
        ],
    )
    write_rows(
        book["Kỳ báo cáo"],
        "Mã kỳ",
        [
            {"Mã kỳ": "K1", "Tên kỳ": "Sáu tháng", "Từ ngày": START, "Đến ngày": date(2025, 6, 30), "Hạn nộp": date(2025, 7, 5), "Nội dung": "Nhiệm vụ; Số liệu"},
            {"Mã kỳ": "K2", "Tên kỳ": "Cả năm", "Từ ngày": START, "Đến ngày": AS_OF, "Hạn nộp": DUE},
        ],
    )  # fmt: skip
    write_rows(
        book["Tiêu chí"],
        "Mã",
        [
            {"Mã": "TC1", "Tiêu chí": "Tuyên truyền", "Điểm tối đa": 10, "Cách chấm": "Tự chấm", "Tham số": "bước 0,5"},
            {"Mã": "TC2", "Tiêu chí": "Đối thoại", "Điểm tối đa": 20, "Cách chấm": "Tự chấm", "Tham số": "bước 0,25"},
            {"Mã": "TC3", "Tiêu chí": "Tiến độ", "Điểm tối đa": 10, "Cách chấm": "Tiến độ", "Tham số": "mọi nhiệm vụ", "Không phát sinh": "Loại trừ"},
        ],
    )  # fmt: skip
    write_rows(
        book["Xếp loại"],
        "Xếp loại",
        [
            {"Xếp loại": n, "Từ điểm": t}
            for n, t in (("Tốt", 80), ("Khá", 65), ("Trung bình", 50), ("Yếu", 0))
        ],
    )
    write_rows(
        book["Số liệu"],
        "Mã",
        [
            {
                "Mã": "SL01",
                "Chỉ tiêu": "Hội nghị",
                "Đơn vị tính": "hội nghị",
                "Kiểu số": "Số nguyên",
                "Cách tổng hợp": "Cộng",
            },
            {
                "Mã": "SL02",
                "Chỉ tiêu": "Người dự",
                "Đơn vị tính": "lượt",
                "Kiểu số": "Số nguyên",
                "Cách tổng hợp": "Cộng",
            },
            {
                "Mã": "SL03",
                "Chỉ tiêu": "Thời lượng",
                "Đơn vị tính": "giờ",
                "Kiểu số": "Số thập phân",
                "Cách tổng hợp": "Trung bình",
            },
        ],
    )
    book.save(path)


def made_up_answers(rng: random.Random, unit: str) -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = {}
    for code, (_, _, _, leads, _, due) in TASKS.items():
        if unit not in leads:
            continue
        answer: dict[str, Any] = {}
        match rng.randrange(5):
            case 0:
                answer = {
                    "Tiến độ (%)": 100,
                    "Ngày hoàn thành": (due or END) - timedelta(days=rng.randrange(1, 40)),
                }
            case 1 if due is not None and due < AS_OF:
                answer = {"Tiến độ (%)": 100, "Ngày hoàn thành": due + timedelta(days=rng.randrange(1, 10))}
            case 2:
                answer = {"Tiến độ (%)": rng.randrange(1, 100)}
            case 3:
                answer = {"Tiến độ (%)": 100, "Kết quả, số văn bản": "Báo cáo số 1/BC"}
        # Nobody completes something after the day of the report.
        if answer.get("Ngày hoàn thành") and answer["Ngày hoàn thành"] > AS_OF:
            answer["Ngày hoàn thành"] = AS_OF
        answers[code] = answer
    return answers


def half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def expected_status(code: str, answer: dict[str, Any]) -> str:
    *_, start, due = TASKS[code]
    return status_of(start, due, answer, AS_OF) if due else routine_status(answer)


def due_and_on_time(answers: dict[str, dict[str, Any]]) -> tuple[int, int]:
    due = on_time = 0
    for code, answer in answers.items():
        deadline = TASKS[code][5]
        if deadline is not None and deadline <= AS_OF:
            due += 1
            on_time += expected_status(code, answer) == "Hoàn thành đúng hạn"
    return due, on_time


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("nam")
    master, forms, returns = folder / "ke-hoach.xlsx", folder / "phieu", folder / "gui-ve"
    write_master(master)
    danvan("check", master, expect=(0, 1))
    danvan("split", master, "-o", folder / "tach.xlsx")
    danvan("issue", master, "--period", "K2", "-o", forms)
    returns.mkdir()
    rng = random.Random(20251120)
    typed: dict[str, Any] = {}
    for path in sorted(forms.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        unit = label_value_cell(book["Bìa"], "Mã đơn vị").value
        if unit == "T3":
            typed[unit] = None  # never came back
            continue
        answers = made_up_answers(rng, unit)
        scores = {"TC1": rng.randrange(0, 21) / 2, "TC2": rng.randrange(0, 81) / 4}
        counts = {
            "SL01": rng.randrange(0, 30),
            "SL02": rng.randrange(0, 5000),
            "SL03": rng.randrange(0, 200) / 10,
        }
        reported = DUE + timedelta(days=3) if unit == "T2" else DUE - timedelta(days=2)
        for label, value in {
            "Người lập": "Nguyễn Văn A",
            "Điện thoại": "0912345678",
            "Ngày báo cáo": reported,
            "Lần gửi": 1,
            "Cam đoan số liệu (x)": "x",
        }.items():
            label_value_cell(book["Bìa"], label).value = value
        fill_by_code(book["Nhiệm vụ"], "Mã nhiệm vụ", answers)
        fill_by_code(book["Chấm điểm"], "Mã", {c: {"Điểm tự chấm": v} for c, v in scores.items()})
        fill_by_code(book["Số liệu"], "Mã", {c: {"Trong kỳ": v} for c, v in counts.items()})
        book.save(returns / f"bao cao {unit}.xlsx")
        typed[unit] = {"answers": answers, "scores": scores, "counts": counts, "reported": reported}
    summary, facts = folder / "tong-hop.xlsx", folder / "tong-hop.json"
    danvan(
        "consolidate", returns, "--master", master, "--period", "K2", "--as-of", AS_OF.isoformat(), "-o", summary, "--json", facts,
        expect=(0, 1),
    )  # fmt: skip
    return {
        "folder": folder,
        "typed": typed,
        "summary": summary,
        "json": json.loads(facts.read_text(encoding="utf-8")),
    }


def unit_of(year: dict[str, Any], code: str) -> dict[str, Any]:
    [found] = [u for u in year["json"]["units"] if u["code"] == code]
    return found


def test_every_unit_with_work_gets_a_form(year: dict[str, Any]) -> None:
    assert set(year["typed"]) == set(UNITS)


def test_every_file_is_accepted_without_a_finding_of_substance(year: dict[str, Any]) -> None:
    assert [f["verdict"] for f in year["json"]["files"]] == ["accepted"] * 5
    codes = {
        (f["path"], x["code"])
        for f in year["json"]["files"]
        for x in f["findings"]
        if x["severity"] == "error"
    }
    assert codes == set()


def test_statuses_are_those_the_script_reckoned(year: dict[str, Any]) -> None:
    for code, given in year["typed"].items():
        answers = given["answers"] if given else {c: {} for c, t in TASKS.items() if code in t[3]}
        result = unit_of(year, code)
        got = {t["code"]: t["status"] for t in result["tasks"] if t["role"] == "Chủ trì"}
        assert got == {c: expected_status(c, a) for c, a in answers.items()}, code
        assert {s: n for s, n in result["status"].items() if n} == count(list(got.values()))


def test_scores_bands_and_ranks_are_those_the_script_reckoned(year: dict[str, Any]) -> None:
    totals = {}
    for code, given in year["typed"].items():
        if given is None:
            assert unit_of(year, code)["rank"] is None
            continue
        points = {c: Decimal(str(v)) for c, v in given["scores"].items()}
        maximum = MAXIMA["TC1"] + MAXIMA["TC2"]
        due, on_time = due_and_on_time(given["answers"])
        if due:
            points["TC3"] = half_up(MAXIMA["TC3"] * on_time / due)
            maximum += MAXIMA["TC3"]
        totals[code] = half_up(100 * sum(points.values()) / maximum)
        result = unit_of(year, code)
        assert {
            c: Decimal(str(s["points"])) for c, s in result["scores"].items() if s["points"] is not None
        } == points, code
        assert Decimal(str(result["self_total"])) == totals[code]
        band = next(
            b for b, t in (("Tốt", 80), ("Khá", 65), ("Trung bình", 50), ("Yếu", 0)) if totals[code] >= t
        )
        assert result["band"] == band
    for code, total in totals.items():
        assert unit_of(year, code)["rank"] == 1 + sum(other > total for other in totals.values())


def test_rates_pool_units_and_tasks_and_count_the_unit_that_sent_nothing(year: dict[str, Any]) -> None:
    dated = completed = 0
    for code, given in year["typed"].items():
        answers = given["answers"] if given else {c: {} for c, t in TASKS.items() if code in t[3]}
        for task, answer in answers.items():
            if TASKS[task][5] is not None:
                dated += 1
                completed += expected_status(task, answer).startswith("Hoàn thành")
    totals = year["json"]["totals"]
    assert (totals["expected"], totals["received"], totals["on_time"]) == (6, 5, 4)
    assert totals["reporting_rate"] == pytest.approx(5 / 6)
    assert totals["timely_rate"] == pytest.approx(4 / 6)
    assert totals["completion_rate"] == pytest.approx(completed / dated)


def test_indicators_are_added_or_averaged_as_the_master_says(year: dict[str, Any]) -> None:
    given = [t["counts"] for t in year["typed"].values() if t]
    totals = year["json"]["totals"]["indicators"]
    assert totals["SL01"] == sum(g["SL01"] for g in given)
    assert totals["SL02"] == sum(g["SL02"] for g in given)
    mean = totals["SL03"]
    assert mean == pytest.approx(sum(g["SL03"] for g in given) / len(given), abs=0.005)


def test_the_summary_says_the_same_before_and_after_libreoffice_recalculates_it(year: dict[str, Any]) -> None:
    [fresh] = office.recalculate([year["summary"]], year["folder"] / "lo")
    for path in (year["summary"], fresh):
        rows = column_values(path, "Theo đơn vị", "Mã đơn vị")
        for unit in year["json"]["units"]:
            row = rows[unit["code"]]
            assert row["xếp loại"] in ((unit["band"],) if unit["band"] else (None, "")), (path, unit["code"])
            for status, number in unit["status"].items():
                assert row[status.lower()] == number, (path, unit["code"], status)
        checks = openpyxl.load_workbook(path, data_only=True)["Đối chiếu"]
        marks = [c.value for row in checks.iter_rows() for c in row if c.value in ("✓", "✗")]
        assert len(marks) >= 8
        assert set(marks) == {"✓"}


def test_every_workbook_of_the_year_passes_the_open_xml_sdk(year: dict[str, Any]) -> None:
    folder = year["folder"]
    assert (
        ooxml.faults(
            [
                folder / "tach.xlsx",
                *sorted((folder / "phieu").glob("*.xlsx")),
                year["summary"],
            ]
        )
        == {}
    )


def test_department_sheets_have_the_right_tasks_roles_and_windows(year: dict[str, Any]) -> None:
    rows = column_values(year["folder"] / "tach.xlsx", "Phòng Văn hóa - Xã hội", "Mã nhiệm vụ")
    assert {code: row["vai trò"] for code, row in rows.items()} == {
        "NV02": "Chủ trì",
        "NV06": "Chủ trì",
        "NV04": "Phối hợp",
    }
    assert rows["NV06"]["hạn"].date() == date(2025, 10, 15)


def test_a_period_without_scoring_gives_forms_and_summary_without_it(year: dict[str, Any]) -> None:
    folder = year["folder"]
    danvan("issue", folder / "ke-hoach.xlsx", "--period", "K1", "-o", folder / "phieu-k1")
    [form, *_] = sorted((folder / "phieu-k1").glob("*.xlsx"))
    assert "Chấm điểm" not in openpyxl.load_workbook(form).sheetnames
    book = openpyxl.load_workbook(form)
    (folder / "ve-k1").mkdir()
    fill_by_code(book["Số liệu"], "Mã", {"SL01": {"Trong kỳ": 3}})
    book.save(folder / "ve-k1" / form.name)
    danvan(
        "consolidate", folder / "ve-k1", "--master", folder / "ke-hoach.xlsx", "-o", folder / "k1.xlsx", "--period", "K1",
        "--json", folder / "k1.json", expect=(0, 1),
    )  # fmt: skip
    names = openpyxl.load_workbook(folder / "k1.xlsx").sheetnames
    assert "Thẩm định" not in names
    assert "Điểm" not in names
    facts = json.loads((folder / "k1.json").read_text(encoding="utf-8"))
    assert all(u["band"] is None and u["self_total"] is None for u in facts["units"])
