"""LibreOffice as a judge: recalculate with caches stripped, convert, print to PDF and PNG.

Headless conversion keeps cached formula results unless told otherwise, so the caches are stripped
from the file first and the profile says "always recalculate": else a test would prove nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

_CONFIG = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_LOCALE = '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop></item>\n'
_CACHED = re.compile(rb"(<f\b[^>]*?(?:/>|>.*?</f>))\s*<v>[^<]*</v>", re.S)


def soffice() -> str:
    """The program's path. Missing: skips on a user's machine, fails under CI=true."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is needed under CI")
        pytest.skip("LibreOffice is not installed")
    return program


def strip_caches(source: Path, target: Path) -> None:
    """Copy a workbook without any cached formula result."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                data = _CACHED.sub(rb"\1", data)
            new.writestr(info.filename, data)


def convert(
    files: Sequence[Path], to: str, outdir: Path, *, timeout: float = 240, locale: str = ""
) -> list[Path]:
    """``soffice --convert-to`` for many files in one start; give back the results in order.

    ``to`` is a suffix, with an optional filter such as ``'ods'`` or ``'xls:MS Excel 97'``; ``locale`` such as ``'vi-VN'``.
    """
    outdir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lo-profile-") as profile:
        user = Path(profile) / "user"
        user.mkdir()
        config = (
            _CONFIG.replace("</oor:items>", _LOCALE.format(locale) + "</oor:items>") if locale else _CONFIG
        )
        (user / "registrymodifications.xcu").write_text(config, encoding="utf-8")
        command = [soffice(), f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
        command += ["--convert-to", to, "--outdir", str(outdir), *map(str, files)]
        done = subprocess.run(command, capture_output=True, timeout=timeout, check=False)
    results = [outdir / f"{file.stem}.{to.partition(':')[0]}" for file in files]
    for result in results:
        assert result.exists(), f"LibreOffice made no {result.name}: {done.stderr.decode(errors='replace')}"
    return results


def recalculate(files: Sequence[Path], outdir: Path) -> list[Path]:
    """Workbooks with every formula calculated afresh by LibreOffice, as .xlsx in ``outdir``."""
    bare = outdir / "bare"
    bare.mkdir(parents=True, exist_ok=True)
    stripped = []
    for file in files:
        strip_caches(file, bare / file.name)
        stripped.append(bare / file.name)
    return convert(stripped, "xlsx", outdir / "recalculated")


def pictures(file: Path, outdir: Path, *, dpi: int = 70) -> list[Path]:
    """Print a workbook or document to PDF and each page to PNG; for people to look at."""
    [pdf] = convert([file], "pdf", outdir)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(outdir / file.stem)], check=True)
    return sorted(outdir.glob(f"{file.stem}-*.png"))
