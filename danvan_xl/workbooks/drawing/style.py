"""The house look: fonts, colours, named styles. One place, so that every workbook looks like one family.

Colours are from the Okabe-Ito set (Okabe & Ito 2008, "Color Universal Design"), lightened for fills,
so that statuses stay apart for colour-blind readers and on a black-and-white printer; each status
also keeps its words.
"""

from __future__ import annotations

from danvan_xl.model import Status
from danvan_xl.workbooks.drawing.spec import Style

INK = "1F2933"
LINE = "B8C2CC"
HEAD_FILL = "1F4E79"
HEAD_INK = "FFFFFF"
BAND_FILL = "EAF1F8"
INPUT_FILL = "FFF9DB"
COMPUTED_FILL = "F1F3F5"
NOTE_INK = "52606D"
LINK_INK = "0B5CAD"

BODY = Style(color=INK, border=LINE, valign="top", wrap=True)
CENTER = BODY.but(align="center")
NUMBER = BODY.but(align="right", wrap=False, num_format="General")
INTEGER = BODY.but(align="right", wrap=False, num_format="#,##0")
POINTS = BODY.but(align="right", wrap=False, num_format="0.00")
RATE = BODY.but(align="right", wrap=False, num_format="0.0%")
DATE = BODY.but(align="center", wrap=False, num_format="dd/mm/yyyy")
CODE = BODY.but(align="center", wrap=False, color=NOTE_INK)
LINK = BODY.but(color=LINK_INK, underline=True)

HEADER = Style(
    bold=True, color=HEAD_INK, fill=HEAD_FILL, border=LINE, align="center", valign="vcenter", wrap=True
)
TITLE = Style(size=15, bold=True, color=HEAD_FILL, align="left")
SUBTITLE = Style(size=12, bold=True, color=INK)
NOTE = Style(size=10, italic=True, color=NOTE_INK, wrap=True, valign="top")
LABEL = Style(bold=True, color=INK, border=LINE, fill=BAND_FILL, wrap=True)
VALUE = Style(color=INK, border=LINE, wrap=True)

INPUT = BODY.but(fill=INPUT_FILL, locked=False)
INPUT_NUMBER = INPUT.but(align="right", wrap=False, num_format="General")
INPUT_DATE = INPUT.but(align="center", wrap=False, num_format="dd/mm/yyyy")
INPUT_CENTER = INPUT.but(align="center")
COMPUTED = BODY.but(fill=COMPUTED_FILL)

ERROR = Style(fill="F9D5CC", color="8A1C00", bold=True)
WARNING = Style(fill="FDEBC8", color="7A4B00")
GOOD = Style(fill="CDEBDD", color="00573D")

STATUS_FILL: dict[Status, str] = {
    Status.ON_TIME: "A6DCC5",
    Status.LATE: "F4D9A0",
    Status.DOING: "BBDDF2",
    Status.OVERDUE: "F0A58A",
    Status.NOT_DUE: "E8EBEE",
    Status.NOT_STARTED: "F7DDEA",
    Status.DONE_ROUTINE: "D5EEE3",
    Status.NOT_ARISEN: "F4F5F6",
}
"""Cell fills of the statuses; text on them stays dark."""

STATUS_STRONG: dict[Status, str] = {
    Status.ON_TIME: "009E73",
    Status.LATE: "E69F00",
    Status.DOING: "56B4E9",
    Status.OVERDUE: "D55E00",
    Status.NOT_DUE: "B8C2CC",
    Status.NOT_STARTED: "CC79A7",
    Status.DONE_ROUTINE: "66C2A3",
    Status.NOT_ARISEN: "DDE2E6",
}
"""Chart colours of the statuses."""

STATUS_MARK: dict[Status, str] = {
    Status.ON_TIME: "✓",
    Status.LATE: "✓m",
    Status.DOING: "→",
    Status.OVERDUE: "!",
    Status.NOT_DUE: "–",
    Status.NOT_STARTED: "○",
    Status.DONE_ROUTINE: "●",
    Status.NOT_ARISEN: "□",
}
"""Marks of the matrix, told apart in black and white too; its legend explains them."""
