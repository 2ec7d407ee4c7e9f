"""Bajeh: everything of the dealership counter that needs no screen."""

__version__ = "0.1.0"
