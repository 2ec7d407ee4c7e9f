"""Small text widgets and helpers: labels, facts, text direction."""
