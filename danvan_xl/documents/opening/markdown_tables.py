"""Tables as Markdown writers draw them: grid tables (+---+), tables under a ruler of dashes. Back to rows and cells.

Source of the forms: the pandoc manual, "Tables" (grid_tables, multiline_tables, simple_tables).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from danvan_xl.language.folding import clean

_BORDER = re.compile(r"^\s*\+(?:[-=:]+\+)+\s*$")
_INNER_BORDER = re.compile(r"\+[-=:]{2,}\+?")
_RULER = re.compile(r"^\s*-{8,}\s*$")
_COLUMNS = re.compile(r"^\s*-+(?: +-+){2,}\s*$")

Rows = list[list[str]]


def grid_table(lines: Sequence[str], at: int) -> tuple[Rows, set[int], int] | None:
    """(rows, rows that are one cell over all columns, index behind it) of a grid table that begins at this line."""
    if not _BORDER.match(lines[at]):
        return None
    end = at
    while end < len(lines) and lines[end].strip()[:1] in ("+", "|"):
        end += 1
    edges = sorted(
        {m.start() for line in lines[at:end] if _BORDER.match(line) for m in re.finditer(r"\+", line)}
    )
    rows: Rows = []
    merged: set[int] = set()
    cells: list[list[str]] = [[] for _ in edges[:-1]]
    spanned = False
    for line in lines[at + 1 : end]:
        if _INNER_BORDER.search(line):
            if any(cells):
                rows.append(["\n".join(_paragraphs(cell)) for cell in cells])
                if spanned:
                    merged.add(len(rows) - 1)
            cells, spanned = [[] for _ in edges[:-1]], False
            if not line.strip().startswith("|"):
                continue
        bars = [edge for edge in edges if edge < len(line) and line[edge] in "|+"]
        spanned = spanned or (len(edges) > 4 and len(bars) <= 2)
        parts = line.strip().removeprefix("|").removesuffix("|").split("|")
        if len(parts) == len(cells):
            for cell, text in zip(cells, parts, strict=True):  # borders may be out of line by a letter
                cell.append(text.strip())
            continue
        if len(bars) < 2:
            return None
        for left, right in itertools.pairwise(bars):
            text = line[left + 1 : right]
            if not re.fullmatch(r"[-=:+ ]*", text) or not text.strip():
                cells[edges.index(left)].append(text.strip())
    return (rows, merged, end) if len(edges) > 2 and rows else None


def ruled_table(lines: Sequence[str], at: int) -> tuple[Rows, set[int], int] | None:
    """(rows, merged rows, index behind it) of a table whose columns are given by a ruler of dashes."""
    ruler = next((i for i in range(at, min(at + 8, len(lines))) if _COLUMNS.match(lines[i])), None)
    if ruler is None or ruler == at or any(not line.strip() for line in lines[at:ruler]):
        return None
    boxed = bool(_RULER.match(lines[at]))
    if not boxed and ruler - at > 3:
        return None
    starts = [m.start() for m in re.finditer(r"-+", lines[ruler])]
    header = _joined([_sliced(line, starts) for line in lines[at + boxed : ruler]])
    rows: Rows = [header]
    own: Rows = []
    end = ruler + 1
    while end < len(lines):
        line = lines[end]
        if _RULER.match(line) or _COLUMNS.match(line):
            end += 1
            break
        if not line.strip():
            if not boxed:
                break
            if own:
                rows.append(_joined(own))
                own = []
        elif boxed:
            own.append(_sliced(line, starts))
        else:
            rows.append(_joined([_sliced(line, starts)]))
        end += 1
    if own:
        rows.append(_joined(own))
    return (rows, set(), end) if len(rows) > 1 else None


def _sliced(line: str, starts: list[int]) -> list[str]:
    """The line's cells; a word that hangs over the border of its column stays whole."""
    cuts = []
    for start in starts[1:]:
        while 0 < start < len(line) and line[start - 1] != " " and line[start] != " ":
            start -= 1
        cuts.append(start)
    ends = [0, *cuts, len(line)]
    return [line[a:b].strip() for a, b in itertools.pairwise(ends)]


def _joined(lines: Rows) -> list[str]:
    """Printed lines of one row as its cells."""
    return (
        ["\n".join(_paragraphs([line[i] for line in lines])) for i in range(len(lines[0]))] if lines else []
    )


def _paragraphs(lines: list[str]) -> list[str]:
    """Printed lines of a cell as paragraphs: a blank line parts them, and every item of a list is one."""
    result: list[str] = [""]
    for line in map(clean, lines):
        if not line:
            result.append("")
        elif line.endswith("\\"):  # a line break in the middle of a paragraph
            result[-1] = f"{result[-1]} {line[:-1].rstrip()}".strip()
            result.append("")
        elif re.match(r"\\?[-+•]\s", line):
            result.append(line)
        else:
            result[-1] = f"{result[-1]} {line}".strip()
    return [text for text in result if text]
