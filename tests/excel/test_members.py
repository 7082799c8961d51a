"""Every member of Excel that the sources name stands in the table, spelled as there, with arguments that it has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

import danvan_xl
from tests.excel.typed.application import Excel
from tests.excel.typed.table import Member, identifier, idl, table, values_of
from tests.excel.typed.windows import engine, running

PACKAGE = Path(danvan_xl.__file__).parent
LIVE = sorted([*(PACKAGE / "excel").rglob("*.py"), *(PACKAGE / "workbooks" / "live").rglob("*.py")])
OWN = {"api", "engine"}
"""Names of xlwings' own along the way to Excel's objects."""


def named(member: str) -> list[Member]:
    """Members of that name in any interface; GetX is X with its arguments."""
    found = [
        interface[name]
        for interface in table().values()
        for name in (member, member.removeprefix("Get"))
        if name in interface
    ]
    return [
        m for m in found if m.name == member or (m.arguments and not m.needs_arguments and m.kind != "call")
    ]


class Uses(ast.NodeVisitor):
    """What one function does with native objects: ``api``, what comes of it, and names that are given it."""

    def __init__(self) -> None:
        self.native = {"api", "application"}
        self.members: list[ast.Attribute] = []
        self.keywords: list[tuple[ast.Attribute, str]] = []

    def is_native(self, node: ast.AST) -> bool:
        """Whether an expression is one of Excel's own objects."""
        if isinstance(node, ast.Call):
            return self.is_native(node.func)
        if isinstance(node, ast.Attribute):
            return node.attr == "api" or (self.is_native(node.value) and node.attr not in OWN)
        return isinstance(node, ast.Name) and node.id in self.native

    def visit_Assign(self, node: ast.Assign) -> None:
        if self.is_native(node.value):
            self.native |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if self.is_native(node.value) and node.attr not in OWN:
            self.members.append(node)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and self.is_native(node.func.value):
            self.keywords += [(node.func, keyword.arg) for keyword in node.keywords if keyword.arg]
        self.generic_visit(node)


def uses() -> Iterator[tuple[str, Uses]]:
    """Every function of the live modules."""
    for path in LIVE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found = Uses()
                found.visit(node)
                yield f"{path.relative_to(PACKAGE)}:{node.name}", found


class DescribeTheSources:
    def it_names_only_members_that_excel_has(self) -> None:
        seen = set()
        for where, found in uses():
            for member in found.members:
                if member.attr.islower() or member.attr.startswith("_"):
                    continue  # a method of Python's on the value
                assert named(member.attr), f"{where} line {member.lineno}: Excel has no {member.attr}"
                seen.add(member.attr)
        assert len(seen) > 60, seen

    def it_spells_arguments_as_excel_does(self) -> None:
        seen = 0
        for where, found in uses():
            for member, keyword in found.keywords:
                names = {argument.name for m in named(member.attr) for argument in m.arguments}
                assert keyword in names, (
                    f"{where} line {member.lineno}: {member.attr} has no argument {keyword}"
                )
                seen += 1
        assert seen > 15

    def it_calls_no_property_that_is_a_value_already(self) -> None:
        for where, found in uses():
            calls = {id(member) for member, _ in found.keywords}
            for member in (m for m in found.members if id(m) in calls):
                assert any(
                    m.kind == "call" or m.needs_arguments or m.name != member.attr for m in named(member.attr)
                ), where


class DescribeTheTable:
    def it_holds_no_member_that_nobody_uses(self) -> None:
        text = "\n".join(path.read_text(encoding="utf-8") for path in LIVE)
        text += (Path(xlwings.__file__).parent / "_xlwindows.py").read_text(encoding="utf-8")
        for interface, members in table().items():
            for member in members.values():
                parts = (f".{member.name}", f'"{member.name}"', f".Get{member.name}")
                composed = interface == "PageSetup" and member.name.endswith(("Header", "Footer"))
                assert composed or member.default or any(part in text for part in parts), (
                    f"{interface}.{member.name}"
                )

    def it_names_only_enumerations_of_excels(self) -> None:
        named_there = {
            a.values for i in table().values() for m in i.values() for a in m.arguments if a.values
        }
        named_there |= {m.type for i in table().values() for m in i.values() if m.type.startswith("Xl")}
        assert len(named_there) > 12
        for enumeration in named_there:
            assert values_of(enumeration)

    def it_says_the_same_in_interface_definition_language(self) -> None:
        text = idl()
        for interface in table():
            assert f"interface Xl{interface} : IDispatch" in text and identifier(interface) in text
        assert "HRESULT GetSaveAsFilename([in, optional] VARIANT InitialFilename, " in text
        assert (
            "propget] HRESULT International([in, optional] VARIANT Index, [out, retval] VARIANT* Result)"
            in text
        )


class DescribeTheStandIn:
    """It refuses what pywin32 refuses: seen with the real pywin32 over the same table's type library."""

    @pytest.fixture
    def api(self) -> xlwings.App:
        started = Excel()
        started.new({"A": [[1]]})
        return running(started).api

    def it_takes_keywords_only_as_they_are_spelled(self, api: xlwings.App) -> None:
        with pytest.raises(TypeError, match="InitialFileName"):
            api.GetSaveAsFilename(InitialFileName="x")  # type: ignore[attr-defined]

    def it_gives_a_property_with_optional_arguments_at_once(self, api: xlwings.App) -> None:
        assert isinstance(api.International, tuple)  # type: ignore[attr-defined]
        with pytest.raises(TypeError):
            api.International(5)  # type: ignore[attr-defined]
        assert api.GetInternational(5) == ";"  # type: ignore[attr-defined]

    def it_has_no_member_that_is_not_in_the_table(self, api: xlwings.App) -> None:
        with pytest.raises((engine().pywintypes.com_error, AttributeError)):
            api.StatusBarText  # type: ignore[attr-defined]  # noqa: B018
        with pytest.raises(AttributeError):
            api.StatusText = "x"  # type: ignore[attr-defined]

    def it_misses_an_argument_that_cannot_be_left_out(self, api: xlwings.App) -> None:
        with pytest.raises(engine().pywintypes.com_error, match="optional"):
            api.InputBox(Title="x")  # type: ignore[attr-defined]

    def it_refuses_a_number_that_an_enumeration_has_not(self, api: xlwings.App) -> None:
        with pytest.raises(engine().pywintypes.com_error):
            api.Calculation = 7  # type: ignore[attr-defined]
