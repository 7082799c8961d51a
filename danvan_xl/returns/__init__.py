"""Returns: what units send back. Found, opened with care, read, checked, chosen between, consolidated.

One file's way: ``discover`` → ``worker`` (a child process with limits) → ``preflight`` → ``opening``
(the workbook as values and facts, :mod:`.raw`) → ``recognise`` and ``identify`` (what it is, whose) →
``locate`` and the row modules (a :class:`~danvan_xl.model.Return` with findings). Then all files
together: ``choosing`` → ``evaluate`` → ``consolidate``. Nothing is read, dropped or guessed without a line.
"""
