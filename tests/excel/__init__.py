"""The Excel side, with xlwings' remote engine in place of Excel."""
