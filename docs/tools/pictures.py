"""The pictures of README and guide, from the demo's year: ``make pictures``.

Sheets go through LibreOffice (PDF, then PNG), the ribbon is drawn from its table, messages from real results. They are made
anew only when asked: another LibreOffice draws other bytes.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from danvan_xl import actions
from danvan_xl.demo import year
from danvan_xl.excel.dialogs import shortened
from danvan_xl.excel.wording import for_buttons
from danvan_xl.terms import form, master, summary
from docs.tools.drawings import message, ribbon
from tests.support.office import convert

IMAGES = Path(__file__).resolve().parents[1] / "images"
LARGEST = 120_000
"""Bytes of a picture."""
_AREA = re.compile(r'<definedName name="_xlnm.Print_Area" localSheetId="(\d+)"[^>]*>([^<]*)</definedName>')
"""LibreOffice prints the areas of hidden sheets too; a single cell keeps a sheet from being printed."""
_SHEET = re.compile(r'<sheet (?:[^>]*?)name="([^"]*)"[^>]*>')


@dataclass(frozen=True, slots=True)
class Shot:
    """Part of one printed page: ``part`` is left, top, right, bottom as shares of the page without its margins."""

    name: str
    file: str
    sheet: str = ""
    part: tuple[float, float, float, float] = (0, 0, 1, 1)
    width: int = 1400
    wide: bool = False


SHOTS = (
    Shot("ke-hoach.png", year.MASTER, master.TASKS, (0, 0, 0.8, 0.62)),
    Shot("trang-don-vi.png", year.SPLIT, "Phòng Văn hóa - Xã hội", (0, 0, 1, 0.6), wide=True),
    Shot("phieu-bia.png", f"{year.RETURNS}/T10 *", form.COVER, (0, 0, 1, 0.9), 1000),
    Shot("phieu-nhiem-vu.png", f"{year.RETURNS}/T10 *", form.TASKS, (0, 0, 1, 0.55), wide=True),
    Shot("phieu-cham-diem.png", f"{year.RETURNS}/T10 *", form.SCORES, (0, 0, 1, 0.6), wide=True),
    Shot("tong-quan.png", year.SUMMARY, summary.OVERVIEW),
    Shot("theo-don-vi.png", year.SUMMARY, summary.UNITS, (0, 0, 1, 0.68)),
    Shot("tham-dinh.png", year.SUMMARY, summary.VERIFY, (0, 0, 0.62, 0.4), wide=True),
    Shot("nhat-ky.png", year.SUMMARY, summary.LOG, (0, 0, 1, 0.7)),
    Shot("bao-cao.png", year.REPORT, part=(0, 0, 1, 0.64), width=860),
)


def one_sheet(source: Path, shot: Shot, target: Path) -> None:
    """A copy of a workbook that prints one sheet only, the others hidden; a wide one on one page, as a screen shows it."""
    with zipfile.ZipFile(source) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    text = parts["xl/workbook.xml"].decode("utf-8")
    names = _SHEET.findall(text)
    here = names.index(shot.sheet)

    def area(found: re.Match[str]) -> str:
        return found[0] if int(found[1]) == here and ":" in found[2] and not shot.wide else ""

    text = _SHEET.sub(lambda found: found[0] if found[1] == shot.sheet else _hidden(found[0]), text)
    text = re.sub(r' (activeTab|firstSheet)="\d+"', "", _AREA.sub(area, text))
    text = text.replace("<workbookView", f'<workbookView activeTab="{here}"', 1)
    parts["xl/workbook.xml"] = text.encode("utf-8")
    if shot.wide:
        part = f"xl/worksheets/sheet{here + 1}.xml"
        parts[part] = _on_one_page(parts[part].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)


def _on_one_page(sheet: str) -> str:
    """A worksheet fitted to the width of an A3 page."""
    sheet = re.sub(r"<colBreaks.*?</colBreaks>", "", sheet, flags=re.S)
    return re.sub(
        r"<pageSetup[^>]*/>",
        '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
        sheet,
    )


def _hidden(tag: str) -> str:
    return re.sub(r' state="\w+"', "", tag).replace("<sheet ", '<sheet state="hidden" ', 1)


def shoot(shots: list[Shot], demo: Path, work: Path) -> None:
    """Every picture of a sheet or document."""
    copies = []
    for shot in shots:
        (source,) = list(demo.glob(shot.file))[:1]
        copy = work / Path(shot.name).with_suffix(source.suffix)
        if shot.sheet:
            one_sheet(source, shot, copy)
        else:
            copy.write_bytes(source.read_bytes())
        copies.append(copy)
    for shot, pdf in zip(shots, convert(copies, "pdf", work / "pdf", locale="vi-VN"), strict=True):
        page = work / shot.name
        command = ["pdftoppm", "-singlefile", "-png", "-r", "220", str(pdf), str(page.with_suffix(""))]
        subprocess.run(command, check=True)
        save(cut(Image.open(page).convert("RGB"), shot), IMAGES / shot.name)


def cut(page: Image.Image, shot: Shot) -> Image.Image:
    """The wanted part, at the wanted width, with a thin border."""
    page = _trimmed(page)
    left, top, right, bottom = shot.part
    size = page.size
    part = page.crop((int(left * size[0]), int(top * size[1]), int(right * size[0]), int(bottom * size[1])))
    height = round(part.height * shot.width / part.width)
    framed = Image.new("RGB", (shot.width + 8, height + 8), "#c8ccd2")
    framed.paste("white", (1, 1, shot.width + 7, height + 7))
    framed.paste(part.resize((shot.width, height), Image.Resampling.LANCZOS), (4, 4))
    return framed


def _trimmed(page: Image.Image) -> Image.Image:
    """Without its white margins, header and footer lines left."""
    white = Image.new("RGB", page.size, "white")
    box = ImageChops.difference(page, white).getbbox()
    return page.crop(box) if box else page


def save(picture: Image.Image, target: Path) -> None:
    """As PNG with as many colours as :data:`LARGEST` allows."""
    for colours in (128, 64, 32, 16, 8):
        picture.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= LARGEST:
            return
    sys.exit(f"{target.name} is larger than {LARGEST} bytes")


def messages(demo: Path, work: Path) -> None:
    """Boxes with what the program really says: a check with faults, and the question before a summary is written."""
    faulty = _faulty(demo / year.MASTER, work / "ke-hoach-co-loi.xlsx")
    checked = actions.check(actions.CheckRequest(master=faulty))
    _write("hop-kiem-tra.svg", message(_said(checked.for_button()), ("OK",)))
    asked: list[str] = []

    def decline(lines: Sequence[str]) -> bool:
        asked.extend(lines)
        return False

    request = actions.ConsolidateRequest(
        folder=demo / year.RETURNS,
        master=demo / year.MASTER,
        period=year.PERIOD,
        output=demo / year.SUMMARY,
    )
    with contextlib.suppress(actions.Declined):
        actions.consolidate(request, confirm=decline)
    # What the button leaves of it: see excel/consolidating.py.
    short = [line for line in asked if not line.startswith("  ")][:8]
    _write(
        "hop-tong-hop.svg",
        message(_said([*short, "", f"Ghi vào “{year.SUMMARY}”?"]), ("Yes", "No")),
    )


def _said(lines: list[str]) -> str:
    return shortened(for_buttons("\n".join(lines)))


def _faulty(source: Path, target: Path) -> Path:
    """The master with three faults that people make: a code twice, a due date as no date, an unknown unit."""
    from openpyxl import load_workbook

    book = load_workbook(source)
    for sheet, header, value in (
        (master.UNITS, master.UNIT_CODE, "KT"),
        (master.TASKS, master.LEAD, "Phòng Dân vận xã"),
        (master.PERIODS, master.PERIOD_DUE, "cuối năm"),
    ):
        table = book[sheet]
        head = next(cell for row in table.iter_rows() for cell in row if cell.value == header)
        table.cell(head.row + 1, head.column).value = value
    book.save(target)
    return target


def _write(name: str, text: str) -> None:
    (IMAGES / name).write_text(text, encoding="utf-8")


def main(names: list[str]) -> None:
    """All pictures, or those that are named."""
    IMAGES.mkdir(exist_ok=True)
    _write("the-dan-van.svg", ribbon())
    with tempfile.TemporaryDirectory(prefix="danvan-pictures-") as folder:
        demo, work = Path(folder) / "demo", Path(folder) / "work"
        work.mkdir()
        year.run(demo)
        messages(demo, work)
        shoot([shot for shot in SHOTS if not names or shot.name in names], demo, work)


if __name__ == "__main__":
    main(sys.argv[1:])
