"""Clauses → one deadline: which kind, which window, which due dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from msgspec import Struct

from danvan_xl.language.deadlines.occurrences import occurrences, written
from danvan_xl.language.deadlines.resolve import Resolver, Stretch, shown
from danvan_xl.language.deadlines.terms import (
    BarePeriodic,
    ByRule,
    Clause,
    Continuing,
    Due,
    How,
    Item,
    NotUnderstood,
    OnRequest,
    Recurring,
    Rhythm,
    Rule,
    Shape,
    Span,
    Window,
)
from danvan_xl.model import Deadline, DeadlineKind

Placed = tuple[date | None, date, tuple[date, ...], DeadlineKind]
"""Start, due, all due dates, kind."""


class Piece(Struct):
    """One dated clause, placed: from ``start`` (None: not said) to ``due``."""

    start: date | None
    due: date
    report: bool = False
    window: bool = False


class Combiner:
    """Makes the :class:`Deadline` of one phrase from its clauses."""

    def __init__(self, text: str, clauses: list[Clause], alternative: bool, resolver: Resolver) -> None:
        self.text, self.clauses, self.alternative, self.resolver = text, clauses, alternative, resolver
        self.plan = resolver.context

    def deadline(self) -> Deadline:
        """The reading. Raises :class:`NotUnderstood`."""
        kinds = {type(clause) for clause in self.clauses}
        timed = kinds & {Window, Due, Span}
        if self.alternative and timed:
            raise NotUnderstood("“hoặc” cho hai thời gian khác nhau; hãy chọn một.")
        if Rhythm in kinds:
            reading: Placed = self._rhythmic(bool(timed), Recurring in kinds)
        elif Recurring in kinds:
            reading = self._recurring()
        elif timed:
            reading = self._dated(BarePeriodic in kinds)
        elif BarePeriodic in kinds:
            raise NotUnderstood(
                "“định kỳ” nhưng không nói bao lâu một lần; hãy ghi hằng tháng, hằng quý, ..."
            )
        elif OnRequest in kinds:
            return Deadline(self.text, DeadlineKind.ON_REQUEST, continuing=Continuing in kinds)
        elif ByRule in kinds:
            raise NotUnderstood("Hạn nằm ở quy định khác; hãy ghi rõ ngày, hoặc “Thường xuyên”.")
        else:
            raise NotUnderstood("Không nói thời gian nào; hãy ghi rõ ngày, tháng hoặc quý.")
        if OnRequest in kinds:
            extra = next(c.text for c in self.clauses if isinstance(c, OnRequest))
            self.resolver.note(f"Ngoài ra còn thực hiện “{extra}”.")
        start, due, occurrences, kind = reading
        return Deadline(
            self.text,
            kind,
            start,
            due,
            occurrences,
            continuing=Continuing in kinds,
            reason=" ".join(self.resolver.notes),
        )

    # --- helpers -------------------------------------------------------------------------------

    def _of(self, *kinds: type) -> list[Any]:
        return [clause for clause in self.clauses if isinstance(clause, kinds)]

    def _span(self, span: Span) -> tuple[date, date | None]:
        start, end = self.resolver.span(span.first, span.last)
        if span.first is None:
            self.resolver.note(f"Bắt đầu được hiểu là ngày đầu của kế hoạch ({shown(start)}).")
        if span.after:
            if span.first is None:
                raise NotUnderstood("Chưa rõ bắt đầu từ ngày nào; hãy ghi rõ.")
            start = self.resolver.one(span.first)[1] + timedelta(days=1)
        if end is not None:
            end = self.resolver.before(end, span.before)
            if end < start:
                raise NotUnderstood(f"Thời gian kết thúc ({shown(end)}) trước khi bắt đầu ({shown(start)}).")
        return start, end

    def _outside(self, start: date, end: date) -> None:
        if start > self.plan.end:
            self.resolver.note("Thời gian này ở sau ngày cuối của kế hoạch; hãy kiểm tra lại năm.")
        elif end < self.plan.start:
            self.resolver.note("Thời gian này ở trước ngày đầu của kế hoạch; hãy kiểm tra lại năm.")

    # --- Thường xuyên --------------------------------------------------------------------------

    def _recurring(self) -> tuple[date, date, tuple[date, ...], DeadlineKind]:
        """Over the plan, or over the one window that is written; a report's own due dates are kept beside."""
        start, end = self.plan.start, self.plan.end
        reports: list[date] = []
        framed = False
        for clause in self._of(Window, Span, Due):
            if isinstance(clause, Due) and clause.report:
                stretches = self.resolver.many(clause.whens)
                reports += [self.resolver.before(last, clause.before) for _, last in stretches]
                continue
            if framed or (isinstance(clause, Due) and clause.how is not How.BY):
                raise NotUnderstood("Vừa “thường xuyên” vừa có hạn khác; hãy chọn một loại thời hạn.")
            framed = True
            if isinstance(clause, Span):
                first, last = self._span(clause)
                start, end = first, last or max(first, end)
            elif isinstance(clause, Due):
                if len(clause.whens) != 1 or clause.whens[0].shape is Shape.DAY_OF_MONTH:
                    raise NotUnderstood("Vừa “thường xuyên” vừa có nhiều hạn; hãy chọn một loại thời hạn.")
                start, end = start, self.resolver.one(clause.whens[0])[1]
            else:
                stretches = self.resolver.many(clause.whens)
                if not contiguous(stretches):
                    raise NotUnderstood("“Thường xuyên” trong những thời gian rời nhau; hãy ghi một khoảng.")
                start, end = stretches[0][0], stretches[-1][1]
        if end < start:
            raise NotUnderstood(f"Thời gian kết thúc ({shown(end)}) trước ngày bắt đầu ({shown(start)}).")
        self._outside(start, end)
        if reports:
            dates = [self.resolver.working(day) for day in reports]
            self.resolver.note("Có hạn báo cáo riêng: " + ", ".join(shown(day) for day in dates) + ".")
            if max(dates) > end:
                raise NotUnderstood(
                    "Hạn báo cáo ở sau thời gian thực hiện; hãy ghi rõ thời hạn của nhiệm vụ."
                )
            return start, end, tuple(sorted({*dates, end})), DeadlineKind.RECURRING
        return start, end, (), DeadlineKind.RECURRING

    # --- Có hạn --------------------------------------------------------------------------------

    def _dated(self, periodic: bool) -> Placed:
        whole = [c for c in self._of(Window) if c.whole]
        if whole and not periodic:
            return self._whole(whole)
        pieces, opening = self._pieces()
        if opening is not None:
            if len(pieces) == 1 and any(window.done for window in self._of(Window)):
                pieces[0].start = None  # từ tháng 4, hoàn thành trong tháng 11
            if len(pieces) != 1 or pieces[0].start is not None:
                raise NotUnderstood("Có ngày bắt đầu nhưng không rõ ngày kết thúc; hãy ghi “từ ... đến ...”.")
            pieces[0].start = opening
            if pieces[0].due < opening:
                raise NotUnderstood(
                    f"Thời gian kết thúc ({shown(pieces[0].due)}) trước khi bắt đầu ({shown(opening)})."
                )
        dues = sorted({piece.due for piece in pieces})
        starts = [piece.start for piece in pieces if piece.start is not None]
        # No start said, or one that belongs to a later part: the plan's first day, unless the due date precedes it.
        candidates = [min(starts), self.plan.start] if starts else [self.plan.start]
        start = next((day for day in candidates if day <= dues[0]), None)
        self._outside(start or dues[-1], dues[-1])
        moved = tuple(sorted({self.resolver.working(day) for day in dues}))
        if periodic:
            if len(moved) < 2:
                raise NotUnderstood("“định kỳ” nhưng chỉ có một thời hạn; hãy ghi bao lâu một lần.")
            return start or self.plan.start, moved[-1], moved, DeadlineKind.PERIODIC
        return start, moved[-1], moved if len(moved) > 1 else (), DeadlineKind.DATED

    def _whole(self, whole: list[Window]) -> tuple[date, date, tuple[date, ...], DeadlineKind]:
        """Cả năm, suốt quý III: all through it, that is recurring over it."""
        if len(whole) != 1 or len(self._of(Window, Span)) != 1 or len(self._of(Due)) > 1:
            raise NotUnderstood("Có nhiều khoảng thời gian khác nhau; hãy ghi một khoảng.")
        self.clauses = [*self.clauses, Recurring()]
        return self._recurring()

    def _pieces(self) -> tuple[list[Piece], date | None]:
        """The dated clauses, placed in time; and the start that stood alone ("bắt đầu từ 01/8")."""
        pieces: list[Piece] = []
        opening: date | None = None
        clauses = self._of(Window, Due, Span)
        for n, clause in enumerate(clauses):
            following = clauses[n + 1] if n + 1 < len(clauses) else None
            if isinstance(clause, Span):
                start, end = self._span(clause)
                if end is None:
                    if opening is not None:
                        raise NotUnderstood("Có hai ngày bắt đầu; hãy ghi “từ ... đến ...”.")
                    opening = start
                else:
                    pieces.append(Piece(start, end, clause.report, True))
            elif isinstance(clause, Window):
                stretches = self.resolver.many(clause.whens)
                if clause.report and clause.how is How.PLAIN:
                    # "Báo cáo quý III": what it is about, not when it is due.
                    if not isinstance(following, Due):
                        raise NotUnderstood(
                            "Nói báo cáo của kỳ nào nhưng không nói hạn nộp; hãy ghi rõ ngày."
                        )
                    continue
                if contiguous(stretches):
                    stretches = [(stretches[0][0], stretches[-1][1])]
                pieces += [Piece(first, last, clause.report, True) for first, last in stretches]
            else:
                if clause.whens[0].listed is False and self._could_be_months(clauses, n):
                    raise NotUnderstood(f"“{clause.whens[0].text}” không rõ là ngày hay là các tháng.")
                stretches = self.resolver.many(clause.whens)
                days = [self.resolver.before(last, clause.before) for _, last in stretches]
                pieces += [Piece(None, day, clause.report) for day in days]
        if not pieces:
            raise NotUnderstood(
                "Có ngày bắt đầu nhưng không có ngày kết thúc; hãy ghi “từ ... đến ...” hoặc “thường xuyên từ ...”."
            )
        return self._narrowed(pieces), opening

    @staticmethod
    def _narrowed(pieces: list[Piece]) -> list[Piece]:
        """ "Tháng 9/2025, chậm nhất ngày 25/9": a day inside a window is the window's due date.

        A report's date is not: it is a deadline of its own. Windows that overlap say nothing certain.
        """
        windows = sorted((p for p in pieces if p.window), key=lambda p: (p.start or p.due, p.due))
        if any(b.start is not None and b.start <= a.due for a, b in pairwise(windows)):
            raise NotUnderstood("Các khoảng thời gian chồng lên nhau, chưa rõ hạn nào đúng; hãy ghi một.")
        found: list[Piece] = []
        taken: set[int] = set()
        for n, piece in enumerate(pieces):
            if not piece.window or piece.report or piece.start is None:
                continue
            inside = [
                m for m, other in enumerate(pieces)
                if not other.window and not other.report and piece.start <= other.due <= piece.due
            ]  # fmt: skip
            if not inside and n + 1 < len(pieces) and not pieces[n + 1].window and not pieces[n + 1].report:
                day = pieces[n + 1].due
                if day < piece.start:
                    raise NotUnderstood(
                        f"Hạn {shown(day)} trước khi bắt đầu ({shown(piece.start)}); hãy kiểm tra lại."
                    )
            if inside:
                taken |= {n, *inside}
                found += [Piece(piece.start, pieces[m].due) for m in inside]
        return [piece for n, piece in enumerate(pieces) if n not in taken] + found

    @staticmethod
    def _could_be_months(clauses: list[Any], n: int) -> bool:
        """ "Tháng 8, 10/11": a bare pair of numbers right behind months without a year."""
        if n == 0 or not isinstance(clauses[n - 1], Window):
            return False
        when, previous = clauses[n].whens[0], clauses[n - 1].whens[-1]
        bare = when.shape is Shape.DAY and when.year is None and when.d1 <= 12 and not clauses[n].before
        return bare and previous.shape is Shape.PERIOD and previous.year is None and when.text[:1].isdigit()

    # --- Định kỳ -------------------------------------------------------------------------------

    def _rhythmic(self, timed: bool, recurring: bool) -> tuple[date, date, tuple[date, ...], DeadlineKind]:
        rhythms: list[Rhythm] = self._of(Rhythm)
        items = [item for rhythm in rhythms for item in rhythm.items]
        for rhythm in rhythms:
            self.resolver.note(rhythm.note)
        plain_yearly = len(items) == 1 and items[0].rule == Rule(12, 12) and not written(items[0])
        if recurring:
            if plain_yearly and not rhythms[0].report and not timed:
                self.clauses = [c for c in self.clauses if not isinstance(c, Rhythm)]
                return self._recurring()
            if not all(rhythm.report for rhythm in rhythms):
                raise NotUnderstood("Vừa “thường xuyên” vừa định kỳ; hãy chọn một loại thời hạn.")
            self.clauses = [c for c in self.clauses if not isinstance(c, Rhythm)]
            start, end, own, _ = self._recurring()
            dates = occurrences(items, start, end, self.resolver)
            reports = sorted({self.resolver.working(day) for day in dates})
            self.resolver.note("Báo cáo định kỳ: " + ", ".join(shown(day) for day in reports) + ".")
            end = max(end, reports[-1])
            return start, end, tuple(sorted({*reports, *own, end})), DeadlineKind.RECURRING
        if timed and plain_yearly:
            return self._every_year()
        first, last = self.plan.start, self.plan.end
        if timed:
            first, last = self._frame(items)
        dates = occurrences(items, first, last, self.resolver)
        moved = sorted({self.resolver.working(day) for day in dates})
        return min(first, moved[0]), moved[-1], tuple(moved), DeadlineKind.PERIODIC

    def _frame(self, items: list[Item]) -> Stretch:
        """The one window that is written beside a rhythm: hằng tháng, từ tháng 8 đến tháng 12/2025."""
        clauses = self._of(Window, Span, Due)
        clause = clauses[0]
        if len(clauses) != 1 or clause.report or (isinstance(clause, Due) and clause.before):
            raise NotUnderstood("Vừa định kỳ vừa có hạn khác; hãy ghi hạn của từng kỳ.")
        if isinstance(clause, Span):
            start, end = self._span(clause)
            return start, end or max(start, self.plan.end)
        stretches = self.resolver.many(clause.whens)
        if not contiguous(stretches) or (isinstance(clause, Due) and len(stretches) > 1):
            raise NotUnderstood("Vừa định kỳ vừa có nhiều hạn; hãy ghi hạn của từng kỳ.")
        if isinstance(clause, Due):
            if clause.whens[0].shape is Shape.DAY and not any(item.rule.every in (0, 1) for item in items):
                raise NotUnderstood("Vừa định kỳ vừa có một hạn; hãy ghi hạn của từng kỳ.")
            return self.plan.start, stretches[0][1]
        return stretches[0][0], stretches[-1][1]

    def _every_year(self) -> tuple[date, date, tuple[date, ...], DeadlineKind]:
        """Trước ngày 15/11 hằng năm; tháng 6, tháng 12 hằng năm: in every year of the plan."""
        found: set[date] = set()
        for clause in self._of(Window, Due, Span):
            whens = [clause.last] if isinstance(clause, Span) else clause.whens
            before = not isinstance(clause, Window) and clause.before
            for when in whens:
                if when is None or when.year is not None or when.shape in (Shape.YEAR, Shape.DAY_OF_MONTH):
                    raise NotUnderstood("“hằng năm” đi cùng một thời gian không lặp lại; hãy ghi rõ.")
                for year in range(self.plan.start.year, self.plan.end.year + 1):
                    day = self.resolver.before(self.resolver.in_year(when, year)[1], before)
                    if self.plan.start <= day <= self.plan.end:
                        found.add(day)
        if not found:
            raise NotUnderstood("Không có kỳ hạn nào nằm trong thời gian của kế hoạch; hãy kiểm tra lại.")
        moved = sorted({self.resolver.working(day) for day in found})
        return self.plan.start, moved[-1], tuple(moved), DeadlineKind.PERIODIC


def contiguous(stretches: list[Stretch]) -> bool:
    """Each begins on the day after the one before it."""
    return all(b[0] == a[1] + timedelta(days=1) for a, b in pairwise(stretches))
