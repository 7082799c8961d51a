"""What a start costs before any work: a command, a button in Excel, the worksheet functions."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measure import Measure, commands

WITHOUT_PANDAS = "import sys; sys.modules['pandas'] = None; import xlwings"
"""As a click loads it: xlwings imports pandas only to convert to it."""
COMMAND = "import sys; sys.argv = ['danvan-xl', '{}']; from danvan_xl.cli import main; main()"
"""What the installed script does."""


def measures() -> Iterator[Measure]:
    yield commands(
        "danvan-xl --help",
        ("-c", COMMAND.format("--help")),
        ("-c", "pass"),
        "python -c pass",
        most=9,
        goal=2.5,
    )
    yield commands(
        "danvan-xl --version",
        ("-c", COMMAND.format("--version")),
        ("-c", "import click"),
        "import click",
        most=9,
    )
    for what, code, goal in (
        ("a button's imports", "from danvan_xl.excel import button, dialogs, live, ribbon", 1.1),
        ("the worksheet functions' imports", "import danvan_xl.excel.functions", None),
    ):
        yield commands(
            what, ("-c", f"{WITHOUT_PANDAS}; {code}"), ("-c", WITHOUT_PANDAS), "import xlwings, pandas masked",
            most=9, goal=goal,
        )  # fmt: skip
