"""From a cell's text to a :class:`~danvan_xl.model.Deadline`: lines, the grammar, the reasons."""

from __future__ import annotations

import re
from functools import lru_cache

from danvan_xl.language.deadlines.clause_grammar import ClauseGrammar
from danvan_xl.language.deadlines.combine import Combiner
from danvan_xl.language.deadlines.context import DeadlineContext
from danvan_xl.language.deadlines.resolve import Resolver
from danvan_xl.language.deadlines.terms import NotUnderstood
from danvan_xl.language.deadlines.tokens import normalise, tokenise
from danvan_xl.model import Deadline, DeadlineKind

LONGEST = 400
"""Characters. A longer cell is prose, not a deadline."""

INFERRED = "Kế hoạch không ghi thời gian; hiểu là thường xuyên trong thời gian của kế hoạch."

_BULLET = re.compile(r"[^\S\n]*\n[\s]*[-+•●▪·][^\S\n]+")
_FIRST_BULLET = re.compile(r"^\s*[-+•●▪·]\s+")
_CLOSING = re.compile(
    r"(?:[\s;,.]|(?<=\.)/(?=\.))+$"
)  # ". ; ./." but not "...", which leaves something unsaid


def _unclear(text: str, reason: str) -> Deadline:
    return Deadline(text, DeadlineKind.UNCLEAR, reason=reason)


@lru_cache(maxsize=8192)
def read_deadline(text: str, context: DeadlineContext) -> Deadline:
    """Read one cell of ``Thời gian thực hiện`` in the context of its plan. Never raises for any text.

    The result's ``text`` is the cell as given. Blank: recurring over the plan, ``inferred``. Not understood to the
    last word: ``UNCLEAR`` with a Vietnamese ``reason``. In any other kind ``reason`` says what was assumed.
    """
    if not text or not text.strip("\u200b\u200c\u200d\ufeff\u00ad \t\r\n\u00a0\u2007\u202f"):
        return Deadline(
            text or "", DeadlineKind.RECURRING, context.start, context.end, inferred=True, reason=INFERRED
        )
    if len(text) > LONGEST:
        return _unclear(text, "Ô này là cả một đoạn văn; hãy ghi riêng thời hạn.")
    readings: list[Deadline] = []
    refused = ""
    for candidate in _layouts(normalise(text)):
        try:
            reading = _read(text, candidate, context)
        except NotUnderstood as error:
            refused = refused or str(error)
            continue
        except (ValueError, OverflowError):
            refused = refused or "Ngày tháng trong ô này không hợp lệ; hãy ghi lại."
            continue
        if reading not in readings:
            readings.append(reading)
    if not readings and "\n" in text.strip():
        return _one_per_line(text, context, refused)
    if len(readings) == 1:
        return readings[0]
    if readings:
        return _unclear(text, "Cách xuống dòng làm câu này có hai nghĩa; hãy ghi trên một dòng.")
    return _unclear(text, refused)


def _closed(text: str) -> str:
    """Without the stop at its end."""
    ending = _CLOSING.search(text)
    return text if ending is None or "..." in ending.group() else text[: ending.start()]


def _one_per_line(text: str, context: DeadlineContext, refused: str) -> Deadline:
    """The last resort for lines that make no sense when run together: each is a deadline of its own."""
    lines = " ; ".join(line for line in _closed(normalise(text)).split("\n") if line.strip())
    try:
        return _read(text, lines, context)
    except (NotUnderstood, ValueError, OverflowError):
        return _unclear(text, refused)


def _layouts(text: str) -> list[str]:
    """The ways in which line breaks may be meant: mere wrapping, or one deadline a line."""
    text = _closed(text)
    bulleted = _FIRST_BULLET.match(text) is not None
    text = _FIRST_BULLET.sub("", text)
    if "\n" not in text:
        return [text]
    listed = _BULLET.sub(" ; ", text)
    if bulleted:
        return [listed.replace("\n", " ")]
    if listed != text:
        return [text.replace("\n", " "), listed.replace("\n", " ")]
    return [text.replace("\n", " ")]


def _read(text: str, normalised: str, context: DeadlineContext) -> Deadline:
    grammar = ClauseGrammar(tokenise(normalised))
    clauses = grammar.phrase()
    return Combiner(text, clauses, grammar.alternative, Resolver(context)).deadline()
