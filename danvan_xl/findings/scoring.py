"""Catalogue of findings about self-assessed and verified scores."""

from __future__ import annotations

from danvan_xl.findings import FindingKind

KINDS: tuple[FindingKind, ...] = ()
