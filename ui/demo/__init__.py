"""Play the manual's walk-in by keyboard without a visible window."""
