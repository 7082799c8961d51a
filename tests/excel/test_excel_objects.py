"""What is set through Excel's own object model, in the typed Excel. That the real one does it: docs/kiem-thu-excel.md."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from xlwings import constants

from danvan_xl.workbooks.drawing.spec import Conditional, Page, SheetSpec, Style, Validation
from danvan_xl.workbooks.live import excel_objects as native
from danvan_xl.workbooks.live.live_values import localised
from tests.excel.typed.application import Excel, Locale
from tests.excel.typed.sheet import Drawn
from tests.excel.typed.windows import running


@pytest.fixture
def app(excel: Excel) -> Any:
    """xlwings' application, with a book of two sheets that was never saved."""
    excel.new({"A": [["Thôn 1", "phiếu"]], "B": [["x"]]})
    return running(excel)


@pytest.fixture
def api(app: Any) -> Any:
    """The native worksheet."""
    return app.books[0].sheets["A"].api


@pytest.fixture
def shown(app: Any, excel: Excel) -> Drawn:
    """What it looks like."""
    assert excel.application.active is not None
    return excel.application.active.shown["A"]


@pytest.fixture
def translate(app: Any) -> Any:
    return native.translator(app.api)


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
        assert localised(formula, ";", ",") == there
        assert localised(formula, ",", ".") == formula
        assert Locale(";", ",").english(there) == formula

    @pytest.mark.parametrize(
        ("separator", "decimal", "there"), [(";", ",", "=A1;2,5"), (",", ".", "=A1,2.5")]
    )
    def it_asks_excel_which_marks_those_are(
        self, separator: str, decimal: str, there: str, app: Any, excel: Excel
    ) -> None:
        excel.locale = Locale(separator, decimal)
        assert native.translator(app.api)("=A1,2.5") == there


class DescribeValidations:
    def it_sets_rule_and_messages(self, api: Any, shown: Drawn, translate: Any) -> None:
        rule = Validation([(7, 11, 26, 11)], "decimal", minimum=0, maximum=Decimal("99.5"), error_title="Chưa đúng",
                          error="Phải là số.", prompt_title="Tiến độ", prompt="Gõ số.")  # fmt: skip
        native.validation(api, rule, translate)
        [(area, made)] = shown.validations
        assert area == (7, 11, 26, 11)
        assert (made["Type"], made["AlertStyle"], made["Operator"]) == (2, 1, 1)
        assert (made["Formula1"], made["Formula2"]) == ("=0", "=99.5")
        assert (made["ErrorTitle"], made["ErrorMessage"]) == ("Chưa đúng", "Phải là số.")
        assert (made["InputTitle"], made["InputMessage"], made["ShowInput"]) == ("Tiến độ", "Gõ số.", True)

    def it_replaces_a_rule_that_stands_there(self, api: Any, shown: Drawn, translate: Any) -> None:
        for words in (["Có", "Không"], ["x"]):
            native.validation(
                api, Validation([(0, 0, 1, 0)], "list", source=words, show_error=False), translate
            )
        [(_, made)] = shown.validations
        assert (made["Formula1"], made["ShowError"]) == ("x", False)

    def it_joins_a_list_with_the_separator_of_the_machine(
        self, api: Any, shown: Drawn, translate: Any
    ) -> None:
        native.validation(api, Validation([(0, 0, 1, 0)], "list", source=["Có", "Không"]), translate)
        assert (
            shown.validations[0][1]["Formula1"] == "Có,Không"
        )  # as the typed Excel, which wants ";", read it

    def it_gives_dates_as_formulas(self, api: Any, shown: Drawn, translate: Any) -> None:
        rule = Validation([(0, 0, 0, 0)], "date", ">=", minimum=date(2025, 7, 1))
        native.validation(api, rule, translate)
        assert shown.validations[0][1]["Formula1"] == "=DATE(2025,7,1)"

    @pytest.mark.parametrize("kind", sorted(native._VALIDATION_KINDS))
    def it_has_excels_number_for_every_kind(self, kind: str) -> None:
        names = {"whole": "WholeNumber", "length": "TextLength"}
        wanted = f"xlValidate{names.get(kind, kind.capitalize())}"
        assert native._VALIDATION_KINDS[kind] == getattr(constants.DVType, wanted)


class DescribeConditionals:
    def it_counts_relative_references_from_the_first_cell(
        self, api: Any, shown: Drawn, translate: Any
    ) -> None:
        look = Style(fill="F9D5CC", color="8A1C00", bold=True, border="B8C2CC")
        rule = Conditional([(7, 16, 20, 16)], formula='=$Q8="x"', style=look)
        native.conditional(api, rule, translate)  # the typed Excel refuses a rule when another cell is active
        [(area, made)] = shown.conditionals
        assert area == (7, 16, 20, 16) and made["formula"] == '=$Q8="x"'
        assert (made["fill"], made["color"], made["bold"]) == ("#F9D5CC", "#8A1C00", True)
        assert made["StopIfTrue"] is rule.stop

    def it_keeps_the_order_of_the_spec(self, api: Any, shown: Drawn, translate: Any) -> None:
        for text in ("một", "hai"):
            native.conditional(api, Conditional([(0, 0, 0, 0)], formula=f'=$A1="{text}"'), translate)
        assert [rule["formula"] for _, rule in shown.conditionals] == ['=$A1="một"', '=$A1="hai"']


class DescribeTheSheet:
    def it_sets_up_printing(self, api: Any, shown: Drawn) -> None:
        native.page(api, Page(left=0.5, repeat_rows=(6, 6), repeat_columns=(0, 1), row_breaks=(40,),
                              footer="&LPhòng Kinh tế&RTrang &P/&N"))  # fmt: skip
        page = shown.page
        assert page["Orientation"] == constants.PageOrientation.xlLandscape
        assert page["PaperSize"] == constants.PaperSize.xlPaperA4
        assert page["LeftMargin"] == 36
        assert (page["FitToPagesWide"], page["FitToPagesTall"], page["Zoom"]) == (1, False, False)
        assert (page["PrintTitleRows"], page["PrintTitleColumns"]) == ("$7:$7", "$A:$B")
        assert (page["LeftFooter"], page["CenterFooter"], page["RightFooter"]) == (
            "Phòng Kinh tế",
            "",
            "Trang &P/&N",
        )
        assert shown.breaks == [40]

    def it_freezes_filters_and_colours_the_tab(self, api: Any, shown: Drawn) -> None:
        spec = SheetSpec("A", freeze=(7, 3), autofilter=(6, 1, 26, 16), tab_color="2E7D6B", zoom=85)
        native.frame(api, spec)
        window = shown.window
        assert (window["SplitRow"], window["SplitColumn"], window["FreezePanes"], window["Zoom"]) == (
            7,
            3,
            True,
            85,
        )
        assert shown.tab == "#2E7D6B" and shown.filtered == (6, 1, 26, 16)

    def it_sets_the_window_of_its_own_sheet(self, app: Any, excel: Excel) -> None:
        native.frame(app.books[0].sheets["B"].api, SheetSpec("B", zoom=70))
        assert excel.application.active is not None
        zooms = {
            name: sheet.window.get("Zoom", 100) for name, sheet in excel.application.active.shown.items()
        }
        assert zooms == {"A": 100, "B": 70}

    def it_empties_protects_and_links(self, api: Any, shown: Drawn) -> None:
        shown.hidden_columns, shown.heights, shown.filtered, shown.breaks = {2}, {0: 40.0}, (0, 0, 1, 1), [5]
        native.link(api, 0, 0, "internal:'Thôn 1'!A1")
        native.link(api, 0, 1, "external:phiếu.xlsx")
        native.empty(api)
        assert (shown.hidden_columns, shown.heights, shown.filtered, shown.breaks) == (set(), {}, None, [])
        assert shown.links == {(0, 0): "#'Thôn 1'!A1", (0, 1): "phiếu.xlsx"}
        native.protect(api)
        assert shown.protected is not None and "Password" not in shown.protected
        assert shown.protected["Contents"] is True and shown.protected["AllowFiltering"] is True

    def it_sets_what_xlwings_own_interface_lacks(self, api: Any, shown: Drawn) -> None:
        area = (0, 0, 1, 1)
        native.borders(api, area, "B8C2CC")
        native.underline(api, area, True)
        native.indent(api, area, 2)
        native.rotation(api, area, 90)
        native.locked(api, area, False)
        native.formula_hidden(api, area, True)
        look = shown.formats[1, 1]
        assert (look["border line_style"], look["border color"]) == ("continuous", "#B8C2CC")
        assert (look["underline"], look["indent"], look["rotation"]) == (True, 2, 90)
        assert (look["locked"], look["formula hidden"]) == (False, True)
        assert (2, 2) not in shown.formats

    def it_comes_to_the_front_whichever_excel_is_in_front(self, app: Any, excel: Excel) -> None:
        native.show(app.books[0].sheets["B"])
        assert excel.application.active is not None
        assert excel.application.active.active.shown.name == "B"
