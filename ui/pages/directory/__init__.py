"""The directory of dealerships: the list with the details beside it."""
