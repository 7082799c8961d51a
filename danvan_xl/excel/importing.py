"""An issued plan as a master, from whatever it was read: what button and entry of the Start menu share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from danvan_xl import actions
from danvan_xl.errors import ChoiceError
from danvan_xl.excel.asking import may_replace
from danvan_xl.excel.button import chosen
from danvan_xl.excel.dialogs import DOCUMENTS, NEW_WORKBOOK, Dialogs

if TYPE_CHECKING:
    from danvan_xl.actions.result import OnProgress, Result
    from danvan_xl.documents import Copied

_NAME = "ke-hoach-dan-van.xlsx"
"""Suggested where the plan comes from no file."""


def from_file(talk: Dialogs, folder: Path, on_progress: OnProgress) -> tuple[Result[Any], Path]:
    """Ask for the document, then where the master goes; give back what was done and the master's path."""
    document = chosen(talk.open_file("Chọn văn bản kế hoạch đã ban hành", DOCUMENTS, folder))
    return _imported(talk, document, document.with_suffix(".xlsx"), on_progress)


def from_clipboard(talk: Dialogs, folder: Path, on_progress: OnProgress) -> tuple[Result[Any], Path]:
    """The same of what was copied. It is looked at before anything is asked."""
    from danvan_xl.excel.clipboard import copied

    return _imported(talk, copied(), folder / _NAME, on_progress)


def _imported(
    talk: Dialogs, document: Path | Copied, suggested: Path, on_progress: OnProgress
) -> tuple[Result[Any], Path]:
    target = chosen(talk.save_file("Lưu tệp kế hoạch", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    may_replace(talk, target, question="Ghi đè mọi thứ trong đó?")
    request = actions.ImportRequest(document=document, output=target, force=True)
    try:
        return actions.import_plan(request, on_progress=on_progress), target
    except ChoiceError as several:
        options = (*several.options, "Tất cả các bảng")
        number = chosen(talk.choose("Văn bản có nhiều bảng nhiệm vụ. Lấy bảng nào?", options)) + 1
        wanted = replace(request, table=number % len(options))  # 0: all
        return actions.import_plan(wanted, on_progress=on_progress), target
