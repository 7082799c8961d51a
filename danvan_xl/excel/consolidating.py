"""Consolidating from a button: asking before anything is written, and remembering in the master for the next time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from danvan_xl import actions
from danvan_xl.errors import InputError
from danvan_xl.excel.asking import ask_summary
from danvan_xl.excel.button import chosen
from danvan_xl.excel.live import counter, saved_path, today, usable_book
from danvan_xl.workbooks.live.excel_objects import is_excel, keep_names, kept_names

if TYPE_CHECKING:
    from danvan_xl.excel.dialogs import Dialogs
    from danvan_xl.plans.master_reader import MasterReading

_NAMES = {"folder": "DV_thu_muc_phieu", "summary": "DV_tep_tong_hop", "period": "DV_ky"}
"""Hidden defined names of the master that hold the last consolidation."""
_SHOWN = 8
"""So many sentences of the receipt are put into the question."""


class Last(Struct, frozen=True):
    """The last consolidation of a master."""

    folder: Path
    summary: Path
    period: str


def saved_master(book: Any, talk: Dialogs) -> MasterReading:
    """The master, usable, its file up to date: what departments typed into the master itself is read from there."""
    reading = usable_book(book)
    reading.master.path = chosen(saved_path(book, talk.confirm))
    return reading


def run(
    book: Any,
    talk: Dialogs,
    reading: MasterReading,
    folder: Path,
    *,
    summary: Path | None = None,
    period: str | None = None,
    as_of: date | None = None,
    previous: Path | None = None,
    receipts: Path | None = None,
    join: bool = False,
    outline: Path | None = None,
    mapping: Path | None = None,
) -> None:
    """Ask what is not given, read the folder, ask whether to write, write, remember, open the summary."""
    target = summary or ask_summary(talk, folder)
    asked: list[str] = []

    def confirm(lines: Sequence[str]) -> bool:
        asked.extend(lines)
        short = [line for line in lines if not line.startswith("  ")][:_SHOWN]
        return talk.confirm("\n".join([*short, "", f"Ghi vào “{target.name}”?"]))

    request = actions.ConsolidateRequest(
        folder=folder, master=reading, output=target, period=period, as_of=as_of, previous=previous, receipts=receipts,
        join=join, outline=outline, mapping=mapping, today=today(),
    )  # fmt: skip
    done = actions.consolidate(request, on_progress=counter(book.app), confirm=confirm)
    remember(book, Last(folder, target, done.value.period.code))
    written = [line for line in done.lines if line not in asked]
    talk.show(target)
    talk.message("\n".join([*written, done.next_step.for_button()]))


def remember(book: Any, last: Last) -> None:
    """Keep the last consolidation in the master, relative to its folder where it can be."""
    if not is_excel(book):
        return
    base = Path(book.api.Path)
    values = {
        _NAMES["folder"]: _relative(last.folder, base),
        _NAMES["summary"]: _relative(last.summary, base),
        _NAMES["period"]: last.period,
    }
    if kept_names(book.api, values) != values:
        keep_names(book.api, values)


def last_of(book: Any) -> Last:
    """The last consolidation of the master. Raises :class:`~danvan_xl.errors.InputError` where there was none."""
    kept = kept_names(book.api, _NAMES.values()) if is_excel(book) else {}
    if len(kept) < len(_NAMES):
        raise InputError(
            "Tệp kế hoạch này chưa tổng hợp lần nào.",
            remedy="Bấm nút “Tổng hợp thư mục” lần đầu.",
            code="no-last",
        )
    base = Path(book.api.Path)
    return Last(base / kept[_NAMES["folder"]], base / kept[_NAMES["summary"]], kept[_NAMES["period"]])


def _relative(path: Path, base: Path) -> str:
    try:
        return os.path.relpath(path, base)
    except ValueError:  # another drive
        return str(path)
