"""Order a car from a plan."""
