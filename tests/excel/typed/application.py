"""The typed Excel itself: the application, its books and windows, its dialogs, and the person who answers them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath
from typing import Any, ClassVar

import openpyxl
from xlwings import constants

from danvan_xl.workbooks.drawing.spec import range_name
from danvan_xl.workbooks.opening.own import read_grids
from tests.excel.typed.core import Bridge, ComError, Thing, refused
from tests.excel.typed.dialogs import FileDialog, Person
from tests.excel.typed.sheet import VISIBLE, Drawn, Worksheet

HWND = 4711


class Locale:
    """The marks of the machine's regional settings."""

    def __init__(self, separator: str = ";", decimal: str = ",") -> None:
        self.separator, self.decimal = separator, decimal

    def international(self) -> tuple[Any, ...]:
        """``Application.International``: every setting, counted from 1."""
        names = constants.ApplicationInternational
        known = {names.xlListSeparator: self.separator, names.xlDecimalSeparator: self.decimal}
        return tuple(known.get(index, "?") for index in range(1, 46))

    def english(self, formula: Any) -> Any:
        """A formula typed with these marks, as Excel keeps it."""
        parts = re.split(r"(\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*')", str(formula))
        for index in range(0, len(parts), 2):
            text = re.sub(rf"(?<=\d){re.escape(self.decimal)}(?=\d)", "\0", parts[index])
            if formula.startswith("="):
                assert self.separator == "," or "," not in text, (
                    f"Excel here wants {self.separator}: {formula}"
                )
            parts[index] = text.replace(self.separator, ",").replace("\0", ".")
        return "".join(parts)


class Excel:
    """One running Excel of a made-up machine."""

    def __init__(
        self, *, locale: Locale | None = None, has_printer: bool = True, refuses_hidden: bool = True
    ) -> None:
        self.locale = locale or Locale()
        self.has_printer = has_printer
        self.refuses_hidden = refuses_hidden
        """Whether activating a hidden sheet is an error; else nothing happens, and something else stays active."""
        self.bridge = Bridge()
        self.person = Person()
        self.application = Application(self)

    def open(self, path: Path, *, saved: bool = True) -> Workbook:
        """A book opened from a file: its values, as a file's reader gives them."""
        sheets = [_from_grid(grid.name, grid.rows) for grid in read_grids(path)]
        return self.application.add(Workbook(self.application, str(path), sheets, saved=saved))

    def new(self, sheets: dict[str, list[list[Any]]], name: str = "Sổ1") -> Workbook:
        """A book that was never saved."""
        made = [_from_grid(sheet, rows) for sheet, rows in sheets.items()]
        return self.application.add(Workbook(self.application, name, made, saved=False))

    def busy(self) -> ComError:
        """What a call gets while the person edits a cell."""
        return ComError(-2147418111, "Call was rejected by callee.")


def _from_grid(name: str, rows: Sequence[Sequence[Any]]) -> Drawn:
    values = {(r, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if v not in (None, "")}
    return Drawn(name, values)


class Application(Thing):
    """``Excel.Application``."""

    interface = "Application"

    def __init__(self, excel: Excel) -> None:
        super().__init__(excel.bridge)
        self.excel = excel
        self.books: list[Workbook] = []
        self.active: Workbook | None = None
        self.opened: list[Path] = []
        self.kept = {
            "Calculation": constants.Calculation.xlCalculationAutomatic,
            "CutCopyMode": 0, "DisplayAlerts": True, "EnableEvents": True, "Hwnd": HWND, "Interactive": True,
            "Name": "Microsoft Excel", "Path": r"C:\Program Files\Microsoft Office\root\Office16", "Ready": True,
            "ScreenUpdating": True, "StatusBar": False, "Version": "16.0", "Visible": True,
        }  # fmt: skip
        self.status: list[Any] = []

    def add(self, book: Workbook) -> Workbook:
        """A book that is open and active now."""
        self.books.append(book)
        self.active = book
        return book

    def get_Application(self) -> Application:
        return self

    def get_ActiveWorkbook(self) -> Workbook | None:
        return self.active

    def get_ActiveSheet(self) -> Thing | None:
        return self.active.active if self.active else None

    def get_ActiveWindow(self) -> Thing | None:
        return Window(self.active) if self.active else None

    def get_Workbooks(self) -> Thing:
        return Workbooks(self)

    def get_International(self, Index: int | None = None) -> Any:
        settings = self.excel.locale.international()
        return settings if Index is None else settings[Index - 1]

    def put_StatusBar(self, value: Any) -> None:
        self.kept["StatusBar"] = value
        self.status.append(value)

    def get_FileDialog(self, FileDialogType: int) -> Thing:
        return FileDialog(self, FileDialogType)

    def call_GetSaveAsFilename(
        self, InitialFilename: str = "", FileFilter: str = "", Title: str = "", **_: Any
    ) -> str | bool:
        assert len(FileFilter.split(",")) % 2 == 0, f"kinds come in pairs: {FileFilter}"
        self.excel.person.suggested.append(Path(InitialFilename))
        answer = self.excel.person.answer("save", Title)
        return False if answer is None else str(answer)

    def call_InputBox(self, Prompt: str, Title: str = "", Default: Any = "", Type: int = 2, **_: Any) -> Any:
        assert len(Prompt) <= 255, "Excel refuses longer prompts"
        answer = self.excel.person.answer("choose" if Type == 1 else "ask", Prompt)
        if answer is None:
            return False
        return float(answer) if Type == 1 else str(answer)


class Workbooks(Thing):
    """The open books."""

    interface = "Workbooks"

    def __init__(self, application: Application) -> None:
        super().__init__(application.bridge)
        self.application = application

    def items(self) -> list[Workbook]:
        return self.application.books

    def get_Application(self) -> Thing:
        return self.application

    def get_Count(self) -> int:
        return len(self.application.books)

    def get_Item(self, Index: int | str) -> Workbook:
        for number, book in enumerate(self.application.books, start=1):
            if Index == number or (isinstance(Index, str) and Index.casefold() == book.get_Name().casefold()):
                return book
        raise refused("Subscript out of range")

    def call_Add(self, Template: str = "") -> Workbook:
        number = 1 + sum(not book.get_Path() for book in self.application.books)
        return self.application.add(
            Workbook(self.application, f"Sổ{number}", [Drawn("Trang tính1")], saved=True)
        )

    def call_Open(self, Filename: str, **_: Any) -> Workbook:
        self.application.opened.append(Path(Filename))
        return self.application.excel.open(Path(Filename))


class Workbook(Thing):
    """One book. ``full_name`` is a path, a web address, or the plain name of a book that was never saved."""

    interface = "Workbook"

    def __init__(self, application: Application, full_name: str, sheets: list[Drawn], *, saved: bool) -> None:
        super().__init__(application.bridge)
        self.application, self.full_name = application, full_name
        self.sheets = [Worksheet(self, shown) for shown in sheets]
        self.active = next(sheet for sheet in self.sheets if sheet.shown.visible == VISIBLE)
        self.kept = {"Saved": saved, "ProtectStructure": False, "ReadOnly": False}
        self.saves = 0
        self.names: dict[str, Thing] = {}

    @property
    def shown(self) -> dict[str, Drawn]:
        """The sheets by name, in order."""
        return {sheet.shown.name: sheet.shown for sheet in self.sheets}

    def sheet(self, name: str) -> Worksheet:
        """One of the sheets."""
        return next(sheet for sheet in self.sheets if sheet.shown.name == name)

    def refuse_if_structure_is_protected(self) -> None:
        """Excel's refusal."""
        if self.kept["ProtectStructure"]:
            raise refused("Workbook is protected and cannot be changed.")

    def insert(self, sheet: Worksheet, before: Worksheet | None, after: Worksheet | None) -> None:
        """Put a sheet in its place and show it."""
        self.refuse_if_structure_is_protected()
        if before is None and after is None:
            before = self.active
        place = self.sheets.index(before) if before is not None else self.sheets.index(after) + 1  # type: ignore[arg-type]
        self.sheets.insert(place, sheet)
        self.kept["Saved"] = False
        if sheet.shown.visible == VISIBLE:
            self.active = sheet

    def get_Application(self) -> Thing:
        return self.application

    def get_ActiveSheet(self) -> Thing:
        return self.active

    def get_Worksheets(self) -> Thing:
        return Sheets(self)

    def get_Windows(self) -> Thing:
        return Windows(self)

    def get_Names(self) -> Thing:
        return Names(self)

    def get_FullName(self) -> str:
        return self.full_name

    def get_Name(self) -> str:
        return re.split(r"[\\/]", self.full_name)[-1]

    def get_Path(self) -> str:
        return self.full_name[: -len(self.get_Name())].rstrip("\\/")

    def get_FileFormat(self) -> int:
        suffix = PureWindowsPath(self.full_name).suffix
        formats = {".xlsm": constants.FileFormat.xlOpenXMLWorkbookMacroEnabled}
        return formats.get(suffix, constants.FileFormat.xlOpenXMLWorkbook)

    def call_Activate(self) -> None:
        self.application.active = self

    def call_Save(self) -> None:
        assert self.get_Path(), "Excel would ask for a name"
        self._write(Path(self.full_name))
        self.kept["Saved"] = True
        self.saves += 1

    def call_ExportAsFixedFormat(self, Type: int, Filename: str = "", **_: Any) -> None:
        """Not a PDF, but what would stand in it: the names of the sheets that are not hidden."""
        book = openpyxl.load_workbook(self.full_name, read_only=True)
        shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        book.close()
        Path(Filename).write_text("\n".join(shown), encoding="utf-8")

    def call_SaveCopyAs(self, Filename: str) -> None:
        if Path(Filename).exists():
            assert self.application.kept["DisplayAlerts"] is False, "Excel would ask before it overwrites"
        self._write(Path(Filename))

    def call_Close(self, SaveChanges: bool | None = None, **_: Any) -> None:
        assert SaveChanges is not None or self.kept["Saved"], "Excel would ask"
        self.application.books.remove(self)

    def _write(self, path: Path) -> None:
        """Values and formulas; looks are not needed of a file in the tests."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, shown in self.shown.items():
            sheet = book.create_sheet(name)
            for (row, col), value in shown.values.items():
                sheet.cell(row + 1, col + 1).value = value
            sheet.sheet_state = "visible" if shown.visible == VISIBLE else "hidden"
        book.save(path)


class Sheets(Thing):
    """The worksheets of a book."""

    interface = "Sheets"

    def __init__(self, book: Workbook) -> None:
        super().__init__(book.bridge)
        self.book = book

    def items(self) -> list[Worksheet]:
        return list(self.book.sheets)

    def get_Application(self) -> Thing:
        return self.book.application

    def get_Parent(self) -> Thing:
        return self.book

    def get_Count(self) -> int:
        return len(self.book.sheets)

    def get_Item(self, Index: int | str) -> Worksheet:
        for number, sheet in enumerate(self.book.sheets, start=1):
            if Index == number or (
                isinstance(Index, str) and Index.casefold() == sheet.shown.name.casefold()
            ):
                return sheet
        raise refused("Subscript out of range")

    def call_Add(
        self, Before: Worksheet | None = None, After: Worksheet | None = None, **_: Any
    ) -> Worksheet:
        taken = {name.casefold() for name in self.book.shown}
        name = next(n for i in range(1, 999) if (n := f"Trang tính{i}").casefold() not in taken)
        made = Worksheet(self.book, Drawn(name))
        self.book.insert(made, Before, After)
        return made


class Windows(Thing):
    """A book's windows: the tests open one for each."""

    interface = "Windows"

    def __init__(self, book: Workbook) -> None:
        super().__init__(book.bridge)
        self.book = book

    def get_Count(self) -> int:
        return 1

    def get_Item(self, Index: int) -> Thing:
        return Window(self.book)


class Window(Thing):
    """A window: what is set in it belongs to the sheet that it shows."""

    interface = "Window"
    _NEW: ClassVar[dict[str, Any]] = {
        "DisplayGridlines": True, "FreezePanes": False, "ScrollColumn": 1, "ScrollRow": 1, "SplitColumn": 0, "SplitRow": 0,
        "Zoom": 100,
    }  # fmt: skip

    def __init__(self, book: Workbook | None) -> None:
        assert book is not None
        super().__init__(book.bridge)
        self.sheet = book.active
        self.kept = self.sheet.shown.window
        for name, value in self._NEW.items():
            self.kept.setdefault(name, value)

    def put_DisplayGridlines(self, value: bool) -> None:
        self.kept["DisplayGridlines"] = self.sheet.shown.gridlines = value

    def put_FreezePanes(self, value: bool) -> None:
        row, column = self.kept["SplitRow"], self.kept["SplitColumn"]
        if value:
            assert (self.kept["ScrollRow"], self.kept["ScrollColumn"]) == (1, 1), (
                "panes count from what is in sight"
            )
            self.sheet.shown.frozen = range_name((0, 0, max(row - 1, 0), max(column - 1, 0)))
        else:
            self.sheet.shown.frozen = None
            self.kept["SplitRow"] = self.kept["SplitColumn"] = 0
        self.kept["FreezePanes"] = value


class Names(Thing):
    """The defined names of a book."""

    interface = "Names"

    def __init__(self, book: Workbook) -> None:
        super().__init__(book.bridge)
        self.book = book

    def items(self) -> list[Thing]:
        return list(self.book.names.values())

    def get_Count(self) -> int:
        return len(self.book.names)

    def call_Add(self, Name: str, RefersTo: str, Visible: bool = True, **_: Any) -> Thing:
        assert len(RefersTo) <= 258, "a text in a formula has 255 characters at most"
        made = DefinedName(self.bridge)
        made.kept = {"Name": Name, "RefersTo": RefersTo, "Visible": Visible}
        self.book.names[Name.casefold()] = made
        self.book.kept["Saved"] = False
        return made


class DefinedName(Thing):
    """One of them."""

    interface = "Name"
