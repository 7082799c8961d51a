"""What a spreadsheet shows for a value under a number format: the text that a person sees, not what is stored.

The text is written as an officer would type it: a comma before decimals, no sign between thousands, because which of
the two a screen shows depends on its language. Rounding is half away from zero on the 15 digits that Excel keeps.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext

from msgspec import Struct

from danvan_xl.language.number_format import SAME, Section, sections, shows_text_as_it_is
from danvan_xl.language.showing import comma


class UnknownFormatError(ValueError):
    """The format, or what it shows for this number, is outside the subset."""


class Appearance(Struct, frozen=True):
    """What is seen. ``number``: the shown number where it stands alone among its words, before scaling by %."""

    text: str
    number: Decimal | None = None
    before: str = ""
    after: str = ""

    @property
    def alone(self) -> bool:
        """Nothing but the number is seen."""
        return self.number is not None and not self.before and not self.after

    @property
    def typed(self) -> str:
        """The text as one would type it so that nothing in it reads in two ways: '12,345' gets a zero more."""
        if self.number is None:
            return self.text
        whole, mark, decimals = comma(self.number).partition(",")
        return f"{self.before}{whole}{mark}{decimals.ljust(4, '0') if mark else ''}{self.after}"


def _choose(number: Decimal, code: str) -> tuple[Section, bool]:
    """The section for a number, and whether it shows the number without its sign. Raises UnknownFormatError."""
    parts = sections(code)[:3]
    conditions = [part.condition for part in parts]
    if not any(conditions):
        if len(parts) == 1 or number > 0:
            return parts[0], False
        if number < 0:
            return parts[1], True
        return (parts[2] if len(parts) > 2 else parts[0]), False
    if number < 0:
        raise UnknownFormatError  # programs differ in where the sign goes
    for i, part in enumerate(parts):
        if part.condition is None:
            # A second section without its own condition is for what is left, the third's negatives set aside.
            if i == 1 and len(parts) > 2:
                continue
            return part, False
        if _holds(number, *part.condition):
            return part, False
    raise UnknownFormatError


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


def number_shown(number: Decimal, code: str) -> Appearance:
    """What is seen of ``number`` under ``code``; an empty text when nothing is. Raises UnknownFormatError."""
    if code in SAME:
        return Appearance(comma(number), number)
    part, unsigned = _choose(number, code)
    if part.unknown or part.dated:
        raise UnknownFormatError
    if not part.digits:
        return _words(number, "".join(text for kind, text in part.pieces if kind == "text"))
    if any(kind == "exponent" for kind, _ in part.pieces):
        return _with_exponent(number, part)
    with localcontext() as context:
        context.prec = 60
        scaled = number * 100**part.percents / Decimal(1000) ** part.thousands
        decimals = _decimals(part)
        if any(kind in ("general", "at") for kind, _ in part.pieces):
            rounded = scaled
        else:
            rounded = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _laid_out(rounded, part, unsigned)


def _decimals(part: Section) -> int:
    kinds = [kind for kind, _ in part.pieces]
    return kinds[kinds.index("point") :].count("digit") if "point" in kinds else 0


def _laid_out(rounded: Decimal, part: Section, unsigned: bool) -> Appearance:
    """Digits among their words. Words between digits leave no number that stands alone."""
    size = abs(rounded)
    sign = "-" if rounded < 0 and not unsigned else ""
    pieces = part.pieces
    first = next(i for i, (kind, _) in enumerate(pieces) if kind != "text")
    last = max(i for i, (kind, _) in enumerate(pieces) if kind != "text")
    before = "".join(text for _, text in pieces[:first]).lstrip()
    after = "".join(text for _, text in pieces[last + 1 :]).rstrip()
    inner = pieces[first : last + 1]
    shown = _digits(size, inner)
    if not shown:
        return _words(rounded, before + after)
    if rounded < 0 and unsigned and not _says_negative(before, after):
        raise UnknownFormatError  # red, or nothing, stands for the minus
    if unsigned and rounded < 0:
        before, after = before.strip().lstrip("-("), after.strip().rstrip(")-")
        sign = "-"
    text = f"{sign}{before}{shown}{after}"
    joined = any(kind == "text" and t.strip() for kind, t in inner) or _touches_digits(before, after)
    if joined:
        return Appearance(text.strip())
    number = -size if rounded < 0 else size
    return Appearance(text.strip(), number, before.strip() and before, after.strip() and after)


def _words(number: Decimal, text: str) -> Appearance:
    """No digit is seen. A dash is how accounts print 0."""
    text = text.strip()
    return Appearance(text, Decimal(0)) if not number and text in ("-", "–") else Appearance(text)


def _says_negative(before: str, after: str) -> bool:
    before, after = before.strip(), after.strip()
    return before.startswith("-") or after.endswith("-") or (before[:1] == "(" and after[-1:] == ")")


def _touches_digits(before: str, after: str) -> bool:
    """A word that begins or ends with a digit or a separator makes another number of the digits beside it."""
    return bool(re.search(r"[\d.,]$", before) or re.match(r"[\d.,]", after))


def _digits(size: Decimal, pieces: tuple[tuple[str, str], ...]) -> str:
    if any(kind in ("general", "at") for kind, _ in pieces):
        return comma(size)
    kinds = [kind for kind, _ in pieces]
    point = kinds.index("point") if "point" in kinds else len(pieces)
    whole, _, decimals = f"{size:f}".partition(".")
    left = _whole_digits("" if whole == "0" else whole, pieces[:point])
    right = _decimal_digits(decimals, pieces[point + 1 :])
    return left + ("," + right if right.strip() else "")


def _whole_digits(whole: str, pieces: tuple[tuple[str, str], ...]) -> str:
    """From the right; the first place takes all digits that are left."""
    out: list[str] = []
    places = sum(kind == "digit" for kind, _ in pieces)
    for kind, text in reversed(pieces):
        if kind != "digit":
            out.append(text)
            continue
        places -= 1
        if places == 0:
            digit, whole = whole or ("0" if text == "0" else ""), ""
        else:
            digit, whole = whole[-1:] or ("0" if text == "0" else ""), whole[:-1]
        out.append(digit)
    return "".join(reversed(out)) if out else whole


def _decimal_digits(decimals: str, pieces: tuple[tuple[str, str], ...]) -> str:
    places = [text for kind, text in pieces if kind == "digit"]
    needed = max((n for n, text in enumerate(places, start=1) if text == "0"), default=0)
    decimals = decimals.rstrip("0").ljust(needed, "0")
    out, at = [], 0
    for kind, text in pieces:
        if kind == "digit":
            out.append(decimals[at : at + 1])
            at += 1
        elif kind == "text":
            out.append(text)
    return "".join(out)


def _with_exponent(number: Decimal, part: Section) -> Appearance:
    """1,2E+03: the number as its shown digits say; only one digit before the point is known."""
    kinds = [kind for kind, _ in part.pieces]
    at = kinds.index("exponent")
    whole = kinds[: kinds.index("point") if "point" in kinds[:at] else at].count("digit")
    if whole != 1 or part.thousands or part.percents or any(kind == "text" for kind in kinds):
        raise UnknownFormatError
    decimals = kinds[kinds.index("point") : at].count("digit") if "point" in kinds[:at] else 0
    if not number:
        return Appearance("0", Decimal(0))
    with localcontext() as context:
        context.prec = decimals + 1
        context.rounding = ROUND_HALF_UP
        shown = +number
    return Appearance(f"{shown:.{decimals}E}".replace(".", ","), Decimal(f"{shown:f}"))


def text_shown(text: str, code: str) -> str:
    """What is seen of a text under ``code``."""
    if shows_text_as_it_is(code):
        return text
    parts = sections(code)
    wanted = parts[3] if len(parts) > 3 else parts[0]
    return "".join(text if kind == "at" else piece for kind, piece in wanted.pieces)


def date_shown(day: date | datetime, code: str) -> str:
    """A date as ``code`` lets it be seen, in figures: '9/2025', '5/9', '09/05/2025'. Raises UnknownFormatError."""
    part = sections(code)[0]
    if part.unknown or part.condition:
        raise UnknownFormatError
    texts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "M": f"{day.month:02}", "y": f"{day.year:04}"}
    order = [kind for kind in part.dated if kind in texts]
    if "M" in order and "d" in order:  # a month in letters is taken for no day, wherever it stands
        order = [kind for kind in "dMy" if kind in order]
    return "/".join(texts[kind] for kind in order)
