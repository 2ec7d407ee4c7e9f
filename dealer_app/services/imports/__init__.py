"""Import a dealer export: read the sheet, check every row, store batch by batch, report each row."""
