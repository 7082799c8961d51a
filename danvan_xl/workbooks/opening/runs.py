"""Rich texts: what is left of a text when its crossed-out and raised letters are set aside, in Unicode.

Every reader gives the runs of a cell's text as its file has them; here they become one text and the facts about it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from danvan_xl.language.legacy import decode
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.opening.styles import LEGACY_FONT, RAISED, STRUCK, Font


class Run(NamedTuple):
    """A stretch of text that looks alike. ``font`` '' means the cell's own; ``effect`` is STRUCK, RAISED or ''."""

    text: str
    font: str = ""
    effect: str = ""


def keep_text(sheet: RawSheet, place: Position, runs: Sequence[Run], own_font: str) -> str:
    """The whole text in Unicode; legacy fonts, crossed-out and raised parts are noted on the sheet."""
    if len(runs) == 1 and not runs[0].effect and not LEGACY_FONT.match(runs[0].font or own_font):
        return runs[0].text
    runs = [_in_unicode(sheet, place, run, run.font or own_font) for run in runs]
    whole = "".join(run.text for run in runs)
    unstruck = [run for run in runs if run.effect != STRUCK or run.text.isspace()]
    level = "".join(run.text for run in unstruck if run.effect != RAISED)
    if len(unstruck) < len(runs):
        sheet.struck[place] = level
    elif level.strip() != whole.strip() and level.strip():
        sheet.raised[place] = level
    return whole


def cut(text: str, starts: Sequence[tuple[int, Font]]) -> list[Run]:
    """``text`` as runs from the places where another font begins, as binary formats note them."""
    places = [(0, Font()), *(s for s in starts if s[0] < len(text)), (len(text), Font())]
    return [
        Run(text[at:until], font.name, font.effect)
        for (at, font), (until, _) in itertools.pairwise(places)
        if until > at
    ]


def _in_unicode(sheet: RawSheet, place: Position, run: Run, font: str) -> Run:
    decoded = decode(run.text, font) if LEGACY_FONT.match(font) else None
    if decoded is None or decoded == run.text:
        return run
    sheet.legacy[place] = font
    return run._replace(text=decoded)
