"""The sample plans printed once a session in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents import issued_plans
from tests.documents.printing import write_docx, write_text
from tests.documents.synthetic import ALL
from tests.support.office import convert

OLD_KINDS = ("doc", "rtf", "odt")
TEXT_STYLES = ("spaced", "cells", "markdown")


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with <plan>.docx, <plan>-b.docx (another layout), their .pdf and .txt by LibreOffice, and <plan>.<style>.txt."""
    folder = tmp_path_factory.mktemp("plans")
    words = []
    for plan in ALL:
        words.append(write_docx(plan, folder / f"{plan.name}.docx"))
        words.append(
            write_docx(
                plan, folder / f"{plan.name}-b.docx", letterhead="lines", landscape=False, numbers="auto"
            )
        )
        for style in TEXT_STYLES:
            suffix = "md" if style == "markdown" else "txt"
            write_text(plan, folder / f"{plan.name}.{style}.{suffix}", style=style)
    convert(words, "pdf", folder)
    convert(words, "txt:Text (encoded):UTF8", folder)
    for old in OLD_KINDS:
        convert(words, old, folder)
    return folder


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with table/<plan>.docx, tabs/<plan>.docx (another layout), <plan>.pdf of one of them by LibreOffice, and
    <plan>.md, <plan>.cells.txt and <plan>.spaced.txt, for every plan of ``issued/``."""
    folder = tmp_path_factory.mktemp("issued")
    words = []
    for plan in issued_plans.load():
        for layout in issued_plans.LAYOUTS:
            (folder / layout).mkdir(exist_ok=True)
            word = issued_plans.write_docx(plan, folder / layout / f"{plan.name}.docx", layout)
            if plan.odd == (layout == "tabs"):
                words.append(word)
        for ending, text in (
            ("md", issued_plans.markdown(plan)),
            ("cells.txt", issued_plans.cells_text(plan)),
            ("spaced.txt", issued_plans.spaced_text(plan)),
        ):
            (folder / f"{plan.name}.{ending}").write_text(text, encoding="utf-8")
    convert(words, "pdf", folder)
    return folder
