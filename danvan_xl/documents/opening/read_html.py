"""A plan as a page (saved from a portal: .html, .htm, .mht; or copied) as content: paragraphs and tables of the page's own text,
without its menus. Word's own marks are understood: its lists are written out as text, what it hides or has struck out is no text.
"""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path
from typing import Any

from danvan_xl.documents.opening.numbering import shown_number
from danvan_xl.documents.text.content import Document, Line, TableBlock
from danvan_xl.language.folding import clean, fold

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "nav",
        "header",
        "footer",
        "form",
        "button",
        "select",
        "noscript",
        "iframe",
        "svg",
        "head",
        "aside",
        "del",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "dl",
        "dd",
        "dt",
        "blockquote",
        "center",
        "td",
        "th",
        "pre",
    ]
)
_TOP = re.compile(r"cộng hòa xã hội chủ nghĩa việt nam|^kế hoạch$|^kế hoạch ", re.M)
_BOTTOM = re.compile(r"nơi nhận|tổ chức thực hiện|phụ lục|trên đây là kế hoạch")
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_THIN = re.compile(r"font-weight:\s*(?:normal|[1-5]00)")
_KEPT = re.compile(r"white-space(?:-collapse)?:\s*(pre|\w+)")
"""The last one says whether line breaks of the source are line breaks of the page."""
_BREAK = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile(r"mso-hide:\s*all|mso-element:\s*comment-list")
"""Word's hidden text and the comments at its end."""
_LIST_MARK = re.compile(r"mso-list:\s*ignore")
_SYMBOLS = re.compile(r"font-family:[^;]*(?:symbol|dings|courier)")
_OF_LIST = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}  # fmt: skip


def read_html(path: Path) -> Document:
    """Read the page. Raises ``ValueError`` where there is no page in the file."""
    data = path.read_bytes()
    if path.suffix.lower() in (".mht", ".mhtml"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
        data = part.get_payload(decode=True) if part is not None else b""  # type: ignore[assignment]
    utf8 = not re.search(rb"charset=[\"']?(?!utf)", data[:2000], re.I)
    return read_page(data, path.name, utf8=utf8)


def read_page(data: bytes, name: str, *, utf8: bool = True) -> Document:
    """A page in UTF-8, or in the letters that it names itself. Raises ``ValueError`` and lxml's errors where it is none, or
    one nested without end."""
    from lxml import html

    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8") if utf8 else None)
    document = Document(name, "html")
    try:
        _Page(document).walk(_main(root))
    except RecursionError as error:
        raise ValueError("nested without end") from error
    return document


def _main(root: Any) -> Any:
    """The innermost element that holds the letterhead (else the title) and the end of the plan."""
    node = root
    while True:
        inner = next((child for child in node.iterchildren() if _whole(child)), None)
        if inner is None or inner.tag in ("table", "tbody", "tr"):
            return node
        node = inner


def _whole(node: Any) -> bool:
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return False
    text = fold(node.text_content())
    return bool(_TOP.search(text)) and bool(_BOTTOM.search(text))


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.number = 0
        self.words: list[str] = []
        self.bold = True
        self.breaks = False

    def walk(self, node: Any) -> None:
        """Add what stands in this element, in order."""
        self.inline(node, bold=False)
        self.end()

    def inline(self, node: Any, *, bold: bool) -> None:
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            return
        look = node.get("style", "").lower()
        if _UNSEEN.search(look) or node.get("class", "").lower() == "msocomanchor":
            return
        if _LIST_MARK.search(look):
            self.add(_list_mark(node), bold)
            return
        bold = bold or node.tag in ("b", "strong") or (node.tag[0] == "h" and node.tag[1:].isdigit())
        bold = bool(_BOLD.search(look)) or (bold and not _THIN.search(look))
        outside = self.breaks
        kept = _KEPT.findall(look)
        self.breaks = kept[-1] == "pre" if kept else outside or node.tag == "pre"
        self.add(node.text, bold)
        items = 0
        for child in node:
            if child.tag == "table" and not _is_layout(child):
                self.end()
                self.table(child)
            elif child.tag == "br":
                self.end()
            elif child.tag in _BLOCKS or child.tag in ("table", "tr", "tbody"):
                self.end()
                if child.tag == "li":
                    items += 1
                    self.add(_item_mark(child, items), False)
                self.inline(child, bold=bold)
                self.end()
            else:
                self.inline(child, bold=bold)
            self.add(child.tail, bold)
        self.breaks = outside

    def add(self, text: str | None, bold: bool) -> None:
        for number, line in enumerate(_BREAK.split(text) if self.breaks and text else [text or ""]):
            if number:
                self.end()
            if line.strip():
                self.bold = self.bold and bold
            self.words.append(line)

    def end(self) -> None:
        """Close the line."""
        text = clean(" ".join("".join(self.words).split()))
        if fold(text):
            self.number += 1
            self.document.blocks.append(Line(text, self.number, whole=True, bold=self.bold))
        self.words, self.bold = [], True

    def table(self, node: Any) -> None:
        rows: list[list[str]] = []
        covered: dict[tuple[int, int], str] = {}
        merged: set[int] = set()
        for at, row in enumerate(node.iter("tr")):
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                while (at, len(cells)) in covered:
                    cells.append(covered[at, len(cells)])
                text = _cell(cell)
                wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
                for down in range(1, high):
                    covered |= {(at + down, len(cells) + right): text for right in range(wide)}
                cells += [text] + [text if high > 1 else ""] * (wide - 1)
                merged |= {at} if wide > 2 else set()
            while (at, len(cells)) in covered:
                cells.append(covered[at, len(cells)])
            rows.append(cells)
        width = max((len(row) for row in rows), default=0)
        if width:
            full = [row + [""] * (width - len(row)) for row in rows]
            self.document.blocks.append(TableBlock(full, self.number + 1, merged=merged))
            self.number += len(rows)


def _is_layout(node: Any) -> bool:
    """A table that only places the letterhead, the signature or the whole page."""
    rows = list(node.iter("tr"))
    width = max((len(list(row.iterchildren("td", "th"))) for row in rows), default=0)
    return width < 3 or node.find(".//table") is not None


def _list_mark(node: Any) -> str:
    """What Word wrote as text in place of its own list: "1.", "a)"; a sign of a symbol font is a dash."""
    mark = "".join(node.text_content().split())
    fonts = "; ".join(n.get("style", "").lower() for n in (node.getparent(), node) if n is not None)
    sign = len(mark) == 1 and not mark.isdigit() and (not mark.isascii() or bool(_SYMBOLS.search(fonts)))
    return f"{'-' if sign else mark} "


def _item_mark(item: Any, number: int) -> str:
    """The mark that a browser draws before an item of a list."""
    around = item.getparent()
    if around.tag != "ol":
        return "- " if around.tag == "ul" else ""
    named = re.findall(
        r"list-style(?:-type)?:\s*([a-z-]+)", f"{around.get('style', '')};{item.get('style', '')}".lower()
    )
    if "none" in named:
        return ""
    first = around.get("start", "1")
    value = number - 1 + (int(first) if re.fullmatch(r"[0-9]{1,4}", first) else 1)
    style = _OF_LIST.get(named[-1] if named else around.get("type", ""), "")
    return f"{shown_number(value, style)}. "


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value), 60) if value.isdigit() and int(value) else 1


def _cell(cell: Any) -> str:
    inner = _Page(Document("", "html"))
    inner.walk(cell)
    return "\n".join(line.text for line in inner.document.lines)
