"""The leader's brief: one HTML file for a phone, and the same two pages as PDF through LibreOffice."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from danvan_xl.errors import OutputError
from danvan_xl.files import make_folder, write_atomically
from danvan_xl.libreoffice import find_libreoffice, to_pdf
from danvan_xl.reports.brief_facts import brief_facts
from danvan_xl.summaries.record import read_summary

HTML, PDF = "tom-tat.html", "tom-tat.pdf"
MOST_BYTES = 300_000
"""A brief of more is not sent over Zalo."""
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
    facts = brief_facts(read_summary(summary), people=people)
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
    soffice = find_libreoffice()
    if soffice is None:
        return [folder / HTML], (
            f"Chưa có bản PDF vì máy này không có LibreOffice; mở “{HTML}” bằng trình duyệt rồi in ra PDF (khổ A4)."
        )
    printed = to_pdf(soffice, _rendered("brief.fodt.j2", facts | {"images": _images(facts)}), ".fodt")
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
