"""Plans in running text: parts, tasks under headings, duties of units, reporting rounds."""
