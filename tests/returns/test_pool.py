"""The reading processes: limits of time and memory, and a new start after a bad file."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import psutil
import pytest

from danvan_xl.returns.jobs import Job, work
from danvan_xl.returns.plain import packed
from danvan_xl.returns.pool import ReaderPool
from danvan_xl.steps import StopRequested
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening import limits
from tests.support.masters import small_master

AT_ONCE = """
import sys, threading
from pathlib import Path
from danvan_xl.returns.plain import unpacked
sys.setswitchinterval(1e-6)
data, both = Path(sys.argv[1]).read_bytes(), threading.Barrier(2)
def take():
    both.wait()
    unpacked(data)
threads = [threading.Thread(target=take) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def slow_workbook(form: Path, target: Path, rows: int) -> Path:
    """A form whose task sheet holds so many odd cells that the careful reader needs many seconds."""
    rng = random.Random(1)  # numbers that do not pack well: a ratio of a bomb would be refused at once
    body = "".join(
        f"<row r='{n}'><c><v>{rng.random()}</v></c><c><v>{rng.random()}</v></c></row>" for n in range(1, rows)
    ).encode()
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith("sheet2.xml"):
                data = data.replace(b"<sheetData>", b"<sheetData>" + body)
            new.writestr(info.filename, data)
    return target


@pytest.fixture
def good(fill_in) -> Path:
    return fill_in("VP", tasks={"NV02": {"Tiến độ (%)": 40}})


class DescribeReaderPool:
    def it_ends_a_file_at_its_time_and_reads_the_others(self, good, forms, tmp_path):
        slow = slow_workbook(forms["KT"], tmp_path / "chậm.xlsx", 450_000)
        jobs = [Job(good, "a", tmp_path), Job(slow, "chậm", tmp_path), Job(good, "b", tmp_path)]
        with ReaderPool(len(jobs), seconds=1.0) as pool:
            pool.begin(ReadingContext(small_master()))
            pool.run(jobs[:1])
            replies = pool.run(jobs)
        assert replies[1].reading.reason == "read-limit"
        assert replies[0].reading.returned is not None
        assert replies[2].reading.returned is not None

    def it_starts_anew_when_the_process_is_gone(self, good, tmp_path):
        with ReaderPool() as pool:
            pool.begin(ReadingContext(small_master()))
            [first] = pool.run([Job(good, "a", tmp_path)])
            child = pool.children[0]
            assert child is not None
            child.process.kill()
            child.process.wait()
            [second] = pool.run([Job(good, "a", tmp_path)])
        assert second.reading.content == first.reading.content

    def it_keeps_memory_below_the_limit(self, tmp_path, forms):
        """A sheet of 59 MB in the clear, laid out cell by cell: refused or read, never beyond the limit."""
        big = slow_workbook(forms["KT"], tmp_path / "lớn.xlsx", 700_000)
        with ReaderPool(seconds=6) as pool:
            pool.begin(ReadingContext(small_master()))
            child = pool.children[0]
            assert child is not None
            pool.run([Job(big, "lớn", tmp_path)])
            children = [c for c in pool.children if c is not None]
            peaks = [psutil.Process(c.process.pid).memory_info().rss for c in children]
        assert all(peak < limits.MEMORY_BYTES for peak in peaks)

    def it_starts_a_process_of_its_own_where_this_one_is_large(self, good, tmp_path, monkeypatch):
        """A copy would begin with the size of this process and have no room under the limit."""
        monkeypatch.setattr(limits, "MEMORY_BYTES", 1_000_000)
        with ReaderPool() as pool:
            pool.begin(ReadingContext(small_master()))
            child = pool.children[0]
            assert child is not None
            assert "danvan_xl.returns.worker" in psutil.Process(child.process.pid).cmdline()
            [reply] = pool.run([Job(good, "a", tmp_path)])
        assert reply.reading.unit == "VP"

    def it_reads_here_where_no_process_can_be_started(self, good, tmp_path, monkeypatch):
        monkeypatch.setattr("sys.executable", str(tmp_path / "không có"))
        with ReaderPool() as pool:
            pool.begin(ReadingContext(small_master()))
            [reply] = pool.run([Job(good, "a", tmp_path)])
        assert reply.reading.unit == "VP"

    def it_tells_its_progress_on_the_thread_that_called_it(self, good, tmp_path):
        """Excel's objects belong to that thread; from 40 files on two processes read at once."""
        told: list[tuple[str, int, int]] = []
        with ReaderPool(44) as pool:
            pool.begin(ReadingContext(small_master()))
            jobs = [Job(good, f"{n}.xlsx", tmp_path) for n in range(44)]
            replies = pool.run(jobs, lambda *n: told.append((threading.current_thread().name, *n)))
        assert told == [(threading.current_thread().name, n, 44) for n in range(1, 45)]
        assert [reply.reading.path for reply in replies] == [job.name for job in jobs]

    @pytest.mark.parametrize("files", [3, 44])
    def it_reads_on_when_nobody_can_be_told(self, good, tmp_path, files):
        def broken(done: int, total: int) -> None:
            raise OSError("RPC_E_WRONG_THREAD")

        with ReaderPool(files) as pool:
            pool.begin(ReadingContext(small_master()))
            replies = pool.run([Job(good, str(n), tmp_path) for n in range(files)], broken)
        assert [reply.reading.unit for reply in replies] == ["VP"] * files

    @pytest.mark.parametrize("files", [3, 44])
    def it_ends_where_the_person_stops_it(self, good, tmp_path, files):
        told: list[int] = []

        def stop(done: int, total: int) -> None:
            told.append(done)
            raise StopRequested("Đã dừng.")

        with pytest.raises(StopRequested), ReaderPool(files) as pool:
            pool.begin(ReadingContext(small_master()))
            pool.run([Job(good, str(n), tmp_path) for n in range(files)], stop)
        assert told == [1]

    @pytest.mark.parametrize("files", [3, 44])
    def it_lets_an_error_of_its_own_reach_the_caller(self, good, tmp_path, files, monkeypatch):
        monkeypatch.setattr(
            "danvan_xl.returns.pool.ReaderPool._several", lambda pool, slot, jobs, numbers: 1 / 0
        )
        with pytest.raises(ZeroDivisionError), ReaderPool(files) as pool:
            pool.begin(ReadingContext(small_master()))
            pool.run([Job(good, str(n), tmp_path) for n in range(files)])

    def it_may_take_its_first_two_replies_at_once(self, good, tmp_path):
        # What msgspec knows of the classes was once made by both threads together, and one met it half-made: the
        # process crashed, one time in twenty. A new process each time, since it is made once.
        reply = work(Job(good, "a", tmp_path), ReadingContext(small_master()))
        (tmp_path / "reply").write_bytes(packed(reply))
        for _ in range(5):
            done = subprocess.run(
                [sys.executable, "-c", AT_ONCE, str(tmp_path / "reply")], capture_output=True
            )
            assert (done.returncode, done.stderr) == (0, b"")

    def it_leaves_no_process_behind(self, good, tmp_path):
        with ReaderPool() as pool:
            pool.begin(ReadingContext(small_master()))
            pool.run([Job(good, "a", tmp_path)])
            [child] = [c for c in pool.children if c is not None]
        assert child.process.poll() is not None
