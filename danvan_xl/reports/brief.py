"""The leader's brief: one HTML file for a phone, and the same two pages as PDF through LibreOffice."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from danvan_xl.errors import OutputError
from danvan_xl.files import make_folder, scratch, write_atomically
from danvan_xl.reports.brief_facts import brief_facts
from danvan_xl.summaries.opened import open_summary
from danvan_xl.summaries.record import read_summary
from danvan_xl.terms.summary import CHANGES, PLAN

HTML, PDF = "tom-tat.html", "tom-tat.pdf"
MOST_BYTES = 300_000
"""A brief of more is not sent over Zalo."""
_SECONDS = 180.0
_WIDTH_CM = 8.0
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def write_brief(
    summary: Path, folder: Path, *, people: bool = False, pdf: bool = True
) -> tuple[list[Path], str]:
    """Write both files into ``folder`` (made if missing). ``people``: the signer's name too; ``pdf``: False for HTML alone.

    Gives the files and, where there is no PDF, a sentence that says why. Raises :class:`~danvan_xl.errors.InputError` (no
    summary) and :class:`~danvan_xl.errors.OutputError`.
    """
    summary, folder = Path(summary), Path(folder)
    record = read_summary(summary)
    facts = brief_facts(record, open_summary(summary, only=[CHANGES, PLAN]).sheet(CHANGES), people=people)
    page = _rendered("brief.html.j2", facts)
    if len(page) > MOST_BYTES:
        raise OutputError(
            f"Bản tóm tắt lớn {len(page) // 1000} KB, quá {MOST_BYTES // 1000} KB.",
            remedy="Báo cho người hỗ trợ kỹ thuật kèm tệp tổng hợp.",
            file=folder / HTML,
        )
    make_folder(folder)
    write_atomically(folder / HTML, lambda temporary: temporary.write_bytes(page))
    if not pdf:
        return [folder / HTML], ""
    soffice = _office()
    if soffice is None:
        return [folder / HTML], (
            f"Chưa có bản PDF vì máy này không có LibreOffice; mở “{HTML}” bằng trình duyệt rồi in ra PDF (khổ A4)."
        )
    printed = _printed(soffice, _rendered("brief.fodt.j2", facts | {"images": _images(facts)}))
    if printed is None:
        return [folder / HTML], (
            f"Chưa có bản PDF vì LibreOffice không chuyển được; mở “{HTML}” bằng trình duyệt rồi in ra PDF (khổ A4)."
        )
    write_atomically(folder / PDF, lambda temporary: temporary.write_bytes(printed))
    return [folder / HTML, folder / PDF], ""


def _rendered(name: str, facts: dict[str, Any]) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name)
    return template.render(facts).encode("utf-8")


def _images(facts: dict[str, Any]) -> list[dict[str, str]]:
    """The charts as a document holds them: with the colour of paper and ink, sized in cm."""
    images = []
    for chart in facts["charts"]:
        match = _SIZE.search(chart.svg)
        assert match is not None  # every chart says its size
        height = _WIDTH_CM * int(match[2]) / int(match[1])
        svg = chart.svg.replace("currentColor", "#1f2933").encode("utf-8")
        images.append(
            {
                "title": chart.title,
                "sheet": chart.sheet,
                "height": f"{height:.2f}",
                "data": base64.b64encode(svg).decode(),
            }
        )
    return images


def _office() -> str | None:
    """LibreOffice's program, where there is one."""
    places = (
        Path(r"C:\Program Files\LibreOffice\program\soffice.exe"),
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((str(place) for place in places if place.is_file()), None)


def _printed(soffice: str, document: bytes) -> bytes | None:
    """The document as PDF; None where LibreOffice does not make one."""
    with scratch() as folder:
        source = folder / "tom-tat.fodt"
        source.write_bytes(document)
        command = [soffice, f"-env:UserInstallation={(folder / 'lo').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, creationflags=flags)
            return (folder / PDF).read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None
