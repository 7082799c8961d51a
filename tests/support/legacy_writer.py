"""Writing the encodings of old fonts, for files that the tests make."""

from __future__ import annotations

import unicodedata

from danvan_xl.language.legacy import TO_TCVN3, TO_VNI


def encode_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Unicode → TCVN3 signs. ``capitals``: for a font ending in H, which draws small letters as capitals.

    Raises ``ValueError`` for a capital with a tone unless ``capitals``: the encoding has none.
    """
    text = unicodedata.normalize("NFC", text)
    if capitals:
        text = text.lower()
    for char in text:
        if char not in TO_TCVN3 and char.lower() in TO_TCVN3:
            raise ValueError(f"TCVN3 has no sign for {char}; capitals with tones need a font ending in H")
    return "".join(TO_TCVN3.get(char, char) for char in text)


def encode_vni(text: str) -> str:
    """Unicode → VNI letters and signs."""
    return "".join(TO_VNI.get(char, char) for char in unicodedata.normalize("NFC", text))
