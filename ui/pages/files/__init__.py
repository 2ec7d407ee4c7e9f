"""The list of all customers' files."""
