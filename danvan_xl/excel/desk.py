r"""What an entry of the Start menu or the Explorer does: a wish asked for with plain Windows dialogs, without Excel's help.

``pythonw -m danvan_xl.excel.desk WISH [WHAT]``. The same actions as behind the buttons; the result is opened at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl import actions
from danvan_xl.actions.result import Declined
from danvan_xl.errors import DanvanError, InputError
from danvan_xl.excel.asking import ask_period, ask_summary, show_guide
from danvan_xl.excel.button import Cancelled, chosen, unexpected
from danvan_xl.excel.dialogs import NEW_WORKBOOK, WORD, WORKBOOKS, Dialogs, home
from danvan_xl.excel.profile import SETTINGS
from danvan_xl.excel.registry import Registry, registry
from danvan_xl.excel.wording import for_buttons

if TYPE_CHECKING:
    from danvan_xl.actions.result import OnProgress, Result

_LAST = "LastMaster"
"""The setting that keeps the master last used: the place where the next question begins."""


class Desk:
    """One wish at work: whom to ask, where to show how far it is, what was used last. ``given`` is what the entry was
    called with (a folder of the Explorer, a workbook dropped on it), None where nothing."""

    def __init__(self, talk: Dialogs, on_progress: OnProgress, machine: Registry, given: Path | None) -> None:
        self.talk = talk
        self.on_progress = on_progress
        self.machine = machine
        self.given = given

    def master(self) -> Path:
        """The master that the person chooses; the question begins where the last one lay."""
        last = self.machine.read(SETTINGS, _LAST)
        start = Path(last).parent if isinstance(last, str) and Path(last).parent.is_dir() else home()
        path = chosen(self.talk.open_file("Chọn tệp kế hoạch", WORKBOOKS, start))
        try:
            self.machine.write(SETTINGS, _LAST, str(path))
        except OSError:
            return path
        return path

    def tell(self, done: Result[Any], show: Path | None = None) -> None:
        """The result, then what was made."""
        self.talk.message(_for_doors("\n".join(done.for_button())))
        if show is not None:
            self.talk.show(show)


def new(desk: Desk) -> None:
    """A master from a bundled template."""
    templates = actions.templates()
    number = chosen(desk.talk.choose("Tạo từ mẫu nào?", [template.description for template in templates]))
    target = chosen(
        desk.talk.save_file("Lưu tệp kế hoạch mới", NEW_WORKBOOK, home() / "ke-hoach-dan-van.xlsx")
    )
    done = actions.new(
        actions.NewRequest(output=target.with_suffix(".xlsx"), template=templates[number].name)
    )
    desk.tell(done, target.with_suffix(".xlsx"))


def import_plan(desk: Desk) -> None:
    """An issued plan as a master."""
    from danvan_xl.excel.importing import from_file

    desk.tell(*from_file(desk.talk, home(), desk.on_progress))


def import_copied(desk: Desk) -> None:
    """The same of what lies on the clipboard."""
    from danvan_xl.excel.importing import from_clipboard

    desk.tell(*from_clipboard(desk.talk, home(), desk.on_progress))


def check(desk: Desk) -> None:
    """Every fault of a master, told one by one."""
    master = desk.given or desk.master()
    done = actions.check(actions.CheckRequest(master=master))
    desk.talk.message(_for_doors("\n".join([*done.lines, done.next_step.for_button()])))
    desk.talk.show(master)


def issue(desk: Desk) -> None:
    """The forms of one period."""
    from danvan_xl.plans.master_reader import load_master

    master = desk.given or desk.master()
    period = ask_period(desk.talk, load_master(master))
    folder = chosen(desk.talk.open_folder("Chọn thư mục để ghi phiếu", master.parent))
    request = actions.IssueRequest(master=master, period=period, output=folder)
    desk.tell(actions.issue(request, on_progress=desk.on_progress), folder)


def consolidate(desk: Desk) -> None:
    """A folder of returns into a summary."""
    folder = desk.given or chosen(desk.talk.open_folder("Chọn thư mục phiếu gửi về", home()))
    if not folder.is_dir():
        raise InputError(f"“{folder}” không phải thư mục.", remedy="Chọn thư mục chứa các phiếu gửi về.")
    master = desk.master()
    target = ask_summary(desk.talk, folder)
    request = actions.ConsolidateRequest(folder=folder, master=master, output=target)

    def confirm(lines: Any) -> bool:
        return desk.talk.confirm("\n".join([*lines, "", f"Ghi tệp tổng hợp “{target.name}”?"]))

    desk.tell(actions.consolidate(request, on_progress=desk.on_progress, confirm=confirm), target)


def report(desk: Desk) -> None:
    """The draft report of a summary."""
    summary = desk.given or chosen(desk.talk.open_file("Chọn tệp tổng hợp", WORKBOOKS, home()))
    suggested = summary.with_name(f"bao-cao-{summary.stem}.docx")
    target = chosen(desk.talk.save_file("Lưu dự thảo báo cáo", WORD, suggested)).with_suffix(".docx")
    request = actions.ReportRequest(summary=summary, output=target)
    desk.tell(actions.report(request, on_progress=desk.on_progress), target)


def doctor(desk: Desk) -> None:
    """What this machine lacks."""
    from danvan_xl.excel.doctor import lines

    desk.talk.message("\n".join(lines()))


def guide(desk: Desk) -> None:
    """How the work is done."""
    show_guide(desk.talk)


WISHES: dict[str, Callable[[Desk], None]] = {
    "new": new, "import-plan": import_plan, "import-copied": import_copied, "check": check, "issue": issue, "consolidate": consolidate, "report": report, "doctor": doctor, "help": guide,
}  # fmt: skip


def _for_doors(text: str) -> str:
    """Sentences for somebody at a button, said for somebody at the Start menu."""
    return (
        for_buttons(text)
        .replace("Bấm nút", "Chọn")
        .replace("bấm lại nút", "làm lại")
        .replace("bấm nút", "chọn")
    )


def open_door(wish: str, desk: Desk) -> None:
    """Do one wish. Never raises; whatever goes wrong is told in one sentence."""
    try:
        WISHES[wish](desk)
    except (Cancelled, Declined):
        return
    except DanvanError as error:
        desk.talk.message(_for_doors(str(error)), error=True)
    except Exception as error:
        desk.talk.message(unexpected(error), error=True)


def main(arguments: list[str]) -> None:
    """``WISH [WHAT]``, on Windows."""
    if sys.platform == "win32":
        from danvan_xl.excel.windows import ProgressWindow, WindowsDialogs

        with ProgressWindow() as window:
            open_door(
                arguments[0],
                Desk(WindowsDialogs(window.hide), window.show, registry(), _place(arguments[1:])),
            )


def _place(words: list[str]) -> Path | None:
    """What the entry was called with; Windows puts a quote behind a drive's root ('C:"')."""
    if not words:
        return None
    return Path(words[0].rstrip('"') + ("\\" if words[0].endswith(':"') else ""))


if __name__ == "__main__":
    main(sys.argv[1:])
