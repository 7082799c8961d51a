"""Text in the fonts of before Unicode: TCVN3 (".VnTime", ".VnArialH") and VNI ("VNI-Times").

Such fonts draw Vietnamese letters in place of Western ones, so a workbook holds "UBND x· §¹i S¬n" and only the
font shows "UBND xã Đại Sơn". The font's name is the proof; the text alone is only a hint (:func:`guess`).

* TCVN3 (TCVN 5712:1993, VN3): one sign a letter. It has no capitals with tones: fonts whose names end in H draw
  everything as capitals ("®¹i s¬n" in .VnTimeH is ĐẠI SƠN).
* VNI (Windows): a letter and a sign after it (aù = á, oâ = ô, oá = ố), ô and ö for ơ and ư, ñ for đ, and single signs for
  i with a tone and ỵ.

The signs arrive as the Western letters of Latin-1 and Windows-1252; on a Windows with Vietnamese settings some of
them have become those of Windows-1258 instead (Đ for Ð, a combining hook for Ò). Both are undone. People also type
Unicode into cells that still have such a font, which looks right wherever the font is not installed: text that is
Unicode Vietnamese, and would be none when decoded, is left alone.

Pass text as it stands in the file: cleaning drops signs that are letters here (ư is the soft hyphen of TCVN3).
Sources: the standard's table as in glibc's TCVN5712-1 for TCVN3, published converter tables for VNI.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from danvan_xl.language.syllables import COMMON, is_syllable


class LegacyEncoding(StrEnum):
    """An encoding of before Unicode. The value is what a user may see."""

    TCVN3 = "TCVN3"
    TCVN3_CAPITALS = "TCVN3 chữ hoa"
    VNI = "VNI"


_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")  # none, sắc, huyền, hỏi, ngã, nặng
_STYLE = re.compile(r"(?:[ ,-]+(?:bold|italic|regular|oblique))+$", re.IGNORECASE)

# One row a vowel: the vowel, then its five toned letters in the order of _TONES.
_TCVN3_ROWS = """
a ¸µ¶·¹  ă¨ ¾»¼½Æ  â© ÊÇÈÉË  e ÐÌÎÏÑ  êª ÕÒÓÔÖ  i Ý×ØÜÞ
o ãßáâä  ô« èåæçé  ơ¬ íêëìî  u óïñòô  ư\u00ad øõö÷ù  y ýúûüþ
"""
_TCVN3_CAPITALS = {"Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§"}

_VNI_MARKS = {"": "ùøûõï", "ă": "éèúüë", "â": "áàåãä"}
_VNI_SINGLE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ỵ": "î", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò"}


def _letter(vowel: str, tone: int) -> str:
    return unicodedata.normalize("NFC", vowel + _TONES[tone])


def _tcvn3_table() -> dict[str, str]:
    """Vietnamese letter → TCVN3 sign."""
    table = {"đ": "®", **_TCVN3_CAPITALS}
    tokens = _TCVN3_ROWS.split()
    for head, signs in zip(tokens[::2], tokens[1::2], strict=True):
        vowel, own = head[0], head[1:]
        if own:
            table[vowel] = own
        for tone, sign in enumerate(signs, start=1):
            table[_letter(vowel, tone)] = sign
    return table


def _vni_table() -> dict[str, str]:
    """Vietnamese letter → VNI letter and sign, small and capital."""
    table = dict(_VNI_SINGLE)
    for vowel in "aeouy":
        for tone, mark in enumerate(_VNI_MARKS[""], start=1):
            table.setdefault(_letter(vowel, tone), vowel + mark)
    for vowel, base in (("ơ", "ô"), ("ư", "ö")):
        for tone, mark in enumerate(_VNI_MARKS[""], start=1):
            table[_letter(vowel, tone)] = base + mark
    for vowel, base, kind, plain in (
        ("ă", "a", "ă", "ê"),
        ("â", "a", "â", "â"),
        ("ê", "e", "â", "â"),
        ("ô", "o", "â", "â"),
    ):
        table[vowel] = base + plain
        for tone, mark in enumerate(_VNI_MARKS[kind], start=1):
            table[_letter(vowel, tone)] = base + mark
    return table | {letter.upper(): signs.upper() for letter, signs in table.items()}


TO_TCVN3 = _tcvn3_table()
TO_VNI = _vni_table()
_FROM_TCVN3 = {sign: letter for letter, sign in TO_TCVN3.items()}
_FROM_VNI = {signs: letter for letter, signs in TO_VNI.items()} | {"yï": "ỵ", "YÏ": "Ỵ"}
# Typists leave the mark small after a capital ("Uûy ban"), or capital after a small letter.
_FROM_VNI |= {
    signs[0] + other: letter
    for signs, letter in list(_FROM_VNI.items())
    if len(signs) == 2
    for other in (signs[1].lower(), signs[1].upper())
}
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))

# What Windows-1258 makes of bytes that mean a Western letter in 1252, back to that letter.
_FROM_1258 = {
    ord(bytes([byte]).decode("cp1258")): chr(byte)
    for byte in range(0xA0, 0x100)
    if bytes([byte]).decode("cp1258") != chr(byte)
}
# Bytes 80-9F that were taken for control characters: Windows-1252 punctuation (quotes, dashes, ellipsis).
_FROM_CONTROL = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_POSSIBLE = re.compile(
    "[\x00-\xff{}{}]*".format(
        "".join(re.escape(char) for char in _FROM_CONTROL.values()),
        "".join(re.escape(chr(code)) for code in _FROM_1258),
    )
)
_SIGNS = "¨©«¬\u00ad®¶·¸¹»¼½¾×÷"
_SIGN_AT_LETTER = re.compile(f"[A-Za-zÀ-ÖØ-öø-ÿ][{_SIGNS}]|[{_SIGNS}§][A-Za-zÀ-ÖØ-öø-ÿ]")
_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_WORD_AS_IT_STANDS = re.compile(r"[^\W\d_]+")


def encoding_of_font(font: str | None) -> LegacyEncoding | None:
    """The encoding that a font name stands for, None for a Unicode font.

    ".VnTime" → TCVN3; ".VnTimeH" and ".VnArial NarrowH Bold" → TCVN3_CAPITALS; "VNI-Times" → VNI.
    """
    if not font:
        return None
    name = _STYLE.sub("", font.strip().lstrip("@"))
    lower = name.lower()
    if lower.startswith(".vn"):
        capitals = name.endswith("H") if name != lower else name.endswith("h")
        return LegacyEncoding.TCVN3_CAPITALS if capitals else LegacyEncoding.TCVN3
    if re.match(r"vni[-_ ]", lower):
        return LegacyEncoding.VNI
    return None


def decode(text: str, font: str | None) -> str | None:
    """``text`` as its font shows it, in Unicode (NFC). None when the font is no legacy font.

    Text that is already Unicode Vietnamese comes back as it is, so a conversion took place only where the result
    differs. Under a capitals font the result is in capitals.
    """
    encoding = encoding_of_font(font)
    if encoding is None:
        return None
    if not text.isascii() and _is_unicode(text, encoding):
        return text
    return decode_as(text, encoding)


def decode_as(text: str, encoding: LegacyEncoding) -> str:
    """``text`` read in that encoding whatever its font, in Unicode (NFC). Signs it does not use are kept."""
    return unicodedata.normalize("NFC", _decode_raw(text.translate(_FROM_1258), encoding)[0])


def _decode_raw(text: str, encoding: LegacyEncoding) -> tuple[str, bool]:
    """The decoded text, and whether every non-ASCII letter in it had a meaning in the encoding."""
    complete = True
    if encoding is LegacyEncoding.VNI:
        pieces: list[str] = []
        end = 0
        for match in _VNI_LETTER.finditer(text):
            pieces += (text[end : match.start()], _FROM_VNI[match.group()])
            end = match.end()
        pieces.append(text[end:])
        complete = not any(char.isalpha() and not char.isascii() for piece in pieces[::2] for char in piece)
        decoded = "".join(pieces)
    else:
        complete = all(char.isascii() or not char.isalpha() or char in _FROM_TCVN3 for char in text)
        decoded = "".join(_FROM_TCVN3.get(char, char) for char in text)
        if encoding is LegacyEncoding.TCVN3_CAPITALS:
            decoded = decoded.upper()
    return decoded.translate(_FROM_CONTROL), complete


def _is_unicode(text: str, encoding: LegacyEncoding) -> bool:
    """Whether text in a legacy font was typed in Unicode all the same."""
    if not _POSSIBLE.fullmatch(text):
        return True  # ạ, ế, ở ... stand for nothing in these encodings
    as_it_stands = [
        w for w in _WORD_AS_IT_STANDS.findall(unicodedata.normalize("NFC", text)) if not w.isascii()
    ]
    decoded, complete = _decode_raw(text.translate(_FROM_1258), encoding)
    if not as_it_stands or any(not is_syllable(word) for word in as_it_stands):
        # Signs such as · or ¸ within words, or no Vietnamese: only a letter without a meaning speaks for Unicode.
        return not complete and bool(as_it_stands) and not _has_signs(text)
    if not complete:
        return True
    words = [w for w in _WORD_AS_IT_STANDS.findall(decoded) if not w.isascii()]
    if any(not is_syllable(word) for word in words):
        return True
    return sum(w.lower() in COMMON for w in as_it_stands) > sum(w.lower() in COMMON for w in words)


def _has_signs(text: str) -> bool:
    """Whether signs that are no letters in Unicode touch letters, as they do all over TCVN3 text."""
    return _SIGN_AT_LETTER.search(text) is not None


def guess(text: str) -> LegacyEncoding | None:
    """Which encoding unmarked text seems to be in; a suggestion for a person, never a ground to convert.

    It must decode into Vietnamese syllables throughout, not be Vietnamese as it stands, and show at least two
    legacy signs; a word at a digit ("5µm") proves nothing. French, English and Unicode Vietnamese give None.
    """
    if text.isascii() or not _POSSIBLE.fullmatch(text):
        return None
    words, others = [], []
    for match in _WORD.finditer(text):
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if not match.group().isascii():
            if not any(char.isdigit() for char in beside):
                words.append(match.group())
        elif not match.group().isupper():
            others.append(match.group())
    signs = sum(not char.isascii() for word in set(words) for char in word)
    if signs < 2 or all(is_syllable(word) for word in words):
        return None
    if others and sum(map(is_syllable, others)) < 0.8 * len(others):
        return None
    for encoding in (LegacyEncoding.TCVN3, LegacyEncoding.VNI):
        decoded = [_decode_raw(word, encoding) for word in words]
        if all(complete and is_syllable(word) for word, complete in decoded):
            certain = sum(not is_syllable(word) for word in words)
            if certain >= 3 or _has_signs(text) or encoding is LegacyEncoding.VNI:
                return encoding
    return None
