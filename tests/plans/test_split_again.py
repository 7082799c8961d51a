"""Splitting again leaves what stands already: the same workbook as when every sheet is drawn anew, whatever people did in between."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from danvan_xl.errors import OutputLockedError
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.left_out import LeftOut
from danvan_xl.workbooks.editing.looks import frame, links, look, margin_texts
from tests.plans.editing import Editing, column, header_row, write_master
from tests.support.as_excel import as_excel_saves
from tests.support.doing import split, update_progress
from tests.support.locks import held
from tests.support.masters import small_master
from tests.support.office import convert, recalculate
from tests.support.ooxml import faults

AS_OF = date(2025, 9, 30)
CODE, STATUS = "Mã nhiệm vụ", "Tình trạng"
VHXH, HAMLET = "Phòng Văn hóa - Xã hội", "Thôn Đồng Tâm"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small master, split and with its progress."""
    folder = tmp_path_factory.mktemp("again")
    path = write_master(small_master(hamlets=4), folder / "kh.xlsx")
    split(path, as_of=AS_OF)
    update_progress(path, AS_OF)
    return path


def _facts(path: Path) -> dict[str, Any]:
    """Everything in a workbook that a person sees or that works in it; results of formulas too."""
    book, results = openpyxl.load_workbook(path, rich_text=True), openpyxl.load_workbook(path, data_only=True)
    found: dict[str, Any] = {
        "sheets": [(sheet.title, sheet.sheet_state) for sheet in book.worksheets],
        "names": sorted((name, value.value) for name, value in book.defined_names.items()),
    }
    for sheet in book.worksheets:
        shown = results[sheet.title]
        found[sheet.title] = frame(sheet, lambda col: True) | {
            "cells": {
                c.coordinate: (c.value, c.data_type, shown[c.coordinate].value, look(
                    c.font, c.fill, c.border, c.alignment, c.number_format, c.protection,
                ))
                for row in sheet.iter_rows() for c in row if c.value is not None or c.has_style
            },
            "comments": {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment},
            "links": links(sheet),
            "margin texts": margin_texts(sheet.HeaderFooter),
            "columns": {
                (index, round(d.width, 3), d.hidden)
                for d in sheet.column_dimensions.values() for index in range(d.min, d.max + 1)
            },
            "heights": {row: (d.height, d.customHeight, d.hidden) for row, d in sheet.row_dimensions.items() if d.height},
            "printed": (sheet.print_titles, sheet.print_area),
            "locked": {k: v for k, v in vars(sheet.protection).items() if v is not None},
        }  # fmt: skip
    return found


def _parts(path: Path) -> dict[str, bytes]:
    """Sheet → its part."""
    left_out = LeftOut(path)
    return {name: left_out.part_of(name) for name in left_out.places}


def _departments(book: Any) -> list[Any]:
    return [s for s in book.worksheets if str(s["A1"].value).startswith("danvan-xl|trang-don-vi")]


def _people(book: Any, dice: random.Random) -> None:
    """What people do to department sheets, at random."""
    for sheet in dice.sample(_departments(book), 4):
        top = header_row(sheet, CODE, STATUS)
        at = {c.value: c.column for c in sheet[top] if c.value}
        rows = [r for r in range(top + 1, sheet.max_row + 1) if sheet.cell(r, at[CODE]).value]
        row, own = dice.choice(rows), max(at.values()) + 1
        match dice.randrange(9):
            case 0:
                sheet.cell(row, at[h.PROGRESS]).value = dice.choice([40, 100, "khoảng 50", "=20+30", 0.85])
            case 1:
                sheet.cell(row, at[h.COMPLETED]).value = date(2025, 9, dice.randint(1, 28))
                sheet.cell(row, at[h.RESULT]).value = "Báo cáo dài " * dice.randint(1, 40)
            case 2:
                place = dice.choice([row, top])
                sheet.cell(place, at[dice.choice([h.RESULT, CODE])]).comment = Comment("hỏi lại", "An")
            case 3:
                sheet.cell(top, own).value = "Ghi chú riêng"
                sheet.cell(row, own).value = f"=L{row}&L{rows[0]}"
                sheet.cell(row, own).font = Font(bold=True, color="FFFF0000")
                sheet.column_dimensions[sheet.cell(top, own).column_letter].width = 33
            case 4:
                sheet.cell(sheet.max_row + dice.randint(1, 4), own + 1).value = "ghi ngoài bảng"
                sheet.cell(2, 9).value = "nhớ nộp sớm"
            case 5:
                rule = DataValidation(type="list", formula1='"a,b"', sqref="T1:T9")
                sheet.add_data_validation(rule)
                fill = PatternFill(bgColor="FF00FF00")
                sheet.conditional_formatting.add("T1:T9", FormulaRule(formula=["$T1=1"], fill=fill))
            case 6:
                blank = next(r for r in range(top + 1, sheet.max_row) if not sheet.cell(r, at[CODE]).value)
                sheet.cell(blank, at["Nhiệm vụ"]).value = "Việc làm thêm"
                sheet.cell(blank, at[h.PROGRESS]).value = 10
            case 7:
                sheet.cell(row, at[STATUS]).value = "Hoàn thành"  # over the formula
            case _:
                sheet.title = f"Của {dice.randrange(99)} & tôi"


def _officer(edit: Editing, dice: random.Random) -> None:
    """What the officer does to the plan, at random."""
    for _ in range(2):
        code = f"NV0{dice.randint(1, 8)}"
        match dice.randrange(6):
            case 0:
                edit.set(
                    "Nhiệm vụ",
                    CODE,
                    code,
                    "Nhiệm vụ",
                    "Lời giao việc mới, dài hơn trước " * dice.randint(1, 6),
                )
            case 1:
                edit.set(
                    "Nhiệm vụ",
                    CODE,
                    code,
                    "Cơ quan chủ trì",
                    dice.choice([VHXH, "Phòng Kinh tế", "Hội Làm vườn"]),
                )
            case 2:
                edit.set("Nhiệm vụ", CODE, code, "Thời gian thực hiện", "Tháng 11/2025")
                for header in ("Loại thời hạn", "Bắt đầu", "Hạn"):
                    edit.set("Nhiệm vụ", CODE, code, header, None)
            case 3:
                edit.set(
                    "Đơn vị",
                    "Mã đơn vị",
                    f"T0{dice.randint(1, 4)}",
                    "Tên đơn vị",
                    f"Thôn {dice.randrange(50, 99)}",
                )
            case 4:
                edit.append("Nhiệm vụ", CODE, Mã_nhiệm_vụ=f"NV{dice.randrange(30, 99)}", Nhiệm_vụ="Việc mới", Cơ_quan_chủ_trì=VHXH,
                            Thời_gian_thực_hiện="Tháng 10/2025")  # fmt: skip
            case _:
                pass


class Pair(NamedTuple):
    """What a person's changes came to, by the quick way and by the whole one."""

    source: Path
    quick: Path
    whole: Path


def _both_ways(source: Path, folder: Path, name: str, day: date, run: Any) -> Pair:
    pair = Pair(source, folder / f"{name}-nhanh.xlsx", folder / f"{name}-ca.xlsx")
    run(source, out=pair.quick, as_of=day)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(LeftOut, "can_stay", lambda self, sheet: False)  # every sheet through openpyxl
        run(source, out=pair.whole, as_of=day)
    return pair


@pytest.fixture(scope="module")
def pairs(made: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    """Eight masters that people worked in, saved by openpyxl or as by Excel, split or followed up again."""
    folder, found = tmp_path_factory.mktemp("pairs"), []
    for seed in range(8):
        dice = random.Random(seed)
        path = folder / f"{seed}.xlsx"
        with Editing(made, path) as edit:
            _officer(edit, dice)
            _people(edit.book, dice)
        if seed % 2:
            as_excel_saves(path)
        run = (split, update_progress)[seed % 3 == 0]
        found.append(_both_ways(path, folder, str(seed), dice.choice([AS_OF, date(2025, 10, 20)]), run))
    return found


def _same(quick: Path, whole: Path) -> None:
    got, wanted = _facts(quick), _facts(whole)
    assert got.keys() == wanted.keys()
    for sheet, facts in wanted.items():
        for fact, value in facts.items() if isinstance(facts, dict) else ():
            assert got[sheet][fact] == value, (quick.name, sheet, fact)
        assert got[sheet] == facts, (quick.name, sheet)


class DescribeBothWays:
    @pytest.mark.parametrize("number", range(8))
    def it_gives_the_same_workbook(self, number: int, pairs: list[Pair]) -> None:
        _same(pairs[number].quick, pairs[number].whole)

    def it_leaves_most_sheets_to_no_drawer(self, pairs: list[Pair]) -> None:
        """Else the comparison would compare nothing."""
        left = 0
        for pair in pairs:
            before, after = _parts(pair.source), _parts(pair.quick)
            left += sum(after[name] == part for name, part in before.items() if name in after)
        assert left > 5 * len(pairs)

    def it_passes_the_open_xml_validator(self, pairs: list[Pair]) -> None:
        assert faults([pair.quick for pair in pairs]) == {}

    def it_shows_the_same_in_libreoffice(self, pairs: list[Pair], tmp_path: Path) -> None:
        chosen = pairs[:4]
        files = [file for pair in chosen for file in (pair.quick, pair.whole)]
        shown = recalculate(files, tmp_path)
        for quick, whole in zip(shown[::2], shown[1::2], strict=True):
            assert _values(quick) == _values(whole)

    def it_gives_the_same_bytes_again(self, pairs: list[Pair], tmp_path: Path) -> None:
        for run in (split, update_progress):
            for name in ("một.xlsx", "hai.xlsx"):
                run(pairs[1].source, out=tmp_path / name, as_of=AS_OF)
            assert (tmp_path / "một.xlsx").read_bytes() == (tmp_path / "hai.xlsx").read_bytes()

    def it_also_does_so_after_libreoffice_saved_the_master(self, made: Path, tmp_path: Path) -> None:
        (saved,) = convert([made], "xlsx", tmp_path / "lo")
        pair = _both_ways(saved, tmp_path, "lo", AS_OF, split)
        _same(pair.quick, pair.whole)
        assert faults([pair.quick]) == {}


def _values(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


class DescribeWhereNothingChanged:
    def it_leaves_the_file_alone(self, made: Path, tmp_path: Path) -> None:
        path = tmp_path / "kh.xlsx"
        path.write_bytes(made.read_bytes())
        for run in (update_progress, split):
            outcome = run(path, as_of=AS_OF)
            assert path.read_bytes() == made.read_bytes()
            assert outcome.value.backup is None and outcome.value.path == path
            assert "giữ nguyên" in outcome.lines[-1]
        assert [p.name for p in tmp_path.iterdir()] == ["kh.xlsx"]

    def it_copies_the_file_to_another_place(self, made: Path, tmp_path: Path) -> None:
        target = write_master(small_master(hamlets=1), tmp_path / "ra.xlsx")
        before = target.read_bytes()
        outcome = split(made, target, as_of=AS_OF)
        assert target.read_bytes() == made.read_bytes()
        assert outcome.value.backup is not None and outcome.value.backup.read_bytes() == before

    def it_still_says_that_the_file_is_open_elsewhere(self, made: Path, tmp_path: Path) -> None:
        path = tmp_path / "kh.xlsx"
        path.write_bytes(made.read_bytes())
        with held(tmp_path / "~$kh.xlsx"), pytest.raises(OutputLockedError):
            split(path, as_of=AS_OF)


class DescribeWhereSomethingChanged:
    def it_writes_only_what_a_changed_task_stands_in(self, made: Path, tmp_path: Path) -> None:
        with Editing(made, tmp_path / "kh.xlsx") as edit:
            edit.set("Nhiệm vụ", CODE, "NV06", "Cơ quan phối hợp", "Phòng Kinh tế")
        source = tmp_path / "lan-1.xlsx"
        split(tmp_path / "kh.xlsx", source, as_of=AS_OF)
        with zipfile.ZipFile(source) as package:
            known = {name: package.read(name) for name in package.namelist()}
        part = LeftOut(source).places["Nhiệm vụ"]
        words = "Xây dựng đội ngũ cán bộ gần dân, trọng dân".encode("ascii", "xmlcharrefreplace")
        assert known[part].count(words) == 1
        known[part] = known[part].replace(words, b"Vi\xe1\xbb\x87c m\xe1\xbb\x9bi")
        changed = tmp_path / "sua.xlsx"
        with zipfile.ZipFile(changed, "w") as package:
            for name, data in known.items():
                package.writestr(name, data)
        split(changed, tmp_path / "ra.xlsx", as_of=AS_OF)
        before, after = _parts(changed), _parts(tmp_path / "ra.xlsx")
        different = {name for name in before if before[name] != after[name]}
        assert different == {VHXH, "Phòng Kinh tế"}

    def it_keeps_printer_settings_and_comments_of_sheets_it_leaves(self, made: Path, tmp_path: Path) -> None:
        path = tmp_path / "kh.xlsx"
        with Editing(made, path) as edit:
            for name in (HAMLET, VHXH, "Đơn vị"):
                edit.book[name]["C9"].comment = Comment(f"của {name}", "An")
            edit.book[HAMLET]["P8"].hyperlink = "https://vi-du.example/a?b=1&c=2"
            edit.set("Nhiệm vụ", CODE, "NV06", "Nhiệm vụ", "Lời khác")
        as_excel_saves(path)
        split(path, as_of=AS_OF)
        book = openpyxl.load_workbook(path)
        for name in (HAMLET, VHXH, "Đơn vị"):
            assert book[name]["C9"].comment.text == f"của {name}"
        assert book[HAMLET]["P8"].hyperlink.target == "https://vi-du.example/a?b=1&c=2"
        with zipfile.ZipFile(path) as package:
            settings = [n for n in package.namelist() if "printerSettings" in n]
            assert len({package.read(name) for name in settings}) == len(settings) > 5
        assert faults([path]) == {}

    def it_keeps_a_comment_on_a_header_of_a_sheet_that_is_drawn_anew(
        self, made: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "kh.xlsx"
        with Editing(made, path) as edit:
            sheet = edit.book[VHXH]
            top = header_row(sheet, CODE, STATUS)
            for header in (h.RESULT, CODE):
                sheet.cell(top, column(sheet, top, header)).comment = Comment(header, "An")
            sheet.sheet_view.zoomScale = 40
        split(path, as_of=AS_OF)
        sheet = openpyxl.load_workbook(path)[VHXH]
        assert sheet.sheet_view.zoomScale == 85
        assert {c.value: c.comment.text for c in sheet[top] if c.comment} == {h.RESULT: h.RESULT, CODE: CODE}

    def it_lets_notes_beside_blank_rows_stay_where_they_are(self, made: Path, tmp_path: Path) -> None:
        path = tmp_path / "kh.xlsx"
        with Editing(made, path) as edit:
            sheet = edit.book[HAMLET]
            place = sheet.cell(sheet.max_row + 3, sheet.max_column + 2).coordinate
            sheet[place].value = "nhớ nộp"
        for _ in range(2):
            split(path, as_of=AS_OF)
            assert openpyxl.load_workbook(path)[HAMLET][place].value == "nhớ nộp"


def _first_task(sheet: Any, header: str) -> Any:
    top = header_row(sheet, CODE, STATUS)
    return sheet.cell(top + 1, column(sheet, top, header))


def _set(cell: Any, **looks: Any) -> None:
    for name, value in looks.items():
        setattr(cell, name, value)


def _drop_rules(rules: Any) -> None:
    del rules.dataValidation[0]


HARM: dict[str, Callable[[Any], object]] = {
    "our text": lambda s: _set(_first_task(s, "Nhiệm vụ"), value="khác"),
    "our date": lambda s: _set(_first_task(s, h.TASK_DUE), value=date(2030, 1, 1)),
    "formula gone": lambda s: _set(_first_task(s, STATUS), value="Hoàn thành"),
    "formula another": lambda s: _set(_first_task(s, STATUS), value='="Hoàn"&"thành"'),
    "font": lambda s: _set(_first_task(s, STATUS), font=Font(name="Arial", size=11)),
    "fill": lambda s: _set(_first_task(s, h.PROGRESS), fill=PatternFill()),
    "number format": lambda s: _set(_first_task(s, h.COMPLETED), number_format="General"),
    "lock": lambda s: _set(_first_task(s, CODE), protection=Protection(locked=False)),
    "border": lambda s: _set(_first_task(s, "Nhiệm vụ"), border=Border()),
    "alignment": lambda s: _set(_first_task(s, "Nhiệm vụ"), alignment=Alignment(wrap_text=False)),
    "a rule for input gone": lambda s: _drop_rules(s.data_validations),
    "a rule for input cut": lambda s: s.data_validations.dataValidation[0].sqref.ranges.pop().shrink(bottom=1),
    "another rule": lambda s: s.add_data_validation(DataValidation(type="list", formula1='"a"', sqref="C9")),
    "colours gone": lambda s: setattr(s, "conditional_formatting", ConditionalFormattingList()),
    "more colours": lambda s: s.conditional_formatting.add("D8:D9", FormulaRule(formula=["TRUE"], font=Font(b=True))),
    "frozen": lambda s: setattr(s, "freeze_panes", None),
    "filter": lambda s: setattr(s.auto_filter, "ref", "B7:C9"),
    "filtered": lambda s: s.auto_filter.add_filter_column(1, ["x"]),
    "tab": lambda s: setattr(s.sheet_properties, "tabColor", "FF0000"),
    "zoom": lambda s: setattr(s.sheet_view, "zoomScale", 40),
    "identity shown": lambda s: setattr(s.column_dimensions["A"], "hidden", False),
    "row hidden": lambda s: setattr(s.row_dimensions[9], "hidden", True),
    "row cut": lambda s: setattr(s.row_dimensions[8], "height", 8),
    "merged": lambda s: s.merge_cells("S2:T2"),
    "paper": lambda s: setattr(s.page_setup, "orientation", "portrait"),
    "margins": lambda s: setattr(s.page_margins, "left", 2),
    "footer": lambda s: setattr(s.HeaderFooter.oddFooter.left, "text", "x"),
    "titles": lambda s: setattr(s, "print_title_rows", "1:1"),
    "area": lambda s: setattr(s, "print_area", "A1:B2"),
    "page break": lambda s: s.row_breaks.append(Break(id=9)),
    "hidden": lambda s: setattr(s, "sheet_state", "hidden"),
    "protected": lambda s: s.protection.enable(),
    "leftover": lambda s: _set(s.cell(s.max_row + 1, 3), fill=PatternFill("solid", fgColor="FF00FF00")),
}  # fmt: skip


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, Any]]:
    """Harm → the facts of a sheet before it was done, and after splitting again. Each was done to a sheet of its own."""
    folder = tmp_path_factory.mktemp("harm")
    path = write_master(small_master(hamlets=len(HARM)), folder / "kh.xlsx")
    split(path, as_of=AS_OF)
    before = _facts(path)
    with Editing(path) as edit:
        names = dict(zip(HARM, (s.title for s in _departments(edit.book)[-len(HARM) :]), strict=True))
        for harm, name in names.items():
            HARM[harm](edit.book[name])
    split(path, as_of=AS_OF)
    after = _facts(path)
    return {harm: (before[name], after[name]) for harm, name in names.items()}


@pytest.mark.parametrize("harm", HARM)
def test_what_is_ours_is_put_right_again(harm: str, mended: dict[str, tuple[Any, Any]]) -> None:
    """A sheet is left alone only where every fact of it is as drawn."""
    before, after = mended[harm]
    assert after == before
