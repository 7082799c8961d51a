"""One function for each wish of a user. Commands, buttons and the demo call these and nothing below.

Every function takes one request (a plain dataclass) and gives one :class:`~danvan_xl.actions.result.Result`: the thing
itself, sentences to show, files written, findings, the next step, and whether a person must look. A request's master is
a path, or what was already read from a live Excel book. Where Excel holds the book open, sheets to draw come out as
specs for its own drawer. Nothing here asks or prints: ``on_progress`` and ``confirm`` are what the way in offers.

Names are imported when they are used, because a button click starts a Python.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False
"""As in ``typing``, whose import takes as long as a start of Python."""

if TYPE_CHECKING:
    from typing import Any

    from danvan_xl.actions.copies import RestoreRequest as RestoreRequest
    from danvan_xl.actions.copies import restore as restore
    from danvan_xl.actions.copies import summary_copies as summary_copies
    from danvan_xl.actions.forms import IssueRequest as IssueRequest
    from danvan_xl.actions.forms import issue as issue
    from danvan_xl.actions.handbook import GuideRequest as GuideRequest
    from danvan_xl.actions.handbook import guide as guide
    from danvan_xl.actions.letters import CollectRequest as CollectRequest
    from danvan_xl.actions.letters import Post as Post
    from danvan_xl.actions.letters import RemindRequest as RemindRequest
    from danvan_xl.actions.letters import SendRequest as SendRequest
    from danvan_xl.actions.letters import collect as collect
    from danvan_xl.actions.letters import remind as remind
    from danvan_xl.actions.letters import send as send
    from danvan_xl.actions.outlines import FillRequest as FillRequest
    from danvan_xl.actions.outlines import MapRequest as MapRequest
    from danvan_xl.actions.outlines import fill_outline as fill_outline
    from danvan_xl.actions.outlines import map_outline as map_outline
    from danvan_xl.actions.plans import CheckRequest as CheckRequest
    from danvan_xl.actions.plans import ImportRequest as ImportRequest
    from danvan_xl.actions.plans import NewRequest as NewRequest
    from danvan_xl.actions.plans import ProgressRequest as ProgressRequest
    from danvan_xl.actions.plans import SplitRequest as SplitRequest
    from danvan_xl.actions.plans import check as check
    from danvan_xl.actions.plans import import_plan as import_plan
    from danvan_xl.actions.plans import new as new
    from danvan_xl.actions.plans import progress as progress
    from danvan_xl.actions.plans import split as split
    from danvan_xl.actions.plans import templates as templates
    from danvan_xl.actions.reports import BriefRequest as BriefRequest
    from danvan_xl.actions.reports import ReportRequest as ReportRequest
    from danvan_xl.actions.reports import RollUpRequest as RollUpRequest
    from danvan_xl.actions.reports import brief as brief
    from danvan_xl.actions.reports import report as report
    from danvan_xl.actions.reports import roll_up as roll_up
    from danvan_xl.actions.result import Declined as Declined
    from danvan_xl.actions.result import Result as Result
    from danvan_xl.actions.result import Step as Step
    from danvan_xl.actions.returns import ConsolidateRequest as ConsolidateRequest
    from danvan_xl.actions.returns import ScoreRequest as ScoreRequest
    from danvan_xl.actions.returns import consolidate as consolidate
    from danvan_xl.actions.returns import score as score

_ROOMS = {
    "plans": (
        "NewRequest", "new", "templates", "ImportRequest", "import_plan", "CheckRequest", "check",
        "SplitRequest", "split", "ProgressRequest", "progress",
    ),
    "forms": ("IssueRequest", "issue"),
    "handbook": ("GuideRequest", "guide"),
    "letters": ("Post", "SendRequest", "send", "CollectRequest", "collect", "RemindRequest", "remind"),
    "returns": ("ScoreRequest", "score", "ConsolidateRequest", "consolidate"),
    "outlines": ("MapRequest", "map_outline", "FillRequest", "fill_outline"),
    "reports": ("BriefRequest", "brief", "ReportRequest", "report", "RollUpRequest", "roll_up"),
    "copies": ("RestoreRequest", "restore", "summary_copies"),
    "result": ("Declined", "Result", "Step"),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}
__all__ = sorted(_ROOM_OF)


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
