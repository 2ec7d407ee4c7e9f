"""The customer's file: person, orders, money, papers and events."""
