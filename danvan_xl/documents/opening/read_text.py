"""Plain text and Markdown as converters leave them → :class:`Document`.

Bold and heading marks are taken off, pipe and tab tables become tables. Whether a blank line ends a
paragraph is decided once for the whole text: many converters put one between all lines.
"""

# ruff: noqa: SIM905 - a word list reads best as text

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from danvan_xl.documents.opening.markdown_tables import grid_table, ruled_table
from danvan_xl.documents.text.content import Document, Line, TableBlock
from danvan_xl.errors import InputError
from danvan_xl.language.folding import clean
from danvan_xl.language.syllables import is_syllable

_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ESCAPED = re.compile(r"""\\([-\\`*_{}\[\]()#+.!|>/"'~^$<])""")
_TAGS = re.compile(r"<br\s*/?>", re.I)


_WRAPPED = 0.08
"""Share of lines that begin in mid-sentence. Below it every line is a paragraph, and its end means something."""


_LONGER = 115
"""Characters. A converter that breaks lines breaks them before."""


def read_text(path: Path) -> Document:
    """Read .txt or .md in UTF-8 (with or without mark), UTF-16 or windows-1258."""
    text = decoded(path.read_bytes(), path)
    return read_lines(text, path.name, markdown=path.suffix.lower() in (".md", ".markdown"))


def read_lines(text: str, name: str, *, markdown: bool = False) -> Document:
    """Plain text, or Markdown where it is said or seen."""
    markdown = markdown or bool(
        re.search(r"(?m)^\s{0,3}#{1,6}\s+\S|^\s*\*\*\S.*\*\*\s*$|^\s*\|.*\|\s*$", text)
    )
    document = Document(name, "markdown" if markdown else "text")
    page: int | None = 1 if "\f" in text else None
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines: list[tuple[int, str, int | None]] = []
    for number, line in enumerate(raw, 1):
        if "\f" in line:
            page = (page or 1) + line.count("\f")
            line = line.replace("\f", " ")
        lines.append((number, line, page))
    # An appendix across the page has longer lines than the text before it.
    by_page = {
        p: [line for _, line, own in lines if own == p and line.strip()] for p in {p for _, _, p in lines}
    }
    overall = _width([line for _, line, _ in lines])
    widths = {p: _width(own) if len(own) > 15 else overall for p, own in by_page.items()}
    begun = [line.strip() for _, line, _ in lines if len(line.split()) > 1]
    whole = sum(line[0].islower() for line in begun) < _WRAPPED * len(begun)
    whole = whole and any(len(line) > _LONGER for line in begun)
    at = 0
    gap = 0
    while at < len(lines):
        number, line, page = lines[at]
        rows = _drawn_table(lines, at, markdown) or _table(lines, at, markdown)
        if rows:
            block, at = rows
            document.blocks.append(block)
            gap = 0
            continue
        at += 1
        if "|" in line:
            line = line.replace("|", "\t").rstrip()  # borders of a letterhead that was a table
        if not line.strip() or _RULE.match(line):
            gap += 3 if line.strip() else 1  # a drawn line parts what it stands between
            continue
        shown, bold = _plain(line, markdown)
        shown = mend_words(shown)
        text = clean(shown)
        if not text:
            continue
        indent = len(line) - len(line.lstrip(" \t\u00a0"))
        document.blocks.append(
            Line(
                _spaced(shown) if not markdown else text,
                number,
                page,
                False,
                indented=indent > 0,
                room=1.0 if whole else max(0.0, 1 - len(text) / widths[page]),
                gap=gap,
                bold=bold,
                side="right" if indent > 30 else "",
                raw="" if markdown else line.expandtabs(),
            )
        )
        gap = 0
    return document


_TORN = re.compile(r"(?<!\w)([^\W\d_]{1,4}) (?=([^\W\d_]{1,5})(?!\w))")
_REAL_ALONE = frozenset(
    "ấp ấy ấn ấm ẩm ảnh ạ ạt ổn ồn ốm ổ ở ủy ủng ủ ỷ ứng ứ ước ưu ý yếu yêu yên ăn ăng án áo áp âm ân âu ép ê ít im in oan oai ôm ông ôn "
    "ục ụ ợ uống uốn uế uy u ao ai an anh em én eo i ờ ạc ách ẵm ặc ắc ửng".split()
)


def mend_words(text: str) -> str:
    """Join syllables that a PDF converter tore at a letter with marks: "c ủa" → "của", "huy ện" → "huyện".

    Only where the two pieces make a syllable, the second begins with such a letter and is no word of its own, or
    the first has no vowel at all; so whole words are never run together.
    """
    previous = None
    while text != previous:
        previous = text
        text = _TORN.sub(_mended, text)
    return text


def _mended(match: re.Match[str]) -> str:
    first, second = match.groups()
    joined = first + second
    low = second.lower()
    marked = "\u1ea0" <= low[0] <= "\u1ef9" or low[0] in "ươ"
    if not marked or not is_syllable(joined.lower()) or second[0].isupper() != first[-1].isupper():
        return match.group()
    if is_syllable(first.lower()) and low in _REAL_ALONE:
        return match.group()
    return first


def _spaced(text: str) -> str:
    """Clean, but runs of spaces stay two: they may be the border of two table cells."""
    parts = re.split(r"[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]{2,}", unicodedata.normalize("NFC", text).strip())
    return "  ".join(clean(part) for part in parts if clean(part))


def decoded(data: bytes, path: Path) -> str:
    """Text in whichever of these encodings it is. Raises :class:`~danvan_xl.errors.InputError` ``unreadable``."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1258"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return unicodedata.normalize("NFC", text)
    raise InputError(
        f"Tệp “{path.name}” không phải văn bản đọc được.",
        remedy="Lưu lại dạng văn bản thuần UTF-8, hoặc dùng tệp .docx, .pdf.",
        file=path,
        code="unreadable",
    )


def _width(lines: list[str]) -> int:
    """How long a full line is: that of the text's long lines, whatever its longest single line."""
    lengths = sorted((len(line.strip()) for line in lines if line.strip()), reverse=True)
    if not lengths:
        return 80
    return max(lengths[len(lengths) // 12], 20)


def _plain(line: str, markdown: bool) -> tuple[str, bool]:
    if not markdown:
        return line, False
    stripped = line.strip()
    heading = bool(_HEADING.match(line))
    bold = heading or (stripped.startswith("**") and stripped.rstrip().endswith("**"))
    line = _TAGS.sub(" ", _HEADING.sub("", line))
    line = _EMPHASIS.sub(r"\2", line)
    line = _ITALIC.sub(r"\1", line)
    line = re.sub(r"^\s*\*\s+", "- ", line)
    line = line.replace("**", "").replace("__", "")
    line = re.sub(r"^\s*\*(?=[^\s*])|(?<=[^\s*\\])\*\s*$", "", line)  # italics that reach over several lines
    return _ESCAPED.sub(r"\1", line).rstrip("\\"), bold


def _drawn_table(
    lines: list[tuple[int, str, int | None]], at: int, markdown: bool
) -> tuple[TableBlock, int] | None:
    """A table drawn with + and -, or under a ruler of dashes, that begins at this line."""
    number, line, page = lines[at]
    if not line.strip() or (line.strip()[0] not in "+-" and not _COLUMNS_BELOW.search(_near(lines, at))):
        return None
    texts = [text for _, text, _ in lines]
    found = grid_table(texts, at) or ruled_table(texts, at)
    if found is None:
        return None
    rows, merged, end = found
    shown = [
        ["\n".join(filter(None, (clean(_plain(part, True)[0]) for part in cell.split("\n")))) for cell in row]
        for row in rows
    ]
    return TableBlock(shown, number, page, [page] * len(rows), merged), end


_COLUMNS_BELOW = re.compile(r"(?m)^\s*-{2,}(?: +-{2,}){2,}\s*$")


def _near(lines: list[tuple[int, str, int | None]], at: int) -> str:
    return "\n".join(text for _, text, _ in lines[at : at + 4])


def _table(
    lines: list[tuple[int, str, int | None]], at: int, markdown: bool
) -> tuple[TableBlock, int] | None:
    """A pipe table or tab-separated rows that begin at this line, and the line after it."""
    number, line, page = lines[at]
    if line.count("|") >= 2 and (line.strip().startswith("|") or line.count("|") >= 3):
        split = _pipe_cells
    elif line.count("\t") >= 3 and not line.startswith("\t"):
        split = _tab_cells
    else:
        return None
    rows: list[list[str]] = []
    pages: list[int | None] = []
    end = at
    while end < len(lines):
        _, text, row_page = lines[end]
        if not text.strip():
            # Blank lines between rows belong to the table when another row follows.
            later = next((other for _, other, _ in lines[end + 1 : end + 4] if other.strip()), "")
            if split is _pipe_cells and later.strip().startswith("|"):
                end += 1
                continue
            break
        if split is _pipe_cells and _PIPE_RULE.match(text) and "-" in text:
            end += 1
            continue
        if split is _pipe_cells and "|" not in text:
            break
        if split is _tab_cells and "\t" not in text:
            # A heading of the rows under it has no other cells.
            later = lines[end + 1][1] if end + 1 < len(lines) else ""
            if later.count("\t") < 2 or len(text.split()) > 30 or re.match(r"(?i)\s*(?:s?tt|số tt)\t", later):
                break
        rows.append(split(text, markdown))
        pages.append(row_page)
        end += 1
    if len(rows) < 2:
        return None
    width = max(len(row) for row in rows)
    short = {i for i, row in enumerate(rows) if 1 < len(row) < width}
    rows = [row + [""] * (width - len(row)) for row in rows]
    merged = {i for i, row in enumerate(rows) if width > 2 and sum(bool(c) for c in row) <= 1}
    return TableBlock(rows, number, page, pages, merged, short), end


def _pipe_cells(line: str, markdown: bool) -> list[str]:
    text = line.strip().removeprefix("|").removesuffix("|")
    cells = re.split(r"(?<!\\)\|", text)
    # Some writers put two spaces where the cell had a new line.
    parts = [re.split(r"<br\s*/?>|\s{2,}", cell.strip(), flags=re.I) for cell in cells]
    return ["\n".join(filter(None, (clean(_plain(p, True)[0]) for p in cell))) for cell in parts]


def _tab_cells(line: str, markdown: bool) -> list[str]:
    return [clean(cell) for cell in line.split("\t")]
