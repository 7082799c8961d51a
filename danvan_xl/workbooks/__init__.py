"""Any workbook, nothing of dân vận: opened with limits, drawn from a spec, live in Excel."""
