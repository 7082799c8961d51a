"""Number formats of spreadsheets: their sections, and what can be said of a format whatever the value.

What a value shows under one is in :mod:`.number_shown`. A subset of ECMA-376 part 1, 18.8.31 (number formats), enough for what people meet: sections and conditions, digits,
groups, decimals, scaling by thousands, per cent, exponents, and words before, behind and between the digits. What is
outside it (fractions, other calendars and numerals, fills that repeat a digit) is told as unknown, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

GENERAL = "General"
SAME = frozenset({"", GENERAL, "@"})
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general)|(?P<exponent>e[+-])|(?P<sign>[0#?.,%@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]|[^;"\\_*\[])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+", re.IGNORECASE)
_PRINTED = frozenset("$-+/():!^&'~{}<>= €£¥₫")
"""Signs that stand for themselves without quotes; any other letter is a part of a date, or unknown."""
_DATE_LETTERS = frozenset("dmyhs")
_MOST_CHARACTERS = 400


class Section(Struct, frozen=True):
    """One of a format's up to four sections: its condition and its pieces, (kind, text) each.

    Kinds: ``digit`` (0 # ?), ``text``, ``point``, ``general``, ``exponent``, ``at``.
    """

    pieces: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None
    thousands: int = 0
    """How often the number is divided by a thousand before it is shown."""
    percents: int = 0
    dated: str = ""
    """Letters of a date, in their order ('dmy', 'my', 'hm'); '' for a number."""
    unknown: bool = False

    @property
    def digits(self) -> bool:
        """Some digit of the number is shown."""
        return any(kind in ("digit", "general", "at") for kind, _ in self.pieces)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code."""
    if len(code) > _MOST_CHARACTERS:
        return (Section((), unknown=True),)
    parts: list[str] = []
    at = 0
    while at <= len(code) and len(parts) < 5:
        match = _SECTION.match(code, at)
        text = match[0] if match else ""
        parts.append(text)
        at += len(text) + 1
    return tuple(_section(text) for text in parts)


def _section(code: str) -> Section:
    pieces: list[tuple[str, str]] = []
    condition = None
    unknown = False
    letters: list[str] = []
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match[match.lastgroup or "other"]
        if kind in ("quoted", "escaped"):
            pieces.append(("text", text))
        elif kind == "space":
            pieces.append(("text", " "))
        elif kind == "fill":
            unknown |= text.isalnum()
        elif kind == "bracket":
            found = _CONDITION.fullmatch(text.strip())
            if found:
                condition = (found[1], Decimal(found[2]))
            elif text.startswith("$"):
                sign, _, locale = text[1:].partition("-")
                pieces.append(("text", sign))
                unknown |= _is_foreign(locale)
            elif text.lower().strip("hms") == "":
                letters.append(text.lower())
            elif not _COLOUR.fullmatch(text.strip()):
                unknown = True
        elif kind == "general":
            pieces.append(("general", ""))
        elif kind == "exponent":
            pieces.append(("exponent", text))
        elif kind == "sign":
            pieces.append(({".": "point", "@": "at"}.get(text, "digit" if text in "0#?" else "mark"), text))
        elif text in _PRINTED or not text.isascii():
            pieces.append(("text", text))
        elif text.lower() in _DATE_LETTERS:
            letters.append(text.lower())
        elif letters and text in "aApPM":
            continue
        else:
            unknown |= text not in "aApPM,.;"
            letters.append("?")
    if letters:
        unknown |= any(kind == "digit" for kind, _ in pieces) and "s" not in "".join(letters)
        return Section(tuple(pieces), condition, dated=_order(letters), unknown=unknown)
    return _numeric(pieces, condition, unknown)


def _is_foreign(locale: str) -> bool:
    """Whether a locale's upper bytes name digits of another script or a calendar that is not Gregorian."""
    try:
        number = int(locale, 16)
    except ValueError:
        return False
    return number >> 24 > 1 or (number >> 16 & 0xFF) not in (0, 1, 2, 9, 10, 11, 12)


def _order(letters: list[str]) -> str:
    """Runs of letters as one: 'dd/mm/yyyy' → 'dmy'; a month in letters is 'M', minutes beside hours are 'n'."""
    runs: list[str] = []
    for letter in letters:
        if runs and letter[0] == runs[-1][0] and len(letter) == 1:
            runs[-1] += letter
        else:
            runs.append(letter)
    kinds = []
    for i, run in enumerate(runs):
        kind = run[0]
        if kind == "m":
            clock = (i > 0 and runs[i - 1][0] == "h") or (i + 1 < len(runs) and runs[i + 1][0] == "s")
            kind = "n" if clock else "M" if len(run) > 2 else "m"
        elif kind == "d" and len(run) > 2:
            kind = "w"
        kinds.append(kind)
    return "".join(kinds)


def _numeric(pieces: list[tuple[str, str]], condition: tuple[str, Decimal] | None, unknown: bool) -> Section:
    """Commas become groups (no matter) or thousands (behind the last whole digit); fractions are unknown."""
    last = max((i for i, (kind, _) in enumerate(pieces) if kind == "digit"), default=-1)
    point = next((i for i, (kind, _) in enumerate(pieces) if kind == "point"), len(pieces))
    last_whole = max((i for i, (kind, _) in enumerate(pieces[:point]) if kind == "digit"), default=-1)
    thousands = percents = 0
    kept: list[tuple[str, str]] = []
    for i, (kind, text) in enumerate(pieces):
        if kind == "mark" and text == ",":
            # Behind the last digit, or between the whole digits and the point.
            thousands += (i > last >= 0) or (last_whole < i < point)
        elif kind == "mark":
            percents += 1
            kept.append(("text", "%"))
        elif kind == "text" and text == "/" and _between_digits(pieces, i):
            unknown = True  # a fraction
        else:
            kept.append((kind, text))
    return Section(tuple(kept), condition, thousands, percents, unknown=unknown)


def _between_digits(pieces: list[tuple[str, str]], at: int) -> bool:
    before = next((kind for kind, text in reversed(pieces[:at]) if text.strip()), "")
    after = next((kind for kind, text in pieces[at + 1 :] if text.strip()), "")
    return before == "digit" and after == "digit"


# --- questions about a format as a whole ---------------------------------------------------------------


@lru_cache(maxsize=1024)
def is_percent_format(code: str | None) -> bool:
    """Whether a positive number is multiplied by 100 to be shown: an unquoted % in the first section."""
    if not code or "%" not in code:
        return False
    return sections(code)[0].percents > 0


@lru_cache(maxsize=1024)
def is_date_format(code: str | None) -> bool:
    """Whether a format shows a date or a time."""
    return code is not None and code not in SAME and bool(sections(code)[0].dated.replace("?", ""))


@lru_cache(maxsize=1024)
def shows_whole_numbers_as_they_are(code: str) -> bool:
    """Whether a whole number above 0 is seen as just that, so that nobody need look at the format."""
    if code in SAME:
        return True
    part = sections(code)[0]
    plain = all(kind in ("digit", "point", "general") or not text.strip() for kind, text in part.pieces)
    return plain and not (
        part.unknown or part.dated or part.thousands or part.percents or part.condition or not part.digits
    )


@lru_cache(maxsize=1024)
def shows_text_as_it_is(code: str) -> bool:
    """Whether a text is seen unchanged: no fourth section, or one that is nothing but @; ';;;' hides it."""
    if code in SAME:
        return True
    parts = sections(code)
    wanted = parts[3] if len(parts) > 3 else None
    if wanted is None:
        only = parts[0]
        if len(parts) > 1 or not any(kind == "at" for kind, _ in only.pieces):
            return True
        wanted = only
    return [kind for kind, text in wanted.pieces if text.strip() or kind == "at"] == ["at"]


@lru_cache(maxsize=1024)
def shows_whole_dates(code: str) -> bool:
    """Whether every date is seen with day, month and year in an order that a Vietnamese reader takes as meant."""
    return not is_date_format(code) or re.sub("[wnhs?]", "", sections(code)[0].dated) in (
        "dmy",
        "ymd",
        "dMy",
        "yMd",
        "Mdy",
    )
