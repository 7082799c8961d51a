"""Deadline phrases (``Thời gian thực hiện``) → kind, window, due dates; or ``Chưa rõ`` with the reason."""

from __future__ import annotations

from danvan_xl.language.deadlines.context import DeadlineContext
from danvan_xl.language.deadlines.reader import read_deadline

__all__ = ["DeadlineContext", "read_deadline"]
