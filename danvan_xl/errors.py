"""The error family: one root class, a stable code, a Vietnamese sentence, a remedy.

Whatever a person did wrong, or a machine refused, ends in a :class:`DanvanError`. The commands,
the ribbon buttons and the tests catch that one class; anything else is a bug of ours.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


class DanvanError(Exception):
    """Root of every error that a user may see.

    ``code`` is stable English kebab-case for scripts and tests; ``message`` is one Vietnamese
    sentence; ``remedy`` says in Vietnamese what to do next. ``file``, ``sheet`` and ``cell`` say
    where, when there is a where.
    """

    code = "error"

    def __init__(
        self,
        message: str,
        *,
        remedy: str = "",
        file: str | Path | None = None,
        sheet: str | None = None,
        cell: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.file = None if file is None else str(file)
        self.sheet = sheet
        self.cell = cell
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        where = []
        if self.file:
            where.append(f"Tệp: {self.file}")
        if self.sheet:
            where.append(f"trang tính “{self.sheet}”")
        if self.cell:
            where.append(f"ô {self.cell}")
        lines = [self.message]
        if where:
            lines.append(", ".join(where) + ".")
        if self.remedy:
            lines.append(f"Cách xử lý: {self.remedy}")
        return "\n".join(lines)


class InputError(DanvanError):
    """A file or folder that the user named cannot be used at all."""

    code = "bad-input"


class ChoiceError(InputError):
    """The input can be read in several ways, and a person has to say which: ``options`` are Vietnamese, in order."""

    code = "needs-a-choice"

    def __init__(self, message: str, options: tuple[str, ...], **where: Any) -> None:
        super().__init__(message, **where)
        self.options = options


class MasterError(InputError):
    """The master workbook cannot be read as one, or has faults that stop this command."""

    code = "bad-master"


class OutputError(DanvanError):
    """The result could not be written; the old file is whole."""

    code = "cannot-write"


class OutputLockedError(OutputError):
    """The target is open in another program."""

    code = "target-locked"


class WouldLoseContentError(DanvanError):
    """Writing would drop something the user put into the workbook; nothing was written."""

    code = "would-lose-content"


class ParameterError(InputError):
    """A criterion's Tham số cannot be understood; ``part`` is which part of it, counted from 1 (0: the whole)."""

    code = "bad-parameters"

    def __init__(self, message: str, *, remedy: str = "", part: int = 0, code: str | None = None) -> None:
        super().__init__(message, remedy=remedy, code=code)
        self.part = part
