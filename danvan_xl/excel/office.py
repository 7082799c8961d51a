"""What Office and Windows allow on this machine, as the registry says it: versions of Excel, macro policies, rules that
block programs. Key names: Microsoft's policy templates for Office and Defender's rules for attack surface reduction."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from danvan_xl.excel.registry import Registry

VERSIONS = {"16.0": "2016 trở lên, Microsoft 365", "15.0": "2013", "14.0": "2010", "12.0": "2007"}
OLDEST = 14.0
"""Excel 2010, the first that knows the ribbon part that the add-in carries."""
_ROOTS = (
    r"HKLM\SOFTWARE\Microsoft\Office",
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office",
    r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\REGISTRY\MACHINE\Software\Microsoft\Office",
)
_ASR = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Defender's rule "Block all Office applications from creating child processes": no button can start Python."""
WIN32_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
"""Defender's rule "Block Win32 API calls from Office macros": no worksheet function can reach Python."""


class Excel(Struct, frozen=True):
    """One installed Excel. ``bits`` is 64, 32 or None where its program cannot be read."""

    version: str
    program: Path
    bits: int | None

    def __str__(self) -> str:
        bits = f", {self.bits}-bit" if self.bits else ""
        return f"Excel {VERSIONS.get(self.version, self.version)} (phiên bản {self.version}{bits})"


def excels(registry: Registry) -> list[Excel]:
    """Every Excel on this machine, newest first, each program once."""
    found: dict[str, Excel] = {}
    for version in VERSIONS:
        for root in _ROOTS:
            folder = registry.read(rf"{root}\{version}\Excel\InstallRoot", "Path")
            if isinstance(folder, str) and folder:
                program = Path(folder) / "EXCEL.EXE"
                found.setdefault(str(program).lower(), Excel(version, program, program_bits(program)))
    return list(found.values())


def program_bits(program: Path) -> int | None:
    """64 or 32, by the machine type in the header of a Windows program."""
    try:
        with program.open("rb") as stream:
            head = stream.read(0x40)
            stream.seek(struct.unpack_from("<I", head, 0x3C)[0])
            signature, machine = struct.unpack("<4sH", stream.read(6))
    except (OSError, struct.error):
        return None
    if signature != b"PE\0\0":
        return None
    return {0x8664: 64, 0xAA64: 64, 0x14C: 32}.get(machine)


def policy(registry: Registry, version: str, part: str, name: str) -> int | None:
    """A number that the office's policy sets, or else the user's own choice; ``part`` is such as ``Excel\\Security``."""
    for root in (r"HKCU\Software\Policies", r"HKLM\Software\Policies", r"HKCU\Software"):
        value = registry.read(rf"{root}\Microsoft\Office\{version}\{part}", name)
        if isinstance(value, int):
            return value
    return None


def blocked_by(registry: Registry, rule: str) -> bool:
    """Whether a rule of Defender is set to block (1) or to block with a warning (6)."""
    for key in _ASR:
        for name in registry.names(key):
            if name.strip("{}").lower() == rule and registry.read(key, name) in ("1", "6", 1, 6):
                return True
    return False


def disabled_items(registry: Registry, version: str) -> Iterator[str]:
    """Paths of what Excel switched off after it crashed, in lower case."""
    key = rf"HKCU\Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems"
    for name in registry.names(key):
        value = registry.read(key, name)
        if isinstance(value, bytes):
            yield value.decode("utf-16-le", "replace").lower()


def command_shell_forbidden(registry: Registry) -> bool:
    """Whether a policy forbids cmd.exe (DisableCMD)."""
    key = r"Software\Policies\Microsoft\Windows\System"
    return any(registry.read(rf"{root}\{key}", "DisableCMD") in (1, 2) for root in ("HKCU", "HKLM"))
