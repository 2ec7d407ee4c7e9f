"""Persian texts of the screen, by page."""
