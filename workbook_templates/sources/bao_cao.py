"""The bundled template of the Word report, in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

``make templates`` writes ``workbook_templates/bao-cao.docx`` from it. An office may edit
that file in Word, or give its own with ``report --template``: everything in double braces is filled in, lines
with ``{%p ... %}`` and ``{%tr ... %}`` repeat or leave out the paragraph or table row they enclose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_xl.reports.word_file import save_document

FONT = "Times New Roman"
BODY_SIZE = 14
INDENT_CM = 1.27
MARGINS_MM = {"top": 21, "bottom": 21, "left": 31, "right": 16}
APPENDIX_MARGINS_MM = {"top": 20, "bottom": 15, "left": 20, "right": 15}


@dataclass(frozen=True, slots=True)
class Appendix:
    """A table of the appendix: its title, the context's list of rows, and columns (header, key, width in cm, centred)."""

    key: str
    title: str
    rows: str
    columns: tuple[tuple[str, str, float, bool], ...]


APPENDICES = (
    Appendix(
        "don_vi",
        "KẾT QUẢ THỰC HIỆN THEO ĐƠN VỊ",
        "bang_don_vi",
        (
            ("TT", "tt", 1.1, True),
            ("Đơn vị", "ten", 7.1, False),
            ("Báo cáo", "bao_cao", 3.0, True),
            ("Nhiệm vụ có hạn", "co_han", 2.1, True),
            ("Đã hoàn thành", "hoan_thanh", 2.1, True),
            ("Tỷ lệ hoàn thành", "ty_le", 2.2, True),
            ("Đã đến hạn", "den_han", 2.1, True),
            ("Đúng hạn", "dung_han", 2.1, True),
            ("Tỷ lệ đúng hạn", "ty_le_dung_han", 2.2, True),
            ("Quá hạn chưa hoàn thành", "qua_han", 2.2, True),
        ),
    ),
    Appendix(
        "nhiem_vu",
        "KẾT QUẢ THỰC HIỆN THEO NHIỆM VỤ",
        "bang_nhiem_vu",
        (
            ("TT", "tt", 1.1, True),
            ("Nhiệm vụ", "ten", 8.9, False),
            ("Chủ trì", "chu_tri", 4.2, False),
            ("Thời hạn", "thoi_han", 3.5, True),
            ("Lượt chủ trì", "luot", 1.9, True),
            ("Đã hoàn thành, đã thực hiện", "xong", 2.4, True),
            ("Quá hạn chưa hoàn thành", "qua_han", 2.1, True),
            ("Tỷ lệ hoàn thành", "ty_le", 2.1, True),
        ),
    ),
    Appendix(
        "diem",
        "KẾT QUẢ CHẤM ĐIỂM, XẾP LOẠI",
        "bang_diem",
        (
            ("Hạng{{ hang_tam_tinh }}", "hang_so", 1.7, True),
            ("Đơn vị", "ten", 6.8, False),
            ("Điểm tự chấm", "tu_cham", 2.6, True),
            ("Điểm thẩm định", "tham_dinh", 2.6, True),
            ("Xếp loại", "xep_loai", 2.9, True),
            ("Lý do", "ly_do", 9.6, False),
        ),
    ),
    Appendix(
        "so_lieu",
        "SỐ LIỆU TỔNG HỢP",
        "bang_so_lieu",
        (
            ("TT", "tt", 1.1, True),
            ("Chỉ tiêu", "ten", 12.7, False),
            ("Đơn vị tính", "don_vi_tinh", 3.0, True),
            ("Tổng hợp", "gia_tri", 3.2, True),
            ("Cách tổng hợp", "cach", 3.2, True),
            ("Đơn vị có số liệu", "so_don_vi", 3.0, True),
        ),
    ),
)


def build(path: Path) -> None:
    """Write the template to ``path``; the same bytes each time."""
    from docx import Document
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    document: Any = Document()
    _styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section, MARGINS_MM)
    _page_numbers(section)
    _heading_block(document)
    _body(document)
    _signature(document)
    for appendix in APPENDICES:
        _control(document, f"{{%p if co.{appendix.key} %}}")
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        _margins(section, APPENDIX_MARGINS_MM)
        section.different_first_page_header_footer = False
        _appendix(document, appendix)
        _control(document, "{%p endif %}")
    _save(document, path)


def _styles(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY_SIZE)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _margins(section: Any, margins: dict[str, int]) -> None:
    from docx.shared import Mm

    section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
    section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
    section.header_distance = section.footer_distance = Mm(10)


def _page_numbers(section: Any) -> None:
    """Centred at the top, not on the first page."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    _centre(paragraph)
    run = paragraph.add_run()
    _field(run, "PAGE")
    _font(run, 14)


def _field(run: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", None), (None, code), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)


def _font(run: Any, size: float, *, bold: bool = False, italic: bool = False) -> Any:
    from docx.shared import Pt

    run.font.size, run.font.name = Pt(size), FONT
    run.bold, run.italic = bold, italic
    return run


def _centre(paragraph: Any) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _line(paragraph: Any, width_cm: float, line_cm: float) -> None:
    """A short line centred in ``width_cm``: the lower border of an almost empty paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    side = (width_cm - line_cm) / 2
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(side)
    paragraph.paragraph_format.line_spacing = Pt(2)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    later = (
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "rPr",
        "sectPr",
    )
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *(f"w:{name}" for name in later))


def _plain_table(document: Any, widths_cm: tuple[float, ...]) -> Any:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(widths_cm))
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths_cm, strict=True):
        column.width = cell.width = Cm(width)
    return table


def _cell_lines(cell: Any, lines: Sequence[tuple[str, float, bool, bool]]) -> None:
    for index, (text, size, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if not index else cell.add_paragraph()
        _font(_centre(paragraph).add_run(text), size, bold=bold, italic=italic)


def _heading_block(document: Any) -> None:
    """Cơ quan ban hành on the left, Quốc hiệu and Tiêu ngữ on the right, number and date beneath."""
    left_cm, right_cm = 6.5, 9.8
    table = _plain_table(document, (left_cm, right_cm))
    left, right = table.rows[0].cells
    _cell_lines(
        left,
        [
            ("{%p if chu_quan %}", 13, False, False),
            ("{{ chu_quan }}", 12, False, False),
            ("{%p endif %}", 13, False, False),
            ("{{ ban_hanh }}", 12, True, False),
        ],
    )
    _line(left.add_paragraph(), left_cm, 2.6)
    _cell_lines(
        right,
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
            ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ],
    )
    _line(right.add_paragraph(), right_cm, 5.9)
    second = _plain_table(document, (left_cm, right_cm)).rows[0].cells
    _cell_lines(second[0], [("Số:       /{{ ky_hieu }}", 13, False, False)])
    _cell_lines(second[1], [("{{ dia_danh }}, ngày       tháng       năm {{ nam }}", 14, False, True)])
    for cell in second:
        from docx.shared import Pt

        cell.paragraphs[0].paragraph_format.space_before = Pt(4)


def _body(document: Any) -> None:
    from docx.shared import Pt

    title = _centre(document.add_paragraph())
    title.paragraph_format.space_before = Pt(16)
    _font(title.add_run("BÁO CÁO"), 14, bold=True)
    _font(_centre(document.add_paragraph()).add_run("{{ trich_yeu }}"), 14, bold=True)
    _line(document.add_paragraph(), 16.3, 6.5)
    _control(document, "{%p if kinh_gui %}")
    address = _centre(document.add_paragraph())
    address.paragraph_format.space_before = address.paragraph_format.space_after = Pt(10)
    _font(address.add_run("Kính gửi: {{ kinh_gui }}"), 14)
    _control(document, "{%p endif %}")
    _control(document, "{%p for can_cu in cac_can_cu %}")
    _paragraph(document, "{{ can_cu }}", italic=True)
    _control(document, "{%p endfor %}")
    _paragraph(document, "{{ mo_dau }}")
    _control(document, "{%p for phan in cac_phan %}")
    _paragraph(document, "{{ phan.so }}. {{ phan.ten }}", bold=True)
    _control(document, "{%p for dong in phan.cac_dong %}")
    _control(document, "{%p if dong.muc %}")
    _paragraph(document, "{{ dong.noi_dung }}", bold=True)
    _control(document, "{%p else %}")
    _paragraph(document, "{{ dong.noi_dung }}")
    _control(document, "{%p endif %}")
    _control(document, "{%p endfor %}")
    _control(document, "{%p endfor %}")
    # The signature never stands alone on a page: the closing sentence goes with it.
    _paragraph(document, "{{ ket_thuc }}").paragraph_format.keep_with_next = True


def _paragraph(document: Any, text: str, *, bold: bool = False, italic: bool = False) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.line_spacing = Cm(INDENT_CM), Pt(6), 1.15
    form.keep_with_next = bold
    _font(paragraph.add_run(text), BODY_SIZE, bold=bold, italic=italic)
    return paragraph


def _control(document: Any, text: str) -> None:
    """A line that steers docxtpl and leaves nothing behind."""
    document.add_paragraph(text)


def _signature(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    spacer = document.add_paragraph()
    spacer.paragraph_format.line_spacing = Pt(8)
    spacer.paragraph_format.keep_with_next = True
    table = _plain_table(document, (7.9, 8.4))
    left, right = table.rows[0].cells
    _font(left.paragraphs[0].add_run("Nơi nhận:"), 12, bold=True, italic=True)
    for text in ("{%p for noi in noi_nhan %}", "{{ noi }}", "{%p endfor %}"):
        paragraph = left.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        _font(paragraph.add_run(text), 11)
    lines = [("{%p for dong in the_thuc_ky %}", 14, True, False), ("{{ dong }}", 14, True, False)]
    lines.append(("{%p endfor %}", 14, True, False))
    _cell_lines(right, lines)
    for _ in range(4):
        _centre(right.add_paragraph())
    _font(_centre(right.add_paragraph()).add_run("{{ nguoi_ky }}"), 14, bold=True)
    _whole(table.rows[0])


def _whole(row: Any) -> None:
    """The row stays on one page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _appendix(document: Any, appendix: Appendix) -> None:
    from docx.shared import Cm, Pt

    _font(_centre(document.add_paragraph()).add_run(f"Phụ lục {{{{ co.{appendix.key} }}}}"), 14, bold=True)
    _font(_centre(document.add_paragraph()).add_run(appendix.title), 14, bold=True)
    _font(_centre(document.add_paragraph()).add_run("{{ kem_theo }}"), 14, italic=True)
    _line(document.add_paragraph(), 26.2, 5)
    spacer = document.add_paragraph()
    spacer.paragraph_format.line_spacing = Pt(10)
    table = document.add_table(rows=4, cols=len(appendix.columns))
    table.style = "Table Grid"
    table.autofit = False
    _repeat(table.rows[0])
    _whole(table.rows[2])
    heads = [header for header, _, _, _ in appendix.columns]
    for col, (text, (_, key, width, centred)) in enumerate(zip(heads, appendix.columns, strict=True)):
        table.columns[col].width = Cm(width)
        for row in table.rows:
            row.cells[col].width = Cm(width)
        _font(_centre(table.rows[0].cells[col].paragraphs[0]).add_run(text), 12, bold=True)
        paragraph = table.rows[2].cells[col].paragraphs[0]
        if centred:
            _centre(paragraph)
        _font(paragraph.add_run(f"{{{{ d.{key} }}}}"), 12)
    table.rows[1].cells[0].paragraphs[0].add_run(f"{{%tr for d in {appendix.rows} %}}")
    table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")


def _repeat(row: Any) -> None:
    """A header row that stands on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _save(document: Any, path: Path) -> None:
    from datetime import datetime

    core = document.core_properties
    core.author, core.title, core.comments = "danvan-xl", "Mẫu báo cáo", ""
    core.created = core.modified = datetime(2025, 1, 1)
    save_document(document, path)


if __name__ == "__main__":
    build(Path(__file__).parents[1] / "bao-cao.docx")
