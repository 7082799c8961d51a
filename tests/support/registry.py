"""A registry in memory that behaves as Windows' own: names without regard to case, None for what is not there, OSError where
a policy forbids writing. ``tests/excel/test_registry.py`` holds both against the same sentences."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from danvan_xl.excel.registry import Value

OFFICE = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Excel\InstallRoot"


class MemoryRegistry:
    """``values[key.lower()][name.lower()] = (name, value)``; keys under ``forbidden`` cannot be written."""

    def __init__(self, forbidden: tuple[str, ...] = ()) -> None:
        self.forbidden = tuple(key.lower() for key in forbidden)
        self.keys: dict[str, str] = {}
        self.values: dict[str, dict[str, tuple[str, Value]]] = {}

    def set(self, key: str, name: str, value: Value) -> None:
        """As the administrator would: numbers and bytes too, and past every ban."""
        parts = key.split("\\")
        for end in range(1, len(parts) + 1):
            self.keys.setdefault("\\".join(parts[:end]).lower(), parts[end - 1])
        self.values.setdefault(key.lower(), {})[name.lower()] = (name, value)

    def read(self, key: str, name: str = "") -> Value:
        return self.values.get(key.lower(), {}).get(name.lower(), ("", None))[1]

    def names(self, key: str) -> list[str]:
        return [name for name, _ in self.values.get(key.lower(), {}).values()]

    def subkeys(self, key: str) -> list[str]:
        start = key.lower() + "\\"
        return [
            name
            for path, name in self.keys.items()
            if path.startswith(start) and "\\" not in path[len(start) :]
        ]

    def write(self, key: str, name: str, value: str) -> None:
        self._check(key)
        self.set(key, name, value)

    def remove(self, key: str) -> None:
        self._check(key)
        gone = [path for path in self.keys if path == key.lower() or path.startswith(key.lower() + "\\")]
        for path in gone:
            del self.keys[path]
            self.values.pop(path, None)

    def _check(self, key: str) -> None:
        if self.forbidden and key.lower().startswith(self.forbidden):
            raise PermissionError(13, "Access is denied")


def add_excel(machine: MemoryRegistry, folder: Path, key: str, machine_type: int = 0x8664) -> None:
    """An Excel of whose program only the header is there."""
    folder.mkdir(parents=True, exist_ok=True)
    header = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0" + struct.pack("<H", machine_type)
    (folder / "EXCEL.EXE").write_bytes(header)
    machine.set(key, "Path", f"{folder}{os.sep}")
