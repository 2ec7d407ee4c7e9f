"""Sale plans: their fields, what is paid when, and what is wrong or doubtful about them."""
