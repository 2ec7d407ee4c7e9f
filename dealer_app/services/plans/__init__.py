"""Sale plans: read them from a sheet, store versions, list them for the catalogue."""
