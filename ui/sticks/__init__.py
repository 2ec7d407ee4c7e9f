"""Bundles on a USB stick: saving, reading, joining, and the guard at leaving."""
