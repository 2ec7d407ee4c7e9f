"""What issued papers share: numbers, frozen facts, the seal."""
