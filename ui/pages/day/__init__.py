"""Confirm the day that this PC shows."""
