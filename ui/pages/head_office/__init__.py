"""Answers of head office, and conflicts that a person decides."""
