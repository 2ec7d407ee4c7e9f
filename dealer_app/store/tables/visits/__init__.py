"""The tables of visits and of the waiting list."""
