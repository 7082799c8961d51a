"""Reading Vietnamese text, against a named piece of standard-library work on as many texts.

``datetime.strptime`` on a plain date is the peer of all: a fixed amount of work that everybody knows. A ratio of 10
means that one phrase costs as much as ten calls of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

from benchmarks.measure import Measure, compare
from danvan_xl.language.dates import read_date
from danvan_xl.language.deadlines import read_deadline
from danvan_xl.language.folding import fold
from danvan_xl.language.legacy import decode
from danvan_xl.language.marks import read_mark
from danvan_xl.language.numbers import read_number
from danvan_xl.language.quantities import read_quantities
from danvan_xl.language.units import UnitReader
from tests.language.corpora import corpus
from tests.language.test_deadlines import EXAMPLES
from tests.language.test_legacy import SENTENCES
from tests.language.test_quantities import CORPUS as QUANTITIES
from tests.language.test_units import CELLS, LISTS

T = TypeVar("T")
_PEER = "datetime.strptime, as many"


def measures() -> Iterator[Measure]:
    """Deadlines without their cache, unit cells, numbers, dates, marks, quantities, folding, legacy fonts."""
    uncached = read_deadline.__wrapped__
    numbers = [typed for typed, *_ in corpus("numbers.tsv", 4)]
    dates = [typed for typed, *_ in corpus("dates.tsv", 4)]
    marks = ["x", "V", "không", "có", "☑", "đã làm", "", "1", "chưa rõ"] * 50
    bodies = [
        unicodedata.normalize("NFD", f"Phòng Văn hoá- Xã hội phối hợp UBND các xã, thị trấn {i}")
        for i in range(500)
    ]
    old = [tcvn3 for _, tcvn3, _ in SENTENCES] * 10
    yield _each("deadline phrases, uncached", EXAMPLES, lambda e: uncached(e.phrase, e.context))
    yield _units()
    yield _each("numbers as typed", numbers, read_number)
    yield _each(
        "dates as typed", dates, lambda v: read_date(v, start=date(2025, 7, 1), end=date(2025, 12, 31))
    )
    yield _each("marks", marks, read_mark)
    yield _each("quantities", [text for text, _ in QUANTITIES], read_quantities)
    yield _each("folding, uncached", bodies, fold.__wrapped__)
    yield _each("TCVN3", old, lambda text: decode(text, ".VnTime"))


def _each(name: str, items: Iterable[T], read: Callable[[T], object]) -> Measure:
    values = list(items)

    def ours() -> None:
        for value in values:
            read(value)

    return compare(f"{name}, {len(values)}", ours, _peer(len(values)), _PEER)


def _units() -> Measure:
    readers = {name: UnitReader(units) for name, units in LISTS.items()}
    round_ = 0

    def ours() -> None:
        # A different text each time, so that nothing is remembered from the round before.
        nonlocal round_
        round_ += 1
        for name, lead, other, _ in CELLS:
            readers[name].read(lead, other + ";" * round_)

    return compare(f"unit cells, {len(CELLS)}", ours, _peer(len(CELLS)), _PEER)


def _peer(times: int) -> Callable[[], None]:
    def peer() -> None:
        for _ in range(times):
            datetime.strptime("05/09/2025", "%d/%m/%Y")

    return peer
