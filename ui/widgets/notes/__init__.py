"""Widgets for messages: banner, empty state and status screen."""
