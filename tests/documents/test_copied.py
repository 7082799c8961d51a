"""Copied text as a plan: what Word, browsers and mails put on the clipboard, and what a clipboard may hold instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl import actions
from danvan_xl.documents import Copied, import_plan
from danvan_xl.documents.opening.cf_html import fragment
from danvan_xl.documents.opening.copied import LARGEST, MOST, NAME, from_bytes, open_copied
from danvan_xl.documents.text.content import TableBlock
from danvan_xl.errors import ChoiceError, InputError
from danvan_xl.plans.master_reader import read_master
from danvan_xl.sheets.master import imported
from danvan_xl.workbooks.opening.own import read_grids
from tests.documents.comparing import differences
from tests.documents.copying import browser_copy, cf_html, plain_copy, word_copy
from tests.documents.synthetic import ALL, TABLE_COMMUNE, SamplePlan
from tests.documents.test_more_doors import PAGE, TABLE
from tests.support.passages import decide

WAYS = {
    "word": lambda path: from_bytes(word_copy(path)),
    "browser": lambda path: from_bytes(browser_copy(path)),
    "plain": lambda path: from_bytes(plain_copy(path).encode()),
}


def lines(html: str) -> list[str]:
    """The lines that are read of a piece of a page."""
    return [line.text for line in open_copied(Copied(html=html)).lines]


def refused(copied: Copied) -> InputError:
    with pytest.raises(InputError) as caught:
        import_plan(copied)
    assert caught.value.remedy and caught.value.file is None
    return caught.value


class DescribeAWholePlan:
    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize("layout", ["", "-b"])
    @pytest.mark.parametrize("plan", ALL, ids=lambda plan: plan.name)
    def it_is_read_as_from_its_file(self, printed: Path, plan: SamplePlan, layout: str, way: str) -> None:
        got = import_plan(WAYS[way](printed / f"{plan.name}{layout}.docx"))
        assert differences(plan, got) == []

    def it_may_have_its_appendix_in_a_file(self, printed: Path, tmp_path: Path) -> None:
        appendix = tmp_path / "phụ lục.html"
        appendix.write_text(f'<meta charset="utf-8">{TABLE}', encoding="utf-8")
        text = from_bytes(PAGE.replace("{table}", "").encode())
        assert [task.text for task in import_plan(text, appendix).master.tasks] == ["Mở lớp", "Đối thoại"]


class DescribeWordsOwnMess:
    def it_takes_the_text_of_its_lists_and_no_sign_of_a_symbol_font(self) -> None:
        ignore = "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
        item = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>{}<![endif]>{}<o:p></o:p></p>"
        page = item.format(ignore.format("1."), "Mở lớp") + item.format(ignore.format("b)"), "Đối thoại")
        page += item.format(f"<span style='font-family:Symbol'>{ignore.format('·')}</span>", "Đăng tin")
        page += item.format(
            f"<span style='font-family:\"Courier New\"'>{ignore.format('o')}</span>", "Phát thanh"
        )
        page += item.format(ignore.format("+"), "Họp dân")
        assert lines(page) == ["1. Mở lớp", "b) Đối thoại", "- Đăng tin", "- Phát thanh", "+ Họp dân"]

    def it_leaves_out_what_is_hidden_struck_out_or_remarked(self) -> None:
        page = (
            "<p>Xong trước <del cite='mailto:A' datetime='2026-01-05'>ngày 01/6</del><ins>ngày 30/6</ins>"
            "<a class=msocomanchor href='#_msocom_1'>[A1]</a>.</p><p><span style='display:none;mso-hide:all'>ẩn</span></p>"
            "<div style='mso-element:comment-list'><p>Xem lại ngày</p></div>"
            "<!--[if gte mso 9]><xml><w:Word>k</w:Word></xml><![endif]--><p>Hết <st1:place>xã</st1:place>.</p>"
        )
        assert lines(page) == ["Xong trước ngày 30/6.", "Hết xã."]


class DescribeOtherPrograms:
    def it_counts_the_items_of_a_list_as_the_browser_shows_them(self) -> None:
        page = (
            "<ol style='list-style-type: upper-roman'><li>NỘI DUNG</li><li>TỔ CHỨC</li></ol>"
            "<ol start=3><li>Ba</li><li>Bốn</li></ol><ol type=a><li>Chữ</li></ol><ol style='list-style:none'><li>Không</li></ol>"
        )
        assert lines(page) == ["I. NỘI DUNG", "II. TỔ CHỨC", "3. Ba", "4. Bốn", "a. Chữ", "Không"]

    def it_keeps_the_lines_of_a_mail_in_plain_text(self) -> None:
        page = "<pre>Kính gửi:\r\nPhòng Kinh tế\n</pre><div style='white-space: pre-wrap'>một\nhai</div><p>ba\nbốn</p>"
        assert lines(page) == ["Kính gửi:", "Phòng Kinh tế", "một", "hai", "ba bốn"]

    def it_is_not_all_bold_where_one_tag_around_it_says_so_and_takes_it_back(self) -> None:
        page = "<b style='font-weight:normal;' id='docs-internal-guid-1'><p>thường</p><p><b>đậm</b></p></b>"
        assert [line.bold for line in open_copied(Copied(html=page)).lines] == [False, True]

    def it_reads_rows_that_excel_marks_without_their_table(self) -> None:
        rows = "<tr><td>TT</td><td>Nhiệm vụ</td></tr><tr><td>1</td><td>Mở lớp</td></tr>"
        data = cf_html(
            f"\n<col width=64>{rows}\n", before="<html><body><table>", after="</table></body></html>"
        )
        assert fragment(data).startswith("<table>")
        assert lines(fragment(data)) == ["TT", "Nhiệm vụ", "1", "Mở lớp"]

    def it_leaves_cells_in_their_columns(self, printed: Path) -> None:
        document = open_copied(WAYS["word"](printed / f"{TABLE_COMMUNE.name}.docx"))
        [table] = [block for block in document.blocks if isinstance(block, TableBlock)]
        assert len(table.rows) == 1 + len(TABLE_COMMUNE.rows)
        assert all(len(row) == 6 for row in table.rows)


class DescribeTheHeader:
    PART = "<p>Kế hoạch dân vận</p>"

    def it_cuts_out_the_copied_part(self) -> None:
        for marks in (True, False):
            data = cf_html(
                self.PART, before="<html><body><p>trước</p>", after="<p>sau</p></body></html>", marks=marks
            )
            assert fragment(data) == self.PART

    def it_takes_the_widest_part_where_the_page_has_marks_of_its_own(self) -> None:
        own = "<p>một</p><!--EndFragment--><!--StartFragment--><p>hai</p>"
        assert lines(fragment(cf_html(own))) == ["một", "hai"]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("StartFragment", "9999999999"), ("EndFragment", "9999999999"), ("EndFragment", "0000000003"),
            ("StartFragment", "-000000001"), ("StartFragment", "xxxxxxxxxx"), ("EndHTML", "9" * 5000),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("marks", [True, False])
    def it_believes_no_offset_that_does_not_fit(self, name: str, value: str, marks: bool) -> None:
        before, _, after = cf_html(self.PART, marks=marks).partition(f"{name}:".encode())
        data = before + f"{name}:{value}".encode() + after[10:]
        assert lines(fragment(data)) == ["Kế hoạch dân vận"]

    def it_cuts_no_tag_and_no_letter_in_two(self) -> None:
        whole = cf_html(self.PART, marks=False)
        at = whole.index("ế".encode()) + 1
        data = whole.replace(b"StartFragment:", b"StartFragment:%010d\r\nX:" % at)
        assert lines(fragment(data)) == ["Kế hoạch dân vận"]

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\0" * 64,
            b"Version:1.0\r\nStartHTML:-1\r\n",
            b"Version:1.0\r\nStartFragment:0000000000\r\n\0",
        ],
    )
    def it_finds_nothing_where_there_is_nothing(self, data: bytes) -> None:
        assert not Copied(html=fragment(data)).has_words

    def it_survives_letters_that_are_none(self) -> None:
        data = cf_html("<p>Kế hoạch X</p>").replace(b"X", b"\xff\x00\xc3")
        assert lines(fragment(data))[0].startswith("Kế hoạch ")


class DescribeWhatIsNoPlan:
    def it_is_empty_without_words(self) -> None:
        for nothing in (
            Copied(),
            Copied(html="<p>&nbsp;</p>", text=" \r\n"),
            Copied(html="<"),
            Copied(html="<!-- a -->"),
        ):
            assert refused(nothing).code == "empty"
            assert not nothing.has_words or nothing.html == "<"

    def it_knows_a_picture_by_its_having_no_words(self) -> None:
        word = (
            "<p class=MsoNormal><!--[if gte vml 1]><v:shape id='A'><v:imagedata src='file:///C:/a.png' o:title=''/></v:shape>"
            "<![endif]--><![if !vml]><img width=624 src='file:///C:/a.png'><![endif]><o:p></o:p></p>"
        )
        assert not Copied(html=word).has_words
        assert refused(Copied(html=word)).code == "empty"

    def it_takes_the_plain_text_where_the_page_has_no_words(self) -> None:
        copied = Copied(html="<img src='a.png'>", text="Kế hoạch dân vận")
        assert copied.has_words and [line.text for line in open_copied(copied).lines] == ["Kế hoạch dân vận"]

    def it_says_what_to_copy(self) -> None:
        error = refused(Copied(text="Mua giấy in năm 2026"))
        assert error.code == "not-a-plan" and NAME in error.message and "Ctrl+A" in error.remedy
        yearless = "KẾ HOẠCH\nCông tác dân vận\nI. NỘI DUNG\n1. Đối thoại.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Theo dõi.\n"
        error = refused(Copied(text=yearless))
        assert error.code == "no-year" and "sao chép lại" in error.remedy

    def it_asks_which_of_two_tables_as_for_a_file(self) -> None:
        other = "<table><tr><td>TT</td><td>Nhiệm vụ</td><td>Chủ trì</td><td>Thời gian</td></tr><tr><td>1</td><td>Việc</td><td>Công an xã</td><td>Quý I/2026</td></tr></table>"
        page = PAGE.replace("{table}", TABLE + "<p>PHỤ LỤC II</p>" + other)
        with pytest.raises(ChoiceError) as caught:
            import_plan(Copied(html=page))
        assert len(caught.value.options) == 2 and caught.value.file is None

    def it_refuses_fifty_megabytes(self) -> None:
        row = "<tr><td>việc</td></tr>"
        data = cf_html(f"<table>{row * (50_000_000 // len(row.encode()))}</table>")
        assert refused(Copied(html=fragment(data))).code == "too-large"
        with pytest.raises(InputError, match="50 MB"):
            from_bytes(data + b" " * 1000)

    def it_counts_no_picture_that_is_written_out_in_the_page(self) -> None:
        picture = f"<img src='data:image/png;base64,{'A' * (LARGEST + 1)}'>"
        assert lines(f"<p>Kế hoạch</p>{picture}<p>dân vận</p>") == ["Kế hoạch", "dân vận"]

    @pytest.mark.parametrize(
        "html",
        [
            "<div>" * 200_000,
            "<b>" * 200_000 + "x",
            "<ol>" + "<li>x" * 100_000,
            "<" * 300_000,
            "<!--" * 100_000,
        ],
    )
    def it_ends_on_pages_without_end(self, html: str) -> None:
        copied = Copied(html=html, text="a")
        assert copied.has_words
        open_copied(copied)

    def it_leaves_no_half_of_a_character_to_the_workbook(self) -> None:
        assert open_copied(Copied(text="Kế hoạch\ud83d\0 dân vận")).lines[0].text.encode()
        assert open_copied(Copied(html="<p>Kế hoạch\ud83d\0 dân vận</p>")).lines[0].text.encode()


class DescribeBytesOfAnotherProgram:
    def it_tells_a_page_from_text(self) -> None:
        assert from_bytes(b"<p>a</p>") == Copied(html="<p>a</p>")
        assert from_bytes(b"\xef\xbb\xbf<!DOCTYPE html><html>a") == Copied(html="<!DOCTYPE html><html>a")
        assert from_bytes("KẾ HOẠCH\n<p>".encode()) == Copied(text="KẾ HOẠCH\n<p>")
        assert from_bytes("Kế hoạch".encode("utf-16")) == Copied(text="Kế hoạch")
        assert from_bytes(cf_html("<p>a</p>")) == Copied(html="<p>a</p>")

    def it_reads_a_page_in_the_letters_that_it_names(self) -> None:
        page = '<html><meta charset="windows-1258"><p>' + "Kê hoach".encode("cp1258").decode("latin-1")
        assert from_bytes(page.encode("latin-1")).html.endswith("Kê hoach")
        assert from_bytes(b'<meta charset="zlib"><p>a').html.endswith("a")

    @pytest.mark.parametrize("head", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"{\\rtf1"])
    def it_refuses_a_file_that_is_no_text(self, head: bytes) -> None:
        with pytest.raises(InputError) as caught:
            from_bytes(head + b"\0" * 100)
        assert caught.value.code == "not-supported"

    def it_refuses_letters_in_no_encoding(self) -> None:
        with pytest.raises(InputError) as caught:
            from_bytes(b"\xd2\0\x81\xff" * 9)
        assert caught.value.code == "unreadable" and "tệp" not in caught.value.message.lower()

    def it_refuses_more_than_it_would_read(self) -> None:
        with pytest.raises(InputError) as caught:
            from_bytes(b"a" * (MOST + 1))
        assert caught.value.code == "too-large"


class DescribeTheMaster:
    def it_says_where_it_came_from_and_follows_what_a_person_says(
        self, printed: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "kế hoạch.xlsx"
        copied = WAYS["word"](printed / f"{TABLE_COMMUNE.name}.docx")
        done = actions.import_plan(actions.ImportRequest(document=copied, output=target))
        assert done.files == (target,)
        [grid] = [grid for grid in read_grids(target) if grid.name == imported.NAME]
        assert any(f"Nguồn: {NAME} (" in str(cell) for row in grid.rows for cell in row)
        decide(target, "NV02", imported.NO_TASK)
        again = actions.import_plan(actions.ImportRequest(document=target))
        assert "1 chỗ" in " ".join(again.lines)
        codes = [task.code for task in read_master(target).master.tasks]
        assert "NV01" in codes and "NV02" not in codes

    def it_needs_a_place(self) -> None:
        with pytest.raises(InputError) as caught:
            actions.import_plan(actions.ImportRequest(document=Copied(text="KẾ HOẠCH")))
        assert caught.value.code == "output-missing"
