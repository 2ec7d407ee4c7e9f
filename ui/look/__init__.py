"""Colours, fonts, sizes and icons, light and dark."""
