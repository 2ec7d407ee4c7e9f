"""Sheets over the window: palette, help, leaving, seals, papers."""
