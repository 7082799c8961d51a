"""What we take a cell to show against what LibreOffice shows, in every file format."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.workbooks.opening.book import open_book
from danvan_xl.workbooks.opening.seen import Seen
from tests.returns.harness import sheetjs
from tests.support.office import convert

NUMBER_FORMATS = (
    "General", "0", "0.0", "0.00", "0.000", "#,##0", "#,##0.00", "#,##0.0", "0.##", "#.##", "#", "#,###", "000", "00000",
    "0%", "0.0%", "0.00%", "#,##0%", '0"%"', "0,", "#,##0,", "#,##0,,", "0.0,", '0.0,," tr"',
    '0"000"', '0" nghìn"', '0" lượt"', '0"/15"', '"SL: "0', '"đủ"', ";;;", "0;;", "0;-0;;@", '0;-0;"-"', '#,##0;(#,##0)',
    "#,##0_);(#,##0)", "0;[Red]-0", "[Red]0;[Blue]-0", "0;0", "[<1000]0;0,", '[>=1000]#,##0,"K";0', "[=0]\"không\";0",
    '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0.00E+00", "0E+0", "# ?/?", "000-000", '00"."00', "0\\ \"km\"",
    "$#,##0", "#,##0 [$₫-42A]", "[$₫-42A] #,##0", "+0;-0;0", "0?", "?0.0?", "#,##0.00;[Red]#,##0.00", "@", "0 ", "(0)",
    '0.0"đ"', '#,##0" triệu"', "[$-409]0.00", "0_ ;-0 ",
)  # fmt: skip
NUMBERS = (0, 12, 345, 12.6, 0.85, 1234.5, 345000, 1234567.891, 8.125, -5, -12.6, 150500000, 0.004)
DATE_FORMATS = (
    "dd/mm/yyyy", "d/m/yyyy", "dd/mm/yy", "yyyy-mm-dd", "mm/dd/yyyy", "m/d/yy", "mmm-yy", "mm/yyyy", "d-mmm", "d-mmm-yy",
    "dd mmmm yyyy", "dddd, dd/mm/yyyy", "yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "mmmm", "[$-42A]dd/mm/yyyy", "dd.mm.yyyy", '"ngày "dd" tháng "mm" năm "yyyy',
)  # fmt: skip
DAYS = (date(2025, 9, 5), date(2025, 12, 25), date(2025, 3, 3))
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1"


def filled(path: Path) -> Path:
    """A row a format, a column a value; dates below numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    for formats, values in ((NUMBER_FORMATS, NUMBERS), (DATE_FORMATS, DAYS)):
        for code in formats:
            for col, value in enumerate(values, start=1):
                cell = sheet.cell(sheet.max_row + (col == 1), col, value)
                cell.number_format = code
    book.save(path)
    return path


@pytest.fixture(scope="module")
def shown_and_read(tmp_path_factory) -> dict[str, list[tuple[str, Any, str]]]:
    """File format → [(format code, what we read, what LibreOffice shows)]."""
    folder = tmp_path_factory.mktemp("seen")
    source = filled(folder / "goc.xlsx")
    files = {"xlsx": source}
    for kind in ("xls", "ods"):
        [files[kind]] = convert([source], kind, folder / kind)
    [files["xlsb"]] = sheetjs([source], "xlsb", folder / "xlsb")
    found = {}
    for kind, path in files.items():
        [text] = convert([path], AS_SHOWN, folder / f"{kind}-csv")
        with text.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        [sheet] = open_book(path).sheets
        codes = [
            None,
            *((code, len(NUMBERS)) for code in NUMBER_FORMATS),
            *((code, len(DAYS)) for code in DATE_FORMATS),
        ]
        found[kind] = [
            (code[0], sheet.seen(row, col), rows[row][col])
            for row, code in enumerate(codes)
            if code is not None
            for col in range(code[1])
        ]
    return found


def said(shown: str) -> Decimal | None:
    """The number that stands alone in what LibreOffice shows (its language is US English), in brackets or not."""
    text = shown.strip().replace(",", "").replace(" ", "")
    if re.fullmatch(r"\(\d+(\.\d+)?\)", text):
        text = "-" + text.strip("()")
    if text in ("-", "–"):
        return Decimal(0)
    return Decimal(text) if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)(E[+-]\d+)?", text) else None


def as_ours(shown: str) -> str:
    """What LibreOffice shows as we would write it: no groups, a decimal comma, one space at most."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", " ".join(shown.split()))
    return re.sub(r"\.(?=\d)", ",", text)


def differs(read: object, shown: str) -> bool:
    """Whether a value that we would take in silence is another than the one shown."""
    if isinstance(read, Seen):
        return bool(read.strip()) and read.number is not None and said(shown) != read.number
    if isinstance(read, timedelta):
        return False  # a time is never taken for a number
    if isinstance(read, date):
        return re.search(r"\d", shown) is None
    number = Decimal(format(float(str(read)), ".15g"))
    found = said(shown)
    return found != number


class DescribeWhatACellShows:
    def it_is_tried_on_many_cells(self, shown_and_read):
        assert len(NUMBER_FORMATS) >= 60
        assert sum(map(len, shown_and_read.values())) >= 2_000

    @pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "xlsb"])
    def it_is_never_another_number_in_silence(self, shown_and_read, kind):
        cells = shown_and_read[kind]
        assert [(code, str(read), shown) for code, read, shown in cells if differs(read, shown)] == []

    @pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "xlsb"])
    def it_is_nothing_where_nothing_is_shown(self, shown_and_read, kind):
        hidden = [read for _, read, shown in shown_and_read[kind] if not shown.strip()]
        assert len(hidden) >= 20
        assert all(isinstance(read, Seen) and not read.strip() for read in hidden)

    @pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "xlsb"])
    def it_is_the_same_words(self, shown_and_read, kind):
        """Signs of groups between words, and the sign of an accountant's negative, are written otherwise."""
        texts = [
            (code, " ".join(read.split()), as_ours(shown))
            for code, read, shown in shown_and_read[kind]
            if isinstance(read, Seen)
            and read.strip()
            and isinstance(read.stored, int | float)
            and "$#" not in code
            and "(" not in code
            and "E" not in code
            and '"."' not in code
        ]
        assert len(texts) > 200
        assert [one for one in texts if one[1] != one[2] and not one[1].startswith("0")] == []

    def it_gives_up_on_few_formats_only(self, shown_and_read):
        """What is told as unknown although something is shown: fractions, times, a sign that colour stands for."""
        unknown = {
            code
            for code, read, shown in shown_and_read["xlsx"]
            if isinstance(read, Seen) and not read and shown.strip()
        }
        assert unknown <= {
            "# ?/?",
            "hh:mm",
            "0;0",
            "[<1000]0;0,",
            '[>=1000]#,##0,"K";0',
            '[=0]"không";0',
            "#,##0.00;[Red]#,##0.00",
        }
