"""Catalogue of findings about workbooks that come back from units."""

from __future__ import annotations

from danvan_xl.findings import FindingKind

KINDS: tuple[FindingKind, ...] = ()
