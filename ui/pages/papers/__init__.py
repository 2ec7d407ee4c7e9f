"""Preview and printing of a paper."""
