"""Names of bodies as they stand in a sentence."""

from __future__ import annotations

_BODIES = ("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd")
_OFFICES = ("sở", "phòng", "văn phòng", "ban", "chi cục", "trung tâm")
_LEVELS = frozenset(["xã", "phường", "thị", "trấn", "đặc", "khu", "huyện", "quận", "tỉnh", "thành", "phố"])
_SMALL = frozenset(["và", "của", "về", "với"])


def sentence_name(name: str) -> str:
    """'ỦY BAN NHÂN DÂN XÃ AN HÒA' → 'Ủy ban nhân dân xã An Hòa'; a name not in capitals stays as it is."""
    if not name.isupper() or name.startswith("["):
        return name
    text = " ".join(name.lower().split())
    for body in _BODIES:
        if text.startswith(body):
            rest = [word if word in _LEVELS else word.capitalize() for word in text[len(body) :].split()]
            head = body.upper() if len(body) <= 4 else body[0].upper() + body[1:]
            return " ".join([head, *rest])
    for office in _OFFICES:
        if text.startswith(office + " "):
            rest_text = text[len(office) + 1 :]
            return f"{office[0].upper()}{office[1:]} {rest_text[:1].upper()}{rest_text[1:]}"
    return " ".join(word if word in _SMALL else word.capitalize() for word in text.split())
