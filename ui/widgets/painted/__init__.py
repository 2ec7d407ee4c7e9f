"""Painted widgets that show a state or an amount."""
