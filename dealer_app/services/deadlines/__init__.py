"""List the clocks of all orders from indexes, and keep the dated rules of their lengths."""
