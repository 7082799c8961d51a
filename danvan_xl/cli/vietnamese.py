"""click in Vietnamese: headings, options and usage errors that a non-programmer can read."""

from __future__ import annotations

from typing import Any

import click

from danvan_xl.actions.wishes import WISHES

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Lệnh", "Arguments": "Tham số"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(
            prog,
            args.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH [...]"),
            "Cách dùng: ",
        )

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows, col_max: int = 30, col_spacing: int = 2) -> None:  # type: ignore[no-untyped-def]
        translated = [
            (
                name,
                text.replace("Show this message and exit.", "Hiện hướng dẫn này.")
                .replace("[required]", "[bắt buộc]")
                .replace("[default: ", "[mặc định: "),
            )
            for name, text in rows
        ]
        super().write_dl(translated, col_max, col_spacing)


class VietnameseContext(click.Context):
    """A context whose help is written by the Vietnamese formatter."""

    formatter_class = _Formatter


def _same_help_option(command: click.Command) -> None:
    """A command remembers the help option of its first context: called by itself it has that of the root group too."""
    command.context_settings.setdefault("help_option_names", ["-h", "--help"])


class VietnameseCommand(click.Command):
    """A command with Vietnamese help. Use as ``@click.command(cls=VietnameseCommand)``."""

    context_class = VietnameseContext

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _same_help_option(self)


def localise(group: click.Group) -> click.Group:
    """Make a group's own help Vietnamese."""
    group.context_class = VietnameseContext
    _same_help_option(group)
    return group


def usage_message(error: click.UsageError) -> str:
    """One Vietnamese sentence for a usage error of click, with the next step."""
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = (
            error.param.opts[0]
            if error.param.param_type_name == "option"
            else (error.param.human_readable_name or "")
        )
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {'tùy chọn' if name.startswith('-') else 'tham số'} {name}."
    if isinstance(error, click.NoSuchOption):
        hint = f" Có phải ý là {', '.join(error.possibilities)}?" if error.possibilities else ""
        return f"Không có tùy chọn {error.option_name}.{hint}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} dùng chưa đúng (thiếu giá trị?)."
    if isinstance(error, click.BadParameter):
        return f"Giá trị của {name or 'tham số'} chưa đúng: {error.message}"
    if error.message.startswith("No such command"):
        import difflib  # only a wrong command needs it, and a start is counted in milliseconds

        wrong = error.message.partition("'")[2].partition("'")[0]
        near = difflib.get_close_matches(wrong, WISHES, n=2)
        return f"Không có lệnh {wrong}." + (f" Có phải ý là {', '.join(near)}?" if near else "")
    if error.message.startswith("Got unexpected extra argument"):
        writes = error.ctx is not None and any("-o" in option.opts for option in error.ctx.command.params)
        hint = " Tệp hay thư mục sẽ ghi thì nêu sau -o." if writes else ""
        return "Thừa tham số: " + error.message.partition("(")[2].rstrip(")") + "." + hint
    if error.message == "Missing command.":
        return "Chưa nêu lệnh."
    return error.message
