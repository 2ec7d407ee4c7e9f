"""Fonts, icons, reference tables and texts: a leaf that anyone may read."""
