"""Issuing forms into a folder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.errors import InputError, OutputError, OutputLockedError
from danvan_xl.forms.issue import issue, older_copies
from danvan_xl.identity import FORM, PROPERTY, parse_token
from danvan_xl.model import Part, Return, Role, TaskAnswer, Unit, UnitKind
from tests.support.locks import held
from tests.support.masters import HAMLETS, OFFICES, SCORED, UNSCORED, small_master
from tests.support.records import replace


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill_in(path: Path, sheet: str = "Kiến nghị") -> None:
    """Type one proposal as a unit would, and save."""
    book = openpyxl.load_workbook(path)
    for row in book[sheet].iter_rows():
        for cell in row:
            if cell.value == "Nội dung":
                book[sheet].cell(cell.row + 1, cell.column).value = "Cấp thêm kinh phí"
    book.save(path)


class DescribeWhoGetsAForm:
    def it_issues_to_every_unit_that_owes_a_return_and_to_no_other(self, tmp_path):
        issued = issue(small_master(), UNSCORED, tmp_path / "phieu")
        assert [form.unit.code for form in issued] == [*OFFICES, *HAMLETS]  # MTTQ is only "khi liên quan"
        assert len(names_in(tmp_path / "phieu")) == 17
        assert "T01 - Thôn Đồng Tâm - K1.xlsx" in names_in(tmp_path / "phieu")

    def it_issues_to_named_units_only(self, tmp_path):
        issued = issue(small_master(), UNSCORED, tmp_path, units=["t02", "VP"])
        assert [form.unit.code for form in issued] == ["VP", "T02"]

    def it_issues_to_a_named_unit_that_owes_nothing(self, tmp_path):
        assert len(issue(small_master(), UNSCORED, tmp_path, units=["MTTQ"])) == 1

    def it_issues_to_one_kind_of_unit(self, tmp_path):
        issued = issue(small_master(), UNSCORED, tmp_path, kind="thôn")
        assert {form.unit.kind for form in issued} == {UnitKind.HAMLET}
        assert len(issued) == 14

    def it_follows_bao_cao_khong(self, tmp_path):
        master = small_master()
        master.units[0] = replace(master.units[0], reports=False)
        assert "VP" not in [form.unit.code for form in issue(master, UNSCORED, tmp_path)]

    def it_suggests_the_unit_that_was_meant(self, tmp_path):
        with pytest.raises(InputError) as caught:
            issue(small_master(), UNSCORED, tmp_path / "x", units=["Phòng Kinh tê"])
        assert caught.value.code == "unknown-unit"
        assert "KT (Phòng Kinh tế)" in str(caught.value)
        assert not (tmp_path / "x").exists()

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            ({"period": "K9"}, "unknown-period"),
            ({"kind": "Làng"}, "unknown-kind"),
            ({"kind": "Xã"}, "no-unit"),
        ],
    )
    def it_refuses_what_the_master_does_not_know(self, tmp_path, arguments, code):
        with pytest.raises(InputError) as caught:
            issue(small_master(), arguments.pop("period", UNSCORED), tmp_path, **arguments)
        assert caught.value.code == code
        assert names_in(tmp_path) == []

    def it_lists_the_periods_when_the_code_is_unknown(self, tmp_path):
        with pytest.raises(InputError, match="K9") as caught:
            issue(small_master(), "K9", tmp_path)
        assert "K1 (Sơ kết đến hết tháng 8/2025); NAM (Tổng kết năm 2025)" in str(caught.value)


class DescribeTheFolder:
    def it_holds_the_forms_and_nothing_else(self, tmp_path):
        issue(small_master(), UNSCORED, tmp_path)
        assert all(name.endswith(" - K1.xlsx") for name in names_in(tmp_path))

    def it_is_made_where_missing(self, tmp_path):
        issue(small_master(), UNSCORED, tmp_path / "a" / "b", units=["VP"])
        assert len(names_in(tmp_path / "a" / "b")) == 1

    def it_may_not_be_a_file(self, tmp_path):
        target = tmp_path / "x"
        target.write_text("")
        with pytest.raises(OutputError):
            issue(small_master(), UNSCORED, target)

    def it_gets_the_same_bytes_from_the_same_master(self, tmp_path):
        first, second = tmp_path / "1", tmp_path / "2"
        issue(small_master(), UNSCORED, first)
        issue(small_master(), UNSCORED, second, units=["T03", "VHXH"])
        for path in second.iterdir():
            assert path.read_bytes() == (first / path.name).read_bytes()

    def it_issues_on_when_nobody_can_be_told(self, tmp_path):
        issued = issue(small_master(), UNSCORED, tmp_path, units=["VP", "KT"], progress=lambda *n: 1 / 0)
        assert all(form.path.is_file() for form in issued)

    def it_reports_progress(self, tmp_path):
        seen: list[tuple[int, int]] = []
        issue(small_master(), UNSCORED, tmp_path, units=["VP", "KT"], progress=lambda *n: seen.append(n))
        assert seen == [(1, 2), (2, 2)]


class DescribeIssuingAgain:
    def it_replaces_forms_that_nobody_touched(self, tmp_path):
        master = small_master()
        issue(master, UNSCORED, tmp_path, units=["VP"])
        [path] = tmp_path.iterdir()
        before = path.read_bytes()
        master.periods[0] = replace(master.periods[0], due=date(2025, 9, 8))
        [form] = issue(master, UNSCORED, tmp_path, units=["VP"])
        assert not form.kept
        assert path.read_bytes() != before

    def it_never_replaces_a_form_that_somebody_filled(self, tmp_path):
        issue(small_master(), UNSCORED, tmp_path, units=["VP", "KT"])
        filled = tmp_path / "VP - Văn phòng HĐND và UBND - K1.xlsx"
        fill_in(filled)
        before = filled.read_bytes()
        forms = {
            form.unit.code: form.kept
            for form in issue(small_master(), UNSCORED, tmp_path, units=["VP", "KT"])
        }
        assert forms == {"VP": True, "KT": False}
        assert filled.read_bytes() == before

    def it_never_replaces_another_file_of_that_name(self, tmp_path):
        other = tmp_path / "VP - Văn phòng HĐND và UBND - K1.xlsx"
        openpyxl.Workbook().save(other)
        before = other.read_bytes()
        assert issue(small_master(), UNSCORED, tmp_path, units=["VP"])[0].kept
        assert other.read_bytes() == before

    def it_writes_nothing_while_one_of_the_forms_is_open_in_excel(self, tmp_path):
        issue(small_master(), UNSCORED, tmp_path, units=["VP"])
        with held(tmp_path / "~$ - Văn phòng HĐND và UBND - K1.xlsx"):
            before = set(names_in(tmp_path))
            with pytest.raises(OutputLockedError):
                issue(small_master(), UNSCORED, tmp_path)
        assert set(names_in(tmp_path)) == before


class DescribeOlderCopies:
    def it_finds_forms_of_the_same_unit_and_period_under_another_name(self, tmp_path):
        master = small_master()
        issue(master, UNSCORED, tmp_path, units=["VP", "KT"])
        issue(master, SCORED, tmp_path, units=["VP"])
        (tmp_path / "ghi chép.xlsx").write_bytes(b"")
        master.units[0] = replace(master.units[0], name="Văn phòng xã")
        issued = issue(master, UNSCORED, tmp_path, units=["VP"])
        older = older_copies(tmp_path, issued, master, master.periods[0])
        assert [path.name for path in older] == ["VP - Văn phòng HĐND và UBND - K1.xlsx"]


class DescribeStamping:
    """Forms that ask the same are drawn once; each must still be the unit's own."""

    def it_puts_each_units_name_code_and_identity_everywhere(self, tmp_path):
        master = small_master()
        for form in issue(master, UNSCORED, tmp_path, kind="Thôn"):
            book = openpyxl.load_workbook(form.path)
            cover = {row[1].value: row[2].value for row in book["Bìa"].iter_rows(max_col=3)}
            assert cover["Đơn vị"] == form.unit.name
            assert cover["Mã đơn vị"] == form.unit.code
            tokens = [sheet["A1"].value for sheet in book]
            tokens.append(next(p.value for p in book.custom_doc_props.props if p.name == PROPERTY))
            tokens.append(book.defined_names["_danvan_xl_id"].value)
            for token in tokens:
                identity = parse_token(token)
                assert identity is not None
                assert (identity.kind, identity.plan, identity.unit, identity.period) == (
                    FORM, "KH-2025", form.unit.code, "K1",
                )  # fmt: skip
            assert form.unit.name in book["Nhiệm vụ"].oddHeader.left.text
            assert form.unit.name in book.properties.title
            with form.path.open("rb") as raw:
                assert b"standin" not in raw.read()

    def it_leaves_no_stand_in_in_any_part(self, tmp_path):
        import zipfile

        [form] = issue(small_master(), UNSCORED, tmp_path, units=["T05"])
        with zipfile.ZipFile(form.path) as archive:
            assert not any(b"standin" in archive.read(name) for name in archive.namelist())

    def it_draws_by_itself_a_unit_whose_name_has_special_signs(self, tmp_path):
        master = small_master()
        master.units.append(Unit("T99", "2 thôn A & B <ghép>", UnitKind.HAMLET, reports=True))
        [form] = issue(master, UNSCORED, tmp_path, units=["T99"])
        book = openpyxl.load_workbook(form.path)
        assert book["Bìa"]["C12"].value == "2 thôn A & B <ghép>"
        assert "2 thôn A & B <ghép>" in book["Bìa"].oddHeader.left.text.replace("&&", "&")

    def it_gives_a_code_with_accents_and_spaces_its_own_identity(self, tmp_path):
        master = small_master()
        master.units.append(Unit("ĐT 1&2", "Thôn Ghép", UnitKind.HAMLET, reports=True))
        [form] = issue(master, UNSCORED, tmp_path, units=["ĐT 1&2"])
        identity = parse_token(openpyxl.load_workbook(form.path)["Bìa"]["A1"].value)
        assert identity is not None
        assert identity.unit == "ĐT 1&2"

    def it_knows_each_units_work_as_the_model_does(self):
        master = small_master()
        work = master.work()
        for unit in master.units:
            roles = [(task, task.role_of(unit.code)) for task in master.tasks]
            mine = [(task, role) for wanted in Role for task, role in roles if role is wanted]
            assert work.get(unit.code, []) == master.work_of(unit.code) == mine


class DescribeTheParts:
    def it_follows_the_contents_of_the_period(self, tmp_path):
        master = small_master()
        sheets = {}
        for parts in (
            frozenset({Part.TASKS}),
            frozenset({Part.INDICATORS}),
            frozenset({Part.TASKS, Part.INDICATORS}),
        ):
            master.periods[0] = replace(master.periods[0], parts=parts)
            [form] = issue(master, UNSCORED, tmp_path, units=["T01"])
            sheets[parts] = openpyxl.load_workbook(form.path).sheetnames
        ends = ["Mô hình", "Kiến nghị"]
        assert list(sheets.values()) == [
            ["Bìa", "Nhiệm vụ", *ends], ["Bìa", "Số liệu", *ends], ["Bìa", "Nhiệm vụ", "Số liệu", *ends],
        ]  # fmt: skip

    def it_has_every_sheet_when_the_period_asks_for_all(self, tmp_path):
        [form] = issue(small_master(), SCORED, tmp_path, units=["T01"])
        assert openpyxl.load_workbook(form.path).sheetnames == [
            "Bìa", "Nhiệm vụ", "Chấm điểm", "Số liệu", "Mô hình", "Kiến nghị",
        ]  # fmt: skip


class DescribePrefilling:
    def it_puts_earlier_answers_into_the_cells_to_fill(self, tmp_path):
        before = Return("KH-2025", "VHXH", UNSCORED)
        before.tasks["NV01"] = TaskAnswer("NV01", Decimal(100), date(2025, 9, 1), result="15/KH-UBND")
        [form] = issue(small_master(), UNSCORED, tmp_path, units=["VHXH"], previous={"VHXH": before})
        sheet = openpyxl.load_workbook(form.path)["Nhiệm vụ"]
        rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
        header = {name: at for at, name in enumerate(rows["Mã nhiệm vụ"])}
        assert rows["NV01"][header["Tiến độ (%)"]] == 100
        assert rows["NV01"][header["Ngày hoàn thành"]].date() == date(2025, 9, 1)
        assert rows["NV01"][header["Kết quả, số văn bản"]] == "15/KH-UBND"
        values = openpyxl.load_workbook(form.path, data_only=True)["Nhiệm vụ"]
        status = {row[1]: row[header["Tình trạng"]] for row in values.iter_rows(values_only=True)}
        assert status["NV01"] == "Hoàn thành đúng hạn"
