"""Plans: the master workbook in and out, and issued documents in."""
