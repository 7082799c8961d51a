"""Collecting from a real mailbox and from mail files: each message once, byte for byte, nothing changed there."""

from __future__ import annotations

import io
import json
import mailbox
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from danvan_xl.mail.attachments import safe_name
from danvan_xl.mail.collect import ORIGINALS, collect_mail
from danvan_xl.mail.sources import ImapMailbox, ImapSettings, MailFiles
from danvan_xl.returns.received import read_sidecar
from tests.support.dovecot import PASSWORD, USER, Imap, dovecot
from tests.support.mailservers import Certificates, CutLine

XLSX = "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)


def workbook(number: int, size: int = 3_000) -> bytes:
    """Something that is a workbook to whoever looks at its entries, with bytes of its own."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        archive.writestr(
            zipfile.ZipInfo("xl/workbook.xml"),
            bytes((number * 13 + i * 7) % 251 for i in range(3_000)) * (size // 3_000),
        )
    return data.getvalue()


def letter(number: int, *, name: str | None = None, data: bytes | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = f"Thôn {number} <thon{number}@xa.gov.vn>"
    message["To"] = "noivu@xa.gov.vn"
    message["Subject"] = f"Báo cáo thôn {number}"
    message["Date"] = format_datetime(FIRST + timedelta(hours=number))
    message["Message-ID"] = f"<{number}@xa.gov.vn>"
    message.set_content("Kính gửi phiếu báo cáo.")
    message.add_attachment(
        data or workbook(number),
        maintype=XLSX[0],
        subtype=XLSX[1],
        filename=name or f"Phiếu Thôn {number}.xlsx",
    )
    return message.as_bytes()


@pytest.fixture
def imap(certificates: Certificates) -> Iterator[Imap]:
    with tempfile.TemporaryDirectory(prefix="dv-") as folder, dovecot(Path(folder), certificates) as server:
        yield server


def source(port: int, certificates: Certificates) -> ImapMailbox:
    return ImapMailbox(
        ImapSettings("localhost", port, USER, PASSWORD, timeout=20, pause=0.1), certificates.client
    )


class DescribeImapMailbox:
    def it_collects_each_reply_once_though_the_line_is_cut_three_times(
        self, tmp_path: Path, imap: Imap, certificates: Certificates
    ) -> None:
        for number in range(100):
            imap.deliver(letter(number), f"{number:04d}.host")
        line = CutLine(imap.port, {}, {0: 60_000, 1: 150_000, 2: 9_000})
        try:
            done = collect_mail(source(line.port, certificates), tmp_path / "ve")
        finally:
            line.close()
        assert line.cut == 3
        assert done.stopped is None
        kept = {path.name: path.read_bytes() for path in (tmp_path / "ve").glob("*.xlsx")}
        assert kept == {f"Phiếu Thôn {n}.xlsx": workbook(n) for n in range(100)}
        times = read_sidecar(tmp_path / "ve")
        assert all(times[f"Phiếu Thôn {n}.xlsx"].received == FIRST + timedelta(hours=n) for n in range(100))

    def it_takes_only_what_is_new_the_next_time_and_leaves_the_mailbox_as_it_was(
        self, tmp_path: Path, imap: Imap, certificates: Certificates
    ) -> None:
        for number in range(3):
            imap.deliver(letter(number), f"{number:04d}.host")
        assert collect_mail(source(imap.port, certificates), tmp_path / "ve").messages == 3
        assert imap.flags() == ["", "", ""], "nothing was marked as read"
        imap.deliver(letter(3), "0003.host")
        again = collect_mail(source(imap.port, certificates), tmp_path / "ve")
        assert (again.messages, again.known, len(again.saved)) == (1, 3, 1)

    def it_works_through_a_mailbox_of_3000_messages(
        self, tmp_path: Path, imap: Imap, certificates: Certificates
    ) -> None:
        for number in range(3_000):
            if number % 30 == 0:
                imap.deliver(letter(number), f"{number:04d}.host")
            else:
                imap.deliver(
                    f"From: a@b.vn\r\nSubject: Thu {number}\r\n\r\nKhong co tep.\r\n".encode(),
                    f"{number:04d}.host",
                )
        done = collect_mail(source(imap.port, certificates), tmp_path / "ve")
        assert (done.messages, len(done.saved)) == (3_000, 100)

    def it_brings_a_40_mb_attachment_whole(
        self, tmp_path: Path, imap: Imap, certificates: Certificates
    ) -> None:
        data = workbook(1, 40 * 2**20)
        imap.deliver(letter(1, data=data), "0001.host")
        [path] = collect_mail(source(imap.port, certificates), tmp_path / "ve").saved
        assert path.read_bytes() == data

    def it_says_in_vietnamese_that_the_password_is_wrong(
        self, tmp_path: Path, imap: Imap, certificates: Certificates
    ) -> None:
        wrong = ImapMailbox(
            ImapSettings("localhost", imap.port, USER, "sai", timeout=20), certificates.client
        )
        done = collect_mail(wrong, tmp_path / "ve")
        assert done.stopped is not None
        assert "mật khẩu" in done.stopped.message
        assert "sai" not in str(done.stopped)


class DescribeMailFiles:
    def it_takes_attachments_from_eml_mbox_and_forwarded_messages(self, tmp_path: Path) -> None:
        place = tmp_path / "thu"
        place.mkdir()
        (place / "mot.eml").write_bytes(letter(1))
        forwarded = EmailMessage()
        forwarded["From"], forwarded["Subject"], forwarded["Date"] = "xa@b.vn", "Fwd", format_datetime(FIRST)
        forwarded.set_content("Chuyển tiếp")
        import email

        forwarded.add_attachment(email.message_from_bytes(letter(2), policy=email.policy.default))
        (place / "hai.eml").write_bytes(forwarded.as_bytes())
        box = mailbox.mbox(place / "hop.mbox")
        box.add(letter(3))
        box.add(letter(4))
        box.close()
        done = collect_mail(MailFiles(place), tmp_path / "ve")
        assert sorted(p.name for p in done.saved) == [f"Phiếu Thôn {n}.xlsx" for n in (1, 2, 3, 4)]

    def it_looks_into_zips_but_not_into_workbooks(self, tmp_path: Path) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("../../etc/Thôn 5.xlsx", workbook(5))
            archive.writestr("ảnh.jpg", b"\xff\xd8\xff\xe0")
        (tmp_path / "a.eml").write_bytes(letter(5, name="Thôn 5.zip", data=packed.getvalue()))
        done = collect_mail(MailFiles(tmp_path / "a.eml"), tmp_path / "ve")
        assert [p.name for p in done.saved] == ["Thôn 5.xlsx"]
        assert done.saved[0].read_bytes() == workbook(5)

    def it_refuses_a_bomb_in_a_zip_and_says_so(self, tmp_path: Path) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.writestr("phieu.xlsx", bytes(120_000_000))
        (tmp_path / "a.eml").write_bytes(letter(6, name="b.zip", data=packed.getvalue()))
        done = collect_mail(MailFiles(tmp_path / "a.eml"), tmp_path / "ve")
        assert (done.saved, [f.code for f in done.findings]) == ([], ["mail-attachment-refused"])

    def it_keeps_the_original_outside_the_folder_that_consolidate_reads(self, tmp_path: Path) -> None:
        (tmp_path / "a.eml").write_bytes(letter(7))
        collect_mail(MailFiles(tmp_path / "a.eml"), tmp_path / "ve")
        [original] = (tmp_path / f"ve{ORIGINALS}").iterdir()
        assert original.read_bytes() == (tmp_path / "a.eml").read_bytes()

    def it_does_a_message_again_after_a_crash_without_a_second_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.eml").write_bytes(letter(8))
        collect_mail(MailFiles(tmp_path / "a.eml"), tmp_path / "ve")
        journal = tmp_path / "ve" / ".danvan-da-thu.jsonl"
        assert json.loads(journal.read_text(encoding="utf-8"))["files"] == ["Phiếu Thôn 8.xlsx"]
        journal.unlink()
        again = collect_mail(MailFiles(tmp_path / "a.eml"), tmp_path / "ve")
        assert (again.messages, again.saved) == (1, [])
        assert len(list((tmp_path / "ve").glob("*.xlsx"))) == 1

    def it_gives_two_replies_of_one_name_two_files(self, tmp_path: Path) -> None:
        place = tmp_path / "thu"
        place.mkdir()
        for number in (1, 2):
            (place / f"{number}.eml").write_bytes(letter(number, name="Phieu.xlsx"))
        done = collect_mail(MailFiles(place), tmp_path / "ve")
        assert sorted(p.name for p in done.saved) == ["Phieu (2).xlsx", "Phieu.xlsx"]


@pytest.mark.parametrize(
    ("dress", "name"),
    [
        ("filename*=utf-8''Phi%E1%BA%BFu%20Th%C3%B4n%20%C4%90%C3%B4ng.xlsx", "Phiếu Thôn Đông.xlsx"),
        ("filename*0*=utf-8''Phi%E1%BA%BFu%20; filename*1*=Th%C3%B4n.xlsx", "Phiếu Thôn.xlsx"),
        ('filename="=?utf-8?B?UGhp4bq/dSBUaMO0bi54bHN4?="', "Phiếu Thôn.xlsx"),
        ('filename="Phiếu Thôn.xlsx"', "Phiếu Thôn.xlsx"),
        ('filename="Phiê\u0301u Thôn.xlsx"', "Phiếu Thôn.xlsx"),
        ('filename="..\\\\..\\\\x.xlsx"', "x.xlsx"),
    ],
)
def test_names_come_right_in_every_mime_dress(tmp_path: Path, dress: str, name: str) -> None:
    head = f"From: a@b.vn\r\nDate: Mon, 1 Dec 2025 08:00:00 +0700\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; {dress}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    import base64

    raw = head.encode() + base64.encodebytes(workbook(1)) + b"\r\n--B--\r\n"
    (tmp_path / "a.eml").write_bytes(raw)
    [path] = collect_mail(MailFiles(tmp_path / "a.eml"), tmp_path / "ve").saved
    assert path.name == name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("CON.xlsx", "tep-CON.xlsx"),
        ("~$phieu.xlsx", "phieu.xlsx"),
        (".danvan-received.json", "danvan-received.json"),
        ("a" * 1000 + ".xlsx", "a" * 110 + ".xlsx"),
        ("", "khong-ten"),
        ('Thôn: 1/2 "x".xlsx', "2 -x-.xlsx"),
    ],
)
def test_names_are_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe
