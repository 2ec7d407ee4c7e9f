"""Persian words of the screen, by page."""
