"""Fonts, icons, reference tables and texts; any layer may import them, they import no layer."""
