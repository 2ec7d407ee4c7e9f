"""Change a number with a paper, find a registered person, activate, join and part files."""
