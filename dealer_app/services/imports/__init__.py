"""Import of a dealer export: read the sheet, judge every row, store batch by batch, report each row."""
