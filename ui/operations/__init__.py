"""Wishes of the screen as short runs on the lanes."""
