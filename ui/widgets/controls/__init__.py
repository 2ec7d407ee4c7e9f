"""Widgets that are pressed or typed into."""
