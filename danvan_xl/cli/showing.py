"""What every command does around its action: progress on a terminal, the result as lines and an exit code."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from danvan_xl.actions import Result

PATH = click.Path(path_type=Path)
NEEDS_A_PERSON = 1
_PAUSE = 0.2
"""Seconds between two pictures of a counter."""


def show(result: Result[Any]) -> int:
    """Print a result; its exit code. What stopped it is raised after what was done has been told."""
    for line in result.for_command():
        click.echo(line)
    if result.stopped is not None:
        raise result.stopped
    return NEEDS_A_PERSON if result.needs_person else 0


class Counter:
    """A progress callback: one line that is written over, on a terminal only."""

    def __init__(self) -> None:
        self.shown_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        last = total > 0 and done >= total
        if last or not done or now - self.shown_at > _PAUSE:
            self.shown_at = now
            count = f" {done}/{total}" if total else f" {done}" if done else "…"
            click.echo(f"\r{what}{count}", err=True, nl=last or not (done or total))


class DayType(click.ParamType):  # type: ignore[type-arg]
    """A date as 2025-11-30 or 30/11/2025."""

    name = "NGÀY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from danvan_xl.language.dates import read_date

        reading = read_date(str(value))
        if reading.value is None:
            self.fail(f"“{value}” không phải ngày; ghi dạng 2025-11-30 hoặc 30/11/2025.", param, ctx)
        return reading.value


class CodesType(click.ParamType):  # type: ignore[type-arg]
    """Codes of units: 'A, B' or 'A; B'."""

    name = "MÃ,..."

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:
        if isinstance(value, list):
            return value
        found = [code for piece in str(value).replace(";", ",").split(",") if (code := piece.strip())]
        if not found:
            self.fail("phải có ít nhất một mã đơn vị.", param, ctx)
        return found
