"""Outlines filled by their mapping: blank cells only; every untouched part keeps its bytes; Open XML SDK and LibreOffice judge."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from danvan_xl.errors import DanvanError, InputError, WouldLoseContentError
from danvan_xl.model import Master
from danvan_xl.outlines.book import open_outline
from danvan_xl.outlines.fill import Filled, fill
from danvan_xl.outlines.mapping import write_mapping
from danvan_xl.outlines.proposing import propose
from danvan_xl.resources import bundled
from danvan_xl.summaries.record import read_summary
from danvan_xl.terms import outlines as o
from tests.outlines import shapes
from tests.support import office, ooxml
from tests.support.records import replace


def mapped(outline: Path, master: Master, *, all_of_it: bool = False) -> Path:
    """The mapping as proposed; ``all_of_it``: a person has confirmed what was to be looked at."""
    found = propose(open_outline(outline), master).proposals
    if all_of_it:
        found = [replace(p, certainty=o.Certainty.CERTAIN) if p.field else p for p in found]
    path = outline.with_name("ánh xạ.xlsx")
    write_mapping(path, found, outline, master)
    return path


def filled(outline: Path, master: Master, summary: Path, **more: bool) -> tuple[Path, Filled]:
    target = outline.with_name("đã điền.xlsx")
    return target, fill(outline, mapped(outline, master, **more), summary, target)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", shapes.ALL)
def test_all_but_the_filled_parts_are_the_outline_s_own(
    name: str, master: Master, summary: Path, tmp_path: Path
) -> None:
    shape = shapes.ALL[name](tmp_path / "biểu.xlsx")
    target, done = filled(shape.path, master, summary, all_of_it=True)
    before, after = parts(shape.path), parts(target)
    assert [*after] == [part for part in before if part in after]
    assert {part for part in before if before[part] != after.get(part)} <= done.parts
    assert done.parts <= {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert ooxml.faults([target, tmp_path / "ánh xạ.xlsx"]) == {}
    old, new = openpyxl.load_workbook(shape.path), openpyxl.load_workbook(target)
    if name == "don-vi":  # its rows move
        return
    for sheet in old.worksheets:
        mine = new[sheet.title]
        assert [str(m) for m in mine.merged_cells.ranges] == [str(m) for m in sheet.merged_cells.ranges]
        for row in sheet.iter_rows():
            for cell in row:
                there = mine[cell.coordinate]
                assert there.style_id == cell.style_id
                if cell.value is not None:
                    assert there.value == cell.value
    assert done.outcome.filled


class DescribeFigures:
    def it_puts_the_summarys_own_numbers_into_the_cells(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.two_row_headings(tmp_path / "b.xlsx")
        target, done = filled(shape.path, master, summary)
        c = read_summary(summary).consolidation
        sheet = openpyxl.load_workbook(target)["Biểu 03"]
        unit = c.unit("T01")
        assert unit is not None
        for cell, code in (("C8", "SL01"), ("D8", "SL02"), ("E8", "SL03"), ("F8", "SL04")):
            assert sheet[cell].value == unit.indicators[code].in_period
        assert sheet["C10"].value is None  # T03 sent nothing
        assert any("Biểu 03!C10" in line and "chưa báo cáo" in line for line in done.outcome.left)

    def it_leaves_blank_what_is_not_final(self, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.indicators_by_row(tmp_path / "b.xlsx")
        target, done = filled(shape.path, master, summary)
        totals = read_summary(summary).consolidation.totals.indicators
        sheet = openpyxl.load_workbook(target).worksheets[0]
        rows = {"SL01": 9, "SL03": 11, "SL04": 13, "SL05": 15, "SL06": 17}
        for code, row in rows.items():
            expected = None if totals[code].uncertain else totals[code].value
            assert sheet[f"D{row}"].value == expected
        assert any(totals[code].uncertain for code in rows) and any(
            "tạm tính" in line for line in done.outcome.left
        )

    def it_turns_a_figure_into_the_outlines_unit_of_measure(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.indicators_by_row(tmp_path / "b.xlsx")
        target, done = filled(shape.path, master, summary)
        total = read_summary(summary).consolidation.totals.indicators["SL08"].value
        assert total is not None
        assert openpyxl.load_workbook(target).worksheets[0]["D19"].value == total * 1000
        assert any("triệu đồng sang nghìn đồng" in line for line in done.told)

    def it_fills_only_what_a_person_confirmed(self, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.scoring_sheet(tmp_path / "b.xlsx")
        _, done = filled(shape.path, master, summary)
        assert not done.outcome.filled and any("chưa có x" in line for line in done.told)

    def it_keeps_what_somebody_typed_and_every_formula(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.two_row_headings(tmp_path / "b.xlsx")
        mapping = mapped(shape.path, master)
        book = openpyxl.load_workbook(shape.path)
        book.active["C8"] = 5
        book.active["D8"] = "=C8"
        book.save(shape.path)
        done = fill(shape.path, mapping, summary, tmp_path / "ra.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "ra.xlsx").active
        assert (sheet["C8"].value, sheet["D8"].value) == (5, "=C8")
        assert [e.cell for e in done.outcome.entries if e.outcome == "kept"] == ["C8"]
        assert any("D8" in line and "công thức" in line for line in done.outcome.left)

    def it_writes_only_words_that_the_cell_takes(self, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.task_list(tmp_path / "b.xlsx")
        target, done = filled(shape.path, master, summary, all_of_it=True)
        sheet = openpyxl.load_workbook(target).active
        words = {"Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện", "Chưa thực hiện", None}
        assert {sheet[f"D{row}"].value for row in (7, 8, 9)} <= words
        assert any("chỉ nhận một trong" in line for line in done.outcome.left)

    def it_tells_a_sum_of_the_outline_that_does_not_come_out(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.numbered_columns(tmp_path / "b.xlsx")
        book = openpyxl.load_workbook(shape.path)
        for cell, value in (("B8", 9), ("C8", 4), ("D8", 4)):
            book.active[cell] = value
        book.save(shape.path)
        _, done = filled(shape.path, master, summary)
        assert any(
            line.startswith("01-TCD!B8 là 9") and "1=2+3" in line and "bằng 8" in line for line in done.told
        )


class DescribeGrowing:
    def it_grows_by_the_outlines_own_pattern_row(self, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.units_by_row(tmp_path / "b.xlsx")
        target, _ = filled(shape.path, master, summary)
        units = read_summary(summary).consolidation.units
        last = 6 + len(units)
        book = openpyxl.load_workbook(target)
        sheet = book["Biểu 02"]
        assert [sheet[f"B{row}"].value for row in range(7, last + 1)] == [unit.name for unit in units]
        assert (
            sheet[f"B{last + 1}"].value == "Tổng cộng" and sheet[f"C{last + 1}"].value == f"=SUM(C7:C{last})"
        )
        assert (
            sheet[f"E{last}"].value == f"=C{last}+D{last}" and sheet[f"B{last + 3}"].value == "NGƯỜI LẬP BIỂU"
        )
        assert book["Tổng"]["A1"].value == f"='Biểu 02'!F{last + 1}"
        assert [str(area.sqref) for area in sheet.conditional_formatting] == [f"C7:F{last}"]
        assert sheet.print_area == f"'Biểu 02'!$A$1:$F${last + 7}"
        assert {sheet[f"C{row}"].style_id for row in range(7, last + 1)} == {sheet["C7"].style_id}

    def it_shows_the_sums_that_a_spreadsheet_works_out(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.units_by_row(tmp_path / "b.xlsx")
        target, _ = filled(shape.path, master, summary)
        [again] = office.recalculate([target], tmp_path / "lo")
        mine = openpyxl.load_workbook(target, data_only=True)["Biểu 02"]
        theirs = openpyxl.load_workbook(again, data_only=True)
        row = next(r for r in range(7, 60) if mine[f"B{r}"].value == "Tổng cộng")
        for column in "CDEF":
            assert mine[f"{column}{row}"].value == theirs["Biểu 02"][f"{column}{row}"].value
        # A sum in another sheet is not worked out here: no stale figure may stand there.
        assert openpyxl.load_workbook(target, data_only=True)["Tổng"]["A1"].value is None
        assert theirs["Tổng"]["A1"].value == mine[f"F{row}"].value

    def it_leaves_rows_blank_where_there_are_more_than_units(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.units_by_row(tmp_path / "b.xlsx", blank_rows=25)
        target, done = filled(shape.path, master, summary)
        sheet = openpyxl.load_workbook(target)["Biểu 02"]
        assert sheet["B24"].value is None and sheet["B32"].value == "Tổng cộng"
        assert not any("đã thêm" in line for line in done.told)

    def it_refuses_rather_than_lose(self, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.units_by_row(tmp_path / "b.xlsx")
        book = openpyxl.load_workbook(shape.path)
        book["Biểu 02"]["C10"] = "=C7+C8+C9"
        book.save(shape.path)
        with pytest.raises(WouldLoseContentError, match="ô C10 cộng từng dòng"):
            filled(shape.path, master, summary)
        assert not (tmp_path / "đã điền.xlsx").exists()


class DescribeTheNextPeriod:
    def it_finds_cells_again_that_moved_and_names_those_that_are_gone(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.indicators_by_row(tmp_path / "b.xlsx")
        mapping = mapped(shape.path, master)
        book = openpyxl.load_workbook(shape.path)
        sheet = book.active
        sheet.delete_rows(19)  # Kinh phí huy động
        sheet["B14"], sheet["B13"] = sheet["B13"].value, "Số biên bản rà soát"
        for column in "DEF":
            assert sheet[f"{column}13"].value is None
        book.save(shape.path)
        done = fill(shape.path, mapping, summary, tmp_path / "ra.xlsx")
        said = "\n".join(done.told)
        assert "Biểu số 01!D13 nay ở Biểu số 01!D14" in said
        assert "không còn ô Biểu số 01!D19" in said and "ánh xạ chưa có" in said
        total = read_summary(summary).consolidation.totals.indicators["SL04"]
        assert openpyxl.load_workbook(tmp_path / "ra.xlsx").active["D14"].value == total.value

    def it_does_not_mind_another_year_in_the_labels(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        def made(year: int) -> Path:
            pen = shapes.Pen(tmp_path / f"{year}.xlsx")
            pen.row(3, ["STT", f"Chỉ tiêu năm {year}", "Trong kỳ"], pen.head)
            pen.row(4, [1, "Vụ việc vi phạm", None])
            pen.row(5, [2, f"Hội nghị tuyên truyền (năm {year})", None])
            pen.close()
            return tmp_path / f"{year}.xlsx"

        mapping = mapped(made(2025), master, all_of_it=True)
        done = fill(made(2026), mapping, summary, tmp_path / "ra.xlsx")
        assert not any("không còn" in line for line in done.told)

    def it_tells_a_title_of_another_year(self, master: Master, summary: Path, tmp_path: Path) -> None:
        for year, told in ((2024, True), (2025, False)):
            pen = shapes.Pen(tmp_path / f"{year}.xlsx")
            pen.sheet.write("A1", f"Biểu số liệu năm {year}")
            pen.row(3, ["STT", "Chỉ tiêu", "Trong kỳ"], pen.head)
            pen.row(4, [1, "Hồ sơ thủ tục hành chính tiếp nhận", None])
            pen.close()
            _, done = filled(tmp_path / f"{year}.xlsx", master, summary)
            assert any("ghi năm 2024" in line for line in done.told) is told


class DescribeBadInput:
    def refused(self, *arguments: Path) -> str:
        target = arguments[0].with_name("ra.xlsx")
        with pytest.raises(DanvanError) as caught:
            fill(*arguments, target)
        assert not target.exists() and not list(target.parent.glob(".danvan*"))
        return str(caught.value)

    def it_is_a_mapping_of_another_outline(self, master: Master, summary: Path, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        other = shapes.indicators_by_row(tmp_path / "a" / "b.xlsx")
        mapping = mapped(other.path, master)
        shape = shapes.numbered_columns(tmp_path / "b.xlsx")
        assert "biểu mẫu khác" in self.refused(shape.path, mapping, summary)

    def it_is_a_summary_of_another_plan(self, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.numbered_columns(tmp_path / "b.xlsx")
        found = propose(open_outline(shape.path), master).proposals
        elsewhere = replace(master.plan, code="KH-KHAC")
        write_mapping(tmp_path / "m.xlsx", found, shape.path, Master(elsewhere, master.units, master.tasks))
        said = self.refused(shape.path, tmp_path / "m.xlsx", summary)
        assert "KH-KHAC" in said and "KH-2025" in said

    def it_is_no_mapping_at_all(self, summary: Path, tmp_path: Path) -> None:
        shape = shapes.numbered_columns(tmp_path / "b.xlsx")
        assert "không phải tệp ánh xạ" in self.refused(shape.path, shape.path, summary)
        assert "không phải tệp ánh xạ" in self.refused(shape.path, summary, summary)

    def it_is_an_outline_of_before_2007(self, master: Master, tmp_path: Path) -> None:
        shape = shapes.numbered_columns(tmp_path / "b.xlsx")
        [old] = office.convert([shape.path], "xls", tmp_path / "cũ")
        [free] = office.convert([shape.path], "ods", tmp_path / "mở")
        for path in (old, free):
            with pytest.raises(InputError, match=r"lưu lại dạng \.xlsx"):
                open_outline(path)

    def it_is_an_outline_with_a_password(self, tmp_path: Path) -> None:
        import msoffcrypto.format.ooxml as office_file

        shape = shapes.numbered_columns(tmp_path / "b.xlsx")
        locked = tmp_path / "khóa.xlsx"
        with shape.path.open("rb") as plain, locked.open("wb") as out:
            office_file.OOXMLFile(plain).encrypt("mat-khau", out)
        with pytest.raises(InputError, match="mật khẩu"):
            open_outline(locked)

    def it_is_a_mapping_that_wants_two_figures_in_one_cell(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        shape = shapes.two_row_headings(tmp_path / "b.xlsx")
        found = propose(open_outline(shape.path), master).proposals
        [first] = [p for p in found if p.cell == "C8"]
        twice = [*found, replace(first, subject="SL02"), first]
        write_mapping(tmp_path / "m.xlsx", twice, shape.path, master)
        done = fill(shape.path, tmp_path / "m.xlsx", summary, tmp_path / "ra.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "ra.xlsx").active
        assert sheet["C8"].value is None and sheet["D8"].value is not None
        assert any("C8" in line and "3 dòng khác nhau" in line for line in done.outcome.left)

    def it_is_a_mapping_with_a_wrong_word(self, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.numbered_columns(tmp_path / "b.xlsx")
        mapping = mapped(shape.path, master)
        book = openpyxl.load_workbook(mapping)
        sheet = book[o.MAP]
        header = next(row for row in sheet.iter_rows() if row[1].value == o.USE)[0].row
        columns = {cell.value: cell.column for cell in sheet[header]}
        rows = [r for r in range(header + 1, sheet.max_row + 1) if sheet.cell(r, columns[o.USE]).value == "x"]
        sheet.cell(rows[0], columns[o.FIELD]).value = "Cái gì đó"
        sheet.cell(rows[1], columns[o.USE]).value = "để sau"
        sheet.cell(rows[2], columns[o.SUBJECT]).value = "SL99 · không có"
        book.save(mapping)
        done = fill(shape.path, mapping, summary, tmp_path / "ra.xlsx")
        said = "\n".join([*done.told, *done.outcome.left])
        assert f"Dòng {rows[0]}" in said and f"Dòng {rows[1]}" in said and "mã SL99" in said


def test_points_are_the_units_mean_only_when_confirmed(master: Master, summary: Path, tmp_path: Path) -> None:
    shape = shapes.scoring_sheet(tmp_path / "b.xlsx")
    target, done = filled(shape.path, master, summary, all_of_it=True)
    c = read_summary(summary).consolidation
    points = [p for u in c.units if "TC01" in u.scores and (p := u.scores["TC01"].final_points) is not None]
    mean = (sum(points, Decimal(0)) / len(points)).quantize(Decimal("0.01"))
    assert Decimal(str(openpyxl.load_workbook(target).active["D8"].value)) == mean
    assert any("D8" in line and "đề xuất" in line for line in done.told)


class DescribeWhatTheOutlineHolds:
    """Shapes, comments, pictures, macros, look-alike texts of other programs: nothing of it is lost."""

    def rich(self, path: Path, *, below: bool = False) -> Path:
        pen = shapes.Pen(path, "Biểu")
        pen.row(3, ["TT", "Tên đơn vị", "Vụ việc vi phạm"], pen.head)
        pen.row(4, [None, None, None])
        pen.row(5, ["", "Tổng cộng", "=SUM(C5:C5)"], pen.head)
        pen.sheet.insert_textbox(12 if below else 0, 6, "Mẫu của Sở Nội vụ")
        if not below:
            pen.sheet.write_comment("H1", "Ghi chú của cấp trên")
        pen.sheet.set_header('&C&"Times New Roman"Mật')
        if path.suffix == ".xlsm":
            with zipfile.ZipFile(bundled("macros") / "danvan_xl.xlam") as addin:
                project = path.with_name("vbaProject.bin")
                project.write_bytes(addin.read("xl/vbaProject.bin"))
            pen.book.add_vba_project(str(project))
        pen.close()
        return path

    def it_stays_part_by_part(self, master: Master, summary: Path, tmp_path: Path) -> None:
        made = self.rich(tmp_path / "b.xlsm")
        mapping = mapped(made, master)
        found = propose(open_outline(made), master).proposals
        assert [p.field for p in found] == [o.NUMBER, o.NAME, o.VALUE]
        done = fill(made, mapping, summary, tmp_path / "ra.xlsm")
        before, after = parts(made), parts(tmp_path / "ra.xlsm")
        changed = {name for name in before if before[name] != after.get(name)}
        assert (
            changed <= done.parts
            and "xl/vbaProject.bin" not in changed
            and "xl/drawings/drawing1.xml" not in changed
        )
        assert before["xl/vbaProject.bin"] == after["xl/vbaProject.bin"]

    def it_is_a_reason_to_refuse_where_rows_would_run_under_it(
        self, master: Master, summary: Path, tmp_path: Path
    ) -> None:
        made = self.rich(tmp_path / "b.xlsx", below=True)
        with pytest.raises(WouldLoseContentError, match="hình vẽ, biểu đồ nằm dưới bảng"):
            filled(made, master, summary)
        book = openpyxl.load_workbook(self.rich(tmp_path / "c.xlsx"))
        book.active["B6"].comment = Comment("Cộng các đơn vị", "Sở Nội vụ")
        book.save(tmp_path / "c.xlsx")
        with pytest.raises(WouldLoseContentError, match="ghi chú của ô nằm dưới bảng"):
            filled(tmp_path / "c.xlsx", master, summary)

    @pytest.mark.parametrize("name", ["chi-tieu", "hai-dong", "don-vi"])
    def it_may_come_from_libreoffice(self, name: str, master: Master, summary: Path, tmp_path: Path) -> None:
        shape = shapes.ALL[name](tmp_path / "gốc.xlsx")
        [again] = office.convert([shape.path], "xlsx", tmp_path / "lo")
        by_cell = {f"{p.sheet}!{p.cell}": p for p in propose(open_outline(again), master).proposals}
        assert {
            cell: (by_cell[cell].subject, by_cell[cell].field, by_cell[cell].unit) for cell in shape.meant
        } == shape.meant
        target, done = filled(again, master, summary)
        assert done.outcome.filled and ooxml.faults([target]) == {}

    def it_may_share_its_formulas(self, master: Master, summary: Path, tmp_path: Path) -> None:
        """Excel writes a formula that was filled down once, and refers to it from the other cells."""
        shape = shapes.units_by_row(tmp_path / "b.xlsx")
        with zipfile.ZipFile(shape.path) as old, zipfile.ZipFile(tmp_path / "chung.xlsx", "w") as new:
            for info in old.infolist():
                data = old.read(info)
                if info.filename == "xl/worksheets/sheet1.xml":
                    data = data.replace(b"<f>C7+D7</f>", b'<f t="shared" ref="E7:E9" si="0">C7+D7</f>')
                    for row in (b"8", b"9"):
                        data = data.replace(b"<f>C%s+D%s</f>" % (row, row), b'<f t="shared" si="0"/>')
                new.writestr(info, data)
        assert b't="shared"' in parts(tmp_path / "chung.xlsx")["xl/worksheets/sheet1.xml"]
        target, _ = filled(tmp_path / "chung.xlsx", master, summary)
        sheet = openpyxl.load_workbook(target)["Biểu 02"]
        last = 6 + len(read_summary(summary).consolidation.units)
        assert [sheet[f"E{row}"].value for row in (7, 9, last)] == ["=C7+D7", "=C9+D9", f"=C{last}+D{last}"]
        assert ooxml.faults([target]) == {}

    def it_may_be_damaged(self, tmp_path: Path) -> None:
        made = self.rich(tmp_path / "b.xlsx")
        data = bytearray(made.read_bytes())
        with zipfile.ZipFile(made) as package:
            info = package.getinfo("xl/drawings/drawing1.xml")
        at = info.header_offset + 60 + info.compress_size // 2
        data[at] ^= 0xFF
        made.write_bytes(bytes(data))
        with pytest.raises(InputError):
            open_outline(made)
