"""Edits of a manager: send them, take those of other counters, undo them."""
