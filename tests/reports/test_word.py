"""The Word report: measured against the decree's table, its figures against the summary, its pages by LibreOffice."""

from __future__ import annotations

import re
import runpy
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from danvan_xl.errors import InputError
from danvan_xl.language.showing import show_number, show_rate
from danvan_xl.model import Part, Proposal, Status
from danvan_xl.reports import word
from danvan_xl.reports.word import TEMPLATE as NAME
from danvan_xl.reports.word import signature_lines, symbol_of, write_report
from danvan_xl.resources import bundled
from danvan_xl.results import IndicatorTotal, UnitIndicator
from danvan_xl.sheets.summary.wording import sentence_name
from danvan_xl.summaries.figures import HEADLINES, named
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.write import write_summary
from tests.support import office, ooxml
from tests.support.consolidations import sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    consolidation = sample(15, 13, 12)
    consolidation.units[1].proposals.append(Proposal("Tăng {{ kinh phí }} & <hỗ trợ>", "Sở Nội vụ"))
    write_summary(consolidation, folder / "s.xlsx")
    write_report(folder / "s.xlsx", folder / "r.docx")
    write_summary(sample(4, 3, 0, parts=frozenset({Part.TASKS})), folder / "tasks.xlsx")
    write_report(folder / "tasks.xlsx", folder / "tasks.docx")
    return folder


@pytest.fixture(scope="module")
def report(folder):
    return docx.Document(str(folder / "r.docx"))


def _paragraphs(document) -> list:
    found = list(document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                found += cell.paragraphs
    return found


def _one(document, text: str):
    [found] = [p for p in _paragraphs(document) if p.text.strip().replace("\u00a0", " ") == text]
    return found


def _sizes(paragraph) -> set[float]:
    return {run.font.size.pt for run in paragraph.runs if run.text.strip()}


class DescribeNumbers:
    @pytest.mark.parametrize("same", [True, False])
    def it_says_once_how_many_units_gave_them_where_that_is_the_same_for_all(self, tmp_path, same):
        made = sample(5, 3, 3, 4)
        first, *others = made.units
        for unit in made.units:
            unit.indicators = {
                item.code: UnitIndicator(unit.code, item.code, in_period=Decimal(2))
                for item in made.master.indicators
            }
        first.indicators.clear()
        if not same:
            others[0].indicators.pop(made.master.indicators[0].code)
        for item in made.master.indicators:
            given = sum(item.code in unit.indicators for unit in made.units)
            made.totals.indicators[item.code] = IndicatorTotal(item.code, Decimal(2 * given), given, 5)
        write_summary(made, tmp_path / "s.xlsx")
        write_report(tmp_path / "s.xlsx", tmp_path / "r.docx")
        said = [p.text.replace("\u00a0", " ") for p in docx.Document(str(tmp_path / "r.docx")).paragraphs]
        assert sum("Số liệu do 4/5 đơn vị báo cáo:" in text for text in said) == same
        assert sum("đơn vị có số liệu)" in text for text in said) == (0 if same else 4)


class DescribeLayout:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I."""

    def it_is_a4_portrait_with_the_margins(self, report):
        section = report.sections[0]
        assert abs(section.page_width - Mm(210)) < Mm(0.1)
        assert abs(section.page_height - Mm(297)) < Mm(0.1)
        assert Mm(20) <= section.top_margin <= Mm(25)
        assert Mm(20) <= section.bottom_margin <= Mm(25)
        assert Mm(30) <= section.left_margin <= Mm(35)
        assert Mm(15) <= section.right_margin <= Mm(20)

    def it_is_set_in_times_new_roman_and_black(self, report):
        for paragraph in _paragraphs(report):
            for run in paragraph.runs:
                assert run.font.name in (None, "Times New Roman")
                assert run.font.color is None or run.font.color.rgb in (None, "000000")
        fonts = report.styles["Normal"].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{k}")) for k in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}

    def it_numbers_pages_at_the_top_but_not_the_first(self, report):
        section = report.sections[0]
        assert section.different_first_page_header_footer
        header = section.header.paragraphs[0]
        assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert "PAGE" in header._p.xml
        assert 13 <= header.runs[0].font.size.pt <= 14
        assert not section.first_page_header.paragraphs[0].text

    @pytest.mark.parametrize(
        ("text", "low", "high", "bold", "italic"),
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, True, False),
            ("Độc lập - Tự do - Hạnh phúc", 13, 14, True, False),
            ("ỦY BAN NHÂN DÂN TỈNH LÂM SƠN", 12, 13, True, False),
            ("Số:       /BC-UBND", 13, 13, False, False),
            ("Lâm Sơn, ngày       tháng       năm 2025", 13, 14, False, True),
            ("BÁO CÁO", 13, 14, True, False),
            ("Nơi nhận:", 12, 12, True, True),
            ("- Lưu: VT, Xã Tân Lập.", 11, 11, False, False),
            ("TM. ỦY BAN NHÂN DÂN", 13, 14, True, False),
            ("KT. CHỦ TỊCH", 13, 14, True, False),
            ("PHÓ CHỦ TỊCH", 13, 14, True, False),
            ("Nguyễn Văn Bình", 13, 14, True, False),
            ("I. KẾT QUẢ CHUNG", 13, 14, True, False),
            ("Căn cứ Luật Tổ chức chính quyền địa phương.", 13, 14, False, True),
            ("Phụ lục I", 14, 14, True, False),
        ],
    )
    def it_sets_each_element_in_its_size_and_style(self, report, text, low, high, bold, italic):
        paragraph = _one(report, text)
        assert all(low <= size <= high for size in _sizes(paragraph))
        runs = [run for run in paragraph.runs if run.text.strip()]
        assert runs
        assert {bool(run.bold) for run in runs} == {bold}
        assert {bool(run.italic) for run in runs} == {italic}

    def it_justifies_the_body_with_an_indent_and_six_points(self, report):
        body = next(p for p in report.paragraphs if p.text.startswith("Tính đến ngày"))
        assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
        assert Cm(1) - 400 <= body.paragraph_format.first_line_indent <= Cm(1.27) + 400
        assert body.paragraph_format.space_before >= Pt(6)
        assert 1.0 <= body.paragraph_format.line_spacing <= 1.5
        assert _sizes(body) == {14.0}

    def it_ends_the_text_with_the_mark(self, report):
        last = [p.text for p in report.paragraphs if p.text.startswith("Trên đây")]
        assert len(last) == 1
        assert last[0].endswith("./.")

    def it_puts_tables_on_landscape_pages_with_repeated_headers(self, report):
        landscape = [s for s in report.sections if s.orientation == WD_ORIENT.LANDSCAPE]
        assert len(landscape) == 4
        tables = [t for t in report.tables if t.style is not None and t.style.name == "Table Grid"]
        assert len(tables) == 4
        for table in tables:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [len(t.rows) for t in tables] == [16, 14, 16, 13]


class DescribeText:
    def it_says_the_figures_of_the_summary(self, report):
        consolidation = sample(15, 13, 12)
        totals = consolidation.totals
        text = "\n".join(p.text for p in report.paragraphs)
        assert f"{totals.received}/{totals.expected} đơn vị đã báo cáo" in text
        assert f"đã hoàn thành {totals.completed} lượt" in text
        for unit in consolidation.units:
            if not unit.returned:
                assert unit.name in text
        indicator = totals.indicators["SL01"]
        shown = f"{int(indicator.value):,}".replace(",", ".")
        assert f"- Số lượng theo chỉ tiêu thứ 1: {shown} lượt" in text

    def it_has_the_totals_of_the_json_and_of_the_summary(self, folder, report):
        from danvan_xl.consolidation.json_out import to_json
        from danvan_xl.workbooks.grid import find_table
        from danvan_xl.workbooks.opening.own import read_grids

        totals = to_json(sample(15, 13, 12))["totals"]["indicators"]
        grid = next(g for g in read_grids(folder / "s.xlsx") if g.name == "Số liệu")
        table = find_table(grid, ("Mã", "Chỉ tiêu", "Tổng hợp"))
        [numbers] = [t for t in report.tables if t.rows[0].cells[-1].text == "Đơn vị có số liệu"]
        shown = {row.cells[1].text: row.cells[3].text for row in numbers.rows[1:]}
        assert len(shown) == 12
        for row in table.rows():
            value = totals[row.text("Mã")]
            assert row.value("Tổng hợp") == (None if value is None else pytest.approx(value))
            text = shown[row.text("Chỉ tiêu")]
            if value is None:
                assert text == "–"
            else:
                number = text.removesuffix(" (tạm tính)")
                assert float(number.replace(".", "").replace(",", ".")) == pytest.approx(value, abs=0.005)

    def it_leaves_no_template_mark_and_keeps_what_units_wrote(self, report):
        text = "\n".join(p.text for p in _paragraphs(report))
        assert "{%" not in text
        assert "Tăng {{ kinh phí }} & <hỗ trợ>" in text
        assert "{{" not in text.replace("{{ kinh phí }}", "")

    def it_leaves_out_parts_that_the_period_does_not_ask(self, folder):
        document = docx.Document(str(folder / "tasks.docx"))
        text = "\n".join(p.text for p in document.paragraphs)
        assert "CHẤM ĐIỂM" not in text
        assert "SỐ LIỆU" not in text
        assert re.findall(r"Phụ lục (\w+)", text) == ["I", "II"]
        numbers = re.findall(r"^([IVX]+)\. ", text, re.M)
        assert numbers == ["I", "II", "III", "IV", "V", "VI"][: len(numbers)]

    def it_looks_ahead_and_leaves_the_rest_to_a_person(self, report):
        lines = [p.text for p in _paragraphs(report)]
        at = next(i for i, line in enumerate(lines) if line.endswith("PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI"))
        assert "[Phương hướng, nhiệm vụ trọng tâm khác]" in lines[at:]
        assert any(line.startswith("Đôn đốc ") for line in lines[at:])

    def it_ends_no_line_between_a_word_and_its_number(self, report):
        text = "\n".join(p.text for p in _paragraphs(report))
        said = text[text.index("KẾT QUẢ CHUNG") :]
        assert "ngày\u00a0" in said.split("Trên đây")[0]
        assert not re.search(r"ngày \d", said.split("Trên đây")[0])

    def it_keeps_the_closing_sentence_with_the_signature(self, report):
        closing = next(p for p in _paragraphs(report) if p.text.endswith("./."))
        assert closing.paragraph_format.keep_with_next

    def it_fills_a_template_that_the_office_edited(self, folder, tmp_path):
        template = docx.Document(str(bundled("workbook_templates") / NAME))
        template.add_paragraph("Người soạn: {{ nguoi_ky }}")
        template.save(str(tmp_path / "mau.docx"))
        write_report(folder / "s.xlsx", tmp_path / "r.docx", template=tmp_path / "mau.docx")
        text = "\n".join(p.text for p in docx.Document(str(tmp_path / "r.docx")).paragraphs)
        assert "Người soạn: Nguyễn Văn Bình" in text

    def it_explains_a_broken_template(self, folder, tmp_path):
        template = docx.Document()
        template.add_paragraph("{{ nguoi_ky ")
        template.save(str(tmp_path / "mau.docx"))
        with pytest.raises(InputError, match="không điền được"):
            write_report(folder / "s.xlsx", tmp_path / "r.docx", template=tmp_path / "mau.docx")
        assert not (tmp_path / "r.docx").exists()


def test_pages_in_libreoffice(folder, tmp_path):
    import pdfplumber

    pdfs = office.convert([folder / "r.docx", folder / "tasks.docx"], "pdf", tmp_path)
    with pdfplumber.open(pdfs[0]) as pdf:
        assert all((page.extract_text() or "").strip() for page in pdf.pages), "an empty page"
        first = pdf.pages[0].extract_text()
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
        assert first.splitlines()[0].strip() != "1"
        assert pdf.pages[1].extract_text().splitlines()[0].strip() == "2"
        assert pdf.pages[-1].width > pdf.pages[-1].height
    with pdfplumber.open(pdfs[1]) as pdf:
        assert all((page.extract_text() or "").strip() for page in pdf.pages), "an empty page"


def test_the_documents_pass_the_open_xml_sdk(folder):
    assert (
        ooxml.faults([folder / "r.docx", folder / "tasks.docx", bundled("workbook_templates") / NAME]) == {}
    )


class DescribeATemplateFromElsewhere:
    """Its text is data: it may name and walk, nothing else; what is wrong is told with its place."""

    def _told(self, folder, tmp_path, text: str) -> str:
        template = docx.Document()
        template.add_paragraph("Dòng đầu")
        template.add_paragraph(text)
        template.save(str(tmp_path / "mau.docx"))
        with pytest.raises(InputError) as told:
            write_report(folder / "s.xlsx", tmp_path / "r.docx", template=tmp_path / "mau.docx")
        assert told.value.code == "bad-template"
        return told.value.message

    @pytest.mark.parametrize(
        "text",
        [
            "{{ cycler.__init__.__globals__ }}",
            "{{ nam.__class__ }}",
            "{{ bang_don_vi.append(1) }}",
            "{{ nguoi_ky.format(1) }}",
            "{{ 'x' * 1000000000 }}",
            "{{ lipsum() }}",
            "{{ 9 ** 99999999 }}",
            "{{ 'x'|center(1000000000) }}",
            "{{ [bang_don_vi]|map(attribute='__class__')|list }}",
            "{% include '/etc/passwd' %}",
        ],
    )
    def it_runs_nothing(self, folder, tmp_path, text):
        self._told(folder, tmp_path, text)
        assert not (tmp_path / "r.docx").exists()

    def it_tells_an_unknown_name_and_where(self, folder, tmp_path):
        told = self._told(folder, tmp_path, "Kính gửi {{ kinh_gu }}")
        assert "không có mục “kinh_gu” (có phải “kinh_gui”?)" in told
        assert "đoạn “Kính gửi {{ kinh_gu }}”" in told

    def it_tells_an_unknown_figure_and_the_nearest(self, folder, tmp_path):
        told = self._told(folder, tmp_path, "Đạt {{ con_so.ty_le_bao_ca }}")
        assert "không có mục “ty_le_bao_ca” (có phải “ty_le_bao_cao”?)" in told and "đoạn “Đạt {{" in told

    def it_tells_where_a_sum_cannot_be_done(self, folder, tmp_path):
        assert "chia cho 0, ở phần thân, đoạn “{{ 1/0 }}”" in self._told(folder, tmp_path, "{{ 1/0 }}")

    def it_ends_a_template_that_goes_on_and_on(self, folder, tmp_path, monkeypatch):
        monkeypatch.setattr("danvan_xl.reports.word_template.SECONDS", 3.0)
        loops = "".join(f"{{% for a{n} in range(90000) %}}" for n in range(4)) + "{% endfor %}" * 4
        assert "lâu quá" in self._told(folder, tmp_path, loops)

    @pytest.mark.parametrize("data", [b"", b"xin", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
    def it_tells_a_file_that_is_no_word_file(self, folder, tmp_path, data):
        (tmp_path / "mau.docx").write_bytes(data)
        with pytest.raises(InputError, match="không phải tệp Word"):
            write_report(folder / "s.xlsx", tmp_path / "r.docx", template=tmp_path / "mau.docx")


class DescribeNamedFigures:
    """A template of an office names figures; what is not known says so in the text and is listed."""

    def it_writes_them_and_lists_those_that_are_missing(self, tmp_path):
        c = sample(9, 6, 0, 12)
        c.totals.timely_rate = None
        write_summary(c, tmp_path / "s.xlsx")
        record = read_summary(tmp_path / "s.xlsx")
        totals = record.consolidation.totals
        unsure = [code for code, total in totals.indicators.items() if total.uncertain or total.value is None]
        known = next(code for code, total in totals.indicators.items() if code not in unsure)
        assert unsure
        template = docx.Document()
        template.add_paragraph(
            "Đã gửi {{ con_so.don_vi_da_bao_cao }}/{{ con_so.don_vi_phai_bao_cao }} đơn vị,"
        )
        template.add_paragraph(f"có {{{{ con_so.{known} }}}} và {{{{ con_so['{unsure[0]}'] }}}} lượt.")
        template.save(str(tmp_path / "mau.docx"))
        missing = write_report(tmp_path / "s.xlsx", tmp_path / "r.docx", template=tmp_path / "mau.docx")
        first, second = (p.text for p in docx.Document(str(tmp_path / "r.docx")).paragraphs)
        assert first == f"Đã gửi {totals.received}/{totals.expected} đơn vị,"
        assert second == f"có {named(record.consolidation)[known]} và (chưa đủ số liệu) lượt."
        assert f"con_so.{unsure[0]}" in missing and f"con_so.{known}" not in missing

    def it_has_every_headline_figure_as_a_value_of_the_summary(self, folder):
        c = read_summary(folder / "s.xlsx").consolidation
        found = named(c)
        assert found["ty_le_bao_cao"] == show_rate(c.totals.reporting_rate)
        assert found["luot_qua_han_chua_hoan_thanh"] == show_number(c.totals.status.get(Status.OVERDUE, 0))
        assert set(found) >= {figure.name for figure in HEADLINES if figure.of_body} | set(
            c.totals.indicators
        )


def test_the_bundled_template_is_what_its_source_makes(tmp_path):
    source = runpy.run_path(str(bundled("workbook_templates") / "sources" / "bao_cao.py"))
    source["build"](tmp_path / NAME)
    made, shipped = tmp_path / NAME, bundled("workbook_templates") / NAME
    assert made.read_bytes() == shipped.read_bytes()


def test_a_hundred_units_have_their_report_in_the_same_bytes(tmp_path):
    write_summary(sample(100, 8, 5), tmp_path / "s.xlsx")
    for name in ("a.docx", "b.docx"):
        write_report(tmp_path / "s.xlsx", tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.parametrize(
    ("issuer", "symbol"),
    [
        ("ỦY BAN NHÂN DÂN XÃ AN HÒA", "UBND"),
        ("UBND xã An Hòa", "UBND"),
        ("SỞ NỘI VỤ", "SNV"),
        ("Phòng Văn hóa - Xã hội", "PVHXH"),
        ("Sở Văn hóa và Thể thao", "SVHTT"),
    ],
)
def test_symbol_of_the_issuing_body(issuer, symbol):
    assert symbol_of(issuer) == symbol


@pytest.mark.parametrize(
    ("form", "issuer", "lines"),
    [
        ("Q. GIÁM ĐỐC", "SỞ NỘI VỤ", ["Q. GIÁM ĐỐC"]),
        ("TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH; PHÓ CHỦ TỊCH", "UBND xã X", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("", "UBND xã X", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("", "Sở Nội vụ", ["[CHỨC VỤ NGƯỜI KÝ]"]),
    ],
)  # fmt: skip
def test_signature_block(form, issuer, lines):
    assert signature_lines(form, issuer) == lines


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ỦY BAN NHÂN DÂN XÃ AN HÒA", "Ủy ban nhân dân xã An Hòa"),
        ("UBND THÀNH PHỐ HẢI PHÒNG", "UBND thành phố Hải Phòng"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("Ủy ban nhân dân xã An Hòa", "Ủy ban nhân dân xã An Hòa"),
        ("", ""),
    ],
)
def test_a_body_inside_a_sentence(name, shown):
    assert sentence_name(name) == shown


@pytest.mark.parametrize(
    ("body", "last_line"),
    [
        ("ỦY BAN NHÂN DÂN XÃ ĐẠI SƠN", "XÃ ĐẠI SƠN"),
        ("UBND THÀNH PHỐ HẢI PHÒNG", "THÀNH PHỐ HẢI PHÒNG"),
        ("SỞ NỘI VỤ", "VỤ"),
    ],
)
def test_no_line_of_the_heading_ends_inside_the_name_of_a_place(body, last_line):
    assert word._with_whole_name(body).split(" ")[-1].replace("\u00a0", " ") == last_line
