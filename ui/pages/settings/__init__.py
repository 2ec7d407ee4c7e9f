"""Settings: dealership, issuer, counter, staff, head office, database."""
