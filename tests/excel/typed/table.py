"""The table of Excel's members (``members.txt``) as Python objects, and as an IDL from which `widl` makes a type library."""

from __future__ import annotations

import functools
import re
import uuid
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("members.txt")
_LINE = re.compile(r"(default )?(getput|get|put|call) (\w+)(?:\((.*)\))?(?:: (\w+))?")
_SPACE = uuid.UUID("6c2f9a54-3b8c-4a70-9d1f-7a1e5b0c4d21")
"""Whence the interfaces' identifiers are made; they are ours, not Excel's."""


@dataclass(frozen=True)
class Argument:
    """One argument; ``values`` names the enumeration that it must belong to, '' where any value will do."""

    name: str
    optional: bool
    values: str


@dataclass(frozen=True)
class Member:
    """A method (``kind`` call) or a property (get, put, getput)."""

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    type: str
    default: bool
    number: int
    """Its identifier within the interface, as IDispatch wants one; 0 is the default member."""

    @property
    def needs_arguments(self) -> bool:
        """Whether something must be given before there is a value."""
        return any(not argument.optional for argument in self.arguments)


Table = dict[str, dict[str, Member]]


@functools.cache
def table() -> Table:
    """Interface → name → member."""
    found: Table = {}
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            members = found.setdefault(line.strip("[]"), {})
            continue
        match = _LINE.fullmatch(line)
        assert match is not None, f"members.txt line {number}: {line}"
        default, kind, name, arguments, type_ = match.groups()
        members[name] = Member(
            name, kind, _arguments(arguments), type_ or "", bool(default), 0 if default else number
        )
    return found


def _arguments(text: str | None) -> tuple[Argument, ...]:
    made = []
    for part in (text or "").split(", ") if text else ():
        name, _, values = part.partition("=")
        made.append(Argument(name.rstrip("?"), name.endswith("?"), values))
    return tuple(made)


@functools.cache
def values_of(enumeration: str) -> frozenset[int]:
    """The numbers of an enumeration (``XlDVType``), from the constants that xlwings has of Excel's type library."""
    from xlwings import constants

    named = vars(getattr(constants, enumeration.removeprefix("Xl")))
    return frozenset(value for name, value in named.items() if name.startswith("xl"))


def identifier(interface: str) -> str:
    """The interface's own identifier in the type library that :func:`idl` describes."""
    return str(uuid.uuid5(_SPACE, interface))


def idl() -> str:
    """The whole table in Microsoft's interface definition language."""
    interfaces = table()
    lines = ['import "oaidl.idl";', 'import "ocidl.idl";', f"[ uuid({identifier('')}), version(1.0) ]"]
    lines += ["library TypedExcel {", '  importlib("stdole2.tlb");']
    lines += [f"  interface {_interface(name)};" for name in interfaces]
    for name, members in interfaces.items():
        lines.append(f"  [ uuid({identifier(name)}), dual, oleautomation ]")
        lines.append(f"  interface {_interface(name)} : IDispatch {{")
        for member in members.values():
            lines += [f"    {line}" for line in _declared(member, interfaces)]
        lines.append("  };")
    return "\n".join([*lines, "};", ""])


def _interface(name: str) -> str:
    """Names like Range and Font are types in IDL already."""
    return f"Xl{name}"


def _declared(member: Member, interfaces: Table) -> list[str]:
    given = [
        f"[in{', optional' if argument.optional else ''}] VARIANT {argument.name}"
        for argument in member.arguments
    ]
    result = "IDispatch*" if member.type in interfaces else "VARIANT"
    returned = [*given, f"[out, retval] {result}* Result"]
    if member.kind == "call":
        return [f"[id({member.number})] HRESULT {member.name}({', '.join(returned)});"]
    lines = []
    if member.kind.startswith("get"):
        lines.append(f"[id({member.number}), propget] HRESULT {member.name}({', '.join(returned)});")
    if member.kind.endswith("put"):
        put = [*given, "[in] VARIANT Value"]
        lines.append(f"[id({member.number}), propput] HRESULT {member.name}({', '.join(put)});")
    return lines
