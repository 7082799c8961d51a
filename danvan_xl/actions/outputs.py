"""Nothing is overwritten: every place that a request will write to is looked at before any work begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from msgspec import Struct

from danvan_xl import identity
from danvan_xl.errors import DanvanError, InputError, OutputError
from danvan_xl.files import check_place
from danvan_xl.language.folding import fold
from danvan_xl.returns.identity import identity_of_file
from danvan_xl.terms import master as n
from danvan_xl.workbooks.opening.own import read_grids


class Kind(Enum):
    """What is written: the identity of such workbooks, the ending of their names, a name to suggest."""

    MASTER = (identity.MASTER, ".xlsx", "ke-hoach.xlsx")
    SUMMARY = (identity.SUMMARY, ".xlsx", "tong-hop.xlsx")
    RETURN = (identity.FORM, ".xlsx", "phieu-da-dien.xlsx")
    MAPPING = (identity.MAPPING, ".xlsx", "anh-xa.xlsx")
    OUTLINE = ("", ".xlsx", "bieu-mau-da-dien.xlsx")
    OUTLINE_MACROS = ("", ".xlsm", "bieu-mau-da-dien.xlsm")
    WORD = ("", ".docx", "bao-cao.docx")
    PDF = ("", ".pdf", "ban-in.pdf")
    JSON = ("", ".json", "tong-hop.json")
    FOLDER = ("", "", "")


class Output(Struct, frozen=True):
    """A place to write to. ``option`` names it for the user. ``any_old``: a file that is not ours may stand there,
    because it is kept aside or the user said that it may go."""

    path: Path
    kind: Kind
    option: str = "-o"
    any_old: bool = False

    @classmethod
    def at(
        cls, path: Path | str | None, kind: Kind, option: str = "-o", *, any_old: bool = False
    ) -> Output | None:
        """The output, None where the request names none."""
        return None if path is None else cls(Path(path), kind, option, any_old)

    @property
    def what(self) -> str:
        """How sentences call it."""
        return f"Tệp ghi sau {self.option}"


KINDS = {
    identity.MASTER: "tệp kế hoạch",
    identity.FORM: "phiếu báo cáo",
    identity.DEPARTMENT: "trang tính giao việc của một đơn vị",
    identity.SUMMARY: "tệp tổng hợp",
    identity.RECEIPT: "phiếu tiếp nhận",
    identity.EXPLANATION: "bản giải trình điểm",
    identity.MAPPING: "tệp ánh xạ biểu mẫu",
}
_OF_OTHERS = re.compile(r"\.(xl\w+|ods|csv|docx?|odt|rtf|pdf|eml|msg|mbox|zip|rar|7z)", re.IGNORECASE)
"""A JSON file may be called as one likes, but not like these."""


def see_to(outputs: Iterable[Output | None], inputs: Iterable[Path | str | None] = ()) -> None:
    """Raise where writing ``outputs`` would replace one of ``inputs``, one another, or a workbook of another kind.

    ``inputs`` may be folders: what lies in them is an input too. Places that cannot be written to (a folder's name,
    a missing folder, a file open in Excel) are told here, before the work. Raises
    :class:`~danvan_xl.errors.InputError` (a wrong ending) and :class:`~danvan_xl.errors.OutputError`.
    """
    given = [Path(path) for path in inputs if path is not None]
    seen: list[Output] = []
    for output in outputs:
        if output is None:
            continue
        _ending(output)
        for other in seen:
            if same(output.path, other.path):
                raise _refused(output, "được ghi hai lần trong một lệnh")
        for path in given:
            if same(output.path, path):
                raise _refused(output, "chính là tệp, thư mục đầu vào")
        if output.kind is Kind.FOLDER:
            _folder(output)
        else:
            check_place(output.path)
            if output.path.exists() and output.path.stat().st_size:
                _standing(output, given)
        seen.append(output)


def kind_of(path: Path) -> str:
    """Which workbook of ours stands at ``path``, as a kind of :mod:`danvan_xl.identity`; '' for anything else."""
    found = identity_of_file(path)
    if found is not None:
        return found.kind
    try:
        names = {fold(grid.name) for grid in read_grids(path, only=())}
    except DanvanError:
        return ""
    return identity.MASTER if names >= {fold(n.PLAN), fold(n.UNITS), fold(n.TASKS)} else ""


def _ending(output: Output) -> None:
    _, wanted, example = output.kind.value
    ending = output.path.suffix.lower()
    wrong = bool(_OF_OTHERS.fullmatch(ending)) if output.kind is Kind.JSON else ending != wanted
    if output.kind is not Kind.FOLDER and wrong:
        raise InputError(
            f"{output.what} “{output.path.name}” phải có đuôi {wanted}.",
            remedy=f"Ghi lại tên tệp, ví dụ {output.path.with_suffix(wanted).name if output.path.stem else example}.",
            file=output.path,
            code="wrong-ending",
        )


def _folder(output: Output) -> None:
    if output.path.exists() and not output.path.is_dir():
        raise OutputError(
            f"“{output.path}” là một tệp, không phải thư mục.",
            remedy=f"Chọn tên thư mục khác sau {output.option}.",
            file=output.path,
        )


def _standing(output: Output, inputs: list[Path]) -> None:
    """Something stands there: our own result of the same kind may be written again, other work of ours not."""
    own = output.kind.value[0]
    if output.kind is Kind.JSON:
        if not output.path.read_bytes()[:64].lstrip().startswith(b"{"):
            raise _refused(output, "đang là tệp khác, không phải kết quả dạng JSON")
    elif own:
        found = kind_of(output.path)
        if found and found != own:
            raise _refused(output, f"là {KINDS.get(found, 'tệp khác của chương trình')}")
        if not found and not output.any_old:
            raise _refused(output, f"đang có và không phải {KINDS[own]}")
        if not found and any(path.is_dir() and _inside(output.path, path) for path in inputs):
            raise _refused(output, "nằm trong thư mục đầu vào")


def _refused(output: Output, why: str) -> OutputError:
    example = output.kind.value[2]
    return OutputError(
        f"“{output.path.name}” {why}; không ghi đè.",
        remedy=f"Chọn tên khác sau {output.option}" + (f", ví dụ {example}." if example else "."),
        file=output.path,
        code="would-overwrite",
    )


def same(one: Path, other: Path) -> bool:
    """Whether two paths are one file or folder, be it there or not."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
