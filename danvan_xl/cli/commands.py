"""The group of all commands, which live in the modules of this package and are imported only when called."""

from __future__ import annotations

import importlib
import sys

import click

from danvan_xl import __version__
from danvan_xl.actions.wishes import WISHES
from danvan_xl.cli.overview import OPTIONS, WIDEST, overview
from danvan_xl.cli.vietnamese import VietnameseCommand

VERSION = "danvan-xl %(version)s"
COMMANDS = {
    "demo": "demo:demo",
    "new": "plan:new",
    "import-plan": "plan:import_plan",
    "check": "plan:check",
    "split": "plan:split",
    "progress": "plan:progress",
    "issue": "forms:issue",
    "score": "returns:score",
    "consolidate": "returns:consolidate",
    "restore": "returns:restore",
    "schema": "schema:schema",
    "rollup": "reports:rollup",
    "map": "outlines:map_outline",
    "fill": "outlines:fill",
    "report": "reports:report",
    "brief": "reports:brief",
    "send": "mail:send",
    "collect": "mail:collect",
    "remind": "mail:remind",
    "addin": "addin:addin",
    "doctor": "addin:doctor",
    "help": "guide:help_",
}
"""Command → where it is: a module of this package and a function."""


class LazyGroup(click.Group):
    """A group whose commands are imported when called; listing them imports nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        if ctx.resilient_parsing or name not in sys.argv:
            # Only listed: a stand-in with the one-line help is enough.
            return VietnameseCommand(name, short_help=WISHES[name].help)
        return self.load(name)

    def get_help(self, ctx: click.Context) -> str:
        """One text, also where click is not imported."""
        return overview()

    @staticmethod
    def load(name: str) -> click.Command:
        """Import one command."""
        module, _, function = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"danvan_xl.cli.{module}"), function)
        return command


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST}
)
@click.version_option(__version__, "--version", message=VERSION, help=OPTIONS["--version"])
def cli() -> None:
    """The root group."""
