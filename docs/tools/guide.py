"""The guide's generated tables, the keys of the JSON, pages for a browser (``docs/html``) and, when asked, for paper: ``make docs``, ``make print``.

Pages are Markdown first. The HTML is the same text; the PDF is the same HTML, laid out by WeasyPrint.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from markdown_it import MarkdownIt

from danvan_xl.cli.contract import filled, table
from danvan_xl.excel.tab import GROUPS, Button, Menu
from danvan_xl.findings import FindingKind, catalogue
from danvan_xl.findings.verdicts import REJECTIONS
from danvan_xl.rules.scoring.kinds import KINDS
from danvan_xl.terms import ScoreKind
from docs.tools.json_reference import json_page

DOCS = Path(__file__).resolve().parents[1]
GUIDE, LEAFLET = "huong-dan", "to-roi-don-vi"
PAGES = (GUIDE, LEAFLET, "bieu-mau-cap-tren", "cho-can-bo-cntt", "phat-hien")
"""Those that an officer's computer has as HTML."""
PRINTED = (GUIDE, LEAFLET)
PRINTED_DPI = 110
OFTEN = (
    "value-not-number", "date-not-understood", "percent-out-of-range", "done-without-date", "score-missing", "evidence-missing",
    "score-above-max", "row-missing", "row-conflict", "cross-check-failed", "unit-mismatch", "late", "unit-missing",
    "newer-return-emptier", "conflicting-returns", "previous-missing", "total-uncertain", "verified-reason-missing",
    "verified-look-again", "note-left",
)  # fmt: skip
"""Findings that the guide explains itself; the rest stand in ``phat-hien.md``."""


def guide_page() -> str:
    """``docs/huong-dan.md`` with its tables made anew."""
    kinds = catalogue()
    return filled(
        DOCS / f"{GUIDE}.md",
        {
            "buttons": _buttons,
            "score-kinds-vi": _score_kinds,
            "rejections-vi": lambda: _advice(REJECTIONS),
            "findings-vi": lambda: _advice(kinds[code] for code in OFTEN),
        },
    )


def _advice(kinds: Iterable[FindingKind]) -> str:
    rows = [
        (kind.title, kind.example, kind.filled(kind.to_officer), kind.unit_advice or "Không phải làm gì.")
        for kind in kinds
    ]
    return table(("phát hiện", "lời báo, ví dụ", "việc của bạn", "việc của đơn vị"), rows)


POINTS = {
    ScoreKind.SELF: "Điểm đơn vị tự chấm, từ 0 đến điểm tối đa, theo bước",
    ScoreKind.CHOICE: "Đơn vị chọn một mức; điểm của mức đó",
    ScoreKind.RATIO: "Điểm tối đa × A ÷ B, không quá điểm tối đa",
    ScoreKind.RATIO_BANDS: "Tính A ÷ B rồi lấy điểm của bậc đạt tới",
    ScoreKind.COUNT: "Số lượng × điểm mỗi việc, không quá điểm tối đa",
    ScoreKind.PROGRESS: "Điểm tối đa × tỷ lệ nhiệm vụ đúng hạn của đơn vị, trong một nhóm hoặc mọi nhiệm vụ",
    ScoreKind.PUNCTUALITY: "Trừ dần theo số ngày báo cáo muộn",
    ScoreKind.BONUS: "Điểm thưởng đơn vị tự đề nghị, cộng vào tổng, có giới hạn",
    ScoreKind.PENALTY: "Trừ khỏi tổng theo số vụ việc, có giới hạn",
    ScoreKind.CAP: "Không có điểm; số liệu lớn hơn 0 thì không được xếp mức cao hoặc bị hạ bậc",
}
"""What each way of scoring gives, for an officer."""


def _score_kinds() -> str:
    rows = [(k.value, "; hoặc ".join(f"“{e}”" for e in KINDS[k].EXAMPLES), POINTS[k]) for k in ScoreKind]
    return table(("cách chấm", "tham số, ví dụ", "điểm"), rows)


def _buttons() -> str:
    rows = []
    for group in GROUPS:
        for control in group.controls:
            top = control.label if isinstance(control, Menu) else control.shown
            if isinstance(control, Button):
                rows.append((group.label, f"**{top}**", control.keytip, _use(control)))
            else:
                keys = f"{control.keytip}, "
                rows += [
                    (group.label, f"**{top} > {b.shown}**", keys + b.keytip, _use(b)) for b in control.buttons
                ]
    return table(("nhóm", "nút", "phím", "để làm gì"), rows)


def _use(button: Button) -> str:
    return button.help + (" (tệp kế hoạch)" if button.on_master else "")


_STYLE = """
body { font: 16px/1.55 "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: #1c1e21; max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { color: #1f4e79; line-height: 1.25; } h2 { border-bottom: 2px solid #d6e2ef; padding-bottom: .2rem; margin-top: 2.2rem; }
h3 { margin-bottom: .2rem; } nav { background: #f3f7fb; padding: .6rem 1.2rem; columns: 2 20rem; } nav a { display: block; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .93em; } th, td { border: 1px solid #c5ccd3; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #e6eef6; } tr { break-inside: avoid; } img { max-width: 100%; border: 1px solid #d8dce0; } p:has(> img) { text-align: center; color: #555; font-size: .9em; }
code { background: #eef1f4; border-radius: 3px; padding: 0 .25em; font-family: inherit; } pre { background: #f4f6f8; padding: .7rem; } pre code { font-family: Consolas, "DejaVu Sans Mono", monospace; background: none; }
@media (prefers-color-scheme: dark) { @media screen { body { background: #17191c; color: #e2e4e7; } h1, h2, h3, a { color: #8ab8e8; } nav, th, code, pre { background: #23272c; } img { background: #fff; } } }
@page { size: A4; margin: 18mm 15mm 18mm 18mm; @bottom-center { content: counter(page) "/" counter(pages); font: 9pt sans-serif; } }
@media print { body { font: 10.5pt/1.4 "Liberation Sans", Arial, sans-serif; max-width: none; padding: 0; } nav { columns: 2; } table { font-size: 9pt; } img { max-height: 165mm; } h2, h3 { break-after: avoid; } }
"""


def html_page(name: str) -> str:
    """A page of :data:`PAGES` as HTML that needs no network; its pictures lie in ``docs/images``."""
    text = guide_page() if name == GUIDE else (DOCS / f"{name}.md").read_text(encoding="utf-8")
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    body = re.sub(r"<!--.*?-->\n?", "", body)
    body = re.sub(
        r'<p><img src="images/([^"]+)" alt="([^"]*)" /></p>',
        r'<p><img src="../images/\1" alt="\2"><br>\2</p>',
        body,
    )
    body = re.sub(r'<a href="([^":]+)\.md">(.*?)</a>', _link, body)
    heads = re.findall(r"<h2>(.*?)</h2>", body)
    for number, head in enumerate(heads, start=1):
        body = body.replace(f"<h2>{head}</h2>", f'<h2 id="m{number}">{head}</h2>', 1)
    contents = "".join(f'<a href="#m{n}">{n}. {head}</a>' for n, head in enumerate(heads, start=1))
    title = re.search(r"<h1>(.*?)</h1>", body)
    if len(heads) > 8:
        body = body.replace("</h1>", f"</h1>\n<nav>{contents}</nav>", 1)
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head><meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{title[1] if title else name}</title>\n<style>{_STYLE}</style></head>\n<body>\n{body}</body>\n</html>\n"
    )


def _link(found: re.Match[str]) -> str:
    """To another page where there is one for the browser; else the words alone."""
    words = re.sub(r"\.md$", "", found[2])
    return f'<a href="{found[1]}.html">{words}</a>' if found[1] in PAGES else words


def generated() -> dict[Path, str]:
    """Every file that `make docs` writes here, with what belongs into it."""
    pages = {DOCS / "html" / f"{name}.html": html_page(name) for name in PAGES}
    return {DOCS / f"{GUIDE}.md": guide_page(), DOCS / "json.md": json_page(), **pages}


def main(arguments: list[str]) -> None:
    """Write them; with ``--print`` the PDFs too."""
    for path, text in generated().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if "--print" in arguments:
        from weasyprint import HTML

        for name in PRINTED:
            HTML(DOCS / "html" / f"{name}.html").write_pdf(
                DOCS / f"{name}.pdf", optimize_images=True, dpi=PRINTED_DPI
            )


if __name__ == "__main__":
    main(sys.argv[1:])
