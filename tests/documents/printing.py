"""Word files of the sample plans in layouts that offices use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.documents.synthetic import Item, SamplePlan


def write_docx(
    plan: SamplePlan, path: Path, *, letterhead: str = "table", landscape: bool = True, numbers: str = "typed"
) -> Path:
    """Write ``plan``. ``letterhead``: table or lines. ``numbers``: typed, or auto (Word's own lists for the duties' items)."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)

    def line(text: str, *, bold: bool = False, centre: bool = False, first: bool = True) -> Any:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = bold
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            if first:
                paragraph.paragraph_format.first_line_indent = Cm(1.27)
        return paragraph

    day, month, year = plan.day
    left = [plan.superior, plan.issuer, f"Số: {plan.number}"]
    right = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{plan.place}, ngày {day:02d} tháng {month if month > 2 else f'{month:02d}'} năm {year}",
    ]
    if letterhead == "table":
        table = document.add_table(1, 2)
        for cell, texts in zip(table.rows[0].cells, (left, right), strict=True):
            cell.text = texts[0]
            for text in texts[1:]:
                cell.add_paragraph(text)
    else:
        for text in (*left[:2], *right[:2], left[2], right[2]):
            line(text, centre=True)
    line("")
    line("KẾ HOẠCH", bold=True, centre=True)
    for text in plan.title:
        line(text, bold=True, centre=True)
    line("_______________", centre=True)
    for at, text in enumerate(plan.bases):
        line(text + (";" if at < len(plan.bases) - 1 else "."))
    line(plan.introduction)
    romans = ["I", "II", "III"] if plan.roman else ["1", "2", "3"]
    line(f"{romans[0]}. MỤC ĐÍCH, YÊU CẦU", bold=True)
    for at, text in enumerate(plan.purpose, 1):
        line(f"{at}. {text}")
    line(f"{romans[1]}. {plan.content_heading}", bold=True)
    for at, block in enumerate(plan.blocks, 1):
        line(f"{at}. {block.heading}", bold=True)
        for item in block.items:
            _item(line, item)
    line(f"{romans[2]}. {plan.duties_heading}", bold=True)
    for at, duty in enumerate(plan.duties, 1):
        line(f"{at}. {duty.heading}", bold=True)
        for item in duty.items:
            if numbers == "auto" and item.mark:
                document.add_paragraph(item.text, style="List Bullet")
            else:
                _item(line, item)
    line(plan.closing)
    table = document.add_table(1, 2)
    cell = table.rows[0].cells[0]
    cell.text = "Nơi nhận:"
    for text in plan.recipients:
        cell.add_paragraph(f"- {text}")
    cell = table.rows[0].cells[1]
    cell.text = plan.signing[0]
    for text in (*plan.signing[1:], "", "", plan.signer):
        cell.add_paragraph(text)
    if plan.rows:
        annex = document.add_section()
        if landscape:
            annex.orientation = WD_ORIENT.LANDSCAPE
            annex.page_width, annex.page_height = Cm(29.7), Cm(21)
        line(plan.annex, bold=True, centre=True)
        line("DANH MỤC NHIỆM VỤ", bold=True, centre=True)
        line(
            f"(Kèm theo Kế hoạch số {plan.number} ngày {day}/{month}/{year} của {plan.issuer.capitalize()})",
            centre=True,
        )
        _table(document, plan, landscape)
    document.add_paragraph()  # as Word does: a table is never the last thing
    document.save(str(path))
    return path


def _item(line: Any, item: Item) -> None:
    line(f"{item.mark} {item.text}".strip())
    for label, value in (
        ("Đơn vị chủ trì", item.lead),
        ("Đơn vị phối hợp", item.coordinating),
        ("Thời gian thực hiện", item.when),
    ):
        if value:
            line(f"+ {label}: {value}.")


def _table(document: Any, plan: SamplePlan, landscape: bool) -> None:
    from docx.shared import Cm, Pt

    widths = [1.2, 9, 4.2, 4.2, 3.4, 3.2] if landscape else [1, 5.2, 3, 3, 2.4, 2.2]
    table = document.add_table(0, 6, style="Table Grid")
    table.autofit = False

    def add(texts: tuple[str, ...], merged: bool = False) -> None:
        cells = table.add_row().cells
        if merged:
            cells = (cells[0].merge(cells[5]),)
            texts = texts[:1]
        for cell, text, width in zip(cells, texts, widths, strict=False):
            cell.text = text
            if not merged:
                cell.width = Cm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(12)

    add(plan.header)
    group = ""
    for row in plan.rows:
        if row.group != group:
            group = row.group
            add((group,), merged=True)
        add((row.number, row.text, row.lead, row.coordinating, row.when, row.deliverable))


def write_text(plan: SamplePlan, path: Path, *, style: str = "spaced") -> Path:
    """Text as converters leave it. ``spaced``: a blank line between all lines, page numbers, a flattened table whose
    cells are wrapped; ``cells``: one cell a line; ``markdown``: bold marks, headings, a pipe table."""
    import textwrap

    day, month, year = plan.day
    lines: list[str] = []
    width = 10_000 if style != "spaced" else 78

    def paragraph(text: str, *, heading: int = 0, first: str = " ") -> None:
        if style == "markdown":
            lines.append(f"{'#' * heading} **{text}**" if heading else text)
        else:
            wrapped = textwrap.wrap(text, width, break_on_hyphens=False)
            lines.extend([f"{first}{wrapped[0]} ", *(f"{part} " for part in wrapped[1:])])

    if style == "cells":
        for text in (plan.superior, plan.issuer, f"Số: {plan.number}"):
            lines.append(text)
        lines += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        lines.append(f"{plan.place}, ngày {day} tháng {month} năm {year}")
    else:
        lines.append(f"{plan.superior}          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        lines.append(f"{plan.issuer}          Độc lập - Tự do - Hạnh phúc")
        lines.append(f"Số: {plan.number}          {plan.place}, ngày {day} tháng {month} năm {year}")
    paragraph("KẾ HOẠCH", heading=1)
    for text in plan.title:
        paragraph(text, heading=2, first="")
    for at, text in enumerate(plan.bases):
        paragraph(text + (";" if at < len(plan.bases) - 1 else "."))
    paragraph(plan.introduction)
    paragraph("I. MỤC ĐÍCH, YÊU CẦU", heading=2)
    for at, text in enumerate(plan.purpose, 1):
        paragraph(f"{at}. {text}")
    paragraph(f"II. {plan.content_heading}", heading=2)
    for at, block in enumerate(plan.blocks, 1):
        paragraph(f"{at}. {block.heading}", heading=3)
        for item in block.items:
            _item(paragraph, item)
    paragraph(f"III. {plan.duties_heading}", heading=2)
    for at, duty in enumerate(plan.duties, 1):
        paragraph(f"{at}. {duty.heading}", heading=3)
        for item in duty.items:
            _item(paragraph, item)
    paragraph(plan.closing)
    lines.append("Nơi nhận: ")
    lines += [f"- {text} " for text in plan.recipients]
    lines += [*plan.signing, "", "", plan.signer]
    if plan.rows:
        lines += ["", plan.annex, "DANH MỤC NHIỆM VỤ"]
        lines.append(f"(Kèm theo Kế hoạch số {plan.number} ngày {day}/{month}/{year})")
        lines += _text_table(plan, style)
    if style == "spaced":
        lines = _paged(lines)
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    elif style == "markdown":
        text = "\n\n".join(lines)
        path.write_text(text.replace("|\n\n|", "|\n|") + "\n", encoding="utf-8")
    else:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _paged(lines: list[str]) -> list[str]:
    """A page number after every 40 lines, wherever that falls."""
    result: list[str] = []
    for number, text in enumerate(lines, 1):
        result.append(text)
        if number % 40 == 0:
            result.append(f"{number // 40 + 1} ")
    return result


def _text_table(plan: SamplePlan, style: str) -> list[str]:
    import textwrap

    if style == "markdown":
        lines = ["| " + " | ".join(plan.header) + " |", "|" + "---|" * 6]
        group = ""
        for row in plan.rows:
            if row.group != group:
                group = row.group
                lines.append(f"| {group} | | | | | |")
            cells = (row.number, row.text, row.lead, row.coordinating, row.when, row.deliverable)
            lines.append("| " + " | ".join(cells) + " |")
        return lines
    widths = (60, 46, 22, 18, 14, 14)
    lines = [" ".join(plan.header)] if style == "spaced" else list(plan.header)
    group = ""
    for row in plan.rows:
        if row.group != group:
            group = row.group
            lines.append(group)
        cells = (row.number, row.text, row.lead, row.coordinating, row.when, row.deliverable)
        for cell, width in zip(cells, widths, strict=True):
            if cell:
                lines += textwrap.wrap(cell, width) if style == "spaced" else [cell]
    return lines
