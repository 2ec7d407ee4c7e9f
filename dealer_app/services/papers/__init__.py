"""Provide what all issued papers share: numbers, frozen facts, the seal."""
