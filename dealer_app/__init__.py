"""Bajeh: the dealership counter without its screen."""

__version__ = "0.1.0"
