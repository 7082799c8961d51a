"""A cell that names units → who has which role. The longest known name wins (DESIGN §4).

A cell is cut at every mark that could end a name, then the pieces are joined again so that the fewest
words stay unknown, then the fewest names are guessed, then the fewest names are read: "Phòng Tài chính và
Kế hoạch" stays one office. What stays unknown is reported with suggestions, never dropped and never
given to the nearest unit in silence.

Roles: a unit that leads is not also coordinating. A group "liên quan" gives its members
:attr:`Role.CONCERNED`; in a lead cell too, because nobody is told by it to take charge: if nothing else leads,
the group is reported as unknown besides, so that a person names the lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.units.cells import HARD, NOTHING, Part, between, cut, listed, tied
from danvan_xl.language.units.groups import GroupPart, GroupReading, read_group_part
from danvan_xl.language.units.heads import opening_head, own_head, without_quantifier
from danvan_xl.language.units.matching import Matcher, UnitMatch
from danvan_xl.language.units.reading import GuessedName, UnitReading, UnknownName
from danvan_xl.language.units.vocabulary import ELIDABLE
from danvan_xl.model import Assignment, Role, Unit, UnitKind

_LONGEST = 9  # pieces that one name may span (a wrapped, comma-rich name)


class _Found(Struct):
    """One stretch of pieces as read."""

    text: str
    units: list[str] = field(default_factory=list)
    group: bool = False
    concerned: bool = False
    coordinating: bool = False
    guessed: int = 0
    kinds: tuple[UnitKind, ...] = ()
    others: bool = False
    """ "Còn lại": others than those named before."""
    suggestions: tuple[tuple[str, int], ...] | None = None
    """Not None: unknown."""


class UnitReader:
    """Reads unit cells against one list of units. ``focal`` is the code of Đơn vị tổng hợp."""

    def __init__(self, units: Sequence[Unit], *, focal: str = "") -> None:
        self.units = list(units)
        self.focal = focal
        self._matcher = Matcher(self.units)
        self._places = {u.code for u in self.units if u.kind in (UnitKind.COMMUNE, UnitKind.HAMLET)}
        self._communes = any(u.kind is UnitKind.COMMUNE for u in self.units)
        self._cells: dict[str, list[_Found]] = {}
        self._remembered: dict[tuple[str, str], UnitReading] = {}

    def match(self, name: str) -> UnitMatch:
        """One name → one unit. ``guessed`` results need a person's eye."""
        return self._matcher.guess(clean(name))

    def read(self, lead_text: str, coordinating_text: str = "") -> UnitReading:
        """Both cells of a task. Never raises; blank cells, "-" and "không" give nothing."""
        key = (lead_text, coordinating_text)
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = self._read(lead_text, coordinating_text)
        return found

    def _read(self, lead_text: str, coordinating_text: str) -> UnitReading:
        roles: dict[str, Role] = {}
        unknown: list[UnknownName] = []
        guessed: list[GuessedName] = []
        groups: list[GroupReading] = []
        concerned_lead: list[str] = []
        for cell, cell_role in ((lead_text, Role.LEAD), (coordinating_text, Role.COORDINATE)):
            for item in self._cell(cell):
                role = Role.COORDINATE if item.coordinating else cell_role
                if item.suggestions is not None or (item.others and not roles):
                    unknown.append(UnknownName(item.text, role, item.suggestions or ()))
                    continue
                if item.concerned:
                    if role is Role.LEAD:
                        concerned_lead.append(item.text)
                    role = Role.CONCERNED
                if item.group:
                    groups.append(GroupReading(item.text, role, item.kinds, tuple(item.units)))
                if item.guessed:
                    guessed.append(GuessedName(item.text, item.units[0], item.guessed, role))
                for code in item.units:
                    if code not in roles or _RANK[role] < _RANK[roles[code]]:
                        roles[code] = role
        if concerned_lead and Role.LEAD not in roles.values():
            unknown += [UnknownName(text, Role.LEAD) for text in concerned_lead]
        ordered = sorted(roles.items(), key=lambda item: _RANK[item[1]])
        return UnitReading(
            tuple(Assignment(code, role) for code, role in ordered),
            tuple(unknown),
            tuple(guessed),
            tuple(groups),
        )

    # --- one cell ---------------------------------------------------------------------------

    def _cell(self, cell: str) -> list[_Found]:
        if fold(cell) in NOTHING:
            return []
        known = self._cells.get(cell)
        if known is None:
            known = []
            for part in cut(cell):
                known += self._part(part)
            self._cells[cell] = known
        return known

    def _part(self, part: Part) -> list[_Found]:
        whole = between(part, 0, len(part.pieces) - 1)
        if fold(whole) in NOTHING:
            return []
        items = self._best(part)
        if part.exceptions:
            excluded = {
                code for text in part.exceptions for found in self._cell(text) for code in found.units
            }
            for item in items:
                if item.group:
                    item.units = [code for code in item.units if code not in excluded]
            for text in part.exceptions:
                items += [f for f in self._cell(text) if f.suggestions is not None]
        for item in items:
            item.coordinating = part.coordinating
            if item.suggestions is not None and not item.suggestions:
                asides = [self._matcher.find(clean(text)).unit for text in part.asides]
                item.suggestions = tuple((code, 90) for code in asides if code)
        return items

    def _best(self, part: Part) -> list[_Found]:
        """The reading with the fewest unknown words, then fewest guesses, then fewest names."""
        count = len(part.pieces)
        best: list[tuple[tuple[int, int, int], list[_Found], tuple[str, ...]]] = [((0, 0, 0), [], ())]
        for end in range(1, count + 1):
            options = []
            for start in range(max(0, end - _LONGEST), end):
                cost, items, head = best[start]
                # Not copied until chosen: the reading of a stretch depends on the head before it.
                for extra, found, new_head in self._stretch(part, start, end, head):
                    total = (cost[0] + extra[0], cost[1] + extra[1], cost[2] + extra[2])
                    options.append((total, start, items, found, new_head))
            total, _, items, found, head = min(options, key=lambda option: (option[0], option[1]))
            best.append((total, [*items, *found], head))
        return self._merge_unknown(part, [replace(item, units=[*item.units]) for item in best[-1][1]])

    def _stretch(
        self, part: Part, start: int, end: int, head: tuple[str, ...]
    ) -> Iterable[tuple[tuple[int, int, int], list[_Found], tuple[str, ...]]]:
        """Ways to read pieces start..end as one thing: (cost, what, the head that a following name may elide)."""
        pieces = part.pieces
        text = between(part, start, end - 1)
        crosses = any(p.before == HARD or p.colon_before for p in pieces[start + 1 : end])
        single = end - start == 1
        if not crosses:
            glued = tied(part, start) or tied(part, end)
            match = self._name(text, head if pieces[start].before != HARD else (), glued=glued)
            if (
                match is not None
                and not self._swallows(part, start, end, text)
                and not (match[0] in self._places and self._listed(part, start, end))
            ):
                code, guessed, named = match
                found = _Found(text, [code], guessed=guessed)
                yield (0, 1 if guessed else 0, 1), [found], named or head
        group = self._group(part, start, end)
        if group is not None:
            yield group
        if single:
            opening = opening_head(text)
            if opening and end < len(pieces) and pieces[end].colon_before:
                yield (0, 0, 0), [], opening  # "các phòng: Nội vụ, Tư pháp"
                return
            words = len(fold(text).split()) or 1
            yield (words, 0, 1), [_Found(text, suggestions=())], own_head(text) or head

    def _swallows(self, part: Part, start: int, end: int, text: str) -> bool:
        """Joining would lose a unit: "Phòng Tư pháp, xã Vĩnh Hà" are two where both are units."""
        if end - start == 1 or self._matcher.find(text).score == 100:
            return False
        for at in range(start + 1, end):
            tail = between(part, at, end - 1)
            match = self._matcher.find(tail)
            both = match.score == 100 and self._matcher.find(between(part, start, at - 1)).unit is not None
            if match.unit is not None and (both or own_head(tail)):
                return True
        return False

    @staticmethod
    def _listed(part: Part, start: int, end: int) -> bool:
        """A place has no comma or "và" in its name, but before a higher place: Thôn 1, xã Đại Sơn."""
        return listed(part, start, end) and not own_head(between(part, start + 1, end - 1))

    def _name(
        self, text: str, head: tuple[str, ...], *, glued: bool
    ) -> tuple[str, int, tuple[str, ...]] | None:
        """(code, guess score or 0, head) of one name; a head given once in a list is put before it.

        ``glued``: an "&" ties it to its neighbour, so that initials without a head are half a name: the
        "MT" of "Phòng TN&MT" is never the unit with the code MT. Nor is the "Lao động" of "Phòng Nội vụ - Lao động"
        the Liên đoàn Lao động: behind a head, what has none must be a whole name or take that head.
        """
        bare = without_quantifier(text)
        for candidate in dict.fromkeys((text, bare)):
            match = self._matcher.find(candidate)
            headless = not own_head(candidate)
            half = headless and (glued or (head in ELIDABLE and match.score < 100))
            if half:
                match = _HALF_A_NAME
            if match.unit is None and head and headless:
                match = self._matcher.find(" ".join((*head, candidate)))
                if match.unit is not None:
                    return match.unit, 0, head
            if match.unit is not None:
                return match.unit, 0, own_head(candidate)
            if match.suggestions or half:
                continue
            match = self._matcher.mend(candidate)
            if match.unit is not None:
                return match.unit, match.score, own_head(candidate)
        return None

    def _group(
        self, part: Part, start: int, end: int
    ) -> tuple[tuple[int, int, int], list[_Found], tuple[str, ...]] | None:
        nouns = self._nouns(part, start, end)
        if not nouns or any(noun.opens for noun in nouns[1:]):
            return None
        levels = len(nouns) > 1 and all(noun.level for noun in nouns)  # "UBND xã, phường, đặc khu"
        if not (nouns[0].opens or nouns[0].bare or levels):
            return None
        if any(p.before == HARD or p.colon_before for p in part.pieces[start + 1 : end]):
            return None
        text = between(part, start, end - 1)
        concerned = any(noun.concerned for noun in nouns)
        members: list[str] = []
        missing = []
        for noun in nouns:
            own = [u.code for u in noun.members(self.units, communes=self._communes)]
            if not own and noun.kinds and not noun.others:
                missing.append(noun)
            members += own
        chosen = set(members)
        ordered = [u.code for u in self.units if u.code in chosen]
        kinds = tuple(k for k in UnitKind if any(k in noun.kinds for noun in nouns))
        others = all(noun.others for noun in nouns)
        found = _Found(text, ordered, group=True, concerned=concerned, kinds=kinds, others=others)
        if not ordered:
            found = _Found(text, suggestions=())
        items = [found]
        if ordered and missing and len(nouns) > 1:
            items += self._missing_nouns(part, start, end, ordered)
        return (0, 0, 1), items, ()

    def _nouns(self, part: Part, start: int, end: int) -> list[GroupPart]:
        """The pieces as nouns of one group, [] when they are not; a noun may be wrapped over several pieces."""
        nouns: list[GroupPart] = []
        at = start
        while at < end:
            levels = [read_group_part(between(part, n, n)) for n in range(at, min(end, at + 2))]
            named = len(levels) == 2 and all(noun is not None and noun.level for noun in levels)
            for stop in range(at + 1 if named else min(end, at + 4), at, -1):
                noun = read_group_part(between(part, at, stop - 1))
                if noun is not None and (noun.kinds or nouns):
                    nouns.append(noun)
                    at = stop
                    break
            else:
                return []
        return nouns

    def _missing_nouns(self, part: Part, start: int, end: int, members: list[str]) -> list[_Found]:
        """Nouns of a longer group that no unit belongs to: named, unless another noun covers their kinds."""
        covered = {u.kind for u in self.units if u.code in set(members)}
        items = []
        for at in range(start, end):
            noun = read_group_part(between(part, at, at))
            if noun is None or not noun.kinds or noun.kinds & covered:
                continue
            if not noun.members(self.units, communes=self._communes):
                items.append(_Found(between(part, at, at), suggestions=()))
        return items

    def _merge_unknown(self, part: Part, items: list[_Found]) -> list[_Found]:
        """Unknown pieces that belong to one name become one; each unknown gets its suggestions."""
        merged: list[_Found] = []
        for item in items:
            previous = merged[-1] if merged else None
            if (
                previous is not None
                and item.suggestions is not None
                and previous.suggestions is not None
                and not own_head(item.text)
                and read_group_part(item.text) is None
                and (joined := _span(part, previous.text, item.text))
            ):
                previous.text = joined
                continue
            merged.append(item)
        for item in merged:
            if item.suggestions is not None and not item.suggestions:
                item.suggestions = self._matcher.guess(item.text).suggestions
        return merged


_HALF_A_NAME = UnitMatch()
_RANK = {Role.LEAD: 0, Role.COORDINATE: 1, Role.CONCERNED: 2}


def _span(part: Part, first: str, second: str) -> str:
    """The two texts as they stand together in the part, '' when they are not neighbours of one name."""
    for at in range(len(part.pieces) - 1):
        if part.pieces[at + 1].before == HARD or part.pieces[at + 1].colon_before:
            continue
        if between(part, at + 1, at + 1) != second:
            continue
        for back in range(at, -1, -1):
            if between(part, back, at) == first:
                return between(part, back, at + 1)
    return ""


__all__ = ["GuessedName", "UnitReader", "UnitReading", "UnknownName"]
