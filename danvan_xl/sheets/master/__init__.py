"""Sheets of a master workbook: its tables, the department sheets, ``Mục lục``, ``Tiến độ``."""
