"""Buttons that are an option of a command, and those about files, pressed in the typed Excel."""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import signature
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.excel.consolidating import Last, last_of, remember
from danvan_xl.files import safety_copies
from danvan_xl.forms.issue import issue as issue_forms
from danvan_xl.mail.secrets import ask_password
from danvan_xl.plans.master_reader import load_master
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms.summary import PRINTED
from danvan_xl.workbooks.opening.own import read_grids
from tests.excel import test_ribbon
from tests.excel.typed.application import Excel, Person, Workbook
from tests.excel.typed.windows import running
from tests.support.consolidations import sample
from tests.support.forms import fill
from tests.support.masters import small_master

Pressed = Callable[..., tuple[Person, Workbook]]
own_places, master, pressed = test_ribbon.own_places, test_ribbon.master, test_ribbon.pressed
forms, summary, split_once = test_ribbon.forms, test_ribbon.summary, test_ribbon.split_once


class DescribeIssuingAgain:
    def it_fills_in_what_units_answered_before(self, pressed: Pressed, summary: Path, tmp_path: Path) -> None:
        folder = tmp_path / "phiếu lần 2"
        talk, _ = pressed("issue_again", 1, summary, folder)
        assert talk.errors == [] and talk.shown == [folder]
        [form] = [path for path in folder.glob("*.xlsx") if "Phòng Kinh tế" in path.name]
        values = {cell.value for row in openpyxl.load_workbook(form)["Nhiệm vụ"].iter_rows() for cell in row}
        assert "Đang làm" in values


class DescribeNextYear:
    def it_asks_for_year_tasks_and_place(self, pressed: Pressed, master: Path, tmp_path: Path) -> None:
        target = tmp_path / "năm sau.xlsx"
        year = load_master(master).plan.start.year + 1
        talk, _ = pressed("new_year", str(year), True, target)
        assert talk.errors == [] and talk.shown == [target]
        made = load_master(target)
        assert made.plan.start.year == year
        assert len(made.tasks) == len(load_master(master).tasks)

    def it_says_what_a_year_is(self, pressed: Pressed) -> None:
        talk, _ = pressed("new_year", "sang năm")
        assert "không phải một năm" in talk.errors[0]


class DescribeProgressOnADay:
    def it_asks_for_the_day_until_it_is_one(self, pressed: Pressed, master: Path, split_once: Path) -> None:
        master.write_bytes(split_once.read_bytes())
        talk, book = pressed("progress_on", "ngày mai", "30/9/2025")
        assert talk.errors == [] and "Tiến độ" in book.shown
        assert talk.told[0].startswith("Chưa đọc được ngày")
        assert "30/09/2025" in talk.told[1]

    def it_does_nothing_when_the_question_is_cancelled(self, pressed: Pressed) -> None:
        talk, book = pressed("progress_on", None)
        assert (talk.told, talk.errors, book.kept["Saved"]) == ([], [], True)


class DescribeConsolidating:
    def it_asks_before_it_writes(self, pressed: Pressed, forms: Path, tmp_path: Path) -> None:
        target = tmp_path / "tổng hợp.xlsx"
        talk, _ = pressed("consolidate", forms, target, False)
        kind, question = talk.asked[-1]
        assert (
            kind == "confirm" and "Tệp tìm thấy: 22." in question and "Ghi vào “tổng hợp.xlsx”?" in question
        )
        assert len(question.splitlines()) < 14
        assert (talk.told, talk.errors, target.exists()) == ([], [], False)

    def it_asks_for_period_day_earlier_summary_and_receipts(
        self, pressed: Pressed, forms: Path, tmp_path: Path
    ) -> None:
        target, receipts = tmp_path / "tổng hợp.xlsx", tmp_path / "tiếp nhận"
        talk, _ = pressed("consolidate_with", forms, 1, "31/8/2025", 3, False, True, receipts, target, True)
        assert talk.errors == [] and talk.shown == [target]
        assert list(receipts.glob("*")) and "31/08/2025" in talk.asked[-1][1]

    @pytest.mark.parametrize("join", [True, False])
    def it_joins_the_returns_of_a_unit_when_told_to(
        self, join: bool, pressed: Pressed, master: Path, forms: Path, tmp_path: Path
    ) -> None:
        plan = load_master(master)
        issued = issue_forms(plan, plan.periods[0], tmp_path / "phiếu trống")
        form = next(one for one in issued if one.unit.name == "Phòng Kinh tế")
        code = [task.code for task, _ in plan.work_of(form.unit.code)][1]
        answers = {code: {"Tiến độ (%)": 40, "Kết quả, số văn bản": "Phần của người thứ hai"}}
        fill(form.path, forms / "lần 2.xlsx", {"Người lập": "Nguyễn Văn A", "Lần gửi": 2}, nhiem_vu=answers)
        target = tmp_path / "tổng hợp.xlsx"
        talk, _ = pressed("consolidate_with", forms, 1, "30/6/2025", 2, None)
        assert not target.exists() and talk.errors == []  # no file chosen: nothing is done
        talk, _ = pressed("consolidate_with", forms, 1, "30/6/2025", 1, join, False, target, True)
        assert talk.errors == []
        values = {
            str(v)
            for grid in read_grids(target)
            if grid.name != "Phiếu của đơn vị"
            for row in grid.rows
            for v in row
        }
        assert ("Đang làm" in values, "Phần của người thứ hai" in values) == (join, True)

    def it_consolidates_again_without_asking_where(
        self, pressed: Pressed, excel: Excel, forms: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "tổng hợp.xlsx"
        _, book = pressed("consolidate", forms, target, True)
        excel.application.books = [book]
        excel.application.active = book
        before = target.stat().st_mtime_ns
        os.utime(target, ns=(before - 10**9, before - 10**9))
        from tests.excel.typed.pressing import press

        with pytest.MonkeyPatch.context() as patch:
            talk = press(patch, excel, "consolidate_again", True, True)
        assert talk.errors == [] and [kind for kind, _ in talk.asked] == ["confirm", "confirm"]
        assert target.stat().st_mtime_ns > before - 10**9
        assert talk.shown == [target]

    def it_says_so_where_there_was_no_last_time(self, pressed: Pressed) -> None:
        again, _ = pressed("consolidate_again")
        last, _ = pressed("last_summary")
        assert all("chưa tổng hợp lần nào" in talk.errors[0] for talk in (again, last))

    def it_remembers_in_the_master_relative_to_its_folder(self, excel: Excel, master: Path) -> None:
        excel.open(master)
        book = running(excel).books[0]
        last = Last(master.parent / 'phiếu "về"', master.parent.parent / "tổng hợp.xlsx", "K1")
        remember(book, last)
        found = last_of(book)
        assert (found.folder.resolve(), found.summary.resolve(), found.period) == (
            last.folder.resolve(), last.summary.resolve(), "K1",
        )  # fmt: skip
        names = excel.application.books[0].names
        assert all(name.kept["Visible"] is False for name in names.values())
        assert '="phiếu ""về"""' in [name.kept["RefersTo"] for name in names.values()]


class DescribeReports:
    def it_explains_scores_to_each_unit(self, pressed: Pressed, tmp_path: Path) -> None:
        summary, folder = tmp_path / "th.xlsx", tmp_path / "giải trình"
        write_summary(sample(3, 4, 4), summary)
        talk, _ = pressed("explain", summary, folder)
        assert talk.errors == [] and talk.shown == [folder]
        assert [path.suffix for path in folder.iterdir()] == [".xlsx"] * 3

    def it_fills_this_bodys_own_return_and_asks_where_it_is_of_another_body(
        self, pressed: Pressed, summary: Path, tmp_path: Path
    ) -> None:
        [form, *_] = issue_forms(small_master(), "NAM", tmp_path / "cấp trên")
        refused, target = tmp_path / "không.xlsx", tmp_path / "điền.xlsx"
        talk, _ = pressed("roll_up", summary, form.path, refused, False)
        assert "Vẫn điền phiếu này?" in talk.asked[-1][1] and not refused.exists()
        talk, _ = pressed("roll_up", summary, form.path, target, True)
        assert talk.errors == [] and talk.shown == [target] and "Còn phải tự điền" in talk.told[0]

    def it_says_what_is_wrong_with_a_form_of_another_plan(
        self, pressed: Pressed, summary: Path, tmp_path: Path
    ) -> None:
        other = tmp_path / "khác.xlsx"
        openpyxl.Workbook().save(other)
        talk, _ = pressed("roll_up", summary, other, tmp_path / "ra.xlsx")
        assert talk.errors and "ngoài dự kiến" not in talk.errors[0]


class DescribeMail:
    def it_sends_one_file_upward_as_a_draft(self, pressed: Pressed, summary: Path) -> None:
        talk, _ = pressed("send_up", summary, "vanphong@vidu.gov.vn", True, True)
        assert talk.errors == []
        assert list((summary.parent / "thu-nhap").glob("*.eml"))

    def it_tells_where_a_mailbox_has_no_password(
        self, pressed: Pressed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("DANVAN_IMAP_PASSWORD", raising=False)
        monkeypatch.setattr("danvan_xl.mail.secrets.ask_password", lambda protocol, host, user: False)
        talk, _ = pressed("collect_mailbox", "mail.vidu.gov.vn", "danvan", tmp_path)
        assert "mật khẩu" in talk.errors[0]

    def it_goes_on_once_windows_was_told_the_password(
        self, pressed: Pressed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("DANVAN_IMAP_PASSWORD", raising=False)
        asked: list[tuple[str, str, str]] = []

        def told(protocol: str, host: str, user: str) -> bool:
            asked.append((protocol, host, user))
            monkeypatch.setenv("DANVAN_IMAP_PASSWORD", "mật khẩu")
            return True

        assert signature(told) == signature(ask_password)
        monkeypatch.setattr("danvan_xl.mail.secrets.ask_password", told)
        talk, _ = pressed("collect_mailbox", "imap://127.0.0.1:9", "danvan", tmp_path)
        assert asked == [("imap", "127.0.0.1", "danvan")]
        assert "mật khẩu" not in talk.errors[0] and "127.0.0.1" in talk.errors[0]

    @pytest.mark.parametrize("scheme", ["imap", "imaps"])
    def it_takes_a_host_with_its_scheme_as_it_stands(
        self, pressed: Pressed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
    ) -> None:
        monkeypatch.setenv("DANVAN_IMAP_PASSWORD", "mật khẩu")
        talk, _ = pressed("collect_mailbox", f"{scheme}://127.0.0.1:9", "danvan", tmp_path)
        assert "127.0.0.1" in talk.errors[0] and scheme not in talk.errors[0]


class DescribeFiles:
    def it_brings_a_safety_copy_back_and_keeps_the_present_one(
        self, pressed: Pressed, excel: Excel, master: Path
    ) -> None:
        old = master.with_name("kế hoạch (bản sao lưu).xlsx")
        old.write_bytes(master.read_bytes())
        workbook = openpyxl.load_workbook(master)
        workbook["Hướng dẫn"]["B60"] = "mới"
        workbook.save(master)
        talk, _ = pressed("restore", 1, True)
        assert talk.errors == [] and master.read_bytes() == old.read_bytes()
        [now] = [copy for copy in safety_copies(master) if copy != old]
        assert openpyxl.load_workbook(now)["Hướng dẫn"]["B60"].value == "mới"
        assert [book.full_name for book in excel.application.books] == [str(master)]

    def it_says_when_copies_are_made_where_there_is_none(self, pressed: Pressed) -> None:
        talk, _ = pressed("restore")
        assert "Chưa có bản sao lưu nào" in talk.errors[0]

    def it_brings_a_copy_of_the_summary_back(self, pressed: Pressed, summary: Path) -> None:
        talk, _ = pressed("restore_summary", summary)
        assert "Chưa có bản sao lưu nào" in talk.errors[0]
        now, old = summary.read_bytes(), summary.parent / "bản sao lưu" / f"{summary.stem} - lần 1.xlsx"
        old.parent.mkdir()
        workbook = openpyxl.load_workbook(summary)
        workbook.create_sheet("Của tôi")["A1"] = "trước"
        workbook.save(old)
        talk, _ = pressed("restore_summary", summary, 1, True)
        assert talk.errors == [] and summary.read_bytes() == old.read_bytes()
        assert (old.parent / f"{summary.stem} - lần 2.xlsx").read_bytes() == now
        old.write_bytes(b"PK")
        talk, _ = pressed("restore_summary", summary, 2, True)
        assert "đã hỏng" in talk.errors[0]

    def it_opens_the_log_or_says_that_there_is_none(self, pressed: Pressed, tmp_path: Path) -> None:
        talk, _ = pressed("open_log")
        assert talk.told == ["Chưa có lỗi nào được ghi lại."]
        log = tmp_path / "nhật ký" / "danvan-xl" / "danvan-xl.log"
        log.parent.mkdir(parents=True)
        log.write_text("lỗi", encoding="utf-8")
        talk, _ = pressed("open_log")
        assert talk.shown == [log]

    def it_makes_the_whole_year_of_a_sample(self, pressed: Pressed, tmp_path: Path) -> None:
        talk, _ = pressed("demo", tmp_path)
        folder = tmp_path / "danvan-xl mẫu"
        assert talk.errors == [] and talk.shown == [folder]
        assert {".xlsx", ".docx", ".json"} <= {path.suffix for path in folder.iterdir()}

    def it_opens_the_last_summary(self, pressed: Pressed, excel: Excel, forms: Path, tmp_path: Path) -> None:
        target = tmp_path / "tổng hợp.xlsx"
        _, book = pressed("consolidate", forms, target, True)
        summary = excel.application.active
        excel.application.active = book
        from tests.excel.typed.pressing import press

        with pytest.MonkeyPatch.context() as patch:
            press(patch, excel, "last_summary")
            assert excel.application.active is summary  # open already: it comes to the front
            excel.application.books, excel.application.active = [book], book
            assert press(patch, excel, "last_summary").shown == [target]
            excel.application.active = book
            target.unlink()
            assert "Không còn tệp tổng hợp" in press(patch, excel, "last_summary").errors[0]

    def it_prints_the_main_sheets_of_a_summary_by_excel_itself(
        self, pressed: Pressed, excel: Excel, tmp_path: Path
    ) -> None:
        summary, target = tmp_path / "tổng hợp.xlsx", tmp_path / "bản in.pdf"
        write_summary(sample(3, 4, 3), summary)
        talk, book = pressed("print_pdf", summary, target)
        assert talk.errors == [] and excel.bridge.faults == []
        assert set(target.read_text(encoding="utf-8").splitlines()) == set(PRINTED)
        assert excel.application.books == [book]  # the copy that was printed is closed


class DescribeStopping:
    def it_stops_when_esc_is_held_and_says_so(
        self, pressed: Pressed, forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("danvan_xl.excel.live.stop_pressed", lambda: True)
        target = tmp_path / "tổng hợp.xlsx"
        talk, _ = pressed("consolidate", forms, target)
        assert talk.errors and "Đã dừng" in talk.errors[0]
        assert not target.exists()

    def it_stops_between_sheets_and_names_the_copy(
        self, pressed: Pressed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        count = iter([False] * 6 + [True] * 99)
        monkeypatch.setattr("danvan_xl.excel.live.stop_pressed", lambda: next(count))
        talk, book = pressed("split")
        assert "Đã dừng" in talk.errors[0] and "bản sao lưu" in talk.errors[0]
        assert [name for name in book.shown if name.startswith("~")] == []


class DescribeDiagnosis:
    def it_begins_with_the_version_and_the_office(self, pressed: Pressed) -> None:
        from danvan_xl import __version__

        talk, book = pressed("doctor")
        told = "\n".join(talk.told)
        opened = [str(v) for b in book.application.books for s in b.shown.values() for v in s.values.values()]
        assert any(f"danvan-xl {__version__}, Excel 16.0" in text for text in [told, *opened])
