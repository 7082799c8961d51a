"""Grammar of whole phrases: clauses, and what may stand between them. Every token must be accounted for."""

from __future__ import annotations

from danvan_xl.language.deadlines.span_grammar import SpanGrammar
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
    Shape,
    Span,
    When,
    Window,
)
from danvan_xl.language.deadlines.tokens import LOOKAHEAD, Tokens

_JOINERS = frozenset({",", ";", ".", "and", "or", "(", ")", ":", "/", "-"})
_TIMED = (Window, Due, Span)
_ENDS = frozenset({"", ",", ";", ".", ")"})
_SKIPPED = frozenset({"act", "report", "fill"})
# What may stand in the free words after "theo yêu cầu của", "sau khi có": nothing that speaks of time.
_TIMELESS = frozenset({"word", "of", "act", "report", "fill", "all", "done", "request", "rule"})
_POINTING = frozenset({"before", "by", "to", "until", "in", "done", "fill", "act", "report", "whole"})

# Clauses that may follow each other with nothing between them.
_ADJOINING: tuple[tuple[type, type], ...] = (
    (Recurring, Window), (Recurring, Span), (Recurring, Due), (Window, Recurring), (Span, Recurring),
    (Span, Due), (Span, Rhythm), (Window, Due), (Due, Rhythm), (Window, Rhythm), (Rhythm, Window), (Rhythm, Span), (Rhythm, Due),
    (BarePeriodic, Window), (BarePeriodic, Due), (BarePeriodic, Rhythm), (BarePeriodic, OnRequest),
    (Recurring, Rhythm), (Recurring, BarePeriodic), (Rhythm, Recurring), (Recurring, Recurring),
    (OnRequest, OnRequest),
)  # fmt: skip


class ClauseGrammar(SpanGrammar):
    """Recognises a whole phrase."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.alternative = False
        """"hoặc" joins two clauses."""

    def phrase(self) -> list[Clause]:
        """All clauses of the text. Raises :class:`NotUnderstood` with the first words that fit nowhere."""
        kinds = self.kinds
        clauses: list[Clause] = []
        if kinds[0] in ("and", "or", "/") or (self.kinds[:-LOOKAHEAD] or [""])[-1] in ("and", "or", "/", "-"):
            raise NotUnderstood("Câu chưa trọn, thiếu một vế; hãy ghi đủ.")
        i, depth, joined, joiner, report, period = 0, 0, True, "", False, False
        act, last_act = "", ""  # what is done in this clause and in the one before it
        while kinds[i]:
            kind = kinds[i]
            if kind in _JOINERS:
                depth += (kind == "(") - (kind == ")")
                if depth < 0 and not (clauses and kinds[i + 1] == ""):
                    raise self._odd(i)
                self.alternative |= kind == "or"
                if clauses and kind in "-/" and kinds[i + 1] in ("num", "roman"):
                    raise self._odd(i - 1)
                if kind in ",;.":
                    report = report and kind == ","
                joined = True
                joiner = kind if i and kinds[i - 1] not in _JOINERS else joiner + kind
                i += 1
                continue
            if (counted := self._enumerator(i)) > i:
                i = counted
                joined = True
                continue
            if kind == "all" and kinds[i + 1] in ("report", "act", "request"):
                i += 1  # các báo cáo ...
                continue
            if kind == "done" and clauses and kinds[i + 1] in _ENDS:
                i += 1  # trước ngày 05/9 phải hoàn thành
                continue
            act = act or (self.texts[i] if kind == "act" else "")
            clause, end = self._clause(i, report, period)
            if clause is None:
                if kind in _SKIPPED:
                    report = report or kind == "report"
                    i += 1
                    continue
                raise self._odd(i)
            if clauses and not joined and not self._adjoin(clauses[-1], clause):
                raise self._odd(i)
            if clauses:
                self._joined_well(clauses[-1], clause, "and" if act and last_act else joiner)
            clauses.append(clause)
            act, last_act = "", act
            period = isinstance(clause, BarePeriodic)
            if not period:
                report = False
            joined, joiner, i = False, "", end
        return clauses

    @staticmethod
    def _joined_well(previous: Clause, clause: Clause, joiner: str) -> None:
        """Refuse what a joiner leaves open: "tháng 9/tháng 10"; "tháng 8 và thường xuyên"."""
        if joiner == "/" and isinstance(previous, _TIMED) and isinstance(clause, _TIMED):
            raise NotUnderstood("Dấu “/” giữa hai thời gian có thể là “và” hoặc “hoặc”; hãy ghi rõ.")
        one_recurs = isinstance(previous, Recurring) != isinstance(clause, Recurring)
        if (
            ("and" in joiner or ";" in joiner)
            and one_recurs
            and isinstance(previous, (Recurring, Window, Span))
        ):
            other = clause if isinstance(previous, Recurring) else previous
            if isinstance(other, (Window, Span)):
                raise NotUnderstood("Vừa có thời hạn vừa “thường xuyên”; hãy chọn một loại thời hạn.")

    def _adjoin(self, previous: Clause, clause: Clause) -> bool:
        if isinstance(clause, (Continuing, OnRequest, ByRule)):
            return True
        return any(isinstance(previous, a) and isinstance(clause, b) for a, b in _ADJOINING)

    def _odd(self, i: int) -> NotUnderstood:
        """The first word that fits nowhere."""
        if self.kinds[i] == "ditto":
            return NotUnderstood(f"“{self.texts[i]}” chỉ sang dòng khác; hãy chép lại thời hạn của dòng đó.")
        return NotUnderstood(f"Chưa hiểu “{self.tokens.shown(i, i + 3)}”; hãy ghi rõ ngày, tháng hoặc quý.")

    def _enumerator(self, i: int) -> int:
        """Past "lần 1", "đợt 2:", which only count deadlines."""
        kinds = self.kinds
        if kinds[i] == "times" and (
            kinds[i + 1] in ("num", "roman") or kinds[i + 1 : i + 3] == ["nth", "num"]
        ):
            j = i + 3 if kinds[i + 1] == "nth" else i + 2
            if kinds[j] in ("/", ".", "-") and kinds[j + 1] == "num":
                return i
            return (
                i if kinds[j] in ("month", "year", "quarter") and kinds[j + 1] not in ("num", "roman") else j
            )
        return i

    # --- one clause ----------------------------------------------------------------------------

    def _clause(self, i: int, report: bool, period: bool) -> tuple[Clause | None, int]:
        """The clause that takes most tokens from i on."""
        kind = self.kinds[i]
        if kind == "recur" or (kind == "every" and self.kinds[i + 1] == "day" and self.kinds[i + 2] != "num"):
            return Recurring(), i + 1 if kind == "recur" else i + 2
        if kind == "cont":
            return Continuing(), i + 1
        if kind in ("request", "rule"):
            end = self._timeless(i + 1)
            text = self.tokens.shown(i, end)
            return (OnRequest(text) if kind == "request" else ByRule(text)), end
        if kind == "num" and self.values[i] == 12 and self.kinds[i + 1] == "month":
            return self._twelve(i)
        best: tuple[Clause | None, int] = (None, i)
        j, reported = i, report
        while self.kinds[j] in _SKIPPED:
            reported, j = reported or self.kinds[j] == "report", j + 1
        found = self.rhythm(j, report=reported, period=period)
        if found is not None:
            best = found
        for clause, end in self._pointed(i, report):
            if end > best[1]:
                best = (clause, end)
        if best[0] is None and kind == "period":
            return BarePeriodic(), i + 1
        if best[0] is None and kind in _SKIPPED:
            return None, i
        return best

    def _twelve(self, i: int) -> tuple[Clause | None, int]:
        """12 tháng; 12 tháng trong năm; 12 tháng năm 2025: all through the year."""
        kinds = self.kinds
        rate = self.rate(i)
        if rate is not None:
            return Rhythm([Item(rate[0])], note=rate[2]), rate[1]
        j = i + 3 if kinds[i + 2] in ("in", "of") else i + 2
        year = self.year(j, alone=True)
        if year is not None and year[0].last_year is None and (kinds[j] == "year" or kinds[j] == "thisyear"):
            return Window([year[0]], How.IN, whole=True), year[1]
        if j == i + 2 and kinds[j] in ("", ",", ";", ")"):
            when = When(Shape.YEAR, 1, 1, 12, -1, text="12 tháng", note="twelve")
            return Window([when], How.IN, whole=True), j
        return None, i

    def _timeless(self, i: int) -> int:
        """Past free words that say nothing about time: "của Sở Nội vụ và các cơ quan liên quan"."""
        kinds = self.kinds
        while kinds[i] in _TIMELESS or (kinds[i] in ("and", ",") and kinds[i + 1] in ("word", "of")):
            i += 1
        return i

    def _pointed(self, i: int, report: bool) -> list[tuple[Clause, int]]:
        """Clauses made of a pointing word or none, and stretches of time."""
        kinds = self.kinds
        if kinds[i] == "from" or (kinds[i] == "after" and kinds[i + 1] in ("day", "num")):
            found = self._span(i, report)
            return [found] if found else []
        flags, j = self._lead(i)
        if flags is None:
            return []
        report = report or "report" in flags
        how = How.PLAIN
        if "before" in flags:
            if flags & {"in", "until", "whole"}:
                return []
            how = How.BEFORE
        elif flags & {"by", "to", "until"}:
            how = How.BY
        elif flags & {"in", "whole"}:
            how = How.IN
        if kinds[j] == "from" and how in (How.IN, How.PLAIN):
            found = self._span(j, report)
            return [found] if found else []
        whens = self.whens(
            j, loose=how in (How.BEFORE, How.BY) or "done" in flags, year_alone=bool(flags - {"report"})
        )
        if whens is None:
            if (
                how is How.IN
                and kinds[j] in ("month", "quarter", "week")
                and kinds[j + 1] in ("", ",", ";", ")")
            ):
                raise NotUnderstood(
                    f"“{self.tokens.shown(i, j + 1)}” không nói {self.texts[j]} nào; hãy ghi rõ."
                )
            return []
        stretch, end = whens
        if how is How.IN or (how is How.PLAIN and "done" not in flags):
            ranged = self._range_from(stretch, end, report)
            if ranged is not None:
                return [ranged]
        labelled = self._labelled(stretch, end, how)
        if labelled is not None:
            return [labelled]
        return [(self._point(stretch, how, report, flags), end)]

    def _lead(self, i: int) -> tuple[set[str] | None, int]:
        """The pointing words from i on; each at most once, but for fillers."""
        flags: set[str] = set()
        while self.kinds[i] in _POINTING or (flags and self.kinds[i] == ":"):
            kind = self.kinds[i]
            if kind == ":":
                flags.add("in")  # "báo cáo: quý IV" says when, "báo cáo quý IV" about what
                i += 1
                continue
            if kind in flags and kind not in _SKIPPED:
                return None, i
            flags.add(kind)
            i += 1
        return flags - {"fill", "act"}, i

    def _point(self, whens: list[When], how: How, report: bool, flags: set[str]) -> Clause:
        shapes = {when.shape for when in whens}
        if Shape.START in shapes:
            raise NotUnderstood(
                f"“{whens[0].text}” không rõ hạn là ngày nào; hãy ghi ngày cụ thể hoặc cả tháng."
            )
        if how is How.BEFORE:
            if shapes - {Shape.DAY, Shape.EDGE, Shape.DAY_OF_MONTH}:
                text = whens[0].text.lower()
                raise NotUnderstood(
                    f"“trước {text}” không rõ có kể cả {text} hay không; hãy ghi ngày cụ thể."
                )
            return Due(whens, not all(w.note == "timed" for w in whens), report, how)
        if how is How.BY:
            return Due(whens, False, report, how)
        if report and how is How.PLAIN and Shape.EDGE in shapes:
            return Window(whens, how, report)  # "báo cáo cuối năm" is the name of a report
        if shapes <= {Shape.DAY, Shape.EDGE, Shape.DAY_OF_MONTH}:
            return Due(whens, False, report)
        return Window(whens, how, report, "whole" in flags, "done" in flags)

    def _labelled(self, whens: list[When], end: int, how: How) -> tuple[Clause, int] | None:
        """ "trước 10/5 (6 tháng)": a date with the name of its report behind it."""
        if self.kinds[end] != "(" or how not in (How.BEFORE, How.BY, How.PLAIN):
            return None
        if any(when.shape is not Shape.DAY for when in whens):
            return None
        j = end + 1
        while self.kinds[j] in ("report", "act", "fill"):
            j += 1
        found = self._stretch_unit(j) or self.every(j) or self.unit(j)
        if found is None or self.kinds[found[1]] != ")":
            return None
        item = Item(found[0], text=self.tokens.shown(j, found[1]))
        self.attach(item, whens, how is How.BEFORE)
        return Rhythm([item], True), found[1] + 1
