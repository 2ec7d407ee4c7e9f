"""Build the demo database of made-up people and orders."""
