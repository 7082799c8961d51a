"""``send``, ``collect`` and ``remind`` as a user runs them."""

from __future__ import annotations

import email
import email.policy
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from danvan_xl.cli.commands import cli
from danvan_xl.cli.running import run
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.forms.issue import issue
from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from tests.support.mailservers import Certificates, Mailbag
from tests.support.masters import small_master


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a master, and the forms of its last period in ``phieu``."""
    master = small_master()
    save(master_book(master), tmp_path / "ke-hoach.xlsx")
    issue(master, master.periods[-1], tmp_path / "phieu", units=["VP", "VHXH", "T01"])
    return tmp_path


@pytest.fixture
def danvan(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command line in this process; gives exit code, output, errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        words = [str(a) for a in arguments]
        monkeypatch.setattr("sys.argv", ["danvan-xl", *words])
        code = run(cli, words)
        out, err = capsys.readouterr()
        return code, out, err

    return call


class DescribeSend:
    def it_writes_drafts_and_lists_units_without_an_address(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = danvan(
            "send", office / "phieu", "--master", office / "ke-hoach.xlsx", "--units", "VP,T01"
        )
        assert code == 1
        [draft] = (office / "phieu-thu-nhap").glob("*.eml")
        message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
        assert message["To"] == "vp@anhoa.example"
        assert [p.get_filename() for p in message.iter_attachments()] == [
            "VP - Văn phòng HĐND và UBND - NAM.xlsx"
        ]
        assert "1 đơn vị chưa có thư điện tử: Thôn Đồng Tâm." in out

    def it_sends_nothing_in_a_dry_run(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        _, out, _ = danvan("send", office / "phieu", "--master", office / "ke-hoach.xlsx", "--dry-run")
        assert "vp@anhoa.example" in out
        assert "chưa gửi thư nào" in out
        assert not (office / "phieu-thu-nhap").exists()

    def it_names_a_unit_code_that_the_master_lacks(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        code, _, err = danvan("send", office / "phieu", "--master", office / "ke-hoach.xlsx", "--units", "XX")
        assert code == 2
        assert "XX" in err

    def it_refuses_two_ways_out_at_once(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        code, _, err = danvan(
            "send",
            office / "phieu",
            "--master",
            office / "ke-hoach.xlsx",
            "--eml-dir",
            office / "x",
            "--smtp",
            "mail.vn",
        )
        assert code == 2
        assert "Chỉ chọn một cách" in err

    def it_asks_for_the_password_outside_the_command_line(self, office: Path, danvan, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        monkeypatch.delenv("DANVAN_SMTP_PASSWORD", raising=False)
        code, _, err = danvan(
            "send",
            office / "phieu",
            "--master",
            office / "ke-hoach.xlsx",
            "--smtp",
            "mail.vn",
            "--user",
            "a@b.vn",
        )
        assert code == 2
        assert "DANVAN_SMTP_PASSWORD" in err

    def it_sends_a_file_up_to_the_address_given(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        form = next((office / "phieu").glob("VP*.xlsx"))
        code, _, _ = danvan(
            "send",
            form,
            "--master",
            office / "ke-hoach.xlsx",
            "--to",
            "sonoivu@tinh.example",
            "--eml-dir",
            office / "len",
        )
        assert code == 0
        [draft] = (office / "len").glob("*.eml")
        assert email.message_from_bytes(draft.read_bytes())["To"] == "sonoivu@tinh.example"

    def it_uses_the_office_s_own_letter_and_names_a_placeholder_that_is_none(
        self, office: Path, danvan
    ) -> None:  # type: ignore[no-untyped-def]
        (office / "mau-thu").mkdir()
        letter = office / "mau-thu" / "giao-phieu.txt"
        letter.write_text("Tiêu đề: Phiếu {ten_ky}\n\nKính gửi {don_vi}, hạn {han_nop}.\n", encoding="utf-8")
        danvan("send", office / "phieu", "--master", office / "ke-hoach.xlsx", "--units", "VP")
        [draft] = (office / "phieu-thu-nhap").glob("*.eml")
        message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
        assert "hạn 03/12/2025" in message.get_body().get_content()
        letter.write_text("Tiêu đề: Phiếu {ky_nao}\n\nKính gửi.\n", encoding="utf-8")
        code, _, err = danvan("send", office / "phieu", "--master", office / "ke-hoach.xlsx", "--units", "VP")
        assert code == 2
        assert "{ky_nao}" in err


class DescribeRemind:
    def it_writes_to_who_owes_and_to_who_must_correct(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        returns = office / "ve"
        returns.mkdir()
        form = next((office / "phieu").glob("VP*.xlsx"))
        wrong = Filling({"Ngày báo cáo": date(2025, 12, 1)}, indicators={"SL01": {"Trong kỳ": "nhiều lắm"}})
        fill(form, returns / form.name, wrong, datetime(2025, 12, 1))
        master = small_master()
        master.units = [u if u.email else _with_address(u) for u in master.units]
        save(master_book(master), office / "ke-hoach.xlsx")
        code, _, _ = danvan(
            "remind",
            returns,
            "--master",
            office / "ke-hoach.xlsx",
            "--period",
            "NAM",
            "--today",
            "05/12/2025",
            "--eml-dir",
            office / "nhac",
        )
        assert code == 0
        letters = {
            p.name: email.message_from_bytes(p.read_bytes(), policy=email.policy.default)
            for p in (office / "nhac").glob("*.eml")
        }
        to_correct = next(m for n, m in letters.items() if n.startswith("VP ")).get_body().get_content()
        assert "nhiều lắm" in to_correct
        assert "đề nghị chỉnh sửa" in to_correct
        owes = next(m for n, m in letters.items() if n.startswith("KT ")).get_body().get_content()
        assert "đã quá hạn 2 ngày" in owes

    def it_tells_the_truth_and_carries_the_form(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        """A file that came but cannot be used is not "not sent"; the form goes along; nobody is 360 days late."""
        returns = office / "ve"
        returns.mkdir()
        (returns / "VP - Văn phòng HĐND và UBND - NAM.xlsx").write_bytes(b"PK\x03\x04 half a download")
        master = small_master()
        master.units = [u if u.email or u.code == "T02" else _with_address(u) for u in master.units]
        save(master_book(master), office / "ke-hoach.xlsx")
        arguments = ("--master", office / "ke-hoach.xlsx", "--period", "NAM", "--today", "28/11/2026")
        summary = office / "tong-hop.xlsx"
        danvan("consolidate", returns, *arguments[:4], "-o", summary)
        for place in (returns, summary):
            drafts = office / f"nhac-{place.name}"
            code, out, _ = danvan("remind", place, *arguments, "--eml-dir", drafts)
            letters = {p.name[:2]: _read(p) for p in drafts.glob("*.eml")}
            broken, silent = (_body(letters[code]) for code in ("VP", "KT"))
            assert "Đã nhận tệp của Quý đơn vị nhưng chưa dùng được" in broken
            assert "bị hỏng" in broken
            assert "chưa thấy" not in broken
            assert "đã quá hạn nộp (03/12/2025)" in silent
            assert "360" not in broken + silent
            for unit, name in (
                ("KT", "KT - Phòng Kinh tế - NAM.xlsx"),
                ("VP", "VP - Văn phòng HĐND và UBND - NAM.xlsx"),
            ):
                assert [p.get_filename() for p in letters[unit].iter_attachments()] == [name]
            assert code == 1, "one unit has no address"
            words = (office / f"{drafts.name}-tin-nhan-zalo.txt").read_bytes().decode("utf-8-sig")
            assert str(office / f"{drafts.name}-tin-nhan-zalo.txt") in out
            group, *units = words.split("=====")[2::2]
            assert "- Gửi lại, tệp đã nhận chưa dùng được (1): Văn phòng HĐND và UBND (tệp hỏng)." in group
            assert len(units) == 17
            assert "Kính gửi Thôn Nà Mòn" in units[0], "who gets no letter stands first"
            assert "1 đơn vị chưa có thư điện tử: Thôn Nà Mòn." in out

    def it_attaches_the_forms_that_were_issued(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        (office / "ve").mkdir()
        (office / "ve" / "ghi-chu.xlsx").write_bytes(b"PK\x03\x04")
        code, _, _ = danvan(
            "remind", office / "ve", "--master", office / "ke-hoach.xlsx", "--period", "NAM",
            "--today", "01/12/2025", "--forms", office / "phieu", "--eml-dir", office / "nhac",
        )  # fmt: skip
        assert code == 1
        [letter] = (office / "nhac").glob("VP*.eml")
        [part] = _read(letter).iter_attachments()
        issued = next((office / "phieu").glob("VP*.xlsx"))
        assert part.get_payload(decode=True) == issued.read_bytes()
        assert not (office / "nhac" / "phieu-kem-thu").exists()

    def it_keeps_completions_of_the_period_before(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        first, second = office / "ky1", office / "ky2"
        master = small_master()
        for period, folder in (("K1", first), ("NAM", second)):
            folder.mkdir()
            [form] = issue(master, period, office / f"phieu-{period}", units=["VP"])
            content = (
                {"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 20)}}
                if period == "K1"
                else {"NV07": {"Số lượng đạt": 5}}
            )
            fill(
                form.path,
                folder / form.path.name,
                Filling({"Ngày báo cáo": date(2025, 8, 30)}, tasks=content),
                datetime(2025, 8, 30),
            )
        danvan(
            "consolidate",
            first,
            "--master",
            office / "ke-hoach.xlsx",
            "--period",
            "K1",
            "-o",
            office / "tong-hop-k1.xlsx",
        )
        _, out, _ = danvan(
            "remind",
            second,
            "--master",
            office / "ke-hoach.xlsx",
            "--period",
            "NAM",
            "--eml-dir",
            office / "nhac",
        )
        assert "Dùng tệp tổng hợp kỳ trước “tong-hop-k1.xlsx”" in out


def _read(path: Path):  # type: ignore[no-untyped-def]
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def _body(message) -> str:  # type: ignore[no-untyped-def]
    return message.get_body().get_content()


def _with_address(unit):  # type: ignore[no-untyped-def]
    from tests.support.records import replace

    return replace(unit, email=f"{unit.code.lower()}@anhoa.example")


class DescribeCollect:
    def it_says_what_it_brought_and_takes_nothing_twice(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        danvan("send", office / "phieu", "--master", office / "ke-hoach.xlsx", "--units", "VP")
        code, out, _ = danvan("collect", office / "phieu-thu-nhap", "-o", office / "ve")
        assert code == 0
        assert "thu 1 tệp" in out
        _, again, _ = danvan("collect", office / "phieu-thu-nhap", "-o", office / "ve")
        assert "1 thư đã thu từ trước" in again

    def it_refuses_a_password_in_the_command_line(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        code, _, err = danvan("collect", "imap://a:bi-mat@mail.vn", "-o", office / "ve")
        assert code == 2
        assert "Không ghi mật khẩu vào lệnh" in err
        assert "bi-mat" not in err

    def it_names_a_source_that_is_not_there(self, office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
        code, _, err = danvan("collect", office / "khong-co", "-o", office / "ve")
        assert code == 2
        assert "khong-co" in err


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="OpenSSL reads SSL_CERT_FILE in the ANSI code page; Windows has its own store",
)
def test_smtp_sends_over_tls_from_the_command(
    office: Path,
    danvan,
    certificates: Certificates,
    smtp_port: int,
    bag: Mailbag,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # type: ignore[no-untyped-def]
    authority = office / "ca.pem"
    authority.write_bytes(certificates.authority_pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    code, out, err = danvan(
        "send", office / "phieu", "--master", office / "ke-hoach.xlsx", "--units", "VP", "--smtp", f"localhost:{smtp_port}", "--ssl",
        "--from", "noivu@anhoa.example",
    )  # fmt: skip
    assert (code, len(bag.taken)) == (0, 1), err
    assert "1 thư" in out


def test_remind_reads_a_summary_as_well_as_a_folder(office: Path, danvan) -> None:  # type: ignore[no-untyped-def]
    master = small_master()
    master.units = [u if u.email else _with_address(u) for u in master.units]
    save(master_book(master), office / "ke-hoach.xlsx")
    (office / "ve").mkdir()
    form = next((office / "phieu").glob("VP*.xlsx"))
    wrong = Filling({"Ngày báo cáo": date(2025, 12, 1)}, indicators={"SL01": {"Trong kỳ": "nhiều lắm"}})
    fill(form, office / "ve" / form.name, wrong, datetime(2025, 12, 1))
    summary = office / "tong-hop.xlsx"
    danvan(
        "consolidate", office / "ve", "--master", office / "ke-hoach.xlsx", "--period", "NAM", "-o", summary
    )
    for place, drafts in ((office / "ve", office / "tu-thu-muc"), (summary, office / "tu-tong-hop")):
        danvan(
            "remind", place, "--master", office / "ke-hoach.xlsx", "--period", "NAM", "--today", "01/12/2025", "--eml-dir", drafts
        )  # fmt: skip
    names = {p.name for p in (office / "tu-thu-muc").glob("*.eml")}
    assert len(names) == 17
    assert names == {p.name for p in (office / "tu-tong-hop").glob("*.eml")}
    letter = next((office / "tu-tong-hop").glob("VP *.eml"))
    text = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default).get_body().get_content()
    assert "nhiều lắm" in text
