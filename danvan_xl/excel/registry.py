r"""The Windows registry, as little of it as we need. Keys are written whole: ``HKCU\Software\danvan-xl``.

Its texts are Unicode for every program, VBA included; a file or an environment variable reaches VBA in the machine's ANSI
code page, which lacks most Vietnamese letters.
"""

from __future__ import annotations

import sys
from typing import Protocol

Value = str | int | bytes | list[str] | None


class Registry(Protocol):
    """What can be asked and told. Reading what is not there, or may not be read, gives None or nothing."""

    def read(self, key: str, name: str = "") -> Value:
        """A value; ``name`` '' is the key's own."""

    def names(self, key: str) -> list[str]:
        """The names of a key's values."""

    def subkeys(self, key: str) -> list[str]:
        """The names of the keys right beneath."""

    def write(self, key: str, name: str, value: str) -> None:
        """A text; the key is made where it is missing. Raises OSError where a policy forbids it."""

    def remove(self, key: str) -> None:
        """The key with everything beneath it; nothing where there is none. Raises OSError where it may not be removed."""


class NoRegistry:
    """A system without one."""

    def read(self, key: str, name: str = "") -> Value:
        return None

    def names(self, key: str) -> list[str]:
        return []

    def subkeys(self, key: str) -> list[str]:
        return []

    def write(self, key: str, name: str, value: str) -> None:
        raise OSError("no registry")

    def remove(self, key: str) -> None:
        return None


if sys.platform == "win32":
    import winreg

    _ROOTS = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }
    _READ = winreg.KEY_READ | winreg.KEY_WOW64_64KEY

    def _split(key: str) -> tuple[int, str]:
        root, _, rest = key.partition("\\")
        return _ROOTS[root], rest

    class WindowsRegistry:
        """The machine's own."""

        def read(self, key: str, name: str = "") -> Value:
            root, path = _split(key)
            try:
                with winreg.OpenKey(root, path, access=_READ) as opened:
                    value: Value = winreg.QueryValueEx(opened, name)[0]
                    return value
            except OSError:
                return None

        def names(self, key: str) -> list[str]:
            root, path = _split(key)
            try:
                with winreg.OpenKey(root, path, access=_READ) as opened:
                    return [winreg.EnumValue(opened, i)[0] for i in range(winreg.QueryInfoKey(opened)[1])]
            except OSError:
                return []

        def subkeys(self, key: str) -> list[str]:
            root, path = _split(key)
            try:
                with winreg.OpenKey(root, path, access=_READ) as opened:
                    return [winreg.EnumKey(opened, i) for i in range(winreg.QueryInfoKey(opened)[0])]
            except OSError:
                return []

        def write(self, key: str, name: str, value: str) -> None:
            root, path = _split(key)
            with winreg.CreateKeyEx(root, path, access=winreg.KEY_WRITE) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

        def remove(self, key: str) -> None:
            for name in self.subkeys(key):
                self.remove(f"{key}\\{name}")
            root, path = _split(key)
            try:
                winreg.DeleteKey(root, path)
            except FileNotFoundError:
                return


def registry() -> Registry:
    """This machine's."""
    if sys.platform == "win32":
        return WindowsRegistry()
    return NoRegistry()
