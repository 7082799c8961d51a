"""Catalogue of findings about faults of a master workbook."""

from __future__ import annotations

from danvan_xl.findings import FindingKind

KINDS: tuple[FindingKind, ...] = ()
