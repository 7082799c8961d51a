"""Commands: parse, call, print; no rules. ``main`` is what ``danvan-xl`` runs."""

from __future__ import annotations

import sys


def main() -> None:
    """Run a command line; never show a traceback. Exit codes: 0 done, 1 something needs a person, 2 not done."""
    if sys.argv[1:] in (["--help"], ["-h"]):
        _help()
        return
    from danvan_xl.cli.commands import cli
    from danvan_xl.cli.running import run
    from danvan_xl.cli.vietnamese import localise
    from danvan_xl.garbage import ends_soon, kept_to_the_end

    ends_soon()
    code = run(localise(cli), sys.argv[1:])
    kept_to_the_end()
    sys.exit(code)


def _help() -> None:
    """Before anything is imported that only a command needs: people and shells ask for it all the time."""
    from danvan_xl.cli.overview import overview

    try:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        print(overview(), flush=True)
    except BrokenPipeError:
        return
