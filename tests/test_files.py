"""Writing so that the old file stays whole, whatever Windows, a scanner or a crashed Excel do."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from danvan_xl import files
from danvan_xl.errors import OutputError, OutputLockedError
from danvan_xl.files import kept_aside, make_folder, office_lock_of, write_atomically
from tests.support.locks import held


class Denied:
    """``Path.replace`` as Windows denies it while another program holds the fresh file."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.real = Path.replace

    def __call__(self, source: Path, target: Path) -> Path:
        if self.times > 0:
            self.times -= 1
            raise PermissionError(13, "Access is denied")
        return self.real(source, target)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "tổng hợp.xlsx"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it would have waited."""
    waited: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waited.append)
    return waited


def write_new(target: Path) -> None:
    write_atomically(target, lambda temporary: temporary.write_bytes(b"new"))


class DescribeAFolder:
    def it_is_made_with_all_above_it(self, tmp_path: Path) -> None:
        make_folder(tmp_path / "kỳ 1" / "phiếu")
        make_folder(tmp_path / "kỳ 1" / "phiếu")
        assert (tmp_path / "kỳ 1" / "phiếu").is_dir()

    def it_tells_of_a_file_in_its_place(self, target: Path) -> None:
        with pytest.raises(OutputError, match="là một tệp, không phải thư mục"):
            make_folder(target)
        with pytest.raises(OutputError, match=f"{target.name}” là một tệp, không phải thư mục"):
            make_folder(target / "phiếu" / "kỳ 1")
        assert target.read_bytes() == b"old"


class DescribeASafetyCopyWhileWriting:
    def it_stays_when_the_file_was_written_anew(self, target: Path) -> None:
        with kept_aside(target) as copy:
            write_new(target)
        assert copy is not None and copy.read_bytes() == b"old" and target.read_bytes() == b"new"

    def it_goes_again_when_nothing_was_changed(self, target: Path) -> None:
        with pytest.raises(OSError, match="hỏng"), kept_aside(target):
            raise OSError("hỏng")
        assert [path.name for path in target.parent.iterdir()] == [target.name]

    def it_is_none_where_nothing_stood(self, target: Path) -> None:
        target.unlink()
        with kept_aside(target) as copy:
            write_new(target)
        assert copy is None and target.read_bytes() == b"new"


class DescribeALock:
    def it_keeps_the_file_of_an_open_excel(self, target: Path) -> None:
        with held(target.with_name(f"~${target.name}")) as lock:
            assert office_lock_of(target) == lock
            with pytest.raises(OutputLockedError) as error:
                write_new(target)
        assert target.read_bytes() == b"old"
        assert lock.name in error.value.remedy  # whoever sees it can end a lock that nothing else ends

    def it_keeps_nothing_on_windows_once_excel_is_gone(
        self, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target.with_name(f"~${target.name}").write_bytes(b"x")
        monkeypatch.setattr(files.os, "name", "nt")
        assert office_lock_of(target) is None

    def it_keeps_nothing_when_it_is_gone(self, target: Path) -> None:
        with held(target.with_name(f"~${target.name}")) as lock:
            pass
        lock.unlink()
        write_new(target)
        assert target.read_bytes() == b"new"


class DescribeAScanner:
    def it_is_waited_for(self, target: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        denied = Denied(3)
        monkeypatch.setattr(Path, "replace", lambda source, to: denied(source, to))
        write_new(target)
        assert (target.read_bytes(), len(pauses)) == (b"new", 3)

    def it_is_named_where_it_never_lets_go(
        self, target: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        denied = Denied(1000)
        monkeypatch.setattr(Path, "replace", lambda source, to: denied(source, to))
        with pytest.raises(OutputError, match="diệt vi-rút"):
            write_new(target)
        assert [path.name for path in target.parent.iterdir()] == [target.name]
        assert target.read_bytes() == b"old"

    def it_leaves_the_sentence_whole_where_the_temporary_file_cannot_be_removed(
        self, target: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        denied = Denied(1000)
        monkeypatch.setattr(Path, "replace", lambda source, to: denied(source, to))
        monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: denied(path, path))
        with pytest.raises(OutputError):
            write_new(target)


def test_a_file_set_read_only_is_called_that(
    target: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not replace such a file; elsewhere the folder's leave is enough."""
    denied = Denied(1000)
    monkeypatch.setattr(Path, "replace", lambda source, to: denied(source, to))
    monkeypatch.setattr(files.os, "access", lambda path, mode: path != target)
    with pytest.raises(OutputError, match="chỉ đọc"):
        write_new(target)


def test_a_zip_made_on_windows_has_the_bytes_of_one_made_elsewhere(tmp_path: Path) -> None:
    made = []
    for system in (0, 3):
        entry = zipfile.ZipInfo("xl/workbook.xml", (2025, 1, 1, 0, 0, 0))
        entry.create_system = system
        made.append(tmp_path / f"{system}.xlsx")
        with zipfile.ZipFile(made[-1], "w") as package:
            package.writestr(entry, b"<workbook/>")
    assert made[0].read_bytes() != made[1].read_bytes()
    for path in made:
        files._as_elsewhere(path)
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as package:
        assert package.read("xl/workbook.xml") == b"<workbook/>"


def test_somebodys_file_is_never_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attachments and safety copies keep every byte on Windows too, damaged zips among them."""
    looked: list[Path] = []
    monkeypatch.setattr(files, "_as_elsewhere", looked.append)
    monkeypatch.setattr(files, "_RETOUCH", True)
    write_atomically(tmp_path / "a.xlsx", lambda temporary: temporary.write_bytes(b"x"), copied=True)
    assert looked == []
    write_atomically(tmp_path / "b.xlsx", lambda temporary: temporary.write_bytes(b"x"))
    assert len(looked) == 1


class DescribeWhatKilledRunsLeave:
    def it_clears_the_temporary_file_of_a_process_that_is_gone(self, tmp_path):
        script = (
            "import os, sys; from pathlib import Path; from danvan_xl.files import write_atomically\n"
            "write_atomically(Path(sys.argv[1]), lambda temporary: (temporary.write_bytes(b'x'), os.kill(os.getpid(), 9)))"
        )
        target = tmp_path / "a.xlsx"
        subprocess.run(
            [sys.executable, "-c", script, str(target)], check=False, env=files.child_environment()
        )
        assert [p.suffix for p in tmp_path.iterdir()] == [".xlsx"]
        assert next(tmp_path.iterdir()).name.startswith(".danvan-")
        write_atomically(target, lambda temporary: temporary.write_bytes(b"new"))
        assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]

    def it_leaves_those_of_a_process_at_work(self, tmp_path):
        def write(temporary: Path) -> None:
            write_atomically(tmp_path / "b.xlsx", lambda inner: inner.write_bytes(b"b"))
            assert temporary.exists()
            temporary.write_bytes(b"a")

        write_atomically(tmp_path / "a.xlsx", write)
        assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]

    def it_gives_folders_of_its_own_that_are_cleared_alike(self, tmp_path, monkeypatch):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        gone = tmp_path / f"danvan-{files._owner().partition('-')[0]}-999999999-x"
        (gone / "1").mkdir(parents=True)
        (tmp_path / "danvan-của người khác").mkdir()
        with files.scratch() as folder:
            assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
                [folder.name, "danvan-của người khác"]
            )
