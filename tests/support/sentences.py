"""Every sentence that the program can say, with the place where it is written.

Sheets, mails, reports, dialogs, help and messages are made of literals of the package, so the literals are read; a hole
of an f-string is ``…``. What is written elsewhere (macros, set-up, mail templates) is read from there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import danvan_xl
from danvan_xl.findings import catalogue

PACKAGE = Path(danvan_xl.__file__).parent
PROJECT = PACKAGE.parent
HOLE = "…"
_VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
READS = (
    "language/",
    "documents/",
    "terms/glossary.py",
    "cli/contract.py",
    "demo/scenario.py",
    "outlines/tables.py",
    "excel/wording.py",
)
"""Rooms whose literals are mostly words of other people's texts (or English): there only what goes into an error or a
finding is said by the program."""
_ASIDE = {
    "compile",
    "sub",
    "fullmatch",
    "match",
    "search",
    "findall",
    "finditer",
    "split",
    "startswith",
    "endswith",
}
_SAYS = re.compile(r"Error$|^(finding|finding_at|note|fault|error|UsageError|BadParameter)$")


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else HOLE for part in node.values)
    return None


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


class _Literals(ast.NodeVisitor):
    def __init__(self, *, only_said: bool) -> None:
        self.found: list[tuple[int, str]] = []
        self.said = 0 if only_said else 1

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        text = _text(node)
        if text is not None:
            if self.said and _VIETNAMESE.search(text):
                self.found.append((node.lineno, text))  # type: ignore[attr-defined]
            if isinstance(node, ast.JoinedStr):
                for part in node.values:
                    if isinstance(part, ast.FormattedValue):
                        self.visit(part.value)
            return
        if isinstance(node, ast.Call):
            if _called(node) in _ASIDE:
                return
            says = bool(_SAYS.search(_called(node)))
            self.said += says
            self.generic_visit(node)
            self.said -= says
            return
        self.generic_visit(node)


def literals(source: str, *, only_said: bool = False) -> list[tuple[int, str]]:
    """(line, text) of every Vietnamese literal of a module that is no docstring and no pattern."""
    reader = _Literals(only_said=only_said)
    reader.visit(ast.parse(source))
    return reader.found


def _of_package() -> Iterator[tuple[str, str]]:
    modules = [*PACKAGE.rglob("*.py"), *(PROJECT / "workbook_templates" / "sources").glob("*.py")]
    for path in sorted(modules):
        name = path.relative_to(PROJECT).as_posix()
        aside = name.removeprefix("danvan_xl/").startswith(READS)
        source = path.read_text(encoding="utf-8")
        for line, text in literals(source, only_said=aside):
            yield f"{name}:{line}", text
        if name.startswith("danvan_xl/cli/"):
            yield from _helps(name, source)


def _helps(name: str, source: str) -> Iterator[tuple[str, str]]:
    """The docstrings of commands: click shows them."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.FunctionDef)
            and (text := ast.get_docstring(node))
            and _VIETNAMESE.search(text)
        ):
            yield f"{name}:{node.lineno}", text


def of_findings() -> Iterator[tuple[str, str]]:
    """(whose, sentence) of the catalogue."""
    for kind in catalogue().values():
        yield f"{kind.code}: title", kind.title
        yield f"{kind.code}: message", kind.example
        yield f"{kind.code}: officer", kind.filled(kind.to_officer)
        if kind.unit_advice:
            yield f"{kind.code}: unit", kind.unit_advice
        if kind.headline:
            yield f"{kind.code}: headline", kind.headline.text.format(count=2, who="Thôn Đồng Tâm")


def _of_files() -> Iterator[tuple[str, str]]:
    """Hand-written texts outside Python: VBA (in escapes), set-up, mail templates."""
    for name in ("DanVanPython.bas", "ThisWorkbook.cls"):
        for text in re.findall(
            r'"((?:[^"\n]|"")*)"', (PROJECT / "macros" / name).read_text(encoding="ascii")
        ):
            if "\\u" in text:
                yield name, re.sub(r"\\u([0-9A-Fa-f]{4})", lambda code: chr(int(code[1], 16)), text)
    for path in sorted((PROJECT / "macros" / "setup").iterdir()):
        if path.suffix in (".cmd", ".nsi", ".txt"):
            for line in path.read_text(encoding="utf-8").splitlines():
                said = (
                    re.findall(r'"([^"]*)"', line) if path.suffix == ".nsi" else [line.removeprefix("echo ")]
                )
                yield from ((path.name, text) for text in said if _VIETNAMESE.search(text))
    templates = PROJECT / "workbook_templates"
    for path in sorted([*(templates / "mail").glob("*.txt"), *templates.glob("*.html")]):
        yield path.name, path.read_text(encoding="utf-8")


def sentences() -> list[tuple[str, str]]:
    """(place, text) of everything that a user can read."""
    return [*of_findings(), *_of_package(), *_of_files()]
