"""Record visits to the counter, keep the check-lists of papers and the waiting list."""
