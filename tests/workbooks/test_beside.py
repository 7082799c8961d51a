"""A copy of the process draws some sheets: the file is the same, byte for byte, whether it does, fails, or cannot be had."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl import forks
from danvan_xl.forks import Beside
from danvan_xl.workbooks.drawing import beside, draw_xlsxwriter
from danvan_xl.workbooks.drawing.beside import large_bodies
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from danvan_xl.workbooks.drawing.rows import F, L, S
from danvan_xl.workbooks.drawing.spec import Body, Lane, SheetSpec, Style, TableSpec, WorkbookSpec
from tests.support.ooxml import faults

PLAIN, BOLD, RED = Style(border="000000", wrap=True), Style(bold=True), Style(color="FF0000")
copies = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process")


def _rows(count: int, odd: Style | None = None) -> Iterator[list[Any]]:
    for n in range(count):
        yield [f"Thôn {n}", n, L(f"external:về/{n}.xlsx#'B'!A{n}", f"tệp {n}"), F(f"=B{n + 2}*2", n * 2)]
    yield ["_x000D_", None, "dòng 1\ndòng 2", S("khác", odd or BOLD)]


def _book(odd: Style | None = None) -> WorkbookSpec:
    sheets = []
    for name, count in (("Lớn", 30), ("Vừa", 12), ("Nhỏ", 3)):
        sheet = SheetSpec(name)
        for col, header in enumerate(("Đơn vị", "Số", "Tệp", "Gấp đôi")):
            sheet.put(0, col, header, BOLD)
        lanes = [Lane(0, PLAIN, width=8), Lane(1, PLAIN), Lane(2, PLAIN), Lane(3, PLAIN, also=(BOLD,))]
        sheet.body = Body(1, lanes, _rows(count, odd), count + 1)
        sheet.tables.append(TableSpec((0, 0, count + 1, 3), f"Bang_{count}"))
        sheet.comments[2, 0] = "Ghi chú"
        sheets.append(sheet)
    other = SheetSpec("Khác")
    for n in range(80):
        other.put(n, 0, f"chữ {n}", PLAIN)
    return WorkbookSpec([*sheets, other], title="t")


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workbook drawn by this process only; what follows is drawn with a copy where the system can."""
    monkeypatch.setattr(beside, "_WORTH", 10)
    with monkeypatch.context() as patched:
        patched.setattr(beside, "may_fork", lambda *_, **__: False)
        save(_book(), tmp_path / "alone.xlsx")
    monkeypatch.setattr(
        beside, "may_fork", lambda *_, **__: hasattr(os, "fork")
    )  # the tests' own threads do no harm
    return tmp_path / "alone.xlsx"


@copies
class DescribeSheetsDrawnBeside:
    def it_makes_the_same_file(self, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn: list[Any] = []
        usual = Beside.result
        monkeypatch.setattr(Beside, "result", lambda self: drawn.append(usual(self)) or drawn[-1])
        save(_book(), tmp_path / "a.xlsx")
        assert [answer is not None and len(answer[1]) for answer in drawn] == [2]
        assert (tmp_path / "a.xlsx").read_bytes() == alone.read_bytes()
        assert not any(faults([tmp_path / "a.xlsx"]).values())
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        assert [sheet.max_row for sheet in book] == [32, 14, 5, 80]
        assert [*book["Lớn"].tables] == ["Bang_30"]
        assert book["Lớn"]["C3"].hyperlink.target == "về\\1.xlsx"

    def it_makes_the_same_file_where_the_copy_is_killed(
        self, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usual, parent = draw_xlsxwriter._Drawer.body, os.getpid()

        def body(self: Any, spec: SheetSpec, sheet: Any) -> None:
            usual(self, spec, sheet)
            if os.getpid() != parent:
                sheet.row_data_fh.write("<half a ro")
                sheet.row_data_fh.flush()
                os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(draw_xlsxwriter._Drawer, "body", body)
        save(_book(), tmp_path / "a.xlsx")
        assert (tmp_path / "a.xlsx").read_bytes() == alone.read_bytes()

    def it_draws_itself_what_has_a_style_that_had_no_number(
        self, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(_book(RED), tmp_path / "a.xlsx")
        with monkeypatch.context() as patched:
            patched.setattr(beside, "may_fork", lambda *_, **__: False)
            save(_book(RED), tmp_path / "b.xlsx")
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
        cells = openpyxl.load_workbook(tmp_path / "a.xlsx")["Lớn"]["D"]
        assert [cell.font.color.rgb for cell in cells if cell.value == "khác"] == ["FFFF0000"]

    def it_leaves_no_process_behind_where_drawing_fails(
        self, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ended: list[int] = []
        usual = Beside.end
        monkeypatch.setattr(Beside, "end", lambda self: ended.append(self._process) or usual(self))
        book = _book()
        book.sheets[-1].put(100, 0, object(), PLAIN)
        with pytest.raises(TypeError, match="cannot write object"):
            save(book, tmp_path / "a.xlsx")
        [process] = ended
        with pytest.raises(ChildProcessError):
            os.waitpid(process, 0)
        assert not (tmp_path / "a.xlsx").exists()


class DescribeWhatIsDrawnBeside:
    def it_is_about_half_of_the_work_the_largest_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(beside, "_WORTH", 10)
        assert large_bodies(_book().sheets) == {"Lớn", "Vừa"}

    def it_is_nothing_where_there_is_little_to_draw(self) -> None:
        assert large_bodies(_book().sheets) == set()


@copies
class DescribeACopy:
    def it_gives_what_its_work_gives_and_changes_nothing_here(self) -> None:
        here: list[int] = []
        copy = Beside(lambda: here.append(1) or ("số", 12, [None]))
        assert copy.result() == ("số", 12, [None])
        assert here == []

    def it_gives_nothing_where_its_work_fails(self) -> None:
        assert Beside(lambda: 1 / 0).result() is None

    def it_is_not_made_of_a_large_process_or_one_with_threads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(forks.threading, "active_count", lambda: 1)
        assert forks.may_fork(1e12)
        assert not forks.may_fork(1)
        monkeypatch.setattr(forks.threading, "active_count", lambda: 2)
        assert not forks.may_fork(1e12)
