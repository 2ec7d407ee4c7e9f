"""The form of one dealership."""
