"""The VBA wrappers of the worksheet functions: up to date, and word for word what xlwings would write."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_xl.excel import functions
from danvan_xl.excel.wrappers import FILE, escaped, source, wrapper
from danvan_xl.resources import bundled

# xlwings' generator lives in a module that needs pywin32; only its names are stood in for, none of it is called.
_BY_XLWINGS = """
import io, sys, types
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["pythoncom"].CoInitialize = None
sys.modules["pywintypes"].com_error = Exception
sys.modules["win32com.client"].Dispatch = None
import xlwings
from xlwings import udfs
xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
from danvan_xl.excel import functions
class Book:
    Name = "danvan_xl.xlam"
out = io.StringIO()
udfs.generate_vba_wrapper("danvan_xl.excel.functions", functions, out, Book)
sys.stdout.reconfigure(encoding="utf-8")
print(out.getvalue())
for f in functions.FUNCTIONS:
    print("DOC", f.__xlfunc__["name"], f.__xlfunc__["category"], [a["doc"] for a in f.__xlfunc__["args"]], sep="|")
"""


def plain(text: str) -> list[str]:
    """Lines without indentation and blank lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class DescribeTheGeneratedModule:
    def it_is_up_to_date(self) -> None:
        assert (bundled("macros") / FILE).read_text(encoding="ascii") == source()

    @pytest.mark.skipif(
        sys.platform == "win32", reason="stands in for pywin32, which is really there on Windows"
    )
    def it_wraps_as_xlwings_itself_would(self) -> None:
        done = subprocess.run(
            [sys.executable, "-c", _BY_XLWINGS],
            capture_output=True, text=True, encoding="utf-8", timeout=60, cwd=Path(__file__).parents[2], check=True,
        )  # fmt: skip
        wrappers, _, docs = done.stdout.partition("DOC|")
        assert plain(wrappers) == plain("".join(map(wrapper, functions.FUNCTIONS)))
        assert docs.count("Dân vận") == 5
        for _, arguments in functions.DESCRIPTIONS.values():
            for said in arguments:
                assert said in docs

    def it_describes_every_function_and_argument_in_letters_that_vba_can_read(self) -> None:
        text = source()
        for name, (said, arguments) in functions.DESCRIPTIONS.items():
            assert f'!{name}"' in text
            for part in (said, *arguments):
                assert f'DvText("{escaped(part)}")' in text
                assert re.sub(r"\\u(\w{4})", lambda m: chr(int(m[1], 16)), escaped(part)) == part
        assert max(map(len, text.splitlines())) < 1023  # VBA's limit

    def it_keeps_descriptions_within_excels_limit(self) -> None:
        for said, arguments in functions.DESCRIPTIONS.values():
            assert all(len(part) <= 255 for part in (said, *arguments))
