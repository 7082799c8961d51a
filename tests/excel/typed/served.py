"""The typed Excel beneath the real pywin32: its dynamic dispatch over a type library made from the table.

Windows only (the windows check runs it under Wine). ``DANVAN_EXCEL_TLB`` names the type library, compiled by `widl` from
:func:`tests.excel.typed.table.idl`. What pywin32 looks up in the library (names, keywords, what is a property) is real; its
calls end in :class:`Ole` and not in a COM server of pywin32's own, which loses arguments behind one that was left out.
"""

from __future__ import annotations

import os
from typing import Any

import pythoncom
import pywintypes
from win32com.client import dynamic

from tests.excel.typed.core import DISP_E_PARAMNOTOPTIONAL, ComError, Thing, invoke
from tests.excel.typed.table import Member, identifier, table

_PUT = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF
_library = pythoncom.LoadTypeLib(os.environ["DANVAN_EXCEL_TLB"])


class Ole:
    """One object's IDispatch, with the library's type information."""

    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        self.info = _library.GetTypeInfoOfGuid(pywintypes.IID("{" + identifier(thing.interface) + "}"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ole) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)

    def GetTypeInfo(self, index: int = 0) -> Any:
        return self.info

    def GetIDsOfNames(self, lcid: int, *names: str) -> Any:
        return self.info.GetIDsOfNames(*names)

    def Invoke(self, number: int, lcid: int, flags: int, wanted: bool, *arguments: Any) -> Any:
        if number == pythoncom.DISPID_NEWENUM:
            return self._items()
        member = next((m for m in table()[self.thing.interface].values() if m.number == number), None)
        if member is None:
            raise pywintypes.com_error(-2147352573, "Member not found.", None, None)
        try:
            answer = self._answer(member, flags, arguments)
        except ComError as error:
            raise pywintypes.com_error(*error.args) from None
        return Ole(answer) if isinstance(answer, Thing) else answer

    def InvokeTypes(
        self, number: int, lcid: int, flags: int, result: Any, types: Any, *arguments: Any
    ) -> Any:
        return self.Invoke(number, lcid, flags, True, *arguments)

    def _answer(self, member: Member, flags: int, arguments: tuple[Any, ...]) -> Any:
        values = [_given(argument) for argument in arguments]
        if flags & _PUT:
            return invoke(self.thing, member, "put", {"Value": values[-1]})
        names = [argument.name for argument in member.arguments]
        given = {name: value for name, value in zip(names, values, strict=False) if value is not None}
        if any(argument.name not in given for argument in member.arguments if not argument.optional):
            raise ComError(DISP_E_PARAMNOTOPTIONAL, "Parameter not optional.")
        return invoke(self.thing, member, "call" if member.kind == "call" else "get", given)

    def _items(self) -> Items:
        items = getattr(self.thing, "items", None)
        if items is None:
            raise pywintypes.com_error(-2147352573, "Member not found.", None, None)
        return Items([Ole(item) for item in items()])


class Items:
    """IEnumVARIANT of a collection."""

    def __init__(self, items: list[Ole]) -> None:
        self.items, self.next = items, 0

    def QueryInterface(self, iid: Any) -> Items:
        return self

    def Reset(self) -> None:
        self.next = 0

    def Next(self, count: int) -> tuple[Ole, ...]:
        found = tuple(self.items[self.next : self.next + count])
        self.next += count
        return found


dynamic.PyIDispatchType = (dynamic.PyIDispatchType, Ole)


def _given(value: Any) -> Any:
    """What goes over the bridge: our own objects as such, None for what was left out."""
    if value is pythoncom.Missing:
        return None
    ole = getattr(value, "_oleobj_", value)
    return ole.thing if isinstance(ole, Ole) else value


def dispatched(thing: Thing) -> Any:
    """The object as ``win32com.client`` gives it."""
    return dynamic.Dispatch(Ole(thing), thing.interface)
