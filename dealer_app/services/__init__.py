"""The operations of the counter: one function for each operation, run in one transaction."""
