"""Telling how far long work has come: the callback's shape, and calling it so that it can end no work by accident.

A callback is always called on the thread that started the work: Excel's objects belong to that thread, and a call from
another one fails.
"""

from __future__ import annotations

from collections.abc import Callable

from danvan_xl.errors import DanvanError

Progress = Callable[[int, int], object]
"""Called with the steps done and the steps in all."""


class StopRequested(DanvanError):
    """The person asked to stop. The one thing by which a callback ends the work it is told about."""

    code = "stopped"


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Call ``progress`` if there is one. Whatever goes wrong in it is left out: a counter that cannot be shown (Excel is
    in a dialog, the terminal is gone) costs nobody's work. :class:`StopRequested` passes."""
    if progress is None:
        return
    try:
        progress(done, total)
    except StopRequested:
        raise
    except Exception:  # COM, a closed stream, an encoding: any library's error
        return
