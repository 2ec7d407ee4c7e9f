"""The activation of a mobile."""
