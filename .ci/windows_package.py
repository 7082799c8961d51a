"""The parts of `make windows` that want more than a shell: judging the folder, NSIS's list of its files, the .zip.

usage: windows_package.py --list APP FILES.NSH; windows_package.py --zip APP VERSION
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

LONGEST = 150
"""Characters of a path beneath the version's folder: with a long user name the whole stays below Windows' 260."""
SYSTEM = frozenset(
    # What every Windows 10 has. Not msvcp140 or mfc140u: those come with a runtime that an office may lack.
    """activeds advapi32 aclui bcrypt bcryptprimitives cabinet comctl32 comdlg32 credui crypt32 dsound gdi32 imm32 iphlpapi
    kernel32 ktmw32 loadperf lz32 mpr msi msimg32 mswsock netapi32 ntdll ntdsapi odbc32 ole32 oleacc oleaut32 pdh powrprof
    propsys psapi query rasapi32 rpcrt4 secur32 sfc shell32 shlwapi ucrtbase urlmon user32 userenv uxtheme version winhttp
    wininet winmm winspool.drv ws2_32 wtsapi32""".split()
)
SETUP = Path("macros/setup")


def missing_libraries(app: Path) -> set[str]:
    """Libraries that a program of the folder asks for and neither the folder nor Windows has."""
    programs = [path for path in sorted(app.rglob("*")) if path.suffix in (".exe", ".dll", ".pyd")]
    there = {path.name.lower() for path in programs}
    asked = set()
    for path in programs:
        said = subprocess.run(
            ["x86_64-w64-mingw32-objdump", "-p", path],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        asked |= {line.split()[-1].lower() for line in said.stdout.splitlines() if "DLL Name:" in line}
    return {
        name
        for name in asked - there
        if name.removesuffix(".dll") not in SYSTEM and not name.startswith("api-ms-win-")
    }


def nsis_files(app: Path, files: list[Path]) -> str:
    """`SetOutPath` and `File` for every file, in a fixed order; NSIS itself would take the order of the disk."""
    lines, folder = ["SetDateSave off"], None
    for path in files:
        if path.parent != folder:
            folder = path.parent
            inner = "" if folder == app else "\\" + "\\".join(folder.relative_to(app).parts)
            lines.append(f'SetOutPath "$Home{inner}"')
        lines.append(f'File "{str(path).replace("$", "$$")}"')
    return "\n".join(lines) + "\n"


def write_zip(target: Path, entries: list[tuple[str, Path]]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, path in entries:
            entry = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            entry.create_system = 3
            package.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


def files_of(app: Path) -> list[Path]:
    """Every file, folder by folder."""
    return sorted(
        (path for path in app.rglob("*") if path.is_file()),
        key=lambda path: (path.parent.as_posix(), path.name),
    )


def judge(app: Path, files: list[Path]) -> None:
    """End where the folder would not run, or not fit, on an officer's machine."""
    names = [path.relative_to(app).as_posix() for path in files]
    wrong = {name for name in names if len(name) > LONGEST or not name.isascii()} or missing_libraries(app)
    if wrong:
        sys.exit(f"Not to be shipped: {wrong}")


def main() -> None:
    way, app, third = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    files = files_of(app)
    if way == "--list":
        judge(app, files)
        Path(third).write_text(nsis_files(app, files), encoding="utf-8")
        return
    top = f"danvan-xl-{third}"
    loose = [*sorted(SETUP.glob("*.cmd")), SETUP / "DOC-TRUOC.txt"]
    loose += [Path("docs") / name for name in ("huong-dan.pdf", "to-roi-don-vi.pdf", "cho-can-bo-cntt.md")]
    entries = [(f"{top}/{path.name}", path) for path in loose]
    entries += [(f"{top}/app/{path.relative_to(app).as_posix()}", path) for path in files]
    write_zip(Path("dist") / f"{top}-win64.zip", entries)


if __name__ == "__main__":
    main()
