"""The page of call-backs."""
