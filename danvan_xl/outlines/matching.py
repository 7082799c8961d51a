"""Which of our figures an outline's words mean: by their words where those are the same, by likeness as a suggestion only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from danvan_xl.language.folding import fold
from danvan_xl.language.measures import factor
from danvan_xl.model import Master
from danvan_xl.outlines.tables import bare
from danvan_xl.summaries.figures import HEADLINES

Core = tuple[str, ...]

_FILLERS = frozenset(
    [
        "số",
        "tổng",
        "lượng",
        "các",
        "những",
        "về",
        "của",
        "và",
        "trong",
        "kỳ",
        "đã",
        "được",
        "là",
        "việc",
        "toàn",
        "theo",
    ]
)
_OPPOSITES = (
    ("chưa",), ("không",), ("tỷ lệ",), ("công khai",), ("tăng", "giảm"), ("nam", "nữ"), ("đăng ký", "công nhận"),
    ("đúng hạn", "quá hạn", "trễ hạn", "trước hạn", "muộn", "chậm"), ("trực tiếp", "trực tuyến"), ("tự chấm", "thẩm định"),
    ("tiếp nhận", "giải quyết", "chuyển"), ("khiếu nại", "tố cáo", "kiến nghị", "phản ánh"), ("thưởng", "phạt"),
    ("trưởng", "phó"), ("kỷ luật", "khen thưởng"),
)  # fmt: skip
"""Words of one line: where two texts have different ones, or only one has any, they mean different things."""
_SORTS = (("người", "cuộc", "lượt"), ("xã", "thôn", "tỉnh", "huyện"), ("thường xuyên", "định kỳ", "đột xuất"))
"""The same where both texts have some."""
_LIKE = 74
"""Likeness (0-100) from which a figure is suggested."""


class Kind(Enum):
    """What a subject is."""

    INDICATOR = "số liệu"
    TASK = "nhiệm vụ"
    CRITERION = "tiêu chí"
    HEADLINE = "con số chung"


class Subject(Struct, frozen=True):
    """Something of our master or summary that an outline can ask for. ``also``: other labels, sure to nobody."""

    kind: Kind
    code: str
    text: str
    measure: str = ""
    also: tuple[str, ...] = ()
    points: Decimal | None = None

    @property
    def shown(self) -> str:
        """How the mapping names it."""
        return f"{self.code} · {' '.join(self.text.split())[:110]}"


class Match(Struct, frozen=True):
    """``exact``: the words are the same; else ``likeness`` 0-100."""

    subject: Subject
    exact: bool
    likeness: int = 100


@lru_cache(maxsize=8192)
def core(text: str) -> Core:
    """The words that carry the meaning, in no order."""
    words = fold(bare(text)).split()
    kept = [word for word in words if word not in _FILLERS]
    return tuple(sorted(kept or words))


def subjects_of(master: Master) -> Iterator[Subject]:
    """Everything that can be asked for."""
    for figure in HEADLINES:
        yield Subject(Kind.HEADLINE, figure.name, figure.text, figure.measure, figure.also)
    for item in master.indicators:
        yield Subject(Kind.INDICATOR, item.code, item.text, item.unit)
    for task in master.tasks:
        yield Subject(Kind.TASK, task.code, task.text)
    for criterion in master.criteria:
        yield Subject(Kind.CRITERION, criterion.code, criterion.text, "điểm", points=criterion.max_points)


class Subjects:
    """All subjects of a master, found by words."""

    def __init__(self, master: Master) -> None:
        self.all = list(subjects_of(master))
        self.by_code = {fold(subject.code): subject for subject in self.all}
        self.exact: dict[Core, list[Subject]] = defaultdict(list)
        self.also: dict[Core, list[Subject]] = defaultdict(list)
        self._words = [" ".join(core(subject.text)) for subject in self.all]
        self._sets = [frozenset(core(subject.text)) for subject in self.all]
        self._found: dict[tuple[tuple[str, ...], frozenset[Kind]], Match | None] = {}
        for subject in self.all:
            self.exact[core(subject.text)].append(subject)
            for text in subject.also:
                self.also[core(text)].append(subject)

    def find(self, texts: Iterable[str], kinds: Iterable[Kind] = Kind) -> Match | None:
        """The subject that the first of ``texts`` to mean one means; None where none is near, or two are as near."""
        asked = tuple(texts), frozenset(kinds)
        if asked not in self._found:
            self._found[asked] = self._find(*asked)
        return self._found[asked]

    def _find(self, texts: tuple[str, ...], wanted: frozenset[Kind]) -> Match | None:
        said = [text for text in texts if core(text)]
        for text in said:
            same = [s for s in self.exact[core(text)] if s.kind in wanted] if core(text) in self.exact else []
            if len(same) == 1:
                return Match(same[0], True)
            if same:
                return None
        for text in said:
            near = [s for s in self.also.get(core(text), ()) if s.kind in wanted]
            if len(near) == 1:
                return Match(near[0], False, 95)
        return self._inside(said, wanted) or self._like(said, wanted)

    def _inside(self, texts: list[str], wanted: frozenset[Kind]) -> Match | None:
        """A part of what stands above it ("Trong đó: đã giải quyết"): all its words, and others only from above."""
        own = set(core(texts[0])) if len(texts) > 1 else set()
        for text in texts[1:] if len(own) > 1 else ():
            words = set(core(text))
            found = [
                i for i, known in enumerate(self._sets) if own < known < words and self.all[i].kind in wanted
            ]
            if len(found) == 1:
                return Match(self.all[found[0]], False, 90)
        return None

    def _like(self, texts: list[str], wanted: frozenset[Kind]) -> Match | None:
        from rapidfuzz import fuzz, process

        scored: dict[str, tuple[float, Subject]] = {}
        for text in texts:
            # The words of both stand in order, so that plain likeness is one of words.
            near = process.extract(
                " ".join(core(text)), self._words, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=20
            )
            for _, score, index in near:
                subject = self.all[index]
                if subject.kind in wanted and not _contradict(text, subject.text):
                    scored[subject.code] = max(
                        scored.get(subject.code, (0.0, subject)), (score, subject), key=lambda p: p[0]
                    )
        best = sorted(scored.values(), key=lambda pair: -pair[0])[:2]
        if not best or (len(best) > 1 and best[0][0] - best[1][0] < 4):
            return None
        return Match(best[0][1], False, round(best[0][0]))


def _contradict(one: str, other: str) -> bool:
    """Whether a word that turns the meaning stands in one text only: đúng hạn, quá hạn; khiếu nại, tố cáo."""
    first, second = f" {fold(one)} ", f" {fold(other)} "

    def sides(line: tuple[str, ...]) -> tuple[set[str], set[str]]:
        return {w for w in line if f" {w} " in first}, {w for w in line if f" {w} " in second}

    differ = any(mine != theirs for mine, theirs in map(sides, _OPPOSITES))
    return differ or any(mine and theirs and mine != theirs for mine, theirs in map(sides, _SORTS))


def same_measure(said: str, subject: Subject) -> bool | None:
    """Whether the outline asks in a unit of measure that ours can be turned into; None where one of them says none."""
    if not said or not subject.measure:
        return None
    return fold(said) == fold(subject.measure) or factor(subject.measure, said) is not None


def number_of(text: str) -> Decimal | None:
    """A number of points that stands in the outline."""
    match = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*", text)
    return Decimal(match[1].replace(",", ".")) if match else None
