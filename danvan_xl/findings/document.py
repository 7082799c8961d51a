"""Catalogue of findings about an issued plan read from Word, PDF or text."""

from __future__ import annotations

from danvan_xl.findings import FindingKind

KINDS: tuple[FindingKind, ...] = ()
