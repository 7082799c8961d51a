"""Objects behind the table: each call is looked up there, checked, counted, and only then answered.

Two fronts ask :func:`invoke`: the stand-in for pywin32 (:mod:`.com`, on any system) and a COM server of the same type
library for the real pywin32 (:mod:`.served`, on Windows).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from tests.excel.typed.table import Member, table, values_of

DISP_E_UNKNOWNNAME, DISP_E_PARAMNOTOPTIONAL, DISP_E_EXCEPTION = -2147352570, -2147352561, -2147352567
RPC_E_CALL_REJECTED, _RUNTIME_ERROR_1004 = -2147418111, -2146827284


class ComError(Exception):
    """``pywintypes.com_error``."""

    def __init__(self, hresult: int, strerror: str, excepinfo: Any = None, argerror: Any = None) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, strerror, excepinfo, argerror


def refused(text: str) -> ComError:
    """Excel's run-time error 1004 with a text."""
    return ComError(
        DISP_E_EXCEPTION,
        "Exception occurred.",
        (0, "Microsoft Excel", text, "xlmain11.chm", 0, _RUNTIME_ERROR_1004),
    )


class Bridge:
    """What crosses the bridge to Excel: counted, and broken off on demand."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        """'Worksheet.Name get', in order."""
        self.faults: list[str] = []
        """Members and arguments that Excel does not know; a test that ends with any is red, whoever caught the error."""
        self.before: Callable[[str, Any], None] = lambda call, thing: None
        """Called before each call is answered, with it and its object; may raise what Excel would."""


class Thing:
    """One object of Excel's. Members without a ``get_``, ``put_`` or ``call_`` method keep what is put into them."""

    interface: ClassVar[str]

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        self.kept: dict[str, Any] = {}


def invoke(thing: Thing, member: Member, kind: str, arguments: dict[str, Any]) -> Any:
    """Answer one call. ``arguments`` by the table's names; the new value of a property is ``Value``."""
    call = f"{thing.interface}.{member.name} {kind}"
    thing.bridge.calls.append(call)
    _check(thing, member, kind, arguments)
    thing.bridge.before(call, thing)
    handler = getattr(thing, f"{kind}_{member.name}", None)
    if handler is not None:
        return handler(*arguments.values()) if kind == "put" else handler(**arguments)
    assert kind != "call", f"the typed Excel does nothing for {call}"
    if kind == "put":
        thing.kept[member.name] = arguments["Value"]
        return None
    assert member.name in thing.kept, f"the typed Excel has no value for {call}"
    return thing.kept[member.name]


def _check(thing: Thing, member: Member, kind: str, arguments: dict[str, Any]) -> None:
    wanted = {argument.name: argument.values for argument in member.arguments if argument.values}
    if kind == "put" and member.type.startswith("Xl"):
        wanted["Value"] = member.type
    for name, enumeration in wanted.items():
        # False is how a "no" is said to some of them, as Visible and Weight: Excel counts it as 0.
        if (
            name in arguments
            and arguments[name] not in values_of(enumeration)
            and not _truth(arguments[name], enumeration)
        ):
            text = f"{thing.interface}.{member.name}: {arguments[name]!r} is no {enumeration}"
            thing.bridge.faults.append(text)
            raise refused(text)


def _truth(value: Any, enumeration: str) -> bool:
    return isinstance(value, bool) and enumeration in ("XlSheetVisibility", "XlCutCopyMode")


def member_of(thing: Thing, name: str) -> Member | None:
    """The member that pywin32 finds by ``name``: GetX is X with its arguments."""
    members = table()[thing.interface]
    member = members.get(name)
    if member is None and name.startswith("Get"):
        hidden = members.get(name[3:])
        if (
            hidden is not None
            and hidden.kind.startswith("get")
            and hidden.arguments
            and not hidden.needs_arguments
        ):
            return hidden
    return member


def default_member(thing: Thing) -> Member | None:
    """What calling the object itself means."""
    return next((member for member in table()[thing.interface].values() if member.default), None)
