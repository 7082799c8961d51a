"""Reading the hand-worked corpora: tab-separated, '#' comments, \\n, \\t and \\uXXXX escapes."""

from __future__ import annotations

import re
from pathlib import Path

_ESCAPE = re.compile(r"\\(n|t|u[0-9a-f]{4})")


def _unescape(match: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(match[1]) or chr(int(match[1][1:], 16))


def corpus(name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of ``corpus/<name>``, each filled up to ``columns`` cells."""
    rows = []
    for line in (Path(__file__).parent / "corpus" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") or not line:
            continue
        cells = [_ESCAPE.sub(_unescape, cell) for cell in line.split("\t")]
        assert len(cells) <= columns, line
        rows.append(tuple(cells + [""] * (columns - len(cells))))
    return rows
