"""What already stands at the place of a new summary: kept, carried over, or refused to be overwritten."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from danvan_xl.errors import InputError, OutputError
from danvan_xl.files import backup_of
from danvan_xl.identity import SUMMARY, Identity, identity_of, parse_token
from danvan_xl.language.folding import fold
from danvan_xl.results import Change, Consolidation
from danvan_xl.review import Notes, Review
from danvan_xl.summaries.changes import changes_since
from danvan_xl.summaries.copies import FOLDER, copies_of, keep_copy
from danvan_xl.summaries.notes import notes_of
from danvan_xl.summaries.opened import OpenedSummary, our_sheets
from danvan_xl.summaries.own_sheets import own_sheets, sentence
from danvan_xl.summaries.review import review_of
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.spec import SheetSpec
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.comments import comments_of
from danvan_xl.workbooks.opening.own import read_grids
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import UnreadableError


@dataclasses.dataclass(slots=True)
class Standing:
    """The file at the place of a new summary, opened once: what a person typed into it, what it showed.

    ``identity`` is None for a file that is not ours; ``error`` why it could not be opened.
    """

    path: Path
    signature: tuple[int, int]
    grids: list[Grid] = dataclasses.field(default_factory=list)
    identity: Identity | None = None
    error: InputError | None = None
    _review: Review | None = dataclasses.field(default=None, init=False, repr=False)

    @classmethod
    def at(cls, path: Path) -> Standing | None:
        """What stands there; None where nothing does."""
        path = Path(path)
        if not path.is_file() or path.stat().st_size == 0:
            return None
        found = cls(path, _signature(path))
        try:
            found.grids = read_grids(path, what="tệp tổng hợp")
            found.identity = identity_of(found.grids)
        except InputError as error:
            found.error = error
        return found

    @property
    def is_current(self) -> bool:
        """Nobody wrote the file since."""
        return self.path.is_file() and _signature(self.path) == self.signature

    @property
    def book(self) -> OpenedSummary | None:
        """The summary; None where it is none."""
        if self.identity is None or self.identity.kind != SUMMARY:
            return None
        return OpenedSummary(self.path, self.identity, our_sheets(self.grids))

    def review(self) -> Review | None:
        """What a person typed into it; None where it is no summary.

        Raises :class:`~danvan_xl.errors.InputError` for a file that may be one and cannot be looked into (a password), and for a
        damaged one that has copies: what was typed into it must not be lost because nobody could read it.
        """
        if self.error is not None and copies_of(self.path):
            raise InputError(
                f"“{self.path.name}” đã hỏng: không đọc được điểm thẩm định, hiệu đính, ghi chú trong đó. Chưa thay đổi gì.",
                remedy=f"Đưa về bản sao lưu gần nhất bằng lệnh: danvan-xl restore {self.path.name} ; hoặc đổi tên tệp hỏng rồi tổng hợp lại.",
                file=self.path,
                code="summary-damaged",
            ) from self.error
        if self.error is not None and self.error.code not in ("not-a-summary", "unreadable"):
            raise self.error
        if self._review is None and (book := self.book) is not None:
            self._review = review_of(book)
        return self._review

    def changes(self, c: Consolidation) -> list[Change] | None:
        """What ``c`` changes against what it shows; None where it is no summary of the same plan and period."""
        known = self.identity
        if known is None or (known.plan, known.period) != (c.master.plan.code, c.period.code):
            return None
        return None if (book := self.book) is None else changes_since(book, c)


def _signature(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size


class Kept(Struct):
    """``standing``: a summary of this plan and period that is about to be replaced, None where none stands there.
    ``sheets``: a person's own; ``lost``: what of each cannot be kept. ``lines`` are for the user."""

    standing: Standing | None = None
    review: Review | None = None
    sheets: list[SheetSpec] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    _unread: tuple[str, ...] = ()

    def notes(self, drawn: Mapping[str, Sequence[str]]) -> Notes:
        """What a person typed beside its rows; ``drawn``: the headers of every sheet as it is drawn now."""
        book = self.standing.book if self.standing is not None else None
        if book is None:
            return Notes()
        ours = {fold(actual): name for name, actual in book.renamed.items()}
        comments = ((ours.get(fold(sheet), sheet), cell, text) for sheet, cell, text in _comments(book.path))
        notes = notes_of(OpenedSummary(book.path, book.identity, book.grids, tuple(comments)), drawn)
        self._unread = notes.unread
        return notes

    def copy(self, flattened: Sequence[tuple[str, str]]) -> None:
        """Keep a copy of what is about to be replaced, and name it where something of a person's is lost."""
        if self.standing is None:
            return
        name = f"{FOLDER}/{keep_copy(self.standing.path).name}"
        self.lines += sentence(self.lost, name)
        self.lines += [
            f"Trang tính “{sheet}” mất dòng tiêu đề nên những gì bạn ghi ở đó chỉ còn trong “{name}”: mở bản đó, chép lại vào tệp mới."
            for sheet in self._unread
        ]
        self.lines += [
            f"Công thức ở cột “{header}” của trang tính “{sheet}” được giữ thành giá trị vì các dòng, cột đã dời; bản còn công thức: “{name}”."
            for sheet, header in flattened
        ]


def _comments(path: Path) -> tuple[tuple[str, str, str], ...]:
    try:
        data = read_bytes(path)
        return tuple(comments_of(Package(data))) if data[:2] == b"PK" else ()
    except UnreadableError:
        return ()


def look_at(path: Path, consolidation: Consolidation, standing: Standing | None = None) -> Kept:
    """See what stands at ``path`` before it is replaced; ``standing`` is that, where it was opened before.

    A summary of the same plan and period: its review, what stands beside its rows and the sheets that a person added
    are kept. A summary of another period, or a file that is not ours, is copied aside first, with a line for the user.
    Raises :class:`~danvan_xl.errors.OutputError` when it is a master, a form or another workbook of ours: naming
    it as the result can only be a slip.
    """
    kept = Kept()
    if standing is None or not standing.is_current:
        standing = Standing.at(path)
    if standing is None:
        return kept
    identity = standing.identity
    if identity is None:
        kept.lines.append(f"“{path.name}” cũ không phải tệp tổng hợp; đã giữ lại ở “{backup_of(path).name}”.")
        return kept
    if identity.kind != SUMMARY:
        raise OutputError(
            f"“{path.name}” là tệp kế hoạch hoặc phiếu, không phải tệp tổng hợp; không ghi đè.",
            remedy="Chọn tên khác cho tệp tổng hợp, ví dụ tong-hop.xlsx.",
            file=path,
            code="would-overwrite",
        )
    plan, period = consolidation.master.plan.code, consolidation.period.code
    if (identity.plan, identity.period) != (plan, period):
        whose = f"kỳ “{identity.period}”" if identity.plan == plan else f"kế hoạch “{identity.plan}”"
        kept.lines.append(f"“{path.name}” cũ là của {whose}; đã giữ lại ở “{backup_of(path).name}”.")
        return kept
    kept.standing, kept.review = standing, standing.review()
    renamed = book.renamed if (book := standing.book) is not None else {}
    kept.lines += [
        f"Trang tính “{actual}” là “{name}” được đổi tên: đã đọc đủ và ghi lại với tên “{name}”."
        for name, actual in renamed.items()
    ]
    names = _own_names([grid for grid in standing.grids if grid.name not in renamed.values()])
    if names:
        own = own_sheets(path, names)
        kept.sheets, kept.lost = own.sheets, own.lost
        kept.lines.append(
            "Giữ lại trang tính do người dùng thêm: "
            + ", ".join(f"“{name}”" for name in names.values())
            + "."
        )
    return kept


def _own_names(grids: Sequence[Grid]) -> dict[str, str]:
    """Sheets that a person added → their names from now on: one that is called like a sheet of ours gets another."""
    ours = {fold(name) for name in n.OWN_SHEETS}
    taken = {*ours, *(fold(grid.name) for grid in grids)}
    found = {}
    for grid in grids:
        name = grid.name
        if fold(name) in ours:
            if any(parse_token(value) is not None for row in grid.rows[:2] for value in row):
                continue
            if not any(value not in (None, "") for row in grid.rows for value in row):
                continue
            name = next(
                new
                for i in range(1, 99)
                if fold(new := f"{name[:20]} (riêng{'' if i == 1 else f' {i}'})") not in taken
            )
        found[grid.name] = name
    return found
