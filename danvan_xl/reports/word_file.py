"""Saving a Word document atomically and with the same bytes for the same content."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from danvan_xl.files import write_atomically


def save_document(document: Any, path: Path) -> None:
    """Save anything with ``save(stream)`` (python-docx, docxtpl) to ``path``; entries get a fixed date.

    Raises :class:`~danvan_xl.errors.OutputError`.
    """
    stream = BytesIO()
    document.save(stream)

    def write(temporary: Path) -> None:
        with zipfile.ZipFile(stream) as old, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                entry = zipfile.ZipInfo(info.filename, (2025, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, old.read(info))

    write_atomically(path, write)
