"""Reports: the summary workbook, the Word report, the next level up."""
