"""One language: every sentence that the program can say, read for forbidden words, English, codes and options."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from danvan_xl.actions.wishes import WISHES
from danvan_xl.excel.wording import for_buttons
from danvan_xl.findings import catalogue
from danvan_xl.language.syllables import is_syllable
from danvan_xl.terms.glossary import FOREIGN, NAMES, variants
from tests.support.sentences import PACKAGE, literals, sentences

SENTENCES = sentences()
COMMANDS = {name for wish in WISHES for name in wish.split("-")} | {
    "danvan",
    "xl",
    "pip",
    "install",
    "build",
    "set",
    "cmd",
    "exe",
}
_CODED = re.compile(
    r"<style>.*?</style>|“[^”]*”|`[^`]*`|<[^>]*>|\[charts\]|^internal:|\{[^}]*\}|\([A-Z][A-Za-z -]*\)|\$\\?\w+|\S*[\d_@/\\]\S*|--?[a-z][a-z-]*"
    r"|[\w*-]*\.[a-z]\w{1,4}\b|Tâmm",
    re.DOTALL,
)
"""What a sentence quotes, codes, addresses, names of files, of menus of Office (in brackets), options: no words of its own."""
_OPTION = re.compile(r"(?<![\w“])--?[a-z]|danvan-xl (?:" + "|".join(WISHES) + ")")
WORDS_OF_MACHINES = (
    "danvan_xl/workbooks/live/live_values.py",
    "danvan_xl/workbooks/drawing/measure.py",
    "danvan_xl/sheets/summary/wording.py",
    "danvan_xl/outlines/headings.py",
    "danvan_xl/outlines/matching.py",
    "danvan_xl/outlines/tables.py",
)
"""Lists of words that are compared with cells, or measured; nobody reads them."""
TERMINAL = (
    "danvan_xl/cli/",
    "danvan_xl/excel/wording.py",
    "danvan_xl/excel/doctor.py",
    "danvan_xl/excel/install.py",
    "danvan_xl/logs.py",
)
"""What is shown at a terminal, or to who looks after the machine: commands have their place there."""


def faults(test: Callable[[str], object], *, but: tuple[str, ...] = ()) -> list[str]:
    """What ``test`` finds wrong, with its place."""
    return [
        f"{at}: {text} ({wrong})"
        for at, text in SENTENCES
        if not at.startswith(but) and (wrong := test(text))
    ]


def foreign(text: str) -> list[str]:
    """The words of a text that are neither Vietnamese nor allowed."""
    words = re.findall(r"[^\W\d_]+", _CODED.sub(" ", text))
    return [w for w in words if not (w in FOREIGN or w in COMMANDS or w.isupper() or is_syllable(w))]


class DescribeEverySentence:
    def it_is_found_wherever_it_is_written(self):
        places = " ".join(at for at, _ in SENTENCES)
        for room in (
            "actions",
            "cli",
            "excel/tab.py",
            "excel/ribbon.py",
            "files.py",
            "forms",
            "mail",
            "plans",
            "reports",
            "rules",
            "sheets/form",
            "sheets/master",
            "sheets/summary",
            "typed",
            "workbooks",
        ):
            assert f"danvan_xl/{room}" in places
        for file in (
            "late: message",
            "DanVanPython.bas",
            "DOC-TRUOC.txt",
            "CAI-DAT.cmd",
            "danvan-xl.nsi",
            "nhac-viec.txt",
            "bao_cao.py",
        ):
            assert file in places
        assert len(SENTENCES) > 4000

    def it_uses_one_name_for_one_thing(self):
        assert faults(lambda text: {} if text in NAMES else variants(_quoted_names_out(text))) == []

    def it_has_no_english_word(self):
        assert faults(foreign, but=WORDS_OF_MACHINES) == []

    def it_names_no_code_of_a_finding(self):
        assert (
            faults(lambda text: [w for w in re.findall(r"[a-z]+(?:-[a-z]+)+", text) if w in catalogue()])
            == []
        )

    def it_names_no_command_and_no_option_at_a_button(self):
        assert faults(lambda text: _OPTION.findall(for_buttons(text)), but=TERMINAL) == []

    def it_is_vietnamese_where_it_tells_a_user_what_went_wrong(self):
        assert list(_english_errors()) == []


def _quoted_names_out(text: str) -> str:
    return re.sub("“(?:" + "|".join(NAMES) + ")”", "", text)


def _english_errors() -> Iterator[str]:
    """Literals given to the errors that a user sees, with letters but without a Vietnamese one."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "InputError",
                "OutputError",
                "ParameterError",
            ):
                said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "remedy")]
                for value in said:
                    if (
                        isinstance(value, ast.Constant)
                        and isinstance(value.value, str)
                        and foreign(value.value)
                    ):
                        yield f"{path.name}:{value.lineno}: {value.value}"


class DescribeTheSearch:
    """It finds each fault that it looks for."""

    @pytest.mark.parametrize(
        ("text", "instead"),
        [
            ("Mở bảng tổng hợp.", "tệp tổng hợp"),
            ("Sửa ở trang “Bìa”.", "trang tính"),
            ("Gõ số.", "ghi, điền (đơn vị), nhập (người tổng hợp)"),
            ("3 đơn vị chưa gửi.", "chưa báo cáo"),
            ("Chưa nộp", "chưa báo cáo"),
            ("12/17 đơn vị đã gửi báo cáo, đạt", "đã báo cáo"),
            ("Đơn vị gửi báo cáo muộn", "nộp muộn"),
            ("danvan-xl check KẾ_HOẠCH", "TỆP_KẾ_HOẠCH"),
        ],
    )
    def it_finds_a_variant(self, text: str, instead: str):
        assert list(variants(text).values()) == [instead]

    def it_leaves_the_right_word_alone(self):
        for text in (
            "Sửa ở trang tính “Bìa”.",
            "Chưa gửi thư nào.",
            "danvan-xl check TỆP_KẾ_HOẠCH",
            "Bản sửa của phiếu đã gửi",
        ):
            assert not variants(text)

    def it_finds_english_words_and_options(self):
        assert foreign("Ghi workbook ra period.") == ["workbook", "period"]
        assert _OPTION.findall(for_buttons("Thêm --unheard-of rồi chạy lại."))

    def it_reads_literals_and_neither_docstrings_nor_patterns(self):
        source = '"""Trang này."""\nimport re\nX = re.compile("nộp chậm")\ndef f(a):\n    """Lời."""\n    return f"Đã ghi {a + \'tệp\'}."\n'
        assert literals(source) == [(6, "Đã ghi …."), (6, "tệp")]
