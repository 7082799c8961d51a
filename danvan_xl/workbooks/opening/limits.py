"""How much of a machine one returned file may cost. A filled form is 15-100 KB and opens in a millisecond."""

from __future__ import annotations

FILE_BYTES = 50_000_000
"""Largest file that is opened at all; forms with photographs pasted in stay well below."""
MAIL_BYTES = 150_000_000
"""Largest mail or zip: it may carry many forms."""
UNPACKED_BYTES = 120_000_000
"""All parts of one workbook unpacked, pictures included."""
PART_BYTES = 60_000_000
"""One part of a workbook unpacked."""
RATIO = 400
"""Unpacked ÷ packed above which a part of more than ``RATIO_FROM`` is a bomb. Empty styled cells reach 100."""
RATIO_FROM = 10_000_000
ENTRIES = 3_000
"""Entries in one zip."""
ROWS = 20_000
OWN_ROWS = 100_000
"""The same for workbooks of ours: a summary of a province lists every unit and task."""
COLUMNS = 400
"""Cells beyond are not part of a form: left out with a finding."""
DEPTH = 4
"""Containers within containers (a zip in a mail in a zip ...)."""
MEMBERS = 2_000
"""Files taken out of one container."""
SECONDS = 10.0
"""For one file; a second attempt is made only where the first ended the process before its time."""
MEMORY_BYTES = 420_000_000
"""Address space of the reading process, where the system can limit it; the whole stays below 512 MB."""
SHOWN_NAME = 200
"""Longest name from a mail or a zip that is shown in full."""
