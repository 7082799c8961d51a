"""The published schema says what the JSON is, and would notice if it were otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from danvan_xl.cli.commands import LazyGroup
from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import as_bytes
from danvan_xl.consolidation.json_schema import json_schema
from tests.support.masters import SCORED, small_master
from tests.support.returned import AS_OF


@pytest.fixture
def written(fill_in: Callable[..., Path], returns: Path) -> str:
    fill_in("VP", tasks={"NV07": {"Số lượng đạt": 2}}, scores={"TC01": {"Điểm tự chấm": "nhiều"}})
    (returns / "ghi chú.xlsx").write_bytes(b"PK\x03\x04 half a file")
    return as_bytes(consolidate(returns, small_master(), period=SCORED, as_of=AS_OF))


def test_real_output_keeps_it(written: str) -> None:
    data = json.loads(written)
    jsonschema.validate(data, json_schema())
    assert {"unit": "VP", "kind": "task", "code": "NV07"}.items() <= next(
        item for item in data["sources"] if item["code"] == "NV07"
    ).items()


@pytest.mark.parametrize("key", json_schema()["required"])
def test_it_notices_what_is_missing(written: str, key: str) -> None:
    data = json.loads(written)
    del data[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema())


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(LazyGroup.load("schema"), [])
    assert json.loads(done.output) == json_schema()
