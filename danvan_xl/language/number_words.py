"""Small numbers in Vietnamese words: what stands in brackets behind a figure, 05 (năm)."""

from __future__ import annotations

_DIGIT_WORDS = {
    w: n
    for n, words in enumerate(
        ("không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy bẩy", "tám", "chín")
    )
    for w in words.split()
}


def number_in_words(words: str) -> int | None:
    """0-99 in Vietnamese words ('hai mươi lăm' → 25), None when it is anything else."""
    parts = words.split()
    if not parts or len(parts) > 3:
        return None
    if parts[0] == "mười":
        tens, rest = 10, parts[1:]
    elif len(parts) > 1 and parts[1] in ("mươi", "mười") and parts[0] in _DIGIT_WORDS:
        tens, rest = _DIGIT_WORDS[parts[0]] * 10, parts[2:]
    else:
        tens, rest = 0, parts
    if len(rest) > 1 or (not rest and not tens) or (rest and rest[0] not in _DIGIT_WORDS):
        return None
    return tens + (_DIGIT_WORDS[rest[0]] if rest else 0)
