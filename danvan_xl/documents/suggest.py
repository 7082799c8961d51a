"""Who might lead a task that names nobody: the unit whose duties share most of its telling words. Only a suggestion."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from danvan_xl.language.folding import fold

_COMMON = frozenset(
    """công tác thực hiện tổ chức triển khai các của và về cho trong với để theo trên được nâng cao tăng cường tiếp tục hiệu quả nhiệm vụ kế hoạch
    dân vận chính quyền cơ quan đơn vị xã huyện địa phương bàn việc đẩy mạnh chất lượng một số những là có đến phối hợp chủ trì nhân quyết hội
    năm báo cáo kết hướng dẫn""".split()  # noqa: SIM905
)
_ENOUGH, _AHEAD = 0.16, 1.35


def suggest_leads(
    tasks: Sequence[tuple[str, str]], duties: Sequence[tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """For tasks (code, text) and duties (unit, text): code → (unit, the duty that speaks for it).

    A suggestion needs a share of common two-word phrases, weighed by rarity, and a clear lead over the next unit.
    """
    if not duties:
        return {}
    phrases = [_phrases(text) for _, text in duties]
    seen = Counter(phrase for own in phrases for phrase in own)
    weight = {phrase: math.log(1 + len(duties) / count) for phrase, count in seen.items()}
    result: dict[str, tuple[str, str]] = {}
    for code, text in tasks:
        own = _phrases(text)
        if not own:
            continue
        scores: dict[str, tuple[float, str]] = {}
        for (unit, duty), words in zip(duties, phrases, strict=True):
            common = sum(weight[p] for p in own & words)
            score = common / math.sqrt(len(own) * max(len(words), 1)) if common else 0.0
            if score > scores.get(unit, (0.0, ""))[0]:
                scores[unit] = (score, duty)
        ranked = sorted(((s, unit, duty) for unit, (s, duty) in scores.items()), reverse=True)
        if ranked and ranked[0][0] >= _ENOUGH and (len(ranked) == 1 or ranked[0][0] >= _AHEAD * ranked[1][0]):
            result[code] = (ranked[0][1], ranked[0][2])
    return result


def _phrases(text: str) -> set[str]:
    words = fold(text).split()
    return {f"{a} {b}" for a, b in pairwise(words) if not (a in _COMMON and b in _COMMON) and not a.isdigit()}
