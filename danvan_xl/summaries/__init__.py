"""The summary workbook in and out: written, read back, what a person typed into it kept."""
