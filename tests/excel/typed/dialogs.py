"""The typed Excel's dialogs, and the person who answers them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.excel.typed.core import Thing

if TYPE_CHECKING:
    from tests.excel.typed.application import Application

_YES_NO, _ICON_WARNING = 4, 0x30


class Person:
    """Whoever sits at the typed Excel: answers its dialogs in order, and remembers what was asked and told."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.errors: list[str] = []
        self.suggested: list[Path] = []
        self.shown: list[Path] = []
        """Files and folders that were opened."""

    def answer(self, kind: str, text: str) -> Any:
        """The next answer; a question too many is an error, as a dialog that nobody closes would be."""
        self.asked.append((kind, text))
        assert self.answers, f"a question too many: {kind} {text}"
        return self.answers.pop(0)

    def message_box(self, text: str, style: int) -> int:
        """``MessageBoxW``: 6 yes, 7 no, 1 ok."""
        if style & 0xF == _YES_NO:
            return 6 if self.answer("confirm", text) else 7
        (self.errors if style & 0xF0 == _ICON_WARNING else self.told).append(text)
        return 1


class FileDialog(Thing):
    """A picker of files (3) or folders (4)."""

    interface = "FileDialog"

    def __init__(self, application: Application, kind: int) -> None:
        assert kind in (3, 4), "an open picker"
        super().__init__(application.bridge)
        self.application, self.kind = application, kind
        self.kept = {"Title": "", "AllowMultiSelect": True, "InitialFileName": ""}
        self.chosen: list[str] = []

    def get_Filters(self) -> Thing:
        return FileDialogFilters(self.bridge)

    def call_Show(self) -> int:
        assert self.kept["AllowMultiSelect"] is False
        self.application.excel.person.suggested.append(Path(self.kept["InitialFileName"]))
        answer = self.application.excel.person.answer(
            "open" if self.kind == 3 else "folder", self.kept["Title"]
        )
        self.chosen = [] if answer is None else [str(answer)]
        return 0 if answer is None else -1

    def get_SelectedItems(self) -> Thing:
        return FileDialogSelectedItems(self)


class FileDialogFilters(Thing):
    """The kinds of file to choose from."""

    interface = "FileDialogFilters"

    def call_Clear(self) -> None:
        return None

    def call_Add(self, Description: str, Extensions: str, Position: int = 0) -> None:
        assert re.fullmatch(r"\*\.\w+(;\*\.\w+)*", Extensions), Extensions


class FileDialogSelectedItems(Thing):
    """What was chosen."""

    interface = "FileDialogSelectedItems"

    def __init__(self, dialog: FileDialog) -> None:
        super().__init__(dialog.bridge)
        self.dialog = dialog

    def get_Count(self) -> int:
        return len(self.dialog.chosen)

    def get_Item(self, Index: int) -> str:
        return self.dialog.chosen[Index - 1]
