"""The connection to head office as the screen sees it: when to talk, its state, its words."""
