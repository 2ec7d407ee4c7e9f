"""What tells the clerk something: a banner, an empty page, a screen of state."""
