"""A click starts a Python: what the buttons' module pulls in, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "pandas",
    "numpy",
    "PIL",
    "matplotlib",
    "plotly",
    "polars",
    "openpyxl",
    "docx",
    "docxtpl",
    "pdfplumber",
    "lxml",
    "xlsxwriter",
    "holidays",
    "rapidfuzz",
)


def loaded_after(code: str, wanted: tuple[str, ...]) -> str:
    """Which modules a fresh Python has after ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print([m for m in {wanted} if m in sys.modules])"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    return done.stdout.strip()


class DescribeAClick:
    def it_imports_nothing_heavy_before_the_button_needs_it(self) -> None:
        assert loaded_after("import danvan_xl.excel.ribbon", (*HEAVY, "xlwings")) == "[]"

    def it_loads_xlwings_without_the_libraries_that_it_would_convert_to(self) -> None:
        code = "from danvan_xl.excel.start import load_xlwings; load_xlwings()"
        assert loaded_after(code, (*HEAVY, "xlwings")) == "['xlwings']"

    def it_keeps_them_importable_for_whoever_needs_them(self) -> None:
        code = "from danvan_xl.excel.start import load_xlwings; load_xlwings(); import numpy, PIL"
        assert loaded_after(code, ("numpy", "PIL")) == "['numpy', 'PIL']"


class DescribeTheEndOfAClick:
    def it_ends_no_excel_of_anybody(self) -> None:
        code = (
            "import tests.excel.typed.windows as windows, atexit, subprocess\n"
            "engine = windows.engine()\n"
            "atexit.register(engine.cleanup)\n"
            "engine.Apps.cleanup = staticmethod(lambda: print('EXCEL.EXE ended'))\n"
            "{0}"
        )
        run = [sys.executable, "-c"]
        folder = Path(__file__).parents[2]
        plain = subprocess.run(
            [*run, code.format("")], capture_output=True, text=True, cwd=folder, check=True
        )
        ours = "from danvan_xl.excel.start import load_xlwings; load_xlwings()"
        light = subprocess.run(
            [*run, code.format(ours)], capture_output=True, text=True, cwd=folder, check=True
        )
        # On Windows xlwings registers its own clean-up besides.
        assert (set(plain.stdout.splitlines()), light.stdout.strip()) == ({"EXCEL.EXE ended"}, "")
