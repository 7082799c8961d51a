"""LibreOffice loads the add-in and runs every callback; each asks Python for its own function and nothing else."""

from __future__ import annotations

import pytest

from danvan_xl.excel.build import build
from danvan_xl.excel.tab import buttons
from tests.excel import vba_in_office
from tests.excel.test_build import subs

CALLS = list(subs())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the callbacks wrote down, in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("vba")
    addin = build(folder / "danvan_xl.xlam")
    steps = ['Call Invoke(doc, "DanVanRibbon.DvIsMaster", Array())']
    for name in ("Kế hoạch", "Nhiệm vụ"):
        steps.append(f'doc.Sheets.insertNewByName("{name}", 0)')
        steps.append('Call Invoke(doc, "DanVanRibbon.DvIsMaster", Array())')
    steps += [f'Call Invoke(doc, "DanVanRibbon.{name}", Array(control))' for name in CALLS]
    steps.append('Call Invoke(doc, "DanVanFunctions.DvDescribeFunctions", Array())')
    steps.append('doc.Sheets.insertNewByName("Bìa", 0)')
    steps.append('Call Invoke(doc, "DanVanRibbon.DvIsMaster", Array())')
    steps += [
        f'Call Invoke(doc, "DanVanRibbon.{name}", Array(control))' for name in ("DvSplit", "DvHelpPage")
    ]
    return vba_in_office.run(addin, steps, folder)


class DescribeTheCallbacks:
    def it_runs_to_the_end_without_a_failure(self, written: list[str]) -> None:
        assert written and written[-1] == "END"
        assert [line for line in written if " failed " in line or line == "NOT LOADED"] == []

    def it_calls_one_python_function_each(self, written: list[str]) -> None:
        commands = [line for line in written if line.startswith("from ")]
        names = list(dict.fromkeys(button.name for button in buttons()))
        calls = ["new('dai-son-2025')" if name == "new" else f"{name}()" for name in names]
        wanted = [f"from danvan_xl.excel import ribbon; ribbon.{call}" for call in calls]
        assert commands == [*wanted, "from danvan_xl.excel import ribbon; ribbon.help_page()"]

    def it_says_without_python_that_a_button_wants_a_master(self, written: list[str]) -> None:
        [told] = [line for line in written if line.startswith("told ")]
        assert "T\\u1EC7p" in told or "t\\u1EC7p" in told

    def it_knows_a_master_by_its_sheets(self, written: list[str]) -> None:
        said = [line.rpartition(" ")[2] for line in written if line.startswith("DanVanRibbon.DvIsMaster")]
        assert said == ["False", "False", "True", "False"]
