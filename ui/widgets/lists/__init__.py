"""Lists of sections and commands."""
