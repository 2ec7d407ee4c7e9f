"""Head office's answers, and the conflicts left to a person."""
