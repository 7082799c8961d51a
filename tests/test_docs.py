"""The documentation says what the program does: what its pages name exists, what they show is what the program makes."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest

from danvan_xl import terms
from danvan_xl.cli.commands import COMMANDS, LazyGroup
from danvan_xl.cli.reference import PAGES
from danvan_xl.excel.doors import FOLDER_ENTRIES
from danvan_xl.excel.profile import SETTINGS
from danvan_xl.excel.results import FAULTS
from danvan_xl.excel.tab import GROUPS, Menu
from danvan_xl.findings import catalogue
from danvan_xl.plans.templates import templates
from danvan_xl.returns import store
from danvan_xl.sheets.master import imported
from danvan_xl.terms import form, glossary, master, outlines, summary
from docs.tools.guide import PAGES as BROWSER_PAGES
from docs.tools.guide import PRINTED, generated

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WRITTEN = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
GUIDE, README = DOCS / "huong-dan.md", ROOT / "README.md"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#:]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """Without fenced blocks."""
    return FENCE.sub("", text_of(page))


@cache
def options() -> frozenset[str]:
    """Every option of every command."""
    found = {"--version", "--help", "-h"}
    for name in COMMANDS:
        command = LazyGroup.load(name)
        for each in [command, *(command.commands.values() if isinstance(command, click.Group) else [])]:
            for parameter in each.params:
                found |= {*parameter.opts, *parameter.secondary_opts}
    return frozenset(found)


@cache
def tree() -> tuple[str, ...]:
    """Every file and folder of the project that pages speak of."""
    folders = ("danvan_xl", "tests", "docs", "macros", "benchmarks", "workbook_templates", ".ci")
    inside = [path.as_posix() for folder in folders for path in (ROOT / folder).rglob("*")]
    return (*inside, *(path.as_posix() for path in ROOT.iterdir()))


@cache
def buttons() -> frozenset[str]:
    """Labels of groups, menus and buttons, and 'menu > button'."""
    found = {"Dân vận"}
    for group in GROUPS:
        found.add(group.label)
        for control in group.controls:
            if isinstance(control, Menu):
                found.add(control.label)
                found |= {button.shown for button in control.buttons}
                found |= {f"{control.label} > {button.shown}" for button in control.buttons}
            else:
                found.add(control.shown)
    return frozenset(found)


@cache
def words() -> frozenset[str]:
    """Every sheet, header, label and word of the three workbooks, as the definitions have them."""
    found = {FAULTS, imported.NAME, "Hướng dẫn", *imported.HEADERS, imported.IS_TASK, imported.NO_TASK}
    found |= {f"{imported.LEADS} NV03", f"{imported.TIMES} NV03"}
    for module in (form, master, summary, outlines):
        for value in vars(module).values():
            if isinstance(value, str):
                found.add(value)
            elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
                found |= set(value)
            elif isinstance(value, tuple):
                found |= {str(each.header) for each in value if hasattr(each, "header")}
    for value in vars(terms).values():
        if isinstance(value, type) and hasattr(value, "__members__"):
            found |= {str(member.value) for member in value}
    return frozenset(found)


class DescribeGeneratedPages:
    @pytest.mark.parametrize("name", PAGES)
    def it_is_what_the_program_says_today(self, name: str) -> None:
        assert text_of(DOCS / name) == PAGES[name](), "run: make docs"

    @pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
    def it_is_what_the_guide_says_today(self, path: Path) -> None:
        assert text_of(path) == generated()[path], "run: make docs"

    @pytest.mark.parametrize("name", PRINTED)
    def it_is_printed_with_the_headings_of_its_text(self, name: str) -> None:
        import pdfplumber

        with pdfplumber.open(DOCS / f"{name}.pdf") as pdf:
            printed = " ".join(" ".join(page.extract_text() or "" for page in pdf.pages).split())
        for heading in re.findall(r"^##? (.*)$", text_of(DOCS / f"{name}.md"), re.M):
            assert heading in printed, "run: make print"

    def it_prints_the_leaflet_on_one_page(self) -> None:
        import pdfplumber

        with pdfplumber.open(DOCS / "to-roi-don-vi.pdf") as pdf:
            assert len(pdf.pages) == 1

    def it_is_small_enough_to_travel_with_the_add_in(self) -> None:
        pages = [DOCS / "html" / f"{name}.html" for name in BROWSER_PAGES]
        assert sum(path.stat().st_size for path in [*pages, *(DOCS / "images").iterdir()]) < 1_500_000


class DescribePictures:
    def it_shows_only_pictures_that_exist_and_keeps_none_that_no_page_shows(self) -> None:
        shown = {
            (page.parent / path).resolve() for page in WRITTEN for _, path in PICTURE.findall(text_of(page))
        }
        assert shown == set((DOCS / "images").iterdir())

    def it_says_in_words_what_each_shows(self) -> None:
        assert [
            path for page in WRITTEN for words, path in PICTURE.findall(text_of(page)) if len(words) < 8
        ] == []

    def it_keeps_them_small(self) -> None:
        sizes = {path.name: path.stat().st_size for path in (DOCS / "images").iterdir()}
        assert {name: size for name, size in sizes.items() if size > 120_000} == {}


class DescribeWhatPagesName:
    def it_links_only_to_what_is_there(self) -> None:
        links = [(page, path) for page in WRITTEN for path in LINK.findall(text_of(page))]
        assert [f"{page.name}: {path}" for page, path in links if not (page.parent / path).exists()] == []

    def it_leads_from_the_readme_to_every_page(self) -> None:
        seen, ahead = set(), [README]
        while ahead:
            page = ahead.pop()
            if page.suffix == ".md" and page not in seen:
                seen.add(page)
                ahead += [(page.parent / path).resolve() for path in LINK.findall(text_of(page))]
        assert sorted(page.name for page in WRITTEN if page not in seen) == []

    @pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
    def it_names_only_options_that_a_command_has(self, page: Path) -> None:
        elsewhere = {"--strict", "--quick", "--print"}  # mypy, the set-up of Windows, the guide
        named = {
            option
            for code in CODE.findall(prose_of(page))
            if code.startswith(("--", "danvan-xl")) or re.match(r"[a-z-]+ --", code)
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)
        }
        assert named - options() - elsewhere == set()

    @pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
    def it_names_only_commands_that_exist(self, page: Path) -> None:
        called = {
            found
            for code in CODE.findall(prose_of(page))
            for found in re.findall(r"^danvan-xl ([a-z-]+)", code)
        }
        assert called - set(COMMANDS) == set()

    @pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
    def it_names_only_files_that_exist(self, page: Path) -> None:
        named = {
            code
            for code in CODE.findall(prose_of(page))
            if re.fullmatch(r"[\w.-]+(/[\w.-]*)+|[\w-]+\.(py|md|txt)", code)
        }
        missing = {
            name
            for name in named - NO_FILES
            if not any(path.endswith(f"/{name.removesuffix('/')}") for path in tree())
        }
        assert missing == set()

    @pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
    def it_names_only_codes_that_the_program_knows(self, page: Path) -> None:
        known = {*catalogue(), *COMMANDS, *(template.name for template in templates()), *KEBAB_ELSEWHERE}
        source = "".join(
            text_of(path) for path in (ROOT / "danvan_xl").rglob("*.py")
        )  # codes of errors stand there
        named = {code for code in CODE.findall(prose_of(page)) if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code)}
        assert {code for code in named - known if f'"{code}"' not in source} == set()


NO_FILES = {"aux.py", "com1.py", "dist/"}
"""Names that Windows keeps for itself; what is only made."""
KEBAB_ELSEWHERE = {
    "danvan-xl", "import-linter", "lint-imports", "python-calamine", "python-docx", "python-oxmsg", "pytest-xdist", "msoffcrypto-tool",
    "markdown-it-py", "zlib-ng",
}  # fmt: skip
"""Names of programs and libraries."""


class DescribeTheHouse:
    def it_has_a_line_for_every_room(self) -> None:
        page = text_of(DOCS / "architecture.md")
        there = [path for path in (ROOT / "danvan_xl").iterdir() if not path.name.startswith("_")]
        here = [path for path in there if path.is_dir() or path.suffix == ".py"]
        names = [f"`{path.name}/`" if path.is_dir() else f"`{path.stem}`" for path in here]
        assert [name for name in names if name not in page] == []

    def it_names_no_room_that_is_not_there(self) -> None:
        rooms = re.findall(r"^\| (`[^|]*) \|", text_of(DOCS / "architecture.md"), re.M)
        named = [name.rstrip("/") for row in rooms for name in CODE.findall(row)]
        there = {path.stem for path in (ROOT / "danvan_xl").iterdir()}
        assert set(named) - there == set()

    def it_ships_what_the_help_button_shows(self) -> None:
        import tomllib

        wheel = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
        shipped = {
            source: target for source, target in wheel["force-include"].items() if source.startswith("docs")
        }
        assert shipped == {
            source: f"danvan_xl/_data/{source}"
            for source in ("docs/huong-dan.md", "docs/html", "docs/images")
        }


class DescribeTheGuide:
    def it_names_only_buttons_of_the_ribbon(self) -> None:
        bold = set(re.findall(r"\*\*([^*]+)\*\*", prose_of(GUIDE)))
        assert bold - buttons() == set()

    def it_names_every_button(self) -> None:
        said = prose_of(GUIDE)
        assert [label for label in buttons() if label not in said] == []

    def it_puts_only_words_of_the_workbooks_into_frames(self) -> None:
        files = {
            "CAI-DAT.cmd",
            "KEO-THA.cmd",
            "GO-BO.cmd",
            "danvan-xl-<bản>-win64-setup.exe",
            "danvan-xl",
            "danvan-xl help",
        }
        examples = {"VP", "T01", ".xlsx", ".zip", ".eml"}
        framed = set(CODE.findall(prose_of(GUIDE)))
        assert framed - words() - files - examples == set()

    def it_has_one_name_for_one_thing(self) -> None:
        own = re.sub(r"\*\*[^*]+\*\*|`[^`]+`|“[^”]*”", "", prose_of(GUIDE))
        assert glossary.variants(own) == {}

    def it_gives_the_six_steps_of_the_readme(self) -> None:
        table = text_of(README).partition("## Một năm trong sáu bước")[2].partition("## ")[0]
        assert set(re.findall(r"\*\*([^*]+)\*\*", table)) <= buttons()
        assert len(re.findall(r"^\| \d\. ", table, re.M)) == 6


class DescribeThePageForIT:
    PAGE = DOCS / "cho-can-bo-cntt.md"

    def it_gives_the_exit_codes_of_the_set_up(self) -> None:
        stops = set(re.findall(r"insertmacro Stop (\d+)", text_of(ROOT / "macros/setup/danvan-xl.nsi")))
        told = text_of(self.PAGE).partition("Mã thoát của bộ cài: ")[2].partition(".")[0]
        assert set(re.findall(r"\d+", told)) == stops | {"0", "2"}  # 2: NSIS's own, for a person who stops

    def it_names_every_place_that_is_written_to(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.delenv(store.PLACE, raising=False)
        monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
        page = text_of(self.PAGE)
        for key in (SETTINGS, FOLDER_ENTRIES[0][0]):
            assert f"`{key}`" in page
        place = store.usual_place()
        assert place is not None
        inside = str(place.relative_to(tmp_path)).replace("/", "\\")
        assert f"`%LOCALAPPDATA%\\{inside}`" in page


class DescribeCodeBlocks:
    def blocks(self) -> list[tuple[str, str, str]]:
        return [
            (page.name, language, code) for page in WRITTEN for language, code in FENCE.findall(text_of(page))
        ]

    def it_knows_how_each_kind_is_held(self) -> None:
        kinds = {(name, language) for name, language, _ in self.blocks()}
        held = {("python.md", "python"), ("lenh.md", "text"), ("huong-dan.md", "text")}
        # python.md is run by tests/actions/test_python_page.py, lenh.md is generated; the others are held below.
        assert {kind for kind in kinds if kind[1] not in ("sh", "bat", "mermaid")} == held

    def it_types_only_commands_that_exist(self) -> None:
        targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M))
        for name, language, code in self.blocks():
            for line in code.splitlines() if language in ("sh", "bat") else ():
                program, *arguments = shlex.split(line, comments=True) or [""]
                if program == "make":
                    assert set(arguments) <= targets, (name, line)
                elif program == "danvan-xl":
                    command = LazyGroup.load(arguments[0])
                    if isinstance(command, click.Group):
                        assert arguments[1] in command.commands, (name, line)
                else:
                    assert program in ("", "pip", "git", "cd"), (name, line)

    def it_draws_only_rooms_that_exist(self) -> None:
        for name, language, code in self.blocks():
            if language != "mermaid":
                continue
            for label in re.findall(r'-->\|"?([a-z._]+)"?[:|]', code):
                module = ROOT / "danvan_xl" / label.replace(".", "/")
                assert module.exists() or module.with_suffix(".py").exists() or label in COMMANDS, (
                    name,
                    label,
                )

    def it_files_the_year_as_the_guide_draws_it(self) -> None:
        (tree,) = [
            code for name, language, code in self.blocks() if (name, language) == ("huong-dan.md", "text")
        ]
        assert [line.split()[0] for line in tree.splitlines()[1:]] == [
            "ke-hoach.xlsx", "phieu-phat-hanh-K1", "phieu-gui-ve-K1", "tong-hop-K1.xlsx", "bao-cao-K1.docx",
        ]  # fmt: skip


class DescribeTheReadme:
    def it_shows_both_commands_and_the_windows_way(self) -> None:
        for line in ("make demo", "make test", "pip install", "danvan-xl addin install"):
            assert line in text_of(README)

    def it_begins_in_vietnamese(self) -> None:
        assert text_of(README).index("công tác dân vận chính quyền") < text_of(README).index(
            "is an Excel add-in"
        )

    def it_gives_a_reason_for_each_library(self) -> None:
        import tomllib

        project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
        wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
        said = text_of(DOCS / "dependencies.md").lower()
        assert [
            name
            for line in wanted
            if (name := re.match(r"[\w.-]+", line)[0]) and f"`{name.lower()}`" not in said
        ] == []


def test_every_command_of_the_contract_exists() -> None:
    contract = "demo new import-plan check split progress issue score consolidate rollup report send collect remind addin doctor"
    assert contract.split() == [name for name in COMMANDS if name in contract.split()]
