"""Word, PDF and text as neutral content: lines and tables in reading order."""
