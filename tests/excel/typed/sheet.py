"""Worksheets of the typed Excel: what stands on one, its page, its tab, its protection."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xlwings import constants

from danvan_xl.workbooks.drawing.spec import Range as Area
from tests.excel.replay import Place, Shown
from tests.excel.typed.cells import LAST_COLUMN, LAST_ROW, Range, area_of, web
from tests.excel.typed.core import Thing, refused

if TYPE_CHECKING:
    from tests.excel.typed.application import Workbook

VISIBLE = constants.SheetVisibility.xlSheetVisible
_FORBIDDEN = set("[]:*?/\\")


@dataclass
class Drawn(Shown):
    """A sheet as :class:`Shown`, with what only Excel's object model can set."""

    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    filtered: Area | None = None
    breaks: list[int] = field(default_factory=list)
    page: dict[str, Any] = field(default_factory=dict)
    window: dict[str, Any] = field(default_factory=dict)
    tab: str = ""
    visible: int = VISIBLE
    protected: dict[str, Any] | None = None


class Worksheet(Thing):
    """One sheet of a book."""

    interface = "Worksheet"

    def __init__(self, book: Workbook, shown: Drawn) -> None:
        super().__init__(book.bridge)
        self.book, self.shown = book, shown
        self.selected: Area = (0, 0, 0, 0)

    def put_value(self, place: Place, value: Any) -> None:
        """One cell's value; blank takes it away."""
        if value is None or value == "":
            self.shown.values.pop(place, None)
        else:
            self.shown.values[place] = value

    def refuse_if_protected(self, what: str) -> None:
        """Excel's refusal."""
        if self.shown.protected is not None:
            raise refused(f"You cannot {what} the protected sheet {self.shown.name}")

    def get_Application(self) -> Thing:
        return self.book.application

    def get_Parent(self) -> Thing:
        return self.book

    def get_Name(self) -> str:
        return self.shown.name

    def put_Name(self, value: str) -> None:
        self.book.refuse_if_structure_is_protected()
        taken = [s.shown.name.casefold() for s in self.book.sheets if s is not self]
        if not 0 < len(value) <= 31 or _FORBIDDEN & set(value) or value.casefold() in taken:
            raise refused(f"That name cannot be used: {value}")
        self.shown.name = value

    def get_Index(self) -> int:
        return self.book.sheets.index(self) + 1

    def get_Visible(self) -> int:
        return self.shown.visible

    def put_Visible(self, value: int) -> None:
        self.book.refuse_if_structure_is_protected()
        value = {True: VISIBLE, False: 0}.get(value, value) if isinstance(value, bool) else value
        others = [s for s in self.book.sheets if s is not self and s.shown.visible == VISIBLE]
        if value != VISIBLE and not others:
            raise refused("Unable to set the Visible property of the Worksheet class")
        self.shown.visible = value
        if value != VISIBLE and self.book.active is self:
            self.book.active = others[0]

    def call_Activate(self) -> None:
        if self.shown.visible != VISIBLE:
            if self.book.application.excel.refuses_hidden:
                raise refused("Activate method of Worksheet class failed")
            return
        self.book.active = self

    def call_Select(self, Replace: bool = True) -> None:
        if self.shown.visible != VISIBLE:
            raise refused("Select method of Worksheet class failed")
        self.book.active = self

    def call_Delete(self) -> bool:
        self.book.refuse_if_structure_is_protected()
        if not [s for s in self.book.sheets if s is not self and s.shown.visible == VISIBLE]:
            raise refused("A workbook must contain at least one visible worksheet.")
        excel = self.book.application
        assert excel.kept["DisplayAlerts"] is False, "Excel would ask before it deletes a sheet"
        self.book.kept["Saved"] = False
        index = self.book.sheets.index(self)
        self.book.sheets.remove(self)
        if self.book.active is self:
            left = self.book.sheets
            order = [*left[index:], *reversed(left[:index])]
            self.book.active = next(s for s in order if s.shown.visible == VISIBLE)
        return True

    def call_Copy(self, Before: Worksheet | None = None, After: Worksheet | None = None) -> None:
        assert Before or After, "without a place the copy goes into a new book"
        made = Worksheet(self.book, copy.deepcopy(self.shown))
        number = 2
        while (name := f"{self.shown.name[:26]} ({number})").casefold() in [
            s.shown.name.casefold() for s in self.book.sheets
        ]:
            number += 1
        made.shown.name = name
        self.book.insert(made, Before, After)

    def call_Move(self, Before: Worksheet | None = None, After: Worksheet | None = None) -> None:
        self.book.refuse_if_structure_is_protected()
        self.book.sheets.remove(self)
        self.book.insert(self, Before, After)

    def call_Protect(self, **given: Any) -> None:
        self.shown.protected = given

    def call_Unprotect(self, Password: str = "") -> None:
        if self.shown.protected is not None and self.shown.protected.get("Password", "") != Password:
            raise refused("The password you supplied is not correct.")
        self.shown.protected = None

    def get_ProtectContents(self) -> bool:
        return self.shown.protected is not None

    def get_AutoFilterMode(self) -> bool:
        return self.shown.filtered is not None

    def put_AutoFilterMode(self, value: bool) -> None:
        if value:
            raise refused("Unable to set the AutoFilterMode property of the Worksheet class")
        self.shown.filtered = None

    def get_Cells(self) -> Range:
        return Range(self, [(0, 0, LAST_ROW, LAST_COLUMN)])

    def get_Rows(self) -> Range:
        return Range(self, [(0, 0, LAST_ROW, LAST_COLUMN)], "rows")

    def get_Columns(self) -> Range:
        return Range(self, [(0, 0, LAST_ROW, LAST_COLUMN)], "columns")

    def get_Range(self, Cell1: Any, Cell2: Any = None) -> Range:
        areas = Cell1.areas if isinstance(Cell1, Range) else [area_of(text) for text in str(Cell1).split(",")]
        if Cell2 is not None:
            other = Cell2.area if isinstance(Cell2, Range) else area_of(str(Cell2))
            first = areas[0]
            areas = [
                (
                    min(first[0], other[0]),
                    min(first[1], other[1]),
                    max(first[2], other[2]),
                    max(first[3], other[3]),
                )
            ]
        return Range(self, areas)

    def get_UsedRange(self) -> Range:
        places = [*self.shown.values, *self.shown.formats] or [(0, 0)]
        rows, columns = [row for row, _ in places], [column for _, column in places]
        return Range(self, [(min(rows), min(columns), max(rows), max(columns))])

    def get_PageSetup(self) -> Thing:
        return PageSetup(self)

    def get_Tab(self) -> Thing:
        return Tab(self)

    def get_Hyperlinks(self) -> Thing:
        return Hyperlinks(self)

    def get_HPageBreaks(self) -> Thing:
        return HPageBreaks(self)

    def call_ResetAllPageBreaks(self) -> None:
        self.shown.breaks.clear()


class PageSetup(Thing):
    """Print set-up, kept with the sheet. A machine without any printer refuses it."""

    interface = "PageSetup"

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet.bridge)
        self.sheet, self.kept = sheet, _Page(sheet)

    def put_PrintArea(self, value: str) -> None:
        self.sheet.shown.print_area = value.replace("$", "") or None

    def get_PrintArea(self) -> str:
        return self.sheet.shown.print_area or ""


class _Page(dict[str, Any]):
    """What a page set-up keeps: written through to the sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet.shown.page)
        self.sheet = sheet

    def __setitem__(self, name: str, value: Any) -> None:
        if not self.sheet.book.application.excel.has_printer:
            raise refused(f"Unable to set the {name} property of the PageSetup class")
        super().__setitem__(name, value)
        self.sheet.shown.page[name] = value


class Tab(Thing):
    """The colour of a sheet's tab."""

    interface = "Tab"

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet.bridge)
        self.sheet = sheet

    def put_Color(self, value: int) -> None:
        self.sheet.shown.tab = web(value)


class Hyperlinks(Thing):
    """The links of a sheet."""

    interface = "Hyperlinks"

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet.bridge)
        self.sheet = sheet

    def call_Add(self, Anchor: Range, Address: str, SubAddress: str = "", **_: Any) -> Thing:
        self.sheet.refuse_if_protected("put links on")
        place = Anchor.area[:2]
        assert place in self.sheet.shown.values, "a link stands on a text"
        self.sheet.shown.links[place] = f"#{SubAddress}" if SubAddress else Address
        return self


class HPageBreaks(Thing):
    """The page breaks of a sheet."""

    interface = "HPageBreaks"

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet.bridge)
        self.sheet = sheet

    def call_Add(self, Before: Range) -> None:
        self.sheet.shown.breaks.append(Before.area[0])
