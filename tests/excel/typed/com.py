"""pywin32's view of the typed Excel, without Windows: the same names, the same refusals.

Written after ``win32com.client.dynamic``: methods take the type library's argument names with their letters' case; a property
whose arguments may all be left out is no method but its value, and has a ``Get…`` method beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MethodType
from typing import Any

from tests.excel.typed.core import (
    DISP_E_PARAMNOTOPTIONAL,
    DISP_E_UNKNOWNNAME,
    ComError,
    Thing,
    default_member,
    invoke,
    member_of,
)
from tests.excel.typed.table import Member


class Ole:
    """The raw IDispatch: who is behind it, and which names it knows."""

    def __init__(self, thing: Thing) -> None:
        self.thing = thing

    def GetIDsOfNames(self, lcid: int, name: str) -> int:
        member = member_of(self.thing, name)
        if member is None:
            raise ComError(DISP_E_UNKNOWNNAME, "Unknown name.")
        return member.number


class CDispatch:
    """``win32com.client.CDispatch`` of one object."""

    def __init__(self, thing: Thing) -> None:
        self.__dict__["_oleobj_"] = Ole(thing)

    @property
    def _thing(self) -> Thing:
        found: Thing = self.__dict__["_oleobj_"].thing
        return found

    def __repr__(self) -> str:
        return f"<COMObject {self._thing.interface}>"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        member = member_of(self._thing, name)
        if member is None or member.kind == "put":
            raise AttributeError(self._fault(f"has no {name}"))
        if member.kind == "call" or member.needs_arguments or name != member.name:
            return MethodType(_method(member), self)
        return wrapped(invoke(self._thing, member, "get", {}))

    def __setattr__(self, name: str, value: Any) -> None:
        member = member_of(self._thing, name)
        if member is None or not member.kind.endswith("put") or member.name != name:
            raise AttributeError(self._fault(f"has no {name} to be set"))
        invoke(self._thing, member, "put", {"Value": unwrapped(value)})

    def __call__(self, *arguments: Any) -> Any:
        member = default_member(self._thing)
        if member is None:
            raise TypeError(self._fault("cannot be called"))
        return _method(member)(self, *arguments)

    def __iter__(self) -> Iterator[Any]:
        items = getattr(self._thing, "items", None)
        if items is None:
            raise TypeError(self._fault("cannot be gone through"))
        return iter([wrapped(item) for item in items()])

    def __eq__(self, other: object) -> bool:
        return getattr(getattr(other, "_oleobj_", None), "thing", None) is self._thing

    def __hash__(self) -> int:
        return id(self._thing)

    def _fault(self, text: str) -> str:
        said = f"Excel's {self._thing.interface} {text}"
        self._thing.bridge.faults.append(said)
        return said


def _method(member: Member) -> Any:
    """A function as pywin32 would write it for the member."""
    names = [argument.name for argument in member.arguments]

    def call(self: CDispatch, *arguments: Any, **named: Any) -> Any:
        unknown = [name for name in named if name not in names[len(arguments) :]]
        if unknown or len(arguments) > len(names):
            raise TypeError(self._fault(f"{member.name}() takes {names}, not {unknown or arguments}"))
        given = dict(zip(names, arguments, strict=False)) | named
        given = {name: unwrapped(value) for name, value in given.items() if value is not None}
        left_out = [a.name for a in member.arguments if not a.optional and a.name not in given]
        if left_out:
            self._fault(f"{member.name}() needs {left_out}")
            raise ComError(DISP_E_PARAMNOTOPTIONAL, "Parameter not optional.")
        return wrapped(invoke(self._thing, member, "call" if member.kind == "call" else "get", given))

    return call


def wrapped(value: Any) -> Any:
    """What pywin32 hands to Python."""
    if isinstance(value, Thing):
        return CDispatch(value)
    return tuple(map(wrapped, value)) if isinstance(value, tuple) else value


def unwrapped(value: Any) -> Any:
    """What pywin32 hands to Excel."""
    ole = getattr(value, "_oleobj_", None)
    return ole.thing if isinstance(ole, Ole) else value
