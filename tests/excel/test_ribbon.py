"""Every button, pressed as the add-in presses it: on a live book of a whole master, with scripted answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.actions import ImportRequest, import_plan
from danvan_xl.forms.issue import issue as issue_forms
from danvan_xl.plans.master_reader import load_master
from danvan_xl.plans.templates import templates
from danvan_xl.sheets.master import imported
from tests.documents.printing import write_text
from tests.documents.synthetic import TABLE_PLANS
from tests.excel.replay import Shown
from tests.excel.typed.application import Excel, Person, Workbook
from tests.excel.typed.pressing import press
from tests.support.doing import split as split_file
from tests.support.forms import fill
from tests.support.locks import held
from tests.support.passages import decide

TEMPLATE = Path(__file__).resolve().parents[2] / "workbook_templates" / "dai-son-2025.xlsx"
DAY = date(2025, 10, 15)


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs go into the test's folder; the clock stands still."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "nhật ký"))
    monkeypatch.setattr("danvan_xl.excel.live.today", lambda: DAY)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A master in a folder of its own."""
    folder = tmp_path / "Kế hoạch năm 2025"
    folder.mkdir()
    return Path(shutil.copy(TEMPLATE, folder / "kế hoạch.xlsx"))


@pytest.fixture
def pressed(
    master: Path, excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Person, Workbook]]:
    """Press a button on the book ``path`` in the typed Excel; the person answers."""

    def press_on(
        name: str, *answers: Any, arguments: tuple[Any, ...] = (), path: Path | None = None
    ) -> tuple[Person, Workbook]:
        book = excel.open(path or master)
        return press(monkeypatch, excel, name, *answers, arguments=arguments), book

    return press_on


@pytest.fixture(scope="module")
def split_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The master, split and filled in a little by one department."""
    target = tmp_path_factory.mktemp("tách") / "đã tách.xlsx"
    split_file(TEMPLATE, target, as_of=DAY)
    typed_into(target)
    return target


BUTTONS_WITH_A_DIALOG = {
    "new": ("trong",), "import_plan": (), "issue": (), "send": (), "remind": (), "collect": (), "score": (),
    "consolidate": (), "report": (),
}  # fmt: skip


class DescribeEveryButton:
    @pytest.mark.parametrize("name", BUTTONS_WITH_A_DIALOG)
    def it_does_nothing_when_the_first_dialog_is_cancelled(
        self, name: str, pressed: Callable[..., Any], master: Path
    ) -> None:
        before = sorted(master.parent.rglob("*"))
        talk, book = pressed(name, None, arguments=BUTTONS_WITH_A_DIALOG[name])
        assert (talk.told, talk.errors, talk.shown) == ([], [], [])
        assert book.kept["Saved"] is True
        assert sorted(master.parent.rglob("*")) == before

    @pytest.mark.parametrize(
        "name", ["check", "split", "progress", "issue", "send", "remind", "score", "consolidate"]
    )
    def it_says_so_on_a_book_that_is_no_master(
        self, name: str, excel: Excel, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        book = excel.new({"Trang1": [["một", 2]]}, "Sổ khác.xlsx")
        talk = press(monkeypatch, excel, name)
        [told] = talk.errors
        assert "không phải tệp kế hoạch" in told
        assert list(book.shown) == ["Trang1"]

    def it_turns_an_unforeseen_error_into_a_sentence_with_the_log(
        self, pressed: Callable[..., Any], tmp_path: Path
    ) -> None:
        talk, _ = pressed("new", arguments=("trong",))  # no answer in the script: the dialog itself breaks
        [told] = talk.errors
        log = tmp_path / "nhật ký" / "danvan-xl" / "danvan-xl.log"
        assert str(log) in told and "ngoài dự kiến" in told
        assert "a question too many" in log.read_text(encoding="utf-8")


class DescribeNew:
    @pytest.mark.parametrize("template", [t.name for t in templates()])
    def it_makes_a_master_of_each_template_and_opens_it(
        self, template: str, pressed: Callable[..., Any], tmp_path: Path
    ) -> None:
        target = tmp_path / "mới.xlsx"
        talk, _ = pressed("new", target, arguments=(template,))
        assert talk.shown == [target]
        assert target.read_bytes() == (TEMPLATE.parent / f"{template}.xlsx").read_bytes()

    def it_never_overwrites_a_plan(self, pressed: Callable[..., Any], master: Path) -> None:
        before = master.read_bytes()
        talk, _ = pressed("new", master, arguments=("trong",))
        assert "đã có" in talk.errors[0]
        assert master.read_bytes() == before


class DescribeImportPlan:
    def it_reads_an_issued_plan_and_opens_the_master(
        self, pressed: Callable[..., Any], tmp_path: Path
    ) -> None:
        document = write_text(TABLE_PLANS[0], tmp_path / "kế hoạch đã ban hành.txt", style="cells")
        target = tmp_path / "nhập.xlsx"
        talk, _ = pressed("import_plan", document, target)
        assert talk.errors == []
        assert talk.shown == [target]
        assert len(load_master(target).tasks) > 5
        assert "Nhập từ văn bản" in talk.told[0]

    def it_asks_before_overwriting(self, pressed: Callable[..., Any], master: Path, tmp_path: Path) -> None:
        before = master.read_bytes()
        document = tmp_path / "kế hoạch.txt"
        document.write_text("KẾ HOẠCH", encoding="utf-8")
        talk, _ = pressed("import_plan", document, master, False)
        assert talk.asked[-1][0] == "confirm"
        assert master.read_bytes() == before

    def it_carries_out_what_was_said_of_the_passages_in_the_open_book(
        self, pressed: Callable[..., Any], master: Path, tmp_path: Path
    ) -> None:
        document = write_text(TABLE_PLANS[0], tmp_path / "đã ban hành.txt", style="cells")
        import_plan(ImportRequest(document=document, output=master, force=True))
        decide(master, "NV02", imported.NO_TASK)
        talk, book = pressed("import_plan", True)
        assert talk.errors == [] and "1 chỗ" in talk.told[0] and talk.asked[-1][0] == "confirm"
        tasks = after_pressing(book)["Nhiệm vụ"].values.values()
        assert "NV01" in tasks and "NV02" not in tasks


class DescribeCheck:
    def it_lists_every_fault_with_a_link_to_its_cell(self, pressed: Callable[..., Any], master: Path) -> None:
        workbook = openpyxl.load_workbook(master)
        units = workbook["Đơn vị"]
        first = next(c.row for row in units.iter_rows() for c in row if c.value == "Mã đơn vị") + 1
        units.cell(first + 1, 1).value = units.cell(first, 1).value  # a code twice
        cell = f"A{first + 1}"
        workbook.save(master)
        talk, book = pressed("check")
        after = after_pressing(book)["Kết quả kiểm tra"]
        texts = [value for value in after.values.values() if isinstance(value, str)]
        assert cell in texts
        assert f"#'Đơn vị'!{cell}" in after.links.values()
        assert "Kết quả kiểm tra" in (talk.told + talk.errors)[0]

    def it_replaces_its_own_sheet_the_next_time(self, pressed: Callable[..., Any], master: Path) -> None:
        workbook = openpyxl.load_workbook(master)
        workbook.create_sheet("Kết quả kiểm tra")["A9"] = "lỗi cũ"
        workbook.save(master)
        _, book = pressed("check")
        after = after_pressing(book)
        assert "lỗi cũ" not in after["Kết quả kiểm tra"].values.values()


def after_pressing(book: Workbook) -> dict[str, Shown]:
    """The book's sheets after what the button did."""
    return book.shown


def typed_into(path: Path) -> dict[str, Any]:
    """Fill a department sheet as a department would, with a column of its own; give back what was typed by place."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Phòng Kinh tế"]
    heads = {cell.value: cell.column for cell in sheet[7]}
    sheet.cell(8, heads["Tiến độ (%)"]).value = 60
    sheet.cell(9, heads["Tiến độ (%)"]).value = 100
    sheet.cell(9, heads["Ngày hoàn thành"]).value = date(2025, 9, 1)
    sheet.cell(8, heads["Kết quả, số văn bản"]).value = "05/9"
    own = max(heads.values()) + 1
    sheet.cell(7, own).value = "Ghi chú riêng"
    sheet.cell(9, own).value = "của phòng"
    blank = next(r for r in range(8, 60) if sheet.cell(r, heads["Mã nhiệm vụ"]).value is None)
    sheet.cell(blank, heads["Nhiệm vụ"]).value = "Việc phòng tự thêm"
    workbook.save(path)
    return {"own": own, "progress": heads["Tiến độ (%)"]}


def values(workbook: Any, sheet: str) -> dict[tuple[int, int], Any]:
    """A file's cells: formulas as such."""
    found = {}
    for row in workbook[sheet].iter_rows():
        for cell in row:
            if cell.value is not None:
                value = cell.value
                found[cell.row - 1, cell.column - 1] = value.date() if hasattr(value, "hour") else value
    return found


class DescribeSplit:
    def it_draws_the_sheets_and_tells_the_counts(self, pressed: Callable[..., Any], master: Path) -> None:
        talk, book = pressed("split")
        assert talk.errors == []
        plan = load_master(master)
        after = after_pressing(book)
        working = [u for u in plan.units if any(True for _ in plan.work_of(u.code))]
        assert talk.told[0].startswith(
            f"Đã tách {len(plan.tasks)} nhiệm vụ thành {len(working)} trang tính của đơn vị."
        )
        assert len(after) == 8 + 1 + len(working)

    def it_keeps_what_departments_typed_as_the_command_does(
        self, pressed: Callable[..., Any], master: Path, tmp_path: Path, split_once: Path
    ) -> None:
        shutil.copy(split_once, master)
        again = tmp_path / "lại.xlsx"
        split_file(master, again, as_of=DAY)
        talk, book = pressed("split")
        assert talk.errors == []
        after = after_pressing(book)
        by_command = openpyxl.load_workbook(again)
        assert list(after) == by_command.sheetnames
        for name in by_command.sheetnames[by_command.sheetnames.index("Mục lục") :]:
            assert after[name].values == values(by_command, name), name

    def it_moves_typed_rows_with_their_tasks(
        self, pressed: Callable[..., Any], master: Path, tmp_path: Path, split_once: Path
    ) -> None:
        shutil.copy(split_once, master)
        workbook = openpyxl.load_workbook(master)
        tasks = workbook["Nhiệm vụ"]
        heads = {cell.value: cell.column for row in tasks.iter_rows(max_row=8) for cell in row if cell.value}
        first = (
            next(r for r in range(1, 60) if tasks.cell(r, heads["Mã nhiệm vụ"]).value == "Mã nhiệm vụ") + 1
        )
        tasks.insert_rows(first)
        for header, value in {
            "Mã nhiệm vụ": "NVMOI", "Nhiệm vụ": "Việc mới chen lên đầu", "Cơ quan chủ trì": "Phòng Kinh tế",
            "Thời gian thực hiện": "Tháng 11/2025",
        }.items():  # fmt: skip
            tasks.cell(first, heads[header]).value = value
        workbook.save(master)
        again = tmp_path / "lại.xlsx"
        split_file(master, again, as_of=DAY)
        _, book = pressed("split")
        after = after_pressing(book)
        assert after["Phòng Kinh tế"].values == values(openpyxl.load_workbook(again), "Phòng Kinh tế")
        assert "của phòng" in after["Phòng Kinh tế"].values.values()

    def it_refuses_a_master_with_faults_that_block(self, pressed: Callable[..., Any], master: Path) -> None:
        workbook = openpyxl.load_workbook(master)
        del workbook["Đơn vị"]
        workbook.save(master)
        talk, book = pressed("split")
        assert "Đơn vị" in talk.errors[0]
        assert "bằng nút “Kiểm tra”" in talk.errors[0] and "danvan-xl check" not in talk.errors[0]
        assert book.kept["Saved"] is True


class DescribeProgress:
    def it_draws_the_progress_sheet_behind_the_index(
        self, pressed: Callable[..., Any], master: Path, split_once: Path
    ) -> None:
        shutil.copy(split_once, master)
        talk, book = pressed("progress")
        assert talk.errors == []
        assert "15/10/2025" in talk.told[0]
        after = after_pressing(book)
        names = list(after)
        assert names.index("Tiến độ") == names.index("Mục lục") + 1

    def it_asks_to_split_first(self, pressed: Callable[..., Any]) -> None:
        talk, _ = pressed("progress")
        assert "bấm nút “Tách theo đơn vị”" in talk.errors[0].lower().replace("tách theo", "Tách theo")


class DescribeIssue:
    def it_writes_a_form_for_each_unit_of_the_chosen_period(
        self, pressed: Callable[..., Any], master: Path, tmp_path: Path
    ) -> None:
        plan = load_master(master)
        assert len(plan.periods) > 1
        folder = tmp_path / "phiếu"
        folder.mkdir()
        talk, _ = pressed("issue", 2, folder)
        assert talk.errors == []
        assert plan.periods[1].code in talk.told[0]
        assert len(list(folder.glob("*.xlsx"))) == len(plan.owing_units())
        assert talk.shown == [folder]
        assert "hạn" in talk.asked[0][1]


@pytest.fixture
def forms(master: Path, tmp_path: Path) -> Path:
    """Forms of the first period, one of them filled."""
    folder = tmp_path / "phiếu"
    plan = load_master(master)
    issued = issue_forms(plan, plan.periods[0], folder)
    form = next(f for f in issued if f.unit.name == "Phòng Kinh tế")
    code = next(task.code for task, _ in plan.work_of(form.unit.code))
    answers = {code: {"Tiến độ (%)": 50, "Kết quả, số văn bản": "Đang làm"}}
    fill(form.path, form.path, {"Người lập": "Nguyễn Văn A"}, nhiem_vu=answers)
    return folder


class DescribeScore:
    def it_explains_one_return(self, pressed: Callable[..., Any], forms: Path) -> None:
        [filled] = [path for path in forms.glob("*.xlsx") if "Kinh" in path.name or "KT" in path.name][:1]
        talk, _ = pressed("score", filled)
        assert talk.errors == []

    def it_says_what_is_wrong_with_a_file_that_is_no_return(
        self, pressed: Callable[..., Any], tmp_path: Path
    ) -> None:
        other = tmp_path / "khác.xlsx"
        other.write_bytes(b"x")
        talk, _ = pressed("score", other)
        assert talk.errors and "ngoài dự kiến" not in talk.errors[0]


class DescribeConsolidate:
    def it_writes_the_summary_and_opens_it(
        self, pressed: Callable[..., Any], forms: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "tổng hợp.xlsx"
        talk, _ = pressed("consolidate", forms, target, True)
        assert talk.errors == []
        assert talk.shown == [target]
        assert "Theo đơn vị" in openpyxl.load_workbook(target).sheetnames
        assert str(target) in talk.told[0]
        assert talk.suggested[-1] == tmp_path / "tong-hop-phiếu.xlsx"

    def it_tells_that_the_target_is_open_before_it_reads_a_single_form(
        self, pressed: Callable[..., Any], forms: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "tổng hợp.xlsx"
        target.write_bytes(b"old")
        with held(tmp_path / "~$tổng hợp.xlsx"):
            talk, _ = pressed("consolidate", forms, target)
        assert "đang mở" in talk.errors[0]
        assert target.read_bytes() == b"old"


@pytest.fixture
def summary(master: Path, forms: Path, tmp_path: Path) -> Path:
    """A summary of the forms."""
    from danvan_xl.consolidation.consolidate import consolidate
    from danvan_xl.summaries.write import write_summary

    target = tmp_path / "th.xlsx"
    write_summary(consolidate(forms, master), target)
    return target


class DescribeReport:
    def it_writes_the_word_report_and_opens_it(
        self, pressed: Callable[..., Any], summary: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "báo cáo.docx"
        talk, _ = pressed("report", summary, target)
        assert talk.errors == []
        assert talk.shown == [target]
        assert target.stat().st_size > 5000


class DescribeMail:
    def with_addresses(self, master: Path) -> None:
        workbook = openpyxl.load_workbook(master)
        sheet = workbook["Đơn vị"]
        header = next(row for row in sheet.iter_rows() if any(c.value == "Thư điện tử" for c in row))
        column = next(c.column for c in header if c.value == "Thư điện tử")
        for row in range(header[0].row + 1, header[0].row + 4):
            sheet.cell(row, column).value = f"donvi{row}@vidu.gov.vn"
        workbook.save(master)

    def it_offers_eml_drafts_where_there_is_no_outlook(
        self, pressed: Callable[..., Any], master: Path, forms: Path
    ) -> None:
        self.with_addresses(master)
        talk, _ = pressed("send", forms, True, True)
        assert talk.errors == []
        assert [kind for kind, _ in talk.asked] == ["folder", "confirm", "confirm"]
        assert len(list((forms.parent / "phiếu-thu-nhap").glob("*.eml"))) == 3

    def it_makes_no_draft_when_that_is_declined(
        self, pressed: Callable[..., Any], master: Path, forms: Path
    ) -> None:
        self.with_addresses(master)
        talk, _ = pressed("send", forms, False)
        assert (talk.told, talk.errors) == ([], [])
        assert not (forms.parent / "phiếu-thu-nhap").exists()

    def it_reminds_by_a_summary(self, pressed: Callable[..., Any], master: Path, summary: Path) -> None:
        self.with_addresses(master)
        talk, _ = pressed("remind", summary, True, True)
        assert talk.errors == []
        assert list((summary.parent / "thu-nhac").glob("*.eml"))

    def it_collects_forms_from_saved_messages(
        self, pressed: Callable[..., Any], forms: Path, tmp_path: Path
    ) -> None:
        source, target = tmp_path / "thư", tmp_path / "nhận"
        source.mkdir()
        target.mkdir()
        form = min(forms.glob("*.xlsx"))
        letter = EmailMessage()
        letter["From"], letter["Subject"], letter["Message-ID"] = "a@vidu.gov.vn", "Phiếu", "<1@vidu.gov.vn>"
        letter["Date"] = "Wed, 15 Oct 2025 08:00:00 +0700"
        letter.set_content("Kính gửi")
        letter.add_attachment(
            form.read_bytes(), maintype="application", subtype="octet-stream", filename=form.name
        )
        (source / "thư 1.eml").write_bytes(letter.as_bytes())
        talk, _ = pressed("collect", source, target)
        assert talk.errors == []
        assert len(list(target.rglob("*.xlsx"))) == 1
        assert "thu 1 tệp" in talk.told[0]


class DescribeHelpAndDoctor:
    def it_opens_the_guide(self, pressed: Callable[..., Any]) -> None:
        talk, _ = pressed("help_page")
        (page,) = talk.shown
        assert "<h2" in page.read_text(encoding="utf-8")
        assert talk.told == []

    def it_tells_the_steps_of_the_year_where_the_page_is_missing(
        self, pressed: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("danvan_xl.actions.handbook.guide_page", lambda: tmp_path / "none.html")
        talk, _ = pressed("help_page")
        for label in ("Tách theo đơn vị", "Phát hành phiếu", "Tổng hợp thư mục", "Báo cáo Word"):
            assert label in talk.told[0]

    def it_examines_the_machine(self, pressed: Callable[..., Any]) -> None:
        talk, _ = pressed("doctor")
        assert talk.errors == []
        assert "Python" in "\n".join(talk.told)
