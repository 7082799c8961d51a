"""What is known of a field of a form: one row of the table in :mod:`danvan_xl.terms.form`.

Whoever draws, reads, shows or writes fields walks that table and goes by :class:`FieldKind`; nobody lists columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Any

from msgspec import Struct


class FieldKind(StrEnum):
    """How a field is typed, read and shown. Values are what developers' pages call it."""

    TEXT = "text"
    WORD = "word"
    """A short text, centred."""
    CODE = "code"
    PHONE = "phone number"
    """A text that keeps its leading zero."""
    NUMBER = "number"
    COUNT = "whole number"
    PERCENT = "percent 0-100"
    DATE = "date"
    MARK = "mark (x)"
    CHOICE = "option of the row's rule"

    @cached_property
    def blank(self) -> Any:
        """What an answer holds where nothing was given: '' for text, False for a mark, else None."""
        if self is FieldKind.MARK:
            return False
        return "" if self.is_text else None

    @cached_property
    def is_text(self) -> bool:
        """Read as it stands, never converted."""
        return self in (FieldKind.TEXT, FieldKind.WORD, FieldKind.CODE, FieldKind.PHONE, FieldKind.CHOICE)

    @property
    def is_measure(self) -> bool:
        """A number or date: what formulas count with."""
        return self in (FieldKind.NUMBER, FieldKind.COUNT, FieldKind.PERCENT, FieldKind.DATE)


class Field(Struct, frozen=True):
    """One column (or label) of the form.

    ``attribute`` is its name in the answer (``model``). ``error``, ``title``, ``prompt`` are the Vietnamese words of its
    validation, with ``{first}``, ``{last}``, ``{year}`` for the plan's days; without ``error`` a measure gets those of its kind.
    """

    attribute: str
    header: str
    kind: FieldKind = FieldKind.TEXT
    width: float = 14
    """In characters; of labels beside their value it is not used."""
    fill: bool = False
    """The unit fills it in."""
    error: str = ""
    title: str = ""
    prompt: str = ""
    suggestions: tuple[str, ...] = ()
    """Offered in a list; anything else may be typed as well."""
    least: int = 0
    most: int | None = None
    """Limits of a number; of a percent at most 100."""
    counts: bool = True
    """Filled in, it makes its row answered; without any such field a return is empty."""
    json: bool = False
    """Stands under its attribute's name in the JSON of consolidation."""
    spellings: tuple[str, ...] = ()
    """Other headers by which it is known in returns."""


Fields = tuple[Field, ...]


def headers(fields: Iterable[Field]) -> tuple[str, ...]:
    """Their headers, each once (two attributes may share a column)."""
    return tuple(dict.fromkeys(field.header for field in fields))


def to_fill(fields: Iterable[Field]) -> Fields:
    """Those that the unit fills in."""
    return tuple(field for field in fields if field.fill)


def values_of(answer: object, fields: Iterable[Field]) -> dict[str, Any]:
    """Attribute → value of an answer; blanks where there is no answer (None)."""
    return {
        field.attribute: field.kind.blank if answer is None else getattr(answer, field.attribute)
        for field in fields
    }


def by_header(answer: object, fields: Iterable[Field]) -> dict[str, Any]:
    """Header → value of an answer."""
    return {field.header: getattr(answer, field.attribute) for field in fields}


def is_blank(value: object) -> bool:
    """Nothing was given: what :attr:`FieldKind.blank` says of any kind."""
    return value is None or value == "" or value is False
