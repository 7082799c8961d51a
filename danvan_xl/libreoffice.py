"""Documents from one format to another through LibreOffice, where a machine has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from danvan_xl.files import scratch

_SECONDS = 180.0
_PLACES = (
    Path(r"C:\Program Files\LibreOffice\program\soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_VIETNAMESE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi</value></prop></item>
</oor:items>
"""
"""Numbers on paper have a decimal comma, whatever the machine's language."""


def find_libreoffice() -> str | None:
    """LibreOffice's program, where there is one."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((str(place) for place in _PLACES if place.is_file()), None)


def to_pdf(program: str, document: bytes, suffix: str) -> bytes | None:
    """The document as PDF; None where LibreOffice does not make one."""
    return convert(program, document, suffix, "pdf")


def convert(program: str, document: bytes, suffix: str, to: str) -> bytes | None:
    """The document, whose name would end in ``suffix``, in the format ``to``; None where LibreOffice does not make it."""
    with scratch() as folder:
        user = folder / "lo" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_VIETNAMESE, encoding="utf-8")
        source = folder / f"in{suffix}"
        source.write_bytes(document)
        command = [program, f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", to, "--outdir", str(folder), str(source)]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, creationflags=flags)
            return source.with_suffix(f".{to}").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None
