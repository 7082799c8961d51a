"""Sheets drawn into a live book equal those drawn into a file, as far as xlwings' remote engine records them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.plans.master_reader import read_master
from danvan_xl.plans.split import SplitPlan, plan_split
from danvan_xl.workbooks.drawing.spec import Cell, Page, SheetSpec, Style, Validation
from danvan_xl.workbooks.drawing.style import BODY, HEADER
from danvan_xl.workbooks.live.draw_xlwings import draw
from tests.excel import live
from tests.excel.replay import Shown, replay
from tests.support.doing import split

TEMPLATE = Path(__file__).resolve().parents[2] / "workbook_templates" / "dai-son-2025.xlsx"
DAY = date(2025, 10, 15)


def shown_before(book: Any) -> dict[str, dict[tuple[int, int], Any]]:
    """Values of a book's sheets as its payload has them."""
    return {
        sheet["name"]: {
            (r, c): value
            for r, row in enumerate(sheet["values"])
            for c, value in enumerate(row)
            if value not in (None, "")
        }
        for sheet in book.impl.api["sheets"]
    }


def drawn(specs: list[SheetSpec], **options: Any) -> dict[str, Shown]:
    """The sheets after drawing into a book with one sheet of the user's."""
    book = live.open_book(sheets={"Của tôi": [["giữ"]]})
    before = shown_before(book)
    draw(book, specs, **options)
    return replay(before, live.actions(book))


def one(*cells: Cell, **facts: Any) -> Shown:
    """A sheet of these cells, drawn."""
    return drawn([SheetSpec("Trang", list(cells), **facts)])["Trang"]


class DescribeDrawingOneSheet:
    def it_keeps_all_other_sheets(self) -> None:
        after = drawn([SheetSpec("Trang", [Cell(0, 0, "x")])])
        assert list(after) == ["Của tôi", "Trang"]
        assert after["Của tôi"].values == {(0, 0): "giữ"}

    @pytest.mark.parametrize(
        "text",
        ["=1+1", "+84 912", "-5", "@a", "'nháy", "007", "1.234", "8,5", "05/9", "5-9", "1/2", "12:30", "3e5", "50%",
         "TRUE", "Tháng 8/2025", "Thg 9", "MAR1", "5 p", "#N/A", " 12", "1 234", "2025-09-05"],
    )  # fmt: skip
    def it_writes_text_that_excel_would_convert_behind_an_apostrophe(self, text: str) -> None:
        book = live.open_book(sheets={"A": [[None]]})
        draw(book, [SheetSpec("Trang", [Cell(0, 0, text)])])
        [written] = [a["values"] for a in live.actions(book) if a["func"] == "setValues"]
        assert written in ("'" + text, [["'" + text]])

    @pytest.mark.parametrize("text", ["Xây dựng 01 mô hình", "Quý III, IV/2025", "NV01", "Trường học", "a=b"])
    def it_writes_other_text_as_it_is(self, text: str) -> None:
        assert one(Cell(0, 0, text)).values == {(0, 0): text}

    def it_writes_numbers_dates_truth_values_and_formulas_as_such(self) -> None:
        sheet = one(
            Cell(0, 0, Decimal("8.25")),
            Cell(0, 1, date(2025, 9, 5)),
            Cell(0, 2, True),
            Cell(1, 0, 3, formula="=1+2"),
        )
        assert sheet.values == {(0, 0): 8.25, (0, 1): date(2025, 9, 5), (0, 2): True, (1, 0): "=1+2"}

    def it_writes_all_values_in_one_call(self) -> None:
        book = live.open_book(sheets={"A": [[None]]})
        draw(
            book, [SheetSpec("Trang", [Cell(r, c, f"ô {r},{c}", BODY) for r in range(50) for c in range(12)])]
        )
        assert live.counts(book)["setValues"] == 1

    def it_gives_every_cell_its_look_and_leaves_the_others_alone(self) -> None:
        loud = Style(bold=True, italic=True, size=14, color="FF0000", fill="00FF00", border="0000FF", align="right",
                     valign="top", wrap=True, num_format="0.00")  # fmt: skip
        sheet = one(
            Cell(0, 0, "a", Style()), Cell(1, 1, 1, loud), Cell(1, 2, 2, loud), Cell(2, 2, "b", Style())
        )
        for place in ((1, 1), (1, 2)):
            look = sheet.formats[place]
            assert look["bold"] is True and look["italic"] is True and look["size"] == 14
            assert (look["color"].upper(), look["fill"].upper()) == ("#FF0000", "#00FF00")
            assert (look["align"], look["valign"], look["wrap"]) == ("Right", "Top", True)
            assert look["number format"] == "0.00" and look["border line_style"] == "continuous"
        for place in ((0, 0), (0, 1), (2, 2)):
            look = sheet.formats[place]
            assert not look.get("bold") and not look.get("fill") and "border line_style" not in look
            assert look.get("number format", "General") == "General"

    def it_lets_rows_with_estimated_heights_grow_and_fixes_the_others(self) -> None:
        sheet = one(
            Cell(0, 0, "a"),
            Cell(1, 0, "b"),
            Cell(2, 0, "c"),
            heights={0: 24.0, 1: 30.0, 2: 45.0},
            growing_rows={1, 2},
        )
        assert sheet.heights == {0: 24.0}
        assert sheet.autofitted == {1, 2}

    def it_draws_a_list_from_another_sheet_and_a_list_of_words(self) -> None:
        rules = [
            Validation([(1, 0, 5, 0)], "list", source="='Của tôi'!$A$1:$A$1"),
            Validation([(1, 1, 5, 1)], "list", source=["Có", "Không"]),
            Validation([(1, 2, 5, 2)], "date", minimum=date(2025, 1, 1), maximum=date(2025, 12, 31)),
        ]
        sheet = one(Cell(0, 0, "a"), validations=rules)
        assert [area for area, _ in sheet.validations] == [(1, 0, 5, 0), (1, 1, 5, 1), (1, 2, 5, 2)]
        assert sheet.validations[1][1] == {"type": "literal", "values": ["Có", "Không"]}
        assert sheet.validations[2][1]["formula1"] == "=DATE(2025,1,1)"

    def it_replaces_a_sheet_of_the_same_name_in_place(self) -> None:
        book = live.open_book(sheets={"Trang": [["cũ", "cũ"]], "Sau": [["giữ"]]})
        before = shown_before(book)
        draw(book, [SheetSpec("TRANG", [Cell(0, 0, "mới")])])
        after = replay(before, live.actions(book))
        assert list(after) == ["TRANG", "Sau"]
        assert after["TRANG"].values == {(0, 0): "mới"}

    def it_renames_the_sheet_that_a_new_one_replaces_and_removes_what_is_named(self) -> None:
        book = live.open_book(sheets={"Tên cũ": [["x"]], "Bỏ": [["y"]], "Sau": [["giữ"]]})
        before = shown_before(book)
        draw(book, [SheetSpec("Tên mới", [Cell(0, 0, "z")])], replaces={"Tên mới": "Tên cũ"}, remove=["Bỏ"])
        after = replay(before, live.actions(book))
        assert {name: sheet.values for name, sheet in after.items()} == {
            "Tên mới": {(0, 0): "z"},
            "Sau": {(0, 0): "giữ"},
        }

    def it_updates_single_cells_of_a_sheet_that_stays(self) -> None:
        book = live.open_book(sheets={"Nhiệm vụ": [["a", "b"], ["c", "d"]]})
        before = shown_before(book)
        updates = {"B2": date(2025, 9, 5), "C2": "05/9", "D1": "mới"}
        draw(book, [], cell_updates={"Nhiệm vụ": updates})
        after = replay(before, live.actions(book))["Nhiệm vụ"].values
        assert after == {
            (0, 0): "a", (0, 1): "b", (0, 3): "mới", (1, 0): "c", (1, 1): date(2025, 9, 5), (1, 2): "05/9",
        }  # fmt: skip

    def it_puts_a_new_sheet_behind_its_neighbour(self) -> None:
        book = live.open_book(sheets={"Mục lục": [["x"]], "Khác": [["y"]]})
        before = shown_before(book)
        draw(book, [SheetSpec("Tiến độ", [Cell(0, 0, "z")])], after={"Tiến độ": "Mục lục"})
        assert list(replay(before, live.actions(book))) == ["Mục lục", "Tiến độ", "Khác"]

    def it_activates_the_sheet_that_was_active(self) -> None:
        book = live.open_book(sheets={"Một": [["x"]], "Hai": [["y"]]})
        draw(book, [SheetSpec("Ba", [Cell(0, 0, "z")])])
        assert live.actions(book)[-1]["func"] == "activateSheet"
        assert live.actions(book)[-1]["args"] == [0]


class DescribeSheetsThatLookAlike:
    def specs(self, counts: list[int]) -> list[SheetSpec]:
        made = []
        for number, count in enumerate(counts):
            sheet = SheetSpec(f"Đơn vị {number}", widths={0: 10, 1: 40}, freeze=(1, 0))
            for col, head in enumerate(("Mã", "Việc")):
                sheet.put(0, col, head, HEADER)
            for row in range(1, count + 1):
                sheet.put(row, 0, f"NV{row}", BODY.but(num_format="@"))
                sheet.put(row, 1, f"Việc {row} của {number}", BODY)
            for row in range(count + 1, count + 4):
                for col in (0, 1):
                    sheet.put(row, col, None, BODY.but(fill="FFF9DB", locked=False))
            sheet.validations.append(Validation([(1, 1, count + 3, 1)], "length", "<=", minimum=200))
            sheet.page = Page(area=(0, 0, count + 3, 1), footer=f"&LĐơn vị {number}")
            made.append(sheet)
        return made

    def it_draws_them_as_if_each_were_drawn_by_itself(self) -> None:
        specs = self.specs([3, 1, 7, 4])
        together = drawn(specs)
        for spec in specs:
            alone = drawn([spec])[spec.name]
            copied = together[spec.name]
            assert copied.values == alone.values
            assert {p: f for p, f in copied.formats.items() if f} == {
                p: f for p, f in alone.formats.items() if f
            }
            assert (copied.widths, copied.frozen, copied.print_area) == (
                alone.widths,
                alone.frozen,
                alone.print_area,
            )
            assert copied.validations == alone.validations

    def it_leaves_no_pattern_behind(self) -> None:
        assert list(drawn(self.specs([2, 3, 4]))) == ["Của tôi", "Đơn vị 0", "Đơn vị 1", "Đơn vị 2"]

    def it_costs_a_handful_of_calls_a_sheet(self) -> None:
        few, many = (live.open_book(sheets={"A": [[None]]}) for _ in range(2))
        draw(few, self.specs([60] * 10))
        draw(many, self.specs([60] * 40))
        more = len(live.actions(many)) - len(live.actions(few))
        assert more <= 30 * 6


@pytest.fixture(scope="module")
def plan() -> SplitPlan:
    """The bundled master of a commune, split."""
    return plan_split(read_master(TEMPLATE), DAY)


@pytest.fixture(scope="module")
def live_sheets(plan: SplitPlan) -> dict[str, Shown]:
    """Its sheets, drawn into a live book."""
    book = live.open_book(TEMPLATE)
    before = shown_before(book)
    notes = draw(
        book,
        plan.sheets,
        cell_updates=plan.filling.cells,
        hide=plan.filling.hidden,
        replaces=plan.replaces,
        remove=plan.remove,
    )
    assert notes == []
    return replay(before, live.actions(book))


@pytest.fixture(scope="module")
def file_book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same sheets, drawn into a file by `split`."""
    out = tmp_path_factory.mktemp("split") / "ra.xlsx"
    split(TEMPLATE, out, as_of=DAY)
    return openpyxl.load_workbook(out)


class DescribeDepartmentSheets:
    def it_has_the_same_sheets_in_the_same_order(self, live_sheets: dict[str, Shown], file_book: Any) -> None:
        assert list(live_sheets) == file_book.sheetnames

    def it_has_the_same_values_cell_by_cell(
        self, live_sheets: dict[str, Shown], file_book: Any, plan: SplitPlan
    ) -> None:
        for spec in plan.sheets:
            written = {
                (cell.row - 1, cell.column - 1): _day(cell.value)
                for row in file_book[spec.name].iter_rows()
                for cell in row
                if cell.value is not None
            }
            assert live_sheets[spec.name].values == written

    def it_fills_the_same_blanks_of_the_task_sheet(
        self, live_sheets: dict[str, Shown], file_book: Any
    ) -> None:
        written = {
            (cell.row - 1, cell.column - 1): _day(cell.value)
            for row in file_book["Nhiệm vụ"].iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert {place: _sent_day(value) for place, value in live_sheets["Nhiệm vụ"].values.items()} == written

    def it_has_the_same_looks_cell_by_cell(
        self, live_sheets: dict[str, Shown], file_book: Any, plan: SplitPlan
    ) -> None:
        compared = 0
        for spec in plan.sheets:
            for styled in (cell for cell in spec.cells if cell.style is not None):
                cell = file_book[spec.name].cell(styled.row + 1, styled.col + 1)
                look = live_sheets[spec.name].formats[styled.row, styled.col]
                where = f"{spec.name}!{cell.coordinate}"
                assert _live_look(look) == _file_look(cell), where
                compared += 1
        assert compared > 5000

    def it_has_the_same_widths_hidden_columns_panes_and_print_areas(
        self, live_sheets: dict[str, Shown], file_book: Any, plan: SplitPlan
    ) -> None:
        for spec in plan.sheets:
            sheet, shown = file_book[spec.name], live_sheets[spec.name]
            for col in spec.widths:
                dimension = sheet.column_dimensions[openpyxl.utils.get_column_letter(col + 1)]
                # Points at 96 dots an inch; the file counts characters of 7 pixels with 5 of padding in them.
                assert abs(shown.widths[col] / 0.75 - dimension.width * 7) < 1.01
                assert (col in shown.hidden_columns) == bool(dimension.hidden)
            assert shown.gridlines == bool(sheet.sheet_view.showGridLines)
            top_left = openpyxl.utils.cell.coordinate_from_string(sheet.freeze_panes)
            assert shown.frozen is not None
            last = shown.frozen.split(":")[1]
            frozen = openpyxl.utils.cell.coordinate_from_string(last)
            assert (openpyxl.utils.column_index_from_string(frozen[0]) + 1, frozen[1] + 1) == (
                openpyxl.utils.column_index_from_string(top_left[0]),
                top_left[1],
            )
            area = (sheet.print_area or "").split("!")[-1]
            assert (shown.print_area or "") == area

    def it_has_the_same_rules(self, live_sheets: dict[str, Shown], file_book: Any, plan: SplitPlan) -> None:
        for made in plan.departments:
            sheet, shown = file_book[made.spec.name], live_sheets[made.spec.name]
            validations = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
            kinds = {"decimal": "decimal", "date": "date"}
            assert {_name(area): kinds[rule["type"]] for area, rule in shown.validations} == validations
            conditionals = [
                (str(where.sqref), "=" + rule.formula[0])
                for where in sheet.conditional_formatting
                for rule in sorted(where.rules, key=lambda rule: rule.priority)
            ]
            assert [(_name(area), rule["formula"]) for area, rule in shown.conditionals] == conditionals

    def it_takes_at_most_eight_calls_for_each_department(self, plan: SplitPlan) -> None:
        book = live.open_book(TEMPLATE)
        draw(book, plan.departments and [made.spec for made in plan.departments])
        calls: dict[int, int] = {}
        for action in live.actions(book):
            if action["sheet_position"] is not None:
                calls[action["sheet_position"]] = calls.get(action["sheet_position"], 0) + 1
        first_department = 8  # behind the master's own sheets; the pattern is drawn on the next position
        assert max(calls[position] for position in calls if position > first_department) <= 8


def _day(value: Any) -> Any:
    return value.date() if hasattr(value, "date") and hasattr(value, "hour") else value


def _sent_day(value: Any) -> Any:
    return (
        date.fromisoformat(value[:10]) if isinstance(value, str) and value.endswith("T00:00:00Z") else value
    )


def _name(area: tuple[int, int, int, int]) -> str:
    first, last = (f"{openpyxl.utils.get_column_letter(c + 1)}{r + 1}" for r, c in (area[:2], area[2:]))
    return first if first == last else f"{first}:{last}"


def _live_look(look: dict[str, Any]) -> dict[str, Any]:
    return {
        "font": look["name"],
        "size": float(look["size"]),
        "bold": bool(look.get("bold")),
        "italic": bool(look.get("italic")),
        "color": look.get("color", "#000000").upper(),
        "fill": (look.get("fill") or "").upper(),
        "border": look.get("border color", "").upper() if look.get("border line_style") else "",
        "align": look.get("align", "General").lower(),
        "valign": look.get("valign", "Bottom").lower(),
        "wrap": bool(look.get("wrap")),
        "number format": look.get("number format", "General"),
    }


def _file_look(cell: Any) -> dict[str, Any]:
    return {
        "font": cell.font.name,
        "size": float(cell.font.size),
        "bold": bool(cell.font.bold),
        "italic": bool(cell.font.italic),
        "color": "#" + cell.font.color.rgb[2:],
        "fill": "#" + cell.fill.fgColor.rgb[2:] if cell.fill.fill_type == "solid" else "",
        "border": "#" + cell.border.left.color.rgb[2:] if cell.border.left.style else "",
        "align": cell.alignment.horizontal or "general",
        "valign": cell.alignment.vertical or "bottom",
        "wrap": bool(cell.alignment.wrap_text),
        "number format": cell.number_format,
    }
