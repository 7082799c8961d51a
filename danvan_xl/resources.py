"""Where the bundled workbooks and macro sources are, in a wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(folder: str) -> Path:
    """The folder ``workbook_templates`` or ``macros`` as a real path.

    In a wheel they lie in ``danvan_xl/_data``; in a checkout beside the package.
    """
    shipped = _PACKAGE / "_data" / folder
    return shipped if shipped.is_dir() else _PACKAGE.parent / folder
