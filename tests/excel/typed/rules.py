"""Data validations and conditional formats of the typed Excel."""

from __future__ import annotations

from typing import Any

from xlwings import constants

from tests.excel.typed.cells import Borders, Font, Interior, Range
from tests.excel.typed.core import Thing, refused


class Validation(Thing):
    """The data validation of a range. What is put before Add is refused, as Excel does."""

    interface = "Validation"

    def __init__(self, cells: Range) -> None:
        super().__init__(cells.bridge)
        self.cells = cells

    @property
    def rules(self) -> list[Any]:
        return self.cells.sheet.shown.validations

    def call_Delete(self) -> None:
        self.cells.sheet.refuse_if_protected("change validations of")
        if self.cells.whole:
            self.rules.clear()
        self.rules[:] = [rule for rule in self.rules if rule[0] != self.cells.area]

    def call_Add(self, **given: Any) -> None:
        self.cells.sheet.refuse_if_protected("change validations of")
        if any(area == self.cells.area for area, _ in self.rules):
            raise refused("Application-defined or object-defined error")
        if len(str(given.get("Formula1", ""))) > 255:
            raise refused("Application-defined or object-defined error")
        language = self.cells.sheet.book.application.excel.locale
        given |= {name: language.english(given[name]) for name in ("Formula1", "Formula2") if name in given}
        self.rules.append((self.cells.area, given))

    def message(self, name: str, value: Any) -> None:
        [rule] = [rule for area, rule in self.rules if area == self.cells.area]
        assert len(str(value)) <= (32 if name.endswith("Title") else 255), f"{name} is too long for Excel"
        rule[name] = value


def _message(name: str) -> Any:
    return lambda self, value: self.message(name, value)


for _name in ("ErrorMessage", "ErrorTitle", "IgnoreBlank", "InCellDropdown", "InputMessage", "InputTitle", "ShowError",
              "ShowInput"):  # fmt: skip
    setattr(Validation, f"put_{_name}", _message(_name))


class FormatConditions(Thing):
    """The conditional formats of a range; a new one has the lowest priority."""

    interface = "FormatConditions"

    def __init__(self, cells: Range) -> None:
        super().__init__(cells.bridge)
        self.cells = cells

    def get_Count(self) -> int:
        return len(self.cells.sheet.shown.conditionals)

    def call_Delete(self) -> None:
        self.cells.sheet.shown.conditionals.clear()

    def call_Add(self, Type: int, Formula1: str, **given: Any) -> Thing:
        assert Type == constants.FormatConditionType.xlExpression and not given
        sheet = self.cells.sheet
        sheet.refuse_if_protected("change conditional formats of")
        assert sheet.book.active is sheet and sheet.selected[:2] == self.cells.area[:2], (
            "relative references count from the active cell"
        )
        rule = {"formula": sheet.book.application.excel.locale.english(Formula1)}
        for area in self.cells.areas:
            sheet.shown.conditionals.append((area, rule))
        return FormatCondition(self.cells, rule)


class FormatCondition(Thing):
    """One conditional format; its look is kept under the names of the members."""

    interface = "FormatCondition"

    def __init__(self, cells: Range, rule: dict[str, Any]) -> None:
        super().__init__(cells.bridge)
        self.kept, self.look = rule, _Look(cells, rule)

    def get_Font(self) -> Thing:
        return Font(self.look)

    def get_Interior(self) -> Thing:
        return Interior(self.look)

    def get_Borders(self) -> Thing:
        return Borders(self.look)

    def call_SetFirstPriority(self) -> None:
        raise AssertionError("the order of the rules is the order in which they are added")


class _Look(Range):
    """In place of cells: the look that a conditional format gives them."""

    def __init__(self, cells: Range, rule: dict[str, Any]) -> None:
        super().__init__(cells.sheet, cells.areas)
        self.rule = rule

    def format(self, name: str, value: Any) -> None:
        self.rule[name] = value
