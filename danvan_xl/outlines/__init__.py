"""Outlines (biểu mẫu): workbooks of the level above, found out about, mapped to our figures, filled part by part."""
