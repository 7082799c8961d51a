"""Wish: bring back a copy of a summary, as it was before a consolidation replaced it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from danvan_xl.actions.result import Confirm, Declined, Result, Step, go_on
from danvan_xl.errors import InputError
from danvan_xl.files import safety_copies, written_at
from danvan_xl.summaries.copies import FOLDER, copies_of, restore_copy


class RestoreRequest(Struct, frozen=True, kw_only=True):
    """``number``: which copy (``Lần``); by default the newest that differs from what stands there."""

    summary: Path
    number: int | None = None


def summary_copies(summary: Path) -> dict[int, str]:
    """The copies of a summary by their number, each as a person would call it, the newest first.

    Raises :class:`~danvan_xl.errors.InputError` where there is none.
    """
    path = Path(summary)
    found = copies_of(path)
    if not found:
        if beside := safety_copies(path):
            raise InputError(
                f"Thư mục “{FOLDER}” chưa có bản nào của “{path.name}”, nhưng ngay bên cạnh có “{beside[0].name}”.",
                remedy=f"Mở bản đó, lưu thành “{path.name}”; với tệp kế hoạch thì bấm nút “Khôi phục bản sao lưu”.",
                file=path,
                code="no-copy",
            )
        raise InputError(
            f"Chưa có bản sao lưu nào của “{path.name}”.",
            remedy=f"Bản sao lưu được lập trong thư mục “{FOLDER}” cạnh tệp tổng hợp trước mỗi lần tổng hợp lại vào tệp đó.",
            file=path,
            code="no-copy",
        )
    return {number: f"lần {number}, ghi lúc {written_at(copy)}" for number, copy in found.items()}


def restore(request: RestoreRequest, *, confirm: Confirm = go_on) -> Result[Path]:
    """Put a copy in the place of the summary; what stood there becomes a copy itself.

    Raises :class:`~danvan_xl.errors.InputError` (no copy, none of that number, a damaged one: nothing is changed),
    :class:`~danvan_xl.errors.OutputError`, and :class:`~danvan_xl.actions.result.Declined` where ``confirm`` said no.
    """
    path = Path(request.summary)
    told, copies = summary_copies(path), copies_of(path)
    number = _newest(path, copies) if request.number is None else request.number
    if number not in copies:
        raise InputError(
            f"Không có bản sao lưu lần {number} của “{path.name}”.",
            remedy=f"Chọn một trong các bản: {'; '.join(told.values())}.",
            file=path,
            code="no-copy",
        )
    if not confirm(
        [f"Đưa “{path.name}” về bản sao lưu {told[number]}? Tệp hiện tại được giữ thành một bản sao lưu nữa."]
    ):
        raise Declined
    book, kept = restore_copy(path, copies[number])
    lines = [f"Đã đưa “{path.name}” về bản sao lưu {told[number]} (kỳ {book.identity.period})."]
    if kept is not None:
        lines.append(f"Tệp trước khi khôi phục được giữ ở “{FOLDER}/{kept.name}”.")
    return Result(
        value=path,
        lines=tuple(lines),
        files=(path,),
        next_step=Step("mở tệp xem lại; tổng hợp lại thì số liệu lại theo các phiếu hiện có"),
    )


def _newest(path: Path, copies: dict[int, Path]) -> int:
    """The newest copy that is not what stands there now; the newest where all are."""
    now = path.read_bytes() if path.is_file() else b""
    return next((number for number, copy in copies.items() if copy.read_bytes() != now), next(iter(copies)))
