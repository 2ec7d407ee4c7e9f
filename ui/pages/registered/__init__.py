"""Open the file of a person who says that they are registered."""
