"""Deadline phrases (``Thời gian thực hiện``) → kind, window, due dates; or ``Chưa rõ`` with the reason."""

from __future__ import annotations

from danvan_xl.language.deadlines.context import DeadlineContext
from danvan_xl.language.folding import fold
from danvan_xl.model import Deadline, DeadlineKind

__all__ = ["DeadlineContext", "read_deadline"]


def read_deadline(text: str, context: DeadlineContext) -> Deadline:
    """Read one cell of ``Thời gian thực hiện``."""
    if not text or not text.strip():
        return Deadline(
            text or "", DeadlineKind.RECURRING, context.start, context.end, inferred=True,
            reason="Kế hoạch không ghi thời gian; hiểu là thường xuyên trong thời gian của kế hoạch.",
        )  # fmt: skip
    if fold(text) == "thường xuyên":
        return Deadline(text, DeadlineKind.RECURRING, context.start, context.end)
    return Deadline(text, DeadlineKind.UNCLEAR, reason=f"Chưa đọc được thời hạn “{text}”.")
