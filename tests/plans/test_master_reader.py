"""Masters in: what stands in a workbook comes out as the model, whoever saved it and however it was rearranged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.errors import InputError, MasterError
from danvan_xl.forms.issue import issue
from danvan_xl.model import Deadline, DeadlineKind, Master, Part, Role, UnitKind
from danvan_xl.plans.master_reader import load_master, read_master, read_master_grids
from danvan_xl.plans.task_rows import settle_deadline
from danvan_xl.summaries.write import write_summary
from danvan_xl.workbooks.grid import Grid
from tests.plans.editing import Editing, write_master
from tests.support.consolidations import sample
from tests.support.masters import small_master
from tests.support.office import convert
from tests.support.records import replace

D = DeadlineKind


def _comparable(master: Master) -> dict[str, list]:
    """Everything but where it stood and how a deadline's reason is worded."""

    def plain(item):  # type: ignore[no-untyped-def]
        item = replace(item, where=None)
        if hasattr(item, "deadline"):
            item = replace(item, deadline=replace(item.deadline, reason=""))
        return item

    return {
        name: [plain(item) for item in getattr(master, name)]
        for name in ("units", "tasks", "periods", "criteria", "bands", "indicators")
    } | {"plan": [master.plan]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_master(small_master(), tmp_path_factory.mktemp("master") / "ke-hoach.xlsx")


class DescribeRoundTrip:
    def it_reads_back_what_was_written(self, small: Path) -> None:
        written, read = small_master(), read_master(small)
        assert read.usable
        wanted, found = _comparable(written), _comparable(read.master)
        for name in ("plan", "units", "periods", "criteria", "bands", "indicators"):
            assert found[name] == wanted[name]
        # NV10's phrase is unclear only in the hand-made model; where the reader knows better, it may.
        for was, now in zip(wanted["tasks"], found["tasks"], strict=True):
            same = (
                "code",
                "text",
                "number",
                "group",
                "lead_text",
                "coordinating_text",
                "when_text",
                "target",
            )
            assert [getattr(now, f) for f in same] == [getattr(was, f) for f in same]
            if was.code not in ("NV10", "NV09"):
                assert now.assignments == was.assignments
                a, b = now.deadline, was.deadline
                assert (a.kind, a.start, a.due, a.continuing, a.inferred) == (
                    b.kind, b.start, b.due, b.continuing, b.inferred,
                )  # fmt: skip

    def it_reads_a_copy_saved_by_libreoffice_alike(self, small: Path, tmp_path: Path) -> None:
        [saved] = convert([small], "xlsx", tmp_path / "lo")
        assert _comparable(read_master(saved).master) == _comparable(read_master(small).master)

    def it_reads_grids_of_a_live_book_alike(self, small: Path) -> None:
        # A live book gives datetimes and floats, and no file.
        from datetime import datetime

        from danvan_xl.workbooks.opening.own import read_grids

        def live(value):  # type: ignore[no-untyped-def]
            if isinstance(value, date) and not isinstance(value, datetime):
                return datetime(value.year, value.month, value.day)
            return None if value == "" else value

        grids = [Grid(g.name, [[live(v) for v in row] for row in g.rows]) for g in read_grids(small)]
        reading = read_master_grids(grids)
        assert reading.master.path is None
        assert _comparable(reading.master) == _comparable(read_master(small).master)


class DescribeRearrangedSheets:
    def it_finds_columns_by_header_wherever_they_are(self, small: Path, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(small)
        sheet = book["Đơn vị"]
        sheet.insert_rows(1, 2)
        sheet.insert_cols(1)
        top = 7
        assert sheet.cell(top, 2).value == "Mã đơn vị"
        sheet.cell(top, 1).value = "Cột của tôi"
        sheet.cell(top, 3).value = "  TÊN  đơn vị "
        for row in range(top, sheet.max_row + 1):  # swap kind and e-mail
            kind, mail = sheet.cell(row, 5), sheet.cell(row, 7)
            kind.value, mail.value = mail.value, kind.value
        book.save(tmp_path / "m.xlsx")
        units = read_master(tmp_path / "m.xlsx").master.units
        assert [(u.code, u.name, u.kind, u.email) for u in units[:2]] == [
            ("VP", "Văn phòng HĐND và UBND", UnitKind.OFFICE, "vp@anhoa.example"),
            ("VHXH", "Phòng Văn hóa - Xã hội", UnitKind.OFFICE, ""),
        ]

    def it_reads_labels_with_a_colon_and_without_the_header_row(self) -> None:
        plan = Grid(
            "KẾ HOẠCH",
            [
                ["Mã kế hoạch:", "KH1"],
                ["Tên kế hoạch", "Kế hoạch thử"],
                ["Từ ngày", date(2025, 1, 1)],
                ["Đến ngày", "31/12/2025"],
                ["Căn cứ", "Luật A"],
                ["Căn cứ", "Nghị định B\nQuyết định C"],
                ["Thang điểm", "10"],
            ],
        )
        read = read_master_grids([plan]).master.plan
        assert (read.code, read.start, read.end) == ("KH1", date(2025, 1, 1), date(2025, 12, 31))
        assert read.bases == ("Luật A", "Nghị định B", "Quyết định C")
        assert read.scale == Decimal(10)

    def it_counts_ward_and_residential_group_as_commune_and_hamlet(self) -> None:
        units = Grid(
            "Đơn vị",
            [["Mã đơn vị", "Tên đơn vị", "Loại đơn vị"], ["A", "Phường 1", "Phường"], ["B", "Tổ 2", "tổ dân phố"],
             ["C", "Đặc khu Phú Quý", "Đặc khu"], ["E", "Ấp 3", "Ấp"]],
        )  # fmt: skip
        kinds = [u.kind for u in read_master_grids([units]).master.units]
        assert kinds == [UnitKind.COMMUNE, UnitKind.HAMLET, UnitKind.COMMUNE, UnitKind.HAMLET]

    def it_takes_a_blank_or_partial_list_of_parts(self) -> None:
        periods = Grid(
            "Kỳ báo cáo",
            [["Mã kỳ", "Tên kỳ", "Từ ngày", "Đến ngày", "Hạn nộp", "Nội dung"],
             ["K1", "", date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1), "Nhiệm vụ; số liệu"],
             ["K2", "", date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 5), None]],
        )  # fmt: skip
        units = Grid("Đơn vị", [["Mã đơn vị", "Tên đơn vị"], ["A", "Phòng A"]])
        first, second = read_master_grids([units, periods]).master.periods
        assert first.parts == {Part.TASKS, Part.INDICATORS}
        assert second.parts == set(Part)


class DescribeTypedParameters:
    def it_keeps_parts_apart_that_stand_on_lines_of_their_own(self, small: Path, tmp_path: Path) -> None:
        with Editing(small, tmp_path / "m.xlsx") as edit:
            edit.set("Tiêu chí", "Mã", "TC02", "Tham số", "Đạt: 10\nĐạt một phần: 5;\nKhông: 0")
            edit.set("Số liệu", "Mã", "SL01", "Ràng buộc", "SL01 >= SL02\nSL01 >= SL03")
        master = load_master(tmp_path / "m.xlsx")
        [criterion] = [c for c in master.criteria if c.code == "TC02"]
        assert criterion.parameters == "Đạt: 10; Đạt một phần: 5; Không: 0"
        assert master.indicators[0].constraint == "SL01 >= SL02; SL01 >= SL03"


class DescribeTypedDeadlines:
    PLAN = small_master().plan
    READ = Deadline("Tháng 9/2025", D.DATED, date(2025, 9, 1), date(2025, 9, 30))
    UNCLEAR = Deadline("sau Đại hội", D.UNCLEAR, reason="?")
    BLANK = Deadline("", D.RECURRING, date(2025, 7, 1), date(2025, 12, 31), inferred=True)
    QUARTERS = Deadline(
        "hằng quý", D.PERIODIC, date(2025, 7, 1), date(2025, 12, 31), (date(2025, 9, 30), date(2025, 12, 31))
    )

    @pytest.mark.parametrize(
        ("read", "kind", "start", "due", "wanted"),
        [
            (READ, None, None, None, (D.DATED, date(2025, 9, 1), date(2025, 9, 30), ())),
            (READ, None, None, date(2025, 10, 5), (D.DATED, date(2025, 9, 1), date(2025, 10, 5), ())),
            (READ, D.RECURRING, None, None, (D.RECURRING, date(2025, 7, 1), date(2025, 12, 31), ())),
            (UNCLEAR, None, None, date(2025, 10, 5), (D.DATED, date(2025, 7, 1), date(2025, 10, 5), ())),
            (UNCLEAR, D.UNCLEAR, None, date(2025, 10, 5), (D.DATED, date(2025, 7, 1), date(2025, 10, 5), ())),
            (UNCLEAR, D.DATED, None, None, (D.UNCLEAR, None, None, ())),
            (UNCLEAR, D.UNCLEAR, None, None, (D.UNCLEAR, None, None, ())),
            (READ, D.UNCLEAR, None, None, (D.UNCLEAR, None, None, ())),
            (QUARTERS, D.UNCLEAR, None, date(2025, 9, 30), (D.PERIODIC, date(2025, 7, 1), date(2025, 9, 30), (date(2025, 9, 30),))),
            (BLANK, None, None, date(2025, 8, 15), (D.DATED, date(2025, 7, 1), date(2025, 8, 15), ())),
            (QUARTERS, D.PERIODIC, None, date(2025, 9, 30),
             (D.PERIODIC, date(2025, 7, 1), date(2025, 9, 30), (date(2025, 9, 30),))),
            (QUARTERS, None, date(2025, 10, 1), None,
             (D.PERIODIC, date(2025, 10, 1), date(2025, 12, 31), (date(2025, 12, 31),))),
            (UNCLEAR, D.PERIODIC, None, None, (D.UNCLEAR, None, None, ())),
        ],
    )  # fmt: skip
    def it_lets_what_was_typed_win(self, read, kind, start, due, wanted) -> None:  # type: ignore[no-untyped-def]
        got = settle_deadline(read, kind, start, due, self.PLAN)
        assert (got.kind, got.start, got.due, got.occurrences) == wanted

    def it_gives_back_what_split_filled_in_unchanged(self) -> None:
        for read in (self.READ, self.BLANK, self.QUARTERS):
            assert settle_deadline(read, read.kind, read.start, read.due, self.PLAN) is read

    def it_follows_a_changed_phrase_when_the_date_cells_are_blank(self, small: Path, tmp_path: Path) -> None:
        with Editing(small, tmp_path / "m.xlsx") as edit:
            for header in ("Loại thời hạn", "Bắt đầu", "Hạn"):
                edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV01", header, None)
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV01", "Thời gian thực hiện", "Quý IV/2025")
        task = load_master(tmp_path / "m.xlsx").task("NV01")
        assert task is not None
        assert (task.deadline.start, task.deadline.due) == (date(2025, 10, 1), date(2025, 12, 31))


class DescribeTargets:
    def it_reads_the_one_quantity_in_the_words_when_the_cells_are_blank(
        self, small: Path, tmp_path: Path
    ) -> None:
        with Editing(small, tmp_path / "m.xlsx") as edit:
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Nhiệm vụ", "Đối thoại với Nhân dân (02 cuộc/thôn)")
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Chỉ tiêu", None)
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Đơn vị tính", None)
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV13", "Chỉ tiêu", "01 lớp/thôn")
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV13", "Đơn vị tính", None)
        master = load_master(tmp_path / "m.xlsx")
        four, thirteen = master.task("NV04"), master.task("NV13")
        assert four and thirteen
        assert (four.target, four.target_unit) == (Decimal(2), "cuộc/thôn")
        assert (thirteen.target, thirteen.target_unit) == (Decimal(1), "lớp/thôn")

    @pytest.mark.parametrize("words", ["đăng 02 tin/tháng", "nếu có 03 hộ tán thành thì ký cam kết"])
    def it_takes_no_quantity_that_is_not_one_of_the_whole_plan(
        self, small: Path, tmp_path: Path, words: str
    ) -> None:
        with Editing(small, tmp_path / "m.xlsx") as edit:
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Nhiệm vụ", f"Tuyên truyền: {words}")
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Chỉ tiêu", None)
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Đơn vị tính", None)
        four = load_master(tmp_path / "m.xlsx").task("NV04")
        assert four is not None and four.target is None

    def it_leaves_blank_what_it_cannot_read_and_names_the_cell(self, small: Path, tmp_path: Path) -> None:
        with Editing(small, tmp_path / "m.xlsx") as edit:
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Nhiệm vụ", "Đối thoại với Nhân dân (02 cuộc/thôn)")
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV04", "Chỉ tiêu", "vài cuộc")
        reading = read_master(tmp_path / "m.xlsx")
        four = reading.master.task("NV04")
        assert four is not None and four.target is None and four.where is not None
        [found] = [found for found in reading.findings if found.code == "master-number-unreadable"]
        assert found.sheet == "Nhiệm vụ" and found.cell.endswith(str(four.where.row))


class DescribeUnusableMasters:
    def it_says_what_another_file_of_ours_is_and_what_it_is_for(self, small: Path, tmp_path: Path) -> None:
        master = load_master(small)
        [form] = issue(master, master.periods[0], tmp_path, units=["VP"])
        summary = tmp_path / "th.xlsx"
        write_summary(sample(4, 4, 4, 4), summary)
        for path, what, use in (
            (form.path, "phiếu báo cáo", "danvan-xl score"),
            (summary, "tệp tổng hợp", "danvan-xl report"),
        ):
            with pytest.raises(MasterError, match=f"là {what}, không phải tệp kế hoạch") as caught:
                read_master(path)
            assert use in caught.value.remedy and "chọn tệp kế hoạch" in caught.value.remedy

    def it_names_the_sheets_of_a_strangers_workbook(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Bảng lương"
        book.save(tmp_path / "luong.xlsx")
        with pytest.raises(MasterError, match="“Bảng lương”"):
            read_master(tmp_path / "luong.xlsx")

    def it_refuses_what_is_no_workbook(self, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").write_bytes(b"khong phai so tinh")
        with pytest.raises(InputError, match="không phải sổ tính"):
            read_master(tmp_path / "a.xlsx")
        with pytest.raises(InputError, match="Không tìm thấy"):
            read_master(tmp_path / "b.xlsx")

    def it_tells_the_worst_faults_in_one_message(self, small: Path, tmp_path: Path) -> None:
        with Editing(small, tmp_path / "m.xlsx") as edit:
            cell = edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV03", "Mã nhiệm vụ", "NV02")
            edit.label("Từ ngày", "31/9/2025")
        with pytest.raises(MasterError) as caught:
            load_master(tmp_path / "m.xlsx")
        message = str(caught.value)
        assert f"trang tính “Nhiệm vụ”, ô {cell}" in message
        assert "NV02" in message
        assert "31/9/2025" in message
        assert "danvan-xl check" in message

    def it_never_drops_a_task_in_silence(self, small: Path, tmp_path: Path) -> None:
        with Editing(small, tmp_path / "m.xlsx") as edit:
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV05", "Mã nhiệm vụ", None)
        reading = read_master(tmp_path / "m.xlsx")
        assert len(reading.master.tasks) == 12
        assert [f.code for f in reading.blocking] == ["master-code-missing"]
        assert "NV14" in reading.blocking[0].advice


def test_concerned_groups_lead_nobody_to_owe(small: Path) -> None:
    task = load_master(small).task("NV09")
    assert task is not None
    assert task.leads == ("KT",)
    assert {a.role for a in task.assignments if a.unit.startswith("T")} == {Role.CONCERNED}


@pytest.mark.parametrize(("share", "condition"), [(0.25, "tối đa 25%"), (0.125, "tối đa 12,5%")])
def test_a_share_in_a_percent_cell_is_the_quota_that_it_shows(
    small: Path, tmp_path: Path, share: float, condition: str
) -> None:
    with Editing(small, tmp_path / "m.xlsx") as edit:
        edit.set("Xếp loại", "Xếp loại", "Tốt", "Điều kiện", share)
    assert (
        next(band for band in load_master(tmp_path / "m.xlsx").bands if band.name == "Tốt").condition
        == condition
    )
