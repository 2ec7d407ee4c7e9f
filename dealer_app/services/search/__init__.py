"""Search by any kind of key, and track an order by its number and the national code."""
