"""Fixtures of the services' tests, for papers made from stored records."""

from tests.services.conftest import clock, counter, demo_home, main_order

__all__ = ["clock", "counter", "demo_home", "main_order"]
