"""Import of a dealer export."""
