"""The add-in as a file: reproducible, valid, and with every callback leading to a tested Python function."""

from __future__ import annotations

import inspect
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xlwings
from oletools.olevba import VBA_Parser

from danvan_xl.errors import InputError
from danvan_xl.excel import build as build_module
from danvan_xl.excel import ribbon
from danvan_xl.excel.build import RIBBON_PART, RIBBON_RELATIONSHIP, build, sources, xlwings_source
from danvan_xl.plans.templates import templates
from danvan_xl.resources import bundled
from tests.support.ooxml import faults

NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
MACROS = bundled("macros")


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
        text = "\n".join(code for _, _, name, code in parser.extract_macros() if name == "xlwings.bas")
        parser.close()
        version = re.search(r"^'Version: (\S+)", text, re.M)
        assert version is not None
        if version[1] == xlwings.__version__:  # its VBA is part of the add-in
            assert shipped.read_bytes() == addin.read_bytes()


class DescribeTheSources:
    def it_is_ascii_throughout(self) -> None:
        for path in [*MACROS.glob("*.bas"), *MACROS.glob("*.cls")]:
            assert path.read_bytes().isascii(), path.name
        assert xlwings_source().isascii()

    def it_reads_only_the_configuration_of_the_user(self) -> None:
        text = xlwings_source()
        assert 'Public Const PROJECT_NAME As String = "danvan_xl"' in text
        assert 'source = "" Or source = "user"' in text
        for layer in ("sheet", "directory"):
            assert f'source = "" Or source = "{layer}"' not in text
            assert f'If source = "{layer}" Then' in text

    def it_keeps_the_licence_of_xlwings(self) -> None:
        assert "BSD 3-clause license" in xlwings_source()

    def it_tells_when_xlwings_ships_another_module(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(build_module, "_PLACEHOLDER", "something else")
        with pytest.raises(InputError, match="xlwings"):
            xlwings_source()

    def it_never_runs_python_without_an_active_workbook(self) -> None:
        text = sources()["DanVanRibbon"]
        assert text.count("RunPython") - text.count("' RunPython") == 1
        guard, run = (
            text.index("If ActiveWorkbook Is Nothing Then Workbooks.Add"),
            text.index('RunPython "from'),
        )
        assert guard < run


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
        assert set(subs()) - named == {"DvRefresh"}

    def it_has_a_python_function_for_every_sub_that_runs_one(self) -> None:
        called = {name: m[1] for name, body in subs().items() if (m := re.search(r'DvRun "(\w+)\(', body))}
        assert len(called) == 14
        for name in called.values():
            assert callable(getattr(ribbon, name)), name

    def it_has_a_test_for_every_function(self) -> None:
        functions = {
            name for name, f in vars(ribbon).items() if inspect.isfunction(f) and hasattr(f, "__wrapped__")
        }
        tests = Path(__file__).with_name("test_ribbon.py").read_text(encoding="utf-8")
        assert {name for name in functions if f'pressed("{name}"' not in tests} == set()
        assert len(functions) == 14

    def it_offers_exactly_the_bundled_templates(self, ribbon_xml: ElementTree.Element) -> None:
        tags = [e.get("tag") for e in ribbon_xml.iter(f"{NS}button") if e.get("onAction") == "DvNew"]
        assert sorted(filter(None, tags)) == sorted(template.name for template in templates())

    def it_says_on_every_disabled_button_when_it_can_be_used(self, ribbon_xml: ElementTree.Element) -> None:
        for button in ribbon_xml.iter(f"{NS}button"):
            if button.get("getEnabled"):
                assert "Nút chỉ dùng được khi" in (button.get("supertip") or ""), button.get("id")

    def it_keeps_within_the_lengths_that_excel_allows(self, ribbon_xml: ElementTree.Element) -> None:
        for element in ribbon_xml.iter():
            for attribute in ("label", "screentip", "supertip", "description"):
                assert len(element.get(attribute, "")) <= 1024
            assert len(element.get("keytip", "")) <= 3
