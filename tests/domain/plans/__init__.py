"""Sale plans."""
