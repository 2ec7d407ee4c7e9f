"""Edits of a manager that travel: which of two is newer, and which one stands over head office's row."""
