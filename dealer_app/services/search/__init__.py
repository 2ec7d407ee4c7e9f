"""The search box: any kind of key, and an order's number with its national code."""
