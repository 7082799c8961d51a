"""Tables in plain text: drawn with + and -, under a ruler of dashes, set with tabs, in columns of spaces."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.documents.opening.markdown_tables import grid_table, ruled_table
from danvan_xl.documents.opening.read_text import read_text
from danvan_xl.documents.tables.centred_rows import BodyLine, rows_of
from danvan_xl.documents.text.content import Document, Line, TableBlock


def _lines(drawing: str) -> list[str]:
    return textwrap.dedent(drawing).strip("\n").split("\n")


def _read(tmp_path: Path, text: str, name: str = "ke-hoach.txt") -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_text(path)


def _unwrapped(rows: list[list[str]]) -> list[list[str]]:
    """The cells without regard to where their lines were broken."""
    return [[" ".join(cell.split()) for cell in row] for row in rows]


class DescribeGridTables:
    def it_reads_cells_of_several_lines(self) -> None:
        lines = _lines("""
            +----+----------------------+------------------+
            | TT | Nhiệm vụ             | Cơ quan chủ trì  |
            +====+======================+==================+
            | 1  | Đối thoại với        | Văn phòng        |
            |    | nhân dân             | HĐND và UBND xã  |
            +----+----------------------+------------------+
            | 2  | - Tuyên truyền       | Công an xã       |
            |    |                      |                  |
            |    | - Vận động           |                  |
            +----+----------------------+------------------+
            """)
        found = grid_table(lines, 0)
        assert found is not None
        rows, merged, end = found
        assert _unwrapped(rows[:2]) == [
            ["TT", "Nhiệm vụ", "Cơ quan chủ trì"],
            ["1", "Đối thoại với nhân dân", "Văn phòng HĐND và UBND xã"],
        ]
        assert rows[2] == ["2", "- Tuyên truyền\n- Vận động", "Công an xã"]
        assert (merged, end) == (set(), len(lines))

    def it_reads_cells_over_rows_and_columns(self) -> None:
        lines = _lines("""
            +----+-------------+-----------------------+----------+
            | TT | Nhiệm vụ    | Cơ quan thực hiện     | Thời gian|
            |    |             +-----------+-----------+          |
            |    |             | Chủ trì   | Phối hợp  |          |
            +====+=============+===========+===========+==========+
            | I. Tuyên truyền                                     |
            +----+-------------+-----------+-----------+----------+
            | 1  | Mở chuyên   | Công an xã| Các thôn  | Quý I    |
            |    | mục         |           |           |          |
            +----+-------------+           +-----------+----------+
            | 2  | Viết tin    |           | Đoàn xã   | Quý II   |
            +----+-------------+-----------+-----------+----------+
            Đoạn sau bảng.
            """)
        found = grid_table(lines, 0)
        assert found is not None
        rows, merged, end = found
        assert _unwrapped(rows) == [
            ["TT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian"],
            ["", "", "Chủ trì", "Phối hợp", ""],
            ["I. Tuyên truyền", "", "", "", ""],
            ["1", "Mở chuyên mục", "Công an xã", "Các thôn", "Quý I"],
            ["2", "Viết tin", "", "Đoàn xã", "Quý II"],
        ]
        assert merged == {2}
        assert lines[end] == "Đoạn sau bảng."

    def it_reads_a_letterhead_as_one_row(self) -> None:
        lines = _lines("""
            +------------------------+---------------------------------+
            | ỦY BAN NHÂN DÂN        | CỘNG HÒA XÃ HỘI CHỦ NGHĨA       |
            |                        | VIỆT NAM                        |
            | XÃ TÂN AN              |                                 |
            |                        | Độc lập - Tự do - Hạnh phúc     |
            +------------------------+---------------------------------+
            """)
        found = grid_table(lines, 0)
        assert found is not None
        [[left, right]] = found[0]
        assert left == "ỦY BAN NHÂN DÂN\nXÃ TÂN AN"
        assert " ".join(right.split()) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
        assert right.endswith("\nĐộc lập - Tự do - Hạnh phúc")
        assert found[1] == set()

    @pytest.mark.parametrize(
        "drawing",
        [
            "+ Thời gian: Quý I",
            "- Rà soát thủ tục",
            "+-----------+\n| Một ô     |\n+-----------+",
            "+---+---+",
        ],
    )
    def it_takes_nothing_else_for_a_table(self, drawing: str) -> None:
        assert grid_table(drawing.split("\n"), 0) is None

    def it_gives_the_letterhead_back_as_a_table_of_the_document(self, tmp_path: Path) -> None:
        document = _read(
            tmp_path,
            "+-----------------+-----------------------------+\n"
            "| UBND XÃ TÂN AN  | **CỘNG HÒA XÃ HỘI CHỦ**     |\n"
            "|                 |                             |\n"
            "| Số: 31/KH-UBND  | Độc lập - Tự do - Hạnh phúc |\n"
            "+-----------------+-----------------------------+\n"
            "\nKẾ HOẠCH\n",
            "ke-hoach.md",
        )
        [table] = document.tables
        assert table.rows == [
            ["UBND XÃ TÂN AN\nSố: 31/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ\nĐộc lập - Tự do - Hạnh phúc"]
        ]
        assert [line.text for line in document.lines] == ["KẾ HOẠCH"]


class DescribeRuledTables:
    def it_reads_rows_of_several_lines_in_a_box(self) -> None:
        lines = _lines("""
            --------------------------------------------------------------
            TT   Nhiệm vụ              Cơ quan              Thời gian
                                       chủ trì
            ---- --------------------- -------------------- --------------
            1    Đối thoại với         Văn phòng HĐND       Quý III/2026
                 nhân dân              và UBND xã

            2    Tuyên truyền          Công an xã           Thường xuyên
            --------------------------------------------------------------

            Đoạn sau bảng.
            """)
        found = ruled_table(lines, 0)
        assert found is not None
        rows, merged, end = found
        assert _unwrapped(rows) == [
            ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
            ["1", "Đối thoại với nhân dân", "Văn phòng HĐND và UBND xã", "Quý III/2026"],
            ["2", "Tuyên truyền", "Công an xã", "Thường xuyên"],
        ]
        assert merged == set()
        assert lines[end:] == ["", "Đoạn sau bảng."]

    def it_reads_one_row_a_line_without_a_box(self) -> None:
        lines = _lines("""
            TT  Nhiệm vụ        Chủ trì        Thời gian
            --- --------------- -------------- ----------
            1   Đối thoại       Công an xã     Quý I
            2   Tuyên truyền                   Quý II

            Đoạn sau bảng.
            """)
        found = ruled_table(lines, 0)
        assert found is not None
        assert found[0][1:] == [
            ["1", "Đối thoại", "Công an xã", "Quý I"],
            ["2", "Tuyên truyền", "", "Quý II"],
        ]
        assert lines[found[2] :] == ["", "Đoạn sau bảng."]

    def it_keeps_words_whole_that_hang_over_a_column(self) -> None:
        lines = _lines("""
            ----------------------------------------------------
            TT   Nhiệm vụ         Chủ trì          Thời gian
            ---- ---------------- ---------------- -------------
            1    Đối thoại       Trung tâm Văn hóa Quý I/2026
                 ở thôn          xã
            ----------------------------------------------------
            """)
        found = ruled_table(lines, 0)
        assert found is not None
        assert _unwrapped(found[0])[1] == ["1", "Đối thoại ở thôn", "Trung tâm Văn hóa xã", "Quý I/2026"]

    @pytest.mark.parametrize(
        "drawing",
        [
            "---- ---- ----\n1    2    3",
            "----------------\nĐoạn thường\n----------------",
            "Đoạn thường\n\n---- ---- ----\n1 2 3",
            "TT  Nhiệm vụ  Chủ trì\n--- --------- -------",
        ],
    )
    def it_takes_nothing_else_for_a_table(self, drawing: str) -> None:
        assert ruled_table(drawing.split("\n"), 0) is None

    def it_stands_between_the_lines_of_the_document(self, tmp_path: Path) -> None:
        drawing = _lines("""
            Đoạn trước bảng.

            ------------------------------------------------------------
            TT   Nhiệm vụ              Chủ trì          Thời gian
            ---- --------------------- ---------------- ----------------
            1    **Đối thoại** với     Công an xã       Quý III/2026
                 nhân dân
            ------------------------------------------------------------

            Đoạn sau bảng.
            """)
        before, table, after = _read(tmp_path, "\n".join(drawing), "ke-hoach.md").blocks
        assert isinstance(before, Line) and before.text == "Đoạn trước bảng."
        assert isinstance(table, TableBlock)
        assert _unwrapped(table.rows)[1] == ["1", "Đối thoại với nhân dân", "Công an xã", "Quý III/2026"]
        assert table.number == 3
        assert isinstance(after, Line) and after.text == "Đoạn sau bảng."


class DescribeTabTables:
    def it_takes_lines_without_tabs_for_headings_of_rows(self, tmp_path: Path) -> None:
        document = _read(
            tmp_path,
            "Phụ lục\n"
            "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
            "I. Công tác tuyên truyền\n"
            "1\tTuyên truyền trên loa\tPhòng Văn hóa - Xã hội\tThường xuyên\n"
            "II. Công tác đối thoại\n"
            "2\tĐối thoại\tVăn phòng\tQuý I\n"
            "Đoạn sau bảng.\n",
        )
        [table] = document.tables
        assert table.rows == [
            ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
            ["I. Công tác tuyên truyền", "", "", ""],
            ["1", "Tuyên truyền trên loa", "Phòng Văn hóa - Xã hội", "Thường xuyên"],
            ["II. Công tác đối thoại", "", "", ""],
            ["2", "Đối thoại", "Văn phòng", "Quý I"],
        ]
        assert table.merged == {1, 3}
        assert table.short == set()
        assert [line.text for line in document.lines] == ["Phụ lục", "Đoạn sau bảng."]

    def it_marks_rows_that_came_with_fewer_cells(self, tmp_path: Path) -> None:
        document = _read(
            tmp_path,
            "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
            "1\tTuyên truyền\tCông an xã\tQuý I\n"
            "2\tViết tin, bài\tQuý II\n"
            "3\tĐối thoại\t\tQuý III\n",
        )
        [table] = document.tables
        assert table.short == {2}
        assert table.rows[2] == ["2", "Viết tin, bài", "Quý II", ""]
        assert table.rows[3] == ["3", "Đối thoại", "", "Quý III"]

    def it_ends_where_another_table_begins(self, tmp_path: Path) -> None:
        document = _read(
            tmp_path,
            "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
            "1\tTuyên truyền\tCông an xã\tQuý I\n"
            "Phụ lục 2\n"
            "STT\tTên mô hình\tĐịa điểm\tThời gian\n"
            "1\tDân vận khéo\tThôn 1\tQuý II\n",
        )
        assert [table.rows[0][1] for table in document.tables] == ["Nhiệm vụ", "Tên mô hình"]
        assert [line.text for line in document.lines] == ["Phụ lục 2"]

    def it_takes_one_line_with_tabs_for_text(self, tmp_path: Path) -> None:
        document = _read(tmp_path, "Họ tên\tChức vụ\tĐơn vị\tKý\nĐoạn sau.\n")
        assert document.tables == []


class DescribeRowsWithCentredNumbers:
    def it_finds_rows_of_a_small_table(self) -> None:
        printed = [
            ("", "Tổ chức đối thoại", "Văn phòng"),
            ("1", "trực tiếp với", "HĐND và"),
            ("", "nhân dân", "UBND xã"),
            ("", "Tuyên truyền về", ""),
            ("2", "công tác dân vận", "Công an xã"),
            ("", "trên loa", ""),
            ("3", "Viết tin", "Đoàn xã"),
        ]
        lines = [BodyLine(list(cells), 1, bool(cells[0])) for cells in printed]
        assert rows_of(lines, 1) == [(0, 3), (3, 6), (6, 7)]

    def it_finds_none_without_numbers(self) -> None:
        assert rows_of([BodyLine(["", "Tuyên truyền", "Công an xã"], 1, False)], 1) is None
        assert rows_of([], 1) is None

    @pytest.mark.parametrize("heights", [(7, 1), (1, 7), (5, 5, 5), (3, 8, 2), (6,)])
    def it_keeps_numbers_in_the_middle_when_capitals_do_not_tell(self, heights: tuple[int, ...]) -> None:
        lines = []
        for number, height in enumerate(heights, 1):
            middle = (height - 1) // 2
            lines += [
                BodyLine([str(number) if at == middle else "", "Mặt trận Tổ quốc"], 1, at == middle)
                for at in range(height)
            ]
        rows = rows_of(lines, 1)
        assert rows is not None and len(rows) == len(heights)
        for first, behind in rows:
            [number_line] = [at for at in range(first, behind) if lines[at].number]
            assert abs((first + behind - 1) / 2 - number_line) <= 0.5

    def it_does_not_end_a_row_in_mid_phrase(self) -> None:
        printed = [
            ("1", "Tuyên truyền về công tác của", "Công an xã"),
            ("", "Mặt trận xã", ""),
            ("2", "Viết tin", "Đoàn xã"),
        ]
        lines = [BodyLine(list(cells), 1, bool(cells[0])) for cells in printed]
        assert rows_of(lines, 1) == [(0, 2), (2, 3)]


BEGINNINGS = ["Tổ chức đối thoại", "Rà soát thủ tục", "Mở lớp tập huấn", "Vận động hiến đất"]
MORE = ["nhân dân ở thôn", "hồ sơ tồn đọng", "thủ tục hành chính", "mô hình dân vận khéo"]
HEADS = ["Phòng Kinh", "Văn phòng", "Ban Chỉ huy"]
REST = ["tế xã", "quân sự xã", "hạ tầng"]


@st.composite
def _printed_rows(draw: st.DrawFn) -> tuple[list[BodyLine], list[tuple[int, int]]]:
    """Rows whose cells and numbers stand in the middle, and where each begins and ends."""
    lines: list[BodyLine] = []
    borders = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        cells = []
        for first, more in ((BEGINNINGS, MORE), (HEADS, REST)):
            size = draw(st.integers(1, 7))
            cells.append([draw(st.sampled_from(first if at == 0 else more)) for at in range(size)])
        height = max(map(len, cells))
        middle = draw(st.sampled_from(sorted({(height - 1) // 2, height // 2})))
        start = len(lines)
        for at in range(height):
            shown = [str(number) if at == middle else ""]
            for cell in cells:
                own = at - (height - len(cell)) // 2
                shown.append(cell[own] if 0 <= own < len(cell) else "")
            lines.append(BodyLine(shown, 1, at == middle))
        borders.append((start, len(lines)))
    return lines, borders


@settings(max_examples=150, deadline=None)
@given(_printed_rows())
def test_rows_with_numbers_in_the_middle_are_found_again(
    printed: tuple[list[BodyLine], list[tuple[int, int]]],
) -> None:
    lines, borders = printed
    assert rows_of(lines, 1) == borders
