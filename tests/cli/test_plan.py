"""Commands ``new``, ``check``, ``split``, ``progress``: sentences and exit codes a person and a script can rely on."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl import files
from danvan_xl.cli.commands import cli
from danvan_xl.cli.running import run
from danvan_xl.cli.vietnamese import localise
from tests.plans.editing import Editing, write_master
from tests.support.locks import held
from tests.support.masters import small_master

CODE = "Mã nhiệm vụ"


class Command:
    """Runs a command line in this process and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: Any) -> tuple[int, str, str]:
        words = [str(a) for a in arguments]
        self.monkeypatch.setattr("sys.argv", ["danvan-xl", *words])
        code = run(localise(cli), words)
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(capsys, monkeypatch)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return write_master(small_master(hamlets=2), tmp_path / "ke-hoach.xlsx")


class DescribeNew:
    def it_lists_the_templates_with_a_line_each(self, command: Command) -> None:
        code, out, err = command("new", "--list")
        assert (code, err) == (0, "")
        lines = out.splitlines()
        assert [line.split()[0] for line in lines] == [
            "trong",
            "dai-son-2025",
            "minh-tam-2024",
            "vinh-linh-2023",
        ]
        assert all(len(line.split()) > 5 for line in lines)

    def it_makes_a_master(self, command: Command, tmp_path: Path) -> None:
        code, out, _ = command("new", "-o", tmp_path / "a.xlsx", "--template", "dai-son-2025")
        assert code == 0 and "danvan-xl check" in out
        assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Kế hoạch"]["B4"].value is not None

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["new"], ["-o"]),
            (["new", "-o", "{tmp}/a.xlsx", "--template", "khong-co"], ["khong-co", "dai-son-2025"]),
            (["new", "-o", "{tmp}/khong-co/a.xlsx"], ["Không có thư mục"]),
            (["new", "-o", "{tmp}/a.docx"], [".xlsx"]),
        ],
    )
    def it_says_in_a_sentence_why_not(
        self, command: Command, tmp_path: Path, arguments: list[str], words: list[str]
    ) -> None:
        code, out, err = command(*(a.replace("{tmp}", str(tmp_path)) for a in arguments))
        assert (code, out) == (2, "")
        assert all(word in err for word in words)
        assert "Traceback" not in err
        assert not list(tmp_path.iterdir())


class DescribeCheck:
    def it_ends_with_0_when_nothing_needs_a_person(self, command: Command) -> None:
        from danvan_xl.plans.templates import templates

        path = next(t.path for t in templates() if t.name == "dai-son-2025")
        code, out, err = command("check", path)
        assert (code, err) == (0, "")
        assert "25 đơn vị, 13 nhiệm vụ, 2 kỳ báo cáo; 0 lỗi" in out

    def it_ends_with_1_and_names_sheet_cell_fault_and_remedy(self, command: Command, master: Path) -> None:
        with Editing(master) as edit:
            cell = edit.set("Nhiệm vụ", CODE, "NV01", "Cơ quan chủ trì", None)
            other = edit.set("Đơn vị", "Mã đơn vị", "VP", "Thư điện tử", "vp-anhoa")
        code, out, _ = command("check", master)
        assert code == 1
        lines = out.splitlines()
        assert lines.index("Trang tính “Đơn vị”") < lines.index("Trang tính “Nhiệm vụ”")
        assert any(f"[Lỗi] ô {cell}: Nhiệm vụ NV01 chưa có cơ quan chủ trì" in line for line in lines)
        assert any(f"[Cảnh báo] ô {other}: “vp-anhoa”" in line for line in lines)
        assert any(line.strip().startswith("→ Ghi tên đơn vị chủ trì") for line in lines)

    @pytest.mark.parametrize("name", ["khong-co.xlsx", "rac.xlsx", "thu-muc"])
    def it_ends_with_2_when_it_cannot_read(self, command: Command, tmp_path: Path, name: str) -> None:
        (tmp_path / "rac.xlsx").write_bytes(b"PK\x03\x04 nua chung")
        (tmp_path / "thu-muc").mkdir()
        code, out, err = command("check", tmp_path / name)
        assert (code, out) == (2, "")
        assert "Cách xử lý" in err and name in err
        assert "Traceback" not in err


class DescribeSplit:
    def it_splits_in_place_with_a_backup(self, command: Command, master: Path) -> None:
        with Editing(master) as edit:
            edit.set("Nhiệm vụ", CODE, "NV09", "Cơ quan phối hợp", "Các thôn liên quan")
        code, out, err = command("split", master)
        assert (code, err) == (0, "")
        assert "13 nhiệm vụ thành 5 trang tính của đơn vị" in out
        assert "ke-hoach (bản sao lưu).xlsx" in out
        assert (master.parent / "ke-hoach (bản sao lưu).xlsx").exists()

    def it_ends_with_1_when_a_task_has_no_lead(self, command: Command, master: Path, tmp_path: Path) -> None:
        with Editing(master) as edit:
            edit.set("Nhiệm vụ", CODE, "NV01", "Cơ quan chủ trì", None)
        code, out, _ = command("split", master, "-o", tmp_path / "ra.xlsx")
        assert code == 1
        assert "1 nhiệm vụ chưa có chủ trì, nằm ở trang tính “Chưa phân công”" in out

    def it_says_when_the_target_is_open_in_excel(self, command: Command, master: Path) -> None:
        before = master.read_bytes()
        with held(master.parent / "~$ke-hoach.xlsx"):
            code, out, err = command("split", master)
        assert (code, out) == (2, "")
        assert "đang mở" in err and "Đóng tệp" in err
        assert master.read_bytes() == before

    def it_leaves_everything_whole_when_the_disk_fills_up(
        self, command: Command, master: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = master.read_bytes()

        def full(*_: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(files.os, "close", full)
        code, _, err = command("split", master)
        monkeypatch.undo()
        assert code == 2 and "đầy" in err
        assert master.read_bytes() == before
        assert not [p for p in master.parent.iterdir() if "bản sao lưu" in p.name]

    def it_names_what_would_be_lost(self, command: Command, master: Path) -> None:
        import zipfile

        with zipfile.ZipFile(master, "a") as package:
            package.writestr("xl/vbaProject.bin", b"x")
        code, _, err = command("split", master)
        assert code == 2 and "macro (VBA)" in err


class DescribeProgress:
    def it_tells_the_figures_with_their_denominators(self, command: Command, master: Path) -> None:
        command("split", master)
        code, out, _ = command("progress", master, "--as-of", "30/9/2025")
        assert code == 0
        assert "Tiến độ đến ngày 30/09/2025" in out
        # Four dated tasks and the periodic one of which an occurrence fell due.
        assert "đúng hạn 0/5 lượt đã đến hạn" in out
        assert "Tiến độ" in openpyxl.load_workbook(master).sheetnames

    def it_wants_a_real_date(self, command: Command, master: Path) -> None:
        code, _, err = command("progress", master, "--as-of", "31/9/2025")
        assert code == 2 and "31/9/2025" in err

    def it_wants_a_split_master(self, command: Command, master: Path) -> None:
        code, _, err = command("progress", master)
        assert code == 2 and "danvan-xl split ke-hoach.xlsx" in err


@pytest.mark.parametrize("name", ["new", "check", "split", "progress"])
def test_help_is_vietnamese(command: Command, name: str) -> None:
    code, out, _ = command(name, "--help")
    assert code == 0
    assert out.startswith("Cách dùng: danvan-xl")
    assert "Options" not in out and "Show this" not in out
