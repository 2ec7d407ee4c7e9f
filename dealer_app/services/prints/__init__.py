"""Keep the print log: every print is a row with its copy number."""
