"""Work that makes many objects which all live until its end: looking through them again and again finds nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ends_soon = False


def ends_soon() -> None:
    """This process ends with what it does now: nobody need look for garbage behind :func:`left_lying` either."""
    global _ends_soon
    _ends_soon = True


def kept_to_the_end() -> None:
    """Let Python not look through all objects once more, several times, while it ends."""
    gc.freeze()


@contextmanager
def left_lying() -> Iterator[None]:
    """No garbage collection meanwhile (a consolidation of 3,321 returns: a third of its processor time). What has no cycles,
    which is nearly all, is freed as ever."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on and not _ends_soon:
            gc.enable()
