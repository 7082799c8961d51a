"""PDF with a text layer → :class:`Document`: ruled tables, lines with their place on the page, no page numbers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from danvan_xl.documents.text.content import Document, Line, TableBlock
from danvan_xl.errors import InputError
from danvan_xl.language.folding import clean

_PAGE_NUMBER = re.compile(r"^[-–\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*$", re.I)
_COLUMN_GAP = 18.0
"""Points between two words of one height that make them two columns (letterhead, signature block)."""


_FEW_LETTERS = 40
"""A page with fewer and a picture is a picture of a page."""


def scan(path: Path) -> InputError:
    """The refusal of a document that is only pictures."""
    return InputError(
        f"Tệp “{path.name}” là bản quét (chỉ có ảnh, không có chữ) nên không đọc được nội dung.",
        remedy="Tải bản điện tử ký số từ hệ thống quản lý văn bản (thường có chữ), hoặc xin bản Word từ người soạn. Nếu chỉ có bản quét: "
        "quét lại với chức năng nhận dạng chữ tiếng Việt (OCR) của máy quét, lưu thành PDF có chữ hoặc .docx, soát lại rồi nhập.",
        file=path,
        code="scanned",
    )


def read_pdf(path: Path) -> Document:
    """Read a .pdf. Raises :class:`InputError` for one that needs a password or holds only pictures."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    result = Document(path.name, "pdf")
    try:
        with pdfplumber.open(path) as pdf:
            pages = len(pdf.pages)
            letters = 0
            for page in pdf.pages:
                _read_letters_fast(page)
                letters += len(page.chars)
                if len(page.chars) < _FEW_LETTERS and page.images:
                    result.scanned.append(page.page_number)
                _page(page, result)
                page.close()
    except PdfminerException as error:
        if any(
            isinstance(e, PDFPasswordIncorrect | PDFEncryptionError) for e in (*error.args, error.__cause__)
        ):
            raise InputError(
                f"Tệp PDF “{path.name}” có mật khẩu nên không đọc được.",
                remedy="Mở bằng trình đọc PDF, in ra PDF mới không mật khẩu, hoặc dùng bản Word của kế hoạch.",
                file=path,
                code="encrypted",
            ) from error
        raise
    if letters < _FEW_LETTERS * pages:
        raise scan(path)
    return result


def _read_letters_fast(page: Any) -> None:
    """Have the page make only what is used here of each letter; all that the package works out takes half as long again
    as reading the file."""
    from pdfminer.layout import LTChar

    whole, left, above = page.process_object, page.mediabox[0], page.height + page.mediabox[1]

    def process(item: Any) -> dict[str, Any]:
        if type(item) is not LTChar or not isinstance(item.fontname, str):
            return whole(item)  # type: ignore[no-any-return]
        return {
            "object_type": "char", "page_number": page.page_number, "text": item.get_text(),
            "x0": item.x0 + left, "x1": item.x1 + left, "y0": item.y0, "y1": item.y1,
            "top": above - item.y1, "bottom": above - item.y0, "doctop": page.initial_doctop + above - item.y1,
            "width": item.width, "height": item.height, "size": item.size, "upright": item.upright,
            "matrix": item.matrix, "fontname": item.fontname,
        }  # fmt: skip

    page.process_object = process


def _page(page: Any, result: Document) -> None:
    number = page.page_number
    tables = page.find_tables() if page.lines or page.rects or page.curves else []
    tables = [table for table in tables if len(table.rows) > 1 or len(table.rows[0].cells) > 2]
    boxes = [table.bbox for table in tables]
    items: list[tuple[float, Any]] = []
    tolerance = _tolerance(page)
    for table in tables:
        items.append((table.bbox[1], table))
    for line in _printed_lines(page, boxes, tolerance):
        items.append((line[0]["top"], line))
    items.sort(key=lambda item: item[0])
    printed = [item for _, item in items if isinstance(item, list)]
    left, right = _margins(printed)
    count = sum(1 if isinstance(b, Line) else len(b.rows) for b in result.blocks)
    usual = _usual_spacing(printed)
    bottom = None
    first = True
    for top, item in items:
        count += 1
        if not isinstance(item, list):
            rows = [[_cell(text) for text in row] for row in item.extract(x_tolerance=tolerance)]
            _fill_down(item, rows)
            spanned = {
                at
                for at, row in enumerate(item.rows)
                if len(row.cells) > 2 and sum(c is not None for c in row.cells) <= 1
            }
            result.blocks.append(TableBlock(rows, count, number, [number] * len(rows), spanned))
            count += len(rows)
            bottom = None
            continue
        text = clean(" ".join(word["text"] for word in item))
        at_edge = top < page.height * 0.09 or top > page.height * 0.92
        if _PAGE_NUMBER.match(text) and (first or at_edge):
            continue
        first = False
        x0, x1 = item[0]["x0"], item[-1]["x1"]
        width = max(right - left, 1.0)
        gap = 0 if bottom is None else int(top - bottom > usual + 2.5)
        bottom = max(word["bottom"] for word in item)
        bold = _is_bold(item)
        # A first line's indent and a short line may look centred; real titles are bold or far from the margins.
        centred = abs((x0 - left) - (right - x1)) < 12 and x0 - left > (25 if bold else 60)
        result.blocks.append(
            Line(
                text,
                count,
                number,
                False,
                indented=12 < x0 - left < width * 0.25,
                room=max(0.0, (right - x1) / width),
                gap=gap,
                bold=bold,
                centred=centred,
                side=_side(x0 / page.width, x1 / page.width),
            )
        )


def _fill_down(table: Any, rows: list[list[str]]) -> None:
    """A cell merged over several rows counts for each of them, as in Word."""
    for at in range(1, len(rows)):
        for column, cell in enumerate(table.rows[at].cells):
            if cell is not None or rows[at][column]:
                continue
            middle = sum(table.rows[at].bbox[1::2]) / 2
            for above in range(at - 1, -1, -1):
                box = table.rows[above].cells[column]
                if box is not None:
                    if box[3] > middle:  # it reaches down over this row
                        rows[at][column] = rows[above][column]
                    break


def _side(start: float, end: float) -> str:
    """Which half of the page a line stands in, '' for lines that reach over the middle."""
    return "left" if end < 0.53 else ("right" if start > 0.5 else "")


def _is_bold(words: list[dict[str, Any]]) -> bool:
    """Nearly all letters; single ones may come from a stand-in font."""
    fonts = [str(letter.get("fontname", "")).lower() for word in words for letter in word["chars"]]
    return sum("bold" in font or font.endswith("-bd") for font in fonts) > 0.9 * len(fonts)


def _tolerance(page: Any) -> float:
    """Points between two letters of one word. Letters with marks often come from another font and stand apart;
    where the file has its own spaces between words, these decide and gaps do not matter."""
    letters = page.chars
    spaces = sum(1 for letter in letters if letter["text"].isspace())
    return 6.0 if letters and spaces > 0.06 * len(letters) else 1.5


def _printed_lines(
    page: Any, boxes: list[tuple[float, float, float, float]], tolerance: float
) -> list[list[dict[str, Any]]]:
    """Words outside tables, line by line; a wide gap inside a line makes two lines (columns)."""
    words = [
        word
        for word in page.extract_words(x_tolerance=tolerance, y_tolerance=2, return_chars=True)
        if not any(
            x0 - 1 <= (word["x0"] + word["x1"]) / 2 <= x1 + 1
            and top - 1 <= (word["top"] + word["bottom"]) / 2 <= low + 1
            for x0, top, x1, low in boxes
        )
    ]
    words.sort(key=lambda word: (word["bottom"], word["x0"]))
    lines: list[list[dict[str, Any]]] = []
    for word in words:
        if lines and abs(lines[-1][0]["bottom"] - word["bottom"]) <= 3.5:
            lines[-1].append(word)
        else:
            lines.append([word])
    result: list[list[dict[str, Any]]] = []
    for line in lines:
        line.sort(key=lambda word: word["x0"])
        part = [line[0]]
        for before, word in pairwise(line):
            # Justified text stretches its spaces; real columns stand much farther apart.
            size = word["bottom"] - word["top"]
            if word["x0"] - before["x1"] > max(_COLUMN_GAP, 1.6 * size):
                result.append(part)
                part = []
            part.append(word)
        result.append(part)
    return result


def _usual_spacing(lines: list[list[dict[str, Any]]]) -> float:
    """Points between the lines of one paragraph on this page."""
    gaps = sorted(
        below[0]["top"] - max(word["bottom"] for word in above)
        for above, below in pairwise(lines)
        if below[0]["top"] > above[0]["bottom"]
    )
    return gaps[len(gaps) // 4] if gaps else 0.0


def _margins(lines: list[list[dict[str, Any]]]) -> tuple[float, float]:
    """Where most lines begin and the farthest that several end."""
    if not lines:
        return 0.0, 1.0
    starts = Counter(round(line[0]["x0"]) for line in lines)
    ends = sorted((line[-1]["x1"] for line in lines), reverse=True)
    frequent = [x for x, count in starts.items() if count >= max(2, len(lines) // 12)]
    left = float(min(frequent)) if frequent else float(min(starts))
    return left, ends[min(2, len(ends) - 1)]


def _cell(text: str | None) -> str:
    return "" if text is None else "\n".join(filter(None, (clean(line) for line in text.split("\n"))))
