"""The table of edits."""
