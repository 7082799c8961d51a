"""Time and memory per return as their number grows: ``python -m benchmarks.growth [returns ...]`` (100 1000 3321).

10000 and 63619 (all rural thôn of the country) take minutes to make and to read. Not part of ``make bench``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.consolidate import consolidating, spent
from benchmarks.many import write_master, write_returns


def main() -> None:
    print(f"{'returns':>8} {'ms each':>8} {'again':>8} {'largest process, MB':>20}")
    for count in [int(text) for text in sys.argv[1:]] or [100, 1000, 3321]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_master(folder, count)
            write_returns(folder / "ve", count)
            first, again = (spent(*consolidating(folder), cache=folder / "nho") for _ in range(2))
            each = [run.processor / count * 1000 for run in (first, again)]
            print(f"{count:>8} {each[0]:>8.2f} {each[1]:>8.2f} {first.megabytes:>20.0f}", flush=True)


if __name__ == "__main__":
    main()
