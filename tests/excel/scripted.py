"""Dialogs that answer from a script and remember what was asked and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


class ScriptedDialogs:
    """``answers`` in the order of the questions; None cancels. A question too many fails the test."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.errors: list[str] = []
        self.shown: list[Path] = []
        self.suggested: list[Path] = []

    def _next(self, kind: str, text: str) -> Any:
        self.asked.append((kind, text))
        assert self.answers, f"a question too many: {text}"
        return self.answers.pop(0)

    def message(self, text: str, *, error: bool = False) -> None:
        (self.errors if error else self.told).append(text)

    def confirm(self, text: str) -> bool:
        return bool(self._next("confirm", text))

    def choose(self, text: str, options: Sequence[str]) -> int | None:
        return self._next("choose", "\n".join([text, *options]))

    def open_file(self, title: str, kinds: Any, start: Path | None = None) -> Path | None:
        return self._next("open", title)

    def open_folder(self, title: str, start: Path | None = None) -> Path | None:
        return self._next("folder", title)

    def save_file(self, title: str, kinds: Any, suggested: Path) -> Path | None:
        self.suggested.append(suggested)
        return self._next("save", title)

    def show(self, path: Path) -> None:
        self.shown.append(path)
