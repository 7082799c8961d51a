"""What every sheet of a summary is built from: the consolidation, put in the order of the sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath

from danvan_xl.earlier import Earlier
from danvan_xl.findings import Finding
from danvan_xl.identity import SUMMARY, Identity
from danvan_xl.language.showing import vn_date
from danvan_xl.model import Criterion, Indicator, Part, Task, Where
from danvan_xl.results import Consolidation, Evidence, UnitIndicator, UnitResult, UnitScore, UnitTask
from danvan_xl.rules.scoring import Scheme, scheme_of
from danvan_xl.sheets.summary.history import History
from danvan_xl.sheets.summary.wording import sentence_name
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.rows import L
from danvan_xl.workbooks.drawing.values import safe_text

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
MAX_LINKS = 60_000
"""A sheet holds 65,530 links at most."""


@dataclass(slots=True)
class Context:
    """Facts shared by the sheets. ``source`` is the folder of returns relative to the summary, '' when unknown."""

    c: Consolidation
    previous: Earlier | None = None
    source: str | None = None
    findings: list[Finding] = field(default_factory=list)
    """Findings about the summary itself."""
    tasks: list[Task] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    detail: list[tuple[UnitResult, UnitTask | None]] = field(default_factory=list)
    detail_indicators: list[tuple[UnitResult, Indicator, UnitIndicator | None]] = field(default_factory=list)
    verification: list[tuple[UnitResult, Criterion, UnitScore]] = field(default_factory=list)
    evidence: list[tuple[UnitResult, Evidence]] = field(default_factory=list)
    evidence_rows: dict[Evidence, int] = field(default_factory=dict)
    """Where each stands in ``evidence``."""
    names: dict[str, str] = field(default_factory=dict)
    token: str = ""
    detail_beside: bool = False
    scheme: Scheme = field(init=False)
    history: History = field(init=False)
    ranks_are_tentative: bool = field(init=False)
    """A total that others are ranked against depends on something unread."""

    def __post_init__(self) -> None:
        c, period = self.c, self.c.period
        master = c.master
        self.scheme = scheme_of(master, strict=False)
        self.history = History(c, self.previous)
        self.token = Identity(SUMMARY, plan=master.plan.code, period=period.code).token()
        self.ranks_are_tentative = any(unit.uncertain and unit.total is not None for unit in c.units)
        self.names = {unit.code: unit.name for unit in master.units}
        self.tasks = list(master.tasks) if Part.TASKS in period.parts else []
        self.criteria = list(master.criteria) if Part.SCORES in period.parts else []
        self.indicators = list(master.indicators) if Part.INDICATORS in period.parts else []
        for unit in c.units:
            if unit.tasks:
                self.detail += [(unit, task) for task in unit.tasks]
            else:
                self.detail.append((unit, None))
            self.detail_indicators += [(unit, i, unit.indicators.get(i.code)) for i in self.indicators]
            self.verification += [(unit, k, _score(unit, k)) for k in self.criteria_of(unit)]
            self.evidence += [(unit, item) for item in unit.evidence]
        for row, (_, item) in enumerate(self.evidence):
            self.evidence_rows.setdefault(item, row)

    def criteria_of(self, unit: UnitResult) -> list[Criterion]:
        """The criteria by which the unit is scored."""
        return [k for k in self.criteria if not k.applies_to or k.code in unit.scores]

    @property
    def totals_that_count(self) -> list[Decimal]:
        """Điểm xếp loại of the units that have one."""
        return [unit.total for unit in self.units if unit.total is not None]

    @property
    def units(self) -> list[UnitResult]:
        """Units that owe a return, in the master's order."""
        return self.c.units

    @property
    def as_of(self) -> date:
        """The date of the figures."""
        return self.c.as_of

    @property
    def has_tasks(self) -> bool:
        """The period asks about tasks."""
        return bool(self.tasks)

    @property
    def has_scores(self) -> bool:
        """The period asks for scores."""
        return bool(self.criteria)

    @property
    def has_indicators(self) -> bool:
        """The period asks for counts."""
        return bool(self.indicators)

    @property
    def appendices(self) -> dict[str, str]:
        """The Roman number of each sheet that is an appendix, the same in Word and in the workbook."""
        asked = {n.UNITS: True, n.TASKS: self.has_tasks, n.POINTS: self.has_scores}
        asked |= {n.INDICATORS: self.has_indicators, n.MATRIX: self.has_tasks}
        return dict(zip((name for name, there in asked.items() if there), ROMAN, strict=False))

    @property
    def note(self) -> str:
        """The line under every title: which period, up to which day."""
        return f"{self.c.period.name} · Số liệu đến ngày {vn_date(self.as_of)} · {len(self.units)} đơn vị phải báo cáo"

    @property
    def reference(self) -> str:
        """'(Kèm theo Báo cáo số .../BC-UBND ...)' with the blanks left open (Nghị định 30/2020, practice)."""
        issuer = sentence_name(self.c.master.plan.issuer)
        return f"(Kèm theo Báo cáo số ....../BC-UBND ngày ...... tháng ...... năm {self.as_of.year}{' của ' + issuer if issuer else ''})"

    def source_link(self, unit: UnitResult, where: Where | None) -> L | str | None:
        """The source file's name, linked to the row where that is possible."""
        return self.file_link((where.file if where and where.file else None) or unit.source, where)

    def file_link(self, name: str, where: Where | None = None) -> L | str | None:
        """A file that came in, by its path in the folder of returns: linked, to the row of ``where`` if it can be."""
        if not name:
            return None
        if self.source is None or len(self.detail) + len(self.detail_indicators) > MAX_LINKS:
            return safe_text(name)
        container = name.split("!", 1)[0]
        target = target_of(self.source, container)
        if where is not None and "!" not in name and container.lower().endswith((".xlsx", ".xlsm", ".xls")):
            sheet = where.sheet.replace("'", "''")
            target += f"#'{sheet}'!A{where.row}"
        return L(f"external:{target}", name) if len(target) < 1000 else safe_text(name)


@lru_cache(maxsize=256)
def target_of(folder: str, file: str) -> str:
    """The address of a file in a folder."""
    return PurePosixPath(folder, file).as_posix().replace("%", "%25").replace("#", "%23")


def _score(unit: UnitResult, criterion: Criterion) -> UnitScore:
    """The unit's score; for a criterion that it has none of, a blank one."""
    blank = UnitScore(unit.code, criterion.code, criterion.kind, missing=True)
    return unit.scores.get(criterion.code, blank)
