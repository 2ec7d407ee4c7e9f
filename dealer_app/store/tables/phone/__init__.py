"""Tables of the telephone."""
