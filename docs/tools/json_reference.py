"""``docs/json.md``: every key of ``consolidate --json``, read from the published schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from danvan_xl.cli.contract import table
from danvan_xl.consolidation.json_schema import json_schema

_HEAD = """# The JSON of `consolidate --json`

Made from the schema that `danvan-xl schema` prints (`make docs`). `[]` is each item of a list, `{}` each key of a map, such as a code. Numbers are numbers, dates ISO, rates
fractions from 0 to 1, absent values null. Keys may be added, never renamed or left out. What figures mean stands in [contract.md](contract.md).

"""


def json_page() -> str:
    """The page."""
    rows = [(f"`{path}`", kind) for path, kind in _keys(json_schema(), "")]
    return _HEAD + table(("Key", "Value"), rows)


def _keys(schema: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for name, value in schema.get("properties", {}).items():
        yield from _key(value, f"{path}.{name}" if path else name)


def _key(schema: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """A key with what it holds; then the keys inside."""
    several = schema.get("anyOf", [schema])
    yield path, " or ".join(map(_kind, several))
    for one in several:
        if one.get("type") == "array":
            yield from _inside(one["items"], f"{path}[]")
        elif isinstance(one.get("additionalProperties"), dict):
            yield from _inside(one["additionalProperties"], f"{path}.{{}}")
        yield from _keys(one, path)


def _inside(schema: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    keys = list(_keys(schema, path))
    yield from keys or [(path, _kind(schema))]


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{word}`" if word is not None else "null" for word in schema["enum"])
    kinds = schema.get("type", "anything")
    said = kinds if isinstance(kinds, str) else " or ".join(kinds)
    if "pattern" in schema:
        return "date"
    names = schema.get("propertyNames", {}).get("enum")
    return f"{said} with keys {', '.join(f'`{name}`' for name in names)}" if names else said
