"""Sheets: what each sheet looks like, once; and the drawers that put it into workbooks."""
