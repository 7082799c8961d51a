"""Saving a Word document atomically and with the same bytes for the same content."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from danvan_xl.files import write_atomically
from danvan_xl.zipped import write_zip


def save_document(document: Any, path: Path) -> None:
    """Save a Word file's bytes, or anything with ``save(stream)`` (python-docx, docxtpl), to ``path``.

    Raises :class:`~danvan_xl.errors.OutputError`.
    """
    if not isinstance(document, bytes):
        stream = BytesIO()
        document.save(stream)
        document = stream.getvalue()
    with zipfile.ZipFile(BytesIO(document)) as old:
        entries = [(name, old.read(name)) for name in old.namelist()]
    write_atomically(path, lambda temporary: write_zip(temporary, entries))
