"""The page that the demo's folder begins with: what each file is, what to look at, which troubles were put into the returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from danvan_xl.files import write_atomically
from danvan_xl.resources import bundled


def write_page(
    target: Path, files: Iterable[tuple[Path, str]], troubles: Mapping[str, str], log: Path
) -> None:
    """``files``: each with what it shows; ``troubles``: name of a unit → what it did; ``log``: where they are told."""
    rows = [f"<tr><td>{_link(path)}</td><td>{escape(shows)}</td></tr>" for path, shows in files]
    items = [f"<li>{escape(unit)}: {escape(did)}</li>" for unit, did in troubles.items()]
    page = Template((bundled("workbook_templates") / "xem-truoc.html").read_text(encoding="utf-8"))
    text = page.substitute(files="\n".join(rows), troubles="\n".join(items), log=_link(log))
    write_atomically(target, lambda path: path.write_text(text, encoding="utf-8"))


def _link(path: Path) -> str:
    return f'<a href="{quote(path.name)}">{escape(path.name)}</a>'
