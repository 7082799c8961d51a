"""The summary workbook: a module per sheet or pair of sheets, put together by :mod:`.book`."""
