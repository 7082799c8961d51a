"""Editing a stranger's .xlsx part by part: only the cells that are meant change, every other part keeps its bytes."""
