"""From a click in Excel to the book it was made on: xlwings loaded lightly, nobody's other Excel touched."""

from __future__ import annotations

import atexit
import sys
from typing import Any

_NOT_NEEDED = ("matplotlib", "numpy", "pandas", "PIL", "plotly", "polars")
"""What xlwings imports only to be able to convert to and from it: most of the time that a click takes to show something."""


def load_xlwings() -> Any:
    """The package ``xlwings``, without the libraries that a button does not convert to.

    They stay importable for everybody else. xlwings' clean-up at the end of a process is taken away: it ends every
    EXCEL.EXE that has no workbook window, a mailed form in Protected View among them.
    """
    hidden = [] if "xlwings" in sys.modules else [name for name in _NOT_NEEDED if name not in sys.modules]
    modules: dict[str, Any] = sys.modules
    modules.update(dict.fromkeys(hidden))  # None is Python's word for "cannot be imported"
    try:
        import xlwings
    finally:
        for name in hidden:
            if modules.get(name) is None:
                modules.pop(name, None)
    engine = getattr(xlwings, "_xlwindows", None)
    if engine is not None:
        atexit.unregister(engine.cleanup)
    return xlwings


def calling_book() -> Any:
    """The ``xlwings.Book`` that was active at the click, by what the add-in gives on the command line.

    xlwings' own ``Book.caller`` cuts a book's name at its first "=".
    """
    xlwings = load_xlwings()
    given = dict(
        argument[2:].split("=", 1) for argument in sys.argv if argument[:2] == "--" and "=" in argument
    )
    if given.get("from_xl") != "1" or hasattr(xlwings.Book, "_mock_caller"):
        return xlwings.Book.caller()
    app = xlwings.App(impl=xlwings._xlwindows.App(xl=int(given["hwnd"])))
    try:
        return app.books[given["wb"]]
    except KeyError:  # a name that did not come through the command line whole
        return app.books.active
