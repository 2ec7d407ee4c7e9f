"""The page of a visit, with the waiting list beside it."""
