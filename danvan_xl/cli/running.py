"""Running a command: errors become sentences and exit codes, unexpected ones a log file."""

from __future__ import annotations

import gc

import click

from danvan_xl.actions.wishes import WISHES
from danvan_xl.cli.vietnamese import usage_message
from danvan_xl.errors import DanvanError
from danvan_xl.logs import use_utf8_streams, write_log

NOT_DONE = 2


def run(command: click.Command, arguments: list[str]) -> int:
    """Run and give the exit code. Nothing but a sentence reaches the user."""
    use_utf8_streams()
    # A command makes tens of thousands of small objects that all live to its end: looking for garbage
    # among them again and again costs a tenth of its time.
    gc.set_threshold(200_000, 20, 50)
    try:
        outcome = command.main(args=arguments, prog_name="danvan-xl", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return NOT_DONE
    except click.UsageError as error:
        click.echo(usage_message(error), err=True)
        asked = [word for word in arguments[:1] if word in WISHES]
        command_path = error.ctx.command_path if error.ctx else " ".join(["danvan-xl", *asked])
        click.echo(f"Xem hướng dẫn: {command_path} --help", err=True)
        return NOT_DONE
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng theo yêu cầu; các tệp cũ vẫn nguyên vẹn.", err=True)
        return NOT_DONE
    except DanvanError as error:
        click.echo(str(error), err=True)
        return NOT_DONE
    except BrokenPipeError:
        return 0
    except Exception as error:
        path = write_log(error)
        click.echo(
            "Chương trình gặp lỗi ngoài dự kiến; chưa có tệp nào bị thay đổi dở dang.\n"
            f"Cách xử lý: gửi tệp nhật ký “{path}” cho người hỗ trợ kỹ thuật.",
            err=True,
        )
        return NOT_DONE
    return outcome if isinstance(outcome, int) else 0
