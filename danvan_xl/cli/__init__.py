"""Commands: parse, call, print; no rules. ``main`` is what ``danvan-xl`` runs.

Commands live in the modules of this package and are imported only when called, because a button
click starts a Python and pandas alone costs a third of a second.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from danvan_xl import __version__
from danvan_xl.cli.vietnamese import VietnameseCommand, localise

COMMANDS: dict[str, tuple[str, str]] = {
    # command: (module:function, one line of help)
    "demo": ("danvan_xl.cli.demo:demo", "Chạy thử cả năm trên một kế hoạch mẫu"),
    "new": ("danvan_xl.cli.plan:new", "Tạo tệp kế hoạch từ mẫu có sẵn"),
    "import-plan": (
        "danvan_xl.cli.document:import_plan",
        "Đọc kế hoạch đã ban hành (.docx, .pdf, .txt, .md)",
    ),
    "check": ("danvan_xl.cli.plan:check", "Kiểm tra tệp kế hoạch, chỉ rõ từng lỗi"),
    "split": ("danvan_xl.cli.plan:split", "Tách theo đơn vị: mỗi đơn vị một trang tính"),
    "progress": ("danvan_xl.cli.plan:progress", "Cập nhật tiến độ từ các trang đơn vị"),
    "issue": ("danvan_xl.cli.forms:issue", "Phát hành phiếu báo cáo cho từng đơn vị"),
    "score": ("danvan_xl.cli.returns:score", "Chấm điểm một phiếu, theo từng tiêu chí"),
    "consolidate": ("danvan_xl.cli.returns:consolidate", "Tổng hợp thư mục phiếu gửi về"),
    "rollup": ("danvan_xl.cli.reports:rollup", "Điền phiếu của cơ quan mình gửi cấp trên"),
    "report": ("danvan_xl.cli.reports:report", "Viết dự thảo báo cáo Word"),
    "send": ("danvan_xl.cli.mail:send", "Gửi phiếu cho đơn vị, hoặc gửi tệp lên cấp trên"),
    "collect": ("danvan_xl.cli.mail:collect", "Thu phiếu từ hộp thư hoặc tệp thư"),
    "remind": ("danvan_xl.cli.mail:remind", "Nhắc đơn vị nộp chậm hoặc phải sửa"),
    "addin": ("danvan_xl.cli.addin:addin", "Cài, gỡ, dựng phần bổ trợ Excel"),
    "doctor": ("danvan_xl.cli.addin:doctor", "Kiểm tra máy: Python, Excel, phần bổ trợ"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when called; listing them imports nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        target, short_help = COMMANDS[name]
        module_name, _, function = target.partition(":")
        if ctx.resilient_parsing or name not in sys.argv:
            # Only listed: a stand-in with the one-line help is enough.
            return VietnameseCommand(name, short_help=short_help)
        return self.load(module_name, function)

    @staticmethod
    def load(module_name: str, function: str) -> click.Command:
        """Import one command."""
        command: Any = getattr(importlib.import_module(module_name), function)
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="danvan-xl: công tác dân vận chính quyền bằng Excel, từ kế hoạch đến báo cáo tổng hợp.",
)
@click.version_option(__version__, "--version", message="danvan-xl %(version)s", help="In số phiên bản.")
def cli() -> None:
    """The root group."""


def main() -> None:
    """Run a command line; never show a traceback. Exit codes: 0 done, 1 something needs a person, 2 not done."""
    from danvan_xl.cli.running import run

    sys.exit(run(localise(cli), sys.argv[1:]))
