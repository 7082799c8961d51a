"""A copy of the package into which a recipe really adds something, counting the files that it touches."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class House:
    """A copy of ``danvan_xl/`` with what it ships, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("danvan_xl", "workbook_templates", "macros"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.touched: set[str] = set()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace ``old``, which must stand exactly once in the file, by ``new``."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path}: {old!r} stands {text.count(old)} times"
        file.write_text(text.replace(old, new), encoding="utf-8")
        self.touched.add(path)

    def add(self, path: str, text: str) -> None:
        """A new file."""
        file = self.folder / path
        assert not file.exists(), path
        file.write_text(text, encoding="utf-8")
        self.touched.add(path)

    def run(self, code: str, *arguments: str) -> str:
        """Run Python in the copied house and give back what it prints."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            cwd=self.folder,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
