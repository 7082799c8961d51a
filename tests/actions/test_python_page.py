"""``docs/python.md``: what it shows works, and ``import danvan_xl`` is light and documented."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import danvan_xl

ROOT = Path(__file__).resolve().parents[2]


class DescribeThePage:
    def it_shows_examples_that_run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        blocks = re.findall(
            r"```python\n(.*?)```", (ROOT / "docs/python.md").read_text(encoding="utf-8"), re.S
        )
        assert len(blocks) == 5
        monkeypatch.chdir(tmp_path)
        names: dict[str, object] = {}
        for block in blocks:
            exec(compile(block, "docs/python.md", "exec"), names)


class DescribeTheModule:
    def it_imports_nothing_before_it_is_used(self) -> None:
        code = "import sys, danvan_xl; print(sorted(m for m in sys.modules if m.startswith('danvan_xl.')))"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
        )
        assert done.stdout.strip() == "[]"

    def it_gives_every_name_with_a_docstring(self) -> None:
        names = [name for name in dir(danvan_xl) if not name.startswith("_")]
        assert len(names) > 40
        for name in names:
            thing = getattr(danvan_xl, name)
            assert thing.__doc__ and not thing.__doc__.startswith(f"{name}("), name

    def it_knows_no_other_name(self) -> None:
        with pytest.raises(AttributeError, match="khong_co"):
            danvan_xl.khong_co  # noqa: B018

    def it_is_typed(self) -> None:
        assert (ROOT / "danvan_xl/py.typed").exists()
