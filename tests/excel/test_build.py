"""The add-in as a file: reproducible, valid, and with every callback leading to a tested Python function."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xlwings
from oletools.olevba import VBA_Parser

from danvan_xl.actions.wishes import WISHES
from danvan_xl.excel import ribbon, tab_sources
from danvan_xl.excel.build import RIBBON_PART, RIBBON_RELATIONSHIP, build, sources
from danvan_xl.excel.install import install, library_names
from danvan_xl.excel.profile import SETTINGS, Profile
from danvan_xl.excel.serve import mended
from danvan_xl.excel.tab import GROUPS, MASTER_ONLY, Menu, buttons
from danvan_xl.plans.templates import templates
from danvan_xl.resources import bundled
from tests.support.ooxml import faults
from tests.support.registry import MemoryRegistry

NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
MACROS = bundled("macros")
KNOWN_ICONS = frozenset(
    [
        "AutoSum",
        "Consolidate",
        "DateAndTimeInsert",
        "ErrorChecking",
        "ExportExcel",
        "FileNew",
        "FileOpen",
        "FileProperties",
        "FileSaveAsPdfOrXps",
        "FileSaveAsWordDocx",
        "FileSendAsAttachment",
        "FileVersionHistory",
        "FlagMessage",
        "Help",
        "ImportTextFile",
        "MailMergeGoToNextRecord",
        "OutlinePromote",
        "Paste",
        "PropertySheet",
        "RefreshAll",
        "Repeat",
        "SendReceiveAll",
        "SlideShowFromBeginning",
        "Spelling",
        "SplitCells",
        "TableInsert",
        "TraceError",
    ]
)
"""Looked up in Microsoft's lists of control identifiers for Office 2013, 2016, 2019 and 365. Add a name after looking it up."""


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh build."""
    return build(tmp_path_factory.mktemp("xlam") / "danvan_xl.xlam")


@pytest.fixture(scope="module")
def ribbon_xml() -> ElementTree.Element:
    return ElementTree.fromstring((MACROS / "customUI14.xml").read_bytes())


def subs() -> dict[str, str]:
    """Public Subs of the ribbon module: name → body."""
    text = sources()["DanVanRibbon"]
    return dict(re.findall(r"^Public Sub (\w+)\([^\n]*\)\n(.*?)^End Sub", text, re.M | re.S))


class DescribeThePackage:
    def it_has_the_same_bytes_from_the_same_sources(self, addin: Path, tmp_path: Path) -> None:
        assert build(tmp_path / "lần hai.xlam").read_bytes() == addin.read_bytes()

    def it_passes_the_open_xml_sdk(self, addin: Path) -> None:
        assert faults([addin]) == {}

    def it_holds_the_ribbon_part_and_one_relationship_to_it(self, addin: Path) -> None:
        with zipfile.ZipFile(addin) as package:
            assert package.testzip() is None
            assert package.namelist()[0] == "[Content_Types].xml"
            assert package.read(RIBBON_PART) == (MACROS / "customUI14.xml").read_bytes()
            relations = ElementTree.fromstring(package.read("_rels/.rels"))
        ours = [r for r in relations if r.get("Type") == RIBBON_RELATIONSHIP]
        assert [r.get("Target") for r in ours] == [RIBBON_PART]
        assert len({r.get("Id") for r in relations}) == len(list(relations))

    def it_gives_back_the_exact_vba_sources(self, addin: Path) -> None:
        parser = VBA_Parser(str(addin))
        found = {}
        for _, _, name, code in parser.extract_macros():
            text = code if isinstance(code, str) else code.decode("ascii")
            lines = text.replace("\r\n", "\n").split("\n")
            found[name.rpartition(".")[0]] = "\n".join(
                x for x in lines if not x.startswith("Attribute ")
            ).strip()
        parser.close()
        for module, text in sources().items():
            wanted = "\n".join(x for x in text.split("\n") if not x.startswith("Attribute ")).strip()
            assert found[module] == wanted, module

    def it_refers_to_the_office_library_that_the_callbacks_types_come_from(self, addin: Path) -> None:
        from pyopenvba import ExcelFile

        with ExcelFile(addin) as book:
            names = {reference.name for reference in book.vba_project().references}
        assert {"Office", "stdole"} <= names

    def it_is_shipped_as_a_fresh_build(self, addin: Path) -> None:
        shipped = MACROS / "danvan_xl.xlam"
        parser = VBA_Parser(str(shipped))
        text = "\n".join(code for _, _, name, code in parser.extract_macros() if name == "DanVanPython.bas")
        parser.close()
        release = re.search(r"xlwings64-(\S+)\.dll", text)
        assert release is not None
        if release[1] == xlwings.__version__:  # the name of its library is part of the add-in
            assert shipped.read_bytes() == addin.read_bytes()


class DescribeTheSources:
    def it_is_ascii_throughout_in_lines_that_vba_takes(self) -> None:
        for path in [*MACROS.glob("*.bas"), *MACROS.glob("*.cls")]:
            assert path.read_bytes().isascii(), path.name
            assert max(map(len, path.read_text(encoding="ascii").splitlines())) < 1023, path.name

    def it_names_the_library_of_the_installed_xlwings(self) -> None:
        text = sources()["DanVanPython"]
        assert "@XLWINGS@" not in text
        assert all(name in text for name in library_names())

    def it_never_runs_python_without_an_active_workbook(self) -> None:
        text = sources()["DanVanRibbon"]
        assert text.count("RunPython") - text.count("' RunPython") == 1
        guard, run = (
            text.index("If ActiveWorkbook Is Nothing Then Workbooks.Add"),
            text.index('RunPython "from'),
        )
        assert guard < run


class DescribeTheWayToPython:
    """Read as text: VBA runs nowhere but in Excel. The check on Windows starts Python with these very switches."""

    TEXT = sources()["DanVanPython"]
    CODE = "\n".join(line for line in TEXT.splitlines() if not line.startswith("'"))

    def it_uses_nothing_that_knows_only_ansi_letters(self) -> None:
        for word in ("Environ", "Open ", "Dir(", "GetAttr", "MsgBox", "LoadLibraryA", "cmd.exe"):
            assert word not in self.CODE, word

    def it_reads_the_settings_that_installing_writes(self, tmp_path: Path) -> None:
        assert SETTINGS + "\\" in self.TEXT
        registry = MemoryRegistry()
        install(Profile(tmp_path, tmp_path, (), registry))
        asked = set(re.findall(r'DvSetting\("(\w+)"\)', self.TEXT))
        assert asked == {"Interpreter", "Libraries"}
        assert asked < set(registry.names(SETTINGS))

    def it_lends_python_no_modules_of_the_folder_that_excel_is_in(self) -> None:
        assert 'DvSwitches As String = " -B -P -c "' in self.TEXT
        assert self.CODE.count("& DvSwitches &") == 2

    def it_gives_the_server_back_the_letters_of_the_users_name(self) -> None:
        """xlwings' library hands over the environment in the ANSI code page; pywin32 then cannot make its folder."""
        assert "from danvan_xl.excel.serve import serve; serve('$(CLSID)')" in self.TEXT
        own = {"TEMP": r"C:\Users\Nguyễn Văn A\Temp", "APPDATA": r"C:\Users\Nguyễn Văn A", "PATH": "ọ"}
        given = {"TEMP": r"C:\Users\Nguy?n Van A\Temp", "APPDATA": r"C:\Users\Nguyễn Văn A", "PATH": "o"}
        assert mended(given, own) == {"TEMP": own["TEMP"]}

    def it_takes_no_notice_of_what_a_workbook_holds(self) -> None:
        """A returned form is somebody else's file: its sheets and its folder must not say which Python runs."""
        assert re.findall(r"\b(?:Sheets|Worksheets|ThisWorkbook|FullName)\b", self.CODE) == []

    def it_speaks_vietnamese_and_says_what_to_do(self) -> None:
        coded = re.findall(r'"([^"\n]*\\u[^"\n]*)"', self.CODE)
        said = [re.sub(r"\\u([0-9A-F]{4})", lambda m: chr(int(m[1], 16)), text) for text in coded]
        assert all(text == unicodedata.normalize("NFC", text) for text in said)
        told = [text for text in said if text != "Dân vận"]
        assert len(told) == 6
        assert all(re.search("chạy lại bộ cài|Chẩn đoán|Nhờ cán bộ", text) for text in told)


class DescribeTheRibbon:
    def it_has_unique_ids(self, ribbon_xml: ElementTree.Element) -> None:
        ids = [element.get("id") for element in ribbon_xml.iter() if element.get("id")]
        assert len(ids) == len(set(ids)) > 20

    def it_has_a_sub_for_every_callback(self, ribbon_xml: ElementTree.Element) -> None:
        named = {
            element.get(attribute)
            for element in ribbon_xml.iter()
            for attribute in ("onAction", "getEnabled", "onLoad")
            if element.get(attribute)
        }
        assert named <= set(subs())
        assert set(subs()) == named

    def it_has_a_python_function_for_every_sub(self) -> None:
        called = {name: m[1] for name, body in subs().items() if (m := re.search(r'DvRun "(\w+)\(', body))}
        assert set(called) == set(subs())
        for name in called.values():
            assert callable(getattr(ribbon, name)), name
        assert set(called.values()) == {button.name for button in buttons()} == set(ribbon.__all__)

    def it_has_a_test_for_every_function(self) -> None:
        tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
        assert {name for name in ribbon.__all__ if f'pressed("{name}"' not in tests} == set()

    def it_is_generated_from_the_table_of_buttons(self) -> None:
        assert (MACROS / tab_sources.VBA).read_text(encoding="ascii") == tab_sources.vba()
        assert (MACROS / tab_sources.XML).read_text(encoding="utf-8") == tab_sources.xml()

    def it_has_an_action_or_a_label_of_its_own_for_every_button(self) -> None:
        for button in buttons():
            assert button.shown and button.tip and button.help.endswith("."), button.name
            assert not button.wish or button.wish in WISHES

    def it_offers_every_wish_but_those_for_programmers(self) -> None:
        assert set(WISHES) - {button.wish for button in buttons()} == {"addin", "schema"}

    def it_has_keytips_that_no_neighbour_has(self) -> None:
        tab = [control for group in GROUPS for control in group.controls]
        menus = [list(control.buttons) for control in tab if isinstance(control, Menu)]
        for neighbours in [tab, *menus]:
            tips = [control.keytip for control in neighbours]  # type: ignore[attr-defined]
            assert len(tips) == len(set(tips)) and all(re.fullmatch("[A-Z]{1,3}", tip) for tip in tips), tips

    def it_uses_only_icons_that_office_knows(self, ribbon_xml: ElementTree.Element) -> None:
        used = {element.get("imageMso") for element in ribbon_xml.iter() if element.get("imageMso")}
        assert used - KNOWN_ICONS == set()

    def it_offers_exactly_the_bundled_templates(self, ribbon_xml: ElementTree.Element) -> None:
        tags = [e.get("tag") for e in ribbon_xml.iter(f"{NS}button") if e.get("onAction") == "DvNew"]
        assert sorted(filter(None, tags)) == sorted(template.name for template in templates())

    def it_says_which_buttons_want_a_master_and_leaves_none_grey(
        self, ribbon_xml: ElementTree.Element
    ) -> None:
        wanting = {tab_sources.callback(button) for button in buttons() if button.on_master}
        for button in ribbon_xml.iter(f"{NS}button"):
            says = MASTER_ONLY in (button.get("supertip") or "")
            assert says == (button.get("onAction") in wanting), button.get("id")
            assert button.get("getEnabled") is None

    def it_keeps_within_the_lengths_that_excel_allows(self, ribbon_xml: ElementTree.Element) -> None:
        for element in ribbon_xml.iter():
            for attribute in ("label", "screentip", "supertip", "description"):
                assert len(element.get(attribute, "")) <= 1024
            assert len(element.get("keytip", "")) <= 3
