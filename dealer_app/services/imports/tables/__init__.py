"""The tables of a file: their headers, the units of their amounts, and which of them are imported."""
