"""Writing the summary of 100 units × 30 tasks × 30 criteria against the plainest way to put its tables into a workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas

from benchmarks.measure import Measure, compare
from danvan_xl.summaries.write import write_summary
from danvan_xl.workbooks.opening.own import read_grids
from tests.support.consolidations import sample


def tables_of(path: Path) -> dict[str, pandas.DataFrame]:
    """Every sheet of the summary as a table of its values: the peer writes the same cells, without formulas and looks."""
    return {grid.name: pandas.DataFrame(list(grid.rows)) for grid in read_grids(path)}


def write_plain(tables: dict[str, pandas.DataFrame], path: Path) -> None:
    with pandas.ExcelWriter(path, engine="xlsxwriter") as writer:
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name, header=False, index=False)


def measures() -> Iterator[Measure]:
    consolidation = sample(100, 30, 30, 12)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_summary(consolidation, folder / "mau.xlsx")
        tables = tables_of(folder / "mau.xlsx")

        def ours() -> None:
            # A new file each time: over an old one, what a person typed there would be read first.
            (folder / "tong-hop.xlsx").unlink(missing_ok=True)
            write_summary(consolidation, folder / "tong-hop.xlsx")

        yield compare(
            "summary of 100 × 30 × 30 (formulas, charts, looks)",
            ours,
            lambda: write_plain(tables, folder / "peer.xlsx"),
            "pandas.to_excel (XlsxWriter), the same values plain",
            most=3,
        )
