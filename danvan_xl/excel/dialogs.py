"""Asking and telling the person at Excel. The buttons talk to a :class:`Dialogs`; tests hand in a scripted one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from danvan_xl.excel.wording import for_buttons

TITLE = "Dân vận"
MAX_MESSAGE = 1800
"""A message box higher than the screen hides its own button."""
MAX_PROMPT = 250
"""Excel's InputBox refuses longer prompts."""

Kinds = Sequence[tuple[str, str]]
"""File kinds to choose from: (Vietnamese name, patterns such as '*.docx;*.pdf')."""

WORKBOOKS: Kinds = (("Sổ tính Excel", "*.xlsx;*.xlsm"),)
NEW_WORKBOOK: Kinds = (("Sổ tính Excel", "*.xlsx"),)
RETURNS: Kinds = (("Phiếu báo cáo", "*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.zip;*.eml;*.msg"),)
DOCUMENTS: Kinds = (
    ("Văn bản kế hoạch", "*.docx;*.pdf;*.html;*.htm;*.mht;*.txt;*.md;*.doc;*.odt;*.rtf;*.xlsx"),
)
ANY_RESULT: Kinds = (("Phiếu, báo cáo", "*.xlsx;*.docx;*.pdf;*.zip"),)
PDF: Kinds = (("Tệp PDF", "*.pdf"),)
WORD: Kinds = (("Văn bản Word", "*.docx"),)


class Dialogs(Protocol):
    """What a button asks and tells. Every question gives None when the person cancels."""

    def message(self, text: str, *, error: bool = False) -> None:
        """Tell something and wait until it was read."""

    def confirm(self, text: str) -> bool:
        """Yes or no."""

    def choose(self, text: str, options: Sequence[str]) -> int | None:
        """The index of one of the options."""

    def ask(self, text: str, default: str = "") -> str | None:
        """A line of text, stripped."""

    def open_file(self, title: str, kinds: Kinds, start: Path | None = None) -> Path | None:
        """An existing file."""

    def open_folder(self, title: str, start: Path | None = None) -> Path | None:
        """An existing folder."""

    def save_file(self, title: str, kinds: Kinds, suggested: Path) -> Path | None:
        """Where to write a file."""

    def show(self, path: Path) -> None:
        """Open a file or a folder that was made."""


class ExcelDialogs:
    """Excel's own dialogs, through the ``xlwings.App`` of the book from which the button was pressed."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def message(self, text: str, *, error: bool = False) -> None:
        """A message box in front of Excel; a long text is cut with a hint."""
        self.app.alert(shortened(for_buttons(text)), TITLE, mode="critical" if error else "info")

    def confirm(self, text: str) -> bool:
        """A box with Yes and No."""
        return bool(self.app.alert(shortened(for_buttons(text)), TITLE, buttons="yes_no") == "yes")

    def choose(self, text: str, options: Sequence[str]) -> int | None:
        """A box in which the number of an option is typed; asked again until it is one of them."""
        prompt = numbered(text, options)
        while True:
            answer = self.app.api.InputBox(
                Prompt=prompt, Title=TITLE, Default="1", Type=1
            )  # Type 1: a number
            if answer is False:
                return None
            if float(answer).is_integer() and 1 <= int(answer) <= len(options):
                return int(answer) - 1
            self.message(f"Nhập một số từ 1 đến {len(options)}.")

    def ask(self, text: str, default: str = "") -> str | None:
        """A box for one line of text."""
        answer = self.app.api.InputBox(Prompt=text[:MAX_PROMPT], Title=TITLE, Default=default, Type=2)  # text
        return None if answer is False else str(answer).strip()

    def open_file(self, title: str, kinds: Kinds, start: Path | None = None) -> Path | None:
        """Excel's file picker."""
        return self._pick(3, title, kinds, start)  # msoFileDialogFilePicker

    def open_folder(self, title: str, start: Path | None = None) -> Path | None:
        """Excel's folder picker."""
        return self._pick(4, title, (), start)  # msoFileDialogFolderPicker

    def _pick(self, kind: int, title: str, kinds: Kinds, start: Path | None) -> Path | None:
        dialog = self.app.api.FileDialog(kind)
        dialog.Title = title
        dialog.AllowMultiSelect = False
        if kinds:
            dialog.Filters.Clear()
            for name, patterns in kinds:
                dialog.Filters.Add(name, patterns)
        if start is not None:
            dialog.InitialFileName = f"{start}{os.sep}"
        if dialog.Show() != -1:  # -1: the action button
            return None
        return Path(str(dialog.SelectedItems(1)))

    def save_file(self, title: str, kinds: Kinds, suggested: Path) -> Path | None:
        """Excel's "save as" box; it only asks, nothing is saved by it."""
        filters = ",".join(f"{name} ({patterns}),{patterns}" for name, patterns in kinds)
        answer = self.app.api.GetSaveAsFilename(
            InitialFilename=str(suggested), FileFilter=filters, Title=title
        )
        return None if answer is False else Path(str(answer))

    def show(self, path: Path) -> None:
        """A workbook in this Excel, in front; anything else in the program that Windows knows for it."""
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            self.app.books.open(str(path)).api.Activate()  # open already, it would stay behind
        else:
            os.startfile(path)  # type: ignore[attr-defined]


def shortened(text: str, end: str = "") -> str:
    """At most :data:`MAX_MESSAGE` characters and about 30 lines, cut at a line's end; ``end`` is a last line that stays."""
    lines = text.split("\n")
    kept: list[str] = []
    for line in lines[: 29 if end else 30]:
        if sum(map(len, kept)) + len(line) + len(end) > MAX_MESSAGE:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    if not kept:
        return text[:MAX_MESSAGE] + " …"
    return "\n".join([*kept, *([f"… và {left} dòng nữa."] if left else []), *([end] if end else [])])


def numbered(text: str, options: Sequence[str]) -> str:
    """'Chọn kỳ:\\n1. …\\n2. …' within what an InputBox shows; the options are cut, never left out."""
    room = max(8, (MAX_PROMPT - len(text)) // max(len(options), 1) - 5)
    return text + "".join(
        f"\n{number}. {option if len(option) <= room else option[: room - 1] + '…'}"
        for number, option in enumerate(options, start=1)
    )


def home() -> Path:
    """The folder in which a dialog begins when the book has none."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
