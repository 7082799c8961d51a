"""Building ``danvan_xl.xlam`` from the sources in ``macros/``: same sources, same bytes.

The VBA project is written by pyOpenVBA on an empty add-in that Excel itself made. The ribbon is two more entries of the
zip: the part and its relationship.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from danvan_xl.files import scratch, write_atomically
from danvan_xl.resources import bundled
from danvan_xl.zipped import write_zip

PROJECT_NAME = "danvan_xl"
FILE_NAME = f"{PROJECT_NAME}.xlam"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_RELEASE = "@XLWINGS@"


def sources() -> dict[str, str]:
    """Every VBA module by name, ``\\n`` lines, ``Attribute VB_Name`` lines left out of none."""
    macros = bundled("macros")
    release = metadata.version("xlwings")  # its library for worksheet functions has the release in its name
    modules = {}
    for path in sorted(macros.glob("*.bas")) + sorted(macros.glob("*.cls")):
        # VBA is code-page text: anything but ASCII would be garbled in Excel
        modules[path.stem] = path.read_text(encoding="ascii").replace(_RELEASE, release)
    return modules


def build(target: Path) -> Path:
    """Write the add-in to ``target`` atomically and give it back."""
    from pyopenvba import ExcelFile

    with scratch() as folder:
        work = folder / FILE_NAME
        with ExcelFile.create_new(work) as book:
            project = book.vba_project()
            for name, text in sources().items():
                if name in project.module_names():
                    book.set_module(name, _strip_attributes(text))
                else:
                    project.add_module(name, text)
            project.delete_module("Module1")
            book.save(work)
        write_atomically(target, _with_ribbon(work))
    return target


def _strip_attributes(text: str) -> str:
    """A module's code without the leading Attribute lines, which pyOpenVBA writes itself."""
    return re.sub(r"\A(?:Attribute [^\n]*\n)+", "", text)


def _with_ribbon(source: Path) -> Callable[[Path], None]:
    """A writer that copies the package with the ribbon added, entries in a fixed order with a fixed date."""
    ribbon = (bundled("macros") / "customUI14.xml").read_bytes()

    def write(target: Path) -> None:
        with zipfile.ZipFile(source) as old:
            entries = {info.filename: old.read(info) for info in old.infolist()}
        relationship = f'<Relationship Id="rIdDanVan" Type="{RIBBON_RELATIONSHIP}" Target="{RIBBON_PART}"/>'
        entries["_rels/.rels"] = entries["_rels/.rels"].replace(
            b"</Relationships>", relationship.encode() + b"</Relationships>"
        )
        entries[RIBBON_PART] = ribbon
        # [Content_Types].xml first, as Excel writes it; the rest by name.
        order = sorted(entries, key=lambda name: (name != "[Content_Types].xml", name))
        write_zip(target, ((name, entries[name]) for name in order), level=9)

    return write
