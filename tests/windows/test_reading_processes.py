"""The reading processes on Windows: told over COM on the calling thread, limited by a job, without a console."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pythoncom

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.forms.issue import issue
from danvan_xl.plans.master_reader import load_master
from danvan_xl.plans.templates import create
from tests.windows.server import running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """An object of another process, as Excel's status bar is one: it may be used on the thread that got it only."""
    with running_server() as (_, application):
        yield application


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A master and 44 files, from 40 on two processes read at once."""
    folder = tmp_path_factory.mktemp("nhiều phiếu")
    master = create("dai-son-2025", folder / "kế hoạch.xlsx")
    loaded = load_master(master)
    issued = issue(loaded, loaded.periods[0], folder / "phát hành")
    (folder / "gửi về").mkdir()
    for number in range(44):
        source = issued[number % len(issued)].path
        (folder / "gửi về" / f"{number:02d} {source.name}").write_bytes(source.read_bytes())
    return master, folder / "gửi về"


class DescribeProgressOverCom:
    def it_reaches_the_end_with_44_files(self, server: Any, returns: tuple[Path, Path]) -> None:
        master, folder = returns
        told: list[str] = []

        def show(done: int, total: int) -> None:
            told.append(server.Str(f"{done}/{total}"))  # a call into the other process

        outcome = consolidate(folder, master, progress=show)
        assert told == [f"{n}/44" for n in range(1, 45)]
        assert len(outcome.files) == 44

    def it_would_fail_on_another_thread(self, server: Any) -> None:
        """What the rule protects against: the same call from a thread that did not get the object."""
        errors: list[BaseException] = []

        def call() -> None:
            pythoncom.CoInitialize()
            try:
                server.Str("x")
            except pythoncom.com_error as error:
                errors.append(error)

        thread = threading.Thread(target=call)
        thread.start()
        thread.join(30)
        assert len(errors) == 1


def test_the_reading_process_has_a_job_of_its_own() -> None:
    """Wine takes the limit without enforcing it: this shows that it is asked for, not that Windows ends the process."""
    code = (
        "import win32api, win32job; from danvan_xl.workbooks.opening.process import limit_memory; limit_memory(); "
        "print(win32job.IsProcessInJob(win32api.GetCurrentProcess(), None))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("1", "True")


def test_the_reading_process_works_under_the_python_without_a_console(returns: tuple[Path, Path]) -> None:
    """A button and a door run pythonw.exe; its children do too."""
    master, folder = returns
    windowless = Path(sys.executable).with_name("pythonw.exe")
    out = folder.parent / "số tệp.txt"
    code = (
        "import sys; from pathlib import Path; from danvan_xl.consolidation.consolidate import consolidate; "
        f"Path({str(out)!r}).write_text(str(len(consolidate(Path({str(folder)!r}), Path({str(master)!r})).files)))"
    )
    subprocess.run([str(windowless), "-B", "-P", "-c", code], check=True, timeout=200)
    assert out.read_text() == "44"
