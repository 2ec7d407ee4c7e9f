"""The bars around the pages: rail, top bar, tabs, status bar, and the empty home."""
