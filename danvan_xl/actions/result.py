"""What every action gives back, and what it may call meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from danvan_xl.actions.wishes import WISHES
from danvan_xl.errors import DanvanError
from danvan_xl.findings import Finding, Severity
from danvan_xl.steps import Progress, tell

T = TypeVar("T")

OnProgress = Callable[[str, int, int], object]
"""Called with what is being done (Vietnamese), how much of it is done, and how much there is (0: not known)."""
Confirm = Callable[[Sequence[str]], bool]
"""Called with sentences just before something is written or sent; False ends the action there."""


class Declined(Exception):
    """The person said no to what an action was about to do; nothing was written."""


def silent(what: str, done: int, total: int) -> None:
    """No progress is shown."""


def counting(on_progress: OnProgress, what: str) -> Progress:
    """A callback for those who count one thing only."""
    return lambda done, total: on_progress(what, done, total)


def begin(on_progress: OnProgress, what: str) -> None:
    """Say that something begins which is not counted."""
    tell(counting(on_progress, what), 0, 0)


def go_on(lines: Sequence[str]) -> bool:
    """Nobody is asked."""
    return True


class Step(Struct, frozen=True):
    """What comes next: ``what`` a person does, a clause without a full stop; then maybe another action.

    ``action`` is a key of :data:`~danvan_xl.actions.wishes.WISHES`, ``arguments`` the words of its command.
    """

    what: str
    action: str = ""
    arguments: tuple[str | Path, ...] = ()

    def for_command(self) -> str:
        """'Bước tiếp theo: ghi kế hoạch, rồi chạy: danvan-xl check ke-hoach.xlsx'."""
        if not self.action:
            return f"Bước tiếp theo: {self.what}."
        return self._then(f"chạy: {' '.join(['danvan-xl', self.action, *map(_word, self.arguments)])}")

    def for_button(self) -> str:
        """'Bước tiếp theo: ghi kế hoạch, rồi bấm nút “Kiểm tra”.'"""
        label = WISHES[self.action].label if self.action else ""
        return self._then(f"bấm nút “{label}”" if label else "") + "."

    def _then(self, call: str) -> str:
        return "Bước tiếp theo: " + ", rồi ".join(filter(None, (self.what, call)))


def _word(argument: str | Path) -> str:
    text = str(argument)
    return f'"{text}"' if " " in text else text


class Result(Struct, Generic[T], frozen=True, kw_only=True):
    """What an action did.

    ``value`` is the thing itself (a reading, a plan to draw, a consolidation ...). ``lines`` are all sentences to
    show, in Vietnamese; ``brief`` those that fit into a message box, the same where nothing is said. ``files`` were
    written. ``needs_person``: something must be looked at (exit code 1). ``stopped`` is why the work ended early:
    what was done until then stands.
    """

    value: T
    lines: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    next_step: Step
    needs_person: bool = False
    stopped: DanvanError | None = None

    def for_command(self) -> list[str]:
        """Everything that a terminal shows."""
        return [*self.lines, self.next_step.for_command()]

    def for_button(self) -> list[str]:
        """What a message box shows."""
        return [*(self.brief or self.lines), self.next_step.for_button()]


def serious(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that are more than information."""
    return [found for found in findings if found.severity is not Severity.INFO]
