"""The list of deadlines, the first page after sign-in."""
