"""*Tách theo đơn vị*: the right work in the right sheets, and nothing that a person typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from danvan_xl.errors import InputError, MasterError, OutputLockedError
from danvan_xl.model import Unit, UnitKind
from danvan_xl.plans.departments import read_departments
from danvan_xl.plans.master_reader import load_master, read_master
from danvan_xl.plans.templates import templates
from danvan_xl.sheets.master.naming import sheet_names
from danvan_xl.terms import form as h
from tests.plans.editing import Editing, column, header_row, write_master
from tests.support.doing import split
from tests.support.locks import held
from tests.support.masters import small_master
from tests.support.office import recalculate
from tests.support.ooxml import faults

DAI_SON = next(t.path for t in templates() if t.name == "dai-son-2025")
AS_OF = date(2025, 9, 30)
CODE, STATUS = "Mã nhiệm vụ", "Tình trạng"
VHXH = "Phòng Văn hóa - Xã hội"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Đại Sơn, split once."""
    path = tmp_path_factory.mktemp("split") / "tach.xlsx"
    split(DAI_SON, path, as_of=AS_OF)
    return path


def table(sheet: Any) -> list[dict[str, Any]]:
    """Rows of a department sheet by header, as an outside script would read them."""
    top = header_row(sheet, CODE, STATUS)
    names = {cell.column: cell.value for cell in sheet[top] if cell.value}
    return [
        {name: sheet.cell(row, col).value for col, name in names.items()}
        for row in range(top + 1, sheet.max_row + 1)
    ]


def rows_of(path: Path, sheet: str, **options: Any) -> dict[str, dict[str, Any]]:
    return {row[CODE]: row for row in table(openpyxl.load_workbook(path, **options)[sheet]) if row[CODE]}


class DescribeASplitMaster:
    def it_puts_each_task_into_the_sheets_of_its_units_with_the_role(self, made: Path) -> None:
        book = openpyxl.load_workbook(made)
        roles = {
            name: [(row[CODE], row["Vai trò"]) for row in table(book[name]) if row[CODE]]
            for name in ("Phòng Kinh tế", "Thôn 3", "Trung tâm Phục vụ hành chính")
        }
        lead, with_, concerned = "Chủ trì", "Phối hợp", "Phối hợp (khi liên quan)"
        assert roles["Phòng Kinh tế"] == [
            ("NV01", lead), ("NV03", lead), ("NV04", lead), ("NV08", with_), ("NV13", with_),
            ("NV06", concerned), ("NV12", concerned),
        ]  # fmt: skip
        assert roles["Thôn 3"] == [("NV01", lead), ("NV05", lead), ("NV08", with_)]
        assert roles["Trung tâm Phục vụ hành chính"][0] == ("NV01", lead)

    def it_shows_the_window_and_the_target_of_each_task(self, made: Path) -> None:
        row = rows_of(made, "Văn phòng HĐND và UBND xã")["NV10"]
        assert (row["Loại thời hạn"], row["Bắt đầu"].date(), row["Hạn"].date(), row["Chỉ tiêu"]) == (
            "Có hạn", date(2025, 9, 1), date(2025, 11, 30), 14,
        )  # fmt: skip
        assert rows_of(made, "Thôn 7")["NV05"]["Chỉ tiêu"] == 1

    def it_has_the_columns_of_the_form_in_its_order(self, made: Path) -> None:
        sheet = openpyxl.load_workbook(made)["Thôn 1"]
        top = header_row(sheet, CODE, STATUS)
        assert [c.value for c in sheet[top] if c.value] == list(h.TASK_HEADERS)

    def it_fills_the_blank_worked_out_columns_of_the_task_sheet(self, made: Path) -> None:
        rows = {
            r[0].value: r for r in openpyxl.load_workbook(made)["Nhiệm vụ"].iter_rows(min_row=6, max_row=18)
        }
        top = header_row(openpyxl.load_workbook(made)["Nhiệm vụ"], CODE, "Hạn")
        sheet = openpyxl.load_workbook(made)["Nhiệm vụ"]
        kind, due, target = (column(sheet, top, x) - 1 for x in ("Loại thời hạn", "Hạn", "Chỉ tiêu"))
        assert rows["NV02"][kind].value == "Có hạn"
        assert rows["NV02"][due].value.date() == date(2025, 9, 5)
        assert rows["NV10"][target].value == 1

    def it_leaves_what_it_does_not_understand_blank(self, tmp_path: Path) -> None:
        """Chưa rõ is for a person to say: filled in, it would outlive the phrase that was put right."""
        plain = write_master(small_master(), tmp_path / "plain.xlsx")
        with Editing(plain, tmp_path / "m.xlsx") as edit:
            for header in ("Loại thời hạn", "Bắt đầu", "Hạn"):
                edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV01", header, None)
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV01", "Thời gian thực hiện", "sau Đại hội chi bộ thôn")
        split(tmp_path / "m.xlsx")
        with Editing(tmp_path / "m.xlsx", tmp_path / "m2.xlsx") as edit:
            assert edit.cell("Nhiệm vụ", "Mã nhiệm vụ", "NV01", "Loại thời hạn").value is None
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV01", "Thời gian thực hiện", "Quý IV/2025")
        task = load_master(tmp_path / "m2.xlsx").task("NV01")
        assert task is not None and task.deadline.due == date(2025, 12, 31)

    def it_lists_every_unit_with_links_and_counts(self, made: Path) -> None:
        book = openpyxl.load_workbook(made)
        sheet = book["Mục lục"]
        top = header_row(sheet, "Mã đơn vị", "Chủ trì")
        rows = {r[1].value: r for r in sheet.iter_rows(min_row=top + 1) if r[1].value}
        assert len(rows) == 24
        assert (rows["VP"][4].value, rows["VP"][5].value) == (4, 6)
        for row in rows.values():
            target = row[2].hyperlink.location
            assert target.rpartition("!")[0].strip("'").replace("''", "'") in book.sheetnames

    def it_hides_the_identity_in_every_department_sheet(self, made: Path) -> None:
        book = openpyxl.load_workbook(made)
        sheet = book["Thôn 2"]
        assert sheet["A1"].value == "danvan-xl|trang-don-vi|v=1|plan=DVCQ-2025|unit=T02"
        assert sheet.column_dimensions["A"].hidden

    def it_stays_the_same_master(self, made: Path) -> None:
        from tests.plans.test_master_reader import _comparable

        assert _comparable(load_master(made)) == _comparable(load_master(DAI_SON))

    def it_passes_the_open_xml_validator(self, made: Path) -> None:
        assert faults([made]) == {}


class DescribeSheetNames:
    def it_makes_them_short_unique_and_allowed(self) -> None:
        units = [
            Unit("A", "Phòng Kinh tế: Hạ tầng / Đô thị [mới]?", UnitKind.OFFICE),
            Unit("B", "Trung tâm Văn hóa, Thể thao và Truyền thông"),
            Unit("C", "Trung tâm Văn hóa, Thể thao và Truyền hình"),
            Unit("D", "'Thôn Hạ'"),
            Unit("E", "thôn hạ"),
            Unit("F", "Nhiệm vụ"),
            Unit("G", "History"),
            Unit("H", "🌾" * 20),
            Unit("I", "///"),
        ]
        names = sheet_names(units)
        assert len({n.casefold() for n in names.values()}) == len(units)
        for name in names.values():
            assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
            assert not set(name) & set(":\\/?*[]")
            assert not name.startswith("'") and not name.endswith("'")
        assert names["A"] == "Phòng Kinh tế Hạ tầng Đô thị"
        assert names["F"] not in ("Nhiệm vụ",)
        assert "History" not in names.values()
        assert names["I"] == "I"


class DescribeSplittingAgain:
    @pytest.fixture
    def typed(self, made: Path, tmp_path: Path) -> Path:
        """What a department types: values, a formula, text, a note, a column and a task of its own."""
        book = openpyxl.load_workbook(made)
        sheet = book[VHXH]
        top = header_row(sheet, CODE, STATUS)
        at = {c.value: c.column for c in sheet[top] if c.value}
        row = {sheet.cell(r, at[CODE]).value: r for r in range(top + 1, sheet.max_row + 1)}
        sheet.cell(row["NV02"], at["Tiến độ (%)"]).value = 100
        sheet.cell(row["NV02"], at["Ngày hoàn thành"]).value = date(2025, 9, 3)
        sheet.cell(row["NV02"], at["Kết quả, số văn bản"]).value = "=BC 12/BC-UBND"
        sheet.cell(row["NV02"], at["Kết quả, số văn bản"]).data_type = "s"
        sheet.cell(row["NV06"], at["Tiến độ (%)"]).value = "khoảng 50"
        sheet.cell(row["NV07"], at["Tiến độ (%)"]).value = "=20+30"
        sheet.cell(row["NV07"], at["Khó khăn, vướng mắc"]).comment = Comment("hỏi lại huyện", "An")
        own = at[STATUS] + 1
        sheet.cell(top, own).value = "Ghi chú riêng"
        sheet.cell(row["NV08"], own).value = f"=L{row['NV08']}&L{row['NV02']}"
        sheet.cell(2, 8).value = "Nhớ nộp sớm"
        blank = next(r for r in range(top + 1, sheet.max_row) if sheet.cell(r, at[CODE]).value is None)
        sheet.cell(blank, at["Nhiệm vụ"]).value = "Vận động hiến đất"
        sheet.cell(blank, at["Tiến độ (%)"]).value = 40
        sheet.column_dimensions["O"].width = 55
        book.create_sheet("Trang riêng")["B2"].value = "của tôi"
        path = tmp_path / "da-ghi.xlsx"
        book.save(path)
        return path

    def it_keeps_everything_that_was_typed(self, typed: Path, tmp_path: Path) -> None:
        out = tmp_path / "lai.xlsx"
        split(typed, out, as_of=AS_OF)
        split(out, as_of=AS_OF)  # and once more, in place
        rows = rows_of(out, VHXH)
        assert (rows["NV02"]["Tiến độ (%)"], rows["NV02"]["Ngày hoàn thành"].date()) == (
            100,
            date(2025, 9, 3),
        )
        assert rows["NV02"]["Kết quả, số văn bản"] == "=BC 12/BC-UBND"
        assert rows["NV06"]["Tiến độ (%)"] == "khoảng 50"
        assert rows["NV07"]["Tiến độ (%)"] == "=20+30"
        book = openpyxl.load_workbook(out)
        sheet = book[VHXH]
        texts = [row for row in table(sheet) if row["Nhiệm vụ"] == "Vận động hiến đất"]
        assert [(r[CODE], r["Tiến độ (%)"]) for r in texts] == [(None, 40)]
        assert sheet.cell(2, 8).value == "Nhớ nộp sớm"
        assert sheet.column_dimensions["O"].width == 55
        assert [c.comment.text for r in sheet.iter_rows() for c in r if c.comment] == ["hỏi lại huyện"]
        assert book["Trang riêng"]["B2"].value == "của tôi"
        eight = rows["NV08"]["Ghi chú riêng"]
        assert eight.startswith("=L") and eight.count("L") == 2
        text = next(c for r in sheet.iter_rows() for c in r if c.value == "=BC 12/BC-UBND")
        assert text.data_type != "f"

    def it_keeps_the_columns_where_a_department_moved_them(self, typed: Path, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(typed)
        sheet = book["Thôn 5"]
        sheet.insert_cols(3)
        top = header_row(sheet, CODE, STATUS)
        sheet.cell(top, 3).value = "Người làm"
        sheet.cell(top + 1, 3).value = "ông Ba"
        book.save(typed)
        split(typed, tmp_path / "lai.xlsx", as_of=AS_OF)
        sheet = openpyxl.load_workbook(tmp_path / "lai.xlsx")["Thôn 5"]
        assert [c.value for c in sheet[header_row(sheet, CODE, STATUS)]][1:5] == [
            CODE, "Người làm", "Nhóm nhiệm vụ", "Nhiệm vụ",
        ]  # fmt: skip
        assert rows_of(tmp_path / "lai.xlsx", "Thôn 5")["NV01"]["Người làm"] == "ông Ba"

    def it_follows_a_task_added_dropped_and_given_to_another_unit(self, typed: Path, tmp_path: Path) -> None:
        with Editing(typed) as edit:
            edit.set("Nhiệm vụ", CODE, "NV02", "Cơ quan chủ trì", "Phòng Kinh tế")
            edit.set("Nhiệm vụ", CODE, "NV02", "Cơ quan phối hợp", None)
            sheet = edit.book["Nhiệm vụ"]
            seven = edit.cell("Nhiệm vụ", CODE, "NV07", CODE).row
            for col in range(1, 14):
                sheet.cell(seven, col).value = None
            edit.append(
                "Nhiệm vụ", CODE, Mã_nhiệm_vụ="NV14", Nhiệm_vụ="Việc mới", Cơ_quan_chủ_trì=VHXH,
                Thời_gian_thực_hiện="Tháng 10/2025",
            )  # fmt: skip
        outcome = split(typed, tmp_path / "lai.xlsx", as_of=AS_OF)
        rows = rows_of(tmp_path / "lai.xlsx", VHXH)
        assert rows["NV14"]["Vai trò"] == "Chủ trì"
        assert rows["NV02"]["Vai trò"] == rows["NV07"]["Vai trò"] == "Không còn giao"
        assert rows["NV02"]["Tiến độ (%)"] == 100
        assert rows["NV07"]["Tiến độ (%)"] == "=20+30"
        assert rows_of(tmp_path / "lai.xlsx", "Phòng Kinh tế")["NV02"]["Tiến độ (%)"] is None
        assert len(outcome.value.plan.kept) == 2 and outcome.needs_person
        index = openpyxl.load_workbook(tmp_path / "lai.xlsx")["Mục lục"]
        said = " ".join(str(c.value) for row in index.iter_rows() for c in row if c.value)
        assert "đã chuyển đơn vị khác" in said and "không còn trong kế hoạch" in said
        # Kept rows are for a person's eye: they are no answers, and come back when the task does.
        master = load_master(tmp_path / "lai.xlsx")
        from danvan_xl.workbooks.opening.own import read_grids

        assert "NV02" not in read_departments(read_grids(tmp_path / "lai.xlsx"), master)["VHXH"].tasks
        with Editing(tmp_path / "lai.xlsx") as edit:
            edit.set("Nhiệm vụ", CODE, "NV02", "Cơ quan chủ trì", VHXH)
        split(tmp_path / "lai.xlsx", as_of=AS_OF)
        again = rows_of(tmp_path / "lai.xlsx", VHXH)["NV02"]
        assert (again["Vai trò"], again["Tiến độ (%)"]) == ("Chủ trì", 100)

    def it_removes_only_sheets_in_which_nothing_was_typed(self, typed: Path, tmp_path: Path) -> None:
        with Editing(typed) as edit:
            for unit in ("VHXH", "T09"):
                edit.set("Đơn vị", "Mã đơn vị", unit, "Tên đơn vị", f"Đơn vị {unit} đã giải thể")
            sheet = edit.book["Nhiệm vụ"]
            for row in sheet.iter_rows(min_row=6, max_row=18):
                for cell in row:
                    if isinstance(cell.value, str) and "Phòng Văn hóa - Xã hội" in cell.value:
                        cell.value = cell.value.replace("Phòng Văn hóa - Xã hội", "Phòng Kinh tế")
            for code in ("NV01", "NV05", "NV06", "NV03", "NV08", "NV12", "NV13"):
                edit.set("Nhiệm vụ", CODE, code, "Cơ quan chủ trì", "Phòng Kinh tế")
                edit.set("Nhiệm vụ", CODE, code, "Cơ quan phối hợp", None)
        split(typed, tmp_path / "lai.xlsx", as_of=AS_OF)
        names = openpyxl.load_workbook(tmp_path / "lai.xlsx").sheetnames
        assert "Thôn 9" not in names
        kept = next(name for name in names if name.startswith("Đơn vị VHXH"))
        assert rows_of(tmp_path / "lai.xlsx", kept)["NV02"]["Tiến độ (%)"] == 100

    def it_puts_tasks_without_a_lead_into_their_own_sheet(self, typed: Path, tmp_path: Path) -> None:
        with Editing(typed) as edit:
            edit.set("Nhiệm vụ", CODE, "NV04", "Cơ quan chủ trì", "Hội Làm vườn")
        outcome = split(typed, tmp_path / "lai.xlsx", as_of=AS_OF)
        sheet = openpyxl.load_workbook(tmp_path / "lai.xlsx")["Chưa phân công"]
        top = header_row(sheet, CODE, "Cơ quan chủ trì")
        assert next(c.value for c in sheet[top + 1]) == "NV04"
        assert outcome.value.plan.unassigned == 1 and outcome.needs_person


class DescribeInPlace:
    def it_leaves_a_backup(self, tmp_path: Path) -> None:
        path = tmp_path / "kh.xlsx"
        path.write_bytes(DAI_SON.read_bytes())
        outcome = split(path, as_of=AS_OF)
        assert outcome.value.backup is not None
        assert outcome.value.backup.read_bytes() == DAI_SON.read_bytes()
        assert outcome.value.backup.name == "kh (bản sao lưu).xlsx"

    def it_changes_nothing_when_the_file_is_open_elsewhere(self, tmp_path: Path) -> None:
        path = tmp_path / "kh.xlsx"
        path.write_bytes(DAI_SON.read_bytes())
        with held(tmp_path / "~$kh.xlsx"), pytest.raises(OutputLockedError):
            split(path, as_of=AS_OF)
        assert path.read_bytes() == DAI_SON.read_bytes()
        assert sorted(p.name for p in tmp_path.iterdir()) == ["kh.xlsx", "~$kh.xlsx"]

    def it_refuses_a_master_with_faults_that_would_mix_up_rows(self, tmp_path: Path) -> None:
        with Editing(DAI_SON, tmp_path / "kh.xlsx") as edit:
            edit.set("Nhiệm vụ", CODE, "NV03", CODE, "NV02")
        with pytest.raises(MasterError, match="NV02"):
            split(tmp_path / "kh.xlsx", tmp_path / "ra.xlsx")
        assert not (tmp_path / "ra.xlsx").exists()

    def it_wants_an_xlsx_as_result(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"\.xlsx"):
            split(DAI_SON, tmp_path / "ra.pdf")


def _statuses(path: Path) -> Iterator[tuple[str, str, Any]]:
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        if str(sheet["A1"].value).startswith("danvan-xl|trang-don-vi"):
            for row in table(sheet):
                if row[CODE]:
                    yield sheet.title, row[CODE], row[STATUS]


def test_cached_statuses_are_what_libreoffice_calculates(tmp_path: Path) -> None:
    """Every deadline kind × what a unit may type, at several dates."""
    base = write_master(small_master(hamlets=3), tmp_path / "kh.xlsx")
    paths = []
    answers = [
        {}, {"Tiến độ (%)": 40}, {"Tiến độ (%)": 100}, {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 20)},
        {"Ngày hoàn thành": date(2025, 12, 30)}, {"Số lượng đạt": 3}, {"Kết quả, số văn bản": "đã làm"},
        {"Tiến độ (%)": "một nửa"}, {"Tiến độ (%)": 120},
    ]  # fmt: skip
    for number, day in enumerate((date(2025, 7, 20), date(2025, 9, 30), date(2025, 12, 31))):
        path = tmp_path / f"s{number}.xlsx"
        split(base, path, as_of=day)
        book = openpyxl.load_workbook(path)
        turn = number
        for sheet in book.worksheets:
            if not str(sheet["A1"].value).startswith("danvan-xl|trang-don-vi"):
                continue
            top = header_row(sheet, CODE, STATUS)
            at = {c.value: c.column for c in sheet[top] if c.value}
            for row in range(top + 1, sheet.max_row + 1):
                if sheet.cell(row, at[CODE]).value:
                    for header, value in answers[turn % len(answers)].items():
                        sheet.cell(row, at[header]).value = value
                    turn += 1
        book.save(path)
        split(path, as_of=day)
        paths.append(path)
    different = []
    total = 0
    for path, fresh in zip(paths, recalculate(paths, tmp_path / "lo"), strict=True):
        pairs = list(zip(_statuses(path), _statuses(fresh), strict=True))
        total += len(pairs)
        different += [(a, b) for a, b in pairs if a != b]
    assert total > 100
    assert not different


def test_reading_departments_gives_typed_values_with_findings(made: Path, tmp_path: Path) -> None:
    from decimal import Decimal

    from danvan_xl.workbooks.opening.own import read_grids

    path = tmp_path / "m.xlsx"
    with Editing(made, path) as edit:
        edit.set("Thôn 1", CODE, "NV05", "Số lượng đạt", "01 mô hình")
        edit.set("Thôn 1", CODE, "NV05", "Ngày hoàn thành", "05/9/2025")
        edit.set("Thôn 2", CODE, "NV05", "Tiến độ (%)", "nhiều")
    master = load_master(path)
    returns = read_departments(read_grids(path), master)
    one, two = returns["T01"], returns["T02"]
    assert (one.tasks["NV05"].quantity, one.tasks["NV05"].completed_on) == (Decimal(1), date(2025, 9, 5))
    assert one.period == "" and one.plan == "DVCQ-2025"
    assert two.tasks["NV05"].progress is None
    assert "progress" in two.tasks["NV05"].unread
    assert [f.code for f in two.findings if f.severity == "error"] == ["value-not-number"]  # type: ignore[attr-defined]
    assert returns["T03"].is_empty
    assert read_master(path).usable
