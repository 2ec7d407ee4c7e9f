"""Issue registration confirmations and read them as they were issued."""
