"""The return form: one unit, one period. ``form_book`` gives the whole workbook as a spec."""
