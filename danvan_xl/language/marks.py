"""Marks: the x, v or ✓ that an officer puts into a cell, and the "không" that says no.

Source of the rule: the project's domain notes (a mark is x, X, v, V or ✓; TRUE and 1 come from
check boxes and from other programs). Anything else is not a mark and is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.reading import Reading

MARK_NOT_UNDERSTOOD = "mark-not-understood"

# ×, х and ⅹ are what autocorrect, a Cyrillic keyboard and an East Asian one make of x; ü and þ are the tick and the
# ticked box of the Wingdings font, \uf0fc and \uf0fe the same as Word stores them.
_YES_SIGNS = frozenset("xv✓✔☑✅√🗸×хⅹüþ\uf0fc\uf0fe")
_NO_SIGNS = frozenset("-☐□▢❏\uf0a8")
_YES_WORDS = frozenset({"có", "đúng", "đồng ý", "yes", "y", "true", "1"})
_NO_WORDS = frozenset({"không", "không có", "ko", "no", "n", "false", "0"})
_EITHER_WORDS = frozenset({"có", "yes", "y", "không", "không có", "ko", "ko có", "no", "n"})
"""Under "Không ..." these can be said of the thing or of its absence."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_WRAPPED = re.compile(r"[\[(]\s*(.*?)\s*[\])]")
_DECORATION = re.compile(r"[.\ufe0e\ufe0f]")

_YES: Reading[bool] = Reading(True)
_NO: Reading[bool] = Reading(False)
_BLANK: Reading[bool] = Reading()


def _not_understood(shown: object) -> Reading[bool]:
    return Reading(None, (MARK_NOT_UNDERSTOOD,), f"“{shown}” không phải dấu đánh chọn")


def read_mark(value: Any, *, label: str = "") -> Reading[bool]:
    """True for a tick, False for an explicit no, None (no issue) for a blank cell.

    * True: x, X, v, V, ✓ ✔ ☑ and their lookalikes, also in brackets ("[x]", "(x)"); "có", "đúng", "đồng ý",
      yes; TRUE; the number 1.
    * False: "không", "không có", no, a dash, an empty box, FALSE, the number 0.
    * Anything else, such as a crossed box (which means yes in Word and no elsewhere), "2" or a sentence, is
      unreadable with ``mark-not-understood``.

    ``label`` is the header of the cell. Who repeats it ("Không phát sinh" under ``Không phát sinh (x)``)
    means yes. Under a label that itself begins with "Không" a bare "không" or "có" could be either, so it is unreadable.
    """
    if value is None:
        return _BLANK
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, int | float | Decimal):
        if value == 1:
            return _YES
        return _NO if value == 0 else _not_understood(value)
    if not isinstance(value, str):
        return _not_understood(value)
    text = _DECORATION.sub("", clean(value)).strip()
    if not text:
        return _BLANK if not clean(value) else _not_understood(clean(value))
    key = _DASHES.sub("-", unicodedata.normalize("NFKC", text.lower()))
    wrapped = _WRAPPED.fullmatch(key)
    if wrapped:
        if not wrapped[1]:
            return _NO  # "[ ]", an empty box drawn with brackets
        key = wrapped[1]
    if key in _YES_SIGNS:
        return _YES
    if key in _NO_SIGNS:
        return _NO
    words = fold(key)
    if label:
        asked = fold(label).removesuffix(" x")
        if words == asked:
            return _YES
        if words in _EITHER_WORDS and asked.startswith("không"):
            return Reading(
                None,
                (MARK_NOT_UNDERSTOOD,),
                f"“{text}” ở cột “{clean(label)}” có thể hiểu hai cách; nếu chọn thì ghi x",
            )
    if words in _YES_WORDS:
        return _YES
    if words in _NO_WORDS:
        return _NO
    return _not_understood(text)
