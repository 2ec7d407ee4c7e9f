"""Connection to head office as the screen sees it: timing of talks, state, texts."""
