"""The registry: the stand-in of the tests and, on Windows, the real one, held against the same sentences."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from danvan_xl.excel.registry import NoRegistry, Registry, registry
from tests.support.registry import MemoryRegistry

KEY = r"HKCU\Software\danvan-xl-tests"


KINDS = ["stand-in", "real"] if sys.platform == "win32" else ["stand-in"]


@pytest.fixture(params=KINDS)
def machine(request: pytest.FixtureRequest) -> Iterator[Registry]:
    made = registry() if request.param == "real" else MemoryRegistry()
    yield made
    made.remove(KEY)


class DescribeTheRegistry:
    def it_gives_back_every_letter(self, machine: Registry) -> None:
        machine.write(KEY, "Interpreter", r"C:\Users\Nguyễn Văn A\pythonw.exe")
        assert machine.read(KEY, "interpreter") == r"C:\Users\Nguyễn Văn A\pythonw.exe"

    def it_has_a_value_of_the_key_itself(self, machine: Registry) -> None:
        machine.write(KEY, "", "Dân vận")
        assert machine.read(KEY) == "Dân vận"

    def it_has_nothing_where_nothing_is(self, machine: Registry) -> None:
        assert machine.read(KEY, "x") is None
        assert machine.names(KEY) == machine.subkeys(KEY) == []

    def it_lists_values_and_keys(self, machine: Registry) -> None:
        machine.write(KEY, "Một", "1")
        machine.write(KEY + r"\con\cháu", "Hai", "2")
        assert machine.names(KEY) == ["Một"]
        assert machine.subkeys(KEY) == ["con"]

    def it_removes_a_key_with_all_beneath(self, machine: Registry) -> None:
        machine.write(KEY + r"\con\cháu", "Hai", "2")
        machine.remove(KEY)
        assert machine.read(KEY + r"\con\cháu", "Hai") is None
        machine.remove(KEY)


def test_a_system_without_one_answers_with_nothing() -> None:
    nothing = NoRegistry()
    assert nothing.read(KEY) is None
    assert nothing.names(KEY) == nothing.subkeys(KEY) == []
    with pytest.raises(OSError):
        nothing.write(KEY, "x", "y")
