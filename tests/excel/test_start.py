"""A click starts a Python: what the buttons' module pulls in, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "pandas",
    "numpy",
    "openpyxl",
    "xlwings",
    "docx",
    "docxtpl",
    "pdfplumber",
    "lxml",
    "xlsxwriter",
    "holidays",
    "rapidfuzz",
)


def test_the_buttons_import_nothing_heavy() -> None:
    code = f"import sys; import danvan_xl.excel.ribbon; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert done.stdout.strip() == "[]"
