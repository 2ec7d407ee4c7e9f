"""Form fields, each for one type of value."""
