"""Next steps in words, progress and questions: what every action shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl import actions
from danvan_xl.actions.wishes import WISHES
from danvan_xl.cli.commands import COMMANDS


class DescribeStep:
    @pytest.mark.parametrize(
        ("step", "for_command", "for_button"),
        [
            (
                actions.Step("ghi kế hoạch", "check", (Path("kh.xlsx"),)),
                "Bước tiếp theo: ghi kế hoạch, rồi chạy: danvan-xl check kh.xlsx",
                "Bước tiếp theo: ghi kế hoạch, rồi bấm nút “Kiểm tra”.",
            ),
            (
                actions.Step("", "split", ("kế hoạch.xlsx",)),
                'Bước tiếp theo: chạy: danvan-xl split "kế hoạch.xlsx"',
                "Bước tiếp theo: bấm nút “Tách theo đơn vị”.",
            ),
            (
                actions.Step("trình ký"),
                "Bước tiếp theo: trình ký.",
                "Bước tiếp theo: trình ký.",
            ),
        ],
    )
    def it_is_said_for_a_terminal_and_for_a_button(
        self, step: actions.Step, for_command: str, for_button: str
    ) -> None:
        assert (step.for_command(), step.for_button()) == (for_command, for_button)


class DescribeWishes:
    def it_has_one_for_each_command(self) -> None:
        assert list(WISHES) == list(COMMANDS)


class DescribeTheYear:
    def it_names_the_next_step_after_each_action(self, tmp_path: Path) -> None:
        master = tmp_path / "kh.xlsx"
        results = [
            actions.new(actions.NewRequest(output=master, template="dai-son-2025")),
            actions.check(actions.CheckRequest(master=master)),
            actions.split(actions.SplitRequest(master=master)),
            actions.progress(actions.ProgressRequest(master=master)),
            actions.issue(actions.IssueRequest(master=master, period="K1", output=tmp_path / "phieu")),
            actions.send(actions.SendRequest(place=tmp_path / "phieu", master=master)),
        ]
        following = [result.next_step.action for result in results]
        assert following == ["check", "split", "issue", "", "send", "collect"]
        for result in results:
            said = "\n".join(result.for_button())
            assert "danvan-xl" not in said and "--" not in said
            assert result.lines and all(result.for_command())

    def it_writes_nothing_when_the_person_says_no(self, tmp_path: Path) -> None:
        master, forms = tmp_path / "kh.xlsx", tmp_path / "phieu"
        actions.new(actions.NewRequest(output=master, template="dai-son-2025"))
        actions.issue(actions.IssueRequest(master=master, period="K1", output=forms))
        before = sorted(tmp_path.rglob("*"))
        asked: list[str] = []

        def no(lines: object) -> bool:
            asked.extend(lines)  # type: ignore[call-overload]
            return False

        request = actions.ConsolidateRequest(folder=forms, master=master, output=tmp_path / "th.xlsx")
        with pytest.raises(actions.Declined):
            actions.consolidate(request, confirm=no)
        assert any(line.startswith("Tệp tìm thấy: ") for line in asked)
        assert sorted(tmp_path.rglob("*")) == before
