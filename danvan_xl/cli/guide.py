"""``danvan-xl help``: the guide for officers on a terminal."""

from __future__ import annotations

import click

from danvan_xl import actions
from danvan_xl.cli.vietnamese import VietnameseCommand


@click.command("help", cls=VietnameseCommand)
@click.argument("topic", metavar="[MỤC]", nargs=-1)
@click.pass_context
def help_(context: click.Context, topic: tuple[str, ...]) -> None:
    """Hướng dẫn sử dụng: các mục, hoặc một MỤC (số, vài chữ của tên mục, hoặc tên lệnh).

    Ví dụ: danvan-xl help, danvan-xl help 3, danvan-xl help thay doi giua nam.
    """
    from danvan_xl.cli.commands import COMMANDS, LazyGroup

    words = " ".join(topic)
    if words in COMMANDS:
        command = LazyGroup.load(words)
        click.echo(command.get_help(command.context_class(command, context.parent, info_name=words)))
        return
    done = actions.guide(actions.GuideRequest(topic=words))
    for line in done.lines:
        click.echo(_wrapped(line))
    click.echo(done.next_step.for_command())


def _wrapped(line: str) -> str:
    """Within 100 columns, items hanging; code and short lines as they are."""
    if len(line) <= 100 or line.startswith("  "):
        return line
    return click.wrap_text(line, 100, subsequent_indent="  " if line[:1] in "-123456789" else "")
