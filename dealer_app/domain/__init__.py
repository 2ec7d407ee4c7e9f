"""Business rules: pure functions and frozen values."""
