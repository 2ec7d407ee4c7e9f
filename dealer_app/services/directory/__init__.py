"""The directory of dealerships: read it, edit it, import it, close one for a day; holidays of a year."""
