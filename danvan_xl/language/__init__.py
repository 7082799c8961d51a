"""Vietnamese administrative text: folding, legacy encodings, numbers, dates, deadlines, unit names.

Pure functions; nothing here imports a spreadsheet library.
"""
