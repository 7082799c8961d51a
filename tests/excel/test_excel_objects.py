"""What is set through Excel's own object model, on a stand-in that knows only members that Excel documents.

It proves the names and the values, not that Excel does it: that is in docs/kiem-thu-excel.md.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from danvan_xl.workbooks.drawing.spec import Conditional, Page, SheetSpec, Style, Validation
from danvan_xl.workbooks.live import excel_objects as native
from danvan_xl.workbooks.live.live_values import localised

MEMBERS: dict[str, set[str]] = {
    "Worksheet": {"Activate", "Application", "AutoFilterMode", "Cells", "HPageBreaks", "Hyperlinks", "PageSetup", "Protect",
                  "Range", "ResetAllPageBreaks", "Tab"},
    "Application": {"ActiveWindow", "International"},
    "Window": {"DisplayGridlines", "FreezePanes", "ScrollColumn", "ScrollRow", "SplitColumn", "SplitRow", "Zoom"},
    "Range": {"AutoFilter", "Borders", "EntireColumn", "EntireRow", "Font", "FormatConditions", "FormulaHidden", "Hidden",
              "IndentLevel", "Locked", "Orientation", "Select", "UseStandardHeight", "Validation"},
    "Borders": {"Color", "LineStyle", "Weight"},
    "Font": {"Bold", "Color", "Italic", "Underline"},
    "Interior": {"Color"},
    "Tab": {"Color"},
    "Validation": {"Add", "Delete", "ErrorMessage", "ErrorTitle", "IgnoreBlank", "InCellDropdown", "InputMessage",
                   "InputTitle", "ShowError", "ShowInput"},
    "FormatConditions": {"Add"},
    "FormatCondition": {"Borders", "Font", "Interior", "StopIfTrue"},
    "Hyperlinks": {"Add"},
    "HPageBreaks": {"Add"},
    "PageSetup": {"BottomMargin", "CenterFooter", "CenterHeader", "CenterHorizontally", "FitToPagesTall", "FitToPagesWide",
                  "LeftFooter", "LeftHeader", "LeftMargin", "Orientation", "PaperSize", "PrintTitleColumns",
                  "PrintTitleRows", "RightFooter", "RightHeader", "RightMargin", "TopMargin", "Zoom"},
}  # fmt: skip
"""Object → its members, from Excel's documentation of its object model; only what is used."""
KINDS = {
    "Cells": "Range", "EntireRow": "Range", "EntireColumn": "Range", "ActiveWindow": "Window", "Application": "Application",
    "Borders": "Borders", "Font": "Font", "Interior": "Interior", "Tab": "Tab", "Validation": "Validation",
    "FormatConditions": "FormatConditions", "Hyperlinks": "Hyperlinks", "HPageBreaks": "HPageBreaks", "PageSetup": "PageSetup",
}  # fmt: skip


class Standin:
    """A COM object that writes down what is set and called, and refuses members that Excel has not."""

    def __init__(self, kind: str, path: str, done: list[tuple[str, Any]]) -> None:
        self.__dict__.update(_kind=kind, _path=path, _done=done)

    def _check(self, name: str) -> None:
        assert name in MEMBERS[self._kind], f"Excel's {self._kind} has no {name}"

    def __getattr__(self, name: str) -> Any:
        self._check(name)
        path = f"{self._path}.{name}"
        if name in KINDS:
            return Standin(KINDS[name], path, self._done)

        def call(*arguments: Any, **named: Any) -> Any:
            if name == "International":
                return {5: ";", 3: ","}[arguments[0]]
            if name == "Range":
                return Standin("Range", f"{self._path}.Range({arguments[0]})", self._done)
            given = named or arguments
            self._done.append((path, given))
            return Standin("FormatCondition", path, self._done) if self._kind == "FormatConditions" else None

        return call

    def __setattr__(self, name: str, value: Any) -> None:
        self._check(name)
        self._done.append((f"{self._path}.{name}", value))


@pytest.fixture
def done() -> list[tuple[str, Any]]:
    return []


@pytest.fixture
def sheet(done: list[tuple[str, Any]]) -> Standin:
    return Standin("Worksheet", "ws", done)


def vietnamese(text: str) -> str:
    """As a machine with Vietnamese regional settings wants it."""
    return localised(text, ";", ",")


class DescribeFormulasOfRules:
    @pytest.mark.parametrize(
        ("formula", "there"),
        [
            ('=IF($A1>8.5,"a,b;c",0)', '=IF($A1>8,5;"a,b;c";0)'),
            ("=SUM('Trang, một'!A1,2)", "=SUM('Trang, một'!A1;2)"),
            ("=$Q8=\"kiểm tra lại\"", "=$Q8=\"kiểm tra lại\""),
        ],
    )  # fmt: skip
    def it_uses_the_marks_of_the_regional_settings_outside_texts(self, formula: str, there: str) -> None:
        assert vietnamese(formula) == there
        assert localised(formula, ",", ".") == formula

    def it_asks_excel_which_marks_those_are(self, done: list[tuple[str, Any]]) -> None:
        translate = native.translator(Standin("Application", "app", done))
        assert translate("=A1,2.5") == "=A1;2,5"


class DescribeValidations:
    def it_sets_rule_and_messages(self, sheet: Standin, done: list[tuple[str, Any]]) -> None:
        rule = Validation([(7, 11, 26, 11)], "decimal", minimum=0, maximum=Decimal("99.5"), error_title="Chưa đúng",
                          error="Phải là số.", prompt_title="Tiến độ", prompt="Gõ số.")  # fmt: skip
        native.validation(sheet, rule, vietnamese)
        said = dict(done)
        where = "ws.Range(L8:L27).Validation"
        assert said[f"{where}.Add"] == {
            "Type": 2, "AlertStyle": 1, "Operator": 1, "Formula1": "=0", "Formula2": "=99,5",
        }  # fmt: skip
        assert (said[f"{where}.ErrorTitle"], said[f"{where}.ErrorMessage"]) == ("Chưa đúng", "Phải là số.")
        assert (said[f"{where}.InputTitle"], said[f"{where}.InputMessage"]) == ("Tiến độ", "Gõ số.")
        assert said[f"{where}.ShowInput"] is True

    def it_joins_a_list_with_the_separator_of_the_machine(
        self, sheet: Standin, done: list[tuple[str, Any]]
    ) -> None:
        rule = Validation([(0, 0, 1, 0)], "list", source=["Có", "Không"], show_error=False)
        native.validation(sheet, rule, vietnamese)
        said = dict(done)
        assert said["ws.Range(A1:A2).Validation.Add"]["Formula1"] == "Có;Không"
        assert said["ws.Range(A1:A2).Validation.ShowError"] is False

    def it_gives_dates_as_formulas(self, sheet: Standin, done: list[tuple[str, Any]]) -> None:
        rule = Validation([(0, 0, 0, 0)], "date", ">=", minimum=date(2025, 7, 1))
        native.validation(sheet, rule, vietnamese)
        assert dict(done)["ws.Range(A1:A1).Validation.Add"]["Formula1"] == "=DATE(2025;7;1)"


class DescribeConditionals:
    def it_selects_the_cell_from_which_relative_references_count(
        self, sheet: Standin, done: list[tuple[str, Any]]
    ) -> None:
        rule = Conditional(
            [(7, 16, 20, 16)], formula='=$Q8="x"', style=Style(fill="F9D5CC", color="8A1C00", bold=True)
        )
        native.conditional(sheet, rule, vietnamese)
        names = [name for name, _ in done]
        assert names.index("ws.Range(Q8).Select") < names.index("ws.Range(Q8:Q21).FormatConditions.Add")
        said = dict(done)
        made = "ws.Range(Q8:Q21).FormatConditions.Add"
        assert said[made] == {"Type": 2, "Formula1": '=$Q8="x"'}
        assert said[f"{made}.Interior.Color"] == 0xCCD5F9  # blue, green, red
        assert said[f"{made}.Font.Bold"] is True


class DescribeTheSheet:
    def it_sets_up_printing(self, sheet: Standin, done: list[tuple[str, Any]]) -> None:
        native.page(sheet, Page(left=0.5, repeat_rows=(6, 6), repeat_columns=(0, 1), row_breaks=(40,),
                                footer="&LPhòng Kinh tế&RTrang &P/&N"))  # fmt: skip
        said = dict(done)
        assert said["ws.PageSetup.Orientation"] == 2 and said["ws.PageSetup.PaperSize"] == 9
        assert said["ws.PageSetup.LeftMargin"] == 36
        assert (said["ws.PageSetup.FitToPagesWide"], said["ws.PageSetup.FitToPagesTall"]) == (1, False)
        assert said["ws.PageSetup.PrintTitleRows"] == "$7:$7"
        assert said["ws.PageSetup.PrintTitleColumns"] == "$A:$B"
        assert said["ws.PageSetup.LeftFooter"] == "Phòng Kinh tế"
        assert said["ws.PageSetup.RightFooter"] == "Trang &P/&N"
        assert said["ws.PageSetup.CenterFooter"] == ""

    def it_freezes_filters_and_colours_the_tab(self, sheet: Standin, done: list[tuple[str, Any]]) -> None:
        spec = SheetSpec("A", freeze=(7, 3), autofilter=(6, 1, 26, 16), tab_color="2E7D6B", zoom=85)
        native.frame(sheet, spec)
        said = dict(done)
        window = "ws.Application.ActiveWindow"
        assert (said[f"{window}.SplitRow"], said[f"{window}.SplitColumn"]) == (7, 3)
        assert said[f"{window}.FreezePanes"] is True and said[f"{window}.Zoom"] == 85
        assert said["ws.Tab.Color"] == 0x6B7D2E

    def it_empties_protects_and_links(self, sheet: Standin, done: list[tuple[str, Any]]) -> None:
        native.empty(sheet)
        native.protect(sheet)
        native.link(sheet, 5, 2, "internal:'Thôn 1'!A1")
        native.link(sheet, 5, 3, "external:phiếu.xlsx")
        said = dict(done)
        assert said["ws.Cells.EntireColumn.Hidden"] is False
        assert said["ws.Protect"]["Contents"] is True and "Password" not in said["ws.Protect"]
        links = [given for name, given in done if name == "ws.Hyperlinks.Add"]
        assert [(x["Address"], x.get("SubAddress")) for x in links] == [
            ("", "'Thôn 1'!A1"),
            ("phiếu.xlsx", None),
        ]

    def it_sets_what_xlwings_own_interface_lacks(self, sheet: Standin, done: list[tuple[str, Any]]) -> None:
        area = (0, 0, 1, 1)
        native.borders(sheet, area, "B8C2CC")
        native.underline(sheet, area, True)
        native.indent(sheet, area, 2)
        native.rotation(sheet, area, 90)
        native.locked(sheet, area, False)
        native.formula_hidden(sheet, area, True)
        said = dict(done)
        assert said["ws.Range(A1:B2).Borders.LineStyle"] == 1
        assert said["ws.Range(A1:B2).Font.Underline"] == 2
        assert said["ws.Range(A1:B2).Locked"] is False
