"""The network's dealerships: hours, telephones, place; the days on which they are closed."""
