"""A Word template filled: the text of an office's own copy is data, never a program.

What a template may do: name what the report gives, walk through lists, choose, use the filters of :data:`FILTERS`. No
attribute of any object, no call but ``range``, no multiplying of texts. A template that is not the bundled one is filled in a process
of its own, with the limits of time and memory that every stranger's file has.
"""

from __future__ import annotations

import io
import pickle
import re
import subprocess
import sys
import traceback
from difflib import get_close_matches
from html import unescape
from pathlib import Path
from typing import Any

from danvan_xl.errors import InputError
from danvan_xl.files import child_environment
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.process import limit_memory
from danvan_xl.workbooks.opening.raw import UnreadableError

FILTERS = frozenset(
    [
        "abs",
        "batch",
        "capitalize",
        "d",
        "default",
        "e",
        "escape",
        "first",
        "float",
        "groupby",
        "int",
        "join",
        "last",
        "length",
        "count",
        "list",
        "lower",
        "max",
        "min",
        "reject",
        "rejectattr",
        "reverse",
        "round",
        "select",
        "selectattr",
        "sort",
        "string",
        "sum",
        "title",
        "trim",
        "truncate",
        "unique",
        "upper",
    ]
)
"""Filters of Jinja that cost no more than what they are given."""
SECONDS = 60.0
"""For one template: the bundled one takes two with a province's figures."""
_REMEDY = "Sửa chỗ đó trong mẫu, hoặc dùng lại mẫu đi kèm."
_NO_TEMPLATE = "Chọn tệp mẫu .docx (chép từ mẫu đi kèm rồi sửa), hoặc bỏ --template."
_NAME = re.compile(r"'([^']+)'")
_TAG = re.compile(r"<[^>]+>")
_SHOWN = 80


def fill(template: Path, context: dict[str, Any], *, trusted: bool = False) -> bytes:
    """The template as a Word file, filled with ``context`` (plain values). ``trusted``: in this process, without limits.

    Raises :class:`~danvan_xl.errors.InputError` with the place: no Word file, a wrong line, an unknown name, too long.
    """
    try:
        data = read_bytes(template)
        if not Package(data).find("word/document.xml"):
            raise UnreadableError("not-a-workbook")
    except UnreadableError as error:
        raise _wrong(template, "không phải tệp Word (.docx) hoặc đã hỏng", remedy=_NO_TEMPLATE) from error
    answer = _fill(data, context) if trusted else _apart(template, data, context)
    if isinstance(answer, str):
        raise _wrong(template, answer)
    return answer


def names_in(template: Path, table: str) -> list[str]:
    """Which entries of ``table`` a template names (``table.name``, ``table["name"]``), each once."""
    package = Package(read_bytes(template))
    parts = [package.read(name) for name in package.entries if re.fullmatch(r"word/[^/]+\.xml", name)]
    texts = (unescape(_TAG.sub("", part.decode("utf-8", "replace"))) for part in parts)
    pattern = re.compile(rf"""\b{table}\s*(?:\.\s*(\w+)|\[\s*["'“”]([^"'“”]+)["'“”]\s*\])""")
    return list(dict.fromkeys(dotted or quoted for text in texts for dotted, quoted in pattern.findall(text)))


def _wrong(template: Path, what: str, *, remedy: str = _REMEDY) -> InputError:
    return InputError(
        f"Mẫu báo cáo “{template.name}” không điền được: {what}.",
        remedy=remedy,
        file=template,
        code="bad-template",
    )


def _apart(template: Path, data: bytes, context: dict[str, Any]) -> bytes | str:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "danvan_xl.reports.word_template"],
            input=pickle.dumps((data, context)),
            capture_output=True,
            timeout=SECONDS,
            env=child_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
        answer: bytes | str = pickle.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise _wrong(template, f"lâu quá {SECONDS:g} giây") from error
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        raise _wrong(template, "tốn quá nhiều bộ nhớ, hoặc làm chương trình dừng giữa chừng") from error
    return answer


def main() -> None:
    """Fill one template: (bytes, context) from the standard input, the filled bytes or a half-sentence to the output."""
    limit_memory()
    data, context = pickle.load(sys.stdin.buffer)
    try:
        answer = _fill(data, context)
    except (MemoryError, RecursionError):
        answer = "tốn quá nhiều bộ nhớ hoặc lồng nhau quá nhiều lớp"
    sys.stdout.buffer.write(pickle.dumps(answer))


def _fill(data: bytes, context: dict[str, Any]) -> bytes | str:
    """The filled file, or what is wrong as a Vietnamese half-sentence with its place."""
    from docxtpl import DocxTemplate

    class Template(DocxTemplate):  # type: ignore[misc]
        """Remembers what it renders: an error names its line there, and every paragraph has one."""

        lines: tuple[str, ...] = ()
        part = ""

        def render_xml_part(self, src_xml: str, part: Any, *rest: Any) -> str:
            self.lines = tuple(re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml).splitlines())
            self.part = "phần đầu trang, cuối trang" if "/document" not in str(part.partname) else "phần thân"
            filled: str = super().render_xml_part(src_xml, part, *rest)
            if len(filled) > limits.PART_BYTES:
                raise MemoryError
            return filled

    template = Template(io.BytesIO(data))
    try:
        template.render(context, _environment(), autoescape=True)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # a template can raise whatever its expressions raise
        return _explained(error, template.lines, template.part, context)
    _drop_empty_appendices(template)
    filled = io.BytesIO()
    template.save(filled)
    return filled.getvalue()


def _environment() -> Any:
    """Jinja without attributes, calls and whatever makes much out of little."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range

    class Environment(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "%", "+"})

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return isinstance(obj, LoopContext) and not attr.startswith("_") and not callable(value)

        def is_safe_callable(self, obj: Any) -> bool:
            return obj is safe_range

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            small = all(isinstance(v, int | float) and abs(v) < 1e15 for v in (left, right))
            if not small and not (operator == "+" and type(left) is type(right)):
                raise SecurityError(f"{operator}")
            if operator == "**" and abs(right) > 10:
                raise SecurityError(f"{operator}")
            return super().call_binop(context, operator, left, right)

    environment = Environment(undefined=StrictUndefined)
    environment.globals = {"range": safe_range}
    environment.filters = {name: f for name, f in environment.filters.items() if name in FILTERS}
    return environment


def _explained(error: Exception, lines: tuple[str, ...], part: str, context: dict[str, Any]) -> str:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    found = _NAME.findall(str(error))
    if isinstance(error, SecurityError):
        what = "có lệnh mà mẫu không được phép gọi"
    elif isinstance(error, UndefinedError) and found:
        known = [*context, *(key for value in context.values() if isinstance(value, dict) for key in value)]
        near = get_close_matches(found[-1], known, 1)
        what = f"không có mục “{found[-1]}”" + (f" (có phải “{near[0]}”?)" if near else "")
    elif isinstance(error, TemplateSyntaxError):
        what = f"câu lệnh viết chưa đúng ({error.message})"
    elif isinstance(error, ZeroDivisionError):
        what = "có phép chia cho 0"
    else:
        what = f"có phép tính hoặc lệnh không làm được ({type(error).__name__})"
    at = getattr(error, "lineno", None) or _line(error)
    text = _TAG.sub("", lines[at - 1]).strip() if at and at <= len(lines) else ""
    if not text:
        return what
    return f"{what}, ở {part}, đoạn “{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def _line(error: Exception) -> int:
    """The template's line in a traceback that Jinja has rewritten; 0 where it has none."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)


def _drop_empty_appendices(document: Any) -> None:
    """A section that lost all its content when its appendix was left out would print an empty page."""
    from docx.oxml.ns import qn

    body = document.docx.element.body
    children = list(body)
    last_break = None
    for element in children:
        properties = element.find(qn("w:pPr")) if element.tag == qn("w:p") else None
        if properties is not None and properties.find(qn("w:sectPr")) is not None:
            if last_break is not None and not _has_content(children, last_break, element):
                body.remove(last_break)
            last_break = element
        last = element
    del last


def _has_content(children: list[Any], first: Any, last: Any) -> bool:
    from docx.oxml.ns import qn

    between = children[children.index(first) + 1 : children.index(last) + 1]
    return any(el.tag == qn("w:tbl") or "".join(el.itertext()).strip() for el in between)


if __name__ == "__main__":
    main()
