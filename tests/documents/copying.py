"""A Word file as Word and a browser put it on the clipboard: HTML Format with its header of offsets, and plain text."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_SPACES = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>"
_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/VanA/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument>
</xml><![endif]-->
<style>
<!--
 p.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:13.0pt; font-family:"Times New Roman",serif;}
 @list l0:level1 {mso-level-number-format:bullet; mso-level-text:-;}
-->
</style>
<!--[if gte mso 10]><style> table.MsoNormalTable {mso-style-name:"Table Normal";} </style><![endif]-->
</head>

<body lang=EN-US style='tab-interval:36.0pt;word-wrap:break-word'>
"""
_HEADER = (
    "Version:{}\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n{}"
)


def cf_html(
    part: str,
    *,
    before: str = "<html>\r\n<body>\r\n",
    after: str = "\r\n</body>\r\n</html>",
    source: str = "",
    version: str = "0.9",
    marks: bool = True,
) -> bytes:
    """The bytes of HTML Format with ``part`` as the copied part; without ``marks`` only the offsets say where it is."""
    begin, end = ("<!--StartFragment-->", "<!--EndFragment-->") if marks else ("", "")
    address = f"SourceURL:{source}\r\n" if source else ""
    offset = len(_HEADER.format(version, 0, 0, 0, 0, address).encode())
    front, middle, back = (before + begin).encode(), part.encode(), (end + after).encode()
    starts, ends = offset + len(front), offset + len(front) + len(middle)
    header = _HEADER.format(version, offset, ends + len(back), starts, ends, address)
    return header.encode() + front + middle + back


def word_copy(path: Path) -> bytes:
    """Word's own: its tags, its lists written as text between conditional comments, lines wrapped wherever they are full."""
    part = "\r\n".join(
        _blocks(
            path,
            _word_paragraph,
            " class=MsoNormalTable border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'",
        )
    )
    return cf_html(part, before=_WORD_HEAD, source="file:///C:/Kế%20hoạch.docx", version="1.0") + b"\0"


def browser_copy(path: Path) -> bytes:
    """A portal's page as Chrome copies it: styles in every tag, nothing wrapped, items of a list as a list."""
    part = "".join(
        _blocks(path, _browser_paragraph, ' border="1" style="box-sizing: border-box; width: 640px;"')
    )
    return cf_html(part, source="https://khemay.gov.vn/van-ban/ke-hoach-45?x=1")


def plain_copy(path: Path) -> str:
    """What Word gives beside it: a paragraph a line, a tab between two cells of a row."""
    lines: list[str] = []
    for block in _body(path):
        if hasattr(block, "rows"):
            lines += [
                "\t".join(cell.text.replace("\n", "\r\n") for cell in _cells(row)) for row in block.rows
            ]
        else:
            lines.append(("·\t" if _is_item(block) else "") + block.text)
    return "\r\n".join(lines) + "\r\n"


def _body(path: Path) -> Iterator[Any]:
    import docx

    yield from docx.Document(str(path)).iter_inner_content()


def _cells(row: Any) -> list[Any]:
    found: list[Any] = []
    for cell in row.cells:
        if not found or cell._tc is not found[-1]._tc:
            found.append(cell)
    return found


def _is_item(paragraph: Any) -> bool:
    return bool(paragraph.style.name == "List Bullet")


def _blocks(path: Path, paragraph: Callable[[Any], str], look: str) -> Iterator[str]:
    for block in _body(path):
        if not hasattr(block, "rows"):
            yield paragraph(block)
            continue
        yield f"<table{look}>"
        for row in block.rows:
            yield "<tr style='mso-yfti-irow:0'>"
            for cell in _cells(row):
                wide = f" colspan={cell.grid_span}" if cell.grid_span > 1 else ""
                inside = "\n".join(paragraph(one) for one in cell.paragraphs)
                yield f"<td width=64{wide} valign=top style='width:48.0pt;padding:0cm 5.4pt'>\n{inside}\n</td>"
            yield "</tr>"
        yield "</table>"


def _word_paragraph(paragraph: Any) -> str:
    text = html.escape(paragraph.text, quote=False) or "&nbsp;"
    if any(run.bold for run in paragraph.runs):
        text = f"<b>{text}</b>"
    wrapped = "\r\n".join(
        textwrap.wrap(f"{text}<o:p></o:p>", 76, break_long_words=False, break_on_hyphens=False)
    )
    if _is_item(paragraph):
        mark = f"<span style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>·{_SPACES}</span></span>"
        return f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>{mark}<![endif]>{wrapped}</p>"
    return f"<p class=MsoNormal style='text-align:justify'>{wrapped}</p>\r\n"


def _browser_paragraph(paragraph: Any) -> str:
    text = html.escape(paragraph.text, quote=False)
    weight = 700 if any(run.bold for run in paragraph.runs) else 400
    look = (
        f'style="box-sizing: border-box; font-weight: {weight}; white-space: normal; color: rgb(33, 37, 41);"'
    )
    if _is_item(paragraph):
        return f'<ul style="margin-top: 0px;"><li {look}>{text}</li></ul>'
    return f"<p {look}><span {look}>{text}</span></p>"
