"""Doors without macros: the entries of Start menu and Explorer, and the wishes behind them from question to file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from danvan_xl.excel import desk as desk_module
from danvan_xl.excel.desk import WISHES, Desk, open_door
from danvan_xl.excel.dialogs import Kinds
from danvan_xl.excel.doors import DOORS, FOLDER_ENTRIES, FOLDER_LABEL, open_doors, shut_doors
from danvan_xl.excel.profile import SETTINGS, Profile
from danvan_xl.forms.issue import issue
from danvan_xl.plans.templates import create
from danvan_xl.summaries.write import write_summary
from tests.support.registry import MemoryRegistry


class Scripted:
    """A person whose answers are known beforehand, in the order of the questions; a missing one is a failing test."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.messages: list[str] = []
        self.errors: list[str] = []
        self.asked: list[str] = []
        self.shown: list[Path] = []

    def message(self, text: str, *, error: bool = False) -> None:
        (self.errors if error else self.messages).append(text)

    def _answer(self, question: str) -> Any:
        self.asked.append(question)
        return self.answers.pop(0)

    def confirm(self, text: str) -> bool:
        return bool(self._answer(text))

    def choose(self, text: str, options: Sequence[str]) -> int | None:
        number: int | None = self._answer(text)
        assert number is None or number < len(options)
        return number

    def open_file(self, title: str, kinds: Kinds, start: Path | None = None) -> Path | None:
        path: Path | None = self._answer(title)
        return path

    def open_folder(self, title: str, start: Path | None = None) -> Path | None:
        path: Path | None = self._answer(title)
        return path

    def save_file(self, title: str, kinds: Kinds, suggested: Path) -> Path | None:
        path: Path | None = self._answer(title)
        return path

    def show(self, path: Path) -> None:
        assert path.exists()
        self.shown.append(path)


@pytest.fixture
def machine() -> MemoryRegistry:
    return MemoryRegistry()


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return create("dai-son-2025", tmp_path / "kế hoạch.xlsx")


def pressed(
    wish: str, *answers: object, machine: MemoryRegistry | None = None, given: Path | None = None
) -> Scripted:
    """One wish with a person's answers."""
    talk = Scripted(*answers)
    open_door(wish, Desk(talk, lambda *n: None, machine or MemoryRegistry(), given))
    return talk


class DescribeTheEntries:
    def it_starts_the_programs_own_python_with_a_wish_that_there_is(
        self, machine: MemoryRegistry, tmp_path: Path
    ) -> None:
        assert {door.wish for door in DOORS} <= set(WISHES)
        assert open_doors(Profile(tmp_path, tmp_path, (), machine), tmp_path / "0.1.0") == []
        for key, argument in FOLDER_ENTRIES:
            assert machine.read(key) == FOLDER_LABEL
            command = machine.read(key + r"\command")
            assert (
                command
                == f'"{tmp_path / "0.1.0" / "pythonw.exe"}" -B -P -m danvan_xl.excel.desk consolidate "{argument}"'
            )

    def it_tells_where_a_policy_forbids_them(self, tmp_path: Path) -> None:
        machine = MemoryRegistry(forbidden=(r"HKCU\Software\Classes",))
        [told] = open_doors(Profile(tmp_path, tmp_path, (), machine), tmp_path)
        assert "menu của thư mục" in told

    def it_leaves_nothing_behind(self, machine: MemoryRegistry, tmp_path: Path) -> None:
        profile = Profile(tmp_path, tmp_path, (), machine)
        open_doors(profile, tmp_path)
        profile.menu.mkdir(parents=True, exist_ok=True)
        shut_doors(profile)
        assert not profile.menu.exists()
        assert all(machine.read(key) is None for key, _ in FOLDER_ENTRIES)


class DescribeAWish:
    def it_makes_a_master_and_opens_it(self, tmp_path: Path) -> None:
        target = tmp_path / "mới.xlsx"
        talk = pressed("new", 0, target)
        assert talk.errors == [] and talk.shown == [target] and target.is_file()

    def it_opens_the_guide(self) -> None:
        talk = pressed("help")
        assert talk.errors == [] and [page.name for page in talk.shown] == ["huong-dan.html"]

    def it_checks_a_master(self, master: Path, machine: MemoryRegistry) -> None:
        talk = pressed("check", master, machine=machine)
        assert "Đã kiểm tra" in talk.messages[-1] and talk.shown == [master]
        assert machine.read(SETTINGS, "LastMaster") == str(master)

    def it_issues_forms_of_the_chosen_period(self, master: Path, tmp_path: Path) -> None:
        folder = tmp_path / "phiếu"
        folder.mkdir()
        talk = pressed("issue", master, 0, folder)
        assert talk.errors == [] and talk.shown == [folder]
        assert len(list(folder.glob("*.xlsx"))) > 5

    @pytest.fixture
    def returns(self, master: Path, tmp_path: Path) -> Path:
        from danvan_xl.plans.master_reader import load_master

        folder = tmp_path / "phiếu gửi về"
        loaded = load_master(master)
        issue(loaded, loaded.periods[0], folder)
        return folder

    def it_consolidates_the_folder_of_the_explorer_after_asking(
        self, master: Path, returns: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "tổng hợp.xlsx"
        talk = pressed("consolidate", master, target, True, given=returns)
        assert talk.errors == [] and talk.shown == [target] and target.is_file()
        assert f"Ghi tệp tổng hợp “{target.name}”?" in talk.asked[-1]

    def it_writes_nothing_where_the_person_says_no(self, master: Path, returns: Path, tmp_path: Path) -> None:
        target = tmp_path / "tổng hợp.xlsx"
        talk = pressed("consolidate", master, target, False, given=returns)
        assert talk.errors == talk.messages == [] and not target.exists()

    def it_does_nothing_where_the_person_cancels(self, returns: Path) -> None:
        talk = pressed("consolidate", None, given=returns)
        assert talk.errors == talk.messages == []

    def it_writes_the_report_of_a_summary(self, master: Path, returns: Path, tmp_path: Path) -> None:
        from danvan_xl.consolidation.consolidate import consolidate

        summary, target = tmp_path / "tổng hợp.xlsx", tmp_path / "báo cáo.docx"
        write_summary(consolidate(returns, master, period="K1"), summary)
        talk = pressed("report", summary, target)
        assert talk.errors == [] and talk.shown == [target] and target.is_file()

    def it_tells_what_the_machine_lacks(self) -> None:
        assert "[Tốt] Python" in pressed("doctor").messages[0]

    def it_says_in_one_sentence_what_is_wrong(self, tmp_path: Path) -> None:
        stranger = tmp_path / "không phải.xlsx"
        stranger.write_bytes(b"no workbook")
        talk = pressed("check", stranger)
        assert len(talk.errors) == 1 and "nút" not in talk.errors[0] and "--" not in talk.errors[0]

    def it_keeps_a_fault_of_ours_from_the_person(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
        monkeypatch.setitem(desk_module.WISHES, "check", lambda desk: 1 / 0)
        assert "nhật ký" in pressed("check").errors[0]

    @pytest.mark.parametrize(
        ("word", "place"), [(r"D:\\Dân vận\\phiếu", r"D:\\Dân vận\\phiếu"), ('D:"', "D:\\")]
    )
    def it_understands_a_drives_root_as_windows_writes_it(self, word: str, place: str) -> None:
        assert desk_module._place([word]) == Path(place)
