"""The demo database of made-up people and orders."""
