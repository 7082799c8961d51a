"""Actions as tests call them most: short, on files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from danvan_xl import actions
from danvan_xl.actions.plans import Redrawn


def split(path: Path, out: Path | None = None, *, as_of: date | None = None) -> actions.Result[Redrawn]:
    """Split a master's file."""
    return actions.split(actions.SplitRequest(master=path, output=out, as_of=as_of))


def update_progress(path: Path, as_of: date | None, out: Path | None = None) -> actions.Result[Redrawn]:
    """Bring a split master's file up to date."""
    return actions.progress(actions.ProgressRequest(master=path, output=out, as_of=as_of))


def issue(master: Any, period: str, folder: Path, **more: Any) -> actions.Result[Any]:
    """Issue forms."""
    return actions.issue(actions.IssueRequest(master=master, period=period, output=folder, **more))
