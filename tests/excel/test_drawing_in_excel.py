"""Department sheets drawn into a running Excel: as in a file, with a copy kept before, and nothing lost when Excel breaks off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from xlwings import constants

from tests.excel.test_ribbon import DAY, TEMPLATE, typed_into
from tests.excel.typed.application import Excel, Locale, Person, Workbook
from tests.excel.typed.core import ComError, Thing, refused
from tests.excel.typed.pressing import press
from tests.excel.typed.sheet import VISIBLE, Drawn
from tests.support.doing import split as split_file
from tests.workbooks.test_draw_xlwings import _file_look, _live_look, _name

Pressed = Callable[..., Person]
HIDDEN = constants.SheetVisibility.xlSheetHidden


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs go into the test's folder; the clock stands still."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "nhật ký"))
    monkeypatch.setattr("danvan_xl.excel.live.today", lambda: DAY)


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A split master in which one department typed, and the same split again as a file."""
    folder = tmp_path_factory.mktemp("tách")
    split_file(TEMPLATE, folder / "kế hoạch.xlsx", as_of=DAY)
    typed_into(folder / "kế hoạch.xlsx")
    split_file(folder / "kế hoạch.xlsx", folder / "lại.xlsx", as_of=DAY)
    return folder


@pytest.fixture
def master(typed: Path, tmp_path: Path) -> Path:
    """That master in a folder of its own."""
    return Path(shutil.copy(typed / "kế hoạch.xlsx", tmp_path / "kế hoạch.xlsx"))


@pytest.fixture
def pressed(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> Pressed:
    """Press a button on the active book."""
    return lambda name, *answers: press(monkeypatch, excel, name, *answers)


def typed_values(book: Workbook) -> set[Any]:
    """What the department had typed, wherever it stands now."""
    texts = {"của phòng", "Ghi chú riêng", "Việc phòng tự thêm", "05/9"}
    return {value for shown in book.shown.values() for value in shown.values.values() if value in texts}


@pytest.fixture(scope="module")
def both(typed: Path) -> tuple[dict[str, Drawn], Any]:
    """Drawn into Excel, and written into a file."""
    patch = pytest.MonkeyPatch()
    patch.setattr("danvan_xl.excel.live.today", lambda: DAY)
    excel = Excel(locale=Locale(";", ","))
    book = excel.open(typed / "kế hoạch.xlsx")
    person = press(patch, excel, "split")
    patch.undo()
    assert (person.errors, excel.bridge.faults) == ([], [])
    return book.shown, openpyxl.load_workbook(typed / "lại.xlsx")


def _number(formula: str) -> str:
    """A limit as a file holds it: days as Excel counts them."""
    day = re.fullmatch(r"=DATE\((\d+),(\d+),(\d+)\)", formula)
    return (
        str((date(*map(int, day.groups())) - date(1899, 12, 30)).days) if day else formula.removeprefix("=")
    )


class DescribeDrawnSheets:
    def departments(self, both: tuple[dict[str, Drawn], Any]) -> Iterator[tuple[Drawn, Any]]:
        shown, file = both
        assert list(shown) == file.sheetnames
        for name in file.sheetnames[file.sheetnames.index("Mục lục") :]:
            yield shown[name], file[name]

    def it_has_the_same_values_and_looks(self, both: Any) -> None:
        compared = 0
        for shown, sheet in self.departments(both):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                place = (cell.row - 1, cell.column - 1)
                value = cell.value.date() if hasattr(cell.value, "hour") else cell.value
                assert shown.values.get(place) == value, f"{shown.name}!{cell.coordinate}"
                look = shown.formats.get(place, {})
                if "name" in look and cell.has_style:
                    assert _live_look(look) == _file_look(cell), f"{shown.name}!{cell.coordinate}"
                    assert bool(look.get("locked", True)) == bool(cell.protection.locked)
                    assert int(look.get("indent", 0)) == int(cell.alignment.indent)
                    compared += 1
        assert compared > 5000

    def it_has_the_same_rules_in_english_whatever_the_machine_speaks(self, both: Any) -> None:
        seen = 0
        for shown, sheet in self.departments(both):
            said = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
            assert {_name(area) for area, _ in shown.validations} == {
                part for where in said for part in where.split()
            }
            for area, rule in shown.validations:
                [wanted] = [v for where, v in said.items() if _name(area) in where.split()]
                assert _number(rule["Formula1"]) == wanted.formula1.removeprefix("=")
                assert (rule["ErrorMessage"], rule["InputMessage"]) == (
                    wanted.error or "",
                    wanted.prompt or "",
                )
                seen += 1
            conditionals = [
                (str(where.sqref), "=" + rule.formula[0])
                for where in sheet.conditional_formatting
                for rule in sorted(where.rules, key=lambda rule: rule.priority)
            ]
            assert [(_name(area), rule["formula"]) for area, rule in shown.conditionals] == conditionals
        assert seen > 20

    def it_has_the_same_page_panes_and_protection(self, both: Any) -> None:
        for shown, sheet in self.departments(both):
            wanted = {"landscape": 2, "portrait": 1}[sheet.page_setup.orientation]
            assert shown.page["Orientation"] == wanted
            assert shown.page["PaperSize"] == int(sheet.page_setup.paperSize)
            assert shown.page["LeftMargin"] == pytest.approx(sheet.page_margins.left * 72)
            assert (shown.page.get("PrintTitleRows") or None) == sheet.print_title_rows
            assert (shown.print_area or "") == (sheet.print_area or "").split("!")[-1].replace("$", "")
            row, column = shown.window["SplitRow"], shown.window["SplitColumn"]
            assert sheet.freeze_panes == openpyxl.utils.get_column_letter(column + 1) + str(row + 1)
            assert bool(shown.protected) == bool(sheet.protection.sheet)
            assert shown.gridlines == bool(sheet.sheet_view.showGridLines)

    def it_links_the_index_to_the_sheets(self, both: Any) -> None:
        shown, file = both
        links = {place: link for place, link in shown["Mục lục"].links.items() if link.startswith("#")}
        wanted = [
            c for row in file["Mục lục"].iter_rows() for c in row if c.hyperlink and c.hyperlink.location
        ]
        assert {(c.row - 1, c.column - 1): f"#{c.hyperlink.location}" for c in wanted} == links != {}

    def it_reads_formulas_of_rules_on_an_english_machine_too(
        self, typed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        excel = Excel(locale=Locale(",", "."))
        book = excel.open(typed / "kế hoạch.xlsx")
        assert press(monkeypatch, excel, "split").errors == []
        assert any("," in rule["formula"] for _, rule in book.shown["Phòng Kinh tế"].conditionals)


class DescribeWhatIsKept:
    def it_keeps_a_copy_of_what_stood_in_excel_and_names_it(
        self, excel: Excel, pressed: Pressed, master: Path
    ) -> None:
        book = excel.open(master)
        book.sheet("Hướng dẫn").put_value((60, 1), "chưa lưu")
        talk = pressed("split")
        assert "Bản sao lưu trước đó: “kế hoạch (bản sao lưu).xlsx”." in talk.told[0]
        copy = openpyxl.load_workbook(master.with_name("kế hoạch (bản sao lưu).xlsx"))
        assert copy["Hướng dẫn"]["B61"].value == "chưa lưu"

    def it_asks_to_save_a_book_that_has_no_file_and_draws_nothing(
        self, excel: Excel, pressed: Pressed, master: Path
    ) -> None:
        before = {grid.name: grid.rows for grid in _grids(master)}
        book = excel.new(before, "Sổ1")
        sheets = list(book.shown)
        talk = pressed("split")
        assert "chưa được lưu lần nào" in talk.errors[0] and "Lưu thành" in talk.errors[0]
        assert list(book.shown) == sheets

    def it_draws_nothing_where_the_folder_takes_no_copy(
        self, excel: Excel, pressed: Pressed, master: Path
    ) -> None:
        book = excel.open(master)
        excel.bridge.before = _failing("Workbook.SaveCopyAs call", 1)
        talk = pressed("split")
        assert "Không ghi được bản sao lưu" in talk.errors[0]
        assert book.kept["Saved"] is True

    def it_saves_no_book_without_asking(
        self, excel: Excel, pressed: Pressed, master: Path, tmp_path: Path
    ) -> None:
        book = excel.open(master)
        book.kept["Saved"] = False
        talk = pressed("consolidate", False)
        assert talk.asked == [("confirm", "Tệp “kế hoạch.xlsx” có thay đổi chưa lưu. Lưu lại rồi làm tiếp?")]
        assert (book.saves, talk.told, talk.errors) == (0, [], [])
        pressed("consolidate", True, None)
        assert book.saves == 1

    def it_locks_again_what_it_unlocked_when_another_sheet_has_a_password(
        self, excel: Excel, pressed: Pressed, master: Path
    ) -> None:
        book = excel.open(master)
        book.sheet("Mục lục").shown.protected = {}
        book.sheet("Phòng Kinh tế").shown.protected = {"Password": "bí mật"}
        talk = pressed("split")
        assert "Phòng Kinh tế" in talk.errors[0] and "mật khẩu" in talk.errors[0]
        assert book.sheet("Mục lục").shown.protected is not None
        assert sorted(path.name for path in master.parent.glob("*.xlsx")) == ["kế hoạch.xlsx"]


def _grids(path: Path) -> Any:
    from danvan_xl.workbooks.opening.own import read_grids

    return read_grids(path)


class DescribeHiddenSheets:
    @pytest.mark.parametrize("refuses", [True, False])
    def it_draws_on_them_and_hides_them_again(
        self, refuses: bool, typed: Path, master: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        excel = Excel(refuses_hidden=refuses)
        book = excel.open(master)
        book.sheet("Phòng Kinh tế").shown.visible = HIDDEN
        assert press(monkeypatch, excel, "split").errors == []
        drawn = book.sheet("Phòng Kinh tế").shown
        assert drawn.visible == HIDDEN and drawn.window["FreezePanes"] is True
        assert typed_values(book) == {"của phòng", "Ghi chú riêng", "Việc phòng tự thêm", "05/9"}
        others = [shown for name, shown in book.shown.items() if name != "Phòng Kinh tế"]
        assert all(shown.visible == VISIBLE for shown in others)  # type: ignore[attr-defined]


class DescribeAMachineWithoutAPrinter:
    def it_draws_and_notes_what_is_missing(self, master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        excel = Excel(has_printer=False)
        excel.open(master)
        talk = press(monkeypatch, excel, "split")
        assert talk.errors == [] and "máy chưa có máy in" in talk.told[0]


def _failing(call: str, nth: int) -> Callable[[str, Thing], None]:
    """Excel refuses the ``nth`` such call ('' counts every one) and goes on as usual afterwards."""
    count = 0

    def before(name: str, thing: Thing) -> None:
        nonlocal count
        if call in ("", name):
            count += 1
            if count == nth:
                raise refused("Exception from Excel")

    return before


def calls_of_a_split(master: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every call of a split that goes well."""
    excel = Excel()
    excel.open(master)
    press(monkeypatch, excel, "split")
    return excel.bridge.calls


class DescribeAnErrorInBetween:
    @pytest.mark.parametrize("share", [step / 40 for step in range(40)])
    def it_loses_nothing_that_was_typed_and_leaves_no_helper_sheet(
        self, share: float, excel: Excel, pressed: Pressed, master: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls = calls_of_a_split(master, monkeypatch)
        start = calls.index("Workbook.SaveCopyAs call") + 1
        for copy in master.parent.glob("*bản sao lưu*"):
            copy.unlink()
        book = excel.open(master)
        before = typed_values(book)
        kept = list(book.shown)
        excel.bridge.before = _failing("", start + int(share * (len(calls) - start)) + 1)
        talk = pressed("split")
        excel.bridge.before = lambda call, thing: None
        assert [name for name in book.shown if name.startswith("~")] == []
        assert typed_values(book) == before
        assert [name for name in kept if name not in book.shown] == []
        settings = excel.application.kept
        assert settings["ScreenUpdating"] and settings["EnableEvents"] and settings["DisplayAlerts"]
        assert settings["Calculation"] == constants.Calculation.xlCalculationAutomatic
        if talk.errors:
            assert "Excel dừng giữa chừng" in talk.errors[0]
            assert str(master.with_name("kế hoạch (bản sao lưu).xlsx")) in talk.errors[0]
        again = pressed("split")
        assert again.errors == []

    def it_speaks_to_the_person_even_when_excel_answers_no_more(
        self, excel: Excel, pressed: Pressed, master: Path
    ) -> None:
        excel.open(master)
        count = 0

        def gone(call: str, thing: Thing) -> None:
            nonlocal count
            count += 1
            if count > 1500:
                raise ComError(-2147023174, "The RPC server is unavailable.")

        excel.bridge.before = gone
        talk = pressed("split")
        assert "Excel dừng giữa chừng" in talk.errors[0] and "bản sao lưu" in talk.errors[0]


class DescribeTheCallingBook:
    def it_finds_a_book_with_an_equals_sign_in_its_name(
        self, excel: Excel, pressed: Pressed, master: Path
    ) -> None:
        other = Path(shutil.copy(master, master.with_name("xã A=B năm 2025.xlsx")))
        excel.open(master)
        book = excel.open(other)
        assert pressed("split").errors == []
        assert book.kept["Saved"] is False

    def it_takes_the_active_book_where_the_name_was_garbled_on_the_way(
        self, excel: Excel, master: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        excel.open(master)
        monkeypatch.setattr(Workbook, "get_Name", lambda self: "kế hoạch.xlsx")
        talk = press(monkeypatch, excel, "check")
        assert talk.errors == []


class DescribeDates:
    def it_writes_days_as_days(self, excel: Excel, pressed: Pressed, master: Path) -> None:
        book = excel.open(master)
        assert pressed("split").errors == []
        assert date(2025, 9, 1) in book.shown["Phòng Kinh tế"].values.values()
