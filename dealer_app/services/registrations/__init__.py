"""Registration confirmations, issued and read as they were issued."""
