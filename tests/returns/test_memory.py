"""Readings remembered: never another result than reading anew, whatever happened to the memory, the file or the plan."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.model import Master
from danvan_xl.returns.jobs import Job, Reply
from danvan_xl.returns.memory import Memory
from danvan_xl.returns.pool import ReaderPool
from danvan_xl.returns.store import usual_place
from danvan_xl.review import Correction
from danvan_xl.typed.context import OutlineCell, ReadingContext
from danvan_xl.typed.corrections import by_file
from tests.returns.filled import fill_form, issued
from tests.support.masters import SCORED, small_master
from tests.support.records import replace

AS_OF = date(2025, 11, 30)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """Three filled returns."""
    master, folder = small_master(), tmp_path / "về"
    folder.mkdir()
    forms = issued(tmp_path / "phiếu", master)
    for unit in ("VP", "KT", "T01"):
        fill_form(master, unit, forms[unit], folder / f"{unit}.xlsx", random.Random(unit))
    return folder


def read(returns: Path, place: Path | None, context: ReadingContext | None = None) -> tuple[list[Reply], int]:
    """The replies, and how many of them were remembered."""
    jobs = [Job(path, path.name, returns / "x") for path in sorted(returns.iterdir())]
    with ReaderPool(len(jobs), memory=place) as pool:
        pool.begin(context or ReadingContext(small_master()))
        return pool.run(jobs), pool.recalled


def told(replies: list[Reply]) -> str:
    """Everything that replies say, cells included."""
    return "\n".join(
        repr((r.reading, [dict(a.cells) for a in r.reading.returned.tasks.values()]))
        for r in replies
        if r.reading is not None and r.reading.returned is not None
    )


class DescribeMemory:
    def it_gives_what_reading_gives(self, returns: Path, tmp_path: Path) -> None:
        place = tmp_path / "nhớ" / "m.sqlite"
        anew, none = read(returns, None)
        first, before = read(returns, place)
        again, all_three = read(returns, place)
        assert (none, before, all_three) == (0, 0, 3)
        assert [r.reading == a.reading for r, a in zip(again, anew, strict=True)] == [True] * 3
        assert [r.reading == a.reading for r, a in zip(first, anew, strict=True)] == [True] * 3
        for reply in again:
            assert reply.reading is not None and reply.reading.returned is not None
            assert reply.reading.returned.findings is reply.reading.findings

    def it_makes_the_same_consolidation(self, returns: Path, tmp_path: Path) -> None:
        place = tmp_path / "m.sqlite"
        results = [
            to_json(consolidate(returns, small_master(), period=SCORED, as_of=AS_OF, memory=memory))
            for memory in (None, place, place)
        ]
        assert results[0] == results[1] == results[2]

    def it_reads_only_the_file_that_is_new_or_changed(self, returns: Path, tmp_path: Path) -> None:
        place = tmp_path / "m.sqlite"
        read(returns, place)
        changed = returns / "VP.xlsx"
        facts = changed.stat()
        changed.write_bytes((returns / "KT.xlsx").read_bytes())
        os.utime(changed, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        replies, recalled = read(returns, place)
        assert recalled == 2
        assert [r.reading.unit for r in replies if r.reading] == ["KT", "T01", "KT"]

    def it_does_not_hold_for_another_plan(self, returns: Path, tmp_path: Path) -> None:
        place = tmp_path / "m.sqlite"
        read(returns, place)
        master: Master = small_master()
        master.tasks[0] = replace(master.tasks[0], target_unit="cuộc")
        assert read(returns, place, ReadingContext(master))[1] == 0

    def it_does_not_hold_for_another_correction_of_the_file(self, returns: Path, tmp_path: Path) -> None:
        place = tmp_path / "m.sqlite"
        read(returns, place)
        corrections = by_file([Correction("VP.xlsx", sheet="Nhiệm vụ", cell="L13", value=50)])
        _, recalled = read(returns, place, ReadingContext(small_master(), corrections))
        assert recalled == 2

    def it_remembers_every_unit_of_a_workbook_of_several(self, returns: Path, tmp_path: Path) -> None:
        one, other = (openpyxl.load_workbook(returns / f"{unit}.xlsx") for unit in ("VP", "KT"))
        for sheet in other:
            copy = one.create_sheet(f"{sheet.title} KT")
            for row in sheet.iter_rows():
                for cell in row:
                    copy.cell(cell.row, cell.column).value = cell.value
        one.save(returns / "hai phòng.xlsx")
        for unit in ("VP", "KT", "T01"):
            (returns / f"{unit}.xlsx").unlink()
        place = tmp_path / "m.sqlite"
        [first], _ = read(returns, place)
        [again], recalled = read(returns, place)
        assert recalled == 1
        assert [reading.unit for reading in again.readings] == ["VP", "KT"]
        assert repr(again.more) == repr(first.more)
        for reading in again.readings:
            assert reading.returned is not None
            assert reading.returned.findings is reading.findings
        row = Correction("hai phòng.xlsx!KT", sheet="Số liệu KT", cell="F6", value=99)
        corrected = replace(ReadingContext(small_master()), corrections=by_file([row]))
        assert read(returns, place, corrected)[1] == 0

    def it_does_not_hold_for_another_outline(self, returns: Path, tmp_path: Path) -> None:
        place = tmp_path / "m.sqlite"
        assert {item.name for item in fields(ReadingContext)} == {"master", "corrections", "outline"}
        read(returns, place)
        cell = OutlineCell("Biểu", 3, 2, "Số cuộc", 1, "Số liệu", 2, "Số liệu", "SL01", "Trong kỳ")
        assert read(returns, place, ReadingContext(small_master(), outline=(cell,)))[1] == 0
        assert read(returns, place)[1] == 3

    def it_may_be_deleted(self, returns: Path, tmp_path: Path) -> None:
        place = tmp_path / "m.sqlite"
        first, _ = read(returns, place)
        place.unlink()
        again, recalled = read(returns, place)
        assert recalled == 0
        assert told(again) == told(first)

    @pytest.mark.parametrize(
        "damage",
        [
            lambda place: place.write_bytes(b"not a database " * 500),
            lambda place: place.write_bytes(place.read_bytes()[: place.stat().st_size // 2]),
            lambda place: _rewritten(place, lambda body: body[:40] + b"\x00\x01" + body[42:]),
            lambda place: _rewritten(place, lambda body: b""),
            lambda place: (place.unlink(), place.mkdir()),
        ],
    )
    def it_passes_over_what_is_damaged(
        self, returns: Path, tmp_path: Path, damage: Callable[[Path], object]
    ) -> None:
        place = tmp_path / "m.sqlite"
        first, _ = read(returns, place)
        damage(place)
        again, recalled = read(returns, place)
        assert recalled == 0
        assert told(again) == told(first)

    def it_keeps_below_its_bound(self, returns: Path, tmp_path: Path) -> None:
        place, context = tmp_path / "m.sqlite", ReadingContext(small_master())
        jobs = [Job(path, path.name, returns / "x") for path in sorted(returns.iterdir())]
        replies, _ = read(returns, None)
        most = 1_000_000
        for job, reply in zip(jobs, replies, strict=True):
            with Memory(place, context, most=most) as memory:
                assert memory.recall(job) is None
                memory.keep(job, reply)
            with _opened(place) as database:
                [size] = database.execute("SELECT MAX(LENGTH(body)) FROM readings").fetchone()
            most = size * 3 // 2
        # Each was kept in a round of its own, and only the last one fits.
        with Memory(place, context) as memory:
            assert [memory.recall(job) is not None for job in jobs] == [False, False, True]

    def it_keeps_as_many_of_one_round_as_there_is_room_for(self, returns: Path, tmp_path: Path) -> None:
        place, context = tmp_path / "m.sqlite", ReadingContext(small_master())
        read(returns, place)
        with _opened(place) as database:
            [size] = database.execute("SELECT SUM(LENGTH(body)) FROM readings").fetchone()
        place.unlink()
        jobs = [Job(path, path.name, returns / "x") for path in sorted(returns.iterdir())]
        replies, _ = read(returns, None)
        with Memory(place, context, most=size - 1) as memory:
            for job, reply in zip(jobs, replies, strict=True):
                memory.recall(job)
                memory.keep(job, reply)
        with Memory(place, context) as memory:
            assert [memory.recall(job) is not None for job in jobs] == [True, True, False]

    def it_does_not_remember_what_may_go_better_next_time(self, returns: Path, tmp_path: Path) -> None:
        place, context = tmp_path / "m.sqlite", ReadingContext(small_master())
        job = Job(returns / "VP.xlsx", "VP.xlsx", returns / "x")
        [reply, *_], _ = read(returns, None)
        assert reply.reading is not None
        reply.reading.reason = "read-limit"
        with Memory(place, context) as memory:
            memory.recall(job)
            memory.keep(job, reply)
        with Memory(place, context) as memory:
            assert memory.recall(job) is None


class DescribeItsPlace:
    def it_is_the_users_cache_folder(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("DANVAN_CACHE")
        monkeypatch.delenv("LOCALAPPDATA", raising=False)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert usual_place() == tmp_path / "danvan-xl" / "phieu-da-doc.sqlite"

    def it_can_be_switched_off(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DANVAN_CACHE", "")
        assert usual_place() is None


@contextmanager
def _opened(place: Path) -> Iterator[sqlite3.Connection]:
    """Closed at the end, which a connection's own context is not: Windows deletes no file that is open."""
    with closing(sqlite3.connect(place)) as database, database:
        yield database


def _rewritten(place: Path, change: Callable[[bytes], bytes]) -> None:
    with _opened(place) as database:
        for key, body in database.execute("SELECT key, body FROM readings").fetchall():
            database.execute("UPDATE readings SET body = ? WHERE key = ?", (change(body), key))
