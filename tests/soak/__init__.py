"""Soak tests: real databases and a real PostgreSQL under faults of the line, power cuts and other disasters."""
