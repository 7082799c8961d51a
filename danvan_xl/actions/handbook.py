"""The guide for officers (``docs/huong-dan.md``), section by section: what `danvan-xl help` and the button Hướng dẫn say.

The text stands once. The headings are the topics.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from msgspec import Struct

from danvan_xl.actions.result import Result, Step
from danvan_xl.errors import InputError
from danvan_xl.language.folding import fold
from danvan_xl.resources import bundled

YEAR = "Một năm trong sáu bước"
"""The section that is the guide in short."""


class GuideRequest(Struct, frozen=True, kw_only=True):
    """``topic``: the number of a section, or words of its heading, marks and capitals left out as one likes; '' for the list."""

    topic: str = ""


class Section(Struct, frozen=True):
    """A part of the guide; ``lines`` are its paragraphs, items and rows of tables as plain text."""

    title: str
    lines: tuple[str, ...]


def guide_page() -> Path:
    """The guide with its pictures, for a browser without a network."""
    return bundled("docs") / "html" / "huong-dan.html"


def sections() -> tuple[Section, ...]:
    """The guide's sections in their order."""
    text = (bundled("docs") / "huong-dan.md").read_text(encoding="utf-8")
    found = []
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        found.append(Section(title.strip(), tuple(_plain(body))))
    return tuple(found)


def guide(request: GuideRequest) -> Result[tuple[Section, ...]]:
    """The section that ``topic`` names, or all, of which only the headings are told.

    Raises :class:`~danvan_xl.errors.InputError` (``no-topic``) where no heading or several fit.
    """
    every = sections()
    if not request.topic.strip():
        lines = [f"{number:2}. {section.title}" for number, section in enumerate(every, start=1)]
        step = Step("ghi số hoặc vài chữ của tên mục, ví dụ: danvan-xl help 3")
        return Result(value=every, lines=("Hướng dẫn sử dụng, các mục:", *lines), next_step=step)
    section = _named(every, request.topic)
    page = guide_page()
    what = f"mở “{page}” để xem cả hướng dẫn có hình" if page.is_file() else "làm theo mục này"
    return Result(value=(section,), lines=(section.title.upper(), *section.lines), next_step=Step(what))


def _named(every: tuple[Section, ...], topic: str) -> Section:
    if topic.strip().isdecimal() and 0 < int(topic) <= len(every):
        return every[int(topic) - 1]
    wanted = _bare(topic)
    fitting = [section for section in every if wanted in _bare(section.title)]
    if len(fitting) != 1:
        what = "Có nhiều mục" if fitting else "Không có mục"
        names = "; ".join(section.title for section in fitting or every)
        raise InputError(
            f"{what} “{topic}” trong hướng dẫn.", remedy=f"Ghi rõ một trong: {names}.", code="no-topic"
        )
    return fitting[0]


def _bare(text: str) -> str:
    """Folded words between spaces, without marks: people type 'thu phieu' on a terminal."""
    letters = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return f" {' '.join(re.findall('[a-z0-9]+', plain))} "


def _plain(markdown: str) -> list[str]:
    """Paragraphs, items and rows, each one line; pictures, heads of tables and marks of the page left out."""
    lines: list[str] = []
    open_paragraph = code = False
    for raw in markdown.split("\n"):
        line = raw.strip()
        if line.startswith("```"):
            code, open_paragraph = not code, False
        elif code:
            lines.append(f"  {raw}")
        elif not line or line.startswith(("![", "<!--")):
            open_paragraph = False
        elif line.startswith("|"):
            if set(line) <= set("|- "):
                lines.pop()  # what stood above is the head
            else:
                first, *others = (cell.strip() for cell in line.strip("|").split(" | "))
                lines.append(_words(f"- {first}: " + " / ".join(filter(None, others))))
            open_paragraph = False
        elif open_paragraph and not re.match(r"(-|\d+\.|#+) ", line):
            lines[-1] += " " + _words(line)
        else:
            lines.append(_words(line.lstrip("# ") if line.startswith("#") else line))
            open_paragraph = not line.startswith("#")
    return lines


def _words(text: str) -> str:
    """Without the marks of Markdown: a button, sheet or word to type stands in quotation marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\*\*([^*]+)\*\*|`([^`]+)`", lambda m: f"“{m[1] or m[2]}”", text)
    return re.sub(r"(?<!\w)\*([^*]+)\*", r"\1", text).replace("““", "“").replace("””", "”")
