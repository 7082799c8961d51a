"""``import-plan`` as a user runs it: exit codes, sentences, files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_xl.plans.master_reader import read_master
from tests.documents.copying import browser_copy, plain_copy, word_copy
from tests.documents.printing import write_docx
from tests.documents.synthetic import PROSE_DISTRICT, TABLE_GROUPS


def _run(
    *arguments: object, given: bytes = b"", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "danvan_xl", "import-plan", *map(str, arguments)],
        capture_output=True,
        input=given,
        cwd=folder,
        timeout=120,
        check=False,
    )
    said = (stream.decode("utf-8").replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, *said)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_docx(TABLE_GROUPS, tmp_path_factory.mktemp("cli") / "Kế hoạch phường.docx")


class DescribeImportPlan:
    def it_makes_a_master_and_says_what_needs_a_person(self, plan: Path, tmp_path: Path) -> None:
        target = tmp_path / "ke hoach.xlsx"
        done = _run(plan, "-o", target)
        assert done.returncode == 1  # the groups "các tổ dân phố" name nobody
        assert "6 nhiệm vụ, 6 đơn vị, 2 kỳ báo cáo" in done.stdout
        assert "tổ dân phố" in done.stdout and done.stderr == ""
        assert len(read_master(target).master.tasks) == 6

    def it_counts_tasks_without_a_lead(self, tmp_path: Path) -> None:
        document = write_docx(PROSE_DISTRICT, tmp_path / "a.docx")
        done = _run(document, "-o", tmp_path / "a.xlsx")
        assert done.returncode == 1
        assert "Chưa có chủ trì: 7 nhiệm vụ" in done.stdout

    def it_does_not_overwrite_a_master_unasked(self, plan: Path, tmp_path: Path) -> None:
        target = tmp_path / "cu.xlsx"
        target.write_bytes(b"cong suc cua nguoi dung")
        done = _run(plan, "-o", target)
        assert done.returncode == 2 and "--force" in done.stderr
        assert target.read_bytes() == b"cong suc cua nguoi dung"
        assert _run(plan, "-o", target, "--force").returncode == 1
        assert len(read_master(target).master.tasks) == 6

    def it_refuses_what_is_no_plan_without_making_a_file(self, tmp_path: Path) -> None:
        note = tmp_path / "ghi-chu.txt"
        note.write_text("Mua giấy in năm 2025\n", encoding="utf-8")
        done = _run(note, "-o", tmp_path / "x.xlsx")
        assert done.returncode == 2 and "không giống kế hoạch" in done.stderr
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "x.xlsx").exists()

    def it_wants_an_xlsx_name(self, plan: Path, tmp_path: Path) -> None:
        done = _run(plan, "-o", tmp_path / "x.docx")
        assert done.returncode == 2 and "x.xlsx" in done.stderr


class DescribeStandardInput:
    @pytest.mark.parametrize("copy", [word_copy, browser_copy, lambda path: plain_copy(path).encode()])
    def it_is_read_as_a_file_is(self, copy: Callable[[Path], bytes], plan: Path, tmp_path: Path) -> None:
        by_file, by_copy = tmp_path / "tep.xlsx", tmp_path / "chep.xlsx"
        _run(plan, "-o", by_file)
        done = _run("-", "-o", by_copy, given=copy(plan))
        assert done.returncode == 1 and done.stderr == ""
        tasks = [
            [(t.text, t.lead_text, t.coordinating_text, t.when_text) for t in read_master(path).master.tasks]
            for path in (by_file, by_copy)
        ]
        assert tasks[0] == tasks[1] and len(tasks[0]) == 6

    def it_may_be_an_appendix(self, plan: Path, tmp_path: Path) -> None:
        done = _run(plan, "-", "-o", tmp_path / "a.xlsx", given="<p>Phần còn lại của kế hoạch</p>".encode())
        assert done.returncode == 1 and "6 nhiệm vụ" in done.stdout

    def it_needs_a_name_to_write_to(self, plan: Path, tmp_path: Path) -> None:
        done = _run("-", given=word_copy(plan), folder=tmp_path)
        assert done.returncode == 2 and "-o" in done.stderr and list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (b"", "không có chữ nào"),
            (b"<img src='a.png'>", "không có chữ nào"),
            (b"PK\x03\x04rest", "là một tệp"),
            ("Mua giấy in năm 2026".encode(), "không giống kế hoạch"),
        ],
    )
    def it_says_what_is_wrong_with_it(self, given: bytes, told: str, tmp_path: Path) -> None:
        done = _run("-", "-o", tmp_path / "x.xlsx", given=given)
        assert done.returncode == 2 and told in done.stderr and "Cách xử lý: " in done.stderr
        assert "Tệp:" not in done.stderr and not (tmp_path / "x.xlsx").exists()
