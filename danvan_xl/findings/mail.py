"""Catalogue of findings about sending and collecting by mail."""

from __future__ import annotations

from danvan_xl.findings import FindingKind

KINDS: tuple[FindingKind, ...] = ()
