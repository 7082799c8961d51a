"""How an import of issued plans does: right, missing and false facts by kind and certainty, for each kind of file.

python -m benchmarks.imports [tuned | final | last | others-tuned | others-final | third-tuned | third-final] [-v]

Every set has been looked at by now; ``third-final`` was scored once unseen (908 certain and right, 4 false) and
mended afterwards (922 and 0).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan_xl.documents import import_plan
from danvan_xl.errors import InputError
from tests.documents.labelled_plans import Labelled, Score, load, score

KINDS = ("docx", "pdf", "html", "txt")


def write(plan: Labelled, folder: Path, kind: str) -> Path:
    """The plan as a file of that kind; a .pdf stands there when the .docx was converted."""
    path = folder / f"{plan.name}.{kind}"
    if kind == "docx":
        return plan.word(path)
    if kind != "pdf":
        path.write_text(plan.page() if kind == "html" else plan.text(), encoding="utf-8")
    return path


def report(part: str, folder: Path) -> list[tuple[str, Score]]:
    """The score of each kind of file over the plans of ``part``."""
    plans = load(part)
    words = [str(write(plan, folder, "docx")) for plan in plans]
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(folder), *words], capture_output=True, check=False, timeout=280)
    scores = []
    for kind in KINDS:
        one = Score()
        for plan in plans:
            try:
                score(plan, import_plan(write(plan, folder, kind)), one)
            except InputError as error:
                one.wrong.append(f"{plan.name}: refused, {error.code}")
                one.counts["refused", "", "missing"] += 1
        scores.append((kind, one))
    return scores


def lines(parts: Sequence[str] = ("tuned", "final", "last"), *, wrong: bool = False) -> Iterator[str]:
    """The figures; ``wrong``: each fact that is not right, too."""
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            for kind, one in report(part, Path(folder)):
                yield f"import of issued plans, {part}, {kind}: {one.false_and_certain()} false and certain"
                yield from (f"  {line}" for line in (*one.table(), *(one.wrong if wrong else ())))


if __name__ == "__main__":
    asked = [argument for argument in sys.argv[1:] if argument != "-v"]
    print(*lines(asked or ("tuned", "final", "last"), wrong="-v" in sys.argv), sep="\n")
