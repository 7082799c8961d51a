"""Where a Windows user's Excel keeps what matters to the add-in. Made from environment variables, so that
tests can hand in a made-up user on any system."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from danvan_xl.errors import InputError
from danvan_xl.excel.build import FILE_NAME
from danvan_xl.excel.registry import Registry, registry

SETTINGS = r"HKCU\Software\danvan-xl"
"""The user's settings in the registry: ``Interpreter``, the Python that Excel starts, and ``Libraries``, the folder of
xlwings' two libraries. ``macros/DanVanPython.bas`` reads them."""


class Profile(Struct, frozen=True):
    """One Windows user. ``appdata`` is %APPDATA%, ``home`` is %USERPROFILE%."""

    appdata: Path
    home: Path
    onedrive: tuple[Path, ...] = ()
    registry: Registry = field(default_factory=registry)

    @property
    def start_folder(self) -> Path:
        """Excel's start folder of this user: a trusted location, no administrator needed."""
        return self.appdata / "Microsoft" / "Excel" / "XLSTART"

    @property
    def addin(self) -> Path:
        """Where the add-in is installed."""
        return self.start_folder / FILE_NAME

    @property
    def menu(self) -> Path:
        """The folder of our entries in the Start menu."""
        return self.appdata / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Dân vận"

    @property
    def old_config(self) -> Path:
        """The file in which releases up to 0.1 kept the settings."""
        return self.home / ".danvan_xl" / "danvan_xl.conf"

    def setting(self, name: str) -> str:
        """A setting; '' where there is none."""
        value = self.registry.read(SETTINGS, name)
        return value if isinstance(value, str) else ""


def current_profile(environment: Mapping[str, str] | None = None, machine: Registry | None = None) -> Profile:
    """The profile of this user. Raises :class:`~danvan_xl.errors.InputError` where there is no Windows user."""
    env = os.environ if environment is None else environment
    appdata, home = env.get("APPDATA"), env.get("USERPROFILE")
    if not appdata or not home:
        raise InputError(
            "Máy này không có Excel cho Windows (không thấy %APPDATA% và %USERPROFILE%).",
            remedy="Cài phần bổ trợ trên máy Windows có Excel; trên máy này vẫn dùng được các lệnh danvan-xl.",
            code="no-windows-profile",
        )
    onedrive = tuple(
        Path(env[name]) for name in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive") if env.get(name)
    )
    return Profile(Path(appdata), Path(home), tuple(dict.fromkeys(onedrive)), machine or registry())
