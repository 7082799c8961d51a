"""danvan-xl: Vietnamese "công tác dân vận chính quyền" workbooks, from plan to summary.

The verbs are those of the commands, each a function of one request that gives one :class:`Result`::

    import danvan_xl

    done = danvan_xl.consolidate(
        danvan_xl.ConsolidateRequest(folder="phieu", master="ke-hoach.xlsx", output="tong-hop.xlsx")
    )
    print(*done.lines, done.next_step.for_command(), sep="\\n")

The nouns are plain data: a :class:`Master` has units, tasks, periods, criteria and indicators; a
:class:`Consolidation` has files with verdicts, units with their figures, totals and findings. Whatever a person did
wrong raises a :class:`DanvanError` with a Vietnamese sentence and what to do. Names are imported when first used.
"""

from __future__ import annotations

import importlib

__version__ = "0.3.0"

TYPE_CHECKING = False
"""As in ``typing``, whose import takes as long as a start of Python."""

if TYPE_CHECKING:
    from typing import Any

    from danvan_xl.actions import *  # noqa: F403
    from danvan_xl.consolidation.json_out import to_json as to_json
    from danvan_xl.consolidation.tables import frames as frames
    from danvan_xl.errors import DanvanError as DanvanError
    from danvan_xl.findings import Finding as Finding
    from danvan_xl.findings import Severity as Severity
    from danvan_xl.model import Master as Master
    from danvan_xl.model import Period as Period
    from danvan_xl.model import Task as Task
    from danvan_xl.model import Unit as Unit
    from danvan_xl.plans.master_reader import MasterReading as MasterReading
    from danvan_xl.plans.master_reader import load_master as load_master
    from danvan_xl.plans.master_reader import read_master as read_master
    from danvan_xl.results import Consolidation as Consolidation
    from danvan_xl.results import UnitResult as UnitResult
    from danvan_xl.results import Verdict as Verdict
    from danvan_xl.summaries.record import read_summary as read_summary

_NOUNS = {
    "errors": ("DanvanError",),
    "findings": ("Finding", "Severity"),
    "model": ("Master", "Period", "Task", "Unit"),
    "plans.master_reader": ("MasterReading", "load_master", "read_master"),
    "results": ("Consolidation", "UnitResult", "Verdict"),
    "summaries.record": ("read_summary",),
    "consolidation.json_out": ("to_json",),
    "consolidation.tables": ("frames",),
}
_HOME = {name: module for module, names in _NOUNS.items() for name in names}


def __getattr__(name: str) -> Any:
    if not name.startswith("_"):
        module = importlib.import_module(f"{__name__}.{_HOME.get(name, 'actions')}")
        if name in _HOME or name in module.__all__:
            return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*_HOME, *importlib.import_module(f"{__name__}.actions").__all__, "__version__"])
