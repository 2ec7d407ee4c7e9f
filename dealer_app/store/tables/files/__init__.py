"""Tables of what happens to a customer's file."""
