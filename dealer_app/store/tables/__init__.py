"""One module a table, and what all tables share: base, column types, unit of work, hash chain."""
