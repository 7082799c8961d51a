"""LibreOffice loads the add-in and runs every callback; each asks Python for its own function and nothing else."""

from __future__ import annotations

import pytest

from danvan_xl.excel.build import build
from tests.excel import vba_in_office
from tests.excel.test_build import subs

QUIET = ("DvOnLoad", "DvRefresh", "DvMasterEnabled")
CALLS = [name for name in subs() if name not in QUIET]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the callbacks wrote down, in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("vba")
    addin = build(folder / "danvan_xl.xlam")
    steps = ['Call Invoke(doc, "DanVanRibbon.DvIsMaster", Array())']
    for name in ("Kế hoạch", "Nhiệm vụ", "Bìa"):
        steps.append(f'doc.Sheets.insertNewByName("{name}", 0)')
        steps.append('Call Invoke(doc, "DanVanRibbon.DvIsMaster", Array())')
    steps += [f'Call Invoke(doc, "DanVanRibbon.{name}", Array(control))' for name in CALLS]
    steps.append('Call Invoke(doc, "DanVanFunctions.DvDescribeFunctions", Array())')
    steps.append('Call Invoke(doc, "DanVanRibbon.DvRefresh", Array())')
    return vba_in_office.run(addin, steps, folder)


class DescribeTheCallbacks:
    def it_runs_to_the_end_without_a_failure(self, written: list[str]) -> None:
        assert written and written[-1] == "END"
        assert [line for line in written if " failed " in line or line == "NOT LOADED"] == []

    def it_calls_one_python_function_each(self, written: list[str]) -> None:
        commands = [line for line in written if line.startswith("from ")]
        assert commands == [
            "from danvan_xl.excel import ribbon; ribbon." + call
            for call in (
                "new('dai-son-2025')", "import_plan()", "check()", "split()", "issue()", "send()", "progress()",
                "score()", "remind()", "collect()", "consolidate()", "report()", "help_page()", "doctor()",
            )
        ]  # fmt: skip

    def it_knows_a_master_by_its_sheets(self, written: list[str]) -> None:
        said = [line.rpartition(" ")[2] for line in written if line.startswith("DanVanRibbon.DvIsMaster")]
        assert said == ["False", "False", "True", "False"]
