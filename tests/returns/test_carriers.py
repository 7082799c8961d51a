"""What carries returns besides plain files: each return is read, or told as what could not be opened; nothing is lost without a word."""

from __future__ import annotations

import io
import os
import random
import sys
import tarfile
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.results import Consolidation
from danvan_xl.returns.gather import list_files
from tests.returns.filled import fill_form, issued
from tests.support.masters import SCORED, small_master


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("forms")
    master = small_master()
    filled = fill_form(master, "VP", issued(folder, master)["VP"], folder / "VP.xlsx", random.Random(3))
    return filled.path.read_bytes()


def letter(*attachments: tuple[str, bytes], text: str = "Kính gửi") -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Subject"], mail["Date"] = (
        "x@example.org",
        "Nộp phiếu",
        "Tue, 02 Sep 2025 08:00:00 +0700",
    )
    mail["Message-ID"] = f"<{len(text)}@example.org>"
    mail.set_content(text)
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def verdicts(folder: Path) -> dict[str, tuple[str, str]]:
    outcome = consolidate(folder, small_master(), period=SCORED, as_of=date(2025, 11, 30))
    return {file.path: (file.verdict.value, file.reason) for file in outcome.files}


class DescribeMails:
    def it_gives_an_empty_attachment_its_line_beside_a_logo(self, good, tmp_path):
        mail = letter(("phiếu.xlsx", b""), ("logo.png", b"\x89PNG\r\n\x1a\n"))
        (tmp_path / "thư.eml").write_bytes(bytes(mail))
        (tmp_path / "VP.xlsx").write_bytes(good)
        assert verdicts(tmp_path)["thư.eml!phiếu.xlsx"] == ("rejected", "not-a-workbook")

    def it_reads_a_mail_forwarded_within_a_mail(self, good, tmp_path):
        outer = letter(text="chuyển tiếp")
        outer.add_attachment(letter(("phiếu.xlsx", good)))
        (tmp_path / "thư.eml").write_bytes(bytes(outer))
        assert verdicts(tmp_path) == {"thư.eml!phiếu.xlsx": ("accepted", "")}

    def it_tells_a_mail_that_is_sealed(self, good, tmp_path):
        sealed = b"Subject: x\r\nFrom: a@example.org\r\nDate: x\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nMIIB"
        (tmp_path / "thư.eml").write_bytes(sealed)
        (tmp_path / "VP.xlsx").write_bytes(good)
        [found] = [v for k, v in verdicts(tmp_path).items() if k.startswith("thư.eml!")]
        assert found == ("rejected", "carrier-unsupported")

    def it_reads_every_mail_of_a_mailbox(self, good, tmp_path):
        first, second = letter(("phiếu.xlsx", good)), letter(("phiếu.xlsx", b""), text="Hai")
        mails = b"".join(
            b"From x@example.org Tue Sep  2 08:00:00 2025\n" + bytes(m).replace(b"\r\n", b"\n") + b"\n"
            for m in (first, second)
        )
        for name in ("thu.mbox", "mbox"):
            folder = tmp_path / f"in-{name}"
            folder.mkdir()
            (folder / name).write_bytes(mails)
            assert verdicts(folder) == {
                f"{name}!thư 1.eml!phiếu.xlsx": ("accepted", ""),
                f"{name}!thư 2.eml!phiếu.xlsx": ("rejected", "not-a-workbook"),
            }


class DescribeTars:
    @pytest.mark.parametrize("ending", ["tar", "tar.gz", "tgz", "tar.bz2", "tar.xz"])
    def it_reads_what_a_tar_holds(self, good, tmp_path, ending):
        packed = {"tar": "", "tgz": "gz"}.get(ending, ending.partition(".")[2])
        with tarfile.open(tmp_path / f"phieu.{ending}", f"w:{packed}") as archive:
            info = tarfile.TarInfo("../../xa/phiếu.xlsx")
            info.size = len(good)
            archive.addfile(info, io.BytesIO(good))
        assert verdicts(tmp_path) == {f"phieu.{ending}!../../xa/phiếu.xlsx": ("accepted", "")}

    def it_ends_a_bomb_at_its_limit(self, good, tmp_path):
        (tmp_path / "VP.xlsx").write_bytes(good)
        with tarfile.open(tmp_path / "bom.tar.gz", "w:gz", compresslevel=1) as archive:
            info = tarfile.TarInfo("a.xlsx")
            info.size = 500_000_000
            archive.addfile(info, _Zeros())
        assert verdicts(tmp_path)["bom.tar.gz"] == ("rejected", "too-large")


class _Zeros(io.RawIOBase):
    """As many zeros as are asked for."""

    def read(self, size: int = -1) -> bytes:
        return bytes(size)


class DescribeFolders:
    @pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
    def it_names_a_link_to_a_folder_elsewhere(self, good, tmp_path):
        (tmp_path / "ở xa").mkdir()
        returns = tmp_path / "về"
        returns.mkdir()
        (returns / "VP.xlsx").write_bytes(good)
        (returns / "lối tắt").symlink_to(tmp_path / "ở xa")
        assert verdicts(returns)["lối tắt"] == ("rejected", "folder-linked")

    @pytest.mark.skipif(sys.platform != "linux", reason="how long a path may be is the system's")
    def it_names_a_folder_whose_path_is_too_long(self, good, tmp_path):
        (tmp_path / "VP.xlsx").write_bytes(good)
        home = Path.cwd()
        os.chdir(tmp_path)
        try:
            for _ in range(30):
                Path("d" * 200).mkdir()
                os.chdir("d" * 200)
            Path("b.xlsx").write_bytes(good)
        finally:
            os.chdir(home)
        _, settled = list_files(tmp_path)
        assert [item.reading.reason for item in settled] == ["folder-unreadable"]
        assert settled[0].reading.note == "đường dẫn quá dài"


class DescribeFaultsOfOurs:
    def _outcome(self, folder: Path) -> Consolidation:
        return consolidate(folder, small_master(), period=SCORED, as_of=date(2025, 11, 30))

    def it_costs_one_unit_and_is_said_with_the_log(self, good, tmp_path, monkeypatch):
        from danvan_xl.consolidation import evaluate

        real = evaluate.Evaluator._header

        def broken(self, result, sent):
            if result.code == "VP":
                raise LookupError("hỏng")
            real(self, result, sent)

        monkeypatch.setattr(evaluate.Evaluator, "_header", broken)
        (tmp_path / "VP.xlsx").write_bytes(good)
        outcome = self._outcome(tmp_path)
        unit = outcome.unit("VP")
        assert unit is not None and unit.returned and unit.uncertain
        [told] = [f for f in unit.findings if f.code == "internal-error"]
        assert "danvan-xl.log" in told.message
        assert all(
            not any(f.code == "internal-error" for f in u.findings) for u in outcome.units if u.code != "VP"
        )

    def it_costs_one_table_of_a_return(self, good, tmp_path, monkeypatch):
        from danvan_xl.returns import pool, reading

        def broken(*args, **more):
            raise LookupError("hỏng")

        monkeypatch.setattr(reading, "read_scores", broken)
        monkeypatch.setattr(pool.ReaderPool, "_start", staticmethod(lambda known=None: None))
        (tmp_path / "VP.xlsx").write_bytes(good)
        outcome = self._outcome(tmp_path)
        [file] = outcome.files
        assert file.verdict.value == "accepted"
        assert "internal-error" in {f.code for f in file.findings}
        unit = outcome.unit("VP")
        assert unit is not None and unit.uncertain and any(task.progress for task in unit.tasks)
